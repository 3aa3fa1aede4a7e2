/**
 * What holds for the whole tutorial: titles, why, device, languages, when it was checked.
 * @module
 */
import { html, useState } from "./html.js";
import { Button } from "./components.js";
import { PlayButton, TextField } from "./sentences.js";

/** Devices as `device:` names them. */
const DEVICES = ["Android phone", "iPhone", "iPad", "Chromebook", "laptop"];
const LANGUAGES = ["es", "en", "pt"];

/** @param {{editor: Editor}} props */
export function About({ editor }) {
	const { t, state, change, strings } = editor;
	const [added, setAdded] = useState("");
	const devices = state.device && !DEVICES.includes(state.device) ? [state.device, ...DEVICES] : DEVICES;
	const offered = LANGUAGES.filter((lang) => !state.languages.includes(lang));
	const kept = [
		state.hides && t("edit.hides", { n: state.hides }),
		...state.greetings.map((lang) => t("edit.greeting", { language: strings.languageName(lang) })),
		...state.title_memos.map((lang) => t("edit.title_memo", { language: strings.languageName(lang) })),
		...state.end_memos.map((lang) => t("edit.end_memo", { language: strings.languageName(lang) })),
	].filter(Boolean);
	return html`<div class="about">
		<h2>${t("edit.about")}</h2>
		${state.languages.map((lang) => {
			const language = strings.languageName(lang);
			const play = html`<${PlayButton} editor=${editor} what="title" lang=${lang} />`;
			const shared = { editor, step: null, lang };
			return html`<section key=${lang}>
				<${TextField} ...${shared} field="title" label=${t("edit.title_in", { language })} tools=${play}
					saved=${state.titles[lang] ?? ""} save=${(/** @type {string} */ text) => change({ do: "set-title", lang, text })} />
				<${TextField} ...${shared} field="why" label=${t("edit.why_in", { language })}
					saved=${state.whys[lang] ?? ""} save=${(/** @type {string} */ text) => change({ do: "set-why", lang, text })} />
			</section>`;
		})}
		<div class="field">
			<label for="device">${t("edit.device")}</label>
			<select id="device" value=${state.device ?? ""} onChange=${(/** @type {any} */ event) => change({ do: "set-device", text: event.target.value })}>
				<option value="">${t("edit.device_any")}</option>
				${devices.map((device) => html`<option key=${device} value=${device}>${strings.has(`device.${device}`) ? t(`device.${device}`) : device}</option>`)}
			</select>
		</div>
		<div class="row">
			<${Button} symbol="done" onClick=${() => change({ do: "set-checked", date: "today" })}>${t("edit.checked_today")}<//>
			<span>${state.checked ? t("edit.checked", { date: new Date(`${state.checked}T12:00`).toLocaleDateString(document.documentElement.lang) }) : t("edit.never_checked")}</span>
		</div>
		<div class="row">
			${offered.map((lang) => html`<${Button} key=${lang} symbol="plus" onClick=${() => change({ do: "add-language", lang })}>${t("edit.add_language", { language: strings.languageName(lang) })}<//>`)}
			<label>${t("edit.other_language")} <input class="short" value=${added} maxlength="20" onInput=${(/** @type {any} */ event) => setAdded(event.target.value.trim())} /></label>
			<${Button} disabled=${!added} onClick=${() => change({ do: "add-language", lang: added }).then(() => setAdded(""))}>${t("edit.add")}<//>
		</div>
		${kept.length > 0 && html`<p class="note">${t("edit.kept")} ${kept.join(" · ")}</p>`}
	</div>`;
}
