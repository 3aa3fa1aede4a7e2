import { arrive } from "./base.js";
import { Banner, button, CopyButton, html, Icon, post, useState } from "./components.js";
import { explain, languageName, sayDate, t } from "./strings.js";
import { Asks, usePress } from "./hiding.js";
import { Choices } from "./action_picker.js";
import { NewPictures } from "./new_tutorial.js";
import { SaveLink } from "./save_link.js";
import { useView, View } from "./view.js";

const PATH = "/api/answers";

/**
 * Starts an answer to a family, in its language, as soon as there is a picture, and lists the last ones.
 * @param {ViewProps} props
 */
export function Answers({ notify }) {
	const view = useView(PATH, { notify });
	const [chosen, setChosen] = useState("");
	const draw = ({ id, answers, languages, lang }) => html`<div class="wrap">
		<h1>${t("answer.title")}</h1><p>${t("answer.language")}</p>
		<${Choices} name="answer-lang" label=${t("answer.language")} value=${chosen || lang}
			choose=${setChosen} choices=${languages.map((each) => [each, languageName(each)])} />
		<${NewPictures} tid=${id} start=${[PATH, { lang: chosen || lang }]} panel=${view}>${t("answer.drop")}<//>
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
		<div class="throw">${
			asked
				? html`<${Banner} kind="warning"><p>${t("memory.answers-sure")}</p>
					<p class="row">
						${button("memory.sure", throwAway, "main")}${button("memory.keep", () => ask(false))}
					</p><//>`
				: html`<p>${button("answer.throw", () => ask(true))}</p>`
		}<//>
	<//>`;
}

/**
 * What the family gets for a step: its picture to be copied, and its voice to be saved; then what comes next.
 * @param {StepProps} props
 */
export function AnswerParts({ editor, step }) {
	const { path, state, notify } = editor;
	const of = (what) => `${path}/answer/${what}?step=${step.index}&revision=${state.revision}`;
	const picture = useView(of("picture"), { notify });
	const voice = useView(of("voice"), { notify });
	const press = usePress(editor);
	const makeTutorial = async () => {
		const { id } = await editor.tried(post(`${path}/answer/tutorial`, {}));
		if (!id) return;
		location.hash = `#/t/${id}/step/about`;
		notify(t("answer.made"));
	};
	/** The part, or why there is none; names that nobody has decided on are asked about before there is one. */
	const draw =
		(Part) =>
		({ lang, asks, error, url }) => {
			if (asks) return html`<${Asks} rows=${asks} index=${step.index} press=${press} />`;
			if (error) return html`<p class="step-problem problem" role="alert">${explain(error)}</p>`;
			return html`<div class="row"><${Part} ...${{ lang, url, text: step.narration[lang] || step.spoken[lang] }} /><//>`;
		};
	return html`<div class="answer panel">
		<div class="answer-picture"><${View} of=${picture}>${draw(Picture)}<//><//>
		<${View} of=${voice}>${draw(Voice)}<//>
		<p class="row">
			<a class="button" href="#/answer"><${Icon} name="plus" />${t("answer.next")}<//>
			${button("answer.tutorial", makeTutorial, "quiet")}
		</p>
	<//>`;
}

/** A text of the page, and for which language it is. */
const inLanguage = (key, lang) => `${t(key)}: ${languageName(lang)}`;

const Picture = ({ lang, url }) =>
	html`<img src=${url} alt=${inLanguage("answer.picture", lang)} draggable width="240" height="300" />
		<${CopyButton} kind="main" picture=${url} label=${inLanguage("answer.copy", lang)}>
			${t("answer.copy")}
		<//>`;

function Voice({ lang, url, text }) {
	const name = `${t("answer.file")}-${lang}.ogg`;
	const label = inLanguage("answer.save", lang);
	return html`<audio controls preload="none" src=${url} aria-label=${inLanguage("answer.voice", lang)} />
		<${SaveLink} ...${{ url, name, label }} title=${t("answer.drag")}>${t("answer.save")}<//>
		${text && html`<${CopyButton} text=${text}>${t("share.copy-sentence")}<//>`}`;
}
