import { Banner, Button, Dialog, explain, html, languageName, post, small, t, useEffect, useState, useStore } from "./base.js";
import { JobProgress, useJob } from "./jobs.js";
import { picturesOf, sendPictures } from "./picture_input.js";
import { openStore } from "./tutorial_store.js";
import { About, Kept, Problems } from "./about.js";
import { ActionPicker, Choices } from "./action_picker.js";
import { CardView } from "./card_view.js";
import { MarksList } from "./items_list.js";
import { PictureView, usePointing } from "./pointing.js";
import { Sentences } from "./sentences.js";
import { StepsList } from "./steps_list.js";
import { nameTarget } from "./targets.js";
import { Compare, PictureMenu } from "./tray.js";

/** @type {Coming} */
const NONE = { names: [], done: 0 };

/** The editor of one tutorial. @param {TutorialViewProps} props */
export function EditorView({ tid, step: first, navigate }) {
	const store = openStore(tid);
	useStore(store);
	const [wanted, setWanted] = useState(/** @type {Chosen} */ (first ?? 0));
	useEffect(() => setWanted(first ?? 0), [first]);
	const [spoken, setLang] = useState("");
	const [notice, notify] = useState(null);
	const [coming, setComing] = useState(NONE);
	const [refused, setRefused] = useState(/** @type {Refused[]} */ ([]));
	const [gone, setGone] = useState(null);
	const [pane, setPane] = useState("work");
	const [over, setOver] = useState(false);
	const state = /** @type {TutorialState} */ (store.state);
	const { steps, languages } = state;
	const chosen = steps.length && wanted !== "about" ? Math.min(wanted, steps.length - 1) : "about";
	const lang = languages.includes(spoken) ? spoken : languages[0];

	/** @param {File[]} files */
	const send = async (files) => {
		const names = files.map(({ name }) => name);
		setComing({ names, done: 0 });
		const { pictures, problems } = await sendPictures(tid, files, (done) => setComing({ names, done }));
		setComing(NONE);
		setRefused((all) => [...all, ...problems]);
		return pictures;
	};
	/** @type {Editor} */
	const editor = {
		tid, store, state, chosen, lang, setLang, notify, coming, refused,
		fail: (error) => editor.warn(explain(error)),
		path: store.path,
		act: (what, more) => store.change({ do: what, ...more }),
		set: (what, key, more) => (value) => editor.act(what, { ...more, [key]: value }),
		warn: (text) => notify({ text, problem: true }),
		choose(which) {
			notify(null);
			setGone(null);
			setWanted(which);
			if (which !== "about") navigate(`#/t/${tid}/step/${which + 1}`);
		},
		async add(files, at) {
			// One picture is for the step in view that waits for one.
			if (files.length === 1 && at === undefined && chosen !== "about" && steps[chosen].waiting) return editor.fill(chosen, files[0]);
			const pictures = await send(files);
			if (!pictures.length) return undefined;
			const to = steps.find((step) => step.waiting)?.index ?? at ?? steps.length;
			await editor.act("add-pictures", { pictures, at });
			editor.choose(to);
			return notify({ text: t("arrange.came_in", { n: pictures.length }), undo: true });
		},
		async fill(step, picture, own) {
			const { waiting, action } = steps[step];
			const id = typeof picture === "string" ? picture : (await send([picture]))[0];
			if (!id) return;
			await editor.act(own ? "set-language-picture" : "replace-picture", { step, picture: id, ...(own && { lang: own }) });
			if (own) setLang(own);
			if (!action?.target) return;
			try {
				const { found, ...pair } = await post(`${store.path}/replaced`, { step, lang: own ?? lang });
				if (found) notify({ text: t("arrange.found_again", { name: nameTarget(action.target) }) });
				else setGone({ step, old: waiting ? null : pair.old, new: pair.new });
			} catch (error) {
				editor.fail(error);
			}
		},
		forget: () => setRefused([]),
		image: (picture, width) => `${store.path}/pictures/${picture}/image?w=${width}`,
	};

	/** @type {OnDrag} */
	const drop = (event) => {
		const files = picturesOf(event.dataTransfer);
		if (files.length) editor.add(files);
	};
	/** @type {OnDrag} */
	const drag = (event) => setOver(event.dataTransfer.types.includes("Files"));
	const end = () => setOver(false);
	const undo = () => {
		notify(null);
		store.undo();
	};
	const step = chosen === "about" ? undefined : steps[chosen];
	return html`<div class=${`edit-view ${over ? "dropping" : ""}`} onDragOver=${drag} onDragLeave=${end} onDrop=${drop} onDropCapture=${end}>
		${over && html`<p class="drop-here">${t("arrange.drop_here")}</p>`}
		<div class="editor-head">
			<div role="status">
				${
					notice &&
					html`<p class=${`notice ${notice.problem ? "problem" : ""}`}>
						${notice.text} ${notice.undo && small("edit.undo", undo)}
						${small("edit.close", () => notify(null))}
					</p>`
				}
			</div>
		</div>
		<${StepsList} editor=${editor} />
		${
			step
				? html`<${StepView} key=${step.index} editor=${editor} step=${step} pane=${pane} setPane=${setPane} gone=${gone?.step === step.index ? gone : null} close=${() => setGone(null)} />`
				: html`<div class="whole"><${About} editor=${editor} /><${Draft} editor=${editor} /></div>`
		}
	</div>`;
}

/** @param {StepProps & {pane: string, setPane: (pane: string) => void, gone: Gone|null, close: () => void}} props */
function StepView({ editor, step, pane, setPane, gone, close }) {
	const { state, path, lang } = editor;
	const pointing = usePointing({ editor, step });
	const { picture } = pointing;
	const { number, waiting, recording } = step;
	useEffect(() => {
		if (!waiting) post(`${path}/look`, { step: step.index, lang }).catch(() => {});
	}, [picture]);
	const { covers, continues, sign, source, also, oks } = step;
	const kept = [
		covers && t("edit.covers", { n: covers }),
		continues && t("edit.continues"),
		sign && t("edit.sign", { sign }),
		source && t("edit.source", { source }),
		also.length && t("edit.also", { words: also.join(", ") }),
		oks.length && t("edit.oks", { n: oks.length }),
	];
	const shared = { editor, step, pointing };
	/** @param {string} name @param {string} label */
	const byLanguage = (name, label) => html`<${Choices} name=${name} label=${t(label)} value=${lang} choose=${editor.setLang} choices=${state.languages.map((each) => [each, languageName(each)])} />`;
	/** The picture, or what is in its place. */
	const show = () => {
		if (gone) return html`<${Compare} editor=${editor} step=${step} gone=${gone} close=${close} />`;
		if (waiting) return html`<p class="waiting-picture">${t("arrange.waiting_here")}</p>`;
		if (recording) return html`<p class="note">${t("edit.recording")}</p>`;
		const { problem } = state.pictures[picture] ?? {};
		return problem ? html`<${Banner} kind="problem">${problem}<//>` : html`<${PictureView} key=${picture} ...${shared} />`;
	};
	return html`<div class=${`step-view ${pointing.width > pointing.height ? "wide" : ""} show-${pane}`}>
		<section class="picture-side" aria-label=${t("point.title")}>
			<h2>${t(step.aside ? "arrange.aside_name" : "arrange.step_name", { number: parseInt(number, 10) })}</h2>
			${Object.keys(step.language_pictures).length > 0 && byLanguage("picture-lang", "point.language")} ${show()}
			<${PictureMenu} editor=${editor} step=${step} />
		</section>
		<div class="pane-tabs"><${Choices} name="pane" label=${t("edit.panes")} value=${pane} choose=${setPane} choices=${[["work", t("edit.pane_work")], ["card", t("edit.card")]]} /></div>
		<section class="work-side" aria-label=${t("edit.pane_work")}>
			<${Problems} rows=${step.action ? state.problems.filter((row) => row.step === step.index) : []} />
			<${ActionPicker} editor=${editor} step=${step} />
			${!waiting && !recording && html`<h3>${t("point.where")}</h3><${MarksList} ...${shared} />`}
			<${Sentences} editor=${editor} step=${step} />
			<${Kept} rows=${kept} />
		</section>
		<section class="card-side" aria-label=${t("edit.card")}>
			<h2>${t("edit.card")}</h2>
			${state.languages.length > 1 && byLanguage("card-lang", "edit.language")}
			<${CardView} editor=${editor} step=${step} /><${Draft} editor=${editor} />
		</section>
	</div>`;
}

/** Plays the whole tutorial as a draft. @param {EditorProps} props */
function Draft({ editor }) {
	const { tid, store, path, lang, state } = editor;
	const { job, failure, start, cancel, clear } = useJob(`draft ${tid}`);
	const play = () => store.settle().then(() => start(`${path}/jobs`, { kind: "draft", languages: [lang] }));
	const done = job?.state === "done";
	const problem = failure || job?.error;
	return html`<${Button} symbol="play" onClick=${play} disabled=${!state.steps.length}>${t("edit.play_all")}<//>
		${problem && html`<p class="todo" role="alert">${explain(problem)}</p>`}
		${
			job &&
			(done || job.state === "running") &&
			html`<${Dialog} title=${t("edit.draft")} onClose=${done ? clear : cancel}>
				${done ? html`<video src=${Object.values(job.result.videos)[0]} controls autoplay></video><p><${Button} onClick=${clear}>${t("edit.close")}<//></p>` : html`<${JobProgress} job=${job} onCancel=${cancel} />`}
			<//>`
		}`;
}
