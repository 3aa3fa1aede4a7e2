/**
 * The steps in their order: choosing, moving, adding and taking away.
 * @module
 */
import { html, useEffect, useRef, useState } from "./html.js";
import { Progress } from "./components.js";
import { moveFocus, useAnswer } from "./asking.js";
import { Pictogram, pictogramOf, POINTED } from "./action_picker.js";
import { PictureDrop } from "./picture_input.js";
import { Tray } from "./tray.js";

const DRAGGED = "application/x-annotator-step";

/**
 * @param {Step} step
 * @param {TutorialState} state
 * @returns {string[]} keys of what is missing
 */
export function missing(step, state) {
	if (step.waiting) return ["arrange.waiting"];
	const rows = [];
	const { action } = step;
	if (!action) rows.push("arrange.no_action");
	else if (POINTED.has(action.kind) && !action.target) rows.push("arrange.no_target");
	if (state.languages.some((lang) => !step.narration[lang] && !step.spoken[lang] && !step.memos[lang])) rows.push("arrange.no_sentence");
	return rows;
}

/** @param {{editor: Editor}} props */
export function StepsList({ editor }) {
	const { t, state, chosen } = editor;
	const [over, setOver] = useState(/** @type {number | null} */ (null));
	const list = useRef(/** @type {HTMLElement | null} */ (null));

	useEffect(() => {
		list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
	}, [chosen]);

	/** @param {number} from @param {number} to */
	const move = (from, to) => {
		if (to < 0 || to >= state.steps.length || from === to) return;
		editor.change({ do: "move-step", step: from, to }).then(() => editor.choose(to));
	};
	/** @param {KeyboardEvent} event */
	const key = (event) => {
		const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
		if (event.altKey && by && typeof chosen === "number") {
			event.preventDefault();
			move(chosen, chosen + by);
			return;
		}
		if (!(/** @type {Element} */ (event.target).matches(".choose-step"))) return;
		const next = moveFocus(event, ".choose-step");
		if (next) next.click();
	};
	/** @param {DragEvent} event @returns {number} the place between steps that is pointed at */
	const gap = (event) => {
		const rows = [.../** @type {Element} */ (event.currentTarget).querySelectorAll(":scope > li[data-step]")];
		const after = rows.filter((row) => {
			const { top, height } = row.getBoundingClientRect();
			return event.clientY > top + height / 2;
		});
		return after.length;
	};
	/** @param {DragEvent} event */
	const dragOver = (event) => {
		const types = event.dataTransfer?.types ?? [];
		if (!types.includes(DRAGGED) && !types.includes("Files")) return;
		event.preventDefault();
		setOver(gap(event));
	};
	/** @param {DragEvent} event */
	const drop = (event) => {
		const { dataTransfer } = event;
		const at = gap(event);
		setOver(null);
		if (!dataTransfer) return;
		if (dataTransfer.types.includes(DRAGGED)) {
			event.preventDefault();
			const from = Number(dataTransfer.getData(DRAGGED));
			move(from, at > from ? at - 1 : at);
		} else if (dataTransfer.files.length) {
			event.preventDefault();
			event.stopPropagation();
			editor.add(dataTransfer.files, at === state.steps.length || state.steps.some((step) => step.waiting) ? undefined : at);
		}
	};
	return html`<nav class="steps-side" aria-label=${t("arrange.steps")}>
		<button class=${`about-button ${chosen === "about" ? "on" : ""}`} aria-current=${chosen === "about" ? "true" : undefined} onClick=${() => editor.choose("about")}>
			${t("edit.about")}
			${state.languages.some((lang) => !state.titles[lang]) && html`<span class="todo">${t("edit.no_title")}</span>`}
		</button>
		<ol
			ref=${list}
			class="steps-list"
			onKeyDown=${key}
			onDragOver=${dragOver}
			onDragLeave=${() => setOver(null)}
			onDrop=${drop}
		>
			${state.steps.map(
				(step) => html`<${StepRow} key=${`${step.index} ${step.picture}`} editor=${editor} step=${step} move=${move} over=${over === step.index} />`,
			)}
			${over === state.steps.length && html`<li class="gap" aria-hidden="true"></li>`}
			${editor.uploads.map(
				(upload) => html`<li key=${`u${upload.key}`} class=${`coming ${upload.problem ? "failed" : ""}`}>
					<span class="file">${upload.name}</span>
					${
						upload.problem
							? html`<p role="alert">${t("arrange.not_taken", { name: upload.name })} ${upload.problem}</p>
								<button class="small" onClick=${() => editor.dropUpload(upload.key)}>${t("arrange.understood")}</button>`
							: html`<${Progress} label=${t("arrange.coming", { name: upload.name })} done=${Math.round(upload.share * 100)} total=${100} />`
					}
				</li>`,
			)}
		</ol>
		<${PictureDrop} onPictures=${editor.add} onProblem=${(/** @type {string} */ text) => editor.notify({ text, problem: true })}>
			${t(state.steps.length ? "arrange.add" : "arrange.start")}
		<//>
		<${Reading} editor=${editor} />
		<${Tray} editor=${editor} />
	</nav>`;
}

/**
 * @param {StepProps & {move: (from: number, to: number) => void, over: boolean}} props
 */
function StepRow({ editor, step, move, over }) {
	const { t, state } = editor;
	const { index } = step;
	const here = editor.chosen === index;
	const open = missing(step, state);
	const problems = state.problems.filter((problem) => problem.step === index && problem.level === "problem");
	const [asking, setAsking] = useState(false);
	const name = t(step.aside ? "arrange.aside_name" : "arrange.step_name", { number: step.number.replace("?", "") });
	const sentence = state.languages.map((lang) => step.narration[lang] || step.spoken[lang]).find(Boolean) ?? "";
	/** @param {string} what @param {Record<string, unknown>} [more] */
	const act = (what, more = {}) => editor.change({ do: what, step: index, ...more });
	const remove = async () => {
		await act("delete-step");
		editor.choose(Math.max(0, index - 1));
		editor.notify({ text: t("arrange.deleted", { number: step.number }), undo: true });
	};
	return html`${over && html`<li class="gap" aria-hidden="true"></li>`}
		<li
			class=${`step-row ${here ? "here" : ""} ${step.aside ? "aside-row" : ""}`}
			data-step=${index}
			draggable
			onDragStart=${(/** @type {DragEvent} */ event) => event.dataTransfer?.setData(DRAGGED, String(index))}
		>
			<button class="choose-step" tabindex=${here || (typeof editor.chosen !== "number" && index === 0) ? 0 : -1} aria-current=${here ? "step" : undefined} onClick=${() => editor.choose(index)}>
				<span class="step-number" aria-label=${name}>${step.number}</span>
				${
					step.waiting
						? html`<span class="thumb none" aria-hidden="true">+</span>`
						: html`<img class="thumb" src=${editor.image(step.picture, 120)} alt="" loading="lazy" draggable=${false} />`
				}
				<span class="step-tell">
					${step.action && html`<span class="doing"><${Pictogram} name=${pictogramOf(step.action)} /> ${t(`action.${step.action.kind}`)}</span>`}
					<span class="said">${sentence}</span>
					${open.map((row) => html`<span class="todo">${t(row)}</span>`)}
					${problems.length > 0 && html`<span class="todo">${t("arrange.problems", { n: problems.length })}</span>`}
				</span>
			</button>
			${
				here &&
				html`<div class="row step-tools">
					<button class="small" disabled=${index === 0} onClick=${() => move(index, index - 1)}>↑ ${t("arrange.up")}</button>
					<button class="small" disabled=${index === state.steps.length - 1} onClick=${() => move(index, index + 1)}>↓ ${t("arrange.down")}</button>
					<details class="more">
						<summary>${t("arrange.more")}</summary>
						<div class="menu">
							<button class="small" onClick=${() => editor.change({ do: "insert-step", at: index + 1, picture: null }).then(() => editor.choose(index + 1))}>${t("arrange.insert")}</button>
							<button class="small" onClick=${() => act("duplicate-step")}>${t("arrange.duplicate")}</button>
							${
								step.aside
									? html`<button class="small" onClick=${() => act("make-step")}>${t("arrange.to_step")}</button>`
									: html`<button class="small" disabled=${index === 0} aria-expanded=${asking} onClick=${() => setAsking(!asking)}>${t("arrange.to_aside")}</button>`
							}
							<button class="small" onClick=${remove}>${t("arrange.delete")}</button>
							${asking && html`<${AskWhom} editor=${editor} step=${step} done=${() => setAsking(false)} />`}
						</div>
					</details>
				</div>`
			}
		</li>`;
}

/**
 * For whom an aside is: a common question, or one's own.
 * @param {StepProps & {done: () => void}} props
 */
function AskWhom({ editor, step, done }) {
	const { t, state } = editor;
	const [own, setOwn] = useState(/** @type {Record<string, string>} */ ({}));
	// The questions are in the languages of the tutorial, not of the page.
	const tables = useAnswer(state.languages.join(), async () => {
		const rows = await Promise.all(state.languages.map((lang) => editor.api.get(`/api/strings?lang=${lang}`).catch(() => null)));
		return Object.fromEntries(state.languages.map((lang, index) => [lang, rows[index]?.arrange?.questions ?? {}]));
	});
	const questions = tables.answer ?? {};
	const keys = Object.keys(questions[state.languages[0]] ?? {});
	/** @param {Record<string, string>} texts */
	const make = (texts) => {
		done();
		editor.change({ do: "make-aside", step: step.index, questions: texts });
	};
	return html`<fieldset class="ask-whom">
		<legend>${t("arrange.for_whom")}</legend>
		${keys.map((key) => {
			const texts = Object.fromEntries(state.languages.filter((lang) => questions[lang]?.[key]).map((lang) => [lang, questions[lang][key]]));
			return html`<button class="small" key=${key} onClick=${() => make(texts)}>${Object.entries(texts).map(([lang, text]) => html`<span lang=${lang}>${text}</span>`)}</button>`;
		})}
		<p>${t("arrange.own_question")}</p>
		${state.languages.map(
			(lang) => html`<label key=${lang}>
				${editor.strings.languageName(lang)}
				<input lang=${lang} value=${own[lang] ?? ""} onInput=${(/** @type {any} */ event) => setOwn({ ...own, [lang]: event.target.value })} />
			</label>`,
		)}
		<button class="small" disabled=${!Object.values(own).some((text) => text.trim())} onClick=${() => make(own)}>${t("arrange.ask_it")}</button>
	</fieldset>`;
}

/** How far the pictures have been read. @param {{editor: Editor}} props */
function Reading({ editor }) {
	const { t, api, path, state } = editor;
	const unread = Object.values(state.pictures).some((row) => row.used && (row.state === "waiting" || row.state === "reading"));
	const [now, setNow] = useState(/** @type {{done: number, total: number} | null} */ (null));
	const wanted = state.steps.some((step) => !step.waiting) && unread;
	useEffect(() => {
		if (!wanted) return setNow(null);
		let live = true;
		let timer = 0;
		const ask = async () => {
			const answer = await api.get(`${path}/reading`).catch(() => null);
			if (!live) return;
			const ended = answer && answer.done >= answer.total;
			setNow(ended ? null : answer);
			// The state of each picture comes with the tutorial.
			if (ended) editor.store.load();
			else timer = setTimeout(ask, 700);
		};
		ask();
		return () => {
			live = false;
			clearTimeout(timer);
		};
	}, [wanted, state.steps.length]);
	if (!now) return null;
	return html`<div class="reading"><p>${t("arrange.reading", { done: now.done, total: now.total })}</p><${Progress} label=${t("arrange.reading", { done: now.done, total: now.total })} ...${now} /></div>`;
}
