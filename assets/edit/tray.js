import { html, useRef } from "./html.js";
import { t, languageName } from "./strings.js";
import { Button } from "./components.js";

/** A button that opens the file chooser for one picture. @param {{label: string, take: (file: File) => void}} props */
function PickButton({ label, take }) {
	const input = useRef(/** @type {any} */ (null));
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
	const { state, chosen } = editor;
	const step = chosen === "about" ? undefined : state.steps[chosen];
	return html`<section class="tray" hidden=${!state.tray.length}>
		<h2>${t("arrange.tray")}</h2>
		<ul>
			${state.tray.map((picture) => {
				const row = state.pictures[picture];
				/** @param {string} text @param {() => void} act */
				const button = (text, act) => html`<button class="small" onClick=${act} aria-label=${`${text}: ${row?.name}`}>${text}</button>`;
				return html`<li key=${picture}>
					<img src=${editor.image(picture, 120)} alt="" loading="lazy" />
					<div>
						<small>${row?.name}</small>
						${row?.problem && html`<p class="todo">${row.problem}</p>`}
						${button(t("arrange.tray_new"), () => editor.change({ do: "add-pictures", pictures: [picture] }))}
						${step && button(t("arrange.tray_here", { number: step.number }), () => editor.fill(step.index, picture))}
					</div>
				</li>`;
			})}
		</ul>
	</section>`;
}

/** Another picture for a step, or one of its own for a language. @param {StepProps} props */
export function PictureMenu({ editor, step }) {
	const { languages, tray, pictures } = editor.state;
	/** @param {string} label @param {string} unused @param {(picture: string|File) => void} take */
	const choose = (label, unused, take) => html`<${PickButton} label=${label} take=${take} />
		${
			tray.length > 0 &&
			html`<details class="from-tray">
				<summary>${unused}</summary>
				<ul>${tray.map((id) => html`<li key=${id}><button onClick=${() => take(id)} aria-label=${pictures[id]?.name}><img src=${editor.image(id, 120)} alt="" loading="lazy" /></button></li>`)}</ul>
			</details>`
		}`;
	return html`<details class="picture-menu">
		<summary>${t("arrange.picture_menu")}</summary>
		<div class="row">${choose(t("arrange.replace"), t("arrange.replace_from_tray"), (picture) => editor.fill(step.index, picture))}</div>
		${
			languages.length > 1 &&
			html`<h3>${t("arrange.language_pictures")}</h3>
				<p class="note">${t("arrange.language_pictures_why")}</p>
				${languages.map((lang) => {
					const language = languageName(lang);
					const remove = () => editor.change({ do: "set-language-picture", step: step.index, lang, picture: null });
					return html`<div class="row" key=${lang}>
						${choose(t("arrange.language_picture", { language }), t("arrange.from_tray_for", { language }), (picture) => editor.fillLanguage(step.index, lang, picture))}
						${step.language_pictures[lang] && html`<button class="small" onClick=${remove}>${t("arrange.language_picture_remove", { language })}</button>`}
					</div>`;
				})}`
		}
	</details>`;
}

/** The old picture beside the new one, where what was pointed at is gone. @param {StepProps & {old: string|null, close: () => void}} props */
export function Compare({ editor, step, old, close }) {
	/** @param {string|null} picture @param {string} name */
	const show = (picture, name) => picture && html`<figure><img src=${editor.image(picture, 720)} alt=${name} /><figcaption>${name}</figcaption></figure>`;
	return html`<section class="compare" role="alert">
		<h3>${t("arrange.gone")}</h3>
		<p>${t("arrange.gone_why", { name: step.action?.target?.label ?? "" })}</p>
		<div class="pair">${show(old, t("arrange.before"))}${show(step.picture, t("arrange.after"))}</div>
		<${Button} kind="main" onClick=${close}>${t("arrange.point_again")}<//>
	</section>`;
}
