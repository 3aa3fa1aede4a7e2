import { html, useEffect, useRef, useState, upload, t, explain, Button, button } from "./components.js";
import { Inbox } from "./inbox.js";

/** The time of WhatsApp's and a Mac's pictures: 1.05.33 p. m. */
const CLOCK = /\b(\d{1,2})(\.\d\d\.\d\d)\s([ap])\.?\s?m\b/i;
/** Files as people count: 2 before 10, none before (2), and the morning before the afternoon. */
const stem = ({ name }) =>
	name
		.replace(/\.\w+$/, "")
		.replace(CLOCK, (_, hour, rest, half) => `${(hour % 12) + (/p/i.test(half) ? 12 : 0)}${rest}`);
export const inOrder = (files) =>
	[...files].sort((a, b) => stem(a).localeCompare(stem(b), undefined, { numeric: true }));

// Messengers save voices in containers of videos, too.
const isSound = ({ name, type }) =>
	/^audio/.test(type) || /\.(m4a|og[ga]|opus|amr|aac|caf|3g[ap]|mp4|webm)$/i.test(name);
export const isPicture = (file) => /^(image|$)/.test(file.type) && !isSound(file);

/** @type {SendFiles} */
export async function sendFiles(path, files, onProgress) {
	const answers = [];
	const problems = [];
	for (const [index, file] of files.entries()) {
		onProgress(index);
		await upload(`${path}modified=${file.lastModified}&name=${encodeURIComponent(file.name)}`, file).then(
			(answer) => answers.push(answer),
			(error) => problems.push({ name: file.name, why: explain(error) }),
		);
	}
	return { answers, problems };
}

/** @param {PickProps} props */
export function PickButton({ label, take, multiple, sounds }) {
	const picker = useRef(null);
	const pick = () => {
		const files = inOrder(picker.current.files);
		if (files.length) take(files);
		picker.current.value = "";
	};
	return html`<${Button} symbol=${sounds ? "mic" : "picture"} onClick=${() => picker.current.click()}>${label}<//>
		<input ref=${picker} type="file" accept=${sounds ? "audio/*,.opus,.mp4,.webm" : "image/*,.heic,.heif"}
			multiple=${multiple} hidden onChange=${pick} aria-label=${label} />`;
}

/**
 * Takes files that are dropped anywhere or pasted by Ctrl+V: sounds, where they are wanted, and all others, which
 * should be pictures. Returns what takes others, and what is drawn while some are held over the page.
 * @param {Dropping} props
 */
export function useDrops({ onPictures, onSounds, onProblem, says = "pictures.drop-here" }) {
	const [over, setOver] = useState(false);
	const leave = () => setOver(false);
	const take = async (files, otherwise) => {
		const sounds = files.filter((file) => onSounds && isSound(file));
		const pictures = files.filter((file) => !sounds.includes(file));
		onProblem(""); // the last notice was about other files
		if (pictures.length) await onPictures(pictures);
		if (sounds.length) onSounds?.(sounds);
		else if (otherwise && !pictures.length) onProblem(t(otherwise));
	};
	useEffect(() => {
		/** @type {Record<string, (event: any) => void>} */
		const listeners = {
			paste: ({ clipboardData }) => take(inOrder(clipboardData.files)),
			dragover: ({ dataTransfer }) => setOver(dataTransfer.types.includes("Files")),
			dragleave: leave,
			drop({ dataTransfer }) {
				leave();
				if (dataTransfer.files.length) take(inOrder(dataTransfer.files));
				else if (dataTransfer.types.includes("text/uri-list")) onProblem(t("pictures.only-link"));
			},
		};
		const each = Object.entries(listeners);
		each.forEach(([type, listen]) => addEventListener(type, listen));
		return () => each.forEach(([type, listen]) => removeEventListener(type, listen));
	});
	return { take, held: over && html`<p class="drop-here">${t(says)}</p>` };
}

/** Where pictures come in: dropped, pasted, picked, or out of a folder. @param {DropProps} props */
export function PictureDrop({ tid, one, children, ...props }) {
	const { onPictures, onProblem } = props;
	const { take, held } = useDrops(props);
	const [looking, setLooking] = useState(false);
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
			${button("pictures.paste", paste, "", "paste")}
			${button("inbox.take", () => setLooking(true), "", "save")}<//>
		${held}
	<//>
	${
		looking &&
		html`<${Inbox} ...${{ tid, one, take: (files) => take(inOrder(files)) }} close=${() => setLooking(false)} />`
	}`;
}
