import { get, html, small, t, useAnswer, useState } from "./base.js";
import { nameTarget } from "./targets.js";

/** Whether nobody has said yet what is done there, or where. @param {Step} step */
const isOpen = ({ waiting, recording, action, missing }) =>
	!waiting && !recording && (!action || action.guess || missing.includes("target"));

/** Whether a guess leaves what a person set: every step begins as a tap. */
const leaves = ({ action }, guess) =>
	!action || action.guess || action.kind === "tap" || action.kind === guess.action.kind;

const take = ({ action }, step) => ({ do: "take-guess", step, action });

/** What may be done in a step, best first. @param {StepProps} props @returns {Guess[]} */
export function useGuesses({ editor, step }) {
	const { path, state, lang } = editor;
	const pictures = state.steps.slice(step.index, step.index + 2).map(({ picture }) => picture);
	const key = isOpen(step) ? `guesses ${lang} ${step.index} ${pictures}` : null;
	return (
		useAnswer(key, () => get(`${path}/steps/${step.index}/guesses?lang=${lang}`)).answer?.guesses.filter((guess) =>
			leaves(step, guess),
		) ?? []
	);
}

/**
 * The guess, which one press takes, the next candidates, and all of the tutorial's at once.
 * @param {GuessProps} props
 */
export function Guesses({ editor, step, guesses }) {
	const [first, ...others] = guesses;
	const [busy, setBusy] = useState(false);
	const name = ({ action: { kind, direction, target } }) => {
		const where = direction ? `: ${t(`action.${direction}`)}` : "";
		return `${t(`action.${kind}`)}${where} ${target ? nameTarget(target) : ""}`.trim();
	};
	const takeAll = async () => {
		const { path, state, lang, store } = editor;
		const open = state.steps.filter(isOpen);
		const found = [];
		setBusy(true);
		// One after the other: each picture is work of a second on an old computer.
		for (const [at, { index }] of open.entries()) {
			editor.notify(t("guess.asking", { n: at + 1, total: open.length }));
			const { guesses: own = [] } = await editor.tried(get(`${path}/steps/${index}/guesses?lang=${lang}`));
			if (own.length) found.push(take(own[0], index));
		}
		setBusy(false);
		// What a person set or moved meanwhile stays.
		const changes = found.filter(({ step: at, action }) => {
			const now = store.state?.steps[at];
			return now?.picture === state.steps[at].picture && isOpen(now) && leaves(now, { action });
		});
		await store.change(changes);
		store.unseen = changes.map((each) => each.step).filter((at) => at !== step.index);
		editor.notify(t("guess.taken", { n: changes.length }), true);
	};
	return (
		first &&
		html`<section class="guess" aria-label=${t("guess.title")}>
			<p>${t("guess.right")} <b>${name(first)}</b><//>
			<p class="note">${first.reason}<//>
			<p class="row">
				${small("guess.yes", () => editor.store.change(take(first, step.index)))}
				${others.map(
					(each) => html`<button class="small"
						onClick=${() => editor.store.change(take(each, step.index))}>${name(each)}<//>`,
				)}
				${small("guess.all", takeAll, "", { disabled: busy })}
			<//>
		<//>`
	);
}
