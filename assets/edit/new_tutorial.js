import { html, useCallback, useState, api, Button, Icon, Progress, TextField, useLoad, currentLanguage, explain, t, titleIn } from "./components.js";
import { PictureDrop, inOrder, sendPictures } from "./picture_input.js";

const DEVICES = ["Android phone", "Android tablet", "iPhone", "iPad", "Chromebook", "Windows"].map((name) => [name, name]);

/** @param {{id: string, label: string, rows: string[][], none: string, onChoose: (value: string) => void}} props */
const Choice = ({ id, label, rows, none, onChoose }) => html`<div class="field"><label for=${id}>${label}</label>
	<select id=${id} onChange=${(event) => onChoose(event.target.value)}>
		${[["", none], ...rows].map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></div>`;

/** A new tutorial: its title, and its pictures or one that is like it. @param {ViewProps} props */
export function NewView({ navigate, notify }) {
	/** @type {[Home|null, Child]} */
	const [home] = useLoad("/api/home");
	const from = location.hash.split("/")[2];
	const beginning = home?.beginnings.find(({ id }) => id === from);
	const [titles, setTitles] = useState(/** @type {Texts} */ ({}));
	const [device, setDevice] = useState("");
	const [like, setLike] = useState("");
	const [files, setFiles] = useState(/** @type {File[]} */ ([]));
	const [sent, setSent] = useState(-1);
	const add = useCallback((/** @type {File[]} */ more) => setFiles((before) => inOrder([...before, ...more])), []);

	const create = async (/** @type {Event} */ event) => {
		event.preventDefault();
		const given = Object.fromEntries(Object.entries(titles).filter(([, text]) => text.trim()));
		if (!Object.keys(given).length) {
			notify(t("new.title-first"));
			/** @type {HTMLFormElement} */ (event.target).querySelector("input")?.focus();
			return;
		}
		setSent(0);
		const wish = { titles: given, languages: ["es", "en"], like: like || null, device: device || null, from: from || null };
		const answer = await api.post("/api/tutorials", wish).catch((error) => error);
		const { id } = answer;
		if (!id) {
			setSent(-1);
			return notify(explain(answer));
		}
		const { pictures, problems } = await sendPictures(id, files, setSent);
		const path = `/api/tutorials/${id}`;
		const changes = [{ do: "add-pictures", pictures }];
		if (pictures.length) await api.get(path).then(({ revision }) => api.post(`${path}/changes`, { revision, changes })).catch((error) => notify(explain(error)));
		navigate(`#/t/${id}`);
		if (problems.length) notify(t("new.failed", { n: problems.length, list: problems.map(({ name, why }) => `${name}: ${why}`).join(" · ") }));
	};

	if (sent >= 0)
		return html`<div class="wrap narrow"><h1>${t("new.making")}</h1>
			<p role="status">${t("new.sending", { done: sent, total: files.length })}</p>
			<${Progress} label=${t("new.making")} done=${sent} total=${files.length} /></div>`;
	return html`<form class="wrap narrow" onSubmit=${create}><h1>${t("new.heading")}</h1>
		<section class="panel"><h2><span class="number">1</span>${t("new.what")}</h2>
			${(currentLanguage() === "es" ? ["es", "en"] : ["en", "es"]).map((lang) => html`<${TextField} key=${lang} lang=${lang} maxlength="120" autocomplete="off"
				value=${titles[lang] || ""} label=${t(`new.title-${lang}`)} hint=${t(`new.example-${lang}`)}
				onInput=${(text) => setTitles((before) => ({ ...before, [lang]: text }))} />`)}</section>
		<section class="panel"><h2><span class="number">2</span>${t("new.pictures")}</h2>
			${from ? beginning && html`<p>${t("new.from", { n: beginning.pictures })} <code dir="auto">${beginning.name}</code></p>` : html`<${PictureDrop} onPictures=${add} onProblem=${notify}>${t("new.drop")}<//>`}
			<ol class="files">${files.map((file) => html`<li><span dir="auto">${file.name}</span>
				<${Button} kind="quiet" symbol="close" label=${t("new.remove", { name: file.name })} onClick=${() => setFiles(files.filter((each) => each !== file))} /></li>`)}</ol>
			<${Choice} id="device" label=${t("new.device")} rows=${DEVICES} none=${t("new.any-device")} onChoose=${setDevice} /></section>
		${!from && home?.shipped.length && html`<details class="panel"><summary>${t("new.like")}</summary><p>${t("new.like-about")}</p>
			<${Choice} id="like" label=${t("new.like-which")} none=${t("new.like-none")} onChoose=${setLike}
				rows=${home.shipped.map((each) => [each.name, `${titleIn(each.titles, each.name).text} (${t("home.steps", { n: each.steps })})`])} /></details>`}
		<div class="row"><button class="button main"><${Icon} name="done" />${t("new.create")}</button><a class="button" href="#/">${t("shell.cancel")}</a></div>
	</form>`;
}
