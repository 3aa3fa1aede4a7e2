import { Button, currentLanguage, has, html, languageName, post, small, t, typed, useState } from "./base.js";
import { PlayButton, TextField } from "./sentences.js";

/** Devices as `device:` names them. */
const DEVICES = ["Android phone", "iPhone", "iPad", "Chromebook", "laptop"];

/** What holds for the whole tutorial. @param {EditorProps} props */
export function About({ editor }) {
	const { languages, titles, whys, device, checked, hides, greetings, title_memos, end_memos, problems, undo } = editor.state;
	const { store } = editor;
	const [added, setAdded] = useState("");
	/** @param {string} key @param {string[]} langs */
	const recorded = (key, langs) => langs.map((lang) => t(key, { language: languageName(lang) }));
	const kept = [hides && t("edit.hides", { n: hides }), ...recorded("edit.greeting", greetings), ...recorded("edit.title_memo", title_memos), ...recorded("edit.end_memo", end_memos)];
	/** @param {string} lang */
	const add = (lang) => editor.act("add-language", { lang }).then(() => setAdded(""));
	return html`<h2>${t("edit.about")}</h2>
		<${Problems} rows=${problems.filter((row) => row.step === null)} />
		${languages.map((lang) => {
			const language = languageName(lang);
			const shared = { editor, lang, step: null };
			return html`<section class="about" key=${lang}>
				<${TextField} ...${shared} field="title" label=${t("edit.title_in", { language })} saved=${titles[lang]} tools=${html`<${PlayButton} editor=${editor} what="title" lang=${lang} />`} />
				<${TextField} ...${shared} field="why" label=${t("edit.why_in", { language })} saved=${whys[lang]} />
			</section>`;
		})}
		<p><label>${t("edit.device")} <select value=${device ?? ""} onChange=${typed(editor.set("set-device", "text"))}>
			<option value="">${t("edit.device_any")}</option>
			${[...new Set([...DEVICES, device])].map((each) => each && html`<option value=${each}>${has(`edit.${each}`) ? t(`edit.${each}`) : each}</option>`)}
		</select></label></p>
		<p class="row">
			<${Button} symbol="done" onClick=${() => editor.act("set-checked", { date: "today" })}>${t("edit.checked_today")}<//>
			${checked ? t("edit.checked", { date: new Date(`${checked}T12:00`).toLocaleDateString(currentLanguage(), { dateStyle: "long" }) }) : t("edit.never_checked")}
		</p>
		<div class="row">
			${["es", "en", "pt"].map((lang) => !languages.includes(lang) && html`<${Button} symbol="plus" onClick=${() => add(lang)}>${t("edit.add_language", { language: languageName(lang) })}<//>`)}
			<label>${t("edit.other_language")} <input class="short" value=${added} maxlength="20" onInput=${typed(setAdded)} /></label>
			<${Button} disabled=${!added.trim()} onClick=${() => add(added.trim())}>${t("edit.add")}<//>
		</div>
		${undo && html`<p>${small("edit.forget", () => post(`${store.path}/forget`, {}).then(() => store.load(), editor.fail))} ${t("edit.forget_why")}</p>`}
		<${Kept} rows=${kept} />`;
}

/** What the editor can't change, and leaves alone. @param {{rows: (string|number|boolean|null)[]}} props */
export function Kept({ rows }) {
	const kept = rows.filter(Boolean);
	return kept.length > 0 && html`<p class="note">${t("edit.kept")} ${kept.join(" · ")}</p>`;
}

/** What the script's reader found. @param {{rows: Problem[]}} props */
export const Problems = ({ rows }) => rows.map(({ level, message, remedy }) => html`<p class=${`step-problem ${level}`}>${message} ${remedy}</p>`);
