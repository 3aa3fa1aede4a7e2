import { get, html, languageName, t, useAnswer } from "./base.js";

const reveal = (element) => element?.scrollIntoView({ block: "nearest" });

/** Asks for whom a step is: a common question, or one's own. `done` is called then. */
export function ForWhom({ editor, step, done }) {
	const path = `${editor.path}/questions`;
	const { answer } = useAnswer(path, () => get(path));
	if (!answer) return html`<p role="status">${t("shell.loading")}</p>`;
	const choose = async (questions) => {
		await editor.act("make-aside", { step: step.index, questions });
		done();
	};
	const submit = (event) => {
		event.preventDefault();
		choose(Object.fromEntries(new FormData(event.target)));
	};
	return html`<form ref=${reveal} class="ask-whom" aria-label=${t("arrange.for_whom")} onSubmit=${submit}>
		<b>${t("arrange.for_whom")}<//>
		${answer.questions.map(
			(texts) => html`<button type="button" class="small" onClick=${() => choose(texts)}>
				${Object.entries(texts).map(([lang, said]) => html`<span lang=${lang}>${said}<//>`)}<//>`,
		)}
		<p>${t("arrange.own_question")}</p>
		${editor.state.languages.map(
			(lang) => html`<label>${languageName(lang)} <input type="text" lang=${lang} name=${lang} required /><//>`,
		)}
		<button class="small ask_it">${t("arrange.ask_it")}<//>
	<//>`;
}
