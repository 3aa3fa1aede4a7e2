import { ApiError } from "./api.js";
import { ACTIONS } from "./tables.js";

/** Edits of a tutorial's document, from one to the next. What no script can hold is left for the server to refuse. */

/** What is above the steps and shown in *About*; covers for all pictures, and other phones, are put on at a step. */
const above = ({ hides, shows, phones, ...rest }) => rest;

/**
 * The step that an undo changed, null for what is above all steps: the one in view if it is among them, else the
 * first.
 * @type {(before: Tutorial, after: Tutorial, here: number|null) => number|null|undefined}
 */
export const findChange = ({ steps: old, ...rest }, { steps, ...now }, here) => {
	const changed = steps.flatMap((step, at) => (same(step, old[at]) ? [] : [at]));
	// All behind one that came or went are others.
	if (steps.length !== old.length) return changed[0] ?? Math.max(0, steps.length - 1);
	const places = same(above(rest), above(now)) ? changed : [...changed, null];
	return places.includes(here) ? here : places[0];
};

const gone = () => new ApiError({ code: "stale" }, 409);
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
export const isAside = ({ questions }) => Object.keys(questions).length > 0;

const OPPOSITES = { up: "down", down: "up", left: "right", right: "left" };

/**
 * The direction of an action of a kind that was another one; it precedes a target in the script. Where a finger goes
 * is kept: a scroll names where to look further, which is the other way.
 */
const directionOf = (action, kind) => {
	if (ACTIONS[kind] !== "direction") return null;
	const finger = (action?.kind === "scroll" ? OPPOSITES[action.direction] : action?.direction) ?? "up";
	return kind === "scroll" ? OPPOSITES[finger] : finger;
};

const round = (value) => Math.round(value * 100) / 100;

/** A length that ends within the picture: 100 less a number is seldom exact. */
const fit = (start, length) => {
	const fitting = Math.min(round(length), round(100 - start));
	return start + fitting > 100 ? round(fitting - 0.01) : fitting;
};

/** A target as a document has it, with its place to a hundredth of a percent. */
const tidy = (target) => {
	const { kind, wordings, file, occurrence = null, x, y, left, top, width, height } = target;
	if (kind === "text") return { kind, wordings, occurrence };
	if (kind === "icon") return { kind, file, occurrence };
	if (kind === "point") return { kind, x: round(x), y: round(y) };
	return { kind, left: round(left), top: round(top), width: fit(round(left), width), height: fit(round(top), height) };
};

/** Texts in the order of the languages; an empty one takes the text away. */
const setTexts = ({ titles }, texts, more) => {
	const all = { ...texts, ...more };
	const langs = [...new Set([...Object.keys(titles), ...Object.keys(all)])];
	return Object.fromEntries(langs.map((lang) => [lang, all[lang]?.trim()]).filter(([, text]) => text));
};

const setStep = (tutorial, step, fields) => ({
	...tutorial,
	steps: tutorial.steps.map((each, at) => (at === step ? { ...each, ...fields } : each)),
});

/** An edit of one step, which returns the fields that change. */
const inStep = (change) => (tutorial, values) => {
	const own = tutorial.steps[values.step];
	if (!own) throw gone();
	return setStep(tutorial, values.step, change(own, values, tutorial));
};

const TAP = { kind: "tap", target: null, direction: null, words: null, guess: false };

/** An edit of a step's action, which makes a tap of none, and no guess of what a person set. */
const inAction = (change) =>
	inStep(({ action }, values) => ({ action: { ...(action ?? TAP), ...change(values, action), guess: false } }));

const setMark = (own, mark, marks) => {
	if (!own.marks[mark]) throw gone();
	return { marks: own.marks.toSpliced(mark, 1, ...marks) };
};

/** A step's lines about its picture on another phone, in the order of the phones; without any they go. */
const setVariant = ({ variants }, { phones }, phone, change) => {
	const lines = { action: null, narration: {}, marks: [], hides: [], shows: [], also: [], keeps: [] };
	return {
		variants: phones.flatMap(({ word }) => {
			const nothing = { phone: word, ...lines };
			const before = variants.find((each) => each.phone === word) ?? nothing;
			const now = word === phone ? { ...before, ...change(before) } : before;
			return same(now, nothing) ? [] : [now];
		}),
	};
};

// A step and the asides behind it move, and go, together: alone they would become asides of another one.

const behindAsides = (steps, at) => {
	while (steps[at] && isAside(steps[at])) at += 1;
	return at;
};

/** @type {(edit: (steps: any[], end: number, values: any) => any[]) => any} */
const inOrder = (edit) => (tutorial, values) => {
	const { steps } = tutorial;
	const { step } = values;
	if (!steps[step]) throw gone();
	return { ...tutorial, steps: edit(steps, isAside(steps[step]) ? step + 1 : behindAsides(steps, step + 1), values) };
};

/** Moves a block to where the step at `to` is: above it, or, on the way down, below it and its asides. */
const moveBlock = (steps, end, { step, to }) => {
	if (!steps[to]) throw gone();
	const rest = steps.toSpliced(step, end - step);
	const block = steps.slice(step, end);
	if (isAside(steps[step])) return rest.toSpliced(to, 0, ...block);
	while (to > 0 && to <= step && isAside(steps[to])) to -= 1;
	// One down must pass its own asides, or nothing would change.
	const after = to <= step ? to : behindAsides(steps, Math.max(to, Math.min(end, steps.length - 1)) + 1) - block.length;
	return rest.toSpliced(after, 0, ...block);
};

/** A step that waits for its picture, under a name that none has. */
const newStep = (steps) => {
	let number = 1;
	const name = () => `___${String(number).padStart(2, "0")}.png`;
	while (steps.some(({ picture }) => picture === name())) number += 1;
	const lines = { marks: [], hides: [], shows: [], also: [], keeps: [], oks: [], variants: [] };
	const texts = { narration: {}, questions: {} };
	return {
		picture: name(),
		action: null,
		...texts,
		...lines,
		continues: false,
		sign: null,
		source: null,
		from_seconds: null,
		to_seconds: null,
	};
};

// A line that covers or shows: where `step` is null, on all pictures.

const setLines = (tutorial, step, what, change) => {
	const holder = step === null ? tutorial : tutorial.steps[step];
	if (!holder) throw gone();
	const lines = { [what]: change(holder[what]) };
	return step === null ? { ...tutorial, ...lines } : setStep(tutorial, step, lines);
};

const without = (lines, target) => lines.filter((line) => !same(line.target, target));

/** An edit of the line with a target. */
const inLine =
	(what, change) =>
	(tutorial, { step, target, ...values }) =>
		setLines(tutorial, step, what, (lines) => {
			const at = lines.findIndex((line) => same(line.target, tidy(target)));
			if (at < 0) throw gone();
			return change(lines, at, values);
		});

/** Adds a line, and takes those away that say the opposite; a text is covered, or shown, on all pictures. */
const addLine =
	(what, opposite) =>
	(tutorial, { step, target: found, ...more }) => {
		const target = tidy(found);
		const places = step === null || target.kind === "text" ? [null, ...tutorial.steps.keys()] : [step];
		const rest = places.reduce(
			(now, place) => setLines(now, place, opposite, (lines) => without(lines, target)),
			tutorial,
		);
		return setLines(rest, step, what, (lines) => [...without(lines, target), { target, ...more }]);
	};

/**
 * The change that adds the line of a decision, at a step where it isn't for all pictures.
 * @type {(decision: any, step: number|null) => Change}
 */
export const lineOf = ({ line: { kind, ...line }, everywhere }, step) => ({
	do: `add-${kind}`,
	step: everywhere ? null : step,
	...line,
});

const cover = addLine("hides", "shows");
const exampleOf = (example) => example?.trim() || null;
const removeAt = (lines, at) => lines.toSpliced(at, 1);

const today = () => new Date().toLocaleDateString("sv"); // the Swedes write it as scripts do

/** @type {Record<string, (tutorial: any, values: any) => any>} */
const EDITS = {
	"set-title": (tutorial, { lang, text }) => ({ ...tutorial, titles: { ...tutorial.titles, [lang]: text.trim() } }),
	"set-why": (tutorial, { lang, text }) => ({ ...tutorial, whys: setTexts(tutorial, tutorial.whys, { [lang]: text }) }),
	"set-device": (tutorial, { text }) => ({ ...tutorial, device: text.trim() || null }),
	"set-checked": (tutorial, { date }) => ({ ...tutorial, checked: date === "today" ? today() : date }),
	"add-language": (tutorial, { lang, title = "" }) => ({
		...tutorial,
		titles: { ...tutorial.titles, [lang]: tutorial.titles[lang] ?? title },
	}),
	"remove-language": (tutorial, { lang }) => {
		const rest = (texts) => Object.fromEntries(Object.entries(texts).filter(([each]) => each !== lang));
		const steps = tutorial.steps.map((own) => ({
			...own,
			narration: rest(own.narration),
			questions: rest(own.questions),
			variants: own.variants.map((each) => ({ ...each, narration: rest(each.narration) })),
		}));
		return { ...tutorial, titles: rest(tutorial.titles), whys: rest(tutorial.whys), steps };
	},
	"set-action": inStep(({ action, source }, { kind }) => {
		const { target, words } = action ?? TAP;
		const says = ACTIONS[kind] === "words";
		return {
			action: {
				kind,
				target: says ? null : target,
				direction: directionOf(action, kind),
				words: says ? words : null,
				guess: false,
			},
			source: kind === "type" ? source : null,
		};
	}),
	"take-guess": inAction((values) => values.action),
	"set-direction": inAction(({ direction }) => ({ direction })),
	"set-source": inStep((own, { source }) => ({ source })),
	"set-words": inAction(({ words }) => ({ words: words.trim() || null })),
	"set-target": inAction(({ target }, action) => ({
		target: target && tidy(target),
		direction: directionOf(action, action?.kind),
	})),
	"add-mark": inStep(({ marks }, { target }) => ({ marks: [...marks, { target: tidy(target) }] })),
	"set-mark": inStep((own, { mark, target }) => setMark(own, mark, [{ target: tidy(target) }])),
	"remove-mark": inStep((own, { mark }) => setMark(own, mark, [])),
	"set-sentence": inStep(({ narration }, { lang, text }, tutorial) => ({
		narration: setTexts(tutorial, narration, { [lang]: text }),
	})),
	"set-phone-target": inStep((own, { phone, target }, tutorial) =>
		setVariant(own, tutorial, phone, () => ({
			action: target && { ...(own.action ?? TAP), target: tidy(target), guess: false },
		})),
	),
	"set-phone-sentence": inStep((own, { phone, lang, text }, tutorial) =>
		setVariant(own, tutorial, phone, ({ narration }) => ({ narration: setTexts(tutorial, narration, { [lang]: text }) })),
	),
	"set-sentences": inStep(({ narration }, { texts }, tutorial) => ({ narration: setTexts(tutorial, narration, texts) })),
	"set-question": inStep(({ questions }, { lang, text }, tutorial) => {
		const asked = setTexts(tutorial, questions, { [lang]: text });
		// The server says why the last one can't go.
		return { questions: Object.keys(asked).length ? asked : { [lang]: "" } };
	}),
	"make-aside": inStep((_, { questions }, tutorial) => ({
		questions: setTexts(tutorial, {}, questions),
		continues: false,
	})),
	"make-step": inStep(() => ({ questions: {} })),
	"move-step": inOrder(moveBlock),
	"duplicate-step": inOrder((steps, end, { step }) => steps.toSpliced(end, 0, steps[step])),
	"delete-step": inOrder((steps, end, { step }) => steps.toSpliced(step, end - step)),
	"insert-step": (tutorial, { at }) => {
		const { steps } = tutorial;
		return { ...tutorial, steps: steps.toSpliced(at && behindAsides(steps, at), 0, newStep(steps)) };
	},
	"add-hide": (tutorial, { step, target, example }) =>
		cover(tutorial, { step, target, example: exampleOf(example), guess: false }),
	"remove-hide": inLine("hides", removeAt),
	"set-hide-example": inLine("hides", (lines, at, { example }) =>
		lines.with(at, { ...lines[at], example: exampleOf(example), guess: false }),
	),
	"move-hide": inLine("hides", (lines, at, { to }) => {
		const moved = { ...lines[at], target: tidy(to) };
		return lines.with(at, moved).filter((line) => line === moved || !same(line.target, moved.target));
	}),
	"add-show": addLine("shows", "hides"),
	"remove-show": inLine("shows", removeAt),
};

/**
 * The document after changes that belong together. Throws an ApiError where a part that they are about is gone.
 * @type {EditDocument}
 */
export function edit(tutorial, changes) {
	return changes.reduce((now, { do: what, ...values }) => EDITS[what](now, values), tutorial);
}

const TYPED = /^set-(title|why|device|words|sentence|question|phone-sentence|hide-example)$/;

/**
 * What tells the field that was typed into from others; fast changes of one are undone together.
 * @type {(changes: Change[]) => string|null}
 */
export function fieldOf([{ do: what, step, lang, target, phone }, ...others]) {
	if (others.length) return null;
	if (what === "move-hide") return `${step}`;
	return TYPED.test(what) ? JSON.stringify([step, lang, target ?? phone]) : null;
}

const orderOf = (steps) => steps.map(({ picture }) => picture);

/** Whether each part of a part can be changed by itself: of a document, its steps, one of them, texts by language. */
const isOpen = (part) =>
	Array.isArray(part) ? part.some((each) => each?.picture) : part instanceof Object && !("kind" in part);

/**
 * Whether two documents changed the same part of the one that both were.
 * @type {(base: any, mine: any, theirs: any) => boolean}
 */
export function clash(base, mine, theirs) {
	if (same(mine, base) || same(theirs, base) || same(mine, theirs)) return false;
	const all = [base, mine, theirs];
	if (!all.every(isOpen)) return true;
	if (Array.isArray(base) && !all.every((each) => same(orderOf(each), orderOf(base)))) return true;
	return [...new Set(all.flatMap(Object.keys))].some((key) => clash(base[key], mine[key], theirs[key]));
}

/**
 * The same for a change that only the server can make: the order of the steps counts, and its own one.
 * @type {(base: Tutorial, change: Change, theirs: Tutorial) => boolean}
 */
export function moved(base, { step }, theirs) {
	const [before, now] = [base, theirs].map(({ steps }) => [orderOf(steps), steps[Number(step)]]);
	return !same(before, now);
}
