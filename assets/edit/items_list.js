/**
 * Pointing without a mouse: every word and element found, as buttons; the marks, with what can be done to them.
 * @module
 */
import { html, useState } from "./html.js";
import { moveFocus, useAnswer } from "./asking.js";
import { boxTarget, nameTarget } from "./targets.js";

/** @typedef {import("./pointing.js").Pointing} Pointing */

/** @param {StepProps & {pointing: Pointing}} props */
export function MarksList({ editor, step, pointing }) {
	const { t } = editor;
	const { width, height, drawn } = pointing;
	const byHand = () => {
		pointing.set("action", boxTarget([width * 0.3, height * 0.4, width * 0.4, height * 0.1], width, height), [width * 0.3, height * 0.4, width * 0.4, height * 0.1]);
		setTimeout(() => /** @type {any} */ (document.querySelector(".overlay .mark.main"))?.focus(), 50);
	};
	return html`<div class="marks-list" tabindex="-1">
		${drawn.length === 0 && html`<p class="todo">${t("point.nothing")}</p>`}
		<ul>
			${drawn.map((mark) => {
				const name = nameTarget(mark.target, t);
				return html`<li key=${mark.of}>
					<span class=${mark.found ? "" : "todo"}>
						${mark.of !== "action" && html`<small>${t("point.further")}</small> `}<b>${name}</b>
						${!mark.found && html` · ${t("point.not_found")}`}
					</span>
					<span class="row">
						<button class="small" onClick=${() => pointing.resize(mark, -1)} disabled=${!mark.box} aria-label=${`${t("point.smaller")}: ${name}`}>${t("point.smaller")}</button>
						<button class="small" onClick=${() => pointing.resize(mark, 1)} disabled=${!mark.box} aria-label=${`${t("point.larger")}: ${name}`}>${t("point.larger")}</button>
						<button class="small" onClick=${() => pointing.remove(mark.of)} aria-label=${`${t("point.remove")}: ${name}`}>${t("point.remove")}</button>
					</span>
				</li>`;
			})}
		</ul>
		<details class="find-words">
			<summary>${t("point.by_list")}</summary>
			<${ItemsList} editor=${editor} step=${step} pointing=${pointing} />
			<button class="small" onClick=${byHand} disabled=${!width}>${t("point.by_hand")}</button>
		</details>
	</div>`;
}

/** @param {StepProps & {pointing: Pointing}} props */
function ItemsList({ editor, step, pointing }) {
	const { t, api, path } = editor;
	const [filter, setFilter] = useState("");
	const [more, setMore] = useState(false);
	const row = editor.state.pictures[pointing.picture];
	const found = useAnswer(`${step.index} ${pointing.lang} ${pointing.picture} ${row?.state}`, () =>
		api.get(`${path}/pictures/${pointing.picture}/items?step=${step.index}&lang=${pointing.lang}`),
	);
	const wanted = filter.trim().toLocaleLowerCase();
	const items = /** @type {Item[]} */ (found.answer?.items ?? []).filter((item) => item.text.toLocaleLowerCase().includes(wanted));
	return html`<div class="items">
		<label>${t("point.filter")} <input type="search" value=${filter} onInput=${(/** @type {any} */ event) => setFilter(event.target.value)} /></label>
		<label class="check"><input type="checkbox" checked=${more} onChange=${() => setMore(!more)} /> ${t("point.as_further")}</label>
		<p role="status">${found.error ? editor.strings.explain(found.error) : found.answer ? t("point.items", { n: items.length }) : t("point.reading")}</p>
		<ul class="words" onKeyDown=${(/** @type {KeyboardEvent} */ event) => moveFocus(event, "button")}>
			${items.map(
				(item, index) => html`<li key=${index}>
					<button
						class=${`word ${item.kind}`}
						onClick=${() => pointing.set(more ? "new" : "action", item.target, item.box, item.outline)}
					>${item.text || `${t("point.element")} ${index + 1}`}</button>
				</li>`,
			)}
		</ul>
	</div>`;
}
