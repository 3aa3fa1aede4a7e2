import { Button, button, Choice, html, Kept, languageName, post, Problems, sayDate, small, t, typed } from "./base.js";
import { TextField, useVoice } from "./sentences.js";
import { LANGUAGES } from "./tables.js";

/** @param {EditorProps} props */
export function About({ editor }) {
	const { state, store } = editor;
	const { languages, titles, whys, device, checked, problems } = state;
	const voice = useVoice(editor);
	return html`<h2>${t("edit.about")}</h2>
		<${Problems} rows=${problems.filter((row) => row.step === null)} />
		${languages.map((lang) => {
			const language = languageName(lang);
			const shared = { editor, lang, step: null };
			const [title, end] = [voice("title", lang), voice("end", lang)];
			return html`<section class="about" key=${lang}>
				<${TextField} ...${shared} field="title" label=${t("edit.title_in", { language })} saved=${titles[lang]} tools=${title.tools} />
				${title.panel}
				<${TextField} ...${shared} field="why" label=${t("edit.why_in", { language })} saved=${whys[lang]} />
				<div class="field-block"><div class="field-head"><b>${t("record.end")}<//>${end.tools}<//>${end.panel}<//>
			<//>`;
		})}
		<${Choice} name="edit.device" rows=${state.devices} none="edit.device_any" value=${device ?? ""} onChange=${typed(editor.set("set-device", "text"))} />
		<p class="row">
			${button("edit.checked_today", () => editor.act("set-checked", { date: "today" }), "", "done")}
			${checked ? t("edit.checked", { date: sayDate(checked) }) : t("edit.never_checked")}
		</p>
		<p>${small("record.sounds", () => editor.hear([]))}</p>
		<div class="row">
			${LANGUAGES.map((lang) => !languages.includes(lang) && html`<${Button} symbol="plus" onClick=${() => editor.act("add-language", { lang })}>${t("edit.add_language", { language: languageName(lang) })}<//>`)}
		<//>
		${state.undo && html`<p>${small("edit.forget", () => post(`${store.path}/forget`, {}).then(() => store.load(), editor.fail))} ${t("edit.forget_why")}</p>`}
		<${Kept} of=${state} />`;
}
