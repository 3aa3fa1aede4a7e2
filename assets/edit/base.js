/** What every part of the editor's view needs. @module */
import { html, t, useEffect, useRef, useState } from "./components.js";
export * from "./components.js";

/** Milliseconds after which a picture that is still being read is asked for again. */
const READ_AGAIN = 700;

/** @type {Answer} */
const NOTHING = { answer: null, error: null, reading: false };

/** The newest answer; the one before it stays until it comes. @type {UseAnswer} */
export const useAnswer = (key, ask, wait = 0) => {
	const [got, setGot] = useState(NOTHING);
	useEffect(() => {
		if (key === null) return setGot(NOTHING);
		let live = true;
		const run = async () => {
			try {
				const answer = await ask();
				if (!live) return;
				const reading = answer.state === "reading";
				if (reading) timer = setTimeout(run, READ_AGAIN);
				setGot((old) => ({ answer: reading ? old.answer : answer, error: null, reading }));
			} catch (error) {
				if (live) setGot({ ...NOTHING, error });
			}
		};
		let timer = setTimeout(run, wait);
		return () => {
			live = false;
			clearTimeout(timer);
		};
	}, [key]);
	return got;
};

/** A text being typed: kept here until the typing pauses or the field is left, then handed on. @type {UseDraft} */
export const useDraft = ({ store }, saved, save) => {
	const [draft, setDraft] = useState(null);
	const held = useRef({ timer: 0, text: /** @type {string|null} */ (null), save, release: () => {} }).current;
	held.save = save;
	const drop = () => {
		clearTimeout(held.timer);
		held.text = null;
		held.release();
	};
	const flush = () => {
		const { text } = held;
		drop();
		if (text !== null) held.save(text);
	};
	// What was typed is in the state now, or somebody else's text is: show that.
	useEffect(() => {
		if (held.text === null) setDraft(null);
	}, [saved]);
	useEffect(() => flush, []);
	return {
		text: draft ?? saved,
		flush,
		drop,
		type(text) {
			setDraft(text);
			if (held.text === null) held.release = store.hold(flush);
			held.text = text;
			clearTimeout(held.timer);
			held.timer = setTimeout(flush, 400);
		},
	};
};

/** @param {(text: string) => void} take */
export const typed = (take) => (/** @type {any} */ event) => take(event.target.value);

/** A small button. @param {string} text its key @param {() => void} act @param {string} [of] what it is for, for screen readers @param {object} [more] */
export const small = (text, act, of, more) => html`<button class=${`small ${text.split(".")[1]}`} onClick=${act} aria-label=${of && `${t(text)}: ${of}`} ...${more}>${t(text)}</button>`;

/** Arrow keys move the focus among the elements of a list. @param {string} selector */
export const arrows = (selector) => (/** @type {Parameters<OnKey>[0]} */ event) => {
	const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -999, End: 999 }[event.key];
	const all = /** @type {HTMLElement[]} */ ([...event.currentTarget.querySelectorAll(selector)]);
	const here = all.findIndex((each) => each === document.activeElement);
	if (!by || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return undefined;
	event.preventDefault();
	const next = all[Math.max(0, Math.min(all.length - 1, here + by))];
	next.focus();
	return next;
};
