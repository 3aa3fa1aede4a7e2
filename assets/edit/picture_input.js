import { html, useEffect, useRef, useState } from "./html.js";
import { upload, ApiError } from "./api.js";
import { t, explain } from "./strings.js";
import { Button } from "./components.js";

const ACCEPT = "image/*,.heic,.heif,.avif,.webp";

/**
 * Files as people count: 2 before 10.
 * @param {Iterable<File>} files
 * @returns {File[]}
 */
export const inOrder = (files) =>
	[...files].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: "base" }));

/**
 * The pictures of a drop or a paste.
 * @param {DataTransfer|null} data
 * @returns {File[]}
 */
export const picturesOf = (data) =>
	inOrder(data?.files || []).filter((file) => !file.type || /^(image|video)\//.test(file.type));

/**
 * Sends pictures one after the other; one that is refused doesn't stop the others.
 * @param {string} tid
 * @param {File[]} files
 * @param {(done: number) => void} [onProgress]
 * @returns {Promise<{pictures: string[], problems: {name: string, why: string}[]}>}
 */
export async function sendPictures(tid, files, onProgress) {
	/** @type {{pictures: string[], problems: {name: string, why: string}[]}} */
	const outcome = { pictures: [], problems: [] };
	for (const [index, file] of files.entries()) {
		const path = `/api/tutorials/${tid}/pictures?name=${encodeURIComponent(file.name)}`;
		try {
			outcome.pictures.push((await upload(path, file, (share) => onProgress?.(index + share))).picture);
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			outcome.problems.push({ name: file.name, why: explain(error) });
		}
		onProgress?.(index + 1);
	}
	return outcome;
}

/**
 * Where pictures come in: dropped, picked, or pasted by Ctrl+V or by the button.
 * @param {{onPictures: (files: File[]) => void, onProblem: (text: string) => void, children?: Child}} props
 */
export function PictureDrop({ onPictures, onProblem, children }) {
	const picker = useRef(/** @type {HTMLInputElement|null} */ (null));
	const [over, setOver] = useState(false);
	useEffect(() => {
		/** @param {ClipboardEvent} event */
		const paste = (event) => {
			const files = picturesOf(event.clipboardData);
			if (!files.length) return;
			event.preventDefault();
			onPictures(files);
		};
		document.addEventListener("paste", paste);
		return () => document.removeEventListener("paste", paste);
	}, [onPictures]);
	const pasteByButton = async () => {
		try {
			const files = [];
			for (const item of await navigator.clipboard.read()) {
				const type = item.types.find((each) => each.startsWith("image/"));
				if (type) files.push(new File([await item.getType(type)], `${t("pictures.pasted")}.${type.slice(6)}`, { type }));
			}
			files.length ? onPictures(files) : onProblem(t("pictures.nothing-to-paste"));
		} catch {
			onProblem(t("pictures.paste-with-keys"));
		}
	};
	/** @param {DragEvent} event */
	const drop = (event) => {
		event.preventDefault();
		event.stopPropagation();
		setOver(false);
		const files = picturesOf(event.dataTransfer);
		files.length ? onPictures(files) : onProblem(t("pictures.no-pictures"));
	};
	/** @param {DragEvent} event */
	const drag = (event) => {
		event.preventDefault();
		setOver(true);
	};
	const pick = () => {
		const files = inOrder(picker.current?.files || []);
		if (files.length) onPictures(files);
		if (picker.current) picker.current.value = "";
	};
	return html`<div class=${`drop ${over ? "over" : ""}`} onDragOver=${drag} onDragLeave=${() => setOver(false)} onDrop=${drop}>
		<p>${children}</p>
		<div class="row">
			<${Button} symbol="picture" onClick=${() => picker.current?.click()}>${t("pictures.choose")}<//>
			<${Button} symbol="paste" onClick=${pasteByButton}>${t("pictures.paste")}<//>
		</div>
		<input ref=${picker} type="file" accept=${ACCEPT} multiple hidden onChange=${pick} aria-label=${t("pictures.choose")} />
	</div>`;
}
