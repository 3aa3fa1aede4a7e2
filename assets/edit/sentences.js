import { html, useEffect, useRef, useState } from "./html.js";
import { get, post } from "./api.js";
import { t, explain, languageName } from "./strings.js";
import { moveFocus, typed, useAnswer, useDraft } from "./asking.js";

const QUIET_MS = 350;

/** What is said in a step, in each language. @param {StepProps} props */
export function Sentences({ editor, step }) {
	const { languages } = editor.state;
	const [active, setActive] = useState("");
	const open = languages.includes(active) ? active : languages.find((lang) => !step.narration[lang]);
	const shared = { editor, step: step.index };
	return html`<h3>${t("say.title")}</h3>
		${languages.map((lang) => {
			/** @param {string} what */
			const save = (what) => (/** @type {string} */ text) => editor.change({ do: what, step: step.index, lang, text });
			return html`<div key=${lang}>
				${
					step.aside &&
					html`<${TextField} ...${shared} field="question" lang=${lang} label=${t("say.question", { language: languageName(lang) })}
						saved=${step.questions[lang] ?? ""} save=${save("set-question")} />`
				}
				<${TextField} ...${shared} field="sentence" lang=${lang} label=${languageName(lang)}
					saved=${step.narration[lang] ?? ""} grey=${step.spoken[lang]} save=${save("set-sentence")}
					onFocus=${() => setActive(lang)} suggest=${open === lang}
					tools=${html`<${PlayButton} editor=${editor} what=${step.index} lang=${lang} />`} />
				${step.memos[lang] && html`<p class="note">${t("say.memo")}</p>`}
			</div>`;
		})}`;
}

/** A text in one language, with what the plain-language rules say of it. @param {FieldProps} props */
export function TextField({ editor, step, field, lang, label, saved, grey = "", save, onFocus, suggest, tools }) {
	const { path, state } = editor;
	const draft = useDraft(editor, saved, save);
	const { text } = draft;
	const box = useRef(/** @type {any} */ (null));
	const said = useAnswer(text.trim() ? `${step} ${text}` : null, () => post(`${path}/findings`, { step, field, lang, text }), QUIET_MS);
	const pairs = useAnswer(suggest ? `${text} ${state.revision}` : null, () => post(`${path}/suggestions`, { step, lang, text }), QUIET_MS);
	/** @type {Finding[]} */
	const found = said.answer?.findings ?? [];
	/** @type {Pair[]} */
	const offered = pairs.answer?.pairs ?? [];
	// A field is as high as its text.
	useEffect(() => {
		box.current.style.height = "auto";
		box.current.style.height = `${box.current.scrollHeight + 4}px`;
	}, [text, grey]);
	/** @param {() => void} act */
	const replace = (act) => {
		draft.drop();
		act();
		box.current.focus();
	};
	/** @param {Pair} pair */
	const take = ({ texts }) =>
		replace(() => editor.change({ do: "set-sentences", step, texts: Object.fromEntries(Object.entries(texts).filter(([each, words]) => words && state.languages.includes(each))) }));
	/** @type {OnKey} */
	const key = (event) => {
		const pair = event.altKey && offered[Number(/^Digit([1-6])$/.exec(event.code)?.[1]) - 1];
		if (pair) take(pair);
		else if (event.key === "Enter") draft.flush(); // A sentence has no lines.
		else if (event.key === "ArrowDown" && offered.length && box.current.selectionStart === text.length) box.current.closest(".field-block").querySelector(".pairs button").focus();
		else return;
		event.preventDefault();
	};
	const id = `${field}-${lang}`;
	return html`<div class="field-block">
		<div class="field-head"><label for=${id}>${label}</label>${tools}</div>
		<textarea id=${id} ref=${box} rows="1" lang=${lang} dir="auto" value=${text} placeholder=${grey} aria-describedby=${`${id}-said`}
			onInput=${typed((words) => draft.type(words.replace(/\s*\n\s*/g, " ")))} onBlur=${draft.flush} onFocus=${onFocus} onKeyDown=${key}></textarea>
		<div id=${`${id}-said`} aria-live="polite">
			${found.map(
				({ message, remedy, better }) => html`<div class="finding">
					<p>${message} ${remedy}</p>
					${better && html`<button class="small" onClick=${() => replace(() => save(better))}>${t("say.use")} <q lang=${lang}>${better}</q></button>`}
				</div>`,
			)}
			${!text && grey && html`<p class="note">${t("say.grey")}</p>`}
		</div>
		${
			offered.length > 0 &&
			html`<div class="pairs">
				<p id=${`${id}-pairs`}>${t("say.pairs")}</p>
				<ol aria-labelledby=${`${id}-pairs`} onKeyDown=${(/** @type {any} */ event) => moveFocus(event, "button")}>
					${offered.map(
						(pair, index) => html`<li>
							<button onClick=${() => take(pair)} title=${pair.from} aria-keyshortcuts=${`Alt+${index + 1}`}>
								<kbd aria-hidden="true">Alt+${index + 1}</kbd>
								<span>${state.languages.map((each) => pair.texts[each] && html`<span lang=${each}>${pair.texts[each]}</span>`)}</span>
							</button>
						</li>`,
					)}
				</ol>
			</div>`
		}
	</div>`;
}

/** @type {HTMLAudioElement|undefined} One thing is heard at a time. */
let sounding;

/** @param {{editor: Editor, what: number|"title", lang: string}} props */
export function PlayButton({ editor, what, lang }) {
	const [playing, setPlaying] = useState(false);
	useEffect(() => () => sounding?.pause(), [what, lang]);
	const play = async () => {
		sounding?.pause();
		if (playing) return;
		setPlaying(true);
		await editor.store.settle();
		const audio = new Audio(`${editor.path}/sounds/${what}?lang=${lang}&revision=${editor.store.state?.revision}`);
		sounding = audio;
		audio.onended = audio.onpause = () => setPlaying(false);
		try {
			await audio.play();
		} catch {
			setPlaying(false);
			// An audio element doesn't show the reason; the same address asked for as an answer does.
			if (audio.error) get(audio.src).catch((error) => editor.notify({ text: `${t("say.no_sound")} ${error.message && explain(error)}`, problem: true }));
		}
	};
	const name = t(playing ? "say.stop" : "say.play");
	return html`<button class="small" aria-label=${`${name}: ${languageName(lang)}`} onClick=${play}><span aria-hidden="true">${playing ? "■" : "▶"}</span> ${name}</button>`;
}
