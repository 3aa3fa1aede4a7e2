import { html, useCallback, useRef, useState } from "./html.js";
import { Banner, Button, Icon, Progress, TextField, titleIn } from "./components.js";
import { PictureDrop, inOrder, sendPictures } from "./picture_input.js";
import { useHome } from "./home.js";

const DEVICES = ["Android phone", "Android tablet", "iPhone", "iPad", "Chromebook", "Windows"];

/**
 * A new tutorial: its title, and its pictures or one that is like it.
 * @param {ViewProps} props
 */
export function NewView({ api, strings, lang, navigate, notify }) {
	const { t, explain } = strings;
	const [home] = useHome(api);
	const [titles, setTitles] = useState(/** @type {Texts} */ ({}));
	const [device, setDevice] = useState("");
	const [like, setLike] = useState("");
	const [files, setFiles] = useState(/** @type {File[]} */ ([]));
	const [sent, setSent] = useState(-1);
	const [failed, setFailed] = useState(/** @type {{id: string, problems: {name: string, why: string}[]}|null} */ (null));
	const first = useRef(/** @type {HTMLFormElement|null} */ (null));
	const add = useCallback((/** @type {File[]} */ more) => setFiles((before) => inOrder([...before, ...more])), []);
	const languages = lang === "es" ? ["es", "en"] : ["en", "es"];

	/** @param {Event} event */
	const create = async (event) => {
		event.preventDefault();
		const given = Object.fromEntries(Object.entries(titles).filter(([, text]) => text.trim()));
		if (!Object.keys(given).length) {
			notify(t("new.title-first"));
			first.current?.querySelector("input")?.focus();
			return;
		}
		setSent(0);
		try {
			const { id } = await api.post("/api/tutorials", { titles: given, languages: ["es", "en"], like: like || null, device: device || null });
			const { pictures, problems } = await sendPictures(id, files, setSent);
			if (pictures.length) {
				const { revision } = await api.get(`/api/tutorials/${id}`);
				await api.post(`/api/tutorials/${id}/changes`, { revision, changes: [{ do: "add-pictures", pictures }] });
			}
			problems.length ? setFailed({ id, problems }) : navigate(`#/t/${id}`);
		} catch (error) {
			setSent(-1);
			notify(explain(error));
		}
	};

	if (failed)
		return html`<div class="wrap narrow"><h1>${t("new.made")}</h1>
			<${Banner} kind="problem"><p>${t("new.some-failed", { n: failed.problems.length })}</p>
				<ul>${failed.problems.map(({ name, why }) => html`<li><strong dir="auto">${name}</strong>: ${why}</li>`)}</ul><//>
			<a class="button main" href=${`#/t/${failed.id}`}>${t("new.go-on")}</a></div>`;
	if (sent >= 0)
		return html`<div class="wrap narrow"><h1>${t("new.making")}</h1>
			<p role="status">${t("new.sending", { n: Math.min(Math.floor(sent) + 1, files.length), total: files.length })}</p>
			<${Progress} label=${t("new.making")} done=${sent} total=${files.length} /></div>`;
	return html`<form class="wrap narrow" onSubmit=${create} ref=${first}>
		<h1>${t("new.heading")}</h1>
		<section class="panel"><h2><span class="number">1</span>${t("new.what")}</h2>
			${languages.map((each) => html`<${TextField} key=${each} lang=${each} value=${titles[each] || ""} maxlength="120" autocomplete="off"
				label=${t(`new.title-${each}`)} hint=${t(`new.example-${each}`)}
				onInput=${(/** @type {string} */ text) => setTitles((before) => ({ ...before, [each]: text }))} />`)}
		</section>
		<section class="panel"><h2><span class="number">2</span>${t("new.pictures")}</h2>
			<${PictureDrop} onPictures=${add} onProblem=${notify}>${t("new.drop")}<//>
			${files.length > 0 && html`<ol class="files">${files.map((file, index) => html`<li><span dir="auto">${file.name}</span>
				<${Button} kind="quiet" symbol="close" label=${t("new.remove", { name: file.name })}
					onClick=${() => setFiles(files.filter((_, at) => at !== index))} /></li>`)}</ol>`}
			<div class="field"><label for="device">${t("new.device")}</label>
				<select id="device" value=${device} onChange=${(/** @type {{target: HTMLSelectElement}} */ event) => setDevice(event.target.value)}>
					<option value="">${t("new.any-device")}</option>
					${DEVICES.map((each) => html`<option>${each}</option>`)}
				</select></div>
		</section>
		${(home?.shipped.length || 0) > 0 && html`<details class="panel"><summary>${t("new.like")}</summary>
			<p>${t("new.like-about")}</p>
			<div class="field"><label for="like">${t("new.like-which")}</label>
				<select id="like" value=${like} onChange=${(/** @type {{target: HTMLSelectElement}} */ event) => setLike(event.target.value)}>
					<option value="">${t("new.like-none")}</option>
					${home?.shipped.map((each) => html`<option value=${each.name}>${titleIn(each.titles, lang, each.name).text} (${t("home.steps", { n: each.steps })})</option>`)}
				</select></div></details>`}
		<div class="row"><button class="button main"><${Icon} name="done" />${t("new.create")}</button>
			<a class="button" href="#/">${t("shell.cancel")}</a></div>
	</form>`;
}
