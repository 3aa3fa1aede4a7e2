import { html, useState } from "./html.js";
import { t, has, currentLanguage, languageName } from "./strings.js";
import { Button } from "./components.js";
import { typed } from "./asking.js";
import { PlayButton, TextField } from "./sentences.js";

/** Devices as `device:` names them. */
const DEVICES = ["Android phone", "iPhone", "iPad", "Chromebook", "laptop"];

/** What holds for the whole tutorial. @param {EditorProps} props */
export function About({ editor }) {
	const { state, change } = editor;
	const { languages, device, checked } = state;
	const [added, setAdded] = useState("");
	/** @param {string} key @param {string[]} langs */
	const recorded = (key, langs) => langs.map((lang) => t(key, { language: languageName(lang) }));
	const kept = [...recorded("edit.greeting", state.greetings), ...recorded("edit.title_memo", state.title_memos), ...recorded("edit.end_memo", state.end_memos)];
	if (state.hides) kept.push(t("edit.hides", { n: state.hides }));
	/** @param {string} lang */
	const add = (lang) => change({ do: "add-language", lang }).then(() => setAdded(""));
	return html`<h2>${t("edit.about")}</h2>
		${languages.map((lang) => {
			const language = languageName(lang);
			const shared = { editor, lang, step: null };
			return html`<section class="about" key=${lang}>
				<${TextField} ...${shared} field="title" label=${t("edit.title_in", { language })} saved=${state.titles[lang] ?? ""}
					save=${(/** @type {string} */ text) => change({ do: "set-title", lang, text })} tools=${html`<${PlayButton} editor=${editor} what="title" lang=${lang} />`} />
				<${TextField} ...${shared} field="why" label=${t("edit.why_in", { language })} saved=${state.whys[lang] ?? ""}
					save=${(/** @type {string} */ text) => change({ do: "set-why", lang, text })} />
			</section>`;
		})}
		<p><label>${t("edit.device")} <select value=${device ?? ""} onChange=${typed((text) => change({ do: "set-device", text }))}>
			<option value="">${t("edit.device_any")}</option>
			${[...new Set([...DEVICES, ...(device ? [device] : [])])].map((each) => html`<option key=${each} value=${each}>${has(`edit.${each}`) ? t(`edit.${each}`) : each}</option>`)}
		</select></label></p>
		<p class="row">
			<${Button} symbol="done" onClick=${() => change({ do: "set-checked", date: "today" })}>${t("edit.checked_today")}<//>
			${checked ? t("edit.checked", { date: new Date(`${checked}T12:00`).toLocaleDateString(currentLanguage(), { dateStyle: "long" }) }) : t("edit.never_checked")}
		</p>
		<div class="row">
			${["es", "en", "pt"]
				.filter((lang) => !languages.includes(lang))
				.map((lang) => html`<${Button} key=${lang} symbol="plus" onClick=${() => add(lang)}>${t("edit.add_language", { language: languageName(lang) })}<//>`)}
			<label>${t("edit.other_language")} <input class="short" value=${added} maxlength="20" onInput=${typed(setAdded)} /></label>
			<${Button} disabled=${!added.trim()} onClick=${() => add(added.trim())}>${t("edit.add")}<//>
		</div>
		${kept.length > 0 && html`<p class="note">${t("edit.kept")} ${kept.join(" · ")}</p>`}`;
}
