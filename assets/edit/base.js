import { button, explain, html, post, t, useEffect, useRef, useState } from "./components.js";
export * from "./components.js";

/** What is typed or chosen, kept until that pauses or the field is left. @type {UseDraft} */
export const useDraft = ({ store }, saved, save, pause = 400) => {
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
			held.timer = setTimeout(flush, pause);
		},
	};
};

/** `of`: what it is for, for screen readers. */
export const small = (text, act, of, more) =>
	html`<button class=${`small ${text.split(".")[1]}`} onClick=${act}
		aria-label=${of && `${t(text)}: ${of}`} ...${more}>${t(text)}<//>`;

/** Arrow keys move the focus in a list. */
export const arrows = (selector) => (event) => {
	const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -999, End: 999 }[event.key];
	const all = [...event.currentTarget.querySelectorAll(selector)];
	const here = all.indexOf(document.activeElement);
	if (!by || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return undefined;
	event.preventDefault();
	const next = all[Math.max(0, Math.min(all.length - 1, here + by))];
	next.focus();
	return next;
};

/** What can't be changed here. */
export const Kept = ({ of: { shown } }) => shown.kept && html`<p class="note">${shown.kept}</p>`;

export const Problems = ({ rows }) =>
	rows.map(({ level, message, remedy }) => html`<p class=${`step-problem ${level}`}>${message} ${remedy}</p>`);

/**
 * What corrects a line that can't be understood, or takes it away.
 * @param {{ store: Store, row: Problem, notify: (text: string) => void }} props
 */
export function Mistake({ store, row: { line, meant }, notify }) {
	const write = (text) =>
		post(`${store.path}/lines`, { revision: store.state?.revision, line, text }).then(
			() => store.load(),
			(error) => notify(explain(error)),
		);
	const save = (event) => {
		event.preventDefault();
		write(new FormData(event.target).get("line"));
	};
	return html`<form class="row field" onSubmit=${save}>
		<input name="line" type="text" dir="auto" aria-label=${t("check.its_line")}
			defaultValue=${meant} maxlength="1000" required />
		<button class="button">${t("check.write_line")}</button>${button("check.drop_line", () => write(null))}<//>`;
}

/** The lines that can't be understood, each with what is wrong. */
export const Mistakes = ({ store, rows, notify }) =>
	rows.map(
		(row) =>
			html`<div key=${row.message + row.meant}><${Problems} rows=${[row]} />
				<${Mistake} ...${{ store, row, notify }} /><//>`,
	);

export const arrive = (element) => {
	element?.scrollIntoView({ block: "nearest" });
	element?.focus();
};
