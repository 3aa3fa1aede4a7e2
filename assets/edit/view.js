import { explain, get, html, post, t, useAnswer, useEffect, useLayoutEffect, useRef, useState } from "./components.js";

const STOPS = "a, button, input, select, summary, textarea, audio";

/** What a form holds, by name: a list for checkboxes with a value, yes or no for one without. */
const gather = (form) => {
	const data = new FormData(form);
	const boxes = [...form.elements].filter(({ name, type }) => name && type === "checkbox");
	const ticked = boxes.map(({ name, checked, attributes }) => [name, attributes.value ? data.getAll(name) : checked]);
	return { ...Object.fromEntries(data), ...Object.fromEntries(ticked) };
};

/** What the server says about a part of the page, and how that is changed. @type {UseView} */
export function useView(path, { notify, changed }) {
	const { answer, error } = useAnswer(path, (signal) => get(path ?? "", signal));
	const [data, setData] = useState(/** @type {any} */ (null));
	const root = useRef(/** @type {any} */ (null));
	const held = useRef({ path, waiting: 0, next: null, turn: Promise.resolve(), pressed: new Set(), focus: -1 }).current;
	const stops = () => [...(root.current?.querySelectorAll(STOPS) ?? [])];
	/** Something is about to be drawn anew. */
	const mark = () => {
		held.focus = stops().indexOf(document.activeElement);
	};
	const show = (next) => {
		mark();
		setData(next);
	};
	useEffect(() => {
		held.path = path;
		return () => void (held.path = "");
	}, [path]);
	useEffect(() => answer && show(answer), [answer]);
	useLayoutEffect(() => {
		// What had the focus is gone: its neighbour has it, not the page.
		if (held.focus >= 0 && document.activeElement === document.body)
			stops()
				.slice(0, held.focus + 1)
				.pop()
				?.focus();
		held.focus = -1;
	});

	const take = (next, done) => {
		held.next = next;
		if (next.said) notify(t(next.said, next));
		if (next.changed) changed?.();
		done?.(next);
	};
	/** One after the other, and only the last answer is drawn, so that none is older than what a person sees. */
	const run = (ask, done) => {
		const from = held.path;
		held.waiting += 1;
		held.turn = held.turn
			.then(ask)
			.then((next) => take(next, done))
			.catch((failure) => notify(explain(failure)))
			.then(() => {
				held.waiting -= 1;
				if (held.waiting) return;
				if (held.next && from === held.path) show(held.next);
				held.next = null;
			});
	};
	const send = (where, body, done) => {
		const key = JSON.stringify([where, body]);
		if (held.pressed.has(key)) return;
		held.pressed.add(key);
		run(() => post(where, body).finally(() => held.pressed.delete(key)), done);
	};
	const submitting = (where, done) => (event) => {
		event.preventDefault();
		send(where, gather(event.target), done);
	};
	return { path, data, error, root, notify, mark, run, send, submitting };
}

/** A view as its children draw it, or that it isn't there yet, or why it can't be. @param {ViewOfProps} props */
export function View({ of: { data, error, root }, children }) {
	if (error && !(data && error.gone)) return html`<p class="step-problem problem" role="alert">${explain(error)}<//>`;
	return html`<div ref=${root}>${data ? children(data) : html`<p role="status">${t("shell.loading")}<//>`}<//>`;
}
