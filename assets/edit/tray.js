/**
 * Pictures that come in, and the tray of those that no step uses.
 * @module
 */
import { html, useRef } from "./html.js";
import { Button } from "./components.js";

/** What the file chooser offers. */
export const PICTURES = "image/*,.heic,.heif,.avif";

/**
 * A button that opens the file chooser.
 * @param {{label: string, kind?: string, multiple?: boolean, symbol?: string, take: (files: File[]) => void}} props
 */
export function PickButton({ label, kind = "", multiple = false, symbol = "picture", take }) {
	const input = useRef(/** @type {HTMLInputElement | null} */ (null));
	/** @param {{target: HTMLInputElement}} event */
	const change = ({ target }) => {
		take([...(target.files ?? [])]);
		target.value = "";
	};
	return html`<${Button} kind=${kind} symbol=${symbol} onClick=${() => input.current?.click()}>${label}<//>
		<input ref=${input} type="file" accept=${PICTURES} multiple=${multiple} hidden aria-label=${label} onChange=${change} />`;
}

/** @param {{editor: Editor}} props */
export function Tray({ editor }) {
	const { t, state, chosen } = editor;
	if (!state.tray.length) return null;
	const step = typeof chosen === "number" ? state.steps[chosen] : undefined;
	return html`<section class="tray" aria-label=${t("arrange.tray")}>
		<h3>${t("arrange.tray")}</h3>
		<ul>
			${state.tray.map((picture) => {
				const { name, state: read, problem } = state.pictures[picture] ?? { name: "", state: "waiting", problem: null };
				return html`<li key=${picture}>
					<img src=${editor.image(picture, 120)} alt="" loading="lazy" />
					<div>
						<small>${name}</small>
						${read === "failed" && html`<p class="todo">${problem}</p>`}
						<button class="small" onClick=${() => editor.change({ do: "add-pictures", pictures: [picture] })} aria-label=${`${t("arrange.tray_new")}: ${name}`}>
							${t("arrange.tray_new")}
						</button>
						${
							step &&
							html`<button class="small" onClick=${() => editor.fill(step.index, picture)} aria-label=${`${t("arrange.tray_here", { number: step.number })}: ${name}`}>
								${t("arrange.tray_here", { number: step.number })}
							</button>`
						}
					</div>
				</li>`;
			})}
		</ul>
	</section>`;
}

/**
 * Another picture for this step, or one of its own for a language.
 * @param {StepProps} props
 */
export function PictureMenu({ editor, step }) {
	const { t, state } = editor;
	const tray = state.tray;
	/** @param {(picture: string) => void} take @param {string} label */
	const fromTray = (take, label) =>
		tray.length > 0 &&
		html`<details class="from-tray">
			<summary>${label}</summary>
			<ul>
				${tray.map(
					(picture) => html`<li key=${picture}>
						<button onClick=${() => take(picture)} aria-label=${state.pictures[picture]?.name}><img src=${editor.image(picture, 120)} alt="" loading="lazy" /></button>
					</li>`,
				)}
			</ul>
		</details>`;
	return html`<details class="picture-menu">
		<summary>${t("arrange.picture_menu")}</summary>
		<div class="row">
			<${PickButton} label=${t("arrange.replace")} take=${(/** @type {File[]} */ [file]) => file && editor.fill(step.index, file)} />
			${fromTray((picture) => editor.fill(step.index, picture), t("arrange.replace_from_tray"))}
		</div>
		${
			state.languages.length > 1 &&
			html`<h4>${t("arrange.language_pictures")}</h4>
			<p class="note">${t("arrange.language_pictures_why")}</p>
			${state.languages.map((lang) => {
				const language = editor.strings.languageName(lang);
				return html`<div class="row" key=${lang}>
					<${PickButton} label=${t("arrange.language_picture", { language })} take=${(/** @type {File[]} */ [file]) => file && editor.fillLanguage(step.index, lang, file)} />
					${fromTray((picture) => editor.fillLanguage(step.index, lang, picture), t("arrange.from_tray_for", { language }))}
					${
						step.language_pictures[lang] &&
						html`<button class="small" onClick=${() => editor.change({ do: "set-language-picture", step: step.index, lang, picture: null })}>
							${t("arrange.language_picture_remove", { language })}
						</button>`
					}
				</div>`;
			})}`
		}
	</details>`;
}

/**
 * The old picture beside the new one, where what was pointed at is gone.
 * @param {StepProps & {old: string | null, close: () => void}} props
 */
export function Compare({ editor, step, old, close }) {
	const { t, state } = editor;
	return html`<section class="compare" role="alert">
		<h3>${t("arrange.gone")}</h3>
		<p>${t("arrange.gone_why", { name: step.action?.target?.label ?? "" })}</p>
		<div class="pair">
			${
				old &&
				state.pictures[old] &&
				html`<figure><img src=${editor.image(old, 720)} alt=${t("arrange.before")} /><figcaption>${t("arrange.before")}</figcaption></figure>`
			}
			<figure><img src=${editor.image(step.picture, 720)} alt=${t("arrange.after")} /><figcaption>${t("arrange.after")}</figcaption></figure>
		</div>
		<${Button} kind="main" onClick=${close}>${t("arrange.point_again")}<//>
	</section>`;
}
