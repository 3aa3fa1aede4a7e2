import { html, button, Dialog, t, explain } from "./components.js";

export function ConflictDialog({ store }) {
	const { yours, theirs } = store.conflict;
	const { titles, whys, steps } = theirs;
	const rows = yours
		.flatMap((each) => ("changes" in each ? each.changes : []))
		.map(({ do: what, step, lang, text, texts, questions }) => {
			const at = steps[Number(step ?? -1)];
			const now = { "set-title": titles, "set-why": whys, "set-sentence": at?.narration, "set-question": at?.questions }[
				what
			]?.[String(lang)];
			return [
				`${at ? `${t("check.step", { number: at.number })}: ` : ""}${t(`change.${what}`)}`,
				text ?? Object.values(texts || questions || {}).join(" · "),
				now,
			];
		});
	const column = (heading, side) => html`<section class="panel"><h3>${t(heading)}</h3>
		<ul>${rows.map((row) => html`<li>${row[0]}<blockquote dir="auto">${row[side]}<//></li>`)}</ul><//>`;
	return html`<${Dialog} title=${t("conflict.title")}><p>${t("conflict.about")}</p>
		<div class="two">${column("conflict.yours", 1)}${column("conflict.theirs", 2)}<//>
		<div class="row">${button("conflict.keep-mine", () => store.keepMine(), "main")}
			${button("conflict.keep-theirs", () => store.keepTheirs())}<//><//>`;
}

export function SaveStatus({ store: { status, trouble, state, turned } }) {
	const words = t(`status.${status}`, { reason: trouble ? explain(trouble) : state?.saved_problem || "" });
	const undone = turned && t(`status.${turned[0]}`, { what: t(`change.${turned[1]}`) });
	const said = (status === "saved" && undone) || words;
	return html`<p class=${`status ${status}`} role="status" title=${said}>${said}</p>`;
}
