import { Banner, Button, button, CopyButton, get, html, post, useAnswer, useState } from "./components.js";
import { byOwn, currentLanguage, explain, languageName, t } from "./strings.js";
import { LeftOut } from "./check.js";
import { findJob, Job, startJob } from "./jobs.js";
import { OldWebsite, OpenLink, useReturns } from "./opening.js";
import { Ways } from "./inbox.js";
import { SaveLink } from "./save_link.js";

/** Sections of the page, in the order in which families are sent them. */
const SECTIONS = ["cards", "video", "voice", "clips", "others"];

/** What can be sent to families. @param {CheckProps} props */
export function Share(props) {
	const { state, store } = props;
	const { tid, path } = store;
	const [chosen, setChosen] = useState("");
	const [ended, setEnded] = useState(0);
	const [failed, setFailed] = useState(/** @type {any} */ (null));
	const { answer: pack, error } = useAnswer(`${path} ${ended} ${useReturns()}`, async () => {
		const [found, job] = await Promise.all([get(`${path}/share`), findJob("build", tid)]);
		// One that was interrupted makes nothing any more.
		return { ...found, making: job && (await get(`/api/jobs/${job}`)).state === "running" && job };
	});
	if (!pack)
		return html`<div class="wrap narrow">
			<p role="status">${error ? explain(error) : t("shell.loading")}</p>
		<//>`;
	const make = html`<a class="button main" href=${`#/t/${tid}/check`}>${t("share.make")}<//>`;
	const { languages, folder, current, making, website, look, undecided } = pack;
	const again = () => setEnded(ended + 1);
	const update = () => startJob("build", [tid]).then(again, setFailed);
	const looked = () => post(`${path}/share/look`, { key: look.key }).then(again, setFailed);
	const end = ({ error: why = null }) => {
		setFailed(why);
		again();
	};
	const work = making && html`<p>${t("check.making")}</p><${Job} key=${making} id=${making} onEnded=${end} />`;
	if (!languages.length)
		return html`<div class="wrap narrow">
			${work || html`<h2>${t("share.none")}</h2><p>${t("share.none-about")}</p><p>${make}</p>`}
		<//>`;
	languages.sort((one, other) => byOwn(one.lang, other.lang));
	const shown = languages.find(({ lang }) => lang === chosen) ?? languages[0];
	return html`<div class="wrap">
		<div class="row spread">
			<h2>${t("share.title")}</h2>
			${current && !look && html`<${Which} ...${{ languages, shown, setChosen }} />`}
		<//>
		<${LeftOut} ...${props} />
		${work}
		${
			!current &&
			!making &&
			html`<${Banner} kind="warning"><p>${t(undecided ? "share.undecided" : "share.old")}</p>
				${undecided ? make : button("share.update", update, "main")}<//>`
		}
		${failed && html`<${Banner}><p>${explain(failed)}<//>${make}<//>`}
		${
			current &&
			(look
				? html`<${Look} ...${{ tid, path, state, looked, ...look }} />`
				: html`<${Files} ...${{ tid, path, shown, folder, website }} />`)
		}
	<//>`;
}

/** All cards, to be looked at before anything is sent. */
function Look({ tid, path, state, looked, picture: { id, digest } }) {
	const cover = ({ index, shown: { name } }) =>
		html`<a class="button" key=${index} href=${`#/t/${tid}/step/${index + 1}/cover`}>${name}<//>`;
	const url = `${path}/pack/${id}?${digest}`;
	return html`<section class="panel look">
		<h3>${t("share.look")}</h3><p>${t("share.look-about")}</p>
		<div class="row">
			${button("share.look-none", looked, "main", "done")}
			<span>${t("share.look-some")}<//>${state.steps.map(cover)}
		<//>
		<a href=${url} target="_blank"><img src=${url} alt=${t("share.look-picture")} /><//>
	<//>`;
}

/** The files to send, once they are as the tutorial is now: an older picture may show what is covered since. */
const Files = ({ tid, path, shown, folder, website, save = saveAll(shown) }) => html`
	${website.tutorials.includes(tid) && html`<${OldWebsite} website=${website} />`}
	<${How} app="WhatsApp" address="web.whatsapp.com" open ...${{ shown }} />
	<${How} app="Messenger" address="facebook.com/messages" variant="-apart" ...${{ shown }} />
	<p><${SaveLink} url=${`${path}/archive/${shown.lang}`} name=${`${folder.split(/[\\/]/).pop()}-${shown.lang}.zip`}>
		${save}<//></p>
	<details class="panel how"><summary><h3>${t("share.ways")}<//><//><p>${t("share.ways-about", { save })}<//>
		<${Ways} of="back" /><//>
	${SECTIONS.map((name) => html`<${Section} key=${`${shown.lang} ${name}`} ...${{ name, tid, path, shown }} />`)}
	<p class="row"><span>${t("share.folder")} <code>${folder}</code><//>
		<${CopyButton} text=${folder}>${t("share.copy-folder")}<//></p>`;

const saveAll = ({ lang }) => t("share.save-all", { language: languageName(lang) });

/** For families of which language. */
function Which({ languages, shown, setChosen }) {
	const draw = ({ lang }) =>
		html`<${Button} key=${lang} aria-pressed=${String(lang === shown.lang)} onClick=${() => setChosen(lang)}>
			${languageName(lang)}<//>`;
	return html`<div class="row" role="group" aria-label=${t("share.which")}>
		<span>${t("share.which")}<//>${languages.map(draw)}
	<//>`;
}

/**
 * How to send all this by an app, in four steps with a drawing each; `variant` is that of the app's texts. What is
 * only spoken has no sentences to paste.
 */
function How({ app, address, variant = "", open = false, shown }) {
	const written = shown.sections.cards.some(({ text }) => text);
	const steps = {
		open: t("share.how-open", { address }),
		drag: t("share.how-drag"),
		...(written && { paste: t(`share.how-paste${variant}`) }),
		send: t("share.how-send"),
	};
	const draw = ([name, said]) => html`<li>
		<svg class="drawing" viewBox="0 0 240 140" aria-hidden="true"><use href=${`/drawings.svg#how-${name}`} /><//>
		<p>${said}</p>
	<//>`;
	return html`<details class="panel how" open=${open}>
		<summary><h3>${t("share.how", { app })}</h3></summary>
		<ol class="hows">${Object.entries(steps).map(draw)}<//>
		<p class="soft">${t(`share.how-files${variant}`)}</p>
	<//>`;
}

function Section({ name, tid, path, shown }) {
	const { lang, message } = shown;
	const files = shown.sections[name];
	const letter = name === "video" && message;
	if (!files.length && !letter) return null;
	const draw = (file) => html`<${File} key=${file.id} ...${{ file, tid, path, lang }} />`;
	const everyone = files.filter(({ aside, phone }) => !aside && !phone);
	const group = (key, rows) =>
		rows[0] && html`<h4>${t(`share.${key}`)}</h4><div class="files-grid">${rows.map(draw)}<//>`;
	return html`<section class="panel">
		<h3>${t(`share.${name}`)}</h3><p>${t(`share.${name}-about`)}</p>
		<div class="files-grid">
			${everyone.map(draw)}${letter && html`<${Letter} ...${shown} />`}
		<//>
		${group(
			"asides",
			files.filter(({ aside, phone }) => aside && !phone),
		)}
		${group(
			"phones",
			files.filter(({ phone }) => phone),
		)}
	<//>`;
}

/** The message that goes with the video. */
const Letter = ({ message, lang, whatsapp }) => html`<div class="letter">
	<pre tabindex="0" role="region" aria-label=${t("share.message")} lang=${lang} dir="auto">${message}</pre>
	<div class="row">
		<${CopyButton} text=${message}>${t("share.copy-message")}<//>
		<a class="button whatsapp" href=${whatsapp} target="_blank" rel="noopener noreferrer">
			${t("share.whatsapp")}
		<//>
	<//>
<//>`;

function File({ file, tid, path, lang }) {
	const { id, digest, kind, name, text, label, bytes, seconds, phone } = file;
	// By its content: a browser goes on showing what it has of an address, also a name that is covered now.
	const url = `${path}/pack/${id}?${digest}`;
	// A page without the files beside it shows nothing: they are saved together.
	const whole = !name.endsWith(".html");
	// The count of five people is kept for an address, and the editor's changes: that page is opened from the disk.
	const five = kind === "practice" && !phone && `${path}/archive/present`;
	const [top] = file.path.split("/");
	const about = label[currentLanguage()];
	return html`<div class="file">
		<${Content} ...${{ name, url, text }} />
		${text && html`<p lang=${lang} dir="auto"><strong>${text}<//></p>`}
		${about && html`<p>${about}</p>`}
		${
			whole
				? html`<div class="row">
				<${SaveLink} ...${{ url, name }} title=${t("share.drag-this")} label=${t("share.save-name", { name })}>
					${t("share.save")}
				<//>
				${text && html`<${CopyButton} text=${text}>${t("share.copy-sentence")}<//>`}
				${kind === "card" && html`<${CopyButton} picture=${url}>${t("share.copy-picture")}<//>`}
			<//>`
				: html`<div class="row"><${OpenLink} tid=${tid} page=${file.path} />
				<${SaveLink} url=${`${path}/archive/${top}`} name=${`${top}.zip`}
					label=${t("share.save-name", { name: top })}>${t("share.save")}<//>
				${five && html`<${SaveLink} url=${five} name="present.zip">${t("share.five")}<//>`}
				${kind === "present" && html`<${OpenLink} tid=${tid} page="present/guide.html">${t("share.guide")}<//>`}
			<//>`
		}
		${five && html`<p class="soft">${t("share.five-how", { file: `five-${lang}.html` })}<//>`}
		${kind === "zip" && html`<p><${OpenLink} tid=${tid} page="web/embed.html">${t("website.embed")}<//><//>`}
		<p class="soft">
			${whole ? name : file.path} · ${sizeOf(bytes)}${seconds && ` · ${Math.round(seconds)} s`}
		</p>
	<//>`;
}

/** The picture, the film or the sound, to be looked at here. */
function Content({ name, url, text }) {
	const ending = name.split(".").pop();
	const playing = { controls: true, src: url, "aria-label": name };
	if (ending === "mp4") return html`<video playsinline preload="metadata" ...${playing} />`;
	if (ending === "ogg") return html`<audio preload="none" ...${playing} />`;
	if (ending !== "jpg" && ending !== "png") return null;
	return html`<img src=${url} alt=${text || name} loading="lazy" />`;
}

/** As Mexico writes it, too: 76 KB, 1.2 MB. */
const sizeOf = (bytes) =>
	bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${Number((bytes / 1e6).toPrecision(2))} MB`;
