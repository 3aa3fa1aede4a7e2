/**
 * What is said in a step: a field for each language, with findings and suggestions beside it.
 * @module
 */
import { html, useEffect, useRef, useState } from "./html.js";
import { moveFocus, useAnswer, useDraft } from "./asking.js";

const QUIET_MS = 350;

/** @param {StepProps} props */
export function Sentences({ editor, step }) {
	const { t, state } = editor;
	const empty = state.languages.find((lang) => !step.narration[lang]);
	const [active, setActive] = useState(/** @type {string | null} */ (null));
	const open = active && state.languages.includes(active) ? active : (empty ?? null);
	return html`<section class="sentences" aria-label=${t("say.title")}>
		<h3>${t("say.title")}</h3>
		${state.languages.map(
			(lang) => html`<div key=${lang}>
				${
					step.aside &&
					html`<${TextField}
						editor=${editor}
						step=${step.index}
						field="question"
						lang=${lang}
						label=${t("say.question", { language: editor.strings.languageName(lang) })}
						saved=${step.questions[lang] ?? ""}
						save=${(/** @type {string} */ text) => editor.change({ do: "set-question", step: step.index, lang, text })}
					/>`
				}
				<${TextField}
					editor=${editor}
					step=${step.index}
					field="sentence"
					lang=${lang}
					label=${editor.strings.languageName(lang)}
					saved=${step.narration[lang] ?? ""}
					grey=${step.spoken[lang] ?? ""}
					save=${(/** @type {string} */ text) => editor.change({ do: "set-sentence", step: step.index, lang, text })}
					onFocus=${() => setActive(lang)}
					suggest=${open === lang}
					tools=${html`<${PlayButton} editor=${editor} what=${step.index} lang=${lang} />`}
				/>
				${step.memos[lang] && html`<p class="note">${t("say.memo")}</p>`}
			</div>`,
		)}
	</section>`;
}

/**
 * A text in one language, with what the plain-language rules say of it.
 * @param {{editor: Editor, step: number | null, field: "sentence" | "question" | "title" | "why", lang: string, label: string, saved: string, grey?: string,
 *   save: (text: string) => void, onFocus?: () => void, suggest?: boolean, tools?: unknown}} props
 */
export function TextField({ editor, step, field, lang, label, saved, grey = "", save, onFocus, suggest = false, tools }) {
	const { t, api, path, state } = editor;
	const draft = useDraft(editor.store, saved, save);
	const box = useRef(/** @type {any} */ (null));
	const text = draft.text;
	const said = useAnswer(text.trim() ? JSON.stringify([step, text]) : null, () => api.post(`${path}/findings`, { step, field, lang, text }), QUIET_MS);
	const kind = step === null ? null : state.steps[step]?.action?.kind;
	const other = step === null ? "" : state.languages.map((each) => state.steps[step]?.narration[each]).find(Boolean);
	const pairs = useAnswer(suggest ? JSON.stringify([step, lang, text, kind, other]) : null, () => api.post(`${path}/suggestions`, { step, lang, text }), QUIET_MS);
	const found = /** @type {Finding[]} */ (said.answer?.findings ?? []);
	const offered = /** @type {Pair[]} */ (pairs.answer?.pairs ?? []).slice(0, 6);

	// A field is as high as its text.
	useEffect(() => {
		const element = box.current;
		if (!element) return;
		element.style.height = "auto";
		element.style.height = `${element.scrollHeight + 4}px`;
	}, [text, grey]);

	/** @param {string} better */
	const use = (better) => {
		draft.drop();
		save(better);
		box.current?.focus();
	};
	/** @param {Pair} pair */
	const take = (pair) => {
		draft.drop();
		const texts = Object.fromEntries(Object.entries(pair.texts).filter(([each, sentence]) => sentence && state.languages.includes(each)));
		editor.change({ do: "set-sentences", step, texts });
		box.current?.focus();
	};
	/** @param {KeyboardEvent} event */
	const key = (event) => {
		const number = event.altKey && /^Digit[1-6]$/.test(event.code) ? Number(event.code.slice(5)) : 0;
		if (number && offered[number - 1]) {
			event.preventDefault();
			take(offered[number - 1]);
		} else if (event.key === "Enter" && !event.shiftKey) {
			// A sentence has no lines.
			event.preventDefault();
			draft.flush();
		} else if (event.key === "ArrowDown" && offered.length && box.current.selectionStart === text.length) {
			event.preventDefault();
			box.current.closest(".field-block").querySelector(".pairs button")?.focus();
		}
	};
	const id = `${field}-${lang}`;
	return html`<div class="field-block">
		<div class="field-head"><label for=${id}>${label}</label>${tools}</div>
		<textarea
			id=${id}
			ref=${box}
			rows="1"
			lang=${lang}
			value=${text}
			placeholder=${grey}
			onInput=${(/** @type {any} */ event) => draft.type(event.target.value.replace(/\s*\n\s*/g, " "))}
			onBlur=${draft.flush}
			onFocus=${onFocus}
			onKeyDown=${key}
			aria-describedby=${`${id}-said`}
		></textarea>
		<div id=${`${id}-said`} class="findings" aria-live="polite">
			${found.map(
				({ message, remedy, better }) => html`<div class="finding">
					<p>${message} ${remedy}</p>
					${better && html`<button class="small" onClick=${() => use(better)}>${t("say.use")}<q lang=${lang}>${better}</q></button>`}
				</div>`,
			)}
			${!text && grey && html`<p class="note">${t("say.grey")}</p>`}
		</div>
		${
			offered.length > 0 &&
			html`<div class="pairs">
				<p id=${`${id}-pairs`}>${t("say.pairs")}</p>
				<ol aria-labelledby=${`${id}-pairs`} onKeyDown=${(/** @type {KeyboardEvent} */ event) => moveFocus(event, "button")}>
					${offered.map(
						(pair, index) => html`<li>
							<button onClick=${() => take(pair)} title=${pair.from} aria-keyshortcuts=${`Alt+${index + 1}`}>
								<kbd aria-hidden="true">Alt+${index + 1}</kbd>
								<span>${state.languages.filter((each) => pair.texts[each]).map((each) => html`<span lang=${each}>${pair.texts[each]}</span>`)}</span>
							</button>
						</li>`,
					)}
				</ol>
			</div>`
		}
	</div>`;
}

/** @type {HTMLAudioElement | null} One thing is heard at a time. */
let sounding = null;

/**
 * @param {{editor: Editor, what: number | "title" | "end", lang: string}} props
 */
export function PlayButton({ editor, what, lang }) {
	const { t } = editor;
	const [state, setState] = useState(/** @type {"still" | "waiting" | "playing"} */ ("still"));
	const mine = useRef(/** @type {HTMLAudioElement | null} */ (null));
	const stop = () => {
		mine.current?.pause();
		setState("still");
	};
	useEffect(() => stop, [what, lang]);
	const play = async () => {
		if (state !== "still") return stop();
		editor.store.flush();
		sounding?.pause();
		const audio = new Audio(`${editor.path}/sounds/${what}?lang=${encodeURIComponent(lang)}&revision=${editor.state.revision}`);
		sounding = mine.current = audio;
		audio.onplaying = () => setState("playing");
		audio.onended = audio.onpause = () => setState("still");
		setState("waiting");
		try {
			await audio.play();
		} catch {
			setState("still");
			// The reason is in the answer, which an audio element doesn't show.
			if (audio.error) await editor.api.get(audio.src).catch((error) => editor.notify({ text: `${t("say.no_sound")} ${error.message ?? ""}`, problem: true }));
		}
		return undefined;
	};
	const name = t(state === "still" ? "say.play" : "say.stop");
	return html`<button class="small play-step" aria-label=${`${name}: ${editor.strings.languageName(lang)}`} aria-busy=${state === "waiting"} onClick=${play}>
		<span aria-hidden="true">${state === "still" ? "▶" : "■"}</span> ${name}
	</button>`;
}
