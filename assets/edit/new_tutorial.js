import { html, useState, post, Button, Icon, Line, useLoad, currentLanguage, explain, t, titleIn, typed } from "./components.js";
import { PictureDrop, inOrder } from "./picture_input.js";
import { openStore } from "./tutorial_store.js";

const DEVICES = ["Android phone", "Android tablet", "iPhone", "iPad", "Chromebook", "Windows"].map((name) => [name, name]);

const Choice = ({ id, rows, none, take }) => html`<div class="field"><label for=${id}>${t(id)}<//>
	<select id=${id} onChange=${typed(take)}>
		${[["", t(none)], ...rows].map(([value, text]) => html`<option value=${value}>${text}<//>`)}<//></div>`;

/** A new tutorial: its title, and its pictures or one that is like it. @param {ViewProps} props */
export function NewView({ navigate, notify }) {
	const [home] = useLoad("/api/home");
	const [titles, setTitles] = useState({});
	const [device, setDevice] = useState("");
	const [like, setLike] = useState("");
	const [files, setFiles] = useState([]);
	const [busy, setBusy] = useState(false);
	const create = async (event) => {
		event.preventDefault();
		const given = Object.fromEntries(Object.entries(titles).filter(([, text]) => text.trim()));
		if (!Object.keys(given).length) {
			notify(t("new.title-first"));
			return event.target.querySelector("input").focus();
		}
		setBusy(true);
		const answer = await post("/api/tutorials", { titles: given, languages: ["es", "en"], like: like || null, device: device || null }).catch((error) => error);
		setBusy(false);
		if (!answer.id) return notify(explain(answer));
		// The editor sends them, and tells of those that can't be read.
		openStore(answer.id).files = files;
		navigate(`#/t/${answer.id}`);
	};
	return html`<form class="wrap narrow" onSubmit=${create}><h1>${t("new.heading")}</h1>
		<section class="panel"><h2><span class="number">1</span>${t("new.what")}</h2>
			${(currentLanguage() === "es" ? ["es", "en"] : ["en", "es"]).map((lang) => html`<${Line} key=${lang} id=${`new.title-${lang}`} lang=${lang} maxlength="120" autocomplete="off"
				value=${titles[lang] || ""} take=${(text) => setTitles((before) => ({ ...before, [lang]: text }))} />`)}<//>
		<section class="panel"><h2><span class="number">2</span>${t("new.pictures")}</h2>
			<${PictureDrop} onPictures=${(more) => setFiles((before) => inOrder([...before, ...more]))} onProblem=${notify}>${t("new.drop")}<//>
			<ol class="files">${files.map((file) => html`<li><span dir="auto">${file.name}</span>
				<${Button} kind="quiet" symbol="close" label=${t("new.remove", { name: file.name })} onClick=${() => setFiles(files.filter((each) => each !== file))} /></li>`)}</ol>
			<${Choice} id="new.device" rows=${DEVICES} none="new.any-device" take=${setDevice} /><//>
		${home?.shipped.length && html`<details class="panel"><summary>${t("new.like")}<//><p>${t("new.like-about")}</p>
			<${Choice} id="new.like-which" none="new.like-none" take=${setLike}
				rows=${home.shipped.map((each) => [each.name, `${titleIn(each.titles, each.name).text} (${t("home.steps", { n: each.steps })})`])} /><//>`}
		<div class="row"><button class="button main" disabled=${busy}><${Icon} name="done" />${t("new.create")}<//><a class="button" href="#/">${t("shell.cancel")}</a></div>
	</form>`;
}
