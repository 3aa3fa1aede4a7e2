import { Kept, Mistakes, Problems, small } from "./base.js";
import { Button, button, Choice, html, Icon, Line, post, typed } from "./components.js";
import { currentLanguage, languageName, loadStrings, sayDate, t } from "./strings.js";
import { soundsAddress } from "./sounds.js";
import { Differences, TextField, useVoice } from "./sentences.js";
import { Colleague } from "./colleague.js";
import { Coming } from "./steps_list.js";
import { LANGUAGES } from "./tables.js";

/** @param {EditorProps} props */
export function About({ editor }) {
	const { state, store, coming } = editor;
	const { languages, titles, whys, device, checked, problems, mistakes } = state;
	const voice = useVoice(editor);
	const from = languages.find((lang) => LANGUAGES.includes(lang));
	const add = async (asked) => {
		const { lang, ticked } = await editor.tried(post(`${store.path}/languages`, asked));
		if (!lang) return "";
		await loadStrings(currentLanguage());
		// The title of one that has a name and no voice is read as it is in another one.
		await editor.act("add-language", { lang, ...(!LANGUAGES.includes(lang) && { title: state.title[1] }) });
		if (state.answer) editor.setLang(lang);
		if (ticked) editor.notify(t("edit.ticked", { language: languageName(lang) }));
		return lang;
	};
	const addSpoken = async (event) => {
		event.preventDefault();
		const { target } = event;
		if (await add({ name: String(new FormData(target).get("edit.spoken")) })) target.reset();
	};
	const forget = () => post(`${store.path}/forget`, {}).then(() => store.load(), editor.fail);
	const above = problems.filter((row) => row.step === null && !mistakes.some(({ line }) => line === row.line));
	return html`<h2>${t("edit.about")}</h2>
		${coming?.names[coming.done] ? html`<${Coming} ...${coming} />` : html`<${Problems} rows=${above} />`}
		<${Mistakes} rows=${mistakes.filter((row) => row.step === null)} store=${store} notify=${editor.notify} />
		<${Differences} editor=${editor} step=${null} />
		${languages.map((lang) => {
			const language = languageName(lang);
			const shared = { editor, lang, step: null };
			const lent = from && !LANGUAGES.includes(lang) && titles[lang] === titles[from] ? titles[lang] : "";
			const [title, end] = [voice("title", lang), voice("end", lang)];
			return html`<section class="about" key=${lang}>
				<${TextField} ...${shared} field="title" label=${t("edit.title_in", { language })}
					saved=${lent ? "" : titles[lang]} grey=${lent} tools=${title.tools} />
				${title.panel}
				<${TextField} ...${shared} field="why" label=${t("edit.why_in", { language })} saved=${whys[lang]} />
				<div class="field-block"><div class="field-head"><b>${t("record.end")}<//>${end.tools}<//>${end.panel}<//>
				${
					from &&
					lang !== from &&
					LANGUAGES.includes(lang) &&
					html`<${Colleague} key=${from}
						...${{ editor, from, lang }} />`
				}
				<p><a class="button small" href=${soundsAddress(editor.tid, lang)}>${t("record.elsewhere", { language })}<//><//>
			<//>`;
		})}
		<${Choice} name="edit.device" rows=${state.devices} none="edit.device_any"
			value=${device ?? ""} onChange=${typed(editor.set("set-device", "text"))} />
		<p class="row">
			${button("edit.checked_today", () => editor.act("set-checked", { date: "today" }), "", "done")}
			<a class="button" href=${`#/t/${editor.tid}/today`}>${t("today.title")}<//>
			${checked ? t("edit.checked", { date: sayDate(checked) }) : t("edit.never_checked")}
		</p>
		<p class="note">${t("edit.checked_why")}</p>
		<div class="row bottom">
			${LANGUAGES.map(
				(lang) =>
					!languages.includes(lang) &&
					html`<${Button} symbol="plus" onClick=${() => add({ lang })}>
						${t("edit.add_language", { language: languageName(lang) })}<//>`,
			)}
			<form class="row bottom" onSubmit=${addSpoken}>
				<${Line} name="edit.spoken" required pattern=".*\\S.*" maxlength="100" autocomplete="off" />
				<button class="button"><${Icon} name="plus" />${t("edit.add_spoken")}<//>
			<//>
		<//>
		${state.undo && html`<p>${small("edit.forget", forget)} ${t("edit.forget_why")}</p>`}
		<${Kept} of=${state} />`;
}
