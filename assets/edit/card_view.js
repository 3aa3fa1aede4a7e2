import { explain, get, html, t, useEffect, useState } from "./base.js";
import { Choices, POINTED } from "./action_picker.js";

/** What the card needs first. @param {Step} step */
function lacks({ waiting, action }) {
	if (waiting) return "edit.card_waiting";
	if (!action) return "edit.card_action";
	if (action.kind === "say" && !action.words) return "edit.card_words";
	return POINTED.includes(action.kind) && !action.target ? "edit.card_target" : "";
}

/** What the family gets to see: the real card, as on a small phone. @param {StepProps} props */
export function CardView({ editor, step }) {
	const { state, lang } = editor;
	const [view, setView] = useState("whole");
	const [shown, setShown] = useState({ url: "", of: "" });
	const [problem, setProblem] = useState("");
	const missing = lacks(step);
	const of = `${lang} ${view}`;
	const url = `${editor.path}/cards/${step.index}?lang=${lang}&view=${view}&revision=${state.revision}`;
	useEffect(() => {
		setProblem("");
		if (missing) return undefined;
		let live = true;
		const image = new Image();
		const show = () => live && setShown({ url, of });
		image.onload = show;
		// An image tells no reason; the same address asked for as an answer does.
		image.onerror = () =>
			live &&
			get(url).catch((error) => {
				if (error.status === 200) show();
				else if (live && error.code !== "stale") setProblem(error.code === "not-found-on-picture" ? t("edit.card_gone") : explain(error));
			});
		image.src = url;
		return () => {
			live = false;
			image.src = "";
		};
	}, [url, missing]);
	const busy = !missing && !problem && shown.url !== url;
	return html`<${Choices} name="card-view" label=${t("edit.view")} value=${view} choose=${setView} choices=${["whole", "close", "chat"].map((each) => [each, t(`edit.view_${each}`)])} />
		<div class=${`phone ${busy || problem ? "old" : ""}`} aria-busy=${busy}>
			${shown.of === of && !missing ? html`<img src=${shown.url} alt=${t("edit.card_alt", { number: step.number })} />` : html`<div class="empty"></div>`}
			<div class="over" role="status">${missing || problem ? html`<p>${missing ? t(missing) : problem}</p>` : busy && html`<p class="drawing">${t("edit.drawing")}</p>`}</div>
		</div>`;
}
