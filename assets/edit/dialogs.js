import { html } from "./html.js";
import { Button, Dialog } from "./components.js";
import { t, explain } from "./strings.js";

/** What stands now where a change goes. @param {Change} change @param {TutorialState} state */
function textNow({ do: what, lang, step }, { titles, whys, steps }) {
	const at = steps[Number(step)];
	return { "set-title": titles, "set-why": whys, "set-sentence": at?.narration, "set-question": at?.questions }[what]?.[String(lang)];
}

/** The script was changed elsewhere: yours, or theirs. @param {{store: Store}} props */
export function ConflictDialog({ store }) {
	const { yours, theirs } = /** @type {Conflict} */ (store.conflict);
	const rows = yours.flatMap((each) => ("changes" in each ? each.changes : [])).map((change) => {
		const number = theirs.steps[Number(change.step ?? -1)]?.number;
		const mine = change.text ?? Object.values(change.texts || change.questions || {}).join(" · ");
		return { what: `${number ? `${t("check.step", { number })}: ` : ""}${t(`change.${change.do}`)}`, mine, now: textNow(change, theirs) };
	});
	/** @param {string} heading @param {"mine"|"now"} side */
	const column = (heading, side) => html`<section class="panel"><h3>${t(heading)}</h3>
		<ul>${rows.map((row) => html`<li>${row.what}<blockquote dir="auto">${row[side]}</blockquote></li>`)}</ul></section>`;
	return html`<${Dialog} title=${t("conflict.title")}><p>${t("conflict.about")}</p>
		<div class="two">${column("conflict.yours", "mine")}${column("conflict.theirs", "now")}</div>
		<div class="row"><${Button} kind="main" onClick=${() => store.keepMine()}>${t("conflict.keep-mine")}<//>
			<${Button} onClick=${() => store.keepTheirs()}>${t("conflict.keep-theirs")}<//></div><//>`;
}

/** Lines that could not be read would vanish with the first change. @param {{store: Store, onClose: () => void}} props */
export function LostLinesDialog({ store, onClose }) {
	const { problems, lost_lines: lines } = /** @type {TutorialState} */ (store.state);
	const accept = () => {
		store.change({ do: "accept-loss" });
		onClose();
	};
	return html`<${Dialog} title=${t("lost.title")} onClose=${onClose}><p>${t("lost.about", { n: lines.length, lines: lines.join(", ") })}</p>
		<ul>${problems.filter(({ line }) => line && lines.includes(line)).map((row) => html`<li dir="auto">${t("lost.line", { line: row.line || 0 })}: ${row.message} ${row.remedy}</li>`)}</ul>
		<div class="row"><${Button} kind="main" onClick=${onClose}>${t("lost.look")}<//><${Button} onClick=${accept}>${t("lost.accept")}<//></div><//>`;
}

/** Whether all is saved. @param {{store: Store}} props */
export function SaveStatus({ store: { status, trouble, state } }) {
	const words = t(`status.${status}`, { reason: trouble ? explain(trouble) : state?.saved_problem || "" });
	return html`<p class=${`status ${status}`} role="status" title=${words}>${words}</p>`;
}
