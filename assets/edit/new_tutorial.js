import { Button, Choice, html, Icon, Line, Numbered, post, titleOf, useEffect, useState } from "./components.js";
import { explain, named, ownFirst, t } from "./strings.js";
import { inOrder, isPicture, PictureDrop } from "./picture_input.js";
import { openStore } from "./tutorial_store.js";
import { useView, View } from "./view.js";

/** What somebody wrote and chose for a new tutorial, until it is started: "Back" leads here again. */
const NOTHING = { from: "", said: /** @type {Record<string, any>} */ ({}), files: /** @type {File[]} */ ([]) };
let kept = NOTHING;

/** A picture that is not sent yet; browsers can't draw those of all cameras. */
function Thumb({ file }) {
	const [url] = useState(() => URL.createObjectURL(file));
	useEffect(() => () => URL.revokeObjectURL(url), []);
	return html`<img class="thumb" src=${url} alt="" onError=${({ target }) => (target.hidden = true)} />`;
}

/** The pictures among some files; what is said of the others. @type {(files: File[]) => [File[], string]} */
function sort(files) {
	const kind = ({ type }) => (/pdf$/.test(type) ? "pdf" : /^video/.test(type) ? "film" : "other");
	const others = files.filter((file) => !isPicture(file));
	const said = others.map((file) => `${t("arrange.not_taken", { name: file.name })} ${t(`new.is_${kind(file)}`)}`);
	return [files.filter(isPicture), said.join(" ")];
}

/** Begins a new tutorial with some files, on its page. @param {File[]} files @param {(text: string) => void} notify */
export function beginWith(files, notify) {
	const [pictures, others] = sort(files);
	if (pictures.length) {
		const begun = kept.from ? NOTHING : kept;
		kept = { ...begun, files: inOrder([...begun.files, ...pictures]) };
		location.hash = "#/new";
	}
	notify(others);
}

/**
 * The pictures for a new tutorial, until that has an id; `start` asks for one as soon as there is a picture.
 * @param {NewPicturesProps} props
 */
export function NewPictures({ tid, start, panel, children }) {
	const [files, setFiles] = useState(start ? [] : kept.files);
	if (!start) kept = { ...kept, files };
	useEffect(() => {
		if (!tid) return;
		kept = NOTHING;
		// The editor sends them, and tells of those that can't be read.
		openStore(tid).files = files;
		location.hash = `#/t/${tid}`;
	}, [tid]);
	const take = (more) => {
		const [pictures, others] = sort(more);
		panel.notify(others);
		setFiles((before) => inOrder([...before, ...pictures]));
		if (start && pictures.length) panel.run(() => post(...start));
	};
	const leave = (file) => setFiles(files.filter((each) => each !== file));
	const row = (
		file,
	) => html`<li key=${file.name + file.lastModified}><${Thumb} file=${file} /><span dir="auto">${file.name}<//>
		<${Button} kind="quiet" symbol="close" label=${t("new.remove", { name: file.name })}
			onClick=${() => leave(file)} /><//>`;
	return html`<${PictureDrop} onPictures=${take} one=${Boolean(start)} says=${start && "answer.drop-here"}
			onProblem=${panel.notify}>${children}<//>
		<ol class="files">${files.map(row)}<//>`;
}

/** The tutorials that a new one can begin like. */
function Shipped({ rows }) {
	const title = ({ titles, name }) => titleOf(titles, name)[1];
	const describe = (row) => `${title(row)} (${t("home.steps", { n: row.steps })})`;
	const choices = rows.map((row) => [row.name, describe(row)]);
	return html`<details class="panel"><summary>${t("new.like")}<//><p>${t("new.like-about")}<//>
		<${Choice} name="new.like-which" rows=${choices} none="new.like-none" /><//>`;
}

/**
 * What starts a tutorial; `from` is the id of the folder whose pictures it gets, if any.
 * @param {ViewProps & { from: string }} props
 */
export function NewTutorial({ from, notify }) {
	const view = useView("/api/home", { notify });
	const [tid, setTid] = useState("");
	const [busy, setBusy] = useState(false);
	useEffect(() => /** @type {any} */ (document.querySelector("form input"))?.focus(), [!view.data]);
	if (kept.from !== from) kept = { ...NOTHING, from };
	const keep = ({ currentTarget }) => (kept = { ...kept, said: Object.fromEntries(new FormData(currentTarget)) });
	const told = (name) => ({ value: kept.said[name] ?? "" });
	const create = async (event) => {
		event.preventDefault();
		const { languages } = view.data;
		const said = new FormData(event.target);
		const value = (name) => String(said.get(`new.${name}`) ?? "").trim();
		const written = languages.map((lang) => [lang, value(`title-${lang}`)]);
		const titles = Object.fromEntries(written.filter(([, title]) => title));
		const like = value("like-which") || null;
		if (!Object.keys(titles).length && !like) return notify(t("new.title-first"));
		setBusy(true);
		const wish = { titles, languages, like, device: value("device") || null, from: from || null };
		const { id } = await post("/api/tutorials", wish).catch((error) => notify(explain(error)) ?? {});
		setBusy(false);
		if (id && from) {
			kept = NOTHING;
			location.hash = `#/t/${id}`;
		} else setTid(id);
	};
	const line = (lang) => html`<${Line} key=${lang} name=${`new.title-${lang}`}
		lang=${lang} maxlength="120" autocomplete="off" ...${told(`new.title-${lang}`)} />`;
	const pictures = () => html`<${NewPictures} tid=${tid} panel=${view}>${t("new.drop")}<//>`;
	const form = ({ languages, devices, shipped }) => {
		const names = devices.map((name) => [name, named("device", name)]);
		return html`<form class="wrap begin" onSubmit=${create} onInput=${keep}>
			<h1>${t("new.heading")}<//>
			<section class="panel"><${Numbered} n="1">${t("new.what")}<//>${ownFirst(languages).map(line)}<//>
			<section class="panel"><${Numbered} n="2">${t("new.pictures")}<//>
				${from ? t("new.stay") : pictures()}
				<${Choice} name="new.device" rows=${names} none="new.any-device" ...${told("new.device")} /><//>
			${!from && shipped.length > 0 && html`<${Shipped} rows=${shipped} />`}
			<div class="row">
				<button class="button main" disabled=${busy}><${Icon} name="done" />${t("new.create")}<//>
				<a class="button" href="#/">${t("shell.cancel")}<//><//><//>`;
	};
	return html`<${View} of=${view}>${form}<//>`;
}
