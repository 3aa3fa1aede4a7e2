/**
 * The editor of one tutorial: its steps, the picture to point at, what is said, and the card.
 * @module
 */
import { html, useEffect, useMemo, useRef, useState } from "./html.js";
import { Banner, Button, Dialog, useStore } from "./components.js";
import { JobProgress, useJob } from "./jobs.js";
import { picturesOf, sendPictures } from "./picture_input.js";
import { openStore } from "./tutorial_store.js";
import { About } from "./about.js";
import { ActionPicker } from "./action_picker.js";
import { CardView } from "./card_view.js";
import { MarksList } from "./items_list.js";
import { pictureOf, PictureView, usePointing } from "./pointing.js";
import { Sentences } from "./sentences.js";
import { StepsList } from "./steps_list.js";
import { Tabs } from "./tabs.js";
import { Compare, PictureMenu } from "./tray.js";

/** @param {TutorialViewProps} props */
export function EditorView({ api, strings, tid, step: first, navigate }) {
	const { t } = strings;
	const store = useMemo(() => openStore(tid), [tid]);
	useStore(store);
	const [wanted, setChosen] = useState(/** @type {Chosen} */ (first ?? 0));
	useEffect(() => setChosen(first ?? 0), [first]);
	const [lang, setLang] = useState("");
	const [notice, notify] = useState(/** @type {Notice | null} */ (null));
	const [uploads, setUploads] = useState(/** @type {Upload[]} */ ([]));
	const [gone, setGone] = useState(/** @type {{step: number, old: string | null} | null} */ (null));
	const [pane, setPane] = useState("work");
	const keys = useRef(0);
	const { state } = store;

	const chosen = state && typeof wanted === "number" ? (state.steps.length ? Math.min(wanted, state.steps.length - 1) : "about") : wanted;
	const seen = state?.languages.includes(lang) ? lang : (state?.languages[0] ?? "es");

	/** @param {Iterable<File>} files @returns {Promise<string[]>} */
	const send = async (files) => {
		const rows = [...files].map((file) => ({ key: ++keys.current, name: file.name, share: 0, problem: null }));
		setUploads((all) => [...all, ...rows]);
		const mine = new Set(rows.map((row) => row.key));
		const { pictures, problems } = await sendPictures(tid, [...files], (done) =>
			setUploads((all) => all.map((row) => (mine.has(row.key) ? { ...row, share: Math.max(0, Math.min(1, done - rows.findIndex((each) => each.key === row.key))) } : row))),
		);
		const bad = problems.map(({ name, why }) => ({ key: ++keys.current, name, share: 1, problem: why }));
		setUploads((all) => [...all.filter((row) => !mine.has(row.key)), ...bad]);
		return pictures;
	};
	/** @param {number} step @param {string | File} picture @returns {Promise<string | undefined>} */
	const take = async (step, picture) => (typeof picture === "string" ? picture : (await send([picture]))[0]);

	/** @type {Editor | null} */
	const editor = state && {
		tid, api, strings, t, store, state, chosen, notify, uploads, setLang,
		path: store.path,
		lang: seen,
		change: (changes) => store.change(changes),
		choose(which) {
			notify(null);
			setGone(null);
			setChosen(which);
			if (typeof which === "number") navigate(`#/t/${tid}/step/${which + 1}`);
		},
		async add(files, at) {
			const pictures = await send(files);
			if (!pictures.length) return;
			const before = store.state?.steps.length ?? 0;
			const waiting = store.state?.steps.find((step) => step.waiting);
			await store.change({ do: "add-pictures", pictures, ...(at === undefined ? {} : { at }) });
			setChosen(waiting?.index ?? at ?? before);
			notify({ text: t("arrange.came_in", { n: pictures.length }), undo: true });
		},
		async fill(index, picture) {
			const { waiting, action } = /** @type {TutorialState} */ (store.state).steps[index];
			const id = await take(index, picture);
			if (!id) return;
			await store.change({ do: "replace-picture", step: index, picture: id });
			if (!action?.target) return;
			try {
				const answer = await api.post(`${store.path}/replaced`, { step: index, lang: seen });
				if (answer.found) notify({ text: t("arrange.found_again", { name: action.target.label ?? "" }) });
				else setGone({ step: index, old: waiting ? null : answer.old });
			} catch (error) {
				notify({ text: strings.explain(error), problem: true });
			}
		},
		async fillLanguage(index, which, picture) {
			const id = await take(index, picture);
			if (!id) return;
			await store.change({ do: "set-language-picture", step: index, lang: which, picture: id });
			setLang(which);
		},
		dropUpload: (key) => setUploads((all) => all.filter((row) => row.key !== key)),
		image: (picture, width) => `${store.path}/pictures/${picture}/image?w=${width}`,
	};

	// Pictures may be dropped and pasted anywhere.
	const [over, setOver] = useState(false);
	const here = useRef(editor);
	here.current = editor;
	useEffect(() => {
		/** @param {DragEvent} event */
		const drag = (event) => {
			if (!event.dataTransfer?.types.includes("Files")) return;
			event.preventDefault();
			setOver(true);
		};
		/** @param {DragEvent} event */
		const leave = (event) => !event.relatedTarget && setOver(false);
		/** @param {DragEvent} event */
		const drop = (event) => {
			const files = picturesOf(event.dataTransfer);
			if (files.length) here.current?.add(files);
		};
		const end = () => setOver(false);
		document.addEventListener("dragover", drag);
		document.addEventListener("dragleave", leave);
		document.addEventListener("drop", drop);
		document.addEventListener("drop", end, true);
		return () => {
			document.removeEventListener("dragover", drag);
			document.removeEventListener("dragleave", leave);
			document.removeEventListener("drop", drop);
			document.removeEventListener("drop", end, true);
		};
	}, []);

	if (!editor || !state) return html`<p class="loading">${t("edit.opening")}</p>`;
	const step = typeof chosen === "number" ? state.steps[chosen] : undefined;
	return html`<div class=${`edit-view ${over ? "dropping" : ""}`}>
		${over && html`<p class="drop-here">${t("arrange.drop_here")}</p>`}
		<div class="editor-head">
			${state.problems
				.filter((problem) => problem.step === null && problem.level === "problem")
				.map(({ message, remedy }) => html`<${Banner} kind="problem">${message} ${remedy}<//>`)}
			<div class="said-now" role="status">
				${
					notice &&
					html`<p class=${`notice ${notice.problem ? "problem" : ""}`}>
						${notice.text}
						${notice.undo && html` <button class="small" onClick=${() => (notify(null), store.undo())}>${t("edit.undo")}</button>`}
						<button class="small" aria-label=${t("edit.close")} onClick=${() => notify(null)}>×</button>
					</p>`
				}
			</div>
		</div>
		<${StepsList} editor=${editor} />
		${
			step
				? html`<${StepView} key=${step.index} editor=${editor} step=${step} pane=${pane} setPane=${setPane} old=${gone?.step === step.index ? gone.old : undefined} close=${() => setGone(null)} />`
				: html`<div class="whole"><${About} editor=${editor} /><${Draft} editor=${editor} /></div>`
		}
	</div>`;
}

/**
 * @param {StepProps & {pane: string, setPane: (pane: string) => void, old: string | null | undefined, close: () => void}} props
 */
function StepView({ editor, step, pane, setPane, old, close }) {
	const { t, state, api, path } = editor;
	const languages = Object.keys(step.language_pictures);
	const pointing = usePointing({ editor, step, lang: editor.lang });
	const picture = pictureOf(step, editor.lang);
	const row = state.pictures[picture];
	useEffect(() => {
		if (!step.waiting) api.post(`${path}/look`, { step: step.index, lang: editor.lang }).catch(() => {});
	}, [picture, editor.lang]);
	const problems = state.problems.filter((problem) => problem.step === step.index);
	const kept = [
		step.covers && t("edit.covers", { n: step.covers }),
		step.continues && t("edit.continues"),
		step.sign && t("edit.sign", { sign: step.sign }),
		step.source && t("edit.source", { source: step.source }),
		step.also.length && t("edit.also", { words: step.also.join(", ") }),
		step.oks.length && t("edit.oks", { n: step.oks.length }),
	].filter(Boolean);
	const wide = pointing.width > pointing.height;
	const number = step.number.replace("?", "");
	return html`<div class=${`step-view ${wide ? "wide" : ""} show-${pane}`}>
		<section class="picture-side" aria-label=${t("point.title")}>
			<h2>${t(step.aside ? "arrange.aside_name" : "arrange.step_name", { number })}</h2>
			${
				languages.length > 0 &&
				html`<${Tabs} name="picture-lang" label=${t("point.language")} value=${editor.lang} choose=${editor.setLang}
					choices=${state.languages.map((lang) => [lang, editor.strings.languageName(lang)])} />`
			}
			${
				old !== undefined
					? html`<${Compare} editor=${editor} step=${step} old=${old} close=${close} />`
					: step.waiting
						? html`<div class="waiting-picture"><p>${t("arrange.waiting_here")}</p></div>`
						: step.recording
							? html`<p class="note">${t("edit.recording")}</p>`
							: row?.state === "failed"
								? html`<${Banner} kind="problem">${row.problem}<//>`
								: html`<${PictureView} key=${picture} editor=${editor} step=${step} pointing=${pointing} />`
			}
			<${PictureMenu} editor=${editor} step=${step} />
		</section>
		<div class="pane-tabs"><${Tabs} name="pane" label=${t("edit.panes")} value=${pane} choose=${setPane} choices=${[["work", t("edit.pane_work")], ["card", t("edit.pane_card")]]} /></div>
		<section class="work-side" aria-label=${t("edit.pane_work")}>
			${problems.map(({ message, remedy, level }) => html`<p class=${`step-problem ${level}`}>${message} ${remedy}</p>`)}
			<${ActionPicker} editor=${editor} step=${step} />
			${!step.waiting && !step.recording && html`<h3>${t("point.where")}</h3><${MarksList} editor=${editor} step=${step} pointing=${pointing} />`}
			<${Sentences} editor=${editor} step=${step} />
			${kept.length > 0 && html`<p class="note">${t("edit.kept")} ${kept.join(" · ")}</p>`}
		</section>
		<aside class="card-side">
			<${CardView} editor=${editor} step=${step} />
			<${Draft} editor=${editor} />
		</aside>
	</div>`;
}

/** Plays the whole tutorial as a draft. @param {{editor: Editor}} props */
function Draft({ editor }) {
	const { t, lang, store } = editor;
	const { job, failure, start, cancel, clear } = useJob(`draft ${editor.tid}`);
	const play = () => store.settle().then(() => start(`${editor.path}/jobs`, { kind: "draft", languages: [lang] }));
	const problem = failure || job?.error;
	return html`<div class="draft">
		<${Button} symbol="play" onClick=${play} disabled=${!editor.state.steps.length}>${t("edit.play_all")}<//>
		${problem && html`<p class="todo" role="alert">${editor.strings.explain(problem)}</p>`}
		${
			job &&
			(job.state === "running" || job.state === "done") &&
			html`<${Dialog} title=${t("edit.draft")} onClose=${job.state === "done" ? clear : cancel}>
				${job.state === "done" ? html`<video src=${Object.values(job.result.videos)[0]} controls autoplay></video><${Button} onClick=${clear}>${t("edit.close")}<//>` : html`<${JobProgress} job=${job} onCancel=${cancel} />`}
			<//>`
		}
	</div>`;
}
