import { html, Banner, CopyButton, Failed, Line, useLoad, t, titleIn } from "./components.js";
import { JobProgress, useJob } from "./jobs.js";

export function WebsiteView() {
	const [home, instead] = useLoad("/api/home");
	const work = useJob("website");
	if (!home) return instead;
	const { tutorials } = home;
	const make = (event) => {
		event.preventDefault();
		const form = new FormData(event.target);
		const address = String(form.get("website.address")).trim();
		localStorage.setItem("base-url", address);
		work.start("/api/jobs", { kind: "website", tutorials: form.getAll("id"), base_url: address });
	};
	const result = work.job?.state === "done" && work.job.result;
	return html`<form class="wrap narrow" onSubmit=${make}><h1>${t("website.title")}</h1><p>${t("website.about")}</p>
		<${Failed} error=${work.failure} />
		${result && html`<${Banner}><strong>${t("website.done")}<//><p><code>${result.folder}<//> <${CopyButton} text=${result.folder}>${t("share.copy-folder")}<//></p>
			<p>${t("website.next")}</p>${result.notes.map((note) => html`<p dir="auto">${note}</p>`)}<//>`}
		<fieldset class="panel"><legend>${t("website.which")}<//>
			${tutorials.map(({ id, titles, name, problem }) => html`<label class="check"><input type="checkbox" name="id" value=${id} defaultChecked=${!problem} disabled=${problem} />
				<span dir="auto">${titleIn(titles, name).text} <small>${problem}<//><//><//>`)}
			${!tutorials.length && html`<p>${t("home.empty")}</p>`}<//>
		<div class="panel"><${Line} type="url" name="website.address" defaultValue=${localStorage.getItem("base-url")} placeholder="https://" /><//>
		${work.running ? html`<${JobProgress} ...${work} />` : html`<button class="button main" disabled=${!tutorials.length}>${t("website.make")}<//>`}
	<//>`;
}
