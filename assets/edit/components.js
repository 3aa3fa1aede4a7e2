import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/standalone.module.js";
import { currentLanguage, t } from "./strings.js";
export * from "./vendor/standalone.module.js";
export * from "./api.js";
export * from "./strings.js";

export const Icon = ({ name }) =>
	html`<svg class="symbol" aria-hidden="true"><use href=${`/symbols.svg#${name}`} /><//>`;

export const Button = ({ kind = "", symbol, label, children, ...rest }) =>
	html`<button type="button" class=${`button ${kind}`} aria-label=${label} title=${label} ...${rest}>
		${symbol && html`<${Icon} name=${symbol} />`}${children}<//>`;

export const button = (text, onClick, kind = "", symbol = "") =>
	html`<${Button} ...${{ kind, symbol, onClick }}>${t(text)}<//>`;

/** @param {DialogProps} props */
export function Dialog({ title, onClose, children }) {
	const ref = useRef(null);
	useLayoutEffect(() => {
		/** @type {any} */
		const before = document.activeElement;
		ref.current.showModal();
		return () => before?.focus();
	}, []);
	const cancel = (event) => {
		event.preventDefault();
		onClose?.();
	};
	return html`<dialog ref=${ref} aria-labelledby="dialog" onCancel=${cancel}>
		<h2 id="dialog">${title}</h2>${children}<//>`;
}

/** News in a frame. @param {BannerProps} props */
export const Banner = ({ kind = "problem", children }) =>
	html`<div class=${`banner ${kind}`} role=${kind === "info" ? "status" : "alert"}>
		${kind !== "info" && html`<${Icon} name="warning" />`}<div>${children}<//><//>`;

export const Progress = ({ label, done, total }) =>
	html`<progress aria-label=${label} ...${total ? { value: Math.min(done, total), max: total } : {}}><//>`;

export const typed = (take) => (event) => take(event.target.value);

/** Whether keys mean undo or redo. @type {(event: KeyboardEvent) => "" | "undo" | "redo"} */
export const turnOf = ({ key, ctrlKey, metaKey, altKey, shiftKey }) => {
	const letter = key.toLowerCase();
	if (!(ctrlKey || metaKey) || altKey || !"zy".includes(letter) || document.querySelector("dialog[open]")) return "";
	return letter === "y" || shiftKey ? "redo" : "undo";
};

/**
 * What a person writes or chooses: below its label, above its hint, whose place a problem takes so that nothing moves.
 * @param {FieldProps} props
 */
export const Field = ({ id, label, hint, problem, children }) => {
	const about = problem ? `${id}-problem` : hint ? `${id}-hint` : null;
	const invalid = problem?.level === "problem" ? "true" : null;
	return html`<div class="field"><label for=${id}>${label}<//>
		${children({ id, "aria-describedby": about, "aria-invalid": invalid })}
		${
			problem
				? html`<${Wrong} id=${id} problem=${problem} />`
				: hint && html`<p class="hint" id=${`${id}-hint`}>${hint}<//>`
		}<//>`;
};

/** What is wrong with a field, if anything. */
export const Wrong = ({ id, problem }) =>
	problem && html`<p class=${`step-problem ${problem.level}`} id=${`${id}-problem`} role="alert">${problem.words}<//>`;

/** A line whose label is the text of its name, and whose hint that of `name-hint`. */
export const Line = ({ name, ...rest }) =>
	html`<${Field} id=${name} label=${t(name)} hint=${t(`${name}-hint`)}>
		${(about) => html`<input name=${name} type="text" dir="auto" ...${about} ...${rest} />`}<//>`;

/** A heading beside its number. */
export const Numbered = ({ n, children }) => html`<h2><span class="number">${n}<//>${children}<//>`;

/**
 * The title in the page's language, else its first one, else a name; with its language.
 * @type {(titles: Texts, name: string) => [string, string]}
 */
export const titleOf = (titles, name) => {
	const lang = [currentLanguage(), ...Object.keys(titles)].find((each) => titles[each]);
	return lang ? [lang, titles[lang]] : [currentLanguage(), name];
};

/** `none` is the key of what stands for no value. */
export const Choice = ({ name, rows, none, ...rest }) => html`<div class="field"><label for=${name}>${t(name)}<//>
	<select id=${name} name=${name} ...${rest}>
		${[["", t(none)], ...rows].map(([value, text]) => html`<option value=${value}>${text}<//>`)}<//><//>`;

export function CopyButton({ text, picture, children, ...rest }) {
	const [copied, setCopied] = useState(false);
	const copy = async () => {
		// Browsers take no other pictures than PNG.
		await (picture
			? navigator.clipboard.write([new ClipboardItem({ "image/png": asPng(picture) })])
			: navigator.clipboard.writeText(text));
		setCopied(true);
		setTimeout(setCopied, 2000, false);
	};
	return html`<${Button} symbol=${copied ? "done" : "copy"} onClick=${copy} ...${rest}>
		<span aria-live="polite">${copied ? t("share.copied") : children}<//><//>`;
}

async function asPng(url) {
	const image = await fetch(url)
		.then((answer) => answer.blob())
		.then(createImageBitmap);
	const canvas = new OffscreenCanvas(image.width, image.height);
	canvas.getContext("2d")?.drawImage(image, 0, 0);
	return canvas.convertToBlob();
}

/** @type {Answer} */
const NOTHING = { answer: null, error: null, reading: false };

/** @type {UseAnswer} */
export const useAnswer = (key, ask, wait = 0) => {
	const [got, setGot] = useState(NOTHING);
	useEffect(() => {
		if (key === null) return setGot(NOTHING);
		const control = new AbortController();
		const run = async () => {
			const answer = await ask(control.signal).catch((error) => ({ error }));
			if (control.signal.aborted) return;
			const { state, left = 0, error = null } = answer;
			const reading = state === "reading";
			// A server that is away comes back.
			if (reading || error?.gone) timer = setTimeout(run, error ? 2000 : 700);
			else if (left) timer = setTimeout(run); // pictures that the next answer may know
			setGot((old) => ({ answer: error ? null : reading ? old.answer : answer, error, reading }));
		};
		let timer = setTimeout(run, wait);
		return () => {
			control.abort();
			clearTimeout(timer);
		};
	}, [key]);
	return got;
};
