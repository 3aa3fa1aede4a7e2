import { html, useEffect, useState } from "./html.js";
import { Banner, Icon, titleIn } from "./components.js";

/**
 * What is shared by views that need the list of tutorials.
 * @param {Api} api
 * @returns {[Home|null, unknown]} the list, or why there is none
 */
export function useHome(api) {
	const [home, setHome] = useState(/** @type {Home|null} */ (null));
	const [failure, setFailure] = useState(/** @type {unknown} */ (null));
	useEffect(() => void api.get("/api/home").then(setHome, setFailure), []);
	return [home, failure];
}

/**
 * The first page: all tutorials.
 * @param {ViewProps} props
 */
export function HomeView({ api, strings, lang }) {
	const { t, explain } = strings;
	const [home, failure] = useHome(api);
	if (failure) return html`<${Banner} kind="problem">${explain(failure)}<//>`;
	if (!home) return html`<p role="status">${t("shell.loading")}</p>`;
	return html`<div class="wrap">
		<div class="row spread"><h1>${t("home.title")}</h1>
			<div class="row">
				<a class="button main" href="#/new"><${Icon} name="plus" />${t("home.new")}</a>
				<a class="button" href="#/website">${t("home.website")}</a>
				<a class="button" href="#/school">${t("home.school")}</a>
			</div>
		</div>
		${!home.tutorials.length && html`<div class="panel"><h2>${t("home.empty")}</h2>
			<ol><li>${t("home.first")}</li><li>${t("home.second")}</li><li>${t("home.third")}</li></ol></div>`}
		<ul class="cards">${home.tutorials.map((tutorial) => html`<${Card} key=${tutorial.id} ...${{ tutorial, strings, lang }} />`)}</ul>
		<p class="soft">${t("home.folder", { folder: home.folder })}</p>
	</div>`;
}

/** @param {{tutorial: HomeTutorial, strings: Strings, lang: string}} props */
function Card({ tutorial, strings, lang }) {
	const { t } = strings;
	const { id, picture, steps, missing, pack, problem } = tutorial;
	const days = tutorial.checked_days;
	const title = titleIn(tutorial.titles, lang, tutorial.name);
	/** @type {[string, string][]} */
	const states = [];
	if (problem) states.push(["problem", problem]);
	if (missing) states.push(["warning", t("home.missing", { n: missing })]);
	if (pack === "old") states.push(["warning", t("home.old")]);
	if (pack === "none" && !missing && !problem) states.push(["info", t("home.none")]);
	if (pack === "current") states.push(["done", t("home.current")]);
	if (days !== null && days > 180) states.push(["warning", t("home.checked", { n: days })]);
	return html`<li class="card">
		${picture ? html`<img src=${picture} alt="" loading="lazy" />` : html`<div class="blank"><${Icon} name="picture" /></div>`}
		<div>
			<h2><a href=${`#/t/${id}`} lang=${title.lang} dir="auto">${title.text}</a></h2>
			<p class="soft">${t("home.steps", { n: steps })}</p>
			<ul class="states">${states.map(([kind, text]) => html`<li class=${kind}>
				<${Icon} name=${kind === "done" ? "done" : kind === "info" ? "play" : "warning"} />${text}</li>`)}</ul>
			${pack !== "none" && html`<a class="over" href=${`#/t/${id}/share`} aria-label=${`${t("tabs.share")}: ${title.text}`}>
				<${Icon} name="send" />${t("tabs.share")}</a>`}
		</div>
	</li>`;
}

/**
 * What the school's file says; read only.
 * @param {ViewProps} props
 */
export function SchoolView({ api, strings }) {
	const { t, explain } = strings;
	const [home, failure] = useHome(api);
	if (failure) return html`<${Banner} kind="problem">${explain(failure)}<//>`;
	if (!home) return html`<p role="status">${t("shell.loading")}</p>`;
	const { school, folder } = home;
	return html`<div class="wrap narrow">
		<h1>${t("school.title")}</h1>
		<p>${t("school.about")}</p>
		<dl class="panel">${/** @type {("name"|"person"|"phone")[]} */ (["name", "person", "phone"]).map((key) => html`
			<dt>${t(`school.${key}`)}</dt><dd dir="auto">${school[key] || html`<em>${t("school.unset")}</em>`}</dd>`)}</dl>
		<p>${t(school.file ? "school.file" : "school.no-file")}</p>
		<p><code>${folder}/school.toml</code></p>
		<p class="row"><a class="button" href="#/">${t("shell.home")}</a></p>
	</div>`;
}
