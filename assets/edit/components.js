import { html, useEffect, useId, useRef, useState } from "./html.js";
import { t } from "./strings.js";

/** @param {{name: string}} props an id of symbols.svg */
export const Icon = ({ name }) =>
	html`<svg class="symbol" viewBox="0 0 24 24" aria-hidden="true"><use href=${`/symbols.svg#${name}`} /></svg>`;

/**
 * A button; `kind` is "main" for what to press next, "quiet" for what is seldom needed.
 * @param {{kind?: string, symbol?: string, label?: string, onClick?: (event: Event) => void, children?: Child, [key: string]: unknown}} props
 */
export function Button({ kind = "", symbol, label, children, ...rest }) {
	return html`<button type="button" class=${`button ${kind}`} aria-label=${label} title=${label} ...${rest}>
		${symbol && html`<${Icon} name=${symbol} />`}${children}
	</button>`;
}

/**
 * A dialog over the page. Escape closes it where `onClose` is given.
 * @param {{title: string, onClose?: () => void, children?: Child}} props
 */
export function Dialog({ title, onClose, children }) {
	const ref = useRef(/** @type {HTMLDialogElement|null} */ (null));
	const id = useId();
	useEffect(() => {
		const before = /** @type {HTMLElement|null} */ (document.activeElement);
		ref.current?.showModal();
		return () => before?.focus?.();
	}, []);
	/** @param {Event} event */
	const cancel = (event) => {
		event.preventDefault();
		onClose?.();
	};
	return html`<dialog ref=${ref} aria-labelledby=${id} onCancel=${cancel}>
		<h2 id=${id}>${title}</h2>
		${children}
	</dialog>`;
}

/**
 * @param {{kind?: "info"|"warning"|"problem", children?: Child}} props
 */
export function Banner({ kind = "info", children }) {
	return html`<div class=${`banner ${kind}`} role=${kind === "info" ? "status" : "alert"}>
		${kind !== "info" && html`<${Icon} name="warning" />`}
		<div>${children}</div>
	</div>`;
}

/**
 * @param {{label: string, done: number, total: number}} props without a total it shows only that something goes on
 */
export function Progress({ label, done, total }) {
	const share = total ? { value: Math.min(done, total), max: total } : {};
	return html`<div class="progress"><progress aria-label=${label} ...${share}></progress></div>`;
}

/**
 * @param {{label: string, value: string, onInput: (text: string) => void, hint?: string, rows?: number, lang?: string, onFlush?: () => void, [key: string]: unknown}} props
 */
export function TextField({ label, value, onInput, hint, rows, lang, onFlush, ...rest }) {
	const id = useId();
	const shared = {
		id,
		value,
		lang,
		dir: "auto",
		"aria-describedby": hint && `${id}-hint`,
		/** @param {{target: HTMLInputElement}} event */
		onInput: (event) => onInput(event.target.value),
		onBlur: onFlush,
		...rest,
	};
	return html`<div class="field">
		<label for=${id}>${label}</label>
		${rows ? html`<textarea rows=${rows} ...${shared}></textarea>` : html`<input type="text" ...${shared} />`}
		${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
	</div>`;
}

/**
 * Copies a text, and says so for a moment.
 * @param {{text: string, children?: Child}} props
 */
export function CopyButton({ text, children }) {
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), 2000);
		return () => clearTimeout(timer);
	}, [copied]);
	const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true), () => copyOldWay(text, setCopied));
	return html`<${Button} symbol=${copied ? "done" : "copy"} onClick=${copy}>
		<span aria-live="polite">${copied ? t("share.copied") : children}</span>
	<//>`;
}

/**
 * For browsers that deny the clipboard.
 * @param {string} text
 * @param {(done: boolean) => void} tell
 */
function copyOldWay(text, tell) {
	const area = document.createElement("textarea");
	area.value = text;
	document.body.append(area);
	area.select();
	tell(document.execCommand("copy"));
	area.remove();
}

/**
 * The first title that there is, the page's language first.
 * @param {Record<string, string>} titles
 * @param {string} lang
 * @param {string} fallback
 * @returns {{lang: string, text: string}}
 */
export function titleIn(titles, lang, fallback) {
	const found = [lang, ...Object.keys(titles)].find((each) => titles[each]);
	return found ? { lang: found, text: titles[found] } : { lang, text: fallback };
}

/**
 * Draws a view again whenever a store changes.
 * @param {{subscribe(watch: () => void): () => void}} store
 */
export function useStore(store) {
	const [, redraw] = useState(0);
	useEffect(() => store.subscribe(() => redraw((count) => count + 1)), [store]);
}
