import { get } from "./api.js";

/** @type {any} */
let tables = {};
/** @type {"es"|"en"} */
let language = "en";

/** @returns {"es"|"en"} the language of the page: what was chosen, else what the browser prefers */
export function preferredLanguage() {
	const chosen = localStorage.getItem("language");
	const wished = [chosen, ...navigator.languages].map((each) => (each || "").slice(0, 2));
	return /** @type {"es"|"en"} */ (wished.find((each) => each === "es" || each === "en") || "en");
}

/**
 * @param {"es"|"en"} lang
 * @returns {Promise<void>}
 */
export async function loadStrings(lang) {
	tables = await get(`/api/strings?lang=${lang}`);
	language = lang;
	document.documentElement.lang = lang;
}

/**
 * @param {"es"|"en"} lang
 * @returns {Promise<void>}
 */
export async function chooseLanguage(lang) {
	localStorage.setItem("language", lang);
	await loadStrings(lang);
}

/** @returns {"es"|"en"} */
export const currentLanguage = () => language;

/**
 * @param {string} key
 * @returns {string|undefined}
 */
function find(key) {
	let at = tables;
	for (const part of key.split(".")) at = at?.[part];
	return typeof at === "string" ? at : undefined;
}

/**
 * @param {string} key
 * @returns {boolean}
 */
export const has = (key) => find(key) !== undefined;

/**
 * A text in the page's language. With a number `n` of 1, `key-one` is taken where it exists.
 * @param {string} key such as "home.new"
 * @param {Record<string, string|number>} [values] for `{placeholders}`
 * @returns {string}
 */
export function t(key, values = {}) {
	const text = (values.n === 1 && find(`${key}-one`)) || find(key) || key;
	return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/**
 * A failure in the page's words where it has some, else in the server's.
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
	const { code = "internal", message = "", remedy = "" } = /** @type {{code?: string, message?: string, remedy?: string}} */ (error);
	return find(`error.${code}`) || [message, remedy].filter(Boolean).join(" ") || t("error.internal");
}

/**
 * @param {string} lang such as "es"
 * @returns {string} its name in the page's language, such as "Spanish"
 */
export function languageName(lang) {
	try {
		return new Intl.DisplayNames([language], { type: "language" }).of(lang) || lang;
	} catch {
		return lang;
	}
}

/**
 * @param {number} bytes
 * @returns {string} such as "1.4 MB"
 */
export function fileSize(bytes) {
	const mega = bytes >= 1e6;
	const digits = { maximumFractionDigits: mega ? 1 : 0 };
	return `${new Intl.NumberFormat(language, digits).format(bytes / (mega ? 1e6 : 1e3) || 0)} ${mega ? "MB" : "KB"}`;
}

/** What views are given. */
export const strings = { t, has, explain, languageName, fileSize };
