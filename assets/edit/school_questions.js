import { arrive, button, Field, html, t, useEffect, useState } from "./base.js";
import { nameOf } from "./school_fields.js";
import { sentence } from "./school_form.js";
import { useView, View } from "./view.js";

/**
 * Who answers families: asked once, above where a tutorial is about to be made without an answer.
 * @param {SchoolQuestionProps} props
 */
export function WhoAnswers({ path, notify, changed, children }) {
	const where = `${path}/helper`;
	const view = useView(where, { notify, changed });
	const answer = (event) => {
		event.preventDefault();
		const said = new FormData(event.target);
		const spoken = said.getAll("languages");
		// Who ticks nothing says nothing about it.
		const languages = spoken.length ? { "person-languages": spoken } : {};
		view.send(where, { fields: { person: said.get("person"), phone: said.get("phone"), ...languages } });
	};
	const line = (name, value, problem, more) => html`<${Field} id=${`school-${name}`}
		label=${t(`school.${name}`)} hint=${t(`school.${name}-hint`)}
		problem=${problem && { level: "problem", words: sentence(problem) }}>
		${(about) => html`<input name=${name} defaultValue=${value}
			dir="auto" autocomplete="off" ...${about} ...${more} />`}<//>`;
	const tick = (language) => html`<label class="check">
		<input type="checkbox" name="languages" value=${language.lang} />
		<span>${nameOf(language)}<//><//>`;
	const ask = ({ phone, languages, refused = /** @type {any} */ ({}) }) => html`<div class="wrap narrow">
		<form class="panel" onSubmit=${answer}>
			<h2>${t("school.question")}<//><p>${t("school.question-about")}<//>
			${line("person", "", refused.person, { pattern: ".*\\S.*", required: true })}
			${line("phone", phone, refused.phone, { type: "tel" })}
			<fieldset class="plain"><legend>${t("school.person-languages")}<//>
				<div class="row">${languages.map(tick)}<//><//>
			<div class="row"><button class="button main">${t("school.question-save")}<//>
				${button("school.not-now", () => view.send(`${where}/not-now`, {}))}<//><//><//>`;
	const { data, error, root } = view;
	return html`<div ref=${root}>${data?.asked && ask(data)}<//>${(data || error) && children}`;
}

/** The school's list of private names. @param {SchoolQuestionProps & { onBack: () => void }} props */
export function Roster({ path, notify, changed, onBack }) {
	const where = `${path}/roster`;
	const view = useView(where, { notify, changed });
	const [text, setText] = useState(/** @type {string|null} */ (null));
	useEffect(() => arrive(view.root.current?.querySelector("textarea")), [!view.data]);
	const save = (event) => {
		event.preventDefault();
		const names = event.target.elements.names.value;
		view.send(where, { names, seen: view.data.version }, () => setText(null));
	};
	const list = ({ names, file, before, file_before }) => html`<form class="roster" onSubmit=${save}>
		<h3>${t("roster.title")}<//><p class="note">${t("roster.about")}<//>
		<label for="roster">${t("roster.names")}<//>
		<textarea id="roster" name="names" rows="14"
			value=${text ?? names.join("\n")} onInput=${({ target }) => setText(target.value)}
			dir="auto" autocomplete="off" spellcheck=${false} />
		<p class="note">${t("roster.where", { file, before: file_before })}<//>
		<div class="row"><button class="button main">${t("roster.save")}<//>
			${button("roster.back", onBack)}
			${before.length > 0 && button("roster.before", () => setText(before.join("\n")))}<//><//>`;
	return html`<${View} of=${view}>${list}<//>`;
}
