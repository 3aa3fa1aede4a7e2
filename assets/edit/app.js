import { html, render, useEffect, useState, useCallback } from "./html.js";
import { api, post, watchConnection } from "./api.js";
import { strings, t, explain, chooseLanguage, currentLanguage, loadStrings, preferredLanguage } from "./strings.js";
import { closeStore, openStore } from "./tutorial_store.js";
import { Banner, Button, Icon, titleIn, useStore } from "./components.js";
import { ConflictDialog, LostLinesDialog, QuitDialog, SaveStatus, StoppedBanner } from "./dialogs.js";
import { HomeView, SchoolView } from "./home.js";
import { NewView } from "./new_tutorial.js";
import { WebsiteView } from "./website.js";
import { CheckView } from "./check.js";
import { ShareView } from "./share.js";

const ALIVE_MS = 20000;

/** @param {string} hash such as "#/t/4f/step/3" */
function parse(hash) {
	const [, view = "", tid = "", part = "", number = ""] = hash.split("/");
	const step = part === "step" && /^\d+$/.test(number) ? Math.max(0, Number(number) - 1) : null;
	return { view, tid: view === "t" ? tid : "", part: part === "step" ? "" : part, step };
}

/** @param {string} hash */
const navigate = (hash) => void (location.hash = hash);

/** @type {import("./tutorial_store.js").TutorialStore|null} */
let store = null;

/** The page around every view. */
function App() {
	const [route, setRoute] = useState(parse(location.hash));
	const [lang, setLang] = useState(currentLanguage());
	const [connection, setConnection] = useState(/** @type {"here"|"offline"|"signed-out"} */ ("here"));
	const [toast, setToast] = useState("");
	const [quitting, setQuitting] = useState(/** @type {""|"asked"|"done"} */ (""));
	const notify = useCallback((/** @type {string} */ text) => setToast(text), []);

	useEffect(() => {
		const go = () => setRoute(parse(location.hash));
		addEventListener("hashchange", go);
		return () => removeEventListener("hashchange", go);
	}, []);
	useEffect(() => watchConnection(setConnection), []);
	useEffect(() => {
		if (!toast) return;
		const timer = setTimeout(() => setToast(""), 4000 + toast.length * 60);
		return () => clearTimeout(timer);
	}, [toast]);
	useEffect(() => {
		if (quitting === "done") return;
		const alive = () => void post("/api/alive", { visible: !document.hidden }).catch(() => {});
		alive();
		const timer = setInterval(alive, connection === "here" ? ALIVE_MS : 2000);
		document.addEventListener("visibilitychange", alive);
		return () => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", alive);
		};
	}, [connection, quitting]);

	store = route.tid ? openStore(route.tid) : null;
	if (!store) closeStore();
	const other = lang === "es" ? "en" : "es";
	const turn = () => chooseLanguage(other).then(() => setLang(other), (error) => notify(explain(error)));
	const quit = async () => {
		try {
			await store?.settle(2000);
			await post("/api/quit", {});
			setQuitting("done");
		} catch (error) {
			setQuitting("");
			notify(explain(error));
		}
	};
	if (quitting === "done") return html`<main class="wrap narrow"><h1>${t("quit.done")}</h1><p>${t("quit.again")}</p></main>`;
	const props = { api, strings, lang, navigate, notify };
	const Simple = { new: NewView, website: WebsiteView, school: SchoolView }[route.view] || HomeView;
	return html`<header class="top">
			<a class="button quiet" href="#/"><${Icon} name="back" />${t("shell.home")}</a>
			${store ? html`<${TutorialBar} key=${route.tid} store=${store} part=${route.part} lang=${lang} />` : html`<p class="brand">${t("shell.name")}</p>`}
			<div class="row"><${Button} kind="quiet" lang=${other} onClick=${turn}>${other === "es" ? "Español" : "English"}<//>
				<${Button} kind="quiet" onClick=${() => setQuitting("asked")}>${t("quit.quit")}<//></div>
		</header>
		${connection !== "here" && html`<${StoppedBanner} connection=${connection} />`}
		${store
			? html`<${Tutorial} key=${`${route.tid} ${lang}`} store=${store} route=${route} props=${props} />`
			: html`<main key=${`${route.view} ${lang}`}><${Simple} ...${props} /></main>`}
		<div class="toast" role="status">${toast && html`<p>${toast} <${Button} kind="quiet" symbol="close" label=${t("shell.close")} onClick=${() => setToast("")} /></p>`}</div>
		${quitting === "asked" && html`<${QuitDialog} busy=${!!store && store.status !== "saved"} onQuit=${quit} onClose=${() => setQuitting("")} />`}`;
}

/**
 * The title, the three tabs, undo and what is saved.
 * @param {{store: import("./tutorial_store.js").TutorialStore, part: string, lang: string}} props
 */
function TutorialBar({ store, part, lang }) {
	useStore(store);
	const { state } = store;
	const title = state && titleIn(state.titles, lang, state.name);
	const text = title?.text || "…";
	useEffect(() => {
		document.title = `${text} – ${t("shell.name")}`;
	}, [text]);
	const tabs = [["", "steps"], ["check", "check"], ["share", "share"]];
	return html`<h1 lang=${title?.lang} dir="auto" title=${text}>${text}</h1>
		<nav aria-label=${t("tabs.label")}>${tabs.map(([at, key], index) => html`<a href=${`#/t/${store.tid}${at && `/${at}`}`} aria-current=${part === at ? "page" : null}>
			<span class="number" aria-hidden="true">${index + 1}</span>${t(`tabs.${key}`)}</a>`)}</nav>
		<${SaveStatus} store=${store} />
		<div class="row">
			<${Button} kind="quiet" symbol="undo" label=${t("shell.undo")} disabled=${!state?.undo && !store.queue.length} onClick=${() => store.undo()} />
			<${Button} kind="quiet" symbol="redo" label=${t("shell.redo")} disabled=${!state?.redo} onClick=${() => store.redo()} />
		</div>`;
}

/**
 * One tutorial, in one of its three views, with what can go wrong around it.
 * @param {{store: import("./tutorial_store.js").TutorialStore, route: ReturnType<typeof parse>, props: ViewProps}} props
 */
function Tutorial({ store, route, props }) {
	useStore(store);
	const [editor, setEditor] = useState(/** @type {{View?: unknown, failed?: boolean}} */ ({}));
	const [seen, setSeen] = useState(false);
	useEffect(() => {
		import("./editor.js").then((loaded) => setEditor({ View: loaded.EditorView }), () => setEditor({ failed: true }));
	}, []);
	useEffect(() => {
		if (!store.refused) return;
		if (store.refused.code === "lost-lines") setSeen(false);
		else props.notify(explain(store.refused));
		store.refused = null;
	});
	if (store.failure)
		return html`<main><div class="wrap narrow"><${Banner} kind="problem">${explain(store.failure)}<//>
			<p><${Button} onClick=${() => store.load()}>${t("shell.again")}<//></p></div></main>`;
	if (!store.state) return html`<main><p role="status">${t("shell.loading")}</p></main>`;
	const View = route.part === "check" ? CheckView : route.part === "share" ? ShareView : editor.View;
	return html`<main class=${route.part ? "" : "editor"}>
			${View && html`<${View} ...${props} tid=${store.tid} step=${route.step} />`}
			${!View && (editor.failed ? html`<${Banner} kind="problem">${t("shell.reload")}<//>` : html`<p role="status">${t("shell.loading")}</p>`)}
		</main>
		${store.conflict && html`<${ConflictDialog} store=${store} />`}
		${store.state.lost_lines.length > 0 && !seen && html`<${LostLinesDialog} store=${store} onClose=${() => setSeen(true)} />`}`;
}

/** Undo and redo go over everything, also from within a field: what the field holds back is sent first. */
addEventListener("keydown", (event) => {
	const key = event.key.toLowerCase();
	if (!store || !(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
	if (document.querySelector("dialog[open]")) return;
	event.preventDefault();
	if (key === "y" || event.shiftKey) store.redo();
	else store.undo();
}, true);

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
	() => {
		root.textContent = "Abra el editor otra vez. · Open the editor again.";
	},
);
