import { currentLanguage, languageName, named, ownFirst, t } from "./strings.js";
import { isAside } from "./document.js";
import { listProblems } from "./problems.js";
import { LANGUAGES } from "./tables.js";

/** What the editor can't change, and leaves alone. */
const KEPT = ["greetings", "title_memos", "end_memos", "continues", "sign", "source", "also", "oks", "variants"];
const GAP = "___";

const keptOf = (row) => {
	const said = KEPT.filter((key) => row[key] && row[key].length !== 0).map((key) => {
		const words = [row[key]].flat().map((each) => each.phone ?? each);
		const n = key === "sign" || key === "source" ? named(key, row[key]) : words.join(", ");
		return t(`kept.${key}`, { n });
	});
	return said.length ? `${t("edit.kept")} ${said.join(" · ")}` : null;
};

/** What is missing; else how many problems there are. */
const todoOf = (rows) => {
	const found = rows.filter(({ level }) => level === "problem");
	const gaps = found.flatMap(({ gap }) => gap ?? []);
	return gaps.length || !found.length ? gaps : [t("arrange.problems", { n: found.length })];
};

const nameOf = (step, number) =>
	t(isAside(step) ? "arrange.aside_name" : "arrange.step_name", { number: number.replace("?", "") });

/** An action as it is drawn: a gap of a draft is no target, and no words. @type {(action: Action) => Action} */
const drawn = (action) => {
	const { target, words } = action;
	const isGap = target?.kind === "text" && target.wordings[0] === GAP;
	return { ...action, target: isGap ? null : target, words: words === GAP ? null : words };
};

/** The languages without a sentence, where another has one. */
const lacksOf = (languages, said) => {
	const empty = languages
		.filter((lang) => LANGUAGES.includes(lang) && !said[lang])
		.map(languageName)
		.join(", ");
	return empty && languages.some((lang) => said[lang]) ? t("arrange.lacks", { language: empty }) : "";
};

/**
 * The part of the address, and the name, of what is to be done after a step: another one, the tutorial, or its check.
 * @type {(steps: StepRow[], problems: Problem[], names: string[], index: number) => [string, string]}
 */
const nextOf = (steps, problems, names, index) => {
	const open = [...steps.keys()].map((at) => (at + index) % steps.length).find((at) => steps[at].missing.length);
	if (open !== undefined) return [`step/${open + 1}`, names[open]];
	// A title that is missing is asked for there, too.
	return problems.some(({ level, gap }) => level === "problem" && !gap)
		? ["step/about", t("edit.about")]
		: ["check", t("tabs.check")];
};

/**
 * The document with what the server worked out beside it, in the page's words.
 * @type {(answer: StateAnswer) => TutorialState}
 */
export function show(answer) {
	const { tutorial, pictures } = answer;
	const languages = ownFirst(Object.keys(tutorial.titles));
	const problems = listProblems({ languages, titles: tutorial.titles, steps: answer.steps }, answer.problems);
	const names = tutorial.steps.map((step, index) => nameOf(step, answer.steps[index].number));
	const covered = [tutorial, ...tutorial.steps].some(({ hides }) => hides.length);
	const differences = (at) => (answer.differences.some(({ step }) => step === at) ? [t("arrange.differs")] : []);
	const steps = tutorial.steps.map((step, index) => {
		const row = answer.steps[index];
		const [task] = row.missing;
		const todo = todoOf(problems.filter((each) => each.step === index));
		const differs = differences(index);
		const stale = Object.keys(row.stale_voices).length ? [t("arrange.stale")] : [];
		const shown = {
			todo: [...todo, ...stale, ...differs],
			kept: keptOf(step),
			name: names[index],
			lacks: lacksOf(languages, step.narration),
			task: task ? t(`missing.${task}`) : null,
			next: nextOf(answer.steps, problems, names, index),
			covered,
			odd: row.odd.map(({ kind, number }) => t(`arrange.${kind}`, { number })),
		};
		return { ...step, ...row, action: step.action && drawn(step.action), index, aside: isAside(step), shown };
	});
	const used = Object.values(pictures).filter((each) => each.used);
	const lang = languages.find((each) => tutorial.titles[each]) ?? currentLanguage();
	return {
		...tutorial,
		...answer,
		languages,
		steps,
		problems,
		title: [lang, tutorial.titles[lang] || answer.name],
		devices: [...new Set([...answer.devices, ...(tutorial.device ? [tutorial.device] : [])])].map((name) => [
			name,
			named("device", name),
		]),
		shown: {
			todo: [...todoOf(problems.filter((each) => each.step === null)), ...differences(null)],
			kept: keptOf(answer),
		},
		reading: { done: used.filter(({ state }) => state === "ready" || state === "failed").length, total: used.length },
	};
}
