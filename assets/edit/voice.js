import { arrive, Banner, Button, html, languageName, sayDate, t, typed, upload, useState } from "./base.js";
import { inOrder } from "./picture_input.js";
import { Record } from "./record.js";

/** @param {any} place */
export const placeName = ({ item, steps, question }) => {
	if (question) return t("voice.aside", { number: parseInt(steps[0]), question });
	if (steps.length) return t("voice.step", { n: steps.length, number: steps.join(", ") });
	return t(item === "title" ? "voice.opening" : "voice.closing");
};

const sayLeave = ({ uses, until }) =>
	t(uses.includes("website") ? "consent.may-both" : "consent.may-chat", { date: sayDate(until) });

export const press = (panel, text, where, body = {}, symbol = "", kind = "small") =>
	html`<${Button} ...${{ kind, symbol }} onClick=${() => panel.send(where, body)}>${t(text)}<//>`;

const Words = ({ lang, children, large = true }) =>
	html`<p lang=${lang} dir="auto" class=${large && "voice-text"}>${children}<//>`;

export const Labelled = ({ id, name, children }) =>
	html`<div class="field"><label for=${id}>${t(name)}<//>${children}<//>`;

/** Whose voice it is, and where and until when it may be used; asked once a person. */
export function Consent({ panel, where, people, person, today, until }) {
	const chosen = person === null ? people.at(-1) : people.find(({ who }) => who === person);
	const choose = typed((who) => panel.send(where, { person: who }));
	const value = chosen?.who ?? "";
	return html`
		${
			people.length > 0 &&
			html`<${Labelled} id="consent-person" name="consent.person">
				<select id="consent-person" name="person" value=${value} onChange=${choose}>
					${people.map(({ who }) => html`<option key=${who} value=${who}>${who}<//>`)}
					<option value="">${t("consent.somebody-else")}<//>
				<//>
			<//>`
		}
		${chosen ? html`<p class="hint">${sayLeave(chosen)}<//>` : html`<${Leave} ...${{ today, until }} />`}`;
}

/** Who it is, and where and until when the voice may be used. */
function Leave({ today, until }) {
	const [date, setDate] = useState(until);
	return html`<p class="hint">${t("consent.about")}<//>
		<${Labelled} id="consent-who" name="consent.who">
			<input id="consent-who" name="who" type="text" maxlength="100" required />
			<p class="hint">${t("consent.who-hint")}<//>
		<//>
		<fieldset><legend>${t("consent.where")}<//>
			<label class="check"><input type="checkbox" name="chat" defaultChecked />${t("consent.chat")}<//>
			<label class="check"><input type="checkbox" name="website" />${t("consent.website")}<//>
		<//>
		<${Labelled} id="consent-until" name="consent.until">
			<input id="consent-until" name="until" type="date" value=${date} min=${today} onInput=${typed(setDate)} required />
			${date && html`<p class="hint">${sayDate(date)}<//>`}
		<//>`;
}

/** The recording that is there, and what has changed since. */
function Memo({ panel, path, item, lang, at, memo: { stamp, consent, stale, says_private } }) {
	const whose = consent ? `${t("voice.whose", consent)} ${sayLeave(consent)}` : t("voice.unknown");
	const why = stale === "sentence" ? "voice.still-says" : "voice.other-picture";
	return html`<div class="voice-memo">
		<p><strong>${t("voice.recorded")}<//> ${whose}<//>
		<audio key=${stamp} controls preload="none" src=${`${path}/sounds/${item}?lang=${lang}&v=${stamp}`} />
		${
			says_private
				? html`<${Banner}><p>${t("voice.says-private")}<//><//>`
				: stale &&
					html`<${Banner} kind="warning"><p>${t(why, { sentence: consent.says })}<//><p>${t("voice.again-or")}<//>
						${press(panel, "voice.fits", at("fits"), {}, "done")}
					<//>`
		}
		<p class="row">${press(panel, "voice.remove", at("remove"), {}, "delete")}<//>
	<//>`;
}

/** The text to read. */
const Script = ({ lang, text, others }) =>
	text
		? html`<${Words} lang=${lang}>${text}<//>`
		: html`<p class="hint">
				${t(others.length ? "voice.no-words" : "voice.no-sentence", { language: languageName(lang) })}<//>
			${others.map(([other, words]) => html`<${Words} lang=${other}>${`${languageName(other)}: ${words}`}<//>`)}`;

function Recorder({ panel, path, item, lang, hush }) {
	const send = ({ target }) => {
		const to = `${path}/takes?item=${item}&lang=${lang}`;
		for (const file of inOrder(target.files)) panel.run(() => upload(to, file));
		target.value = "";
	};
	return html`<${Record} ...${{ path, item, lang, panel, hush }} />
		<details class="voice-file"><summary>${t("voice.have-file")}<//>
			<input type="file" accept="audio/*" aria-label=${t("voice.choose-file")} onChange=${send} />
		<//>`;
}

/** The take that waits: it is listened to, then kept or recorded again. */
function Waiting({ panel, path, at, waiting: { id, heard, faults }, consent }) {
	const where = `${path}/takes/${id}`;
	return html`<form class="voice-take" onSubmit=${panel.submitting(`${where}/keep`)}>
		<p role="status">${t(heard ? "voice.heard" : "voice.listen")}<//>
		<audio controls src=${where} onEnded=${() => panel.send(`${where}/heard`, {})} />
		${faults.map((fault) => html`<p key=${fault} class="banner warning" role="status">${t(`voice.fault-${fault}`)}<//>`)}
		${heard && html`<${Consent} ...${{ panel, where: at("person"), ...consent }} />`}
		<div class="row">
			<${Button} type="submit" kind="main" symbol="done" disabled=${!heard}>${t("voice.keep")}<//>
			${press(panel, "voice.again", `${where}/again`, {}, "undo", "")}
		<//>
	<//>`;
}

/** The other takes, which stay until a person throws them away. */
function Earlier({ panel, path, slot, lang, earlier }) {
	const [asked, setAsked] = useState("");
	const ask = (id) => {
		setAsked(id);
		setTimeout(() => arrive(document.querySelector(`.voice-earlier ${id ? ".banner" : "li"} button`)));
	};
	const describe = ({ recorded, who, slot: own }) => {
		const when = `${sayDate(recorded)}, ${recorded.slice(11, 16)}.`;
		const whose = who ? t("voice.whose", { who }) : t("voice.unknown");
		return [when, whose, own === slot ? "" : t("voice.elsewhere")].join(" ");
	};
	const draw = (take) => {
		const where = (end) => `${path}/takes/${take.id}/${end}?slot=${encodeURIComponent(slot)}`;
		const sure = html`<${Banner} kind="warning"><p>${t("voice.throw-sure")}<//>
			<p class="row">
				${press(panel, "voice.throw-yes", where("throw"), {}, "", "main small")}
				<${Button} kind="small" onClick=${() => ask("")}>${t("voice.throw-no")}<//>
			<//>
		<//>`;
		const buttons = html`<p class="row">
			${press(panel, "voice.use", where("use"))}
			<${Button} kind="small quiet" symbol="delete" onClick=${() => ask(take.id)}>${t("voice.throw")}<//>
		<//>`;
		return html`<li key=${take.id}>
			<p>${describe(take)}<//><${Words} lang=${lang} large=${false}>${take.sentence}<//>
			<audio controls preload="none" src=${`${path}/takes/${take.id}`} />
			${asked === take.id ? sure : buttons}
		<//>`;
	};
	return html`<details class="voice-earlier"><summary>${t("voice.earlier", { n: earlier.length })}<//>
		<p class="hint">${t("voice.earlier-why")}<//>
		<ol class="voice-parts">${earlier.map(draw)}<//>
	<//>`;
}

/** A place for a recording: what to read, what was recorded, the take that waits, and whose voice it is. */
export function Voice(place) {
	const { path, item, lang, memo, says, others, waiting, earlier } = place;
	const at = (end) => `${path}/voice/${item}/${end}?lang=${lang}`;
	return html`<h3>${t("voice.title", { place: placeName(place), language: languageName(lang) })}<//>
		${memo && html`<${Memo} ...${{ ...place, at }} />`}
		<${Script} ...${place} />
		${
			waiting
				? html`<${Waiting} key=${waiting.id} ...${{ ...place, at }} />`
				: (says || others.length > 0) && html`<${Recorder} ...${place} />`
		}
		${earlier.length > 0 && html`<${Earlier} ...${place} />`}`;
}
