import { html } from "./html.js";
import { Banner, Button, Dialog } from "./components.js";
import { t, languageName, explain } from "./strings.js";

/**
 * What a change wants, in words: where, and which text.
 * @param {Change} change
 * @param {TutorialState} state
 */
function describe(change, state) {
	const name = t(`change.${change.do}`);
	const number = typeof change.step === "number" ? state.steps[change.step]?.number : undefined;
	const where = number ? t("check.step", { number }) : "";
	const texts = change.texts || change.questions || { [`${change.lang || ""}`]: change.text };
	const rows = Object.entries(/** @type {Texts} */ (texts)).filter(([, text]) => typeof text === "string");
	return html`<li>${[where, name].filter(Boolean).join(": ")}
		${rows.map(([lang, text]) => html`<blockquote lang=${lang || null} dir="auto">${lang ? html`<small>${languageName(lang)}</small> ` : ""}${text || "—"}</blockquote>`)}</li>`;
}

/**
 * What stands now at the place that a change wants to change.
 * @param {Change} change
 * @param {TutorialState} state
 */
function current(change, state) {
	const lang = `${change.lang || ""}`;
	const step = state.steps[/** @type {number} */ (change.step)];
	if (change.do === "set-title") return state.titles[lang];
	if (change.do === "set-why") return state.whys[lang];
	if (change.do === "set-sentence") return step?.narration[lang];
	if (change.do === "set-question") return step?.questions[lang];
	return undefined;
}

/**
 * The script was changed elsewhere: yours, or theirs.
 * @param {{store: import("./tutorial_store.js").TutorialStore}} props
 */
export function ConflictDialog({ store }) {
	const { yours, theirs } = /** @type {Conflict} */ (store.conflict);
	const changes = yours.flatMap((each) => ("changes" in each ? each.changes : []));
	const others = changes.map((change) => ({ change, text: current(change, theirs) })).filter(({ text }) => text !== undefined);
	return html`<${Dialog} title=${t("conflict.title")}>
		<p>${t("conflict.about")}</p>
		<div class="two">
			<section class="panel"><h3>${t("conflict.yours")}</h3><ul>${changes.map((change) => describe(change, theirs))}</ul></section>
			<section class="panel"><h3>${t("conflict.theirs")}</h3>
				${others.length ? html`<ul>${others.map(({ change, text }) => describe({ ...change, texts: null, text }, theirs))}</ul>` : html`<p>${t("conflict.other", { n: theirs.steps.length })}</p>`}</section>
		</div>
		<div class="row"><${Button} kind="main" onClick=${() => store.keepMine()}>${t("conflict.keep-mine")}<//>
			<${Button} onClick=${() => store.keepTheirs()}>${t("conflict.keep-theirs")}<//></div>
	<//>`;
}

/**
 * Lines that could not be read would vanish with the first change.
 * @param {{store: import("./tutorial_store.js").TutorialStore, onClose: () => void}} props
 */
export function LostLinesDialog({ store, onClose }) {
	const state = /** @type {TutorialState} */ (store.state);
	const accept = () => {
		store.change({ do: "accept-loss" });
		onClose();
	};
	const rows = state.problems.filter((each) => each.line !== null && state.lost_lines.includes(each.line));
	return html`<${Dialog} title=${t("lost.title")} onClose=${onClose}>
		<p>${t("lost.about", { lines: state.lost_lines.join(", "), n: state.lost_lines.length })}</p>
		<ul>${rows.map((row) => html`<li dir="auto">${t("lost.line", { n: row.line || 0 })}: ${row.message} ${row.remedy}</li>`)}</ul>
		<div class="row"><${Button} kind="main" onClick=${onClose}>${t("lost.look")}<//>
			<${Button} onClick=${accept}>${t("lost.accept")}<//></div>
	<//>`;
}

/**
 * The server is gone, or doesn't know this page any more.
 * @param {{connection: "offline"|"signed-out"}} props
 */
export const StoppedBanner = ({ connection }) => html`<${Banner} kind="problem"><strong>${t(`stopped.${connection}`)}</strong> ${t("stopped.kept")}<//>`;

/**
 * Whether all is saved.
 * @param {{store: import("./tutorial_store.js").TutorialStore}} props
 */
export function SaveStatus({ store }) {
	const { status } = store;
	const problem = store.trouble ? explain(store.trouble) : store.state?.saved_problem;
	const words = status === "unsaved" ? t("status.unsaved", { reason: problem || "" }) : t(`status.${status}`);
	return html`<p class=${`status ${status}`} role="status" title=${words}>${words}</p>`;
}

/**
 * @param {{busy: boolean, onQuit: () => void, onClose: () => void}} props
 */
export function QuitDialog({ busy, onQuit, onClose }) {
	return html`<${Dialog} title=${t("quit.title")} onClose=${onClose}>
		<p>${t(busy ? "quit.unsaved" : "quit.about")}</p>
		<div class="row"><${Button} kind="main" onClick=${onQuit}>${t("quit.quit")}<//>
			<${Button} onClick=${onClose}>${t("shell.cancel")}<//></div>
	<//>`;
}
