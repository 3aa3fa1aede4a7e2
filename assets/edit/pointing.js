/**
 * The picture of a step, and pointing on it: by mouse, and by keys on the marks.
 * @module
 */
import { html, useEffect, useRef, useState } from "./html.js";
import { useAnswer } from "./asking.js";
import { boxTarget, mostAlike, nameTarget, nudge, pointTarget } from "./targets.js";

const HOVER_MS = 80;
/** Screen pixels within which a press is at the same place, and beyond which it is a drag. */
const NEAR = 8;

/**
 * @param {Step} step
 * @param {string} lang
 */
export const pictureOf = (step, lang) => step.language_pictures[lang] ?? step.picture;

/**
 * Everything that pointing at a step needs: its marks as drawn, and what sets them.
 * @param {StepProps & {lang: string}} props
 */
export function usePointing({ editor, step, lang }) {
	const { api, path, state, t } = editor;
	const picture = pictureOf(step, lang);
	const row = state.pictures[picture];
	const [size, setSize] = useState(/** @type {[number, number] | null} */ (null));
	const [width, height] = row?.width && row.height ? [row.width, row.height] : (size ?? [0, 0]);
	const key = step.waiting || step.recording ? null : `${step.index} ${lang} ${picture} ${state.revision}`;
	const marks = useAnswer(key, () => api.get(`${path}/steps/${step.index}/marks?lang=${lang}`));
	/** What was just set is drawn before the server has found it again. */
	const [fresh, setFresh] = useState(/** @type {Drawn[]} */ ([]));
	useEffect(() => setFresh([]), [marks.answer]);

	/** @type {{of: "action" | number, target: Target}[]} */
	const wanted = step.marks.map((target, index) => ({ of: index, target }));
	if (step.action?.target) wanted.unshift({ of: "action", target: step.action.target });
	/** @type {Drawn[]} */
	const drawn = wanted.map(({ of, target }) => {
		const there = marks.answer?.marks.find((/** @type {any} */ mark) => mark.of === of);
		return { of, target, box: there?.box ?? null, outline: there?.outline ?? null, found: there?.found ?? true };
	});
	for (const mark of fresh) {
		const at = drawn.findIndex((other) => other.of === mark.of);
		if (at < 0) drawn.push(mark);
		else drawn[at] = mark;
	}

	/**
	 * @param {"action" | "new" | number} of
	 * @param {Target} target
	 * @param {Box} box
	 * @param {Box | null} [outline]
	 */
	const set = (of, target, box, outline = null) => {
		const where = of === "new" ? step.marks.length : of;
		setFresh([{ of: where, target, box, outline, found: true }]);
		if (of === "action") editor.change({ do: "set-target", step: step.index, target });
		else if (of === "new") editor.change({ do: "add-mark", step: step.index, target });
		else editor.change({ do: "set-mark", step: step.index, mark: of, target });
	};
	/** @param {"action" | number} of */
	const remove = (of) => {
		setFresh([]);
		if (of === "action") editor.change({ do: "set-target", step: step.index, target: null });
		else editor.change({ do: "remove-mark", step: step.index, mark: of });
	};
	/**
	 * @param {number} x
	 * @param {number} y
	 * @returns {Promise<{state: string, candidates: Candidate[], chosen: number}>}
	 */
	const ask = (x, y) => api.post(`${path}/point`, { step: step.index, lang, x: Math.round(x), y: Math.round(y) });
	/**
	 * Takes the next larger or smaller candidate.
	 * @param {Drawn} mark
	 * @param {1 | -1} by
	 */
	const resize = async (mark, by) => {
		const { box } = mark;
		if (!box) return;
		try {
			const { candidates = [] } = await ask(box[0] + box[2] / 2, box[1] + box[3] / 2);
			const here = mostAlike(box, candidates);
			const next = candidates[here + by];
			if (here < 0 || !next) editor.notify({ text: t(by > 0 ? "point.none_larger" : "point.none_smaller") });
			else set(mark.of, next.target, next.box, next.outline);
		} catch (error) {
			editor.notify({ text: editor.strings.explain(error), problem: true });
		}
	};
	const others = /** @type {Box[]} */ (marks.answer?.marks.flatMap((/** @type {any} */ mark) => mark.others ?? []) ?? []);
	const reading = marks.reading || row?.state === "waiting" || row?.state === "reading";
	return { picture, row, lang, width, height, setSize, drawn, others, reading, error: marks.error, set, remove, ask, resize };
}

/** @typedef {ReturnType<typeof usePointing>} Pointing */

/**
 * @param {StepProps & {pointing: Pointing}} props
 */
export function PictureView({ editor, step, pointing }) {
	const { t } = editor;
	const { width, height, picture } = pointing;
	const [hover, setHover] = useState(/** @type {Candidate | null} */ (null));
	const [drag, setDrag] = useState(/** @type {Box | null} */ (null));
	const asked = useRef({ timer: 0, number: 0, last: 0 });
	const press = useRef(/** @type {{x: number, y: number, clientX: number, clientY: number} | null} */ (null));
	/** The last press: its candidates, and which of them was taken. */
	const taken = useRef(/** @type {{x: number, y: number, candidates: Candidate[], index: number, of: "action" | number} | null} */ (null));

	useEffect(() => () => clearTimeout(asked.current.timer), []);

	/** @param {PointerEvent} event */
	const place = (event) => {
		const frame = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
		return {
			x: ((event.clientX - frame.left) / frame.width) * width,
			y: ((event.clientY - frame.top) / frame.height) * height,
			scale: width / frame.width,
			clientX: event.clientX,
			clientY: event.clientY,
		};
	};
	const stopHover = () => {
		clearTimeout(asked.current.timer);
		asked.current.number += 1;
		setHover(null);
	};
	/** @param {PointerEvent} event */
	const move = (event) => {
		const at = place(event);
		const from = press.current;
		if (from) {
			const far = Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > NEAR;
			if (!far && !drag) return;
			stopHover();
			const x = Math.max(0, Math.min(width, at.x));
			const y = Math.max(0, Math.min(height, at.y));
			setDrag([Math.min(from.x, x), Math.min(from.y, y), Math.abs(x - from.x), Math.abs(y - from.y)]);
			return;
		}
		if (event.pointerType === "touch") return;
		const ago = performance.now() - asked.current.last;
		clearTimeout(asked.current.timer);
		asked.current.timer = setTimeout(() => ahead(at.x, at.y), Math.max(0, HOVER_MS - ago));
	};
	/**
	 * @param {number} x
	 * @param {number} y
	 */
	const ahead = async (x, y) => {
		asked.current.last = performance.now();
		const number = ++asked.current.number;
		const answer = await pointing.ask(x, y).catch(() => null);
		if (number === asked.current.number) setHover(answer?.candidates?.[answer.chosen] ?? null);
	};
	/** @param {PointerEvent} event */
	const down = (event) => {
		if (event.button !== 0 || !width) return;
		press.current = place(event);
		// A finger that moves scrolls the page; a mouse or a pen draws.
		if (event.pointerType !== "touch") /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
	};
	/** @param {PointerEvent} event */
	const up = async (event) => {
		const from = press.current;
		const box = drag;
		press.current = null;
		setDrag(null);
		if (!from) return;
		if (box) {
			taken.current = null;
			pointing.set(event.shiftKey ? "new" : "action", boxTarget(box, width, height), box);
			return;
		}
		const at = place(event);
		const again = taken.current;
		if (again && !event.shiftKey && Math.hypot(again.x - at.x, again.y - at.y) <= NEAR * at.scale) {
			again.index = (again.index + 1) % again.candidates.length;
			return take(again);
		}
		try {
			const answer = await pointing.ask(at.x, at.y);
			if (answer.state === "reading") return editor.notify({ text: t("point.still_reading") });
			if (!answer.candidates.length) return editor.notify({ text: t("point.nothing_here") });
			const of = event.shiftKey ? "new" : "action";
			taken.current = { x: at.x, y: at.y, candidates: answer.candidates, index: answer.chosen, of: of === "new" ? step.marks.length : of };
			take({ ...taken.current, of });
		} catch (error) {
			editor.notify({ text: editor.strings.explain(error), problem: true });
		}
	};
	/** @param {{candidates: Candidate[], index: number, of: "action" | "new" | number}} which */
	const take = ({ candidates, index, of }) => {
		const { target, box, outline } = candidates[index];
		pointing.set(of, target, box, outline);
	};

	/** @param {Box} box @param {string} name */
	const rect = ([x, y, w, h], name) => html`<rect class=${name} x=${x} y=${y} width=${w} height=${h} rx=${width / 90} />`;
	const shown = drag ?? hover?.outline ?? hover?.box;
	return html`<figure class="picture-view">
		<div class="picture-frame">
			<img
				src=${editor.image(picture, 1080)}
				width=${width || undefined}
				height=${height || undefined}
				alt=${t("point.picture", { number: step.number })}
				draggable=${false}
				onLoad=${(/** @type {any} */ event) => pointing.setSize([event.target.naturalWidth, event.target.naturalHeight])}
			/>
			${
				width > 0 &&
				html`<svg
					class="overlay"
					viewBox="0 0 ${width} ${height}"
					preserveAspectRatio="none"
					onPointerMove=${move}
					onPointerDown=${down}
					onPointerUp=${up}
					onPointerCancel=${() => ((press.current = null), setDrag(null))}
					onPointerLeave=${stopHover}
				>
					${pointing.others.map((box) => rect(box, "other"))}
					${shown && [rect(shown, "hover under"), rect(shown, "hover")]}
					${pointing.drawn.map((mark) => mark.box && html`<${MarkShape} key=${mark.of} editor=${editor} mark=${mark} pointing=${pointing} />`)}
				</svg>`
			}
		</div>
		<figcaption>
			${
				hover
					? html`<b>${t("point.hover", { name: hover.label || nameTarget(hover.target, t) })}</b>`
					: t(pointing.reading ? "point.reading" : step.action?.target ? "point.again" : "point.first")
			}
		</figcaption>
	</figure>`;
}

/**
 * A mark: its focus is a focus on the page, arrow keys move it.
 * @param {{editor: Editor, mark: Drawn, pointing: Pointing}} props
 */
function MarkShape({ editor, mark, pointing }) {
	const { t } = editor;
	const { width, height } = pointing;
	const [moved, setMoved] = useState(/** @type {Box | null} */ (null));
	const isPoint = mark.target.kind === "point";
	const [asBox, setAsBox] = useState(!isPoint);
	const box = moved ?? mark.outline ?? mark.box;
	if (!box) return null;
	const confirm = () => {
		if (!moved) return;
		pointing.set(mark.of, asBox ? boxTarget(moved, width, height) : pointTarget(moved, width, height), moved);
		setMoved(null);
	};
	/** @param {KeyboardEvent} event */
	const key = (event) => {
		if (event.ctrlKey || event.altKey || event.metaKey) return;
		if (event.key.startsWith("Arrow")) {
			setMoved(nudge(box, event.key, event.shiftKey, width, height));
			setAsBox(!isPoint || event.shiftKey || (asBox && moved !== null));
		} else if (event.key === "Enter" || event.key === " ") confirm();
		else if (event.key === "Escape" && moved) setMoved(null);
		else if (event.key === "Delete" || event.key === "Backspace") {
			/** @type {HTMLElement | null} */ (document.querySelector(".marks-list"))?.focus();
			pointing.remove(mark.of);
		} else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const [x, y, w, h] = box;
	const shape = { x, y, width: w, height: h, rx: width / 90 };
	const name = nameTarget(mark.target, t);
	return html`<g
		class=${`mark ${mark.of === "action" ? "main" : "further"} ${moved ? "moved" : ""}`}
		tabindex="0"
		role="button"
		aria-label=${t("point.mark_keys", { name })}
		onKeyDown=${key}
		onBlur=${confirm}
	>
		<rect class="under" ...${shape} /><rect class="line" ...${shape} /><rect class="focus" ...${shape} />
	</g>`;
}
