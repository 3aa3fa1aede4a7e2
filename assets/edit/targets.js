import { named, t } from "./base.js";

const percent = (part, whole) => Math.round((part / whole) * 1000) / 10;

export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** @type {ToTarget} */
export const boxTarget = ([x, y, w, h], width, height) => {
	const left = clamp(percent(x, width), 0, 99);
	const top = clamp(percent(y, height), 0, 99);
	return {
		kind: "box",
		left,
		top,
		width: clamp(percent(w, width), 0.5, 100 - left),
		height: clamp(percent(h, height), 0.5, 100 - top),
	};
};

/** @type {ToTarget} */
export const pointTarget = ([x, y, w, h], width, height) => ({
	kind: "point",
	x: percent(x + w / 2, width),
	y: percent(y + h / 2, height),
});

/** @type {Nudge} */
export const nudge = ([x, y, w, h], key, resize, width, height) => {
	const right = { ArrowRight: width / 100, ArrowLeft: -width / 100 }[key] ?? 0;
	const down = { ArrowDown: height / 100, ArrowUp: -height / 100 }[key] ?? 0;
	if (resize) return [x, y, clamp(w + right, width / 100, width - x), clamp(h + down, height / 100, height - y)];
	return [clamp(x + right, 0, width - w), clamp(y + down, 0, height - h), w, h];
};

/** A box whose sides were changed by so many percent, within the picture. @type {ChangeBox} */
export const changeBox = (box, [left, top, width, height]) => {
	const round = (value) => Math.round(value * 100) / 100;
	const w = clamp(box.width + width, 1, 100);
	const h = clamp(box.height + height, 1, 100);
	return {
		kind: "box",
		left: round(clamp(box.left + left, 0, 100 - w)),
		top: round(clamp(box.top + top, 0, 100 - h)),
		width: round(w),
		height: round(h),
	};
};

export const area = ([, , w, h]) => w * h;

export const nameIcon = (file) => named("icons", file.replace(/\.\w+$/, ""));

/** The target as a person would say it. @param {Target|null} [target] */
export function nameTarget(target) {
	if (target?.kind === "text")
		return `“${target.wordings.join("” / “")}”${target.occurrence ? ` (${target.occurrence})` : ""}`;
	if (target?.kind === "icon") return t("point.icon", { name: nameIcon(target.file) });
	return t(target ? `point.a_${target.kind}` : "point.nothing");
}
