import { html, useState, post, Button, Choice, devices, Icon, Line, useLoad, currentLanguage, explain, t, titleIn } from "./components.js";
import { PictureDrop, inOrder } from "./picture_input.js";
import { openStore } from "./tutorial_store.js";

/** @param {ViewProps} props */
export function NewView({ navigate, notify }) {
	const [home] = useLoad("/api/home");
	const from = location.hash.slice(6) || null;
	const [files, setFiles] = useState([]);
	const languages = currentLanguage() === "es" ? ["es", "en"] : ["en", "es"];
	const create = async (event) => {
		event.preventDefault();
		const form = new FormData(event.target);
		/** @type {(name: string) => string} */
		const field = (name) => String(form.get(name) ?? "").trim();
		const titles = Object.fromEntries(languages.map((lang) => [lang, field(`new.title-${lang}`)]).filter(([, text]) => text));
		if (!Object.keys(titles).length) {
			notify(t("new.title-first"));
			return event.target.querySelector("input").focus();
		}
		const answer = await post("/api/tutorials", { titles, languages: ["es", "en"], like: field("new.like-which") || null, device: field("new.device") || null, from }).catch((error) => error);
		if (!answer.id) return notify(explain(answer));
		// The editor sends them, and tells of those that can't be read.
		openStore(answer.id).files = files;
		navigate(`#/t/${answer.id}`);
	};
	return html`<form class="wrap narrow" onSubmit=${create}><h1>${t("new.heading")}</h1>
		<section class="panel"><h2><span class="number">1<//>${t("new.what")}</h2>
			${languages.map((lang) => html`<${Line} key=${lang} name=${`new.title-${lang}`} lang=${lang} maxlength="120" autocomplete="off" />`)}<//>
		<section class="panel"><h2><span class="number">2<//>${t("new.pictures")}</h2>
			${from ? t("new.stay") : html`<${PictureDrop} onPictures=${(more) => setFiles((before) => inOrder([...before, ...more]))} onProblem=${notify}>${t("new.drop")}<//>`}
			<ol class="files">${files.map((file) => html`<li><span dir="auto">${file.name}<//>
				<${Button} kind="quiet" symbol="close" label=${t("new.remove", { name: file.name })} onClick=${() => setFiles(files.filter((each) => each !== file))} /></li>`)}</ol>
			<${Choice} name="new.device" rows=${devices()} none="new.any-device" /><//>
		${!from && home?.shipped.length && html`<details class="panel"><summary>${t("new.like")}<//><p>${t("new.like-about")}</p>
			<${Choice} name="new.like-which" none="new.like-none"
				rows=${home.shipped.map(({ name, titles, steps }) => [name, `${titleIn(titles, name).text} (${t("home.steps", { n: steps })})`])} /><//>`}
		<div class="row"><button class="button main"><${Icon} name="done" />${t("new.create")}<//><a class="button" href="#/">${t("shell.cancel")}</a><//>
	<//>`;
}
