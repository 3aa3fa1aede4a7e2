import { Button, button, html, turnOf, useEffect, Wrong } from "./components.js";
import { currentLanguage, loadStrings, sayDate, t } from "./strings.js";
import { SchoolField } from "./school_fields.js";
import { sentence, useSchoolForm } from "./school_form.js";
import { Preview } from "./school_preview.js";
import { View } from "./view.js";

/** The sections of the form, and the fields in each. */
const PARTS = {
	school: ["name", "logo"],
	reach: ["phone", "whatsapp", "website", "website-film"],
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
	// What languages are called here, they are called everywhere.
	useEffect(() => () => void loadStrings(currentLanguage()), []);
	const page = (data) => html`<div class="school">
		<div><${State} form=${form} /><${Others} rows=${data.others} />
			${Object.keys(PARTS).map((part) => html`<${Part} key=${part} ...${{ form, part }} />`)}<//>
		<${Preview} data=${data} /><//>`;
	return html`<${View} of=${form.view}>${(data) => html`<div class="wrap">
		<h1>${t("school.title")}<//><p>${t("school.about")}<//>
		${data.broken ? html`<${Broken} form=${form} />` : page(data)}<//>`}<//>`;
}

function State({ form }) {
	const { turns, exists, path } = form.view.data;
	const where = form.saved ? "saved" : exists ? "file" : "no-file";
	const turner = (way) => ({ symbol: way, disabled: !turns.includes(way), onClick: () => form.turn(way) });
	return html`<div class="panel row spread">
		<p role="status">${t(`school.${where}`)} <code>${path}<//><//>
		<div class="row"><${Button} ...${turner("undo")}>${t("school.undo")}<//>
			<${Button} kind="quiet" label=${t("shell.redo")} ...${turner("redo")} /><//><//>`;
}

function Lines({ rows }) {
	const say = (row) => (row.line ? `${t("school.line", { line: row.line })} ` : "") + sentence(row);
	return html`<ul class="problems">${rows.map((row) => html`<li class=${row.level}>${say(row)}<//>`)}<//>`;
}

/** A file that can't be read is left alone. */
const Broken = ({ form: { view, reload } }) => html`<div class="panel" role="alert">
	<h2>${t("school.broken")}<//><${Lines} rows=${view.data.others} />
	<p>${t("school.broken-about")} <code>${view.data.path}<//><//>
	${button("school.reload", reload, "main")}<//>`;

/** What is wrong with lines that are no field here. */
const Others = ({ rows }) =>
	rows.length > 0 && html`<div class="panel"><h2>${t("school.others")}<//><${Lines} rows=${rows} /><//>`;

function Part({ form, part }) {
	const { consent, colors, tutorials } = form.view.data;
	if (part === "order" && tutorials.length < 2) return null;
	const heading = `part-${part}`;
	return html`<section class="panel" aria-labelledby=${heading}>
		<h2 id=${heading}>${t(`school.${heading}`)}<//>
		${part === "colors" && html`<${Sample} ...${colors.used} />`}
		${PARTS[part].map((name) => html`<${SchoolField} key=${name} ...${{ form, name }} />`)}
		${part === "help" && consent && html`<${Consent} key=${form.value("photo")} ...${{ form, ...consent }} />`}<//>`;
}

/** A small card in the school's colours. */
const Sample = ({ main, on_main, accent, on_accent, mark }) => html`<div class="sample" aria-hidden="true">
	<div style=${{ background: main }}>
		<span style=${{ background: accent, color: on_accent }}>1<//>
		<span style=${{ color: on_main }}>${t("school.sample")}<//><//>
	<div><span style=${{ borderColor: mark }}>${t("school.sample-button")}<//><//><//>`;

/** Who allowed the photo to be shown, where and until when; asked if that isn't noted yet, or is over. */
function Consent({ form, counts, who, uses, until }) {
	const name = (use) => t(`school.use-${use}`);
	if (counts)
		return html`<p>${t("school.consent-known", { who, uses: uses.map(name).join(" · "), until: sayDate(until) })}<//>`;
	const note = (event) => {
		event.preventDefault();
		const said = new FormData(event.target);
		form.noteConsent({ who: said.get("who"), uses: said.getAll("uses"), until: said.get("until") });
	};
	const field = (end, type, value) => html`<div class="field">
		<label for=${`consent-${end}`}>${t(`school.consent-${end}`)}<//>
		<input id=${`consent-${end}`} name=${end} type=${type} defaultValue=${value} autocomplete="off" /><//>`;
	const tick = (use) => html`<label class="check">
		<input type="checkbox" name="uses" value=${use} defaultChecked=${use === "chat"} />
		<span>${name(use)}<//><//>`;
	return html`<form class="consent" onSubmit=${note}>
		<h3>${t("school.consent")}<//><p>${t("school.consent-about")}<//>
		<${Wrong} id="school-consent" problem=${form.problem("consent")} />
		${field("who", "text", who)}
		<div class="row">${USES.map(tick)}<//>
		${field("until", "date", until)}
		<button class="button">${t("school.consent-note")}<//><//>`;
}
