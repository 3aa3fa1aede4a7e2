import { button, CopyButton, html, languageName, small, t, typed, useState } from "./base.js";
import { Job, startJob } from "./jobs.js";
import { SaveLink } from "./save_link.js";

/** How a line with a number begins, also in a reply that quotes it: "2. ", "2) " or "> 2 - ". */
const NUMBER = /^[>\s]*(\d{1,3})\s*[.):–-](?:\s+|$)(.*)$/;

/** What a tutorial says in a language, in the order of the video, each with what it says in another one now. @type {ListTexts} */
export function listTexts({ titles, whys, steps }, from, to) {
	const inSteps = steps.flatMap(({ index, questions, narration, spoken }) => [
		{ step: index, field: "question", texts: questions },
		{ step: index, field: "sentence", texts: { ...spoken, ...narration } },
	]);
	const all = [{ step: null, field: "title", texts: titles }, { step: null, field: "why", texts: whys }, ...inSteps];
	return all.filter(({ texts }) => texts[from]).map(({ texts, ...place }) => ({ ...place, said: texts[from], now: texts[to] ?? "" }));
}

/** The texts as one message, each with its number and an empty line for the reply. @type {(texts: TextToTranslate[], language: string) => string} */
export function writeMessage(texts, language) {
	const rows = texts.map(({ said, now }, at) => `${at + 1}. ${said}${now && `\n(${now})`}\n`);
	return [`${t("colleague.please", { language })}\n`, ...rows].join("\n");
}

/** What a reply says by number; its numbers that don't exist, and those that it says nothing for. @type {ReadReply} */
export function readReply(reply, texts) {
	/** @type {Record<number, string[]>} */
	const found = {};
	let number = 0;
	for (const line of reply.split("\n")) {
		const [, digits, rest = line.replace(/^[>\s]+/, "")] = line.match(NUMBER) ?? [];
		if (digits) found[(number = Number(digits))] ??= [];
		const { said } = texts[number - 1] ?? {};
		const words = rest.trim();
		// Behind an empty line comes a greeting, or a signature.
		if (!words && found[number]?.length) number = 0;
		// What was sent may still be there, in brackets what it said then.
		if (number && words && words !== said && !/^\(.*\)$/.test(words)) found[number].push(words);
	}
	const told = texts.map((text, at) => ({ ...text, number: at + 1, text: (found[at + 1] ?? []).join(" ") }));
	const unknown = Object.keys(found).map(Number).filter((each) => !texts[each - 1]);
	return { unknown, missing: told.filter(({ text }) => !text).map((row) => row.number), news: told.filter(({ text, now }) => text && text !== now) };
}

/** Asks a colleague for the texts in a language, and takes the reply. @param {ColleagueProps} props */
export function Colleague({ editor, from, lang }) {
	const [reply, setReply] = useState("");
	const language = languageName(lang);
	const texts = listTexts(editor.state, from, lang);
	const { unknown, missing, news } = readReply(reply, texts);
	const put = async () => {
		await editor.store.change(news.map(({ step, field, text }) => ({ do: `set-${field}`, lang, text, ...(step !== null && { step }) })));
		setReply("");
		editor.notify(t("colleague.done", { n: news.length }), true);
	};
	const numbers = (key, rows) => rows.length > 0 && html`<p class="todo">${t(`colleague.${key}`, { numbers: rows.join(", ") })}</p>`;
	return html`<details class="colleague"><summary>${t("colleague.title", { language })}<//>
		<p>${t("colleague.about", { language })}</p>
		<div class="row"><${CopyButton} text=${writeMessage(texts, language)}>${t("colleague.copy")}<//><${Review} editor=${editor} /><//>
		<label for=${`reply-${lang}`}>${t("colleague.reply")}<//>
		<textarea id=${`reply-${lang}`} rows="5" dir="auto" value=${reply} onInput=${typed(setReply)}><//>
		${reply.trim() && html`<div aria-live="polite">
			${numbers("unknown", unknown)} ${numbers("missing", missing)}
			<ol>${news.map(({ number, said, now, text }) => html`<li key=${number} value=${number}><span lang=${from}>${said}<//>
				${now && html`<br /><del lang=${lang}>${now}<//>`}<br /><b lang=${lang} dir="auto">${text}<//><//>`)}<//>
			${news.length > 0 && button("colleague.put", put, "main", "done")}
		<//>`}
	<//>`;
}

/** Makes the picture with all cards in all languages, to be sent along. @param {EditorProps} props */
function Review({ editor: { store, fail } }) {
	const [id, setId] = useState("");
	const [url, setUrl] = useState("");
	const make = () => store.settle().then(() => startJob("review", [store.tid])).then(setId, fail);
	const ended = ({ error, result }) => {
		setId("");
		if (result) setUrl(result.picture);
		else if (error) fail(error);
	};
	if (id) return html`<${Job} id=${id} onEnded=${ended} />`;
	return url ? html`<${SaveLink} ...${{ url, name: t("colleague.file") }}>${t("colleague.save")}<//>` : small("colleague.review", make);
}
