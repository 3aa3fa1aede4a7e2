import { Banner, CopyButton, explain, get, html, t, titleOf, useEffect, useState } from "./components.js";
import { findJob, Job, Refused, startJob } from "./jobs.js";
import { SchoolField } from "./school_fields.js";
import { useSchoolForm } from "./school_form.js";
import { OldWebsite, OpenLink, useReturns, WebsiteLinks } from "./opening.js";
import { useView, View } from "./view.js";

/** What a school's website can do. */
const SITES = ["unknown", "files", "html", "links"];

/** Makes a website of all tutorials, or of some. @param {ViewProps} props */
export function Website({ notify }) {
	const view = useView(`/api/home?returns=${useReturns()}`, { notify });
	const [job, setJob] = useState("");
	const [can, setCan] = useState(SITES[0]);
	const [ended, setEnded] = useState(/** @type {any} */ (null));
	const fail = (error) => notify(explain(error));
	useEffect(() => void findJob("website").then(setJob, fail), []);
	const make = (event) => {
		event.preventDefault();
		setEnded(null);
		startJob("website", new FormData(event.target).getAll("id")).then(setJob, fail);
	};
	const end = (row) => {
		setJob("");
		setEnded(row);
		view.run(() => get(view.path ?? ""));
	};
	const draw = ({ tutorials, website }) => html`<form class="wrap narrow" onSubmit=${make}>
		<h1>${t("website.title")}</h1>
		<fieldset class="panel"><legend>${t("website.can")}</legend>
			${SITES.map(
				(each) => html`<label class="check" key=${each}>
				<input type="radio" name="can" value=${each} checked=${each === can} onChange=${() => setCan(each)} />
				<span>${t(`website.can-${each}`)}<//><//>`,
			)}
			<p role="status">${t(`website.do-${can}`)}<//>
		<//>
		${can === "links" ? html`<${Links} ...${{ tutorials, website, notify }} />` : drawFiles({ tutorials, website })}
	<//>`;
	const drawFiles = ({ tutorials, website }) => html`
		${!job && html`<${There} ...${{ tutorials, website, can }} />`}
		<fieldset class="panel"><legend>${t("website.which")}</legend>
			<div>
				${tutorials.map((row) => html`<${Tutorial} key=${row.id} ...${row} />`)}
				${!tutorials.length && html`<p>${t("home.empty")}</p>`}
			<//>
		<//>
		<div class="panel">
			<p>${t("website.address")} <strong>${website.address || t("website.no-address")}<//><//>
			<p class="hint">${t("website.address-hint")} <a href="#/school">${t("home.school")}<//><//>
		<//>
		<div class="work">
			${
				job
					? html`<${Job} key=${job} id=${job} onEnded=${end} />`
					: html`<p><button class="button main" disabled=${!tutorials.length}>${t("website.make")}</button></p>`
			}
			<${Made} ...${{ ...ended, tutorials, can }} />
		<//>`;
	return html`<${View} of=${view}>${draw}<//>`;
}

const Tutorial = ({ id, titles, name, problem }) => html`<label class="check">
	<input type="checkbox" name="id" value=${id} defaultChecked=${!problem} disabled=${problem} />
	<span dir="auto">${titleOf(titles, name)[1]} ${problem && html`<small>${problem}</small>`}<//><//>`;

/** What is sent or put on YouTube, where a website takes links alone. */
function Links({ tutorials, website, notify }) {
	const form = useSchoolForm({ notify });
	const share = ({ id, titles, name }) =>
		html`<a class="button" key=${id} href=${`#/t/${id}/share`}>${titleOf(titles, name)[1]}<//>`;
	return html`<div class="panel">
		<${View} of=${form.view}>${() => html`<${SchoolField} ...${{ form, name: "website-film" }} />`}<//>
		<p>${t("website.share")}<//>
		<p class="row">${tutorials.map(share)}<//>
		<p>${t("website.address")} <strong>${website.address || t("website.no-address")}<//><//><//>`;
}

/** The website that is there: it is opened, handed on, and put into another one. */
function There({ tutorials, website, can }) {
	if (website.state === "none") return null;
	const open = (file) => (id, at) => {
		const { titles, name } = tutorials.find((row) => row.id === id);
		return html`<${OpenLink} key=${id} page=${`${website.folders[at]}/${file}`}>${titleOf(titles, name)[1]}<//>`;
	};
	if (can === "html")
		return html`<${OldWebsite} website=${website} />
			${
				website.state === "current" &&
				html`<p>${t("website.blocks")}<//><p class="row">${website.tutorials.map(open("block.html"))}<//>`
			}`;
	return html`<${OldWebsite} website=${website} />
		${
			website.state === "current" &&
			html`<p class="row"><${WebsiteLinks} /><//>
				<details><summary>${t("website.embed")}<//><p>${t("website.embed-about")}<//>
					<p class="row"><${OpenLink} page="embed.html">${t("website.embed-all")}<//>
						${website.tutorials.map(open("embed.html"))}<//><//>`
		}`;
}

/** What came of it; of one that was cancelled nothing. */
function Made({ tutorials, can, state = "", error, result }) {
	const nameOf = (tid) => tutorials.filter(({ id }) => id === tid).map(({ titles, name }) => titleOf(titles, name)[1]);
	if (state === "failed") return html`<${Refused} ...${{ error, nameOf }} />`;
	if (state === "interrupted") return html`<${Banner} kind="info"><p>${t("job.interrupted")}</p><//>`;
	if (state !== "done") return null;
	const { folder, notes, failed } = result;
	return html`${failed.map((row) => html`<${Banner}>${`${row.name}: ${explain(row)}`}<//>`)}
		<${Banner} kind="info"><strong>${t("website.done")}<//>
		<p><code>${folder}</code> <${CopyButton} text=${folder}>${t("share.copy-folder")}<//></p>
		<p>${t(can === "html" ? "website.do-html" : "website.next")}</p>
		${notes.map((note) => html`<p dir="auto">${note}</p>`)}<//>`;
}
