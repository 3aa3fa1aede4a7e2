import { explain, get, h, html, Icon, post, t, upload, useAnswer, useEffect, useRef, useState } from "./components.js";
import { inOrder } from "./picture_input.js";

const PAUSE = 500;

/** A part of a page that the server draws: nodes `[tag, attributes, …children]`, whose texts are never markup. @param {PanelProps} props */
export function Panel({ path, parts = {}, notify, changed }) {
	const { answer, error } = useAnswer(path, (signal) => get(path, signal));
	const [now, setNow] = useState(null);
	const held = useRef({ turn: Promise.resolve(), timer: 0, flush: () => {}, sent: {} }).current;
	useEffect(() => setNow(answer?.view), [answer]);
	useEffect(() => () => held.flush(), [path]);

	// One after the other, so that the newest answer is the last one.
	const run = (ask) =>
		(held.turn = held.turn.then(ask).then(
			({ view, notice, go, changed: news }) => {
				if (view) setNow(view);
				if (notice) notify(notice);
				if (news) changed?.();
				if (go) location.hash = go;
			},
			(failure) => notify(explain(failure)),
		));
	const send = (where, body) => run(() => post(where, body));
	const change = (where, { name, type, checked, value, multiple, selectedOptions }) => {
		clearTimeout(held.timer);
		held.flush = () => {};
		const what = type === "checkbox" ? checked : multiple ? [...selectedOptions].map((each) => each.value) : value;
		if (held.sent[name] !== what) send(where, { [name]: (held.sent[name] = what) });
	};
	/** @param {PanelNode} node */
	const draw = (node) => {
		if (typeof node === "string") return node;
		const [tag, { press, change: where, submit, ended, take, copy, icon, ...rest }, ...children] = node;
		if (press) rest.onClick = () => send(...press);
		if (ended) rest.onEnded = () => send(...ended);
		if (copy) rest.onClick = () => navigator.clipboard.writeText(copy).then(() => notify(t("share.copied")));
		if (where) {
			rest.onChange = ({ target }) => change(where, target);
			rest.onInput = ({ target }) => {
				// Choices send themselves at once.
				if (!/text|tel|url|search/.test(target.type)) return;
				clearTimeout(held.timer);
				held.flush = () => change(where, target);
				held.timer = setTimeout(held.flush, PAUSE);
			};
			if (/** @type {any} */ (document.activeElement)?.name === rest.name) delete rest.value;
		}
		if (submit)
			rest.onSubmit = (event) => {
				event.preventDefault();
				const form = new FormData(event.target);
				const many = (name) => event.target.elements[name].multiple || event.target.elements[name].length > 1;
				send(submit, Object.fromEntries([...form.keys()].map((name) => [name, many(name) ? form.getAll(name) : form.get(name)])));
			};
		if (take)
			rest.onChange = ({ target }) => {
				for (const file of inOrder(target.files)) run(() => upload(`${take}${take.includes("?") ? "&" : "?"}name=${encodeURIComponent(file.name)}`, file));
				target.value = "";
			};
		if (parts[tag]) rest.panel = { path, run, notify };
		return h(parts[tag] ?? tag, rest, icon && html`<${Icon} name=${icon} />`, ...children.map(draw));
	};
	if (now) return draw(now);
	return error ? html`<p class="step-problem problem">${explain(error)}</p>` : html`<p role="status">${t("shell.loading")}</p>`;
}
