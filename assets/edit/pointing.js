import { get, html, post, t, useAnswer, useEffect, useLayoutEffect, useRef, useState } from "./base.js";
import { area, boxTarget, clamp, nameTarget, nudge, pointTarget } from "./targets.js";

const HOVER_MS = 80;
/** A click that takes longer waits until its picture is read, and says so. */
const PATIENCE_MS = 300;
/** Screen pixels: nearer is the same place, farther is a drag. */
const NEAR = 8;

/** @param {StepProps} props @returns {Pointing} */
export function usePointing({ editor, step }) {
	const { path, state, lang, act } = editor;
	const { index } = step;
	const picture = step.language_pictures[lang] ?? step.picture;
	const row = state.pictures[picture];
	const [size, setSize] = useState([0, 0]);
	const [width, height] = row?.width && row.height ? [row.width, row.height] : size;
	const marks = useAnswer(step.waiting || step.recording ? null : `${lang} ${picture} ${state.revision}`, (signal) =>
		get(`${path}/steps/${index}/marks?lang=${lang}`, signal),
	);
	// Known as soon as it is read; then the rest of the page should know, too.
	const turn = marks.answer?.turn ?? row?.turn ?? 0;
	useEffect(() => {
		if (row && turn !== row.turn) editor.store.load();
	}, [turn]);
	// What was just set is drawn before the server has found it again.
	const [fresh, setFresh] = useState(null);
	useEffect(() => setFresh(null), [marks.answer]);
	const placed = marks.answer?.marks ?? [];
	const draw = (of, target) => ({
		box: null,
		outline: null,
		found: true,
		...placed.find((mark) => mark.of === of),
		of,
		target,
	});
	const drawn = step.marks.map(({ target }, at) => draw(at, target));
	if (step.action?.target) drawn.unshift(draw("action", step.action.target));
	if (fresh) {
		const at = drawn.findIndex(({ of }) => of === fresh.of);
		drawn.splice(at < 0 ? drawn.length : at, 1, fresh);
	}
	const set = (of, { target, box, outline }) => {
		setFresh({ of: of === "new" ? step.marks.length : of, target, box, outline, found: true });
		if (of === "action") return act("set-target", { step: index, target });
		if (of === "new") return act("add-mark", { step: index, target });
		return act("set-mark", { step: index, mark: of, target });
	};
	const ask = (x, y, hide) => post(`${path}/point`, { step: index, lang, x: Math.round(x), y: Math.round(y), hide });
	return {
		picture,
		turn,
		lang,
		width,
		height,
		setSize,
		drawn,
		set,
		ask,
		hold: (flush) => editor.store.hold(flush),
		others: placed.flatMap((mark) => mark.others),
		reading: marks.reading || (!marks.answer && row?.state !== "ready"),
		remove(of) {
			setFresh(null);
			if (of === "action") act("set-target", { step: index, target: null });
			else act("remove-mark", { step: index, mark: of });
		},
		async resize({ of, box }, by) {
			if (!box) return;
			const { candidates } = await editor.tried(ask(box[0] + box[2] / 2, box[1] + box[3] / 2));
			if (!candidates) return;
			const next =
				by > 0
					? candidates.find((each) => area(each.box) > area(box) * 1.02)
					: candidates.reverse().find((each) => area(each.box) < area(box) * 0.98);
			if (next) set(of, next);
			else editor.notify(t(by > 0 ? "point.none_larger" : "point.none_smaller"));
		},
	};
}

export const rect = ([x, y, w, h], name, width) =>
	html`<rect class=${name} x=${x} y=${y} width=${w} height=${h} rx=${width / 90} />`;

/** @param {PictureProps} props */
export function PictureView({ editor, step, pointing, hiding, guesses }) {
	const { width, height, ask } = pointing;
	const set = hiding.on ? hiding.cover : pointing.set;
	const say = (what, more) => t(`${hiding.on ? "hide" : "point"}.${what}`, more);
	const [hover, setHover] = useState(null);
	const [drag, setDrag] = useState(null);
	/** Where somebody clicked a picture that is still being read. */
	const [waits, setWaits] = useState(/** @type {Box|null} */ (null));
	const asked = useRef({ next: /** @type {Place|null} */ (null), busy: false }).current;
	const press = useRef(null);
	const taken = useRef(null);
	useEffect(() => ((taken.current = null), stopHover), [hiding.on]);

	const place = ({ currentTarget, clientX, clientY }) => {
		const frame = currentTarget.getBoundingClientRect();
		const scale = width / frame.width;
		return {
			x: clamp((clientX - frame.left) * scale, 0, width),
			y: clamp((clientY - frame.top) * scale, 0, height),
			scale,
		};
	};
	const near = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) <= NEAR * b.scale;
	const stopHover = () => {
		asked.next = null;
		setHover(null);
	};
	const lookAhead = async () => {
		asked.busy = true;
		for (let at = asked.next; at; at = asked.next === at ? null : asked.next) {
			const [answer] = await Promise.all([
				ask(at.x, at.y, hiding.on).catch(() => null),
				new Promise((go) => setTimeout(go, HOVER_MS)),
			]);
			if (asked.next) setHover(answer?.candidates?.[answer.chosen] ?? null);
		}
		asked.busy = false;
	};
	const move = (event) => {
		const from = press.current;
		if (event.pointerType === "touch") return;
		const at = place(event);
		if (!from) {
			asked.next = at;
			if (!asked.busy) lookAhead();
		} else if (drag || !near(from, at)) {
			stopHover();
			setDrag([Math.min(from.x, at.x), Math.min(from.y, at.y), Math.abs(at.x - from.x), Math.abs(at.y - from.y)]);
		}
	};
	const down = (event) => {
		if (event.button !== 0) return;
		press.current = place(event);
		event.currentTarget.setPointerCapture(event.pointerId);
	};
	const leave = () => {
		press.current = null;
		setDrag(null);
	};
	const up = async (event) => {
		if (!press.current) return;
		const at = place(event);
		const of = event.shiftKey ? "new" : "action";
		const before = taken.current;
		leave();
		if (drag) {
			taken.current = null;
			return set(of, { target: boxTarget(drag, width, height), box: drag });
		}
		// What was taken back, or changed elsewhere since, is begun anew.
		const isLast = !hiding.on || (await hiding.last()) === editor.store.state?.revision;
		if (before && of === "action" && near(before, at) && isLast) {
			before.at = (before.at + 1) % before.candidates.length;
			return set(before.of, before.candidates[before.at], true);
		}
		const around = NEAR * 3 * at.scale;
		let told = false;
		const timer = setTimeout(() => {
			told = true;
			setWaits([at.x - around, at.y - around, 2 * around, 2 * around]);
			editor.notify(t("point.still_reading"));
		}, PATIENCE_MS);
		const { state, candidates, chosen } = await editor.tried(ask(at.x, at.y, hiding.on));
		clearTimeout(timer);
		setWaits(null);
		if (told) editor.notify("");
		if (candidates?.length) {
			taken.current = { ...at, candidates, at: chosen, of: of === "new" ? step.marks.length : of };
			const wasDrawn = !hiding.on && of === "action" && step.action?.target?.kind === "box";
			await set(of, candidates[chosen]);
			// A stray click must not cost what somebody drew.
			if (wasDrawn) editor.notify(t("point.replaced"), true);
		} else if (state) editor.notify(say("nothing_here"));
	};
	const shown = drag ?? hover?.outline ?? hover?.box;
	const hides = hiding.on && hover?.everywhere;
	const boxes = [...hiding.places, shown, waits];
	return html`<figure class="picture-view">
		<div class="picture-frame">
			<img src=${hiding.image || editor.image(pointing.picture, 1080, pointing.turn)} width=${width || undefined}
				height=${height || undefined} draggable=${false} alt=${say("picture", { number: step.number })}
				onLoad=${({ target }) => pointing.setSize([target.naturalWidth, target.naturalHeight])} />
			${
				width > 0 &&
				html`<svg class="overlay" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"
				onPointerMove=${move} onPointerDown=${down} onPointerUp=${up} onPointerCancel=${leave} onPointerLeave=${stopHover}>
				${guesses?.slice(0, 1).map(({ box }) => box && [rect(box, "guess under", width), rect(box, "guess", width)])}
				${pointing.others.map((box) => rect(box, "other", width))}
				${boxes.map((box) => box && [rect(box, "hover under", width), rect(box, "hover", width)])}
				${pointing.drawn.map((mark) => html`<${MarkShape} key=${mark.of} mark=${mark} pointing=${pointing} />`)}
			<//>`
			}
		<//>
		<figcaption>${
			hover
				? html`<b>${say(hides ? "hover_everywhere" : "hover", { name: nameTarget(hover.target) })}</b>`
				: pointing.reading
					? t("point.reading")
					: say(step.action?.target ? "again" : "first")
		}<//>
	<//>`;
}

function MarkShape({ mark, pointing }) {
	const { width, height } = pointing;
	const { of, target } = mark;
	const [moved, setMoved] = useState(null);
	const held = useRef({ box: /** @type {Box|null} */ (null), resized: false }).current;
	const move = (to, resized = false) => {
		Object.assign(held, { box: to, resized });
		setMoved(to);
	};
	const confirm = () => {
		const { box: to, resized } = held;
		if (!to) return;
		move(null);
		const make = target.kind === "point" && !resized ? pointTarget : boxTarget;
		pointing.set(of, { target: make(to, width, height), box: to });
	};
	// Whatever comes next, also undo, comes after the move; also what comes before the next frame.
	useLayoutEffect(() => (moved ? pointing.hold(confirm) : undefined), [moved]);
	const box = moved ?? mark.outline ?? mark.box;
	if (!box) return null;
	const key = (event) => {
		if (event.ctrlKey || event.altKey || event.metaKey) return;
		if (event.key.startsWith("Arrow")) {
			move(nudge(box, event.key, event.shiftKey, width, height), held.resized || event.shiftKey);
		} else if (event.key === "Enter" || event.key === " ") confirm();
		else if (event.key === "Escape") move(null);
		else if (event.key === "Delete" || event.key === "Backspace") {
			// The mark goes, the focus must not go with it.
			/** @type {any} */ (document.querySelector(".marks-list")).focus();
			pointing.remove(of);
		} else return;
		event.preventDefault();
	};
	return html`<g class=${`mark ${of === "action" ? "main" : "further"} ${moved ? "moved" : ""}`}
		tabindex="0" role="button"
		aria-label=${t("point.mark_keys", { name: nameTarget(target) })} onKeyDown=${key} onBlur=${confirm}>
		${["focus", "under", "line"].map((name) => rect(box, name, width))}
	</g>`;
}
