import { arrive, small, typed, useAnswer, useState } from "./base.js";
import { Banner, button, CopyButton, Dialog, get, html, Icon, Line, post } from "./components.js";
import { explain, languageName, sayDate, t } from "./strings.js";
import { Asks, usePress } from "./hiding.js";
import { Choices } from "./action_picker.js";
import { Guesses, isOpen } from "./guesses.js";
import { NewPictures } from "./new_tutorial.js";
import { SaveLink } from "./save_link.js";
import { openStore } from "./tutorial_store.js";
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

function Last({ view, answers }) {
	const [asked, setAsked] = useState(false);
	const ask = (now) => {
		setAsked(now);
		setTimeout(() => arrive(document.querySelector(".throw button")));
	};
	const throwAway = () => view.send(`${PATH}/forget`, {});
	const draw = ({ id, picture, started, title, said, kept }) => html`<li key=${id} class="card">
		<img src=${`/api/tutorials/${id}/pictures/${picture}/image?w=360`} alt="" loading="lazy" />
		<div><h3><a href=${`#/t/${id}`}>${title}<//></h3><p>${said}</p>
			<p class="soft">${sayDate(started)}, ${started.slice(11)}</p>
			${!kept && html`<p class="soft">${t("answer.passing")}</p>`}<//>
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

const WORDS_ALONE = { kind: "wait", target: null, direction: null, words: null, guess: false };

/** Whether an answer is words alone: nothing is marked, so its picture would say nothing. */
const isWordsAlone = ({ action }) => action && !action.target && !action.direction;

/** Starts the answer to the next family. @param {Editor} editor @param {File[]} files */
export async function answerNext({ tried }, files) {
	const { id } = await tried(post(PATH, {}));
	if (!id) return;
	openStore(id).files = files;
	location.hash = `#/t/${id}`;
}

/**
 * The step of a tutorial that a family's picture shows; one press makes its answer.
 * @param {GuessProps} props
 */
export function Match({ editor, step, guesses }) {
	const { path, state, lang, store } = editor;
	const [message, setMessage] = useState("");
	const [picked, setPicked] = useState({});
	/** The candidate that a person chose for this picture; false if it is none of them. */
	const pick = picked[step.picture];
	const asked = `${path}/answer/match?step=${step.index}&lang=${lang}&message=${encodeURIComponent(message)}`;
	const of = (one) => (one ? `${asked}&tutorial=${one.tutorial}&chosen=${one.chosen}` : asked);
	const choose = async (one) => {
		const found = one && (await editor.tried(get(of(one))));
		if (found.guess) await say(found.guess.action, found.sentences, found.step);
		else setPicked({ ...picked, [step.picture]: one });
	};
	const open = isOpen(step);
	const key = open ? `${of(pick)} ${step.picture} ${state.languages}` : null;
	const { answer } = useAnswer(key, () => get(of(pick)), message ? 600 : 0);
	if (!open) return html`<${Device} ...${{ editor, step }} />`;
	const { shows = [], guess, sentences = {}, left = 0, not_ours = {}, candidates = [] } = answer ?? {};
	const asks = pick === false ? [] : candidates;
	const none = answer && !left && !shows.length && !asks.length;
	const say = async (action, texts, from) => {
		await store.change([
			{ do: "take-guess", step: step.index, action },
			{ do: "set-sentences", step: step.index, texts },
		]);
		const memos = from && { step: step.index, lang, tutorial: from.tutorial, chosen: from.chosen };
		if (memos) await editor.tried(post(`${path}/answer/memos`, memos));
	};
	return html`<section class="guess" aria-label=${t("answer.match")}>
		${left > 0 && html`<p role="status">${t("answer.left", { n: left })}</p>`}
		${none && html`<p>${t("answer.none")}</p>`}
		${asks.length > 0 && html`<${Candidates} ...${{ asks, choose }} />`}
		${shows.map((text, at) => html`<p class=${at ? "note" : ""}>${text}</p>`)}
		<p class="row">
			${guess && small("answer.yes", () => say(guess.action, sentences, answer.step))}
			${small("answer.not-ours", () => say(WORDS_ALONE, not_ours))}
		</p>
		<label class="field">${t("answer.message")}
			<input value=${message} onInput=${typed(setMessage)} maxlength="1000" /><//>
		<${Device} ...${{ editor, step }} />
	<//>
	${none && html`<${Guesses} ...${{ editor, step, guesses }} />`}`;
}

function Candidates({ asks, choose }) {
	const draw = (one) => {
		const name = t("answer.step-of", { n: one.number, title: one.title });
		const image = `/api/tutorials/${one.tutorial}/pictures/${one.picture}/image?w=360`;
		return html`<li class="card" key=${`${one.tutorial} ${one.chosen}`}>
			${one.picture ? html`<img src=${image} alt="" />` : html`<span class="blank" />`}
			<div><p>${name}</p><p class="soft">${one.said}</p>${small("answer.this", () => choose(one), name)}<//>
		<//>`;
	};
	return html`<h3>${t("answer.which")}</h3>
		<ul class="cards">${asks.map(draw)}<//>
		<p>${small("answer.none-of", () => choose(false))}</p>`;
}

/** Whose screen the picture is: of a finger or a mouse. @param {StepProps} props */
function Device({ editor, step }) {
	const { device } = editor.state;
	const seen = device ?? editor.state.pictures[step.picture]?.device ?? "phone";
	const choices = [
		["Android phone", t("answer.phone")],
		["laptop", t("answer.computer")],
	];
	const value = /laptop|chromebook/i.test(seen) ? "laptop" : "Android phone";
	return html`<${Choices} name="answer-device" label=${t("answer.device")} value=${value}
		choose=${editor.set("set-device", "text")} choices=${choices} />`;
}

/**
 * What the family gets for a step: its picture to be copied, and its voice to be saved; then what comes next.
 * @param {StepProps} props
 */
export function AnswerParts({ editor, step }) {
	const { path, state, notify, lang } = editor;
	const of = (what) => `${path}/answer/${what}?step=${step.index}&lang=${lang}&revision=${state.revision}`;
	const picture = useView(isWordsAlone(step) ? null : of("picture"), { notify });
	const voice = useView(step.shown.task ? null : of("voice"), { notify });
	const press = usePress(editor);
	const makeTutorial = async () => {
		const { id } = await editor.tried(post(`${path}/answer/tutorial`, {}));
		if (!id) return;
		location.hash = `#/t/${id}/step/about`;
		notify(t("answer.made"));
	};
	const [asking, setAsking] = useState(false);
	const keep = async () => (await editor.tried(post(`${path}/answer/keep`, {}))).error || notify(t("answer.kept"));
	const draw =
		(Part) =>
		({ lang, asks, error, url, name }) => {
			if (asks) return html`<${Asks} rows=${asks} index=${step.index} press=${press} />`;
			if (error) return html`<p class="step-problem problem" role="alert">${explain(error)}</p>`;
			const text = step.narration[lang] || step.spoken[lang];
			return html`<div class="row"><${Part} ...${{ lang, url, name, text }} /><//>`;
		};
	const { data } = picture;
	const ready = isWordsAlone(step) ? "answer.ready-words" : data?.url && "answer.ready";
	const choices = state.languages.map((each) => [each, languageName(each)]);
	return html`<div class="answer panel">
		${
			choices.length > 1 &&
			html`<${Choices} name="answer-in" label=${t("answer.language")} value=${lang} choose=${editor.setLang}
				choices=${choices} />`
		}
		${ready && html`<p role="status">${t(ready)}</p>`}
		${!isWordsAlone(step) && html`<div class="answer-picture"><${View} of=${picture}>${draw(Picture)}<//><//>`}
		${!step.shown.task && html`<${View} of=${voice}>${draw(Voice)}<//>`}
		<p class="row">
			<a class="button" href="#/answer"><${Icon} name="plus" />${t("answer.next")}<//>
			${button("answer.keep", keep)}
			${data?.url && button("answer.for-phone", () => setAsking(true))}
			${button("answer.tutorial", makeTutorial, "quiet")}
		</p>
		<p class="soft">${t("answer.goes")}</p>
		${asking && html`<${KeepForPhone} ...${{ editor, step }} close=${() => setAsking(false)} />`}
	<//>`;
}

/**
 * Keeps the picture, as it looks with its covers, as that of another phone; nothing is kept before all is answered.
 * @param {StepProps & { close(): void }} props
 */
function KeepForPhone({ editor, step, close }) {
	const { path, lang, state, notify } = editor;
	const [picked, choose] = useState(/** @type {any} */ (null));
	const chosen = picked ? `&tutorial=${picked.tutorial}&chosen=${picked.chosen}` : "";
	const where = `${path}/answer/match?step=${step.index}&lang=${lang}${chosen}`;
	const { answer } = useAnswer(where, () => get(where));
	const { left = 0, candidates = [], roster = true } = answer ?? {};
	const one = picked ?? answer?.step;
	const [busy, setBusy] = useState(false);
	const save = async (event) => {
		event.preventDefault();
		setBusy(true);
		const said = new FormData(event.target);
		const [phone, agreed] = [String(said.get("answer.which-phone")).trim(), said.has("agreed")];
		const wish = { step: step.index, lang, revision: state.revision, tutorial: one.tutorial, chosen: one.chosen };
		const { id } = await editor.tried(post(`${path}/answer/phone`, { ...wish, phone, agreed }));
		setBusy(false);
		if (id) notify(t("answer.phone-kept", { n: one.number, title: one.title }));
		if (id) close();
	};
	const image = `${path}/steps/${step.index}/covered?lang=${lang}&revision=${state.revision}`;
	const form = () => html`<form onSubmit=${save}>
		<p><strong>${t("answer.step-of", { n: one.number, title: one.title })}<//><//>
		<p class="compare"><img src=${image} alt=${t("answer.as-kept")} /><//>
		<p>${t("answer.as-kept-why")}<//>${!roster && html`<p class="todo">${t("answer.no-roster")}<//>`}
		<${Line} name="answer.which-phone" defaultValue="iPhone" maxlength="30" required />
		<p><label><input type="checkbox" name="agreed" required /> ${t("answer.agreed")}<//><//>
		<p class="row"><button class="button main" disabled=${busy}>${t("answer.phone-keep")}<//>
			${button("shell.cancel", close)}<//><//>`;
	return html`<${Dialog} title=${t("answer.for-phone")} onClose=${close}>${
		!answer || left
			? html`<p role="status">${left ? t("answer.left", { n: left }) : t("shell.loading")}<//>`
			: one
				? form()
				: candidates.length
					? html`<${Candidates} asks=${candidates} choose=${(each) => (each ? choose(each) : close())} />`
					: html`<p>${t("answer.none")}<//>`
	}<//>`;
}

const inLanguage = (key, lang) => `${t(key)}: ${languageName(lang)}`;

const Picture = ({ lang, url }) =>
	html`<img src=${url} alt=${inLanguage("answer.picture", lang)} draggable width="240" height="300" />
		<${CopyButton} kind="main" picture=${url} label=${inLanguage("answer.copy", lang)}>
			${t("answer.copy")}
		<//>`;

function Voice({ lang, url, name, text }) {
	const file = `${name}-${lang}.ogg`;
	const label = inLanguage("answer.save", lang);
	return html`<audio controls preload="none" src=${url} aria-label=${inLanguage("answer.voice", lang)} />
		<${SaveLink} ...${{ url, name: file, label }} title=${t("answer.drag")}>${t("answer.save")}<//>
		${text && html`<${CopyButton} text=${text}>${t("share.copy-sentence")}<//>`}`;
}
