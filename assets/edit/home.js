import { html, Icon, t, titleOf } from "./components.js";
import { useView, View } from "./view.js";

/** After so many days screens may look different. */
const OLD_DAYS = 180;
const SYMBOLS = { none: "play", current: "done" };

const Link = ({ href, symbol = "", kind = "", children }) => html`<a class=${`button ${kind}`} href=${href}>${symbol && html`<${Icon} name=${symbol} />`}${children}<//>`;

const FirstSteps = () => html`<div class="panel"><h2>${t("home.empty")}<//>
	<ol>${["first", "second", "third"].map((key) => html`<li>${t(`home.${key}`)}<//>`)}<//><//>`;

/** Folders with pictures in which a tutorial can be started. */
const Beginnings = ({ rows }) => html`<div class="panel"><h2>${t("home.beginnings")}<//>
	${rows.map(({ id, name, pictures }) => html`<p key=${id}><${Link} href=${`#/new/${id}`}>${`${name}: ${t("home.pictures", { n: pictures })}`}<//><//>`)}<//>`;

function States({ missing, pack, problem, checked_days: days }) {
	const states = {
		missing,
		old: pack === "old",
		none: pack === "none" && !missing && !problem,
		current: pack === "current",
		checked: days > OLD_DAYS && days,
	};
	const state = (kind, symbol, text) => html`<li class=${kind}><${Icon} name=${symbol} />${text}<//>`;
	const rows = Object.entries(states).filter(([, n]) => n);
	return html`<ul class="states">${problem && state("warning", "warning", problem)}
		${rows.map(([name, n]) => state(SYMBOLS[name] ?? "warning", SYMBOLS[name] ?? "warning", t(`home.${name}`, { n: Number(n) })))}<//>`;
}

function Card({ row }) {
	const [lang, title] = titleOf(row.titles, row.name);
	const address = `#/t/${row.id}`;
	return html`<li class="card">
		${row.picture ? html`<img src=${row.picture} alt="" loading="lazy" />` : html`<div class="blank"><${Icon} name="picture" /><//>`}
		<div><h2><a href=${address} lang=${lang} dir="auto">${title}<//><//>
			<p class="soft">${t("home.steps", { n: row.steps })}<//>
			<${States} ...${row} />
			${row.pack !== "none" && html`<a class="over" href=${`${address}/share`} aria-label=${`${t("tabs.share")}: ${title}`}><${Icon} name="send" />${t("tabs.share")}<//>`}<//><//>`;
}

/** The list of tutorials. @param {ViewProps} props */
export function Home({ notify }) {
	return html`<${View} of=${useView("/api/home", { notify })}>${({ tutorials, beginnings, folder }) => html`<div class="wrap">
		<div class="row spread"><h1>${t("home.title")}<//>
			<div class="row"><${Link} href="#/new" kind="main" symbol="plus">${t("home.new")}<//>
				<${Link} href="#/answer" symbol="picture">${t("answer.title")}<//>
				<${Link} href="#/website">${t("home.website")}<//>
				<${Link} href="#/school">${t("home.school")}<//><//><//>
		${!tutorials.length && !beginnings.length && html`<${FirstSteps} />`}
		${beginnings.length > 0 && html`<${Beginnings} rows=${beginnings} />`}
		<ul class="cards">${tutorials.map((row) => html`<${Card} key=${row.id} row=${row} />`)}<//>
		<p class="soft">${t("home.folder")} <code>${folder}<//> · <a href="#/memory">${t("memory.title")}<//><//><//>`}<//>`;
}
