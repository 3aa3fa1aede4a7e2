import { get, html, small, t, useAnswer, useState } from "./base.js";
import { same } from "./document.js";
import { nameTarget } from "./targets.js";

/** @type {Map<string|null, Guess[]>} What was guessed at an earlier visit. */
const known = new Map();

/** Whether nobody has said yet what is done there, or where. @param {Step} step */
export const isOpen = ({ waiting, recording, action, missing }) =>
	!waiting && !recording && (!action || action.guess || missing.includes("target"));

/** Whether one press filled it in with others, and it is neither confirmed nor changed. */
export const isUnchecked = ({ unseen }, { index, action }) =>
	unseen.some(
		({ step, action: guessed }) => step === index && action?.kind === guessed.kind && same(action.target, guessed.target),
	);

/** Whether a guess leaves what a person set: every step begins as a tap. */
const leaves = ({ action }, guess) =>
	!action || action.guess || action.kind === "tap" || action.kind === guess.action.kind;

const take = ({ action }, step) => ({ do: "take-guess", step, action });

/** What may be done in a step, best first; null until known. @param {StepProps} props @returns {Guess[]|null} */
export function useGuesses({ editor, step }) {
	const { path, state, lang } = editor;
	const pictures = state.steps.slice(step.index, step.index + 2).map(({ picture }) => picture);
	const unchecked = isUnchecked(editor.store, step);
	const key = isOpen(step) || unchecked ? `${path} ${lang} ${step.index} ${pictures}` : null;
	const ask = () =>
		get(`${path}/steps/${step.index}/guesses?lang=${lang}`).then(({ guesses }) => known.set(key, guesses));
	const { error } = useAnswer(key, ask);
	if (!key || error) return [];
	return known.get(key)?.filter((guess) => unchecked || leaves(step, guess)) ?? null;
}

/**
 * The guess, which one press takes, the next candidates, and all of the tutorial's at once.
 * @param {GuessProps} props
 */
export function Guesses({ editor, step, guesses }) {
	const [first, ...others] = guesses ?? [];
	const [busy, setBusy] = useState(false);
	const name = ({ action: { kind, direction, target } }) => {
		const where = direction ? `: ${t(`action.${direction}`)}` : "";
		return `${t(`action.${kind}`)}${where} ${target ? nameTarget(target) : ""}`.trim();
	};
	const { path, state, lang, store } = editor;
	const takeAll = async () => {
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
		store.unseen = changes.filter((each) => each.step !== step.index);
		await store.change(changes);
		editor.notify(t("guess.taken", { n: changes.length }), true);
	};
	const set = (guess) => {
		store.unseen = store.unseen.filter((each) => each.step !== step.index);
		if (isOpen(step) || guess !== first) store.change(take(guess, step.index));
		else store.tell();
	};
	if (!first) return isOpen(step) && html`<div class="guess"><p class="note">${!guesses && t("guess.looking")}<//><//>`;
	return html`<section class="guess" aria-label=${t("guess.title")}>
			<p>${t("guess.right")} <b>${name(first)}</b><//>
			<p class="note">${first.reason}<//>
			<p class="row">
				${small("guess.yes", () => set(first))}
				${others.map((each) => html`<button class="small" onClick=${() => set(each)}>${name(each)}<//>`)}
				${isOpen(step) && small("guess.all", takeAll, "", { disabled: busy })}
			<//>
		<//>`;
}
