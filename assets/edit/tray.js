import { button, html, languageName, post, small, t, typed, useDraft, useState } from "./base.js";
import { PickButton } from "./picture_input.js";
import { nameTarget } from "./targets.js";

/** @param {EditorProps} props */
export function Tray({ editor }) {
	const { state, chosen, image, act, fill } = editor;
	const { tray, languages, pictures } = state;
	return html`<section class="tray" hidden=${!tray.length}>
		<h2>${t("arrange.tray")}</h2>
		<ul>${tray.map((id) => {
			const { name = "", problem = "" } = pictures[id] ?? {};
			return html`<li key=${id}>
				<img src=${image(id, 120)} alt="" loading="lazy" />
				<div><small>${name}<//>${problem && html`<p class="todo">${problem}</p>`}
					${small("arrange.tray_new", () => act("add-pictures", { pictures: [id] }), name)}
					${
						chosen !== "about" && [
							small("arrange.tray_here", () => fill(chosen, id), name),
							languages.length > 1 &&
								languages.map(
									(lang) =>
										html`<button class="small" onClick=${() => fill(chosen, id, lang)}>
											${t("arrange.tray_language", { language: languageName(lang) })}<//>`,
								),
						]
					}
				<//>
			</li>`;
		})}</ul>
	<//>`;
}

/** @param {StepProps} props */
export function PictureMenu({ editor, step }) {
	const { languages } = editor.state;
	const { index } = step;
	return html`<details>
		<summary>${t("arrange.picture_menu")}<//>
		<div class="row"><${PickButton} label=${t("arrange.replace")} take=${([file]) => editor.fill(index, file)} /><//>
		${
			languages.length > 1 &&
			html`<h3>${t("arrange.language_pictures")}</h3>
				<p class="note">${t("arrange.language_pictures_why")}</p>
				${languages.map((lang) => {
					const language = languageName(lang);
					const remove = () => editor.act("set-language-picture", { step: index, lang, picture: null });
					return html`<div class="row" key=${lang}>
					<${PickButton} label=${t("arrange.language_picture", { language })}
						take=${([file]) => editor.fill(index, file, lang)} />
					${step.language_pictures[lang] && small("arrange.language_remove", remove, language)}
				<//>`;
				})}`
		}
		<${PhonePictures} ...${{ editor, step }} />
	<//>`;
}

/** The pictures of a step on other phones, to choose or to drop. @param {StepProps} props */
function PhonePictures({ editor, step }) {
	const [own, ...others] = editor.state.phones;
	const [typed, setTyped] = useState(own?.word === "iphone" ? "Android" : "iPhone");
	const place = (phone, more) => {
		const take = (files) => phone.trim() && editor.fillPhone(step.index, phone.trim(), files[0]);
		const drop = (event) => {
			event.stopPropagation(); // elsewhere it would become a step
			event.preventDefault();
			dispatchEvent(new Event("dragleave"));
			if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
		};
		return html`<div class="row drop" key=${phone} onDrop=${drop}>${more}
			<${PickButton} label=${t("arrange.phone_picture", { phone })} take=${take} /><//>`;
	};
	return html`<h3>${t("arrange.phones")}</h3>
		<p class="note">${t("arrange.phones_why")}</p>
		${others.map(({ word, name }) => {
			const picture = step.phone_pictures[word];
			const remove = () => editor.act("set-phone-picture", { step: step.index, phone: name, picture: null });
			const lines = picture && html`<${PhoneLines} key=${word} ...${{ editor, step, word, name, picture }} />`;
			return [place(name, picture && small("arrange.language_remove", remove, name)), lines];
		})}
		${
			others.some(({ name }) => name === typed) ||
			place(
				typed,
				html`<label>${t("arrange.phone_name")}
					<input type="text" value=${typed} maxlength="30" onInput=${({ target }) => setTyped(target.value)} /><//>`,
			)
		}`;
}

/**
 * What a step points at and says on another phone, where that differs.
 * @param {StepProps & { word: string, name: string, picture: string }} props
 */
function PhoneLines({ editor, step, word, name, picture }) {
	const { path, lang, state, act } = editor;
	const { index } = step;
	const lines = step.variants.find(({ phone }) => phone === word);
	const target = lines?.action?.target ?? null;
	const set = (to) => act("set-phone-target", { step: index, phone: word, target: to });
	const wordings = target?.kind === "text" ? target.wordings.join(" | ") : "";
	const write = (text) => {
		const words = text.match(/[^|\s]+(\s+[^|\s]+)*/g) ?? [];
		if (words.length || wordings) set(words.length ? { kind: "text", wordings: words } : null);
	};
	const across = state.pictures[picture]?.width;
	const point = async ({ currentTarget: { width }, offsetX, offsetY }) => {
		if (!across) return;
		const scale = across / width;
		const [x, y] = [offsetX, offsetY].map((each) => Math.round(each * scale));
		const { candidates, chosen } = await editor.tried(post(`${path}/point`, { step: index, lang, x, y, phone: word }));
		if (candidates?.length) set(candidates[chosen].target);
	};
	return html`<div class="panel">
		<p class="note">${across ? t("arrange.phone_point", { phone: name }) : t("point.reading")}<//>
		<p class="compare"><img src=${editor.image(picture, 720)} alt=${t("arrange.phone_picture", { phone: name })}
			onClick=${point} /><//>
		${target && html`<p>${nameTarget(target)} ${small("arrange.phone_same", () => set(null), name)}<//>`}
		<${PhoneField} ...${{ editor, label: t("arrange.phone_target", { phone: name }), saved: wordings, save: write }}
			grey=${nameTarget(step.action?.target)} />
		${state.languages.map((each) => {
			const label = t("arrange.phone_sentence", { phone: name, language: languageName(each) });
			const save = (text) => act("set-phone-sentence", { step: index, phone: word, lang: each, text });
			const saved = lines?.narration[each] ?? "";
			return html`<${PhoneField} key=${each} ...${{ editor, label, saved, save }} lang=${each}
				grey=${step.narration[each] ?? ""} />`;
		})}<//>`;
}

function PhoneField({ editor, label, saved, save, grey, lang }) {
	const draft = useDraft(editor, saved, save);
	return html`<label class="field">${label}
		<input type="text" dir="auto" lang=${lang} value=${draft.text} placeholder=${grey} maxlength="300"
			onInput=${typed(draft.type)} onBlur=${draft.flush} /><//>`;
}

/** Whether the picture was turned, or may have to be, and the button for it. @param {PointingProps} props */
export function Upright({ editor, step, pointing: { picture, turn } }) {
	const { unsure } = editor.state.pictures[picture] ?? {};
	const what = unsure ? "arrange.unsure" : turn ? "arrange.turned" : "";
	return html`<p class=${unsure ? "todo" : "note"} role=${what && "status"}>
		${what && t(what)} ${small("arrange.turn", () => editor.turn(step, picture))}</p>`;
}

/** The old picture beside the new one, where what was pointed at is gone. @param {StepProps} props */
export function Compare({ editor, step }) {
	const { gone, setGone } = editor;
	const show = (picture, name) =>
		editor.state.pictures[picture] &&
		html`<figure><img src=${editor.image(picture, 720)} alt=${name} /><figcaption>${name}<//><//>`;
	return html`<section class="compare" role="alert">
		<h3>${t("arrange.gone")}</h3>
		<p>${t("arrange.gone_why", { name: nameTarget(step.action?.target) })}</p>
		<div class="pair">${show(gone?.old, t("arrange.before"))}${show(gone?.new, t("arrange.after"))}<//>
		${button("arrange.point_again", () => setGone(null), "main")}
	<//>`;
}
