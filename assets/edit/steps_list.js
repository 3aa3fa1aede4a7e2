import { arrows, get, html, languageName, nameStep, Progress, small, t, useAnswer, useEffect, useRef, useState } from "./base.js";
import { Pictogram, pictogramOf } from "./action_picker.js";
import { PictureDrop } from "./picture_input.js";
import { Tray } from "./tray.js";

const DRAGGED = "application/x-annotator-step";

const contentOf = (step) => JSON.stringify({ ...step, index: 0, number: 0 });

/** What is missing in a step, or for null in the tutorial; else how many problems it has. */
const Todo = ({ editor, of }) => {
	const rows = editor.problems.filter(({ step, level }) => step === of && level === "problem");
	const gaps = rows.map(({ gap }) => gap).filter(Boolean);
	const texts = gaps.length || !rows.length ? gaps : [t("arrange.problems", { n: rows.length })];
	return texts.map((text) => html`<span class="todo">${text}<//>`);
};

/** @param {EditorProps} props */
export function StepsList({ editor }) {
	const { state, chosen, choose, coming } = editor;
	const { steps } = state;
	const [over, setOver] = useState(-1);
	const list = useRef(null);
	useEffect(() => list.current.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [chosen]);
	const move = async (step, to, focus) => {
		if (to < 0 || to >= steps.length || step === to) return;
		const content = contentOf(steps[step]);
		await editor.follow("move-step", { step, to }, (each) => contentOf(each) === content, to);
		if (focus) setTimeout(() => (list.current.querySelector(`.here ${focus}:enabled`) ?? list.current.querySelector(".here button"))?.focus(), 50);
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
	const add = (files) => editor.add(files, over >= 0 && over < steps.length && !steps.some((step) => step.waiting) ? over : undefined);
	const about = chosen === "about";
	const name = coming?.names[coming.done];
	return html`<nav class="steps-side" aria-label=${t("arrange.steps")}>
		<button class=${`about-button ${about ? "on" : ""}`} aria-current=${about} onClick=${() => choose("about")}>
			${t("edit.about")} <${Todo} editor=${editor} of=${null} />
		<//>
		<ol ref=${list} class="steps-list" onKeyDown=${key} onDragOver=${drag} onDragLeave=${() => setOver(-1)} onDrop=${drop}>
			${steps.map((step) => html`<${StepRow} key=${`${step.index} ${step.picture}`} ...${{ editor, step, move }} over=${over === step.index} />`)}
			${over === steps.length && html`<li class="gap" aria-hidden="true"></li>`}
			${name && html`<li class="coming">${name}<${Progress} label=${t("arrange.coming", { name })} done=${coming.done} total=${coming.names.length} /></li>`}
		</ol>
		<${Reading} editor=${editor} />
		<${PictureDrop} onPictures=${add} onSounds=${editor.hear} onProblem=${editor.notify}>${t(steps.length ? "arrange.add" : "arrange.start")}<//>
		<${Tray} editor=${editor} />
	<//>`;
}

/** @param {RowProps} props */
function StepRow({ editor, step, move, over }) {
	const { state, chosen, choose } = editor;
	const { index, action, number, aside, narration, spoken } = step;
	const { steps } = state;
	const here = chosen === index;
	const [asking, setAsking] = useState(false);
	const act = (what) => editor.act(what, { step: index });
	const insert = () => editor.follow("insert-step", { at: index + 1, picture: null }, (each) => !steps.some(({ picture }) => picture === each.picture));
	const remove = async () => {
		let n = 0;
		while (!aside && steps[index + n + 1]?.aside) n += 1;
		await act("delete-step");
		choose(Math.max(0, index - 1));
		editor.notify(t(n ? "arrange.deleted_with" : "arrange.deleted", { number, n }), true);
	};
	const mover = (key, by, disabled) => small(`arrange.${key}`, () => move(index, index + by, `.${key}`), "", { disabled });
	return html`${over && html`<li class="gap" aria-hidden="true"></li>`}
		<li class=${`step-row ${here ? "here" : ""} ${aside ? "aside-row" : ""}`} data-step=${index} draggable
			onDragStart=${(event) => event.dataTransfer.setData(DRAGGED, String(index))}>
			<button class="choose-step" tabindex=${here || (chosen === "about" && !index) ? 0 : -1} aria-current=${here ? "step" : undefined} onClick=${() => choose(index)}>
				<span class="step-number"><span class="unseen">${nameStep(step)}<//><span aria-hidden="true">${number}<//><//>
				${step.waiting ? html`<span class="thumb none" aria-hidden="true">+<//>` : html`<img class="thumb" src=${editor.image(step.picture, 120)} alt="" loading="lazy" draggable=${false} />`}
				<span class="step-tell">
					${action && html`<span class="doing"><${Pictogram} name=${pictogramOf(action.kind, action.direction)} /> ${t(`action.${action.kind}`)}<//>`}
					<span class="said">${state.languages.map((lang) => narration[lang] || spoken[lang]).find(Boolean)}<//>
					<${Todo} editor=${editor} of=${index} />
				<//>
			<//>
			${here && html`<div class="row step-tools">
				${mover("up", -1, !index)} ${mover("down", 1, index === steps.length - 1)}
				<details>
					<summary>${t("arrange.more")}<//>
					<div class="menu">
						${small("arrange.insert", insert)} ${small("arrange.duplicate", () => editor.follow("duplicate-step", { step: index }, (each) => each.index > index && each.picture === step.picture, index))}
						${aside ? small("arrange.to_step", () => act("make-step")) : small("arrange.to_aside", () => setAsking(!asking), "", { disabled: !index })}
						${asking && html`<${AskWhom} editor=${editor} step=${step} close=${() => setAsking(false)} />`}
						${small("arrange.delete", remove)}
					<//>
				<//>
			<//>`}
		</li>`;
}

/** For whom an aside is: a common question, or one's own. */
function AskWhom({ editor, step, close }) {
	const { path, state } = editor;
	const { answer } = useAnswer("", () => get(`${path}/questions`));
	const make = (questions) => {
		close();
		editor.act("make-aside", { step: step.index, questions });
	};
	const own = (event) => {
		event.preventDefault();
		make(Object.fromEntries(new FormData(event.target)));
	};
	return html`<form class="ask-whom" ref=${(form) => form?.scrollIntoView({ block: "nearest" })} onSubmit=${own} aria-label=${t("arrange.for_whom")}>
		<b>${t("arrange.for_whom")}</b>
		${answer?.questions.map((texts) => html`<button type="button" class="small" onClick=${() => make(texts)}>${Object.entries(texts).map(([lang, text]) => html`<span lang=${lang}>${text}<//>`)}<//>`)}
		<p>${t("arrange.own_question")}</p>
		${state.languages.map((lang) => html`<label key=${lang}>${languageName(lang)} <input lang=${lang} name=${lang} required /><//>`)}
		${small("arrange.ask_it", null)}
	<//>`;
}

function Reading({ editor }) {
	const { state, store } = editor;
	const rows = Object.values(state.pictures).filter((row) => row.used);
	const now = { done: rows.filter((row) => row.state === "ready" || row.state === "failed").length, total: rows.length };
	const unread = now.done < now.total;
	useEffect(() => {
		const timer = setInterval(() => unread && !store.fields.size && store.load(), 1000);
		return () => clearInterval(timer);
	}, [unread]);
	const label = t("arrange.reading", now);
	return unread && html`<div class="reading"><p>${label}</p><${Progress} label=${label} ...${now} /><//>`;
}
