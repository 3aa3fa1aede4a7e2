import { CopyButton, explain, get, h, html, Icon, post, t, upload, useAnswer, useEffect, useLayoutEffect, useRef, useState } from "./components.js";
import { inOrder } from "./picture_input.js";

const PAUSE = 500;
const FIELD = /^(input|select|textarea)$/;

const isTyped = ({ type }) => /text|tel|url|search|email/.test(type);

/** What a form holds, by name. */
function gather({ elements }, data) {
	const named = [...elements].filter(({ name, disabled }) => name && !disabled);
	const value = ({ name, type, multiple, checked, attributes }) => {
		const set = type === "checkbox" && attributes.value;
		const many = type !== "radio" && named.filter((each) => each.name === name).length > 1;
		return many || multiple || set ? data.getAll(name) : type === "checkbox" ? checked : data.get(name);
	};
	return Object.fromEntries(named.map((each) => [each.name, value(each)]));
}

/** A part of a page that the server draws: nodes `[tag, attributes, …children]`, whose texts are never markup. @param {PanelProps} props */
export function Panel({ path, parts = {}, notify, changed }) {
	const { answer, error } = useAnswer(path, (signal) => get(path ?? "", signal));
	const [view, setView] = useState(null);
	const root = useRef(null);
	const held = useRef({ path: /** @type {string|null} */ (""), waiting: 0, next: null, turn: /** @type {Promise<any>} */ (Promise.resolve()), pressed: new Set(), timer: 0, flush: () => {}, focus: -1 }).current;
	const stops = () => [...(root.current?.querySelectorAll("a, button, input, select, textarea, audio") ?? [])];
	const show = (next) => {
		held.focus = stops().indexOf(document.activeElement);
		setView(next);
	};
	useEffect(() => {
		held.path = path;
		const flush = () => held.flush();
		addEventListener("pagehide", flush);
		return () => {
			removeEventListener("pagehide", flush);
			flush();
			held.path = "";
		};
	}, [path]);
	useEffect(() => answer && show(answer.view), [answer]);
	useLayoutEffect(() => {
		// What had the focus is gone: its neighbour has it, not the page.
		if (held.focus >= 0 && document.activeElement === document.body) stops().slice(0, held.focus + 1).pop()?.focus();
	}, [view]);

	/** One after the other, and only the last view is drawn, so that none is older than what a person sees. */
	const run = (ask, done) => {
		const from = held.path;
		held.waiting += 1;
		held.turn = held.turn
			.then(ask)
			.then(({ view: next, notice, go, changed: news }) => {
				done?.();
				held.next = next ?? held.next;
				if (notice) notify(notice);
				if (news) changed?.();
				if (go && from === held.path) location.hash = go;
			})
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
	const submitting = (where) => (event) => {
		event.preventDefault();
		const form = event.target;
		send(where, gather(form, new FormData(form)), () => [...form.elements].forEach((each) => (each.said = null)));
	};
	const save = (where, field) => {
		const { name, type, checked, value, multiple, selectedOptions } = field;
		const what = type === "checkbox" ? checked : multiple ? [...selectedOptions].map((each) => each.value) : value;
		field.said = null;
		run(() => post(where, { [name]: what }));
	};
	/** @param {PanelNode} node @param {any} [ref] */
	const draw = (node, ref) => {
		if (typeof node === "string") return node;
		const [tag, { press, change, submit, ended, take, copy, "copy-picture": picture, drag, icon, ...rest }, ...children] = node;
		if (ref) rest.ref = ref;
		if (press) rest.onClick = () => send(...press);
		if (ended) rest.onEnded = () => send(...ended);
		if (drag) Object.assign(rest, { draggable: true, onDragStart: ({ dataTransfer }) => dataTransfer.setData("DownloadURL", `application/octet-stream:${drag}:${location.origin}${rest.href}`) });
		const part = /radio|checkbox/.test(rest.type) ? "checked" : "value";
		if (FIELD.test(tag) && (part in rest || tag !== "select")) {
			const said = rest[part] ?? "";
			delete rest[part];
			// A person's work stays until the server says something new.
			rest.ref = (field) => {
				if (field && field.said !== said && !(isTyped(field) && field === document.activeElement)) field[part] = field.said = said;
			};
		}
		if (change) {
			rest.onChange = ({ target }) => (isTyped(target) ? held.flush() : save(change, target));
			rest.onInput = ({ target }) => {
				if (!isTyped(target)) return;
				clearTimeout(held.timer);
				held.flush = () => {
					clearTimeout(held.timer);
					held.flush = () => {};
					save(change, target);
				};
				held.timer = setTimeout(held.flush, PAUSE);
			};
		}
		if (submit) rest.onSubmit = submitting(submit);
		if (take)
			rest.onChange = ({ target }) => {
				for (const file of inOrder(target.files)) run(() => upload(`${take}${take.includes("?") ? "&" : "?"}name=${encodeURIComponent(file.name)}`, file));
				target.value = "";
			};
		if (parts[tag]) rest.panel = { path, run, notify, send, submitting };
		const inside = children.map((child) => draw(child));
		if (copy || picture) return h(CopyButton, { text: copy, picture, ...rest }, inside);
		return h(parts[tag] ?? tag, rest, icon && html`<${Icon} name=${icon} />`, ...inside);
	};
	if (error && !(view && error.gone)) return html`<p class="step-problem problem" role="alert">${explain(error)}</p>`;
	return view ? draw(view, root) : html`<p role="status">${t("shell.loading")}</p>`;
}
