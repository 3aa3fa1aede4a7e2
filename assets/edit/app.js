import { post, Banner, Button, button, Dialog, Icon, turnOf } from "./components.js";
import { t, explain, currentLanguage, loadStrings, preferredLanguage } from "./strings.js";
import { html, render, useEffect, useLayoutEffect, useState } from "./vendor/standalone.module.js";
import { STAFF_LANGUAGES } from "./tables.js";
import { closeStore, openStore } from "./tutorial_store.js";
import { ConflictDialog, SaveStatus } from "./dialogs.js";
import { Answers } from "./answer.js";
import { Check } from "./check.js";
import { Home } from "./home.js";
import { Memory } from "./memory.js";
import { Opening } from "./opening.js";
import { NewTutorial } from "./new_tutorial.js";
import { EditorView } from "./editor.js";
import { School } from "./school.js";
import { WhoAnswers } from "./school_questions.js";
import { Share } from "./share.js";
import { Today } from "./today.js";
import { Website } from "./website.js";

const VIEWS = {
	home: Home,
	new: NewTutorial,
	memory: Memory,
	answer: Answers,
	website: Website,
	school: School,
	open: Opening,
};
/** How long what is said at the bottom stays. */
const NOTICE_MS = 10000;
const TABS = { "": "steps", check: "check", share: "share" };

/** @type {() => Route} */
function parse() {
	const [, view = "", tid = "", part = "", number = ""] = location.hash.split("/");
	const step = number === "about" || number === "sounds" ? number : Number(number) > 0 ? Number(number) - 1 : 0;
	return { view, tid, part: TABS[part] || part === "today" ? part : "", step };
}

/** @type {Store|null} */
let store = null;

function App() {
	const [route, setRoute] = useState(parse);
	const [lang, setLang] = useState(currentLanguage());
	const [connection, setConnection] = useState("here");
	// What is said belongs to its tutorial, and what can be undone to its revision.
	const say = (text, undo = false) => ({ text, undo, of: parse().tid, at: store?.state?.revision });
	const [toast, setToast] = useState(say(""));
	const notify = (text, undo = false) => setToast(say(text, undo));
	useEffect(() => {
		const timer = setTimeout(() => toast.text && notify(""), NOTICE_MS);
		return () => clearTimeout(timer);
	}, [toast]);
	const [quitting, setQuitting] = useState("");
	const [, redraw] = useState({});

	// At once: an effect waits for the next frame, and a link that is followed before would lead nowhere.
	useLayoutEffect(() => {
		addEventListener("hashchange", () => setRoute(parse()));
		addEventListener("connection", (/** @type {any} */ event) => setConnection(event.detail));
	}, []);
	useEffect(() => {
		if (quitting === "done") return;
		const alive = () => void post("/api/alive", { visible: !document.hidden }).catch(() => {});
		alive();
		const timer = setInterval(alive, connection === "here" ? 20000 : 2000);
		return () => clearInterval(timer);
	}, [connection, quitting]);

	store = route.view === "t" && route.tid ? openStore(route.tid) : null;
	if (!store) closeStore();
	// At once, too: on a busy computer the answer may be there before the next frame.
	useLayoutEffect(() => store?.subscribe(() => redraw({})), [store]);
	const other = STAFF_LANGUAGES[(STAFF_LANGUAGES.indexOf(lang) + 1) % STAFF_LANGUAGES.length];
	const itsName = new Intl.DisplayNames([other], { type: "language" }).of(other) ?? other;
	const fail = (error) => notify(explain(error));
	const turn = () => {
		localStorage.setItem("language", other);
		// The state has words.
		loadStrings(other)
			.then(() => store?.load())
			.then(() => setLang(other), fail);
	};
	const undo = () => {
		notify("");
		store?.turn("undo");
	};
	const close = () => setQuitting("");
	const quit = async () => {
		await store?.settle(2000);
		await post("/api/quit", {}).then(() => setQuitting("done"), fail);
		closeStore();
	};
	if (quitting === "done")
		return html`<main><div class="wrap narrow"><h1>${t("quit.done")}</h1><p>${t("quit.again")}</p><//><//>`;
	const view = route.view in VIEWS || route.view === "t" ? route.view : "home";
	return html`<header class="top">
			${view !== "home" && html`<a class="button quiet" href="#/"><${Icon} name="back" />${t("shell.home")}</a>`}
			${
				store
					? html`<${TutorialBar} key=${store.tid} store=${store} part=${route.part} />`
					: html`<p class="brand">${t("shell.name")}</p>`
			}
			<div class="row"><a class="button quiet" href=${`/guide/${t("shell.guide")}.md`}
				target="_blank" aria-label=${t("shell.help")} title=${t("shell.help")}>?</a>
				<${Button} kind="quiet" lang=${other} onClick=${turn}>${itsName[0].toUpperCase() + itsName.slice(1)}<//>
				${button("quit.quit", () => setQuitting("asked"), "quiet")}<//><//>
		${connection !== "here" && html`<${Banner}><strong>${t(`stopped.${connection}`)}<//> ${t("stopped.kept")}<//>`}
		${
			store
				? html`<${Tutorial} key=${store.tid + lang} ...${{ store, route, notify }} />`
				: html`<main key=${view + lang}><${VIEWS[view]} from=${route.tid} notify=${notify} /><//>`
		}
		<div class="toast" role="status">
			${
				toast.text &&
				toast.of === route.tid &&
				(!toast.undo || toast.at === store?.state?.revision) &&
				html`<p>${toast.text} ${toast.undo && button("edit.undo", undo)}${" "}
					<${Button} kind="quiet" symbol="close" label=${t("shell.close")} onClick=${() => notify("")} /></p>`
			}<//>
		${
			quitting &&
			html`<${Dialog} title=${t("quit.title")} onClose=${close}>
				<p>${t(store && store.status !== "saved" ? "quit.unsaved" : "quit.about")}</p>
				<div class="row">${button("quit.quit", quit, "main")}${button("shell.cancel", close)}<//><//>`
		}`;
}

function TutorialBar({ store, part }) {
	const { state, tid } = store;
	const [lang, text] = state?.title ?? [null, "…"];
	document.title = `${text} – ${t("shell.name")}`;
	const turner = (turn, enabled) =>
		html`<${Button} kind="quiet" symbol=${turn} label=${t(`shell.${turn}`)}
			disabled=${!enabled} onClick=${() => store.turn(turn)} />`;
	return html`<h1 lang=${lang} dir="auto" title=${text}>${text}</h1>
		${
			!state?.answer &&
			html`<nav aria-label=${t("tabs.label")}>${Object.entries(TABS).map(
				([at, key], index) => html`<a href=${`#/t/${tid}/${at || store.last}`} aria-current=${part === at ? "page" : null}>
					<span class="number" aria-hidden="true">${index + 1}<//>${t(`tabs.${key}`)}</a>`,
			)}<//>`
		}
		<${SaveStatus} store=${store} />
		<div class="row">${turner("undo", state?.undo || store.queue.length)}${turner("redo", state?.redo)}<//>`;
}

function Tutorial({ store, route: { part, step }, notify }) {
	useEffect(() => {
		if (store.refused) notify(explain(store.refused));
		store.refused = null;
	});
	const { state, failure, conflict, tid } = store;
	if (!state)
		return html`<main><div class="wrap narrow">
			${
				failure
					? html`<${Banner}><span class="lines">${explain(failure)}<//><//>`
					: html`<p role="status">${t("shell.loading")}</p>`
			}<//><//>`;
	const View = part ? TutorialPanel : EditorView;
	return html`<main class=${part ? "" : "editor"}><${View} key=${part} ...${{ notify, tid, part, step, state }} /><//>
		${conflict && html`<${ConflictDialog} store=${store} />`}`;
}

/** Checking and sharing. @param {TutorialViewProps & { part: string }} props */
function TutorialPanel({ tid, part, state, notify }) {
	const store = openStore(tid);
	const [ready, setReady] = useState(false);
	// What was just typed counts.
	useEffect(() => void store.settle().then(() => setReady(true)), []);
	const changed = () => store.load();
	if (part === "share") return ready && html`<${Share} ...${{ store, state, notify }} />`;
	if (part === "today") return ready && html`<${Today} ...${{ store, state, notify }} />`;
	return html`<${WhoAnswers} path=${store.path} ...${{ notify, changed }}>
		${ready && html`<${Check} ...${{ store, state, notify }} />`}<//>`;
}

/** Undo and redo go over everything, also from within a field: what the field holds is sent first. */
addEventListener(
	"keydown",
	(event) => {
		const turn = turnOf(event);
		if (!store || !turn) return;
		event.preventDefault();
		store.turn(turn);
	},
	true,
);

addEventListener("pagehide", () => store?.flush());
addEventListener("beforeunload", (event) => {
	store?.flush();
	if (store && store.status !== "saved") event.preventDefault();
});
// A picture that misses its place would replace the page.
for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault());

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
loadStrings(preferredLanguage()).then(
	() => render(html`<${App} />`, root),
	() => root.append("Abra el editor otra vez. · Open the editor again."),
);
