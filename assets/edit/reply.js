import { AS_IT_IS, GREETINGS, TITLE_WORDS } from "./tables.js";

/** What a chat copies along: "[10:12, 24/11/2026] Rosa: ". */
const STAMP = /^\[[^\]]*\d[^\]]*\]\s*[^:]{1,40}:\s*/;
/** How a line with a number begins: "2. ", "2) ", "2 - ", "El 2 sería: ", "Number 2 would be: ". */
const NUMBER = /^(?:\p{L}+\s+){0,2}#?(\d{1,3})(?:\s+\p{L}+){0,2}\s*[.):–-](?:\s+|$)(.*)$/u;
const REMARK = /\([^)]*\)?|\[[^\]]*\]?/g;

/** Words without accents and signs. @type {(words: string) => string} */
const bare = (words) =>
	words
		.normalize("NFD")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s]/gu, "")
		.trim();
/** Whether a reply says that a sentence is right as it is. @type {(words: string) => boolean} */
const keeps = (words) => !bare(words) || AS_IT_IS.map(bare).includes(bare(words));
/**
 * Whether a line is no sentence: a remark in parentheses, a greeting, a name that is spoken to.
 * @type {(words: string) => boolean}
 */
const isAside = (words) =>
	/^[([].*[)\]]$/.test(words) ||
	/^(\p{L}+\s?){1,3}[,:]$/u.test(words) ||
	GREETINGS.some((each) => `${bare(words)} `.startsWith(`${bare(each)} `));
/** Whether mail broke the line here. @type {(words: string) => boolean} */
const goesOn = (words) => words.length > 50 && !/[.!?)]$/.test(words);

/**
 * The lines of a reply, each with the number of its text, or 0: without any numbers they are taken in order where as
 * many came as were asked, with or without the title.
 * @type {ReadLines}
 */
export function readLines(reply, texts, asked) {
	const title = texts.find(({ field }) => field === "title");
	const sent = texts.flatMap(({ said, now }) => [said, `(${now})`]);
	/** @type {(line: string) => [number, string]} */
	const named = (line) => {
		const [, digits, behind] = line.match(NUMBER) ?? [];
		const isOwn = texts.some(({ number }) => number === Number(digits));
		const [number, rest] = isOwn ? [Number(digits), behind] : [0, line];
		const [, label, words] = rest.match(/^([^:]+):\s*(.*)$/) ?? [];
		return title && label && TITLE_WORDS.map(bare).includes(bare(label)) ? [title.number, words] : [number, rest];
	};
	/** @type {ReplyLine[]} */
	const lines = [];
	/** @type {number[]} */
	const numbers = [];
	let waiting = 0;
	for (const raw of reply.split("\n")) {
		const [number, words] = named(
			raw
				.replace(/^[>\s]+/, "")
				.replace(STAMP, "")
				.trim(),
		);
		if (number) numbers.push((waiting = number));
		const last = lines.at(-1);
		if (!words || sent.includes(words)) continue;
		if (!number && last && goesOn(last.words) && !isAside(words)) last.words += ` ${words}`;
		else if (!number && isAside(words)) lines.push({ number: 0, words });
		else {
			lines.push({ number: waiting, words });
			waiting = 0;
		}
	}
	const parts = lines.flatMap(({ number, words }) => [
		{
			number,
			words: words
				.replace(REMARK, " ")
				.replace(/\s+(?=\s|[.,!?]|$)/g, "")
				.trim(),
		},
		...(words.match(REMARK) ?? []).map((remark) => ({ number: 0, words: remark })),
	]);
	const said = parts.filter(({ words }) => words);
	const sentences = said.filter(({ words }) => !isAside(words));
	const steps = sentences.length > 1 ? asked.filter(({ field }) => field !== "title") : [];
	const inOrder = !numbers.length && [asked, texts, steps].find(({ length }) => length === sentences.length);
	if (inOrder) sentences.forEach((line, at) => (line.number = inOrder[at].number));
	return { lines: said, numbers };
}

/** What a reply changes: the texts with new words, and the numbers of those that stay as they are. @type {TakeLines} */
export function takeLines({ lines, numbers }, texts) {
	const told = texts.map((text) => {
		const words = lines
			.filter(({ number }) => number === text.number)
			.map((line) => line.words)
			.join(" ");
		return {
			...text,
			text: keeps(words) && !keeps(text.said) ? "" : words,
			answered: Boolean(words) || numbers.includes(text.number),
		};
	});
	return {
		answered: told.filter((row) => row.answered),
		missing: told.filter(({ text }) => !text).map(({ number }) => number),
		news: told.filter(({ text, now }) => text && text !== now),
	};
}
