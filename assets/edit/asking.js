/**
 * Questions to the server that a view asks again and again: the newest answer counts, older ones are dropped.
 * @module
 */
import { useEffect, useRef, useState } from "./html.js";

/** Milliseconds after which a picture that is still being read is asked for again. */
const READ_AGAIN = 700;

/**
 * The newest answer; the one before it stays until it comes.
 * @template T
 * @param {string | null} key what the question depends on; null asks nothing
 * @param {() => Promise<T>} ask
 * @param {number} [wait] milliseconds of quiet before asking
 * @returns {{answer: T | null, error: any, busy: boolean, reading: boolean}}
 */
export function useAnswer(key, ask, wait = 0) {
	const [got, setGot] = useState(/** @type {any} */ ({ answer: null, error: null, key: null, reading: false }));
	useEffect(() => {
		if (key === null) {
			setGot({ answer: null, error: null, key: null, reading: false });
			return undefined;
		}
		let live = true;
		let timer = setTimeout(run, wait);
		async function run() {
			try {
				const answer = /** @type {any} */ (await ask());
				if (!live) return;
				const reading = answer?.state === "reading";
				if (reading) timer = setTimeout(run, READ_AGAIN);
				setGot((/** @type {any} */ old) => ({ answer: reading ? old.answer : answer, error: null, key, reading }));
			} catch (error) {
				if (live) setGot({ answer: null, error, key, reading: false });
			}
		}
		return () => {
			live = false;
			clearTimeout(timer);
		};
	}, [key]);
	return { answer: got.answer, error: got.error, busy: key !== null && got.key !== key, reading: got.reading };
}

/**
 * A text being typed: kept here until the typing pauses or the field is left, then handed on.
 * @param {import("./tutorial_store.js").TutorialStore} store
 * @param {string} saved
 * @param {(text: string) => void} save
 * @returns {{text: string, type: (text: string) => void, flush: () => void, drop: () => void}}
 */
export function useDraft(store, saved, save) {
	const [draft, setDraft] = useState(/** @type {string | null} */ (null));
	const held = useRef({ timer: 0, text: /** @type {string | null} */ (null), save, release: () => {} });
	held.current.save = save;
	const drop = () => {
		clearTimeout(held.current.timer);
		held.current.text = null;
		held.current.release();
	};
	const flush = () => {
		const { text } = held.current;
		if (text !== null) held.current.save(text);
		drop();
	};
	// What was typed is in the state now, or somebody else's text is: show that.
	useEffect(() => {
		if (held.current.text === null) setDraft(null);
	}, [saved]);
	useEffect(() => flush, []);
	return {
		text: draft ?? saved,
		type(text) {
			setDraft(text);
			if (held.current.text === null) held.current.release = store.hold(flush);
			held.current.text = text;
			clearTimeout(held.current.timer);
			held.current.timer = setTimeout(flush, 400);
		},
		flush,
		drop,
	};
}

/**
 * Arrow keys move the focus among the buttons of a list, of which one is in the tab order.
 * @param {KeyboardEvent} event
 * @param {string} selector
 * @returns {HTMLElement | null} the element that took the focus
 */
export function moveFocus(event, selector) {
	const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
	const by = steps[/** @type {keyof typeof steps} */ (event.key)];
	if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return null;
	const all = /** @type {HTMLElement[]} */ ([.../** @type {Element} */ (event.currentTarget).querySelectorAll(selector)]);
	const here = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
	if (here < 0) return null;
	event.preventDefault();
	const next = all[Math.max(0, Math.min(all.length - 1, here + by))];
	next.focus();
	return next;
}
