import { html, useState } from "./html.js";
import { get } from "./api.js";
import { t, explain } from "./strings.js";
import { moveFocus, typed, useAnswer } from "./asking.js";
import { boxTarget, nameTarget } from "./targets.js";

/** The marks of a step, with what can be done to them without a mouse. @param {PointingProps} props */
export function MarksList({ editor, step, pointing }) {
	const { width, height, drawn } = pointing;
	const byHand = () => {
		/** @type {Box} */
		const box = [width * 0.3, height * 0.4, width * 0.4, height * 0.1];
		pointing.set("action", boxTarget(box, width, height), box);
		setTimeout(() => /** @type {any} */ (document.querySelector(".overlay .main"))?.focus(), 50);
	};
	/** @param {string} text @param {Drawn} mark @param {() => void} act */
	const button = (text, mark, act) => html`<button class="small" onClick=${act} aria-label=${`${t(text)}: ${nameTarget(mark.target)}`}>${t(text)}</button>`;
	return html`<div class="marks-list" tabindex="-1">
		${!drawn.length && html`<p class="todo">${t("point.nothing")}</p>`}
		<ul>
			${drawn.map(
				(mark) => html`<li key=${mark.of}>
					<span class=${mark.found ? "" : "todo"}>
						${mark.of !== "action" && t("point.further")} <b>${nameTarget(mark.target)}</b> ${!mark.found && t("point.not_found")}
					</span>
					<span class="row">
						${mark.box && [button("point.smaller", mark, () => pointing.resize(mark, -1)), button("point.larger", mark, () => pointing.resize(mark, 1))]}
						${button("point.remove", mark, () => pointing.remove(mark.of))}
					</span>
				</li>`,
			)}
		</ul>
		<details class="find-words">
			<summary>${t("point.by_list")}</summary>
			<${ItemsList} editor=${editor} step=${step} pointing=${pointing} />
			<button class="small" onClick=${byHand} disabled=${!width}>${t("point.by_hand")}</button>
		</details>
	</div>`;
}

/** Every word and element found, as buttons. @param {PointingProps} props */
function ItemsList({ editor, step, pointing }) {
	const { picture, lang } = pointing;
	const [filter, setFilter] = useState("");
	const [more, setMore] = useState(false);
	const path = `${editor.path}/pictures/${picture}/items?step=${step.index}&lang=${lang}`;
	const { answer, error } = useAnswer(`${path} ${editor.state.pictures[picture]?.state}`, () => get(path));
	const wanted = filter.trim().toLowerCase();
	const items = /** @type {Item[]} */ (answer?.items ?? []).filter((item) => item.text.toLowerCase().includes(wanted));
	return html`<div class="items">
		<label>${t("point.filter")} <input type="search" value=${filter} onInput=${typed(setFilter)} /></label>
		<label class="check"><input type="checkbox" checked=${more} onChange=${() => setMore(!more)} /> ${t("point.as_further")}</label>
		<p role="status">${error ? explain(error) : answer ? t("point.items", { n: items.length }) : t("point.reading")}</p>
		<ul class="words" onKeyDown=${(/** @type {any} */ event) => moveFocus(event, "button")}>
			${items.map(
				({ kind, text, target, box, outline }, index) => html`<li key=${index}>
					<button class=${`word ${kind}`} onClick=${() => pointing.set(more ? "new" : "action", target, box, outline)}>${text || `${t("point.element")} ${index + 1}`}</button>
				</li>`,
			)}
		</ul>
	</div>`;
}
