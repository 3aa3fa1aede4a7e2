/**
 * What the family does in a step: ten actions with their pictograms.
 * @module
 */
import { html } from "./html.js";
import { useDraft } from "./asking.js";

export const KINDS = /** @type {const} */ (["tap", "type", "look", "hold", "swipe", "scroll", "wait", "listen", "say", "done"]);
const DIRECTIONS = /** @type {const} */ (["up", "down", "left", "right"]);
/** Actions that make no sense without a place. */
export const POINTED = new Set(["tap", "hold", "type", "look"]);

/**
 * A pictogram in the colour of the text around it.
 * @param {{name: string}} props
 */
export function Pictogram({ name }) {
	const image = `url("/pictograms/${name}.png")`;
	return html`<span class="pictogram" aria-hidden="true" style=${{ maskImage: image, webkitMaskImage: image }}></span>`;
}

/** @param {Action} action */
export function pictogramOf({ kind, direction }) {
	return kind === "swipe" || kind === "scroll" ? `${kind}-${direction ?? "up"}` : kind;
}

/** @param {StepProps} props */
export function ActionPicker({ editor, step }) {
	const { t } = editor;
	const now = step.action;
	const turned = now?.kind === "swipe" || now?.kind === "scroll";
	return html`<div class="action-picker">
		<fieldset class="kinds">
			<legend>${t("action.title")}</legend>
			<div>
				${KINDS.map(
					(kind) => html`<label key=${kind} class=${now?.kind === kind ? "on" : ""}>
						<input
							type="radio"
							name="kind"
							checked=${now?.kind === kind}
							onChange=${() => editor.change({ do: "set-action", step: step.index, kind })}
						/>
						<${Pictogram} name=${kind === "swipe" || kind === "scroll" ? `${kind}-up` : kind} />
						<span>${t(`action.${kind}`)}</span>
					</label>`,
				)}
			</div>
		</fieldset>
		${
			turned &&
			html`<fieldset class="directions">
				<legend>${t("action.direction")}</legend>
				<div>
					${DIRECTIONS.map(
						(direction) => html`<label key=${direction} class=${now.direction === direction ? "on" : ""}>
							<input
								type="radio"
								name="direction"
								checked=${now.direction === direction}
								onChange=${() => editor.change({ do: "set-direction", step: step.index, direction })}
							/>
							<${Pictogram} name=${`${now.kind}-${direction}`} />
							<span>${t(`action.${direction}`)}</span>
						</label>`,
					)}
				</div>
			</fieldset>`
		}
		${now?.kind === "say" && html`<${Words} key=${step.index} editor=${editor} step=${step} />`}
	</div>`;
}

/** @param {StepProps} props */
function Words({ editor, step }) {
	const draft = useDraft(editor.store, step.action?.words ?? "", (words) => editor.change({ do: "set-words", step: step.index, words }));
	return html`<label class="field">
		<span>${editor.t("action.words")}</span>
		<input value=${draft.text} onInput=${(/** @type {any} */ event) => draft.type(event.target.value)} onBlur=${draft.flush} />
	</label>`;
}
