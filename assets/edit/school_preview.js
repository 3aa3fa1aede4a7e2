import { currentLanguage, html, t, titleOf, typed, useState } from "./components.js";
import { nameOf } from "./school_fields.js";

const nameTutorial = ({ titles, name }) => titleOf(titles, name)[1];

/** How the opening and the closing of a tutorial look; addresses change with all that is on them. */
export function Preview({ data: { previews, languages } }) {
	const [wished, wish] = useState({ tutorial: "", language: currentLanguage() });
	const one = previews.find(({ id }) => id === wished.tutorial) ?? previews[0];
	const lang = one.languages.includes(wished.language) ? wished.language : one.languages[0];
	const nameLanguage = (tag) => nameOf(languages.find((known) => known.lang === tag) ?? { lang: tag });
	const choose = (name) => typed((value) => wish({ ...wished, [name]: value }));
	const choice = (name, rows, value) => html`<div class="field">
		<label for=${`preview-${name}`}>${t(`school.preview-${name}`)}<//>
		<select id=${`preview-${name}`} value=${value} onChange=${choose(name)}>
			${rows.map(([each, words]) => html`<option key=${each} value=${each}>${words}<//>`)}<//><//>`;
	const asked = new URLSearchParams({ tutorial: one.id, lang, v: one.stamp });
	const card = (frame) => html`<figure key=${frame}>
		<small aria-hidden="true">${t("school.drawing")}<//>
		<img src=${`/api/school/cards/${frame}?${asked}`}
			alt=${t(`school.${frame}-alt`, { title: nameTutorial(one) })} />
		<figcaption>${t(`school.${frame}`)}<//><//>`;
	const said = one.says[lang];
	return html`<section class="panel preview" aria-labelledby="preview">
		<h2 id="preview">${t("school.preview")}<//>
		${choice(
			"tutorial",
			previews.map((each) => [each.id, nameTutorial(each)]),
			one.id,
		)}
		${choice(
			"language",
			one.languages.map((each) => [each, nameLanguage(each)]),
			lang,
		)}
		<div class="frames">${card("opening")}${card("closing")}<//>
		${said && html`<p>${t("school.closing-said")} <span lang=${lang} dir="auto">${said}<//><//>`}<//>`;
}
