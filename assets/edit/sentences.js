import { arrows, Problems, small, useDraft } from "./base.js";
import { ApiError, get, html, post, typed, useAnswer, useEffect, useRef, useState } from "./components.js";
import { currentLanguage, languageName, ownFirst, t } from "./strings.js";
import { useView, View } from "./view.js";
import { LANGUAGES } from "./tables.js";
import { Voice } from "./voice.js";
import { colleagueAddress } from "./colleague.js";

/** @param {PointingProps} props */
export function Sentences({ editor, step, pointing }) {
	const { languages } = editor.state;
	const { index, narration } = step;
	const place = pointing.drawn[0]?.place ?? "";
	const [active, setActive] = useState("");
	const voice = useVoice(editor);
	const open = languages.includes(active) ? active : languages.find((lang) => !narration[lang]);
	return html`<h3>${t("say.title")}</h3>
		<div class="sentences">${languages.map((lang) => {
			// A language that nobody writes is recorded.
			if (editor.state.answer && !LANGUAGES.includes(lang))
				return html`<div key=${lang}>
					<div class="voice-panel">
						<${VoicePanel} key=${JSON.stringify(step.action)}
							...${{ editor, path: `voice/${index}?lang=${lang}`, Part: Voice }} /><//><//>`;
			const language = languageName(lang);
			const shared = { editor, step: index, lang, place };
			const { tools, panel } = voice(index, lang);
			const stale = step.stale_voices[lang];
			return html`<div key=${lang}>
				${
					step.aside &&
					html`<${TextField} ...${shared} field="question"
						label=${t("say.question", { language })} saved=${step.questions[lang]} />`
				}
				${
					step.memos[lang] &&
					html`<p class=${stale ? "todo" : "note"}>
						${t(stale ? `record.stale_${stale}` : "say.memo")}</p>`
				}
				<${TextField} ...${shared} field="sentence" label=${language} saved=${narration[lang]} grey=${step.spoken[lang]}
					means=${step.means[lang]} onFocus=${() => setActive(lang)} suggest=${open === lang} tools=${tools} />
				${panel}
			<//>`;
		})}<//><${Differences} editor=${editor} step=${index} />`;
}

/** @param {FieldProps} props */
export function TextField({
	editor,
	step,
	field,
	lang,
	label,
	saved = "",
	grey = "",
	means = "",
	place,
	onFocus,
	suggest,
	tools,
}) {
	const { path, state } = editor;
	const { languages, differences } = state;
	const draft = useDraft(editor, saved, editor.set(`set-${field}`, "text", { lang, ...(step !== null && { step }) }));
	const { text } = draft;
	const differs = differences.some((row) => row.step === step && row.field === field && row.langs.includes(lang));
	const box = useRef(null);
	const asked = text.trim() ? `${place} ${text}` : null;
	const { findings = [] } =
		useAnswer(asked, () => post(`${path}/findings`, { step, field, lang, text }), 350).answer ?? {};
	const [putAway, setPutAway] = useState([]);
	const dismiss = (key) =>
		post(`${path}/findings`, { step, field, lang, text, put_away: key }).then(
			() => setPutAway([...putAway, key]),
			editor.fail,
		);
	const { pairs = [] } =
		useAnswer(suggest ? `${step} ${state.revision}` : null, () => get(`${path}/steps/${step}/suggestions`)).answer ?? {};
	useEffect(() => {
		box.current.style.height = "auto";
		box.current.style.height = `${box.current.scrollHeight + 4}px`;
	}, [text, grey]);
	const use = (better) => {
		draft.type(better);
		draft.flush();
		box.current.focus();
	};
	const take = (texts) => {
		draft.type(texts[lang] ?? text);
		draft.drop();
		editor.act("set-sentences", { step, texts });
		box.current.focus();
	};
	const key = (event) => {
		if (event.key === "Enter") draft.flush();
		else if (event.key === "ArrowDown" && pairs.length && box.current.selectionStart === text.length)
			box.current.closest(".field-block").querySelector(".pairs button").focus();
		else return;
		event.preventDefault();
	};
	/** A sentence that a press would replace, to be seen before. */
	const replaced = (each, text) => {
		const now = each === lang ? draft.text : state.steps[step ?? 0]?.narration[each];
		return now?.trim() && now.trim() !== text && html`<del>${now}</del> `;
	};
	const id = `${field}-${lang}`;
	return html`<div class="field-block">
		<div class="field-head"><label for=${id}>${label}<//>${tools}<//>
		<textarea id=${id} ref=${box} rows="1" lang=${lang} dir="auto" value=${text}
			class=${`${differs ? "differs" : ""} ${text || grey ? "" : "lacks"}`}
			placeholder=${means ? `${grey}\n(${t("say.means", { sentence: means })})`.trim() : grey}
			aria-describedby=${`${id}-said`}
			onInput=${typed((words) => draft.type(words.replace(/\s*\n\s*/g, " ")))}
			onBlur=${draft.flush} onFocus=${onFocus} onKeyDown=${key}><//>
		<div id=${`${id}-said`} aria-live="polite">
			${findings.map(
				({ message, remedy, better, key: advice }) =>
					!putAway.includes(advice) &&
					html`<div class="finding"><p>${languages.length > 1 && html`<b>${label}:<//> `}${message} ${remedy}</p>
						${better && html`<q lang=${lang}>${better}</q> ${small("say.use", () => use(better), better)}`}
						${advice && small("say.stays", () => dismiss(advice), message)}
					<//>`,
			)}
			${!text && grey && html`<p class="note">${t("say.grey")}</p>`}
		<//>
		${
			pairs.length > 0 &&
			html`<div class="pairs"><p id=${`${id}-pairs`}>${t("say.pairs")}</p>
				<ol aria-labelledby=${`${id}-pairs`} onKeyDown=${arrows("button")}>${pairs.map(
					(pair) => html`<li><button onClick=${() => take(pair)}>
						<span>${ownFirst(Object.keys(pair)).map(
							(each) => html`<span lang=${each}>${replaced(each, pair[each])}${pair[each]}<//>`,
						)}<//>
					<//></li>`,
				)}</ol>
			<//>`
		}
	<//>`;
}

/** The texts of a place that say something else than in another language, until somebody says that both fit. */
export function Differences({ editor, step }) {
	const fit = (key) => post(`${editor.path}/fits`, { key }).then(() => editor.store.load(), editor.fail);
	return editor.state.differences
		.filter((row) => row.step === step)
		.map(({ key, langs, message }) => {
			const other = langs.find((lang) => lang !== currentLanguage() && LANGUAGES.includes(lang));
			const names = new Intl.ListFormat(currentLanguage()).format(ownFirst(langs).map(languageName));
			return html`<div key=${key} class="step-problem warning" role="status">
			<b>${names}:<//> ${message} ${small("say.same", () => fit(key), message)}
			${
				step !== null &&
				other &&
				html`<a href=${colleagueAddress(editor.tid, other)}>
					${t("colleague.title", { language: languageName(other) })}</a>`
			}
		<//>`;
		});
}

/** @type {HTMLAudioElement|undefined} One thing is heard at a time. */
let sounding;

/** A part of the page about recordings, as `Part` draws it. @param {VoicePanelProps} props */
export function VoicePanel({ editor, path, Part }) {
	const view = useView(`${editor.path}/${path}`, { notify: editor.notify, changed: () => editor.store.load() });
	return html`<${View} of=${view}>
		${(shown) => html`<${Part} ...${shown} editor=${editor} panel=${view} hush=${() => sounding?.pause()} />`}<//>`;
}

/** How a place is heard and recorded, one at a time. @param {Editor} editor */
export function useVoice(editor) {
	const [open, setOpen] = useState("");
	return (item, lang) => {
		const place = `${item}?lang=${lang}`;
		const here = open === place;
		return {
			tools: html`<div class="row"><${PlayButton} editor=${editor} what=${item} lang=${lang} />
				${small("record.open", () => setOpen(here ? "" : place), languageName(lang), { "aria-expanded": here })}<//>`,
			panel:
				here && html`<div class="voice-panel"><${VoicePanel} ...${{ editor, path: `voice/${place}`, Part: Voice }} /><//>`,
		};
	};
}

/** @param {PlayProps} props */
function PlayButton({ editor, what, lang }) {
	const [playing, setPlaying] = useState(false);
	const [presses, setPresses] = useState(0);
	const path = `${editor.path}/plays/${what}`;
	const { answer, reading } = useAnswer(
		`${path} ${lang} ${editor.state.revision} ${presses}`,
		() => get(`${path}?lang=${lang}`),
		900,
	);
	useEffect(() => () => sounding?.pause(), [what, lang]);
	const stop = () => setPlaying(false);
	const play = async () => {
		sounding?.pause();
		if (playing) return;
		setPlaying(true);
		try {
			await editor.store.settle();
			sounding = new Audio(await post(path, { lang }));
			setPresses(presses + 1);
			sounding.onended = sounding.onpause = stop;
			await sounding.play();
		} catch (error) {
			stop();
			if (error instanceof ApiError) editor.fail(error);
		}
	};
	const draft = (reading || answer?.draft) &&
		!playing && { class: "small play draft", title: t(reading ? "say.coming" : "say.draft") };
	return html`<${Problems} rows=${answer?.problems ?? []} />
		${small(playing ? "say.stop" : "say.play", play, languageName(lang), draft)}`;
}
