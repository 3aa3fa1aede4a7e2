import { arrive, Banner, button, CopyButton, explain, html, Icon, languageName, post, sayDate, t, useState } from "./base.js";
import { Asks, usePress } from "./hiding.js";
import { NewPictures } from "./new_tutorial.js";
import { SaveLink } from "./save_link.js";
import { useView, View } from "./view.js";

const PATH = "/api/answers";

/** Starts an answer to a family as soon as there is a picture, and lists the last ones. @param {ViewProps} props */
export function Answers({ notify }) {
	const view = useView(PATH, { notify });
	const draw = ({ id, answers }) => html`<div class="wrap">
		<h1>${t("answer.title")}</h1>
		<${NewPictures} tid=${id} start=${[PATH, {}]} panel=${view}>${t("answer.drop")}<//>
		${answers.length > 0 && html`<${Last} ...${{ view, answers }} />`}
	<//>`;
	return html`<${View} of=${view}>${draw}<//>`;
}

/** The last answers; all of them can be thrown away, which is asked about once more. */
function Last({ view, answers }) {
	const [asked, setAsked] = useState(false);
	const ask = (now) => {
		setAsked(now);
		setTimeout(() => arrive(document.querySelector(".throw button")));
	};
	const throwAway = () => view.send(`${PATH}/forget`, {});
	const draw = ({ id, picture, started }) => html`<li key=${id} class="card">
		<img src=${`/api/tutorials/${id}/pictures/${picture}/image?w=360`} alt="" loading="lazy" />
		<div><h3><a href=${`#/t/${id}`}>${sayDate(started)}, ${started.slice(11)}<//></h3><//>
	<//>`;
	return html`<section>
		<h2>${t("answer.last")}</h2><p class="soft">${t("answer.last-about")}</p>
		<ul class="cards">${answers.map(draw)}<//>
		<div class="throw">${asked
			? html`<${Banner} kind="warning"><p>${t("memory.answers-sure")}</p>
				<p class="row">
					${button("memory.sure", throwAway, "main")}${button("memory.keep", () => ask(false))}
				</p><//>`
			: html`<p>${button("answer.throw", () => ask(true))}</p>`}<//>
	<//>`;
}

/** What the family gets for a step: its picture to be copied, and its voice to be saved; then what comes next. @param {StepProps} props */
export function AnswerParts({ editor, step }) {
	const { path, state, notify } = editor;
	const of = (what) => `${path}/answer/${what}?step=${step.index}&revision=${state.revision}`;
	const pictures = useView(of("pictures"), { notify });
	const voices = useView(of("voices"), { notify });
	const makeTutorial = async () => {
		const { id } = await editor.tried(post(`${path}/answer/tutorial`, {}));
		if (!id) return;
		location.hash = `#/t/${id}/step/about`;
		notify(t("answer.made"));
	};
	const draw = (Part) => ({ languages }) => html`<${Languages} ...${{ editor, index: step.index, languages, Part }} />`;
	return html`<div class="answer" style=${{ "--languages": state.languages.length }}>
		<div class="answer-pictures"><${View} of=${pictures}>${draw(Picture)}<//><//>
		<div><${View} of=${voices}>${draw(Voice)}<//><//>
		<p class="row">
			<a class="button" href="#/answer"><${Icon} name="plus" />${t("answer.next")}<//>
			${button("answer.tutorial", makeTutorial, "quiet")}
		</p>
	<//>`;
}

/** A part in each language, or why there is none; names that nobody has decided on are asked about before there is one. */
function Languages({ editor, index, languages, Part }) {
	const press = usePress(editor);
	/** @type {string[]} */
	const asked = [];
	const draw = ({ lang, asks, error, url }) => {
		// One picture may be for several languages: it is asked about once.
		const same = JSON.stringify(asks);
		if (asks && asked.includes(same)) return null;
		asked.push(same);
		if (asks) return html`<${Asks} key=${lang} ...${{ rows: asks, index, press }} />`;
		return html`<div key=${lang}>
			${languages.length > 1 && html`<h3>${languageName(lang)}</h3>`}
			${error
				? html`<p class="step-problem problem" role="alert">${explain(error)}</p>`
				: html`<div class="row"><${Part} ...${{ lang, url }} /><//>`}
		<//>`;
	};
	return html`<div class="panel">${languages.map(draw)}<//>`;
}

/** A text of the page, and for which language it is. */
const inLanguage = (key, lang) => `${t(key)}: ${languageName(lang)}`;

const Picture = ({ lang, url }) =>
	html`<img src=${url} alt=${inLanguage("answer.picture", lang)} draggable width="240" height="300" />
		<${CopyButton} kind="main" picture=${url} label=${inLanguage("answer.copy", lang)}>
			${t("answer.copy")}
		<//>`;

function Voice({ lang, url }) {
	const name = `${t("answer.file")}-${lang}.ogg`;
	const label = inLanguage("answer.save", lang);
	return html`<audio controls preload="none" src=${url} aria-label=${inLanguage("answer.voice", lang)} />
		<${SaveLink} ...${{ url, name, label }} title=${t("answer.drag")}>${t("answer.save")}<//>`;
}
