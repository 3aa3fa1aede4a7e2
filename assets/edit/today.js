import { Banner, Button, button, get, html, useAnswer, useEffect, useState } from "./components.js";
import { explain, t } from "./strings.js";
import { PictureDrop, sendFiles } from "./picture_input.js";
import { rect } from "./pointing.js";

/** The steps beside the screens of today, and what becomes of each. @param {CheckProps} props */
export function Today({ store, state, notify }) {
	const { path, tid } = store;
	const { pictures, steps, tray, revision } = state;
	const [came, setCame] = useState(/** @type {string[]} */ ([]));
	/** The pictures of the steps that somebody decided to leave as they are. */
	const [left, setLeft] = useState(/** @type {string[]} */ ([]));
	const screens = came.filter((id) => pictures[id]);
	const key = screens.length ? `${revision} ${screens}` : null;
	const ask = async () => ({ ...(await get(`${path}/today?pictures=${screens}`)), key });
	const { answer, error } = useAnswer(key, ask);
	// The state has their sizes by then.
	useEffect(() => void (answer && !answer.left && store.load()), [answer]);
	const take = async (files) => {
		const { answers, problems } = await sendFiles(`${path}/pictures?`, files, () => {});
		if (problems.length) notify(problems.map(({ name, why }) => `${t("arrange.not_taken", { name })} ${why}`).join(" "));
		await store.load();
		setCame([...came, ...answers.map(({ picture }) => picture)]);
	};
	/** Until a change is made, all others are meant for the steps before it. */
	const [busy, setBusy] = useState(false);
	const act = async (what, more) => {
		setBusy(true);
		await store.change({ do: what, ...more });
		setBusy(false);
	};
	const waits = busy || (key !== null && (answer?.key !== key || answer.left > 0));
	const press = (text, go, kind = "", more = {}) =>
		html`<${Button} kind=${kind} disabled=${waits} onClick=${go}>${t(text, more)}<//>`;
	const figure = (id, name, box) => {
		const { width, height, turn: by } = pictures[id] ?? {};
		return html`<figure><div class="picture-frame">
			<img src=${`${path}/pictures/${id}/image?w=360&turn=${by}`} alt=${t(name)}
				width=${width} height=${height} />${
					box &&
					width &&
					html`<svg class="overlay" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
					${["under", "line"].map((each) => rect(box, each, width))}<//>`
				}<//><figcaption>${t(name)}<//><//>`;
	};
	const leave = ({ picture }) => setLeft([...left, picture]);
	const replace = ({ index, screen, lang, action, texts }) =>
		act(lang ? "set-language-picture" : "replace-picture", { step: index, picture: screen, lang, action, texts });
	const [own, ...others] = state.phones.map(({ name }) => name);
	const names = others.length ? others : [own === "iPhone" ? "Android" : "iPhone"];
	const put = (row, phone) =>
		act("set-phone-picture", { step: row.index, phone, picture: row.screen }).then(() => leave(row));
	const isOpen = ({ state: how, picture }) => how !== "same" && !left.includes(picture);
	const draw = (row) => {
		const { index, state: how, screen } = row;
		const step = steps[index];
		if (!step) return null;
		const open = isOpen(row);
		return html`<section class="panel" key=${`${index} ${row.picture}`}>
			<h3>${step.shown.name}: ${t(`today.${open || how === "same" ? how : "left"}`)}<//>
			${
				open &&
				html`<div class="compare">
				${row.changes.map((text) => html`<p>${text}<//>`)}
				<div class="pair">${figure(row.picture, "arrange.before", row.place)}
					${screen && figure(screen, "arrange.after", row.found)}<//>
				<div class="row">
					${
						screen && [
							press("today.replace", () => replace(row), "main"),
							names.map((phone) => press("today.phone", () => put(row, phone), "", { phone })),
						]
					}
					${how === "gone" && press("today.delete", () => act("delete-step", { step: index }))}
					${press("today.leave", () => leave(row))}
					<a class="button quiet" href=${`#/t/${tid}/step/${index + 1}`}>${t("today.open")}<//>
				<//><//>`
			}<//>`;
	};
	const drawNew = ({ screen, after }) =>
		html`<section class="panel compare" key=${screen}><h3>${t("today.new")}<//>
			${figure(screen, "arrange.after", null)}
			<div class="row">${press("today.add", () => act("add-pictures", { pictures: [screen], at: after + 1 }))}
				${press("today.leave", () => setCame(came.filter((id) => id !== screen)))}<//><//>`;
	const { rows = [], others: news = [] } = answer ?? {};
	const newAfter = (index) => news.filter(({ after, screen }) => after === index && pictures[screen]).map(drawNew);
	const end = async () => {
		await act("set-checked", { date: "today" });
		location.hash = `#/t/${tid}/check`;
	};
	const ready = rows.length > 0 && !waits && !rows.some(isOpen);
	return html`<div class="wrap narrow">
		<h2>${t("today.title")}<//><p>${t("today.about")}<//>
		<${PictureDrop} onPictures=${take} onProblem=${notify}>${t("today.drop")}<//>
		${tray.length > 0 && !came.length && button("today.tray", () => setCame(tray))}
		${waits && html`<p role="status">${t("today.reading", { n: answer?.left || screens.length })}<//>`}
		${error && html`<${Banner}>${explain(error)}<//>`}
		${screens.length > 0 && [newAfter(-1), rows.map((row) => [draw(row), newAfter(row.index)])]}
		${ready && html`<p>${button("edit.checked_today", end, "main", "done")}<//>`}<//>`;
}
