import { html, useState, Banner, Button, CopyButton, Failed, TextField, useLoad, t, titleIn } from "./components.js";
import { JobProgress, useJob } from "./jobs.js";

/** The folder that a school puts on its website. */
export function WebsiteView() {
	/** @type {[Home, Child]} */
	const [home, instead] = useLoad("/api/home");
	const [without, setWithout] = useState(/** @type {string[]} */ ([]));
	const [address, setAddress] = useState(localStorage.getItem("base-url") || "");
	const { job, failure, start, cancel } = useJob("website");
	if (!home) return instead;
	const tutorials = home.tutorials.filter(({ id, problem }) => !problem && !without.includes(id)).map(({ id }) => id);
	const make = () => {
		localStorage.setItem("base-url", address);
		start("/api/jobs", { kind: "website", tutorials, base_url: address.trim() });
	};
	const result = job?.state === "done" && job.result;
	return html`<div class="wrap narrow"><h1>${t("website.title")}</h1><p>${t("website.about")}</p>
		<${Failed} error=${failure} />
		${result && html`<${Banner}><strong>${t("website.done")}</strong><p><code>${result.folder}</code> <${CopyButton} text=${result.folder}>${t("share.copy-folder")}<//></p>
			<p>${t("website.next")}</p>${result.notes.map((/** @type {string} */ note) => html`<p dir="auto">${note}</p>`)}<//>`}
		<fieldset class="panel"><legend>${t("website.which")}</legend>
			${home.tutorials.map(({ id, titles, name, problem }) => html`<label class="check"><input type="checkbox" checked=${tutorials.includes(id)} disabled=${problem}
				onChange=${() => setWithout(tutorials.includes(id) ? [...without, id] : without.filter((each) => each !== id))} />
				<span dir="auto">${titleIn(titles, name).text} <small>${problem}</small></span></label>`)}
			${!home.tutorials.length && html`<p>${t("home.empty")}</p>`}</fieldset>
		<div class="panel"><${TextField} type="url" label=${t("website.address")} hint=${t("website.address-hint")} value=${address} onInput=${setAddress} placeholder="https://" /></div>
		${job?.state === "running" ? html`<${JobProgress} job=${job} onCancel=${cancel} />` : html`<${Button} kind="main" disabled=${!tutorials.length} onClick=${make}>${t("website.make")}<//>`}
	</div>`;
}
