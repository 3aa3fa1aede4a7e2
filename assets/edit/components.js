import { html, useEffect, useId, useLayoutEffect, useRef, useState } from "./html.js";
import { get } from "./api.js";
import { explain, t } from "./strings.js";
export * from "./html.js";
export * from "./api.js";
export * from "./strings.js";

/** @param {{name: string}} props an id of symbols.svg */
export const Icon = ({ name }) => html`<svg class="symbol" aria-hidden="true"><use href=${`/symbols.svg#${name}`} /></svg>`;

/** @param {ButtonProps} props */
export const Button = ({ kind = "", symbol, label, children, ...rest }) =>
	html`<button type="button" class=${`button ${kind}`} aria-label=${label} title=${label} ...${rest}>
		${symbol && html`<${Icon} name=${symbol} />`}${children}</button>`;

/** A dialog over the page. @param {DialogProps} props */
export function Dialog({ title, onClose, children }) {
	const ref = useRef(null);
	const id = useId();
	useLayoutEffect(() => {
		const before = /** @type {HTMLElement|null} */ (document.activeElement);
		ref.current.showModal();
		return () => before?.focus();
	}, []);
	const cancel = (/** @type {Event} */ event) => {
		event.preventDefault();
		onClose?.();
	};
	return html`<dialog ref=${ref} aria-labelledby=${id} onCancel=${cancel}><h2 id=${id}>${title}</h2>${children}</dialog>`;
}

/** @param {BannerProps} props */
export const Banner = ({ kind = "info", children }) =>
	html`<div class=${`banner ${kind}`} role=${kind === "info" ? "status" : "alert"}>
		${kind !== "info" && html`<${Icon} name="warning" />`}<div>${children}</div></div>`;

/** @param {{error: any}} props @returns {Child} */
export const Failed = ({ error }) => error && html`<${Banner} kind="problem">${explain(error)}<//>`;

/** @param {ProgressProps} props */
export const Progress = ({ label, done, total }) =>
	html`<progress aria-label=${label} ...${total ? { value: Math.min(done, total), max: total } : {}}></progress>`;

/** @param {TextFieldProps} props */
export function TextField({ label, onInput, hint, ...rest }) {
	const id = useId();
	return html`<div class="field"><label for=${id}>${label}</label>
		<input id=${id} dir="auto" aria-describedby=${`${id}-hint`} onInput=${(event) => onInput(event.target.value)} ...${rest} />
		<p class="hint" id=${`${id}-hint`}>${hint}</p></div>`;
}

/** Copies a text, and says so for a moment. @param {CopyProps} props */
export function CopyButton({ text, children }) {
	const [copied, setCopied] = useState(false);
	const copy = async () => {
		await navigator.clipboard.writeText(text);
		setCopied(true);
		setTimeout(setCopied, 2000, false);
	};
	return html`<${Button} symbol=${copied ? "done" : "copy"} onClick=${copy}><span aria-live="polite">${copied ? t("share.copied") : children}</span><//>`;
}

/** Draws a view again whenever a store changes. @param {{subscribe(watch: () => void): () => void}} store */
export function useStore(store) {
	const [, redraw] = useState(0);
	useEffect(() => store.subscribe(() => redraw((count) => count + 1)), [store]);
}

/** An answer of the server, and what to show as long as there is none. @param {string} path @returns {[any, Child]} */
export function useLoad(path) {
	const [answer, setAnswer] = useState(null);
	const [error, setError] = useState(null);
	useEffect(() => void get(path).then(setAnswer, setError), [path]);
	return [answer, error ? Failed({ error }) : html`<p role="status">${t("shell.loading")}</p>`];
}
