import { Button, Field, html, languageName, t, titleOf, typed, useLayoutEffect, useRef, Wrong } from "./components.js";

const TYPES = { phone: "tel", url: "url" };

const idOf = (path) => `school-${path}`.replaceAll(" ", "-");

/** What a language is called: by the school, else in the page's words. */
export const nameOf = ({ lang, own = "" }) => own || languageName(lang);

/** What a field is about, and how it is changed. */
const shared = ({ form, name }) => ({
	form,
	path: name,
	label: t(`school.${name}`),
	value: form.value(name),
	take: (value, typing) => form.change(name, value, typing),
});

/** A line of text, saved once typing pauses or it is left. */
function Text({ form, path, label, value, take, hint = "", type = "text" }) {
	const input = (about) => html`<input
		name=${path} type=${type} value=${value} dir="auto" autocomplete="off"
		onInput=${typed((text) => take(text, true))} onChange=${form.flush}
		...${about} />`;
	return html`<${Field} id=${idOf(path)} label=${label} hint=${hint}
		problem=${form.problem(path)}>${input}<//>`;
}

const Line = (field) => html`<${Text} ...${shared(field)}
	hint=${t(`school.${field.name}-hint`)} type=${TYPES[field.kind]} />`;

/** One of some rows of a value and its words; a value that isn't among them stays one. */
function Select({ form, path, label, value, take, rows }) {
	const known = rows.some(([each]) => each === value);
	const offered = known ? rows : [...rows, [value, value]];
	const select = (about) => html`<select name=${path} value=${value}
		onChange=${typed((chosen) => take(chosen))} ...${about}>
		${offered.map(([each, words]) => html`<option key=${each} value=${each}>${words}<//>`)}<//>`;
	return html`<${Field} id=${idOf(path)} label=${label}
		problem=${form.problem(path)}>${select}<//>`;
}

function Choice(field) {
	const words = (each) => t(`school.${field.name}-${each}`);
	const rows = field.choices.map((each) => [each, words(each)]);
	return html`<${Select} ...${shared(field)} rows=${rows} />`;
}

const Tick = ({ name, checked, take, children }) => html`<label class="check">
	<input type="checkbox" name=${name} checked=${checked}
		onChange=${({ target }) => take(target.checked)} />
	<span>${children}<//><//>`;

function Yes(field) {
	const { label, value, take } = shared(field);
	return html`<${Tick} name=${field.name} checked=${value} take=${take}>${label}<//>
		<p class="hint">${t(`school.${field.name}-hint`)}<//>`;
}

/** Languages to tick. */
function Languages({ form, name }) {
	const ticked = form.value(name);
	const others = (lang) => ticked.filter((each) => each !== lang);
	const tick = (language) => {
		const { lang } = language;
		const take = (now) => form.change(name, now ? [...ticked, lang] : others(lang));
		return html`<${Tick} key=${lang} name=${`${name}.${lang}`}
			checked=${ticked.includes(lang)} take=${take}>${nameOf(language)}<//>`;
	};
	return html`<fieldset class="field plain">
		<legend>${t(`school.${name}`)}<//>
		<div class="row">${form.view.data.languages.map(tick)}<//>
		<p class="hint">${t(`school.${name}-hint`)}<//>
		<${Wrong} id=${idOf(name)} problem=${form.problem(name)} /><//>`;
}

/** A colour: picked, or typed, and what its contrast means. */
function Color({ form, name }) {
	const { used, contrasts } = form.view.data.colors;
	const [ratio, word] = contrasts[name];
	const label = t(`school.${name}`);
	const both = (about) => html`<div class="row color">
		<input type="color" name=${`${name}-pick`} value=${used[name]}
			aria-label=${t("school.pick", { name: label })}
			onChange=${typed((text) => form.change(name, text.toUpperCase()))} />
		<input name=${name} type="text" value=${form.value(name)}
			placeholder=${used[name].toUpperCase()}
			autocomplete="off" spellcheck=${false}
			onInput=${typed((text) => form.change(name, text, true))}
			onChange=${form.flush} ...${about} /><//>`;
	const hint = t(`school.contrast-${name}-${word}`, { ratio });
	return html`<${Field} id=${idOf(name)} label=${label} hint=${hint}
		problem=${form.problem(name)}>${both}<//>`;
}

/** The logo or the photo: chosen among the pictures beside the file, or sent from this computer. */
function Picture(field) {
	const { form, name, choices, stamp } = field;
	const send = ({ target }) => {
		form.sendPicture(name, target.files[0]);
		target.value = "";
	};
	const shown = () => html`<img key=${stamp} alt=${t(`school.${name}-alt`)}
		src=${`/api/school/pictures/${name}?v=${stamp}`} />`;
	const rows = [["", t("school.no-picture")], ...choices.map((each) => [each, each])];
	return html`<div class="picture-field">
		<div class="shown">${stamp && shown()}<//>
		<div><${Select} ...${shared(field)} rows=${rows} />
			<label class="button"><span>${t(`school.${name}-send`)}<//>
				<input type="file" accept="image/*"
					aria-label=${t(`school.${name}-send`)} onChange=${send} /><//>
			<p class="hint">${t(`school.${name}-hint`)}<//><//><//>`;
}

/** The tutorials as the website shows them, each with buttons that move it. */
function Order({ form, name }) {
	const order = form.value(name);
	const list = useRef(/** @type {any} */ (null));
	const last = useRef({ folder: "", by: 0 }).current;
	const move = (at, by) => {
		const moved = [...order];
		[moved[at], moved[at + by]] = [moved[at + by], moved[at]];
		Object.assign(last, { folder: order[at], by });
		form.change(name, moved);
	};
	useLayoutEffect(() => {
		// What is moved in the page loses the focus; at the end of the list its own button can't have it.
		if (document.activeElement !== document.body) return;
		const [up, down] = list.current.children[order.indexOf(last.folder)]?.querySelectorAll("button") ?? [];
		[last.by < 0 ? up : down, up, down].find((each) => each && !each.disabled)?.focus();
	}, [order.join("/")]);
	const row = (folder, at) => {
		const tutorial = form.view.data.tutorials.find((each) => each.folder === folder);
		const [lang, title] = titleOf(tutorial.titles, tutorial.name);
		const arrow = (way, by) => html`<${Button} kind="quiet" symbol=${way}
			label=${t(`school.${way}`, { title })}
			disabled=${!order[at + by]} onClick=${() => move(at, by)} />`;
		return html`<li key=${folder}><span lang=${lang} dir="auto">${title}<//>
			${arrow("up", -1)}${arrow("down", 1)}<//>`;
	};
	return html`<ol class="order" ref=${list}>${order.map(row)}<//>
		<${Wrong} id=${idOf(name)} problem=${form.problem(name)} />`;
}

/** A voice for each language, among those of this computer. */
function Voices({ form, name, choices }) {
	const voices = form.value(name);
	const describe = (engine, voice) => `${t(`school.engine-${engine}`)} (${voice})`;
	return form.view.data.languages.map((language) => {
		const { lang } = language;
		const offered = choices[lang].map(([value, ...voice]) => [value, describe(...voice)]);
		const none = t(offered.length ? "school.voice-auto" : "school.voice-none");
		return html`<${Select} key=${lang} form=${form} path=${`${name}.${lang}`}
			label=${t("school.voice", { lang: nameOf(language) })}
			value=${voices[lang]} rows=${[["", none], ...offered]}
			take=${(each) => form.change(name, { ...voices, [lang]: each })} />`;
	});
}

/** Two fields and a button that adds them. */
function Pair({ action, id, fields, add }) {
	const submit = (event) => {
		event.preventDefault();
		const { elements } = event.target;
		add(...fields.map((each) => elements[each].value.trim()));
		event.target.reset();
	};
	const field = (each) => html`<${Field} key=${each} id=${`${id}-${each}`}
		label=${t(`school.${action}-${each}`)}>${(about) => html`<input name=${each}
			type="text" autocomplete="off" pattern=".*\\S.*" required ...${about} />`}<//>`;
	return html`<form class="row bottom" onSubmit=${submit}>${fields.map(field)}
		<button class="button">${t(`school.${action}`)}<//><//>`;
}

/** What languages are called that annotator has no name for. */
function Called({ form, name }) {
	const names = form.value(name);
	const known = form.view.data.languages.filter(({ called }) => called);
	const added = Object.keys(names).filter((lang) => names[lang]);
	const take = (lang, text, typing = false) => form.change(name, { ...names, [lang]: text }, typing);
	const line = (lang) => html`<${Text} key=${lang} form=${form} path=${`${name}.${lang}`}
		label=${t("school.called", { language: nameOf({ lang, own: names[lang] }) })} value=${names[lang] ?? ""}
		take=${(text, typing) => take(lang, text, typing)} />`;
	return html`${[...new Set([...known.map(({ lang }) => lang), ...added])].map(line)}
		<${Pair} action="add-language" id="new-language" fields=${["called"]} add=${form.addLanguage} />`;
}

/** The words of each language and how they sound. */
const Words = ({ form, name }) =>
	form.view.data.languages.map((language) => html`<${WordsOf} key=${language.lang} ...${{ form, name, language }} />`);

function WordsOf({ form, name, language }) {
	const path = `${name}.${language.lang}`;
	const all = form.value(name);
	const words = all[language.lang];
	const change = (next, typing) => form.change(name, { ...all, [language.lang]: next }, typing);
	const remove = (word) => {
		const { [word]: _, ...others } = words;
		change(others);
	};
	const row = ([word, spelt]) => html`<div class="row" key=${word}>
		<${Text} form=${form} path=${`${path}.${word}`} value=${spelt}
			label=${t("school.word", { word })}
			take=${(text, typing) => change({ ...words, [word]: text }, typing)} />
		<${Button} kind="small" onClick=${() => remove(word)}>${t("school.remove", { word })}<//><//>`;
	const rows = Object.entries(words);
	return html`<details><summary>${`${nameOf(language)} (${rows.length})`}<//>
		<${Wrong} id=${idOf(path)} problem=${form.problem(path)} />
		${rows.map(row)}
		<${Pair} action="add-word" id=${`new-word.${language.lang}`} fields=${["word", "spelt"]}
			add=${(word, spelt) => change({ ...words, [word]: spelt })} /><//>`;
}

const KINDS = {
	text: Line,
	phone: Line,
	url: Line,
	picture: Picture,
	order: Order,
	languages: Languages,
	choice: Choice,
	yes: Yes,
	color: Color,
	called: Called,
	voice: Voices,
	words: Words,
};

/** A field as its kind is filled in. */
export function SchoolField({ form, name }) {
	const row = form.rows[name];
	return html`<${KINDS[row.kind]} form=${form} ...${row} />`;
}
