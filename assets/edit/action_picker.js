import { html, t, typed, useDraft } from "./base.js";

const KINDS = ["tap", "type", "look", "hold", "swipe", "scroll", "wait", "listen", "say", "done"];
/** Actions that make no sense without a place. */
export const POINTED = ["tap", "hold", "type", "look"];

/** A pictogram in the colour of the text around it. @param {{name: string}} props */
export function Pictogram({ name }) {
	const maskImage = `url("/pictograms/${name}.png")`;
	return html`<span class="pictogram" aria-hidden="true" style=${{ maskImage, webkitMaskImage: maskImage }}></span>`;
}

/** @param {string} kind @param {string|null} [direction] */
export const pictogramOf = (kind, direction) => (kind === "swipe" || kind === "scroll" ? `${kind}-${direction ?? "up"}` : kind);

/** One of a few; arrow keys go from one to the next. @param {ChoicesProps} props */
export const Choices = ({ name, label, value, choose, choices, kind = "tabs" }) => html`<fieldset class=${kind}>
	<legend class=${kind === "tabs" ? "unseen" : ""}>${label}</legend>
	<div>${choices.map(
		([each, text, pictogram]) => html`<label key=${each} class=${each === value ? "on" : ""}>
			<input type="radio" name=${name} checked=${each === value} onChange=${() => choose(each)} />${pictogram && html`<${Pictogram} name=${pictogram} />`}<span>${text}</span>
		</label>`,
	)}</div>
</fieldset>`;

/** What the family does in a step. @param {StepProps} props */
export function ActionPicker({ editor, step }) {
	const { kind = "", direction, words } = step.action ?? {};
	const at = { step: step.index };
	const draft = useDraft(editor, words ?? "", editor.set("set-words", "words", at));
	return html`<${Choices} kind="kinds" name="kind" label=${t("action.title")} value=${kind} choose=${editor.set("set-action", "kind", at)}
			choices=${KINDS.map((each) => [each, t(`action.${each}`), pictogramOf(each)])} />
		${pictogramOf(kind) !== kind && html`<${Choices} kind="directions" name="direction" label=${t("action.direction")} value=${direction} choose=${editor.set("set-direction", "direction", at)}
			choices=${["up", "down", "left", "right"].map((each) => [each, t(`action.${each}`), pictogramOf(kind, each)])} />`}
		${kind === "say" && html`<label class="field">${t("action.words")} <input value=${draft.text} onInput=${typed(draft.type)} onBlur=${draft.flush} /></label>`}`;
}
