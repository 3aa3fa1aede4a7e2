import { Button, button, currentLanguage, html, t, titleOf, turnOf, typed, useEffect, useState, Wrong } from "./components.js";
import { nameOf, SchoolField } from "./school_fields.js";
import { sentence, useSchoolForm } from "./school_form.js";
import { View } from "./view.js";

/** The sections of the form, and the fields in each. */
const PARTS = {
	school: ["name", "logo"],
	reach: ["phone", "whatsapp", "website"],
	help: ["person", "person-languages", "photo"],
	colors: ["main", "accent", "mark"],
	"languages-part": ["languages", "language-names"],
	order: ["order"],
	voices: ["voices", "memo-clean"],
	lexicon: ["lexicons"],
	drawing: ["pointer", "paper"],
};
const USES = ["chat", "website"];

/** @param {ViewProps} props */
export function School({ notify }) {
	const form = useSchoolForm({ notify });
	useEffect(() => {
		const turn = (event) => {
			const way = turnOf(event);
			if (!way) return;
			event.preventDefault();
			form.turn(way);
		};
		addEventListener("keydown", turn, true);
		return () => removeEventListener("keydown", turn, true);
	});
	return html`<${View} of=${form.view}>${(data) => html`<div class="wrap"><h1>${t("school.title")}<//><p>${t("school.about")}<//>
		${data.broken
			? html`<${Broken} form=${form} />`
			: html`<div class="school"><div><${State} form=${form} /><${Others} rows=${data.others} />
				${Object.keys(PARTS).map((part) => html`<${Part} key=${part} form=${form} part=${part} />`)}<//>
				<${Preview} data=${data} /><//>`}<//>`}<//>`;
}

function State({ form }) {
	const { turns, exists, path } = form.view.data;
	return html`<div class="panel row spread"><p role="status">${t(form.saved ? "school.saved" : exists ? "school.file" : "school.no-file")} <code>${path}<//><//>
		<div class="row"><${Button} symbol="undo" disabled=${!turns.includes("undo")} onClick=${() => form.turn("undo")}>${t("school.undo")}<//>
			<${Button} kind="quiet" symbol="redo" label=${t("shell.redo")} disabled=${!turns.includes("redo")} onClick=${() => form.turn("redo")} /><//><//>`;
}

const Lines = ({ rows }) => html`<ul class="problems">${rows.map((row) => html`<li class=${row.level}>${row.line > 0 && `${t("school.line", { line: row.line })} `}${sentence(row)}<//>`)}<//>`;

/** A file that can't be read is left alone. */
const Broken = ({ form: { view, reload } }) => html`<div class="panel" role="alert"><h2>${t("school.broken")}<//><${Lines} rows=${view.data.others} />
	<p>${t("school.broken-about")} <code>${view.data.path}<//><//>${button("school.reload", reload, "main")}<//>`;

/** What is wrong with lines that are no field here. */
const Others = ({ rows }) => rows.length > 0 && html`<div class="panel"><h2>${t("school.others")}<//><${Lines} rows=${rows} /><//>`;

function Part({ form, part }) {
	const { consent, colors, tutorials } = form.view.data;
	if (part === "order" && tutorials.length < 2) return null;
	return html`<section class="panel" aria-labelledby=${`part-${part}`}><h2 id=${`part-${part}`}>${t(`school.part-${part}`)}<//>
		${part === "colors" && html`<${Sample} used=${colors.used} />`}
		${PARTS[part].map((name) => html`<${SchoolField} key=${name} form=${form} name=${name} />`)}
		${part === "help" && consent && html`<${Consent} key=${form.value("photo")} form=${form} ...${consent} />`}<//>`;
}

/** A small card in the school's colours. */
const Sample = ({ used }) => html`<div class="sample" aria-hidden="true">
	<div style=${{ background: used.main }}><span style=${{ background: used.accent, color: used.on_accent }}>1<//><span style=${{ color: used.on_main }}>${t("school.sample")}<//><//>
	<div><span style=${{ borderColor: used.mark }}>${t("school.sample-button")}<//><//><//>`;

/** Who allowed the photo to be shown, where and until when; asked if that isn't noted yet, or is over. */
function Consent({ form, counts, who, uses, until, problems }) {
	if (counts) return html`<p>${t("school.consent-known", { who, uses: uses.map((use) => t(`school.use-${use}`)).join(" · "), until })}<//>`;
	const note = (event) => {
		event.preventDefault();
		const said = new FormData(event.target);
		form.noteConsent({ who: said.get("who"), uses: said.getAll("uses"), until: said.get("until") });
	};
	return html`<form class="consent" onSubmit=${note}><h3>${t("school.consent")}<//><p>${t("school.consent-about")}<//>
		${problems.length > 0 && html`<${Lines} rows=${problems} />`}<${Wrong} id="school-consent" problem=${form.problem("consent")} />
		<div class="field"><label for="consent-who">${t("school.consent-who")}<//><input id="consent-who" name="who" defaultValue=${who} autocomplete="off" /><//>
		<div class="row">${USES.map((use) => html`<label class="check"><input type="checkbox" name="uses" value=${use} defaultChecked=${use === "chat"} /><span>${t(`school.use-${use}`)}<//><//>`)}<//>
		<div class="field"><label for="consent-until">${t("school.consent-until")}<//><input id="consent-until" name="until" type="date" defaultValue=${until} /><//>
		<button class="button">${t("school.consent-note")}<//><//>`;
}

/** The opening and the closing of a tutorial; their addresses change with all that is on them. */
function Preview({ data: { previews, languages } }) {
	const [wished, wish] = useState({ tutorial: "", lang: currentLanguage() });
	const one = previews.find(({ id }) => id === wished.tutorial) ?? previews[0];
	const lang = one.languages.includes(wished.lang) ? wished.lang : one.languages[0];
	const title = ({ titles, name }) => titleOf(titles, name)[1];
	const choice = (name, rows, value) => html`<div class="field"><label for=${`preview-${name}`}>${t(`school.preview-${name}`)}<//>
		<select id=${`preview-${name}`} value=${value} onChange=${typed((chosen) => wish({ ...wished, [name === "language" ? "lang" : name]: chosen }))}>
			${rows.map(([each, words]) => html`<option key=${each} value=${each}>${words}<//>`)}<//><//>`;
	const card = (frame) => html`<figure key=${frame}><small aria-hidden="true">${t("school.drawing")}<//>
		<img src=${`/api/school/cards/${frame}?${new URLSearchParams({ tutorial: one.id, lang, v: one.stamp })}`} alt=${t(`school.${frame}-alt`, { title: title(one) })} />
		<figcaption>${t(`school.${frame}`)}<//><//>`;
	return html`<section class="panel preview" aria-labelledby="preview"><h2 id="preview">${t("school.preview")}<//>
		${choice("tutorial", previews.map((each) => [each.id, title(each)]), one.id)}
		${choice("language", one.languages.map((each) => [each, nameOf(languages.find((known) => known.lang === each) ?? { lang: each })]), lang)}
		${one.own && html`<p class="hint">${t("school.preview-own")}<//>`}
		<div class="frames">${card("opening")}${card("closing")}<//>
		${one.says[lang] && html`<p>${t("school.closing-said")} <span lang=${lang} dir="auto">${one.says[lang]}<//><//>`}<//>`;
}
