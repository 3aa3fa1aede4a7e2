import { arrows, html, Progress, small, t, useEffect, useRef, useState } from "./base.js";
import { Pictogram, pictogramOf } from "./action_picker.js";
import { isUnchecked } from "./guesses.js";
import { ForWhom } from "./asides.js";
import { PictureDrop } from "./picture_input.js";
import { Tray } from "./tray.js";

const DRAGGED = "application/x-annotator-step";

const contentOf = (step) => JSON.stringify({ ...step, index: 0, number: 0, shown: 0 });

const Todo = ({ of }) => of.shown.todo.map((text) => html`<span class="todo">${text}<//>`);

/** @param {EditorProps} props */
export function StepsList({ editor }) {
	const { state, chosen, choose, coming } = editor;
	const { steps } = state;
	const [over, setOver] = useState(-1);
	const name = coming?.names[coming.done];
	const list = useRef(null);
	useEffect(() => list.current.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [chosen]);
	const move = async (step, to, focus) => {
		if (to < 0 || to >= steps.length || step === to) return;
		const content = contentOf(steps[step]);
		await editor.follow("move-step", { step, to }, (each) => contentOf(each) === content, to);
		if (focus)
			setTimeout(
				() => (list.current.querySelector(`.here ${focus}:enabled`) ?? list.current.querySelector(".here button"))?.focus(),
				50,
			);
	};
	const key = (event) => {
		if (!event.target.matches(".choose-step")) return;
		const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
		if (event.altKey && by && chosen !== "about") {
			event.preventDefault();
			move(chosen, chosen + by, ".choose-step");
		} else arrows(".choose-step")(event)?.click();
	};
	const drag = ({ target, clientY, dataTransfer }) => {
		const row = target.closest(".step-row");
		if (!row || !dataTransfer.types.some((type) => type === DRAGGED || type === "Files")) return;
		const { top, height } = row.getBoundingClientRect();
		setOver(Number(row.dataset.step) + Number(clientY > top + height / 2));
	};
	const drop = (event) => {
		const from = event.dataTransfer.getData(DRAGGED);
		if (from) move(Number(from), over > Number(from) ? over - 1 : over);
		setOver(-1);
	};
	useEffect(() => void (name && list.current.lastChild.scrollIntoView({ block: "nearest" })), [!name]);
	const add = (files) =>
		editor.add(files, over >= 0 && over < steps.length && !steps.some((step) => step.waiting) ? over : undefined);
	const about = chosen === "about";
	return html`<nav class="steps-side" aria-label=${t("arrange.steps")}>
		<button class=${`about-button ${about ? "on" : ""}`} aria-current=${about} onClick=${() => choose("about")}>
			${t("edit.about")} <${Todo} of=${state} />
		<//>
		<ol ref=${list} class="steps-list" onKeyDown=${key}
			onDragOver=${drag} onDragLeave=${() => setOver(-1)} onDrop=${drop}>
			${steps.map(
				(step) => html`<${StepRow} key=${`${step.index} ${step.picture}`}
					...${{ editor, step, move }} over=${over === step.index} />`,
			)}
			${over === steps.length && html`<li class="gap" aria-hidden="true"></li>`}
			${name && html`<li><${Coming} ...${coming} /></li>`}
		</ol>
		<${Reading} editor=${editor} />
		<${PictureDrop} tid=${editor.tid} one=${state.answer} onPictures=${add} onSounds=${editor.hear}
			onProblem=${editor.notify}>
			${t(!steps.length ? "arrange.start" : state.answer ? "answer.another" : "arrange.add")}<//>
		<${Tray} editor=${editor} />
	<//>`;
}

/** Files on their way. @param {Coming} props */
export function Coming({ names, done }) {
	const label = t("arrange.coming", { n: done + 1, total: names.length, name: names[done] });
	return html`<div class="coming"><p>${label}</p><${Progress} ...${{ label, done, total: names.length }} /><//>`;
}

/** @param {RowProps} props */
function StepRow({ editor, step, move, over }) {
	const { state, chosen, choose } = editor;
	const { index, action, number, aside, narration, spoken } = step;
	const { steps } = state;
	const here = chosen === index;
	const [asking, setAsking] = useState(false);
	const act = (what) => editor.act(what, { step: index });
	const duplicate = () => {
		const isCopy = (each) => each.index > index && each.picture === step.picture;
		return editor.follow("duplicate-step", { step: index }, isCopy, index);
	};
	const insert = () =>
		editor.follow(
			"insert-step",
			{ at: index + 1, picture: null },
			(each) => !steps.some(({ picture }) => picture === each.picture),
		);
	const remove = async () => {
		let n = 0;
		while (!aside && steps[index + n + 1]?.aside) n += 1;
		await act("delete-step");
		choose(Math.max(0, index - 1));
		editor.notify(t(n ? "arrange.deleted_with" : "arrange.deleted", { number, n }), true);
	};
	const mover = (key, by, disabled) =>
		small(`arrange.${key}`, () => move(index, index + by, `.${key}`), "", { disabled });
	return html`${over && html`<li class="gap" aria-hidden="true"></li>`}
		<li class=${`step-row ${here ? "here" : ""} ${aside ? "aside-row" : ""}`} data-step=${index} draggable
			onDragStart=${(event) => event.dataTransfer.setData(DRAGGED, String(index))}>
			<button class="choose-step" tabindex=${here || (chosen === "about" && !index) ? 0 : -1}
				aria-current=${here ? "step" : undefined} onClick=${() => choose(index)}>
				<span class="step-number"><span class="unseen">${step.shown.name}<//><span aria-hidden="true">${number}<//><//>
				${
					step.waiting
						? html`<span class="thumb none" aria-hidden="true">+<//>`
						: html`<img class="thumb" src=${editor.image(step.picture, 120)} alt="" loading="lazy" draggable=${false} />`
				}
				<span class="step-tell">
					${
						action &&
						html`<span class="doing">
							<${Pictogram} name=${pictogramOf(action.kind, action.direction)} /> ${t(`action.${action.kind}`)}<//>`
					}
					<span class="said">${state.languages.map((lang) => narration[lang] || spoken[lang]).find(Boolean)}<//>
					${step.shown.lacks && html`<span class="note">${step.shown.lacks}<//>`}
					${isUnchecked(editor.store, step) && html`<span class="note">${t("arrange.unchecked")}<//>`}
					<${Todo} of=${step} />
				<//>
			<//>
			${
				here &&
				html`<div class="row step-tools">${mover("up", -1, !index)} ${mover("down", 1, index === steps.length - 1)}
				<details>
					<summary>${t("arrange.more")}<//>
					<div class="menu">
						${small("arrange.insert", insert)}
						${small("arrange.duplicate", duplicate)}
						${aside && small("arrange.to_step", () => act("make-step"))}
						${!aside && small("arrange.to_aside", () => setAsking(!asking), "", { disabled: !index })}
						${asking && html`<${ForWhom} ...${{ editor, step }} done=${() => setAsking(false)} />`}
						${small("arrange.delete", remove)}
					<//>
				<//>
			<//>`
			}
		</li>`;
}

function Reading({ editor: { state, store } }) {
	const { reading } = state;
	const unread = reading.done < reading.total;
	useEffect(() => {
		const timer = setInterval(() => unread && !store.fields.size && store.load(), 1000);
		return () => clearInterval(timer);
	}, [unread]);
	const label = t("arrange.reading", reading);
	return unread && html`<div class="reading"><p>${label}</p><${Progress} label=${label} ...${reading} /><//>`;
}
