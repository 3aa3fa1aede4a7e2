import { html, useState } from "./html.js";
import { Banner, Button, CopyButton, TextField, titleIn } from "./components.js";
import { JobProgress, useJob } from "./jobs.js";
import { useHome } from "./home.js";

/**
 * The folder that a school puts on its website.
 * @param {ViewProps} props
 */
export function WebsiteView({ api, strings, lang }) {
	const { t, explain } = strings;
	const [home, missing] = useHome(api);
	const [without, setWithout] = useState(/** @type {string[]} */ ([]));
	const [address, setAddress] = useState(localStorage.getItem("base-url") || "");
	const { job, failure, start, cancel } = useJob("website");
	if (missing) return html`<${Banner} kind="problem">${explain(missing)}<//>`;
	if (!home) return html`<p role="status">${t("shell.loading")}</p>`;
	const chosen = home.tutorials.filter(({ id, problem }) => !problem && !without.includes(id)).map(({ id }) => id);
	const make = () => {
		localStorage.setItem("base-url", address.trim());
		start("/api/jobs", { kind: "website", tutorials: chosen, base_url: address.trim() });
	};
	const trouble = failure || (job?.state === "failed" && job.error);
	const folder = job?.state === "done" && job.result?.folder;
	return html`<div class="wrap narrow">
		<h1>${t("website.title")}</h1>
		<p>${t("website.about")}</p>
		${trouble && html`<${Banner} kind="problem">${explain(trouble)}<//>`}
		${folder && html`<${Banner}><h2>${t("website.done")}</h2><p><code>${folder}</code> <${CopyButton} text=${folder}>${t("share.copy-folder")}<//></p>
			<p>${t("website.next")}</p>${(job?.result?.notes || []).map((/** @type {string} */ note) => html`<p dir="auto">${note}</p>`)}<//>`}
		${job?.state === "running" && html`<${JobProgress} job=${job} onCancel=${cancel} />`}
		<fieldset class="panel"><legend>${t("website.which")}</legend>
			${home.tutorials.map(({ id, titles, name, problem }) => html`<label class="check"><input type="checkbox" checked=${chosen.includes(id)} disabled=${!!problem}
				onChange=${() => setWithout(chosen.includes(id) ? [...without, id] : without.filter((each) => each !== id))} />
				<span dir="auto">${titleIn(titles, lang, name).text}${problem && html`<small> ${problem}</small>`}</span></label>`)}
			${!home.tutorials.length && html`<p>${t("home.empty")}</p>`}
		</fieldset>
		<div class="panel"><${TextField} type="url" label=${t("website.address")} hint=${t("website.address-hint")} value=${address} onInput=${setAddress}
			placeholder="https://" /></div>
		${job?.state !== "running" && html`<div class="row"><${Button} kind="main" disabled=${!chosen.length} onClick=${make}>${t("website.make")}<//>
			<a class="button" href="#/">${t("shell.home")}</a></div>`}
	</div>`;
}
