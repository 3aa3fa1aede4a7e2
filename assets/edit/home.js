import { html, Icon, useLoad, t, titleIn } from "./components.js";

const OLD_DAYS = 180;
const ICONS = { none: "play", current: "done" };

export function HomeView() {
	const [home, instead] = useLoad("/api/home");
	if (!home) return instead;
	return html`<div class="wrap">
		<div class="row spread"><h1>${t("home.title")}</h1>
			<div class="row"><a class="button main" href="#/new"><${Icon} name="plus" />${t("home.new")}</a>
				<a class="button" href="#/website">${t("home.website")}</a>
				<a class="button" href="#/school">${t("home.school")}</a><//><//>
		${!home.tutorials.length && !home.beginnings.length && html`<div class="panel"><h2>${t("home.empty")}</h2>
			<ol>${["first", "second", "third"].map((key) => html`<li>${t(`home.${key}`)}</li>`)}</ol><//>`}
		${home.beginnings.length > 0 && html`<div class="panel"><h2>${t("home.beginnings")}</h2>${home.beginnings.map(({ id, name, pictures }) => html`
			<p><a class="button" href=${`#/new/${id}`}>${name}: ${t("home.pictures", { n: pictures })}</a></p>`)}<//>`}
		<ul class="cards">${home.tutorials.map((tutorial) => html`<${Card} key=${tutorial.id} ...${tutorial} />`)}</ul>
		<p class="soft">${t("home.folder")} <code>${home.folder}<//></p>
	<//>`;
}

function Card({ id, name, titles, picture, steps, missing, pack, problem, checked_days: days }) {
	const title = titleIn(titles, name);
	const states = { missing, old: pack === "old", none: pack === "none" && !missing && !problem, current: pack === "current", checked: days > OLD_DAYS && days };
	const state = (kind, text) => html`<li class=${kind}><${Icon} name=${kind} />${text}</li>`;
	return html`<li class="card">
		${picture ? html`<img src=${picture} alt="" loading="lazy" />` : html`<div class="blank"><${Icon} name="picture" /><//>`}
		<div><h2><a href=${`#/t/${id}`} lang=${title.lang} dir="auto">${title.text}</a></h2>
			<p class="soft">${t("home.steps", { n: steps })}</p>
			<ul class="states">${problem && state("warning", problem)}${Object.entries(states).map(([key, n]) => !!n && state(ICONS[key] ?? "warning", t(`home.${key}`, { n })))}</ul>
			${pack !== "none" && html`<a class="over" href=${`#/t/${id}/share`} aria-label=${`${t("tabs.share")}: ${title.text}`}>
				<${Icon} name="send" />${t("tabs.share")}</a>`}
		<//></li>`;
}
