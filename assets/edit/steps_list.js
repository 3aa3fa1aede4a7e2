import { arrows, get, html, languageName, Progress, small, t, typed, useAnswer, useEffect, useRef, useState } from "./base.js";
import { Pictogram, pictogramOf, POINTED } from "./action_picker.js";
import { PictureDrop, picturesOf } from "./picture_input.js";
import { Tray } from "./tray.js";

const DRAGGED = "application/x-annotator-step";

/** What a step lacks, or that it has problems. @param {Step} step @param {TutorialState} state */
function todo({ index, waiting, action, narration, spoken, memos }, { languages, problems }) {
	if (waiting) return [t("arrange.waiting")];
	const rows = [];
	if (!action) return [t("arrange.no_action")];
	if (POINTED.includes(action.kind) && !action.target) rows.push(t("arrange.no_target"));
	if (languages.some((lang) => !narration[lang] && !spoken[lang] && !memos[lang])) rows.push(t("arrange.no_sentence"));
	const n = problems.filter(({ step, level }) => step === index && level === "problem").length;
	if (n && !rows.length) rows.push(t("arrange.problems", { n }));
	return rows;
}

/** The steps in their order. @param {EditorProps} props */
export function StepsList({ editor }) {
	const { state, chosen, choose, coming, refused } = editor;
	const { steps } = state;
	const [over, setOver] = useState(-1);
	const list = useRef(null);
	useEffect(() => list.current.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [chosen]);
	/** Moves a step; the focus goes with it. @type {Move} */
	const move = async (step, to, focus) => {
		if (to < 0 || to >= steps.length || step === to) return;
		await editor.act("move-step", { step, to });
		choose(to);
		if (focus) setTimeout(() => (list.current.querySelector(`.here ${focus}:enabled`) ?? list.current.querySelector(".here button"))?.focus(), 50);
	};
	/** @type {OnKey} */
	const key = (event) => {
		if (!event.target.matches(".choose-step")) return;
		const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
		if (event.altKey && by && chosen !== "about") {
			event.preventDefault();
			move(chosen, chosen + by, ".choose-step");
		} else arrows(".choose-step")(event)?.click();
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
	const untitled = state.languages.some((lang) => !state.titles[lang]);
	const n = state.problems.filter(({ step, level }) => step === null && level === "problem").length;
	return html`<nav class="steps-side" aria-label=${t("arrange.steps")}>
		<button class=${`about-button ${about ? "on" : ""}`} aria-current=${about} onClick=${() => choose("about")}>
			${t("edit.about")} ${(untitled || n > 0) && html`<span class="todo">${untitled ? t("edit.no_title") : t("arrange.problems", { n })}</span>`}
		</button>
		<ol ref=${list} class="steps-list" onKeyDown=${key} onDragOver=${drag} onDragLeave=${() => setOver(-1)} onDrop=${drop}>
			${steps.map((step) => html`<${StepRow} key=${`${step.index} ${step.picture}`} editor=${editor} step=${step} move=${move} over=${over === step.index} />`)}
			${over === steps.length && html`<li class="gap" aria-hidden="true"></li>`}
			${coming.names.map((name, index) => html`<li class="coming">${name}<${Progress} label=${t("arrange.coming", { name })} done=${Math.max(0, coming.done - index)} total=${1} /></li>`)}
			${refused.map(({ name, why }) => html`<li class="coming failed"><p role="alert">${t("arrange.not_taken", { name })} ${why}</p>${small("arrange.understood", editor.forget)}</li>`)}
		</ol>
		<${Reading} editor=${editor} />
		<${PictureDrop} onPictures=${editor.add} onProblem=${editor.warn}>${t(steps.length ? "arrange.add" : "arrange.start")}<//>
		<${Tray} editor=${editor} />
	</nav>`;
}

/** @param {StepProps & {move: Move, over: boolean}} props */
function StepRow({ editor, step, move, over }) {
	const { state, chosen, choose } = editor;
	const { index, action, number, aside, narration, spoken } = step;
	const here = chosen === index;
	const [asking, setAsking] = useState(false);
	/** @param {string} what */
	const act = (what) => editor.act(what, { step: index });
	const insert = () => editor.act("insert-step", { at: index + 1, picture: null }).then(() => choose(index + 1));
	const remove = () =>
		act("delete-step").then(() => {
			choose(Math.max(0, index - 1));
			editor.notify({ text: t("arrange.deleted", { number }), undo: true });
		});
	/** @param {string} key @param {number} by @param {boolean} disabled */
	const mover = (key, by, disabled) => small(`arrange.${key}`, () => move(index, index + by, `.${key}`), "", { disabled });
	return html`${over && html`<li class="gap" aria-hidden="true"></li>`}
		<li class=${`step-row ${here ? "here" : ""} ${aside ? "aside-row" : ""}`} data-step=${index} draggable
			onDragStart=${(event) => event.dataTransfer.setData(DRAGGED, String(index))}>
			<button class="choose-step" tabindex=${here || (chosen === "about" && !index) ? 0 : -1} aria-current=${here ? "step" : undefined} onClick=${() => choose(index)}>
				<span class="step-number"><span class="unseen">${t(aside ? "arrange.aside_name" : "arrange.step_name", { number: parseInt(number, 10) })}</span><span aria-hidden="true">${number}</span></span>
				${step.waiting ? html`<span class="thumb none" aria-hidden="true">+</span>` : html`<img class="thumb" src=${editor.image(step.picture, 120)} alt="" loading="lazy" draggable=${false} />`}
				<span class="step-tell">
					${action && html`<span class="doing"><${Pictogram} name=${pictogramOf(action.kind, action.direction)} /> ${t(`action.${action.kind}`)}</span>`}
					<span class="said">${state.languages.map((lang) => narration[lang] || spoken[lang]).find(Boolean)}</span>
					${todo(step, state).map((row) => html`<span class="todo">${row}</span>`)}
				</span>
			</button>
			${here && html`<div class="row step-tools">
				${mover("up", -1, !index)} ${mover("down", 1, index === state.steps.length - 1)}
				<details>
					<summary>${t("arrange.more")}</summary>
					<div class="menu">
						${small("arrange.insert", insert)} ${small("arrange.duplicate", () => act("duplicate-step"))}
						${aside ? small("arrange.to_step", () => act("make-step")) : small("arrange.to_aside", () => setAsking(!asking), "", { disabled: !index })}
						${asking && html`<${AskWhom} editor=${editor} step=${step} done=${() => setAsking(false)} />`}
						${small("arrange.delete", remove)}
					</div>
				</details>
			</div>`}
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
		editor.act("make-aside", { step: step.index, questions });
	};
	return html`<fieldset class="ask-whom">
		<legend>${t("arrange.for_whom")}</legend>
		${Object.values(answer ?? {}).map((texts) => html`<button class="small" onClick=${() => make(texts)}>${Object.entries(texts).map(([lang, text]) => html`<span lang=${lang}>${text}</span>`)}</button>`)}
		<p>${t("arrange.own_question")}</p>
		${languages.map((lang) => html`<label key=${lang}>${languageName(lang)} <input lang=${lang} value=${own[lang] ?? ""} onInput=${typed((text) => setOwn({ ...own, [lang]: text }))} /></label>`)}
		${small("arrange.ask_it", () => make(own), "", { disabled: !Object.values(own).some((text) => text.trim()) })}
	</fieldset>`;
}

/** How far the pictures have been read. @param {EditorProps} props */
function Reading({ editor }) {
	const unread = Object.values(editor.state.pictures).some((row) => row.used && (row.state === "waiting" || row.state === "reading"));
	const [now, setNow] = useState({ done: 0, total: 0 });
	useEffect(() => {
		if (!unread) return undefined;
		const ask = async () => {
			const answer = await get(`${editor.path}/reading`).catch(() => now);
			setNow(answer);
			// The state of each picture comes with the tutorial.
			if (answer.total && answer.done >= answer.total) editor.store.load();
		};
		ask();
		const timer = setInterval(ask, 1000);
		return () => clearInterval(timer);
	}, [unread]);
	const label = t("arrange.reading", now);
	return unread && now.done < now.total && html`<div class="reading"><p>${label}</p><${Progress} label=${label} ...${now} /></div>`;
}
