import { button, CopyButton, get, html, languageName, small, t, typed, useAnswer, useEffect, useRef, useState } from "./base.js";
import { AS_IT_IS } from "./tables.js";
import { Job, Refused, startJob } from "./jobs.js";
import { SaveLink } from "./save_link.js";

/** How a line with a number begins, also in a reply that quotes it: "2. ", "2) " or "> 2 - ". */
const NUMBER = /^[>\s]*(\d{1,3})\s*[.):–-](?:\s+|$)(.*)$/;

/** The address of a tutorial's texts in a language, for a colleague. @type {(tid: string, lang: string) => string} */
export const colleagueAddress = (tid, lang) => `#/t/${tid}/step/about/${lang}`;

/** What a tutorial says in a language, by the numbers of its steps and then the rest, each with what it says in another one now. @type {ListTexts} */
export function listTexts({ titles, whys, steps }, from, to) {
	const sentence = ({ index, narration, spoken }) => ({ step: index, field: "sentence", texts: { ...spoken, ...narration } });
	const question = ({ index, questions }) => ({ step: index, field: "question", texts: questions });
	const asides = steps.filter(({ aside }) => aside);
	const counted = steps.filter(({ aside }) => !aside);
	const whole = [{ step: null, field: "title", texts: titles }, { step: null, field: "why", texts: whys }];
	const all = [...counted.map(sentence), ...asides.flatMap((step) => [question(step), sentence(step)]), ...whole];
	const rows = all.map(({ texts, ...place }, at) => ({ ...place, number: at + 1, said: texts[from], now: texts[to] ?? "" }));
	return rows.filter(({ said }) => said);
}

/** The texts as one message, each with its number and an empty line for the reply. @type {(texts: TextToTranslate[], language: string, other: string) => string} */
export function writeMessage(texts, language, other) {
	const rows = texts.map(({ number, said, now }) => `${number}. ${said}${now && `\n(${now})`}\n`);
	return [`${t("colleague.please", { language, other })}\n`, ...rows].join("\n");
}

/** Words without accents and signs, so that "¡Está bien así!" is found among the usual ones. */
const bare = (words) => words.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, "").trim();
/** Whether a reply says that a sentence is right as it is. @type {(words: string) => boolean} */
const keeps = (words) => !bare(words) || AS_IT_IS.map(bare).includes(bare(words));

/** What a reply says by number; its numbers that don't exist, and those that it says nothing for. @type {ReadReply} */
export function readReply(reply, texts) {
	/** @type {Record<number, string[]>} */
	const found = {};
	/** @type {string[]} */
	const rest = [];
	let number = 0;
	for (const line of reply.split("\n")) {
		const [, digits, own = line.replace(/^[>\s]+/, "")] = line.match(NUMBER) ?? [];
		if (digits) found[(number = Number(digits))] ??= [];
		const { said = "", now = "" } = texts.find((text) => text.number === number) ?? {};
		const words = own.trim();
		// What was sent may still be there, in brackets what it said then.
		if (!words || words === said || words === `(${now})`) continue;
		// In a chat each sentence has one line, and what comes behind is a greeting; but mail breaks long lines.
		const last = found[number]?.at(-1) ?? "";
		const isRemark = /^\(.*\)$/.test(words);
		if (number && !isRemark && (!last || (last.length > 50 && !/[.!?]$/.test(last)))) found[number].push(words);
		else if (number) rest.push(words);
	}
	const told = texts.map((text) => {
		const words = (found[text.number] ?? []).join(" ");
		return { ...text, text: keeps(words) && !keeps(text.said) ? "" : words };
	});
	const unknown = Object.keys(found).map(Number).filter((each) => !told.some((row) => row.number === each));
	return { unknown, rest, missing: told.filter(({ text }) => !text).map((row) => row.number), news: told.filter(({ text, now }) => text && text !== now) };
}

/** Asks a colleague for the texts in a language, and takes the reply. @param {ColleagueProps} props */
export function Colleague({ editor, from, lang }) {
	const [reply, setReply] = useState("");
	const answer = useRef(/** @type {any} */ (null));
	const place = useRef(/** @type {any} */ (null));
	const wanted = location.hash === colleagueAddress(editor.tid, lang);
	useEffect(() => {
		if (!wanted) return;
		place.current.scrollIntoView();
		place.current.querySelector("summary").focus({ preventScroll: true });
	}, [wanted]);
	const [open, setOpen] = useState(wanted);
	// Nobody sends a private word, or one that nobody has decided on.
	const { answer: checked } = useAnswer(open ? `${editor.path}/message?${editor.state.revision}` : null, () => get(`${editor.path}/message`));
	const language = languageName(lang);
	const texts = listTexts(editor.state, from, lang);
	const { unknown, rest, missing, news } = readReply(reply, texts);
	const put = async () => {
		// What is below stays where it is: somebody may press twice.
		answer.current.style.minHeight = `${answer.current.offsetHeight}px`;
		await editor.store.change(news.map(({ step, field, text }) => ({ do: `set-${field}`, lang, text, ...(step !== null && { step }) })));
		setReply("");
		editor.notify(t("colleague.done", { n: news.length }), true);
	};
	const numbers = (key, rows) => rows.length > 0 && html`<p class="todo">${t(`colleague.${key}`, { numbers: rows.join(", ") })}</p>`;
	return html`<details class="colleague" open=${wanted} ref=${place} onToggle=${({ target }) => setOpen(target.open)}><summary>${t("colleague.title", { language })}<//>
		<p>${t("colleague.about", { language })}</p>
		${checked?.error && html`<${Refused} error=${checked.error} />`}
		<div class="row">${checked && !checked.error && html`<${CopyButton} text=${writeMessage(texts, language, languageName(from))}>${t("colleague.copy")}<//>`}<${Review} editor=${editor} /><//>
		<label for=${`reply-${lang}`}>${t("colleague.reply")}<//>
		<textarea id=${`reply-${lang}`} rows="5" dir="auto" value=${reply} onInput=${typed(setReply)}><//>
		<div aria-live="polite" ref=${answer}>${reply.trim() && html`
			${numbers("unknown", unknown)} ${numbers("missing", missing)}
			${rest.length > 0 && html`<p class="todo">${t("colleague.rest", { texts: rest.map((words) => `“${words}”`).join(", ") })}</p>`}
			<ol>${news.map(({ number, said, now, text }) => html`<li key=${number} value=${number}><span lang=${from}>${said}<//>
				${now && html`<br /><del lang=${lang}>${now}<//>`}<br /><b lang=${lang} dir="auto">${text}<//><//>`)}<//>
			${news.length > 0 && button("colleague.put", put, "main", "done")}`}
		<//>
	<//>`;
}

/** Makes the picture with all cards in all languages, to be sent along. @param {EditorProps} props */
function Review({ editor: { store, fail } }) {
	const [id, setId] = useState("");
	const [url, setUrl] = useState("");
	const [refused, setRefused] = useState(/** @type {any} */ (null));
	const make = () => store.settle().then(() => startJob("review", [store.tid])).then(setId, fail);
	const ended = ({ error, result }) => {
		setId("");
		setUrl(result?.picture ?? "");
		setRefused(error);
	};
	if (id) return html`<${Job} id=${id} onEnded=${ended} />`;
	if (refused) return html`<${Refused} error=${refused} />`;
	return url ? html`<${SaveLink} ...${{ url, name: t("colleague.file") }}>${t("colleague.save")}<//>` : small("colleague.review", make);
}
