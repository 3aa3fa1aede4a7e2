import { arrive, Problems, small, useDraft } from "./base.js";
import { Button, button, html, named, t, typed, useEffect, useRef, useState } from "./components.js";
import { Roster } from "./school_questions.js";
import { lineOf } from "./document.js";
import { changeBox, nameTarget } from "./targets.js";
import { useView, View } from "./view.js";

/** What the buttons beside a box do to its left, top, width and height, in percent. */
const MOVES = {
	left: [-1, 0, 0, 0],
	right: [1, 0, 0, 0],
	up: [0, -1, 0, 0],
	down: [0, 1, 0, 0],
	wider: [-1, 0, 2, 0],
	narrower: [1, 0, -2, 0],
	taller: [0, -1, 0, 2],
	shorter: [0, 1, 0, -2],
};
/** The box that people start from who draw none. */
const CENTRE = { kind: "box", left: 30, top: 45, width: 40, height: 10 };

/** @param {StepProps} props @returns {Hiding} */
export function useHiding({ editor, step }) {
	const { path, state, lang, store } = editor;
	const { index } = step;
	const read = state.pictures[step.language_pictures[lang] ?? step.picture]?.state === "ready";
	const [on, setOn] = useState(location.hash.endsWith("/cover"));
	const [places, setPlaces] = useState([]);
	const made = useRef(Promise.resolve(/** @type {number|undefined} */ (0)));
	useEffect(() => setPlaces([]), [on, state.revision]);
	const of = (what) => `${path}/steps/${index}/${what}?lang=${lang}&revision=${state.revision}`;
	return {
		on,
		setOn,
		places,
		setPlaces,
		list: of("hiding"),
		last: () => made.current,
		// As families see it, once that is known; but a place that is looked for is seen uncovered.
		image: (on || (step.shown.covered && read)) && !places[0] && of("covered"),
		async cover(_, { target, everywhere, example = null }, again) {
			await (made.current = made.current.then(async (last) => {
				if (again && last === store.state?.revision) await store.turn("undo");
				await editor.act("add-hide", { step: everywhere ? null : index, target, example });
				return store.state?.revision;
			}));
			editor.notify(t(everywhere ? "hide.covered_everywhere" : "hide.covered", { name: nameTarget(target) }), true);
		},
	};
}

export const HideButton = ({ hiding: { on, setOn } }) =>
	button(on ? "hide.end" : "hide.toggle", () => setOn(!on), on ? "main" : "");

/**
 * What is covered on a picture and why, what staff covered, and which names are to be decided on; or the list of
 * names.
 */
export function HidePanel({ editor, step, hiding }) {
	const [names, setNames] = useState(false);
	const tell = { notify: editor.notify, changed: () => editor.store.load() };
	const covers = useView(names ? null : hiding.list, tell);
	const press = usePress(editor);
	const back = () => {
		setNames(false);
		setTimeout(() => arrive(document.querySelector(".hiding > p .button")));
	};
	const shared = { editor, index: step.index, press, show: step.recording ? null : hiding.setPlaces };
	const draw = (found) => html`<section class="hiding" aria-label=${t("hide.list")}>
		<${AskList} rows=${found.asks} ...${shared} />
		<${Section} name="yours" rows=${found.hides} Row=${Hide} none ...${shared} />
		<${Section} name="automatic" rows=${found.automatic} Row=${Automatic} none ...${shared} />
		<${Section} name="shows" rows=${found.shows} Row=${Show} ...${shared} />
		${!step.recording && html`<${ChooseFrom} ...${{ step, press, others: found.others }} />`}
		<p>${button("hide.roster", () => setNames(true))}</p>
	<//>`;
	return html`<div class="covers">
		${names ? html`<${Roster} path=${editor.path} ...${tell} onBack=${back} />` : html`<${View} of=${covers}>${draw}<//>`}
	<//>`;
}

/** What makes a change of what is covered, once however often it is pressed, and says it. @param {Editor} editor */
export function usePress({ store, notify }) {
	const underWay = useRef("");
	return async (change) => {
		const key = JSON.stringify(change);
		if (underWay.current === key) return;
		underWay.current = key;
		const before = store.state?.revision;
		await store.change(change);
		if (underWay.current === key) underWay.current = "";
		if (store.state?.revision !== before) notify(t(`hide.done.${[change].flat()[0].do}`));
	};
}

/** Rows below their heading; with `none`, it is said that there are none. */
function Section({ name, rows, Row, none = false, ...shared }) {
	if (!rows.length && !none) return null;
	const heading = html`<h3>${t(`hide.${name}`)}</h3>`;
	if (!rows.length) return html`${heading}<p>${t(`hide.${name}_none`)}</p>`;
	const about = named("hide", `${name}_about`);
	const keyOf = ({ step, line, kind, text, box }) => JSON.stringify(line ? [step, line] : [kind, text, box]);
	return html`${heading}
		${about !== `${name}_about` && html`<p class="note">${about}</p>`}
		<ul>
			${rows.map((row) => html`<li key=${keyOf(row)}><${Row} row=${row} ...${shared} /><//>`)}
		<//>`;
}

/** Possible names, to be decided on, or all to be covered. */
function AskList({ rows, ...shared }) {
	const coverAll = () => shared.press(rows.map(({ hide }) => lineOf(hide, shared.index)));
	return html`<${Section} name="asks" rows=${rows} Row=${Ask} ...${shared} />
		${rows.length > 1 && html`<p>${small("check.hide-all", coverAll)}</p>`}`;
}

export const Asks = (props) =>
	html`<section class="hiding" aria-label=${t("hide.list")}><${AskList} ...${props} /><//>`;

/** A button whose label says, too, what it is about. */
const Press = ({ text, of, act, between = ": " }) =>
	html`<${Button} kind="small" label=${text + between + of} title=${null} onClick=${act}>${text}<//>`;

/** Shows places on the picture, where that can be seen. */
const Where = ({ boxes, of, show }) =>
	show && boxes[0] && html`<${Press} text=${t("hide.where")} ...${{ of, between: " " }} act=${() => show(boxes)} />`;

function Ask({ row: { text, why, box, ...row }, index, press, show }) {
	const draw = (decision) =>
		html`<${Press} text=${t(`check.${decision.line.kind}`, decision.line)}
			of=${text} act=${() => press(lineOf(decision, index))} />`;
	return html`<div dir="auto"><b>“${text}”<//> ${t(`hide.because.${why}`)}<//>
		<div class="row">
			<${Where} boxes=${[box]} of=${text} show=${show} />
			${[row.hide, row.show].map(draw)}
		<//>`;
}

function Automatic({ row: { kind, text, box, show: decision }, index, press, show }) {
	const what = t(`hide.kind.${kind}`);
	const of = text || what;
	return html`<div dir="auto"><b>${what}<//> ${text && `“${text}”`}<//>
		<div class="note">${t(`hide.why.${kind}`)}<//>
		<div class="row">
			<${Where} ...${{ boxes: [box], of, show }} />
			<${Press} text=${t("hide.show")} of=${of} act=${() => press(lineOf(decision, index))} />
		<//>`;
}

function Hide({
	row: {
		step,
		line: { target, example },
		boxes,
		problems,
	},
	editor,
	press,
	show,
}) {
	const of = nameTarget(target);
	const save = editor.set("set-hide-example", "example", { step, target });
	const draft = useDraft(editor, example ?? "", save);
	const everywhere = target.kind === "text" && !target.occurrence;
	const remove = () => press({ do: "remove-hide", step, target });
	return html`<div dir="auto"><b>${of}<//> ${t(everywhere ? "hide.everywhere" : "hide.here")}<//>
		${!boxes.length && html`<div class="note">${t("hide.not_here")}<//>`}
		<div class="row">
			<${Where} ...${{ boxes, of, show }} />
			<${Press} text=${t("hide.unhide")} of=${of} act=${remove} />
		<//>
		<label class="field">${t("hide.instead")}
			<input
				value=${draft.text}
				placeholder=${t("hide.plain")}
				dir="auto"
				maxlength="200"
				onInput=${typed(draft.type)}
				onBlur=${draft.flush} />
		<//>
		<${Problems} rows=${problems} />
		${target.kind === "box" && html`<${Moves} ...${{ step, target, of, press }} />`}`;
}

function Show({
	row: {
		step,
		line: { target },
		boxes,
	},
	press,
	show,
}) {
	const of = nameTarget(target);
	const remove = () => press({ do: "remove-show", step, target });
	return html`<div dir="auto"><b>${of}<//><//>
		<div class="row">
			<${Where} ...${{ boxes, of, show }} />
			<${Press} text=${t("hide.unshow")} of=${of} act=${remove} />
		<//>`;
}

/** Moves a box that covers, and changes its size. */
function Moves({ step, target, of, press }) {
	const draw = ([way, by]) => {
		const label = `${t(`hide.move.${way}`)}: ${of}`;
		const act = () => press({ do: "move-hide", step, target, to: changeBox(target, by) });
		return html`<${Button} kind="small" label=${label} onClick=${act}>${t(`hide.arrow.${way}`)}<//>`;
	};
	return html`<details><summary>${t("hide.moves")}</summary>
		<div class="row">${Object.entries(MOVES).map(draw)}<//>
	<//>`;
}

/** Everything that can be covered as a button, for those who press keys. */
function ChooseFrom({ step, others, press }) {
	const cover = ({ target, everywhere = false, example = null }) =>
		press({ do: "add-hide", step: everywhere ? null : step.index, target, example });
	const draw = (one, at) => html`<li key=${one.label}>
		<button type="button" class="word" onClick=${() => cover(one)}>
			${one.everywhere ? one.label : t("hide.part", { n: at + 1 })}
		<//>
	<//>`;
	return html`<details class="items"><summary>${t("hide.choose")}</summary>
		<ul class="words">${others.map(draw)}<//>
		<${Button} kind="small" onClick=${() => cover({ target: CENTRE })}>${t("hide.by_hand")}<//>
	<//>`;
}
