import { explain, get, html, t, useAnswer, useEffect, useState } from "./base.js";
import { Choices } from "./action_picker.js";

/** @param {StepProps} props */
export function CardView({ editor, step }) {
	const { state, lang } = editor;
	const [view, setView] = useState("whole");
	// Without a sentence, too, there is a card.
	const missing = !["sentence", "recording"].includes(step.missing[0]) && step.shown.task;
	const of = `${lang} ${view}`;
	const url = `${editor.path}/cards/${step.index}?lang=${lang}&view=${view}&revision=${state.revision}`;
	const { answer, error } = useAnswer(missing ? null : url, async (signal) => ({
		url,
		of,
		image: await get(url, signal),
	}));
	useEffect(() => () => URL.revokeObjectURL(answer?.image), [answer]);
	const problem = missing || (error && error.code !== "stale" && explain(error));
	const busy = !problem && answer?.url !== url;
	return html`<${Choices} name="card-view" label=${t("edit.view")} value=${view} choose=${setView}
		choices=${["whole", "close", "chat"].map((each) => [each, t(`edit.view_${each}`)])} />
		<div class=${`phone ${busy ? "old" : ""}`} aria-busy=${busy}>
			${
				answer?.of === of && !problem
					? html`<img src=${answer.image} alt=${t("edit.card_alt", { number: step.number })} />`
					: html`<div class="empty"><//>`
			}
			<div class="over" role="status">
				${problem ? html`<p>${problem}</p>` : busy && html`<p class="drawing">${t("edit.drawing")}</p>`}<//>
		<//>`;
}
