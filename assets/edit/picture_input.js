import { html, useEffect, useRef, useState, upload, t, explain, Button } from "./components.js";

/** Files as people count: 2 before 10. @type {(files: Iterable<File>) => File[]} */
export const inOrder = (files) => [...files].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));

/** The pictures of a drop or a paste. @type {(data: DataTransfer|null) => File[]} */
export const picturesOf = (data) => inOrder(data?.files || []).filter((file) => !file.type || file.type.startsWith("image/"));

/** @type {SendPictures} */
export async function sendPictures(tid, files, onProgress) {
	const pictures = [];
	const problems = [];
	for (const [index, file] of files.entries()) {
		onProgress?.(index);
		const answer = await upload(`/api/tutorials/${tid}/pictures?name=${encodeURIComponent(file.name)}`, file).catch((error) => error);
		if (answer.picture) pictures.push(answer.picture);
		else problems.push({ name: file.name, why: explain(answer) });
	}
	onProgress?.(files.length);
	return { pictures, problems };
}

/** Where pictures come in: dropped, picked, or pasted by Ctrl+V or by the button. @param {DropProps} props */
export function PictureDrop({ onPictures, onProblem, children }) {
	const picker = useRef(null);
	const [over, setOver] = useState(false);
	/** @type {(files: File[], otherwise: string) => void} */
	const take = (files, otherwise) => (files.length ? onPictures(files) : onProblem(t(otherwise)));
	useEffect(() => {
		const paste = (/** @type {ClipboardEvent} */ event) => {
			const files = picturesOf(event.clipboardData);
			if (!files.length) return;
			event.preventDefault();
			onPictures(files);
		};
		document.addEventListener("paste", paste);
		return () => document.removeEventListener("paste", paste);
	}, [onPictures]);
	const paste = async () => {
		try {
			const files = [];
			for (const item of await navigator.clipboard.read()) {
				const type = item.types.find((each) => each.startsWith("image/"));
				if (type) files.push(new File([await item.getType(type)], `${t("pictures.pasted")}.${type.slice(6)}`, { type }));
			}
			take(files, "pictures.nothing-to-paste");
		} catch {
			onProblem(t("pictures.paste-with-keys"));
		}
	};
	const drop = (/** @type {DragEvent} */ event) => {
		event.preventDefault();
		event.stopPropagation();
		setOver(false);
		take(picturesOf(event.dataTransfer), "pictures.no-pictures");
	};
	const pick = () => {
		take(inOrder(picker.current.files), "pictures.no-pictures");
		picker.current.value = "";
	};
	return html`<div class=${`drop ${over ? "over" : ""}`} onDragOver=${() => setOver(true)} onDragLeave=${() => setOver(false)} onDrop=${drop}>
		<p>${children}</p>
		<div class="row"><${Button} symbol="picture" onClick=${() => picker.current.click()}>${t("pictures.choose")}<//>
			<${Button} symbol="paste" onClick=${paste}>${t("pictures.paste")}<//></div>
		<input ref=${picker} type="file" accept="image/*,.heic,.heif" multiple hidden onChange=${pick} aria-label=${t("pictures.choose")} />
	</div>`;
}
