import { html, useEffect, useRef, useState } from "./html.js";
import { get } from "./api.js";
import { t, languageName } from "./strings.js";
import { Progress } from "./components.js";
import { moveFocus, typed, useAnswer } from "./asking.js";
import { Pictogram, pictogramOf, POINTED } from "./action_picker.js";
import { PictureDrop, picturesOf } from "./picture_input.js";
import { Tray } from "./tray.js";

const DRAGGED = "application/x-annotator-step";

/**
 * @param {Step} step
 * @param {TutorialState} state
 * @returns {string[]} what a step lacks, and its problems
 */
function todo({ index, waiting, action, narration, spoken, memos }, { languages, problems }) {
	if (waiting) return [t("arrange.waiting")];
	const rows = [];
	if (!action) rows.push(t("arrange.no_action"));
	else if (POINTED.includes(action.kind) && !action.target) rows.push(t("arrange.no_target"));
	if (languages.some((lang) => !narration[lang] && !spoken[lang] && !memos[lang])) rows.push(t("arrange.no_sentence"));
	const n = problems.filter(({ step, level }) => step === index && level === "problem").length;
	if (n && !rows.length) rows.push(t("arrange.problems", { n }));
	return rows;
}

/** The steps in their order. @param {EditorProps} props */
export function StepsList({ editor }) {
	const { state, chosen, choose, uploads } = editor;
	const { steps } = state;
	const [over, setOver] = useState(-1);
	const list = useRef(/** @type {Element|null} */ (null));
	useEffect(() => list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [chosen]);
	/** Moves a step; the focus goes with it. @param {number} from @param {number} to @param {string} [focus] */
	const move = async (from, to, focus = "") => {
		if (to < 0 || to >= steps.length || from === to) return;
		await editor.change({ do: "move-step", step: from, to });
		choose(to);
		if (focus) setTimeout(() => /** @type {any} */ (list.current?.querySelector(`.here ${focus}:enabled`) ?? list.current?.querySelector(".here button"))?.focus(), 50);
	};
	/** @type {OnKey} */
	const key = (event) => {
		if (!event.target.matches(".choose-step")) return;
		const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
		if (event.altKey && by && chosen !== "about") {
			event.preventDefault();
			move(chosen, chosen + by, ".choose-step");
		} else moveFocus(event, ".choose-step")?.click();
	};
	/** The place between steps that is pointed at. @param {DragEvent & {currentTarget: Element}} event */
	const gap = ({ currentTarget, clientY }) =>
		[...currentTarget.querySelectorAll(".step-row")].filter((row) => {
			const { top, height } = row.getBoundingClientRect();
			return clientY > top + height / 2;
		}).length;
	/** @type {OnDrag} */
	const drag = (event) => {
		if (!event.dataTransfer.types.some((type) => type === DRAGGED || type === "Files")) return;
		event.preventDefault();
		setOver(gap(event));
	};
	/** @type {OnDrag} */
	const drop = (event) => {
		event.preventDefault();
		event.stopPropagation();
		setOver(-1);
		const at = gap(event);
		const from = event.dataTransfer.getData(DRAGGED);
		const files = picturesOf(event.dataTransfer);
		if (from) move(Number(from), at > Number(from) ? at - 1 : at);
		else if (files.length) editor.add(files, at < steps.length && !steps.some((step) => step.waiting) ? at : undefined);
	};
	const about = chosen === "about";
	return html`<nav class="steps-side" aria-label=${t("arrange.steps")}>
		<button class=${`about-button ${about ? "on" : ""}`} aria-current=${about} onClick=${() => choose("about")}>
			${t("edit.about")} ${state.languages.some((lang) => !state.titles[lang]) && html`<span class="todo">${t("edit.no_title")}</span>`}
		</button>
		<ol ref=${list} class="steps-list" onKeyDown=${key} onDragOver=${drag} onDragLeave=${() => setOver(-1)} onDrop=${drop}>
			${steps.map((step) => html`<${StepRow} key=${`${step.index} ${step.picture}`} editor=${editor} step=${step} move=${move} over=${over} />`)}
			${over === steps.length && html`<li class="gap" aria-hidden="true"></li>`}
			${uploads.map(
				({ key, name, problem, share }) => html`<li key=${`+${key}`} class=${`coming ${problem ? "failed" : ""}`}>
					${
						problem
							? html`<p role="alert">${t("arrange.not_taken", { name })} ${problem}</p><button class="small" onClick=${() => editor.dropUpload(key)}>${t("arrange.understood")}</button>`
							: html`${name}<${Progress} label=${t("arrange.coming", { name })} done=${share} total=${1} />`
					}
				</li>`,
			)}
		</ol>
		<${Reading} editor=${editor} />
		<${PictureDrop} onPictures=${editor.add} onProblem=${(/** @type {string} */ text) => editor.notify({ text, problem: true })}>${t(steps.length ? "arrange.add" : "arrange.start")}<//>
		<${Tray} editor=${editor} />
	</nav>`;
}

/** @param {StepProps & {move: (from: number, to: number, focus?: string) => void, over: number}} props */
function StepRow({ editor, step, move, over }) {
	const { state, chosen, choose } = editor;
	const { index, action, number, aside } = step;
	const here = chosen === index;
	const [asking, setAsking] = useState(false);
	const sentence = state.languages.map((lang) => step.narration[lang] || step.spoken[lang]).find(Boolean);
	/** @param {string} text @param {() => void} act @param {boolean} [off] */
	const button = (text, act, off = false) => html`<button class=${`small ${text.slice(8)}`} disabled=${off} onClick=${act}>${t(text)}</button>`;
	/** @param {string} what */
	const act = (what) => editor.change({ do: what, step: index });
	const insert = () => editor.change({ do: "insert-step", at: index + 1, picture: null }).then(() => choose(index + 1));
	const remove = () =>
		act("delete-step").then(() => {
			choose(Math.max(0, index - 1));
			editor.notify({ text: t("arrange.deleted", { number }), undo: true });
		});
	return html`${over === index && html`<li class="gap" aria-hidden="true"></li>`}
		<li class=${`step-row ${here ? "here" : ""} ${aside ? "aside-row" : ""}`} data-step=${index} draggable
			onDragStart=${(/** @type {any} */ event) => event.dataTransfer.setData(DRAGGED, String(index))}>
			<button class="choose-step" tabindex=${here || (chosen === "about" && !index) ? 0 : -1} aria-current=${here ? "step" : undefined} onClick=${() => choose(index)}>
				<span class="step-number"><span class="unseen">${t(aside ? "arrange.aside_name" : "arrange.step_name", { number: parseInt(number, 10) })}</span><span aria-hidden="true">${number}</span></span>
				${step.waiting ? html`<span class="thumb none" aria-hidden="true">+</span>` : html`<img class="thumb" src=${editor.image(step.picture, 120)} alt="" loading="lazy" draggable=${false} />`}
				<span class="step-tell">
					${action && html`<span class="doing"><${Pictogram} name=${pictogramOf(action.kind, action.direction)} /> ${t(`action.${action.kind}`)}</span>`}
					<span class="said">${sentence}</span>
					${todo(step, state).map((row) => html`<span class="todo">${row}</span>`)}
				</span>
			</button>
			${
				here &&
				html`<div class="row step-tools">
					${button("arrange.up", () => move(index, index - 1, ".up"), !index)} ${button("arrange.down", () => move(index, index + 1, ".down"), index === state.steps.length - 1)}
					<details class="more">
						<summary>${t("arrange.more")}</summary>
						<div class="menu">
							${button("arrange.insert", insert)} ${button("arrange.duplicate", () => act("duplicate-step"))}
							${aside ? button("arrange.to_step", () => act("make-step")) : button("arrange.to_aside", () => setAsking(!asking), !index)}
							${asking && html`<${AskWhom} editor=${editor} step=${step} done=${() => setAsking(false)} />`}
							${button("arrange.delete", remove)}
						</div>
					</details>
				</div>`
			}
		</li>`;
}

/** For whom an aside is: a common question, or one's own. @param {StepProps & {done: () => void}} props */
function AskWhom({ editor, step, done }) {
	const { languages } = editor.state;
	const [own, setOwn] = useState(/** @type {Texts} */ ({}));
	// The questions are in the languages of the tutorial, not of the page.
	const { answer } = useAnswer(languages.join(), async () => {
		/** @type {Record<string, Texts>} */
		const rows = {};
		for (const lang of languages) {
			const tables = await get(`/api/strings?lang=${lang}`).catch(() => null);
			for (const [key, text] of Object.entries(tables?.arrange?.questions ?? {})) rows[key] = { ...rows[key], [lang]: text };
		}
		return rows;
	});
	/** @param {Texts} questions */
	const make = (questions) => {
		done();
		editor.change({ do: "make-aside", step: step.index, questions });
	};
	return html`<fieldset class="ask-whom">
		<legend>${t("arrange.for_whom")}</legend>
		${Object.values(answer ?? {}).map(
			(texts) => html`<button class="small" onClick=${() => make(texts)}>${Object.entries(texts).map(([lang, text]) => html`<span lang=${lang}>${text}</span>`)}</button>`,
		)}
		<p>${t("arrange.own_question")}</p>
		${languages.map((lang) => html`<label key=${lang}>${languageName(lang)} <input lang=${lang} value=${own[lang] ?? ""} onInput=${typed((text) => setOwn({ ...own, [lang]: text }))} /></label>`)}
		<button class="small" disabled=${!Object.values(own).some((text) => text.trim())} onClick=${() => make(own)}>${t("arrange.ask_it")}</button>
	</fieldset>`;
}

/** How far the pictures have been read. @param {EditorProps} props */
function Reading({ editor }) {
	const { pictures } = editor.state;
	const unread = Object.values(pictures).some((row) => row.used && (row.state === "waiting" || row.state === "reading"));
	const [now, setNow] = useState({ done: 0, total: 0 });
	useEffect(() => {
		if (!unread) return undefined;
		const ask = async () => {
			const answer = await get(`${editor.path}/reading`).catch(() => null);
			if (answer) setNow(answer);
			// The state of each picture comes with the tutorial.
			if (answer && answer.done >= answer.total) editor.store.load();
		};
		ask();
		const timer = setInterval(ask, 1000);
		return () => clearInterval(timer);
	}, [unread]);
	const label = t("arrange.reading", now);
	return unread && now.done < now.total && html`<div class="reading"><p>${label}</p><${Progress} label=${label} ...${now} /></div>`;
}
