import { html, t, typed, useDraft } from "./base.js";
import { ACTIONS } from "./tables.js";

/** How long arrow keys may rest before what they chose counts. */
const CHOOSING_MS = 1000;

export function Pictogram({ name }) {
	const maskImage = `url("/pictograms/${name}.png")`;
	return html`<span class="pictogram" aria-hidden="true" style=${{ maskImage, webkitMaskImage: maskImage }}><//>`;
}

export const pictogramOf = (kind, direction) =>
	ACTIONS[kind] === "direction" ? `${kind}-${direction ?? (kind === "scroll" ? "down" : "up")}` : kind;

/** One of a few; arrow keys go from one to the next. */
export const Choices = ({
	name,
	label,
	value,
	choose,
	choices,
	kind = "tabs",
	flush,
}) => html`<fieldset class=${kind} onFocusOut=${flush} onPointerUp=${flush && (() => setTimeout(flush))}>
	<legend class=${kind === "tabs" ? "unseen" : ""}>${label}<//>
	<div>${choices.map(
		([each, text, pictogram]) => html`<label key=${each} class=${each === value ? "on" : ""}>
			<input type="radio" name=${name} checked=${each === value} onChange=${() => choose(each)} />
				${pictogram && html`<${Pictogram} name=${pictogram} />`}<span>${text}<//>
		<//>`,
	)}<//>
<//>`;

/** @param {StepProps} props */
export function ActionPicker({ editor, step }) {
	const { kind = "", direction = "", words } = step.action ?? {};
	const draft = (what, key, saved, pause) =>
		useDraft(editor, saved ?? "", editor.set(what, key, { step: step.index }), pause);
	const kinds = draft("set-action", "kind", kind, CHOOSING_MS);
	const directions = draft("set-direction", "direction", direction, CHOOSING_MS);
	const said = draft("set-words", "words", words);
	const pick = (name, { text, type, flush }, label, choices) =>
		html`<${Choices} ...${{ kind: name, name, label: t(label), value: text, choose: type, flush, choices }} />`;
	return html`${pick(
		"kinds",
		kinds,
		"action.title",
		Object.keys(ACTIONS).map((each) => [each, t(`action.${each}`), pictogramOf(each)]),
	)}
		${
			ACTIONS[kind] === "direction" &&
			pick(
				"directions",
				directions,
				kind === "scroll" ? "action.further" : "action.direction",
				["up", "down", "left", "right"].map((each) => [each, t(`action.${each}`), pictogramOf(kind, each)]),
			)
		}
		${
			ACTIONS[kind] === "words" &&
			html`<label class="field">
				${t("action.words")} <input value=${said.text} onInput=${typed(said.type)} onBlur=${said.flush} /><//>`
		}`;
}
