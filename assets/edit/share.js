import { useJob } from "./jobs.js";
import { html, useState, Banner, Button, CopyButton, Icon, useLoad, currentLanguage, t } from "./components.js";

/** @param {TutorialViewProps} props */
export function ShareView({ tid }) {
	const [pack, instead] = useLoad(`/api/tutorials/${tid}/pack`);
	const [chosen, choose] = useState(0);
	const { running } = useJob(`build ${tid}`);
	if (!pack) return instead;
	const make = html`<a class="button main" href=${`#/t/${tid}/check`}>${t("share.make")}</a>`;
	if (!pack.exists) return html`<div class="wrap narrow"><h2>${t(running ? "check.making" : "share.none")}</h2><p>${t("share.none-about")}</p><p>${make}</p><//>`;
	const { lang, message, whatsapp, video, voice, cards, clips, others } = pack.languages[chosen];
	const letter = message && html`<div class="letter"><pre tabindex="0" role="region" aria-label=${t("share.message")} lang=${lang} dir="auto">${message}<//>
		<div class="row"><${CopyButton} text=${message}>${t("share.copy-message")}<//>
			<a class="button whatsapp" href=${whatsapp} target="_blank" rel="noopener noreferrer">${t("share.whatsapp")}</a><//><//>`;
	const parts = [["cards", cards], ["video", [video], letter], ["voice", [voice]], ["clips", clips], ["others", others]];
	return html`<div class="wrap" key=${lang}><div class="row spread"><h2>${t("share.title")}</h2>
			<div class="row" role="group" aria-label=${t("share.which")}><span>${t("share.which")}<//>${pack.languages.map((each, index) =>
				html`<${Button} aria-pressed=${index === chosen} lang=${each.lang} onClick=${() => choose(index)}>${each.name}<//>`)}<//><//>
		${!pack.current && html`<${Banner} kind="warning"><p>${t("share.old")}</p>${make}<//>`}
		<p class="soft">${t("share.drag")}</p>
		${parts.map(([key, files, more]) => (more || files.some(Boolean)) && html`<section class="panel" key=${key}><h3>${t(`share.${key}`)}</h3><p>${t(`share.${key}-about`)}</p>
			<div class="files-grid">${files.map((file) => file && html`<${FileCard} key=${file.id} file=${file} lang=${lang} />`)}${more}<//><//>`)}
		<p class="row"><span>${t("share.folder")} <code>${pack.folder}<//><//><${CopyButton} text=${pack.folder}>${t("share.copy-folder")}<//></p><//>`;
}

function FileCard({ file: { url, name, text, kind, bytes, seconds }, lang }) {
	const picture = /\.(jpg|png)$/.test(name);
	return html`<div class="file">
		${picture && html`<img src=${url} alt=${text || name} loading="lazy" />`}
		${name.endsWith(".mp4") && html`<video controls playsinline preload="metadata" src=${url} aria-label=${name}><//>`}
		${name.endsWith(".ogg") && html`<audio controls preload="none" src=${url} aria-label=${name}><//>`}
		${text && html`<p lang=${lang} dir="auto"><strong>${text}<//></p>`}
		<div class="row"><a class="button" href=${url} download=${name} draggable="true" onDragStart=${(event) => event.dataTransfer.setData("DownloadURL", `application/octet-stream:${name}:${location.origin}${url}`)} title=${t("share.drag-this")}
				aria-label=${t("share.save-name", { name })}><${Icon} name="save" />${t("share.save")}</a>
			${kind === "card" && html`<${CopyButton} text=${text}>${t("share.copy-sentence")}<//><${CopyButton} picture=${url}>${t("share.copy-picture")}<//>`}<//>
		<p class="soft">${name} · ${(bytes / 1e6).toLocaleString(currentLanguage(), { maximumSignificantDigits: 2 })} MB${seconds ? ` · ${Math.round(seconds)} s` : ""}</p><//>`;
}
