import { Button, get, html, Icon, languageName, post, t, titleOf } from "./components.js";
import { beginWith } from "./new_tutorial.js";
import { OldWebsite, useReturns, WebsiteLinks } from "./opening.js";
import { useDrops } from "./picture_input.js";
import { soundsAddress } from "./sounds.js";
import { useView, View } from "./view.js";

/** After so many days screens may look different. */
const OLD_DAYS = 180;
const SYMBOLS = { none: "play", making: "play", current: "done" };

const Link = ({ href, symbol = "", kind = "", children }) =>
	html`<a class=${`button ${kind}`} href=${href}>
		${symbol && html`<${Icon} name=${symbol} />`}${children}<//>`;

const FirstSteps = () => html`<div class="panel"><h2>${t("home.empty")}<//>
	<ol>${["first", "second", "third"].map((key) => html`<li>${t(`home.${key}`)}<//>`)}<//>
<//>`;

/** Folders with pictures in which a tutorial can be started. */
function Beginnings({ rows }) {
	const link = ({ id, name, pictures }) => html`<p key=${id}>
		<${Link} href=${`#/new/${id}`}>${`${name}: ${t("home.pictures", { n: pictures })}`}<//><//>`;
	return html`<div class="panel"><h2>${t("home.beginnings")}<//>${rows.map(link)}<//>`;
}

function States({ missing, pack, making, problem, checked_days: days }) {
	const states = {
		missing,
		making,
		old: pack === "old" && !making,
		none: pack === "none" && !missing && !problem && !making,
		current: pack === "current" && !making,
		checked: days > OLD_DAYS && days,
	};
	const state = (symbol, text) => html`<li class=${symbol}><${Icon} name=${symbol} />${text}<//>`;
	const say = ([name, n]) => state(SYMBOLS[name] ?? "warning", t(`home.${name}`, { n: Number(n) }));
	const rows = Object.entries(states).filter(([, n]) => n);
	return html`<ul class="states">
		${problem && state("warning", problem)}${rows.map(say)}<//>`;
}

function Card({ row, putAway }) {
	const [lang, title] = titleOf(row.titles, row.name);
	const address = `#/t/${row.id}`;
	const picture = row.picture
		? html`<img src=${row.picture} alt="" loading="lazy" />`
		: html`<div class="blank"><${Icon} name="picture" /><//>`;
	const share = html`<a class="over" href=${`${address}/share`}
		aria-label=${`${t("tabs.share")}: ${title}`}><${Icon} name="send" />${t("tabs.share")}<//>`;
	return html`<li class="card">${picture}
		<div><h2><a href=${address} lang=${lang} dir="auto">${title}<//><//>
			<p class="soft">${t("home.steps", { n: row.steps })}<//>
			<${States} ...${row} />
			${row.kits.map(
				({ lang, state }) => html`<p class="over" key=${lang}>
					<a href=${soundsAddress(row.id, lang)}>${t(`kit.home-${state}`, { language: languageName(lang) })}<//><//>`,
			)}
			${row.pack !== "none" && share}
			${
				putAway &&
				html`<p class="over">
					<${Button} kind="quiet" label=${`${t("home.put-away")}: ${title}`} onClick=${() => putAway(row)}>
						${t("home.put-away")}<//><//>`
			}<//><//>`;
}

/** The list of tutorials. @param {ViewProps} props */
export function Home({ notify }) {
	const view = useView(`/api/home?returns=${useReturns()}`, { notify });
	const { held } = useDrops({
		onPictures: (files) => beginWith(files, notify),
		onProblem: notify,
		says: "home.drop-here",
	});
	const move =
		(back) =>
		({ id, titles, name }) =>
			view.run(async () => {
				await post(`/api/tutorials/${id}/put-away`, { back });
				notify(t(back ? "home.taken-back" : "home.put-away-done", { title: titleOf(titles, name)[1] }));
				return get("/api/home");
			});
	const list = ({ tutorials, beginnings, folder, version, website, put_away: away }) => html`<div class="wrap">
		<div class="row spread"><h1>${t("home.title")}<//>
			<div class="row">
				<${Link} href="#/new" kind="main" symbol="plus">${t("home.new")}<//>
				<${Link} href="#/answer" symbol="picture">${t("answer.title")}<//>
				<${Link} href="#/website">${t("home.website")}<//>
				${website.state === "current" && html`<${WebsiteLinks} />`}
				<${Link} href="#/school">${t("home.school")}<//><//><//>
		${!tutorials.length && !beginnings.length && html`<${FirstSteps} />`}
		${beginnings.length > 0 && html`<${Beginnings} rows=${beginnings} />`}
		<${OldWebsite} website=${website} />
		<ul class="cards">
			${tutorials.map((row) => html`<${Card} key=${row.id} row=${row} putAway=${away && move(false)} />`)}<//>
		${
			away?.length > 0 &&
			html`<details class="panel"><summary>${t("home.away", { n: away.length })}<//><p>${t("home.away-about")}<//>
				${away.map(
					(row) => html`<p key=${row.id} class="row"><span dir="auto">${titleOf(row.titles, row.name)[1]}<//>
						<${Button} onClick=${() => move(true)(row)}>${t("home.take-back")}<//><//>`,
				)}<//>`
		}
		<p class="soft">${t("home.folder")} <code>${folder}<//> · ${" "}
			<a href="#/memory">${t("memory.title")}<//> · annotator ${version}<//>${held}<//>`;
	return html`<${View} of=${view}>${list}<//>`;
}
