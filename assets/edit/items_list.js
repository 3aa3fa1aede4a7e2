import { arrows, explain, get, html, small, t, typed, useAnswer, useState } from "./base.js";
import { boxTarget, nameIcon, nameTarget } from "./targets.js";

/** @param {PointingProps} props */
export function MarksList({ editor, step, pointing }) {
	const { width, height, drawn, set, resize, remove } = pointing;
	const [open, setOpen] = useState(false);
	const byHand = () => {
		/** @type {Box} */
		const box = [width * 0.3, height * 0.4, width * 0.4, height * 0.1];
		set("action", { target: boxTarget(box, width, height), box });
		setTimeout(() => /** @type {any} */ (document.querySelector(".overlay .main"))?.focus(), 50);
	};
	return html`<div class="marks-list" tabindex="-1">
		${!drawn.length && html`<p>${t("point.nothing")}</p>`}
		<ul>${drawn.map((mark) => {
			const { of, found, box, target } = mark;
			const name = nameTarget(target);
			return html`<li key=${of}>
				<span class=${found ? "" : "todo"}>
					${of !== "action" && t("point.further")} <b>${name}</b> ${!found && t("point.not_found")}<//>
				<span class="row">
					${small("point.smaller", () => resize(mark, -1), name, { disabled: !box })}
					${small("point.larger", () => resize(mark, 1), name, { disabled: !box })}
					${small("point.remove", () => remove(of), name)}
				<//>
			</li>`;
		})}</ul>
		<details onToggle=${({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>${t("point.by_list")}<//>
			${open && html`<${ItemsList} ...${{ editor, step, pointing }} />`}
			${small("point.by_hand", byHand)}
		<//>
	<//>`;
}

/** @param {PointingProps} props */
function ItemsList({ editor, step, pointing }) {
	const { picture, lang, set } = pointing;
	const [filter, setFilter] = useState("");
	const [more, setMore] = useState(false);
	const path = `${editor.path}/pictures/${picture}/items?step=${step.index}&lang=${lang}`;
	const { answer, error } = useAnswer(path, () => get(path));
	const named = (answer?.items ?? []).map((item) => ({
		...item,
		text: item.target.kind === "icon" ? nameIcon(item.target.file) : item.text,
	}));
	const items = named.filter(({ text }) => text.toLowerCase().includes(filter.trim().toLowerCase()));
	return html`<div class="items">
		<label>${t("point.filter")} <input type="search" value=${filter} onInput=${typed(setFilter)} /><//>
		<label class="check"><input type="checkbox" checked=${more}
			onChange=${() => setMore(!more)} /> ${t("point.as_further")}<//>
		<p role="status">${error ? explain(error) : answer ? t("point.items", { n: items.length }) : t("point.reading")}</p>
		<ul class="words" onKeyDown=${arrows("button")}>${items.map(
			(item, index) =>
				html`<li><button class="word" onClick=${() => set(more ? "new" : "action", item)}>
					${item.text || `${t("point.element")} ${index + 1}`}<//></li>`,
		)}</ul>
	<//>`;
}
