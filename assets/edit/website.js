import { html, useState, Banner, Button, CopyButton, Failed, Line, useLoad, t, titleIn } from "./components.js";
import { JobProgress, useJob } from "./jobs.js";

export function WebsiteView() {
	const [home, instead] = useLoad("/api/home");
	const [without, setWithout] = useState([]);
	const [address, setAddress] = useState(localStorage.getItem("base-url") || "");
	const work = useJob("website");
	const { job, failure, start } = work;
	if (!home) return instead;
	const tutorials = home.tutorials.filter(({ id, problem }) => !problem && !without.includes(id)).map(({ id }) => id);
	const make = () => {
		localStorage.setItem("base-url", address);
		start("/api/jobs", { kind: "website", tutorials, base_url: address.trim() });
	};
	const result = job?.state === "done" && job.result;
	return html`<div class="wrap narrow"><h1>${t("website.title")}</h1><p>${t("website.about")}</p>
		<${Failed} error=${failure} />
		${result && html`<${Banner}><strong>${t("website.done")}<//><p><code>${result.folder}</code> <${CopyButton} text=${result.folder}>${t("share.copy-folder")}<//></p>
			<p>${t("website.next")}</p>${result.notes.map((note) => html`<p dir="auto">${note}</p>`)}<//>`}
		<fieldset class="panel"><legend>${t("website.which")}<//>
			${home.tutorials.map(({ id, titles, name, problem }) => html`<label class="check"><input type="checkbox" checked=${tutorials.includes(id)} disabled=${problem}
				onChange=${() => setWithout(tutorials.includes(id) ? [...without, id] : without.filter((each) => each !== id))} />
				<span dir="auto">${titleIn(titles, name).text} <small>${problem}</small></span><//>`)}
			${!home.tutorials.length && html`<p>${t("home.empty")}</p>`}<//>
		<div class="panel"><${Line} type="url" id="website.address" value=${address} take=${setAddress} placeholder="https://" /></div>
		${work.running ? html`<${JobProgress} ...${work} />` : html`<${Button} kind="main" disabled=${!tutorials.length} onClick=${make}>${t("website.make")}<//>`}
	</div>`;
}
