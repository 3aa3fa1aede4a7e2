import { small } from "./base.js";
import { button, CopyButton, get, html, typed, useAnswer, useEffect, useRef, useState } from "./components.js";
import { languageName, t } from "./strings.js";
import { Job, Refused, startJob } from "./jobs.js";
import { readLines, takeLines } from "./reply.js";
import { SaveLink } from "./save_link.js";

/** The address of a tutorial's texts in a language, for a colleague. @type {(tid: string, lang: string) => string} */
export const colleagueAddress = (tid, lang) => `#/t/${tid}/step/about/${lang}`;

/**
 * What a tutorial says in a language, by the numbers of its steps and then the rest, each with what it says in another
 * one now.
 * @type {ListTexts}
 */
export function listTexts({ titles, whys, steps }, from, to) {
	const sentence = ({ index, narration, spoken }) => ({
		step: index,
		field: "sentence",
		texts: { ...spoken, ...narration },
	});
	const question = ({ index, questions }) => ({ step: index, field: "question", texts: questions });
	const asides = steps.filter(({ aside }) => aside);
	const counted = steps.filter(({ aside }) => !aside);
	const whole = [
		{ step: null, field: "title", texts: titles },
		{ step: null, field: "why", texts: whys },
	];
	const all = [...counted.map(sentence), ...asides.flatMap((step) => [question(step), sentence(step)]), ...whole];
	const rows = all.map(({ texts, ...place }, at) => ({
		...place,
		number: at + 1,
		said: texts[from],
		now: texts[to] ?? "",
	}));
	return rows.filter(({ said }) => said);
}

/**
 * The texts as one message, each with its number and an empty line for the reply.
 * @type {(texts: TextToTranslate[], language: string, other: string) => string}
 */
export function writeMessage(texts, language, other) {
	const called = ({ field, said }) => (field === "title" ? t("colleague.called", { said }) : said);
	const rows = texts.map((text) => `${text.number}. ${called(text)}${text.now && `\n(${text.now})`}\n`);
	return [`${t("colleague.please", { language, other })}\n`, ...rows].join("\n");
}

/** What was answered since the page was opened: a text as it was said, and what it says now. @type {Set<string>} */
const settled = new Set();

/** Asks a colleague for the texts in a language, and takes the reply. @param {ColleagueProps} props */
export function Colleague({ editor, from, lang }) {
	const [reply, setReply] = useState("");
	const [done, setDone] = useState(/** @type {any} */ ({}));
	const [choices, setChoices] = useState(/** @type {Record<number, number>} */ ({}));
	const place = useRef(/** @type {any} */ (null));
	const wanted = location.hash === colleagueAddress(editor.tid, lang);
	useEffect(() => {
		if (!wanted) return;
		place.current.scrollIntoView();
		place.current.querySelector("summary").focus({ preventScroll: true });
	}, [wanted]);
	const [unfolded, unfold] = useState(wanted);
	// Nobody sends a private word, or one that nobody has decided on.
	const { answer: checked } = useAnswer(unfolded ? `${editor.path}/message?${editor.state.revision}` : null, () =>
		get(`${editor.path}/message`),
	);
	const language = languageName(lang);
	const texts = listTexts(editor.state, from, lang);
	const about = (said, now) => JSON.stringify([editor.tid, lang, said, now]);
	const unsettled = texts.filter(({ said, now }) => !settled.has(about(said, now)));
	// Where all are settled, all are asked for again.
	const asked = unsettled[0] ? unsettled : texts;
	const read = readLines(reply, texts, asked);
	const lines = read.lines.map((line, at) => ({ ...line, number: choices[at] ?? line.number }));
	const { answered, missing, news } = takeLines({ ...read, lines }, texts);
	const open = asked.filter(({ number }) => missing.includes(number));
	const shown = reply.trim() ? news : done.at === editor.state.revision ? done.rows : [];
	const enter = (text) => {
		setReply(text);
		setChoices({});
	};
	const put = async () => {
		// What is below stays where it is: somebody may press twice.
		place.current.style.minHeight = `${place.current.offsetHeight}px`;
		await editor.store.change(
			news.map(({ step, field, text }) => ({ do: `set-${field}`, lang, text, ...(step !== null && { step }) })),
		);
		for (const { said, text, now } of answered) settled.add(about(said, text || now));
		enter("");
		setDone({ rows: news, at: editor.store.state?.revision });
		editor.notify(t("colleague.done", { n: news.length }), true);
		place.current?.scrollIntoView();
	};
	const called = ({ number, field }) => (field === "title" ? t("colleague.title_number", { number }) : number);
	const remain = (key) => {
		const rows = open.filter(({ now }) => !now === (key === "lacking"));
		const numbers = rows.map(called).join(", ");
		return numbers && html`<p class="todo">${t(`colleague.${key}`, { n: rows.length, numbers })}</p>`;
	};
	const whose = ({ words }, at) =>
		read.lines[at].number === 0 &&
		html`<li key=${at}><label for=${`whose-${lang}-${at}`} lang=${lang} dir="auto">“${words}”<//>
			<select id=${`whose-${lang}-${at}`} value=${choices[at] ?? 0}
				onChange=${(event) => setChoices({ ...choices, [at]: Number(event.target.value) })}>
				<option value="0">${t("colleague.remark")}<//>
				${texts.map(({ number, said }) => html`<option key=${number} value=${number}>${number}. ${said}<//>`)}
			<//><//>`;
	const unclear = lines.map(whose).filter(Boolean);
	const message = checked && !checked.error && writeMessage(asked, language, languageName(from));
	return html`<details class="colleague" open=${wanted} ref=${place} onToggle=${({ target }) => unfold(target.open)}>
		<summary>${t("colleague.title", { language })}<//>
		<p>${t("colleague.about", { language })}</p>
		${checked?.error && html`<${Refused} error=${checked.error} />`}
		<div class="row">
			${message && html`<${CopyButton} text=${message}>${t("colleague.copy")}<//>`}
			<${Review} editor=${editor} /><//>
		<label for=${`reply-${lang}`}>${t("colleague.reply")}<//>
		<textarea id=${`reply-${lang}`} rows="5" dir="auto" value=${reply} onInput=${typed(enter)}><//>
		<div aria-live="polite">
			<ol>${shown.map(
				({ number, said, now, text }) => html`<li key=${number} value=${number}><span lang=${from}>${said}<//>
				${now && html`<br /><del lang=${lang}>${now}<//>`}<br /><b lang=${lang} dir="auto">${text}<//><//>`,
			)}<//>${
				reply.trim() &&
				html`${unclear[0] && html`<p class="todo">${t("colleague.whose")}</p><ul class="whose">${unclear}<//>`}
				${["missing", "lacking"].map(remain)}
				${news[0] && button("colleague.put", put, "main", "done")}`
			}
		<//>
	<//>`;
}

/** Makes the picture with all cards in all languages, to be sent along. @param {EditorProps} props */
function Review({ editor: { store, fail } }) {
	const [id, setId] = useState("");
	const [url, setUrl] = useState("");
	const [refused, setRefused] = useState(/** @type {any} */ (null));
	const make = () =>
		store
			.settle()
			.then(() => startJob("review", [store.tid]))
			.then(setId, fail);
	const ended = ({ error, result }) => {
		setId("");
		setUrl(result?.picture ?? "");
		setRefused(error);
	};
	if (id) return html`<${Job} id=${id} onEnded=${ended} />`;
	if (refused) return html`<${Refused} error=${refused} />`;
	return url
		? html`<${SaveLink} ...${{ url, name: t("colleague.file") }}>${t("colleague.save")}<//>`
		: small("colleague.review", make);
}
