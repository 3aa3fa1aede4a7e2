import { Banner, CopyButton, explain, html, Line, t, titleOf, useEffect, useState } from "./components.js";
import { findJob, Job, startJob } from "./jobs.js";
import { useView, View } from "./view.js";

/** Where the address is remembered while the page is open. */
const ADDRESS = "website";

/** Makes a website of all tutorials, or of some. @param {ViewProps} props */
export function Website({ notify }) {
	const view = useView("/api/home", { notify });
	const [job, setJob] = useState("");
	const [ended, setEnded] = useState(/** @type {any} */ (null));
	const fail = (error) => notify(explain(error));
	useEffect(() => void findJob("website").then(setJob, fail), []);
	const make = (event) => {
		event.preventDefault();
		const said = new FormData(event.target);
		const address = String(said.get("website.address")).trim();
		sessionStorage.setItem(ADDRESS, address);
		setEnded(null);
		startJob("website", said.getAll("id"), { address }).then(setJob, fail);
	};
	const end = (row) => {
		setJob("");
		setEnded(row);
	};
	const known = sessionStorage.getItem(ADDRESS) ?? "";
	const draw = ({ tutorials }) => html`<form class="wrap narrow" onSubmit=${make}>
		<h1>${t("website.title")}</h1><p>${t("website.about")}</p>
		<fieldset class="panel"><legend>${t("website.which")}</legend>
			<div>
				${tutorials.map((row) => html`<${Tutorial} key=${row.id} ...${row} />`)}
				${!tutorials.length && html`<p>${t("home.empty")}</p>`}
			<//>
		<//>
		<div class="panel">
			<${Line} name="website.address" type="url" placeholder="https://" defaultValue=${known} />
		<//>
		<div class="work">
			${job
				? html`<${Job} key=${job} id=${job} onEnded=${end} />`
				: html`<p><button class="button main" disabled=${!tutorials.length}>${t("website.make")}</button></p>`}
			<${Made} ...${ended} />
		<//>
	<//>`;
	return html`<${View} of=${view}>${draw}<//>`;
}

const Tutorial = ({ id, titles, name, problem }) => html`<label class="check">
	<input type="checkbox" name="id" value=${id} defaultChecked=${!problem} disabled=${problem} />
	<span dir="auto">${titleOf(titles, name)[1]} ${problem && html`<small>${problem}</small>`}<//><//>`;

/** What came of it; of one that was cancelled nothing. */
function Made({ state = "", error, result }) {
	if (state === "failed") return html`<${Banner}>${explain(error)}<//>`;
	if (state === "interrupted") return html`<${Banner} kind="info"><p>${t("job.interrupted")}</p><//>`;
	if (state !== "done") return null;
	const { folder, notes } = result;
	return html`<${Banner} kind="info"><strong>${t("website.done")}<//>
		<p><code>${folder}</code> <${CopyButton} text=${folder}>${t("share.copy-folder")}<//></p>
		<p>${t("website.next")}</p>${notes.map((note) => html`<p dir="auto">${note}</p>`)}<//>`;
}
