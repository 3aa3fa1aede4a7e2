import { html, Icon, useLoad, t, titleIn } from "./components.js";

const OLD_DAYS = 180;

/** The first page: all tutorials. */
export function HomeView() {
	/** @type {[Home, Child]} */
	const [home, instead] = useLoad("/api/home");
	if (!home) return instead;
	return html`<div class="wrap">
		<div class="row spread"><h1>${t("home.title")}</h1>
			<div class="row"><a class="button main" href="#/new"><${Icon} name="plus" />${t("home.new")}</a>
				<a class="button" href="#/website">${t("home.website")}</a>
				<a class="button" href="#/school">${t("home.school")}</a></div></div>
		${!home.tutorials.length && !home.beginnings.length && html`<div class="panel"><h2>${t("home.empty")}</h2>
			<ol>${["first", "second", "third"].map((key) => html`<li>${t(`home.${key}`)}</li>`)}</ol></div>`}
		${home.beginnings.length > 0 && html`<section class="panel"><h2>${t("home.beginnings")}</h2><ul>${home.beginnings.map(({ id, name, pictures }) => html`
			<li><a class="button" href=${`#/new/${id}`}><${Icon} name="plus" /><span><bdi>${name}</bdi>: ${t("home.pictures", { n: pictures })}</span></a></li>`)}</ul></section>`}
		<ul class="cards">${home.tutorials.map((tutorial) => html`<${Card} key=${tutorial.id} ...${tutorial} />`)}</ul>
		<p class="soft">${t("home.folder")} <code>${home.folder}</code></p>
	</div>`;
}

/** @param {HomeTutorial} props */
function Card({ id, name, titles, picture, steps, missing, pack, problem, checked_days: days }) {
	const title = titleIn(titles, name);
	const states = [
		problem && ["problem", problem],
		missing && ["warning", t("home.missing", { n: missing })],
		pack === "old" && ["warning", t("home.old")],
		pack === "none" && !missing && !problem && ["play", t("home.none")],
		pack === "current" && ["done", t("home.current")],
		days !== null && days > OLD_DAYS && ["warning", t("home.checked", { n: days })],
	].filter((each) => each instanceof Array);
	return html`<li class="card">
		${picture ? html`<img src=${picture} alt="" loading="lazy" />` : html`<div class="blank"><${Icon} name="picture" /></div>`}
		<div><h2><a href=${`#/t/${id}`} lang=${title.lang} dir="auto">${title.text}</a></h2>
			<p class="soft">${t("home.steps", { n: steps })}</p>
			<ul class="states">${states.map(([kind, text]) => html`<li class=${kind}><${Icon} name=${kind === "problem" ? "warning" : kind} />${text}</li>`)}</ul>
			${pack !== "none" && html`<a class="over" href=${`#/t/${id}/share`} aria-label=${`${t("tabs.share")}: ${title.text}`}>
				<${Icon} name="send" />${t("tabs.share")}</a>`}
		</div></li>`;
}

/** What the school's file says; read only. */
export function SchoolView() {
	/** @type {[Home, Child]} */
	const [home, instead] = useLoad("/api/home");
	if (!home) return instead;
	const { school, folder } = home;
	return html`<div class="wrap narrow"><h1>${t("school.title")}</h1>
		<p>${t("school.about")}</p>
		<dl class="panel">${[["name", school.name], ["person", school.person], ["phone", school.phone]].map(([key, value]) => html`
			<dt>${t(`school.${key}`)}</dt><dd dir="auto">${value || t("school.unset")}</dd>`)}</dl>
		<p>${t(school.file ? "school.file" : "school.no-file")}</p>
		<p><code>${folder}/school.toml</code></p></div>`;
}
