import { html, useEffect, useState } from "./html.js";
import { Banner, Button, CopyButton, Icon } from "./components.js";

/**
 * What to send, in which order, and what it costs a family.
 * @param {TutorialViewProps} props
 */
export function ShareView({ tid, api, strings, notify }) {
	const { t, explain } = strings;
	const [pack, setPack] = useState(/** @type {Pack|null} */ (null));
	const [failure, setFailure] = useState(/** @type {unknown} */ (null));
	const [chosen, choose] = useState("");
	useEffect(() => void api.get(`/api/tutorials/${tid}/pack`).then(setPack, setFailure), [tid]);
	if (failure) return html`<${Banner} kind="problem">${explain(failure)}<//>`;
	if (!pack) return html`<p role="status">${t("shell.loading")}</p>`;
	const make = html`<a class="button main" href=${`#/t/${tid}/check`}>${t("share.make")}</a>`;
	if (!pack.exists) return html`<div class="wrap narrow"><h2>${t("share.none")}</h2><p>${t("share.none-about")}</p><p>${make}</p></div>`;
	const language = pack.languages.find((each) => each.lang === chosen) || pack.languages[0];
	const shared = { strings, lang: language.lang, notify };
	/**
	 * @param {string|number} number
	 * @param {string} key
	 * @param {Child} inside
	 */
	const part = (number, key, inside) => html`<section class="panel"><h3><span class="number">${number}</span>${t(`share.${key}`)}</h3>
		<p>${t(`share.${key}-about`)}</p>${inside}</section>`;
	/** @param {PackFile[]} files */
	const list = (files) => html`<ul class="files-grid">${files.map((file) => html`<li key=${file.id}><${FileCard} file=${file} ...${shared} /></li>`)}</ul>`;
	return html`<div class="wrap" key=${language.lang}>
		<div class="row spread"><h2>${t("share.title")}</h2>
			${pack.languages.length > 1 && html`<div class="row" role="group" aria-label=${t("share.which")}><span>${t("share.which")}</span>
				${pack.languages.map((each) => html`<${Button} aria-pressed=${each === language} kind=${each === language ? "main" : ""} lang=${each.lang}
					onClick=${() => choose(each.lang)}>${each.name}<//>`)}</div>`}
		</div>
		${!pack.current && html`<${Banner} kind="warning"><p>${t("share.old")}</p>${make}<//>`}
		<p class="soft">${t("share.drag")}</p>
		${language.cards.length > 0 && part(1, "cards", list(language.cards))}
		${(language.video || language.message) && part(2, "video", html`<div class="two">
			${language.video && html`<${FileCard} file=${language.video} ...${shared} />`}
			${language.message && html`<div><pre tabindex="0" role="region" aria-label=${t("share.message")} lang=${language.lang} dir="auto">${language.message}</pre>
				<div class="row"><${CopyButton} text=${language.message}>${t("share.copy-message")}<//>
					<a class="button whatsapp" href=${language.whatsapp} target="_blank" rel="noopener noreferrer">${t("share.whatsapp")}</a></div></div>`}
		</div>`)}
		${language.voice && part(3, "voice", list([language.voice]))}
		${language.clips.length > 0 && part(4, "clips", list(language.clips))}
		${language.others.length > 0 && part("+", "others", list(language.others))}
		<p class="row"><span>${t("share.folder")} <code>${pack.folder}</code></span><${CopyButton} text=${pack.folder}>${t("share.copy-folder")}<//></p>
	</div>`;
}

/** @param {string} name */
const suffix = (name) => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

/** @param {{file: PackFile, strings: Strings, lang: string, notify: (text: string) => void}} props */
function FileCard({ file, strings, lang, notify }) {
	const { t, fileSize } = strings;
	const { url, name, text } = file;
	const picture = /^(jpe?g|png|webp)$/.test(suffix(name));
	/** @param {DragEvent} event */
	const drag = (event) => {
		const type = { mp4: "video/mp4", ogg: "audio/ogg", pdf: "application/pdf", zip: "application/zip" }[suffix(name)];
		// Chromium makes a file of it where it is dropped; a picture brings its own.
		event.dataTransfer?.setData("DownloadURL", `${type || "application/octet-stream"}:${name}:${location.origin}${url}`);
	};
	const copyPicture = async () => {
		try {
			const bitmap = await createImageBitmap(await (await fetch(url)).blob());
			const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
			canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
			await navigator.clipboard.write([new ClipboardItem({ "image/png": await canvas.convertToBlob() })]);
			notify(t("share.picture-copied"));
		} catch {
			notify(t("share.picture-not-copied"));
		}
	};
	return html`<div class="file">
		${picture && html`<img src=${url} alt=${text || name} loading="lazy" title=${t("share.drag-this")} />`}
		${suffix(name) === "mp4" && html`<video controls playsinline preload="none" src=${url} aria-label=${name}></video>`}
		${/^(ogg|m4a|mp3)$/.test(suffix(name)) && html`<audio controls preload="none" src=${url} aria-label=${name}></audio>`}
		${text && html`<p lang=${lang} dir="auto"><strong>${text}</strong></p>`}
		<div class="row">
			<a class="button" href=${url} download=${name} draggable="true" onDragStart=${drag} title=${t("share.drag-this")}
				aria-label=${t("share.save-name", { name })}><${Icon} name="save" />${t("share.save")}</a>
			${picture && file.kind === "card" && html`<${Button} symbol="copy" onClick=${copyPicture}>${t("share.copy-picture")}<//>`}
			${text && picture && html`<${CopyButton} text=${text}>${t("share.copy-sentence")}<//>`}
		</div>
		<p class="soft">${name} · ${fileSize(file.bytes)}${file.seconds ? ` · ${Math.round(file.seconds)} s` : ""}</p>
	</div>`;
}
