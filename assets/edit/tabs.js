import { html } from "./html.js";

/**
 * One of a few, as a row of buttons; arrow keys move between them.
 * @param {{name: string, label: string, value: string, choose: (value: any) => void, choices: (readonly [string, string])[]}} props
 */
export function Tabs({ name, label, value, choose, choices }) {
	if (choices.length < 2) return null;
	return html`<fieldset class="tabs">
		<legend class="unseen">${label}</legend>
		${choices.map(
			([each, text]) => html`<label key=${each} class=${each === value ? "on" : ""}>
				<input type="radio" name=${name} checked=${each === value} onChange=${() => choose(each)} /><span>${text}</span>
			</label>`,
		)}
	</fieldset>`;
}
