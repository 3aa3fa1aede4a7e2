import { languageName, t } from "./strings.js";

/** What is missing, each with the same in a few words as its `gap`. @type {(state: Gaps) => Problem[]} */
function listGaps({ languages, titles, steps }) {
	const gap = (step, message, few) => ({ step, level: "problem", message, remedy: "", gap: few });
	const untitled = languages
		.filter((lang) => !titles[lang])
		.map((lang) => {
			const said = t("missing.title", { language: languageName(lang) });
			return { ...gap(null, said, said), lang };
		});
	const inSteps = steps.flatMap(({ missing }, index) =>
		missing.map((what) => gap(index, t(`missing.${what}`), t(`todo.${what}`))),
	);
	return [...untitled, ...inSteps];
}

/**
 * What is missing, then what was found besides; what says no more than that something is missing is left out.
 * @type {ListProblems}
 */
export function listProblems(state, found) {
	const gaps = listGaps(state);
	const places = gaps.map(({ step }) => step);
	/** @param {Problem} row */
	const isSaid = ({ step, level, line }) => {
		// Above the steps only the lines of titles can be said already.
		const inTitles = step !== null || (line && line <= state.languages.length);
		return level !== "warning" && places.includes(step) && inTitles;
	};
	return [...gaps, ...found.filter((row) => !isSaid(row))];
}
