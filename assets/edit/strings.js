import { get } from "./api.js";

/** @type {any} */
let tables = {};
/** @type {"es"|"en"} */
let language = "en";

/** The language that was chosen, else what the browser prefers. @returns {"es"|"en"} */
export function preferredLanguage() {
	const wished = [localStorage.getItem("language"), ...navigator.languages].map((each) => each?.slice(0, 2));
	return /** @type {"es"|"en"|undefined} */ (wished.find((each) => each === "es" || each === "en")) || "en";
}

/** @param {"es"|"en"} lang */
export async function loadStrings(lang) {
	tables = await get(`/api/strings?lang=${lang}`);
	language = lang;
	document.documentElement.lang = lang;
}

export const currentLanguage = () => language;

/** @param {string} key @returns {string|undefined} */
function find(key) {
	const text = key.split(".").reduce((table, part) => table?.[part], tables);
	return typeof text === "string" ? text : undefined;
}

/** @param {string} key */
export const has = (key) => find(key) !== undefined;

/**
 * A text in the page's language, such as "home.new". Where `n` is 1, `key-one` is taken if there is one.
 * @param {string} key @param {Record<string, string|number>} [values] for `{placeholders}`
 */
export function t(key, values = {}) {
	const text = (values.n === 1 && find(`${key}-one`)) || find(key) || key;
	return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}

/** A failure in the page's words where it has some, else in the server's. @param {any} error @returns {string} */
export const explain = ({ code, message = "", remedy = "" }) => find(`error.${code}`) || `${message} ${remedy}`.trim() || t("error.internal");

/** The name of "es" in the page's language. @param {string} lang */
export const languageName = (lang) => new Intl.DisplayNames([language], { type: "language" }).of(lang) || lang;

/** @param {number} bytes */
export function fileSize(bytes) {
	const [scale, unit, digits] = bytes < 1e6 ? [1e3, "KB", 0] : [1e6, "MB", 1];
	return `${(bytes / scale).toLocaleString(language, { maximumFractionDigits: digits })} ${unit}`;
}

/** The first title that there is, the page's language first. @param {Texts} titles @param {string} fallback */
export function titleIn(titles, fallback) {
	const lang = [language, ...Object.keys(titles)].find((each) => titles[each]) || language;
	return { lang, text: titles[lang] || fallback };
}

/** @type {Strings} */
export const strings = { t, has, explain, languageName, fileSize };
