import { get } from "./api.js";
import { STAFF_LANGUAGES } from "./tables.js";

/** @type {any} */
let tables = {};
/** @type {Language} */
let language = "en";

/** @type {() => Language} */
export function preferredLanguage() {
	const asked = new URLSearchParams(location.search).get("lang");
	if (asked) {
		localStorage.setItem("language", asked);
		history.replaceState(null, "", `/${location.hash}`);
	}
	const wished = [localStorage.getItem("language"), ...navigator.languages].map((each) => each?.slice(0, 2));
	return wished.find((each) => each && STAFF_LANGUAGES.includes(each)) ?? "en";
}

/** @type {(lang: Language) => Promise<void>} */
export async function loadStrings(lang) {
	tables = await get(`/api/strings?lang=${lang}`);
	document.documentElement.lang = language = lang;
}

export const currentLanguage = () => language;

/** Sorts languages so that the page's own comes first. @type {(one: string, other: string) => number} */
export const byOwn = (one, other) => Number(other === language) - Number(one === language);

/** @type {(langs: string[]) => string[]} */
export const ownFirst = (langs) => [...langs].sort(byOwn);

const find = (key) => key.split(".").reduce((table, part) => table?.[part], tables);

/** A day as the page's language writes it: 28 de noviembre de 2026. @param {string} iso */
export const sayDate = (iso) =>
	new Date(`${iso.slice(0, 10)}T12:00`).toLocaleDateString(language, { dateStyle: "long" });

/** @type {Strings} */
export const { t, named, explain, languageName } = {
	t(key, values = {}) {
		const text = (values.n === 1 && find(`${key}-one`)) || find(key) || key;
		return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
	},
	named: (table, key) => find(`${table}.${key}`) || key,
	explain: ({ code, message = "", remedy = "" }) =>
		find(`error.${code}`) || `${message} ${remedy}`.trim() || t("error.internal"),
	// Browsers know few of those of the Americas.
	languageName: (lang) =>
		find(`language.${lang}`) || new Intl.DisplayNames([language], { type: "language" }).of(lang) || lang,
};
