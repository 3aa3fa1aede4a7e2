/**
 * What the family gets to see: the real card, as on a small phone.
 * @module
 */
import { html, useEffect, useState } from "./html.js";
import { POINTED } from "./action_picker.js";
import { Tabs } from "./tabs.js";

const VIEWS = /** @type {const} */ (["whole", "close", "chat"]);

/** @param {StepProps} props */
export function CardView({ editor, step }) {
	const { t, state, lang } = editor;
	const [view, setView] = useState(/** @type {string} */ ("whole"));
	const [shown, setShown] = useState(/** @type {{url: string, of: string} | null} */ (null));
	const [problem, setProblem] = useState("");
	const [busy, setBusy] = useState(false);
	const action = step.action;
	const missing = step.waiting
		? "card_waiting"
		: !action
			? "card_action"
			: action.kind === "say" && !action.words
				? "card_words"
				: POINTED.has(action.kind) && !action.target
					? "card_target"
					: null;
	const of = `${step.index} ${lang} ${view}`;
	const url = `${editor.path}/cards/${step.index}?lang=${encodeURIComponent(lang)}&view=${view}&revision=${state.revision}`;

	useEffect(() => {
		setProblem("");
		setBusy(!missing);
		if (missing) return undefined;
		let live = true;
		const image = new Image();
		image.onload = () => {
			if (!live) return;
			setShown({ url, of });
			setBusy(false);
		};
		// An image tells no reason; the same address asked for as an answer does.
		image.onerror = () =>
			live &&
			editor.api.get(url).then(
				() => live && setBusy(false),
				(error) => {
					if (!live || error.code === "stale") return;
					setProblem([error.message, error.remedy].filter(Boolean).join(" ") || editor.strings.explain(error));
					setBusy(false);
				},
			);
		image.src = url;
		return () => {
			live = false;
			image.onload = image.onerror = null;
			image.src = "";
		};
	}, [url, missing]);

	const current = shown?.of === of ? shown : null;
	return html`<section class="card-view" aria-label=${t("edit.card")}>
		<h2>${t("edit.card")}</h2>
		<${Tabs} name="card-lang" label=${t("edit.language")} value=${lang} choose=${editor.setLang}
			choices=${state.languages.map((each) => [each, editor.strings.languageName(each)])} />
		<${Tabs} name="card-view" label=${t("edit.view")} value=${view} choose=${setView}
			choices=${VIEWS.map((each) => [each, t(`edit.view_${each}`)])} />
		<div class=${`phone ${busy || problem || missing ? "old" : ""} ${view}`} aria-busy=${busy}>
			${
				current && !missing
					? html`<img src=${current.url} alt=${t("edit.card_alt", { number: step.number })} />`
					: html`<div class="empty"></div>`
			}
			<div class="over" role="status">
				${missing ? html`<p>${t(`edit.${missing}`)}</p>` : problem ? html`<p>${problem}</p>` : busy ? html`<span class="drawing">${t("edit.drawing")}</span>` : null}
			</div>
		</div>
	</section>`;
}
