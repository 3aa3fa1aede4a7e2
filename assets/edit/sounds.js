import { Banner, Button, button, CopyButton, get, html, Icon, typed, useRef, useState } from "./components.js";
import { explain, languageName, t } from "./strings.js";
import { Job, startJob } from "./jobs.js";
import { PickButton } from "./picture_input.js";
import { SaveLink } from "./save_link.js";
import { Consent, Labelled, placeName, press } from "./voice.js";

const MOST_LETTERS = 60;
const FRAMES = { title: "opening", end: "closing" };

/** The address of the view of a tutorial's recordings in a language. @type {(tid: string, lang?: string) => string} */
export const soundsAddress = (tid, lang = "") => `#/t/${tid}/step/sounds/${lang}`;

/** Recordings that are made elsewhere: how a person is asked for them, and where those that came back go. */
export function Sounds(shown) {
	const { panel, editor, lang, languages, sounds, dropped, places } = shown;
	const missing = places.filter(({ recorded }) => !recorded);
	const bring = html`<div class="row">
		<${PickButton} label=${t("record.files")} take=${editor.hear} multiple sounds /><//>`;
	const where = (end) => `${editor.path}/sounds${end}?lang=${lang}`;
	const speak = (chosen) => {
		const go = () => void (location.hash = soundsAddress(editor.tid, chosen));
		if (sounds.length) panel.send(where("/language"), { lang: chosen }, go);
		else go();
	};
	if (!lang)
		return html`<h2>${t(sounds.length ? "sounds.title" : "record.sounds", { n: sounds.length })}<//>
			<p id="sounds-lang">${t("sounds.which")}<//>
			<div class="row" role="group" aria-labelledby="sounds-lang">
				${languages.map((each) => html`<${Button} key=${each} onClick=${() => speak(each)}>${languageName(each)}<//>`)}
			<//>`;
	return html`<h2>${t("sounds.heading", { language: languageName(lang) })}<//>
		${languages.length > 1 && html`<p>${button("sounds.other-language", () => speak(""), "small")}<//>`}
		${
			sounds.length
				? html`<${Arrived} ...${{ ...shown, where }} />${bring}`
				: !missing.some(({ steps }) => steps.length) &&
					html`${!missing.length && html`<p role="status">${t("kit.whole")}<//>`}
						<p><a class="button main" href=${`#/t/${editor.tid}/check`}>${t("edit.next", { name: t("tabs.check") })}<//><//>`
		}
		${dropped.length > 0 && html`<${Dropped} ...${{ panel, dropped, where }} />`}
		${(missing.length > 0 || shown.kit.state === "current") && html`<${Kit} key=${lang} ...${{ ...shown, missing }} />`}
		${
			!missing.length &&
			shown.kit.state === "old" &&
			html`<${Banner} kind="warning">${t("kit.over", { folder: shown.kit.folder })}<//>`
		}
		${
			!sounds.length && [
				missing.length > 0 &&
					html`<h3>${t("sounds.back")}<//><p role="status">${t("sounds.none")} ${t("sounds.bring")}<//>`,
				bring,
			]
		}`;
}

/** Those that came back and aren't used, until one is taken in again. */
const Dropped = ({
	panel,
	dropped,
	where,
}) => html`<details class="left-out"><summary>${t("sounds.dropped", { n: dropped.length })}<//>
	<ul>${dropped.map(
		({
			id,
			name,
			seconds,
		}) => html`<li key=${id}>${name} · ${t("sounds.seconds", { n: Math.max(1, Math.round(seconds)) })}
			<${Button} kind="small" aria-label=${`${t("sounds.put-back")}: ${name}`}
				onClick=${() => panel.send(where(`/${id}/restore`), {})}>${t("sounds.put-back")}<//>
		<//>`,
	)}<//>
<//>`;

/** What is sent to a person who lends a voice: one message after the other. */
function Kit({ panel, editor, lang, sounds, places, missing, kit: { state, files, folder } }) {
	const [job, setJob] = useState("");
	const [error, setError] = useState(/** @type {any} */ (null));
	const make = () =>
		editor.store
			.settle()
			.then(() => startJob("kit", [editor.tid], { languages: [lang] }))
			.then(setJob, editor.fail);
	const ended = ({ state: how, error: why }) => {
		setJob("");
		setError(how === "failed" ? why : null);
		panel.run(() => get(panel.path));
	};
	const url = (name) => `${editor.path}/kit/${lang}/${encodeURIComponent(name)}`;
	const voices = files.filter((name) => name.endsWith(".ogg"));
	const row = (voice) => {
		// Both have the same number.
		const picture = files.find((name) => name.endsWith(".jpg") && name.startsWith(voice.slice(0, 3))) ?? "";
		const save = html`<${SaveLink} url=${url(voice)} name=${voice} title=${t("share.drag-this")}
			label=${t("share.save-name", { name: voice })}>${t("share.save")}<//>`;
		return html`<li key=${voice}>
			${picture && html`<img src=${url(picture)} alt=${picture} loading="lazy" />`}
			<div><audio controls preload="none" src=${url(voice)} aria-label=${voice} />
				<div class="row">
					${picture && html`<${CopyButton} picture=${url(picture)}>${t("share.copy-picture")}<//>`}${save}<//><//>
		<//>`;
	};
	const step = editor.state.steps[error?.problems?.find(({ level }) => level === "problem")?.step];
	const name = `${folder.split(/[\\/]/).pop()}.zip`;
	return html`<section class="panel kit"><h3>${t("kit.title", { language: languageName(lang) })}<//>
		<p>${t("kit.about", { n: state === "current" ? voices.length - 1 : missing.length })}<//>
		${
			state !== "none" &&
			missing.length > 0 &&
			html`<p><strong>${t("kit.waits", { places: missing.map(placeName).join(", ") })}<//><//>`
		}
		${
			error &&
			html`<${Banner}><p>${step && `${step.shown.name}: `}${explain(error)}<//>
				<p><a class="button" href=${`#/t/${editor.tid}/check`}>${t("tabs.check")}<//><//><//>`
		}
		${state === "old" && html`<${Banner} kind="warning">${t("kit.old")}<//>`}
		${
			job
				? html`<${Job} id=${job} onEnded=${ended} />`
				: state !== "current" && html`<p>${button(state === "old" ? "kit.update" : "kit.make", make, "main")}<//>`
		}
		${
			state === "current" &&
			html`<details open=${!sounds.length && missing.length === places.length}><summary>${t("kit.open")}<//>
					<ol class="kit-how">${["ask", "first", "pairs", "bring"].map((key) => html`<li>${t(`kit.${key}`)}<//>`)}<//>
				<ol class="sound-rows">${voices.map(row)}<//><//>
				<div class="row"><${SaveLink} url=${`${editor.path}/archive/kit-${lang}`} name=${name}>${t("kit.save")}<//><//>`
		}
	<//>`;
}

/** Those that came back: each is heard, gets a place, and all are kept with one consent. */
function Arrived({ panel, path, editor, lang, sounds, places, consent, where }) {
	const list = useRef(/** @type {any} */ (null));
	const placed = sounds.filter(({ slot }) => slot);
	const free = places.filter(({ recorded }) => !recorded).length;
	const unheard = placed.filter(({ heard }) => !heard).length;
	const n = sounds.length;
	const fewer = n < free;
	const extra = placed.length < n ? Math.max(0, n - free) : 0;
	const starts = fewer
		? [places.find(({ steps }) => !steps.length), places.find(({ steps }) => steps.length)].filter(
				(place) => place && !place.recorded,
			)
		: [];
	const begin = (place) =>
		html`<${Button} key=${place.slot} kind="small" onClick=${() => panel.send(where("/begin"), { place: place.slot })}>
			${placeName(place)}<//>`;
	const asked = placed.length < n ? "sounds.unclear" : fewer ? "sounds.fewer" : "sounds.clear";
	const options = places.map(({ slot, says, ...place }) => {
		const short = says.length > MOST_LETTERS ? `${says.slice(0, MOST_LETTERS - 1).trimEnd()}…` : says;
		return html`<option key=${slot} value=${slot}>
			${short && !place.question ? `${placeName(place)}: ${short}` : placeName(place)}<//>`;
	});
	/** One after the other from the first that wasn't heard, until one is stopped. */
	const playAll = () => {
		const all = [...list.current.querySelectorAll("audio")];
		const play = (at) => {
			all[at]?.scrollIntoView({ block: "nearest" });
			all[at]?.addEventListener("ended", () => play(at + 1), { once: true });
			all[at]?.play();
		};
		play(
			Math.max(
				0,
				sounds.findIndex(({ heard }) => !heard),
			),
		);
	};
	const shared = { panel, path, editor, lang, where, options };
	const draw = (sound) =>
		html`<${Sound} key=${sound.id} ...${{ ...shared, sound, place: places.find(({ slot }) => slot === sound.slot) }} />`;
	return html`<p role="status" class=${placed.length < n && "banner warning"}>
		${extra ? t("sounds.too-many", { n: extra, all: n, places: free }) : t(asked, { n, places: free })}<//>
		${starts.length > 0 && html`<div class="row"><span>${t("sounds.begin")}<//>${starts.map(begin)}<//>`}
		<div class="row">${button("sounds.play-all", playAll, "", "play")}<//>
		<ol class="sound-rows" ref=${list}>${sounds.map(draw)}<//>
		<form class="voice-take" onSubmit=${panel.submitting(where("/keep"))}>
			<${Consent} ...${{ panel, where: where("/person"), ...consent }} />
			${unheard > 0 && html`<p class="hint">${t("sounds.unheard", { n: unheard })}<//>`}
			<div class="row">
				<${Button} type="submit" kind="main" symbol="done" disabled=${!placed.length || unheard || extra}>
					${t("sounds.keep", { n: placed.length })}
				<//>
				${press(panel, "sounds.leave-out", where("/drop"), {}, "delete", "")}
			<//>
		<//>`;
}

/** A sound file, and the place where it may go, with its picture. */
function Sound({
	panel,
	path,
	editor,
	lang,
	where,
	options,
	place,
	sound: { id, name, seconds, faults, heard, slot, replaces },
}) {
	const choose = typed((chosen) => panel.send(where(`/${id}/place`), { place: chosen }));
	const leave = `${t("sounds.leave-one")}: ${name}`;
	const note = () => heard || panel.send(where(`/${id}/heard`), {});
	const step = place?.steps.length && editor.state.steps[Number(place.item)];
	const picture = step
		? editor.image(step.language_pictures[lang] ?? step.picture, 360)
		: place && `/api/school/cards/${FRAMES[place.item]}?tutorial=${editor.tid}&lang=${lang}&v=${editor.state.revision}`;
	return html`<li>
		${picture ? html`<img src=${picture} alt=${placeName(place)} />` : html`<div class="blank">?<//>`}
		<div>
			<p><strong>${name}<//> ${t("sounds.seconds", { n: Math.max(1, Math.round(seconds)) })}${" "}
				${heard && html`<${Icon} name="done" /><span class="unseen">${t("sounds.heard")}<//>`}<//>
			<audio controls preload="none" src=${`${path}/takes/${id}`} aria-label=${name} onEnded=${note} />
			<${Labelled} id=${`place-${id}`} name="sounds.place">
				<select id=${`place-${id}`} value=${slot} onChange=${choose}>
					<option value="">${t("sounds.nowhere")}<//>${options}
				<//>
			<//>
			${faults.map((fault) => html`<p key=${fault} class="hint">${t(`voice.fault-${fault}`)}<//>`)}
			${replaces && html`<p class="hint">${t("sounds.replaces")}<//>`}
			<${Button} kind="small" aria-label=${leave} onClick=${() => panel.send(where(`/${id}/drop`), {})}>
				${t("sounds.leave-one")}
			<//>
		<//>
	<//>`;
}
