import { html, useEffect, useRef, useState, upload, t, explain, Button, button } from "./components.js";

/** Files as people count: 2 before 10, and none before (2). */
const stem = ({ name }) => name.replace(/\.\w+$/, "");
export const inOrder = (files) => [...files].sort((a, b) => stem(a).localeCompare(stem(b), undefined, { numeric: true }));

const picturesOf = ({ files }) => inOrder(files).filter((file) => !file.type || file.type.startsWith("image/"));

/** @type {SendPictures} */
export async function sendPictures(tid, files, onProgress) {
	const pictures = [];
	const problems = [];
	for (const [index, file] of files.entries()) {
		onProgress(index);
		const answer = await upload(`/api/tutorials/${tid}/pictures?name=${encodeURIComponent(file.name)}`, file).catch((error) => error);
		if (answer.picture) pictures.push(answer.picture);
		else problems.push({ name: file.name, why: explain(answer) });
	}
	return { pictures, problems };
}

/** @param {PickProps} props */
export function PickButton({ label, take, multiple }) {
	const picker = useRef(null);
	const pick = () => {
		const files = inOrder(picker.current.files);
		if (files.length) take(files);
		picker.current.value = "";
	};
	return html`<${Button} symbol="picture" onClick=${() => picker.current.click()}>${label}<//>
		<input ref=${picker} type="file" accept="image/*,.heic,.heif" multiple=${multiple} hidden onChange=${pick} aria-label=${label} />`;
}

/** Pictures that are dropped anywhere, picked, or pasted by Ctrl+V or the button. @param {DropProps} props */
export function PictureDrop({ onPictures, onProblem, children }) {
	const [over, setOver] = useState(false);
	const leave = () => setOver(false);
	const take = (files, otherwise) => (files.length ? onPictures(files) : onProblem(t(otherwise)));
	useEffect(() => {
		/** @type {Record<string, (event: any) => void>} */
		const listeners = {
			paste({ clipboardData }) {
				const files = picturesOf(clipboardData);
				if (files.length) onPictures(files);
			},
			dragover: ({ dataTransfer }) => setOver(dataTransfer.types.includes("Files")),
			dragleave: leave,
			drop({ dataTransfer }) {
				leave();
				if (dataTransfer.files.length) take(picturesOf(dataTransfer), "pictures.no-pictures");
			},
		};
		const each = Object.entries(listeners);
		each.forEach(([type, listen]) => addEventListener(type, listen));
		return () => each.forEach(([type, listen]) => removeEventListener(type, listen));
	});
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
	return html`<div class="drop">
		<p>${children}</p>
		<div class="row"><${PickButton} label=${t("pictures.choose")} take=${onPictures} multiple />
			${button("pictures.paste", paste, "", "paste")}<//>
		${over && html`<p class="drop-here">${t("pictures.drop-here")}</p>`}
	<//>`;
}
