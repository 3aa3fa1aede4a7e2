import { Button, Field, html, languageName, t, titleOf, typed, Wrong } from "./components.js";

const TYPES = { phone: "tel", url: "url" };

const idOf = (path) => `school-${path}`.replaceAll(" ", "-");

/** What a language is called: by the school, else in the page's words. */
export const nameOf = ({ lang, own }) => own || languageName(lang);

/** A field for one line of text, saved once typing pauses or it is left. */
function TextField({ form, path, kind = "text", label, hint = "", value, take }) {
	return html`<${Field} id=${idOf(path)} label=${label} hint=${hint} problem=${form.problem(path)}>${(about) => html`<input name=${path} type=${TYPES[kind] ?? "text"}
		value=${value} dir="auto" autocomplete="off" onInput=${typed((text) => take(text, true))} onChange=${form.flush} ...${about} />`}<//>`;
}

const Line = ({ form, name, kind }) =>
	html`<${TextField} ...${{ form, kind }} path=${name} label=${t(`school.${name}`)} hint=${t(`school.${name}-hint`)} value=${form.value(name)}
		take=${(text, typing) => form.change(name, text, typing)} />`;

/** What is chosen among rows of a value and its words; a value that isn't among them stays one. */
function Select({ form, path, label, rows, value, take }) {
	const offered = rows.some(([each]) => each === value) ? rows : [...rows, [value, value]];
	return html`<${Field} id=${idOf(path)} label=${label} problem=${form.problem(path)}>${(about) => html`<select name=${path} value=${value} onChange=${typed(take)} ...${about}>
		${offered.map(([each, words]) => html`<option key=${each} value=${each}>${words}<//>`)}<//>`}<//>`;
}

function Choice({ form, name, choices }) {
	const rows = choices.map((each) => [each, t(`school.${name}-${each}`)]);
	return html`<${Select} ...${{ form, rows }} path=${name} label=${t(`school.${name}`)} value=${form.value(name)} take=${(each) => form.change(name, each)} />`;
}

const Tick = ({ name, checked, take, children }) => html`<label class="check"><input type="checkbox" name=${name} checked=${checked} onChange=${({ target }) => take(target.checked)} /><span>${children}<//><//>`;

const Yes = ({ form, name }) =>
	html`<${Tick} name=${name} checked=${form.value(name)} take=${(now) => form.change(name, now)}>${t(`school.${name}`)}<//><p class="hint">${t(`school.${name}-hint`)}<//>`;

/** Languages to tick. */
function Languages({ form, name }) {
	const ticked = form.value(name);
	const take = (lang, now) => form.change(name, now ? [...ticked, lang] : ticked.filter((each) => each !== lang));
	return html`<fieldset class="field plain"><legend>${t(`school.${name}`)}<//>
		<div class="row">${form.view.data.languages.map((each) => html`<${Tick} key=${each.lang} name=${`${name}.${each.lang}`} checked=${ticked.includes(each.lang)} take=${(now) => take(each.lang, now)}>${nameOf(each)}<//>`)}<//>
		<p class="hint">${t(`school.${name}-hint`)}<//><${Wrong} id=${idOf(name)} problem=${form.problem(name)} /><//>`;
}

/** A colour: picked, or typed, and what its contrast means. */
function Color({ form, name }) {
	const { used, contrasts } = form.view.data.colors;
	const [ratio, word] = contrasts[name];
	const label = t(`school.${name}`);
	return html`<${Field} id=${idOf(name)} label=${label} hint=${t(`school.contrast-${name}-${word}`, { ratio })} problem=${form.problem(name)}>${(about) => html`<div class="row color">
		<input type="color" name=${`${name}-pick`} value=${used[name]} aria-label=${t("school.pick", { name: label })} onChange=${typed((text) => form.change(name, text.toUpperCase()))} />
		<input name=${name} type="text" value=${form.value(name)} placeholder=${used[name].toUpperCase()} autocomplete="off" spellcheck=${false}
			onInput=${typed((text) => form.change(name, text, true))} onChange=${form.flush} ...${about} /><//>`}<//>`;
}

/** The logo or the photo: seen, chosen among the pictures beside the file, or sent from this computer. */
function Picture({ form, name, choices, stamp }) {
	const send = ({ target }) => {
		form.sendPicture(name, target.files[0]);
		target.value = "";
	};
	const rows = [["", t("school.no-picture")], ...choices.map((each) => [each, each])];
	return html`<div class="picture-field">
		<div class="shown">${stamp && html`<img key=${stamp} src=${`/api/school/pictures/${name}?v=${stamp}`} alt=${t(`school.${name}-alt`)} />`}<//>
		<div><${Select} ...${{ form, rows }} path=${name} label=${t(`school.${name}`)} value=${form.value(name)} take=${(each) => form.change(name, each)} />
			<label class="button"><span>${t(`school.${name}-send`)}<//><input type="file" accept="image/*" aria-label=${t(`school.${name}-send`)} onChange=${send} /><//>
			<p class="hint">${t(`school.${name}-hint`)}<//><//><//>`;
}

/** The tutorials as the website shows them, each with buttons that move it. */
function Order({ form, name }) {
	const order = form.value(name);
	const move = (at, by) => {
		const moved = [...order];
		[moved[at], moved[at + by]] = [moved[at + by], moved[at]];
		form.change(name, moved);
	};
	const row = (folder, at) => {
		const tutorial = form.view.data.tutorials.find((each) => each.folder === folder);
		const [lang, title] = titleOf(tutorial.titles, tutorial.name);
		const arrow = (way, by) => html`<${Button} kind="quiet" symbol=${way} label=${t(`school.${way}`, { title })} disabled=${!order[at + by]} onClick=${() => move(at, by)} />`;
		return html`<li key=${folder}><span lang=${lang} dir="auto">${title}<//>${arrow("up", -1)}${arrow("down", 1)}<//>`;
	};
	return html`<ol class="order">${order.map(row)}<//><${Wrong} id=${idOf(name)} problem=${form.problem(name)} />`;
}

/** A voice for each language, among those of this computer. */
function Voices({ form, name, choices }) {
	const voices = form.value(name);
	return form.view.data.languages.map((language) => {
		const { lang } = language;
		const offered = choices[lang].map(([value, engine, voice]) => [value, `${t(`school.engine-${engine}`)} (${voice})`]);
		const rows = [["", t(offered.length ? "school.voice-auto" : "school.voice-none")], ...offered];
		return html`<${Select} key=${lang} ...${{ form, rows }} path=${`${name}.${lang}`} label=${t("school.voice", { lang: nameOf(language) })}
			value=${voices[lang]} take=${(each) => form.change(name, { ...voices, [lang]: each })} />`;
	});
}

/** Two fields and a button that adds them. */
function Pair({ action, id, fields, add }) {
	const submit = (event) => {
		event.preventDefault();
		add(...fields.map((each) => event.target.elements[each].value.trim()));
		event.target.reset();
	};
	return html`<form class="row bottom" onSubmit=${submit}>${fields.map((each) => html`<${Field} key=${each} id=${`${id}-${each}`} label=${t(`school.${action}-${each}`)}>${(about) => html`<input name=${each} type="text" autocomplete="off" pattern=".*\\S.*" required ...${about} />`}<//>`)}
		<button class="button">${t(`school.${action}`)}<//><//>`;
}

/** What languages are called that annotator has no name for. */
function Called({ form, name }) {
	const names = form.value(name);
	const tags = new Set([...form.view.data.languages.filter(({ called }) => called).map(({ lang }) => lang), ...Object.keys(names).filter((lang) => names[lang])]);
	const take = (lang, text, typing) => form.change(name, { ...names, [lang]: text }, typing);
	return html`${[...tags].map((lang) => html`<${TextField} key=${lang} form=${form} path=${`${name}.${lang}`} label=${t("school.called", { lang })} value=${names[lang] ?? ""} take=${(text, typing) => take(lang, text, typing)} />`)}
		<${Pair} action="add-language" id="new-language" fields=${["lang", "called"]} add=${take} />`;
}

/** The words of each language and how they sound. */
function Words({ form, name }) {
	const all = form.value(name);
	return form.view.data.languages.map((language) => {
		const { lang } = language;
		const words = all[lang];
		const change = (next, typing) => form.change(name, { ...all, [lang]: next }, typing);
		const remove = (word) => change(Object.fromEntries(Object.entries(words).filter(([each]) => each !== word)));
		return html`<details key=${lang}><summary>${`${nameOf(language)} (${Object.keys(words).length})`}<//>
			<${Wrong} id=${idOf(`${name}.${lang}`)} problem=${form.problem(`${name}.${lang}`)} />
			${Object.entries(words).map(([word, spelt]) => html`<div class="row" key=${word}>
				<${TextField} form=${form} path=${`${name}.${lang}.${word}`} label=${t("school.word", { word })} value=${spelt} take=${(text, typing) => change({ ...words, [word]: text }, typing)} />
				<${Button} kind="small" onClick=${() => remove(word)}>${t("school.remove", { word })}<//><//>`)}
			<${Pair} action="add-word" id=${`new-word.${lang}`} fields=${["word", "spelt"]} add=${(word, spelt) => change({ ...words, [word]: spelt })} /><//>`;
	});
}

const KINDS = {
	text: Line, phone: Line, url: Line, picture: Picture, order: Order, languages: Languages, choice: Choice, yes: Yes, color: Color,
	called: Called, voice: Voices, words: Words,
};

/** A field as its kind is filled in. */
export const SchoolField = ({ form, name }) => html`<${KINDS[form.rows[name].kind]} form=${form} ...${form.rows[name]} />`;
