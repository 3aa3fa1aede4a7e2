/**
 * Boxes and targets, as the server writes them. Pure.
 * @module
 */

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * @param {Box} box in pixels
 * @param {number} width of the picture
 * @param {number} height
 * @returns {Target} the same box in percent
 */
export function boxTarget([x, y, w, h], width, height) {
	const left = clamp(round((x / width) * 100), 0, 99);
	const top = clamp(round((y / height) * 100), 0, 99);
	return {
		kind: "box",
		left,
		top,
		width: clamp(round((w / width) * 100), 0.5, round(100 - left)),
		height: clamp(round((h / height) * 100), 0.5, round(100 - top)),
	};
}

/**
 * @param {Box} box
 * @param {number} width
 * @param {number} height
 * @returns {Target} its middle
 */
export function pointTarget([x, y, w, h], width, height) {
	return { kind: "point", x: round(((x + w / 2) / width) * 100), y: round(((y + h / 2) / height) * 100) };
}

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
	const right = (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0) * (width / 100);
	const down = (key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0) * (height / 100);
	if (resize) return [x, y, clamp(w + right, width / 100, width - x), clamp(h + down, height / 100, height - y)];
	return [clamp(x + right, 0, width - w), clamp(y + down, 0, height - h), w, h];
}

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {number} intersection over union
 */
export function overlap(a, b) {
	const w = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
	const h = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
	if (w <= 0 || h <= 0) return 0;
	return (w * h) / (a[2] * a[3] + b[2] * b[3] - w * h);
}

/**
 * @param {Box} box
 * @param {{box: Box}[]} candidates
 * @returns {number} the candidate most like the box; -1 if none is like it
 */
export function mostAlike(box, candidates) {
	const shares = candidates.map((candidate) => overlap(box, candidate.box));
	const best = shares.indexOf(Math.max(...shares));
	return best >= 0 && shares[best] > 0 ? best : -1;
}

/**
 * The target as a person would say it.
 * @param {Target | null | undefined} target
 * @param {(key: string, gaps?: Record<string, string | number>) => string} t
 */
export function nameTarget(target, t) {
	if (!target) return t("point.nothing");
	if (target.kind === "text") return `“${target.wordings.join("” / “")}”${target.occurrence ? ` (${target.occurrence})` : ""}`;
	if (target.kind === "icon") return t("point.icon", { name: target.file.replace(/\.[^.]+$/, "").replace(/-/g, " ") });
	return t(target.kind === "point" ? "point.a_point" : "point.a_box");
}
