import { button, Field, html, t, useState } from "./components.js";
import { nameOf } from "./school_fields.js";
import { sentence } from "./school_form.js";
import { useView, View } from "./view.js";

/** Who answers families: asked once, above where a tutorial is about to be made without an answer. @param {SchoolQuestionProps} props */
export function WhoAnswers({ path, notify, changed, children }) {
	const where = `${path}/helper`;
	const view = useView(where, { notify, changed });
	const answer = (event) => {
		event.preventDefault();
		const said = new FormData(event.target);
		const fields = { person: said.get("person"), phone: said.get("phone"), "person-languages": said.getAll("languages") };
		view.send(where, { fields });
	};
	const line = (name, value, { refused = {} }, more = {}) => {
		const problem = refused[name] && { level: "problem", words: sentence(refused[name]) };
		return html`<${Field} id=${`school-${name}`} label=${t(`school.${name}`)} hint=${t(`school.${name}-hint`)} problem=${problem}>${(about) => html`<input name=${name} defaultValue=${value} dir="auto" autocomplete="off" ...${about} ...${more} />`}<//>`;
	};
	const ask = (data) => html`<div class="wrap narrow"><form class="panel" onSubmit=${answer}>
		<h2>${t("school.question")}<//><p>${t("school.question-about")}<//>
		${line("person", "", data, { pattern: ".*\\S.*", required: true })}${line("phone", data.phone, data, { type: "tel" })}
		<fieldset class="plain"><legend>${t("school.person-languages")}<//><div class="row">
			${data.languages.map((each) => html`<label class="check"><input type="checkbox" name="languages" value=${each.lang} /><span>${nameOf(each)}<//><//>`)}<//><//>
		<div class="row"><button class="button main">${t("school.question-save")}<//>${button("school.not-now", () => view.send(`${where}/not-now`, {}))}<//><//><//>`;
	return html`<div ref=${view.root}>${view.data?.asked && ask(view.data)}<//>${(view.data || view.error) && children}`;
}

/** The school's list of private names. @param {SchoolQuestionProps & { onBack: () => void }} props */
export function Roster({ path, notify, changed, onBack }) {
	const view = useView(`${path}/roster`, { notify, changed });
	const [typed, setTyped] = useState(/** @type {string|null} */ (null));
	const save = (event) => {
		event.preventDefault();
		const names = event.target.elements.names.value;
		view.send(view.path ?? "", { names, seen: view.data.version }, () => setTyped(null));
	};
	return html`<${View} of=${view}>${({ names, file, before, file_before }) => html`<form class="roster" onSubmit=${save}><h3>${t("roster.title")}<//>
		<p class="note">${t("roster.about")}<//><label for="roster">${t("roster.names")}<//>
		<textarea id="roster" name="names" value=${typed ?? names.join("\n")} onInput=${({ target }) => setTyped(target.value)} rows="14" dir="auto" autocomplete="off" spellcheck=${false} />
		<p class="note">${t("roster.where", { file, before: file_before })}<//>
		<div class="row"><button class="button main">${t("roster.save")}<//><button type="button" class="button" onClick=${onBack}>${t("roster.back")}<//>
			${before.length > 0 && button("roster.before", () => setTyped(before.join("\n")))}<//><//>`}<//>`;
}
