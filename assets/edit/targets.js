import { t } from "./strings.js";

/** @param {number} part @param {number} whole */
const percent = (part, whole) => Math.round((part / whole) * 1000) / 10;

/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * @param {Box} box in pixels
 * @param {number} width of the picture
 * @param {number} height
 * @returns {Target} the same box in percent
 */
export function boxTarget([x, y, w, h], width, height) {
	const left = clamp(percent(x, width), 0, 99);
	const top = clamp(percent(y, height), 0, 99);
	return { kind: "box", left, top, width: clamp(percent(w, width), 0.5, 100 - left), height: clamp(percent(h, height), 0.5, 100 - top) };
}

/**
 * @param {Box} box
 * @param {number} width
 * @param {number} height
 * @returns {Target} its middle
 */
export const pointTarget = ([x, y, w, h], width, height) => ({ kind: "point", x: percent(x + w / 2, width), y: percent(y + h / 2, height) });

/**
 * Moves or resizes a box by a hundredth of the picture, within it.
 * @param {Box} box
 * @param {string} key an arrow key
 * @param {boolean} resize
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function nudge([x, y, w, h], key, resize, width, height) {
	const right = (width / 100) * (Number(key === "ArrowRight") - Number(key === "ArrowLeft"));
	const down = (height / 100) * (Number(key === "ArrowDown") - Number(key === "ArrowUp"));
	if (resize) return [x, y, clamp(w + right, width / 100, width - x), clamp(h + down, height / 100, height - y)];
	return [clamp(x + right, 0, width - w), clamp(y + down, 0, height - h), w, h];
}

/** @param {Box} a @param {Box} b @returns {number} intersection over union */
export function overlap(a, b) {
	const w = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
	const h = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
	return w <= 0 || h <= 0 ? 0 : (w * h) / (a[2] * a[3] + b[2] * b[3] - w * h);
}

/** The target as a person would say it. @param {Target|null|undefined} target */
export function nameTarget(target) {
	if (!target) return t("point.nothing");
	if (target.kind === "text") return `“${target.wordings.join("” / “")}”${target.occurrence ? ` (${target.occurrence})` : ""}`;
	if (target.kind === "icon") return t("point.icon", { name: target.file.replace(/\.\w+$/, "").replace(/-/g, " ") });
	return t(`point.a_${target.kind}`);
}
