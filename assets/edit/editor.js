import { arrive, Kept, Mistakes, Problems } from "./base.js";
import { Banner, Button, button, Dialog, get, html, Icon, post, useEffect, useState } from "./components.js";
import { explain, languageName, t } from "./strings.js";
import { cancelJob, Job, startJob } from "./jobs.js";
import { sendFiles } from "./picture_input.js";
import { openStore } from "./tutorial_store.js";
import { About } from "./about.js";
import { AnswerParts, answerNext, Match } from "./answer.js";
import { ActionPicker, Choices } from "./action_picker.js";
import { CardView } from "./card_view.js";
import { Guesses, isUnchecked, useGuesses } from "./guesses.js";
import { HideButton, HidePanel, useHiding } from "./hiding.js";
import { MarksList } from "./items_list.js";
import { PictureView, usePointing } from "./pointing.js";
import { Sentences, VoicePanel } from "./sentences.js";
import { StepsList } from "./steps_list.js";
import { nameTarget } from "./targets.js";
import { Compare, PictureMenu, Upright } from "./tray.js";
import { Sounds, soundsAddress } from "./sounds.js";

/** @param {TutorialViewProps} props */
export function EditorView({ tid, step: wanted, state, notify }) {
	const store = openStore(tid);
	const [spoken, setLang] = useState("");
	const [coming, setComing] = useState(null);
	const [gone, setGone] = useState(null);
	const [pane, setPane] = useState("work");
	/** Counts the times that sound files came. */
	const [arrived, setArrived] = useState(0);
	const { steps, languages } = state;
	const inSounds = wanted === "sounds";
	const chosen = steps.length && typeof wanted === "number" ? Math.min(wanted, steps.length - 1) : "about";
	/** Nobody but a person knows which language a recording is in. */
	const recorded =
		languages.length === 1
			? languages[0]
			: (languages.find((each) => inSounds && each === location.hash.split("/")[5]) ?? "");
	const lang = languages.includes(spoken) ? spoken : languages[0];
	store.last = `step/${chosen === "about" ? chosen : chosen + 1}`;

	const send = async (files, path = "pictures?") => {
		const names = files.map(({ name }) => name);
		const { answers, problems } = await sendFiles(`${store.path}/${path}`, files, (done) => setComing({ names, done }));
		setComing(null);
		const news = problems.map(({ name, why }) => `${t("arrange.not_taken", { name })} ${why}`);
		const pictures = answers.flatMap(({ picture }) => picture ?? []);
		if (pictures.length) news.unshift(t("arrange.came_in", { n: pictures.length }));
		return { answers, pictures, tell: () => notify(news.join(" "), pictures.length > 0) };
	};
	/** @type {Editor} */
	const editor = {
		tid,
		store,
		state,
		chosen,
		lang,
		setLang,
		notify,
		coming,
		gone,
		setGone,
		pane,
		setPane,
		path: store.path,
		fail: (error) => notify(explain(error)),
		tried: (promise) => promise.catch((error) => editor.fail(error) ?? {}),
		act: (what, more) => store.change({ do: what, ...more }),
		set: (what, key, more) => (value) => editor.act(what, { ...more, [key]: value }),
		choose(which) {
			notify("");
			setGone(null);
			location.hash = `#/t/${tid}/step/${which === "about" ? which : which + 1}`;
		},
		async follow(what, more, is, near = 0) {
			await editor.act(what, more);
			const [found] = (store.state?.steps ?? [])
				.filter(is)
				.sort((a, b) => Math.abs(a.index - near) - Math.abs(b.index - near));
			if (found) editor.choose(found.index);
		},
		async add(files, at) {
			// A picture beside an answer is the next family's.
			if (state.answer && steps.length && at === undefined) return answerNext(editor, files);
			// One picture is for the step in view that waits for one.
			if (files.length === 1 && at === undefined && chosen !== "about" && steps[chosen].waiting)
				return editor.fill(chosen, files[0]);
			const { pictures, tell } = await send(files);
			if (pictures.length)
				await editor.follow("add-pictures", { pictures, at }, ({ picture }) => pictures.includes(picture));
			tell();
		},
		async hear(files) {
			const { answers, tell } = await send(files, `sounds?lang=${recorded}&`);
			tell();
			if (!answers.length) return;
			setArrived(arrived + 1);
			location.hash = soundsAddress(tid, recorded);
		},
		async fill(step, picture, own) {
			const { waiting, action, marks: more, picture: old, language_pictures: others } = steps[step];
			const sent = typeof picture === "string" ? null : await send([picture]);
			const id = sent ? sent.pictures[0] : picture;
			if (!id) return sent?.tell();
			await editor.act(own ? "set-language-picture" : "replace-picture", { step, picture: id, ...(own && { lang: own }) });
			if (own) setLang(own);
			if (!action?.target) return;
			const { marks } = await editor.tried(get(`${store.path}/steps/${step}/marks?lang=${own ?? lang}`));
			// For a point or a box there is nothing to look for: a person must look.
			const sure = [action, ...more].every(({ target }) => target?.kind === "text" || target?.kind === "icon");
			const now = store.state?.steps[step];
			if (sure && marks?.every(({ found }) => found))
				notify(t("arrange.found_again", { name: nameTarget(action.target) }), true);
			else if (marks && now)
				setGone({
					step,
					old: waiting ? null : (others[own ?? lang] ?? old),
					new: now.language_pictures[own ?? lang] ?? now.picture,
				});
		},
		async fillPhone(step, phone, file) {
			const { pictures, tell } = await send([file]);
			if (pictures.length) await editor.act("set-phone-picture", { step, phone, picture: pictures[0] });
			else tell();
		},
		async turn({ index, language_pictures }, picture) {
			const { picture: copy } = await editor.tried(post(`${store.path}/pictures/${picture}/turn`, {}));
			if (copy) await editor.fill(index, copy, language_pictures[lang] && lang);
		},
		// The server knows how it is turned; the browser must ask again.
		image: (picture, width, turn = state.pictures[picture]?.turn ?? 0) =>
			`${store.path}/pictures/${picture}/image?w=${width}&turn=${turn}`,
	};
	// Those that were chosen with the title of a new tutorial.
	useEffect(() => void (store.files.length && editor.add(store.files.splice(0))), []);

	const step = chosen === "about" ? undefined : steps[chosen];
	return html`<div class="edit-view">
		<${StepsList} editor=${editor} />
		${
			inSounds
				? html`<div class="whole" tabindex="-1" ref=${arrive}>
					<${VoicePanel} key=${`${arrived} ${recorded}`}
						...${{ editor, path: `sounds?lang=${recorded}`, Part: Sounds }} /><//>`
				: step
					? html`<${StepView} key=${step.index} ...${{ editor, step }} />`
					: html`<div class="whole"><${About} editor=${editor} /><${Draft} editor=${editor} /><//>`
		}
	<//>`;
}

/** @param {StepProps} props */
function StepView({ editor, step }) {
	const { state, lang, pane, setPane, gone } = editor;
	const { index, waiting, recording, missing, shown } = step;
	const pointing = usePointing({ editor, step });
	const { picture } = pointing;
	const hiding = useHiding({ editor, step });
	const guesses = useGuesses({ editor, step });
	const shared = { editor, step, pointing, hiding, guesses };
	const choices = state.languages.map((each) => [each, languageName(each)]);
	const byLanguage = (name, label) =>
		html`<${Choices} ...${{ name, choices }} label=${t(label)} value=${lang} choose=${editor.setLang} />`;
	const show = () => {
		if (gone?.new === picture) return html`<${Compare} ...${shared} />`;
		if (waiting) return html`<p class="waiting-picture">${t("arrange.waiting_here")}</p>`;
		if (recording) return html`<p class="note">${t("edit.recording")}</p>`;
		const { problem } = state.pictures[picture] ?? {};
		return problem ? html`<${Banner}>${problem}<//>` : html`<${PictureView} key=${picture} ...${shared} />`;
	};
	const kinds = `${pointing.width > pointing.height ? "wide" : ""} ${state.answer ? "answering" : ""}`;
	return html`<div class=${`step-view ${kinds} show-${pane} next-${missing[0]}`}>
		<section class="picture-side" aria-label=${t("point.title")}>
			<h2>${shown.name}</h2>
			${Object.keys(step.language_pictures).length > 0 && byLanguage("picture-lang", "point.language")}
			${!waiting && HideButton(shared)} ${show()}
			${hiding.on && html`<${HidePanel} ...${shared} />`}
			<${PictureMenu} ...${shared} />
			${!waiting && !recording && html`<${Upright} ...${shared} />`}
		<//>
		<div class="pane-tabs"><${Choices} name="pane" label=${t("edit.panes")} value=${pane} choose=${setPane} choices=${[
			["work", t("edit.pane_work")],
			["card", t("edit.card")],
		]} /><//>
		<section class="work-side" aria-label=${t("edit.pane_work")}>
			<div class="now"><${Next} ...${shared} />
				${shown.odd.map((text) => html`<p class="note todo" role="status">${text}</p>`)}
				<${state.answer ? Match : Guesses} ...${shared} /><//>
			<${Mistakes} rows=${state.mistakes.filter((row) => row.step === index)}
				store=${editor.store} notify=${editor.notify} />
			<${ActionPicker} ...${shared} />
			${!waiting && !recording && html`<h3>${t("point.where")}</h3><${MarksList} ...${shared} />`}
			<${Sentences} ...${shared} />
			<${Kept} of=${step} />
			<div class="step-problems">
				<${Problems} rows=${state.problems.filter((row) => row.step === index && row.message !== shown.task)} /><//>
		<//>
		<section class="card-side" aria-label=${t("edit.card")}>
			<h2>${t("edit.card")}</h2>
			${
				state.answer
					? (step.action?.target || !shown.task) && html`<${AnswerParts} ...${{ editor, step }} />`
					: html`${state.languages.length > 1 && byLanguage("card-lang", "edit.language")}
						<${CardView} ...${shared} /><${Draft} editor=${editor} />`
			}
		<//>
	<//>`;
}

/**
 * The one thing to do now: in this step, in another one, or checking it all; of a ready answer, its parts say it.
 * @param {StepProps} props
 */
function Next({ editor, step }) {
	const { task, next } = step.shown;
	const { steps, answer } = editor.state;
	const others = [...steps, ...steps].slice(step.index + 1, step.index + steps.length);
	const unseen = others.find((each) => isUnchecked(editor.store, each));
	if (task) return html`<p class="next" role="status"><${Icon} name="play" />${task}</p>`;
	if (answer) return "";
	// What one press filled in is looked at first.
	const [to, name] = unseen ? [`step/${unseen.index + 1}`, unseen.shown.name] : next;
	const label = Number(to.split("/")[1]) <= step.index ? "edit.open" : "edit.next";
	return html`<p><a class="button main" href=${`#/t/${editor.tid}/${to}`}>${t(label, { name })}</a></p>`;
}

function Draft({ editor }) {
	const { store, lang, state } = editor;
	const [id, setId] = useState("");
	const [video, setVideo] = useState("");
	const play = () =>
		store
			.settle()
			.then(() => startJob("draft", [store.tid], { languages: [lang] }))
			.then(setId, editor.fail);
	const ended = ({ state: how, error, result }) => {
		setId("");
		if (result) setVideo(Object.values(result.videos)[0]);
		else if (error) editor.fail(error);
		else if (how === "interrupted") editor.notify(t("job.interrupted"));
	};
	const close = () => (id ? cancelJob(id) : setVideo(""));
	return html`<${Button} symbol="play" onClick=${play} disabled=${!state.steps.length}>${t("edit.play_all")}<//>
		${
			(id || video) &&
			html`<${Dialog} title=${t("edit.draft")} onClose=${close}>
				${
					id
						? html`<${Job} id=${id} onEnded=${ended} />`
						: html`<video src=${video} controls autoplay><//>
							<p>${button("edit.close", close)}</p>`
				}
			<//>`
		}`;
}
