import { Button, html, languageName, small, t, useRef } from "./base.js";

/** A button that opens the file chooser for one picture. @param {{label: string, take: (file: File) => void}} props */
function PickButton({ label, take }) {
	const input = useRef(null);
	const change = () => {
		const [file] = input.current.files;
		if (file) take(file);
		input.current.value = "";
	};
	return html`<${Button} symbol="picture" onClick=${() => input.current.click()}>${label}<//>
		<input ref=${input} type="file" accept="image/*,.heic,.heif" hidden aria-label=${label} onChange=${change} />`;
}

/** Pictures that no step uses. @param {EditorProps} props */
export function Tray({ editor }) {
	const { state, chosen, image, act, fill } = editor;
	return html`<section class="tray" hidden=${!state.tray.length}>
		<h2>${t("arrange.tray")}</h2>
		<ul>${state.tray.map((id) => {
			const { name = "", problem = "" } = state.pictures[id] ?? {};
			return html`<li key=${id}>
				<img src=${image(id, 120)} alt="" loading="lazy" />
				<div><small>${name}</small>${problem && html`<p class="todo">${problem}</p>`}
					${small("arrange.tray_new", () => act("add-pictures", { pictures: [id] }), name)}
					${chosen !== "about" && small("arrange.tray_here", () => fill(chosen, id), name)}
				</div>
			</li>`;
		})}</ul>
	</section>`;
}

/** Another picture for a step, or one of its own for a language. @param {StepProps} props */
export function PictureMenu({ editor, step }) {
	const { languages, tray, pictures } = editor.state;
	/** @param {string} label @param {(picture: string|File) => void} take */
	const choose = (label, take) => html`<${PickButton} label=${label} take=${take} />
		${tray.length > 0 && html`<details class="from-tray">
			<summary aria-label=${`${t("arrange.from_tray")}: ${label}`}>${t("arrange.from_tray")}</summary>
			<ul>${tray.map((id) => html`<li key=${id}><button onClick=${() => take(id)}><img src=${editor.image(id, 120)} alt=${pictures[id]?.name} loading="lazy" /></button></li>`)}</ul>
		</details>`}`;
	return html`<details>
		<summary>${t("arrange.picture_menu")}</summary>
		<div class="row">${choose(t("arrange.replace"), (picture) => editor.fill(step.index, picture))}</div>
		${languages.length > 1 && html`<h3>${t("arrange.language_pictures")}</h3>
			<p class="note">${t("arrange.language_pictures_why")}</p>
			${languages.map((lang) => {
				const language = languageName(lang);
				return html`<div class="row" key=${lang}>
					${choose(t("arrange.language_picture", { language }), (picture) => editor.fill(step.index, picture, lang))}
					${step.language_pictures[lang] && small("arrange.language_remove", () => editor.act("set-language-picture", { step: step.index, lang, picture: null }), language)}
				</div>`;
			})}`}
	</details>`;
}

/** The old picture beside the new one, where what was pointed at is gone. @param {StepProps & {gone: Gone, close: () => void}} props */
export function Compare({ editor, step, gone, close }) {
	/** @param {string|null} picture @param {string} name */
	const show = (picture, name) => picture && html`<figure><img src=${editor.image(picture, 720)} alt=${name} /><figcaption>${name}</figcaption></figure>`;
	return html`<section class="compare" role="alert">
		<h3>${t("arrange.gone")}</h3>
		<p>${t("arrange.gone_why", { name: step.action?.target?.label ?? "" })}</p>
		<div class="pair">${show(gone.old, t("arrange.before"))}${show(gone.new, t("arrange.after"))}</div>
		<${Button} kind="main" onClick=${close}>${t("arrange.point_again")}<//>
	</section>`;
}
