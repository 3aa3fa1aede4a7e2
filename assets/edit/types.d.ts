/** What the server sends and takes, as global names. For the type checker only; browsers never ask for this file. */

type Child = import("./vendor/standalone.module.js").Child;

type Box = [number, number, number, number];
type Texts = Record<string, string>;

/** What is missing, in a few words, and what can't be changed here. */
interface Shown {
	todo: string[];
	kept: string | null;
}

/** What the server worked out of a step of the document. */
interface StepRow {
	number: string;
	/** Their ids; the document has the name of its file. */
	picture: string;
	language_pictures: Texts;
	phone_pictures: Texts;
	waiting: boolean;
	recording: boolean;
	memos: Texts;
	/** What is said where a sentence is empty. */
	spoken: Texts;
	/** What that means in the page's language, where it is in another one. */
	means: Texts;
	/** Recordings that say another sentence than is written now, or were made for another picture, by language. */
	stale_voices: Record<string, "sentence" | "picture">;
	/** What it still needs, first things first. */
	missing: ("line" | "picture" | "action" | "target" | "words" | "sentence" | "recording")[];
	/** What to look at again on its picture: it equals, or was taken before, that of the step; or somebody drew on it. */
	odd: { kind: "twin" | "earlier" | "framed"; number: string }[];
}

/** A step of the document with what the server worked out of it, as the page draws it. */
interface Step extends TutorialStep, StepRow {
	index: number;
	aside: boolean;
	/** In the page's words. */
	shown: Shown & {
		name: string;
		task: string | null;
		next: [string, string];
		lacks: string;
		covered: boolean;
		odd: string[];
	};
}

interface Picture {
	name: string;
	state: "waiting" | "reading" | "ready" | "failed";
	width: number | null;
	height: number | null;
	problem: string | null;
	/** By how many degrees it is shown turned to the right, since it can be read only so. */
	turn: number;
	/** Whose screen it is. */
	device: "phone" | "tablet" | "laptop" | null;
	/** Whether a person should say which way is up. */
	unsure: boolean;
	used: boolean;
	recording: boolean;
}

interface Problem {
	line?: number | null;
	/** "problem" or "warning" */
	level: string;
	message: string;
	remedy: string;
	step: number | null;
	/** In a few of the page's words, that something is missing. */
	gap?: string;
	/** Of the title that is missing. */
	lang?: string;
	/** Where what is typed may come from. */
	sources?: string[];
	/** Of a line that can't be understood: the line as it was probably meant, or as it is. */
	meant?: string;
	/** The lines that decide on a possible name: one covers it, one shows it. */
	offers?: any[];
	/** Of advice on a text: its place, the whole text in a better wording, and the key by which it is put away. */
	at?: { step: number | null; field: string; lang: string; text: string };
	better?: string | null;
	key?: string | null;
}

/** A text that says something else than the same in another language; `key` is both texts'. */
interface Difference extends Problem {
	field: string;
	lang: string;
	/** Both: it isn't known which of them is to be corrected. */
	langs: string[];
	key: string;
}

/** A text of a tutorial, and what it says in the language that it is to be translated to. */
interface TextToTranslate {
	/** That of its step; what has none comes behind them. */
	number: number;
	step: number | null;
	field: string;
	said: string;
	now: string;
}
type ListTexts = (state: TutorialState, from: string, to: string) => TextToTranslate[];
/** A line of a colleague's reply, and the number of the text that it is for; 0 where nobody said it. */
interface ReplyLine {
	number: number;
	words: string;
}
/** The lines, and the numbers that somebody wrote. */
interface Reply {
	lines: ReplyLine[];
	numbers: number[];
}
type ReadLines = (reply: string, texts: TextToTranslate[], asked: TextToTranslate[]) => Reply;
type ToldText = TextToTranslate & { text: string; answered: boolean };
type TakeLines = (
	reply: Reply,
	texts: TextToTranslate[],
) => { answered: ToldText[]; missing: number[]; news: ToldText[] };

/** What the server tells of a tutorial: the document, and beside it what can't be changed. */
interface StateAnswer {
	tutorial: Tutorial;
	id: string;
	name: string;
	revision: number;
	saved: boolean;
	saved_problem: string | null;
	undo: string | null;
	redo: string | null;
	/** The page's name of the change that was made last. */
	last_change: string | null;
	/** Whether it is an answer to a family, which is not built. */
	answer: boolean;
	/** Of each step of the document. */
	steps: StepRow[];
	pictures: Record<string, Picture>;
	tray: string[];
	/** What the script's reader found. */
	problems: Problem[];
	/** Texts that say something else than in another language. */
	differences: Difference[];
	/** The languages that the school's list leaves out: nothing is made in them. */
	left_out: string[];
	/** Lines that can't be understood, and would vanish. */
	mistakes: Problem[];
	/** As scripts name them. */
	devices: string[];
	/** The languages that have such a recording. */
	greetings: string[];
	title_memos: string[];
	end_memos: string[];
}

/** The document and what is beside it, in the page's words. */
interface TutorialState extends Omit<Tutorial & StateAnswer, "steps" | "devices"> {
	steps: Step[];
	languages: string[];
	/** What is missing, and what the script's reader found. */
	problems: Problem[];
	/** In the page's language if there is one; with its language. */
	title: [string, string];
	shown: Shown;
	/** Lines that can't be understood, and would vanish. */
	mistakes: Problem[];
	/** How many of the pictures of steps are read. */
	reading: { done: number; total: number };
	/** Those that can be chosen, and their names. */
	devices: [string, string][];
}

/** One change, by its name in the tables: `{do: "set-sentence", step: 0, lang: "es", text: "…"}`. */
type Change = { do: string } & Record<string, unknown>;

/** What waits to be sent; the store names it when it is put in. */
type Waiting = { id?: string } & ({ changes: Change[] } | { turn: "undo" | "redo" });

type EditDocument = (tutorial: Tutorial, changes: Change[]) => Tutorial;

interface Conflict {
	yours: Waiting[];
	theirs: TutorialState;
}

interface Candidate {
	box: Box;
	outline: Box;
	target: Target;
	label: string;
}

interface Item {
	kind: "text" | "icon" | "element";
	text: string;
	box: Box;
	outline: Box;
	target: Target;
}

interface Mark {
	of: "action" | number;
	box: Box | null;
	outline: Box | null;
	found: boolean;
	others: Box[];
}

interface Finding {
	message: string;
	remedy: string;
	better: string | null;
}

interface Pair {
	texts: Texts;
	from: string;
}

interface Failure {
	code: string;
	message: string;
	remedy: string;
	state?: StateAnswer;
}

interface Api {
	get(path: string, signal?: AbortSignal): Promise<any>;
	/** The content of a file. */
	getFile(path: string): Promise<Blob>;
	post(path: string, body: unknown): Promise<any>;
	/** Sends the whole of what is at an address. */
	put(path: string, body: unknown): Promise<any>;
	/** Sends one file as it is. */
	upload(path: string, file: Blob): Promise<any>;
}

interface Strings {
	/**
	 * A text in the page's language, such as "home.new", with its `{placeholders}`. Where `n` is 1, `key-one` is taken if
	 * there is one.
	 */
	t(key: string, values?: Record<string, string | number>): string;
	/** The name of something in a table of texts, or the key itself. */
	named(table: string, key: string): string;
	/** A failure in the page's words where it has some, else in the server's. */
	explain(error: any): string;
	/** The name of "es" in the page's language. */
	languageName(lang: string): string;
}

/** What every view is given. */
interface ViewProps {
	/** Says it in a bar below, until it is closed, with a button that undoes it if that is wanted. */
	notify(text: string, undo?: boolean): void;
}

interface TutorialViewProps extends ViewProps {
	tid: string;
	/** 0-based; the address has it 1-based. */
	step: Chosen | "sounds";
	state: TutorialState;
}

type Language = string;
type Connection = "here" | "offline" | "signed-out";
type Status = "saved" | "saving" | "unsaved" | "conflict" | "stopped";

/** One tutorial: its state on the server, and the changes on their way there. What waits survives the server's end. */
interface Store {
	tid: string;
	/** Of the API. */
	path: string;
	state: TutorialState | null;
	/** Why the tutorial can't be opened. */
	failure: ApiError | null;
	/** Why the last change was refused; whoever shows it sets it to null. */
	refused: ApiError | null;
	/** Why what waits can't be sent yet. */
	trouble: ApiError | null;
	conflict: Conflict | null;
	/** What waits to be sent, first come first. */
	queue: Waiting[];
	/** The document that the queue is meant for. */
	base: Tutorial | null;
	/** The step in view, as its address has it. */
	last: string;
	busy: boolean;
	closed: boolean;
	/** What fields call to send the text that they hold. */
	fields: Set<() => void>;
	watchers: Set<(store: Store) => void>;
	idle: Set<(value?: any) => void>;
	/** Pictures that are to be sent as soon as it is seen. */
	files: File[];
	/** What one press filled in with others, until somebody says that it is right. */
	unseen: { step: number; action: Action }[];
	/** The last change, if it was one back or forth: which, and the name of what was undone or done again. */
	turned: ["undo" | "redo", string] | null;
	timer: number;
	readonly status: Status;
	subscribe(watch: (store: Store) => void): () => void;
	/** Tells all that watch, and keeps what waits over a reload of this tab. */
	tell(): void;
	/**
	 * A field has text that `flush` sends. Until the returned function is called, undo sends it first, and no state from
	 * elsewhere takes its place.
	 */
	hold(flush: () => void): () => void;
	/** Sends what fields hold. */
	flush(): void;
	/** Changes that belong together: one undo takes all of them back. Resolves when nothing waits any more. */
	change(changes: Change | Change[]): Promise<void>;
	turn(turn: "undo" | "redo"): Promise<void>;
	enqueue(waiting: Waiting): Promise<void>;
	/** Sends all that waits; resolves when that is done, or after that many milliseconds. */
	settle(patience?: number): Promise<void>;
	/** Makes a state the one that the queue is meant for. */
	rest(answer: StateAnswer): void;
	/** Reads the state again. */
	load(): Promise<void>;
	/** Takes a state over: what waits goes on upon it, unless both changed the same: that is a conflict. */
	meet(answer: StateAnswer): void;
	send(): Promise<void>;
	sendFirst(first: Waiting, state: TutorialState): Promise<void>;
	/** After a conflict: mine once more, upon what is there now. */
	keepMine(): void;
	/** After a conflict: what is there stays, mine goes. */
	keepTheirs(): void;
	plan(): void;
	poll(): Promise<void>;
	/** Stops asking the server once nothing waits any more. */
	close(): void;
}

/** What the server refused; `code` is "offline" where it does not answer. */
type ApiError = import("./api.js").ApiError;

/** A file that the server refused. */
interface RefusedFile {
	name: string;
	why: string;
}

interface DialogProps {
	title: string;
	/** Escape closes it where this is given. */
	onClose?: () => void;
	children?: Child;
}

interface FieldProps {
	id: string;
	label: Child;
	hint?: Child;
	/** What is wrong with it, if anything, in `words`. */
	problem?: { level: string; words: Child } | null;
	/** Draws what a person writes into, with these attributes. */
	children: (about: object) => Child;
}

/** Makes a part of the page: the path that is asked for it, and whom to tell what. */
type UseView = (path: string | null, tell: ViewProps & { changed?: () => void }) => View;

interface View {
	path: string | null;
	/**
	 * The server's last answer. With `said`, the key of a text, that is said in the bar below; `changed`: the tutorial is
	 * another one now.
	 */
	data: any;
	error: ApiError | null;
	/** Of the element that all of it is in. */
	root: { current: any };
	notify(text: string): void;
	/** What has the focus is about to go, maybe: then its neighbour gets it. */
	mark(): void;
	/** Asks once all that was asked before is done; the answer is what is shown then. */
	run(ask: () => Promise<any>, done?: (answer: any) => void): void;
	/** Posts once, however often it is pressed meanwhile. */
	send(where: string, body: unknown, done?: (answer: any) => void): void;
	/** Makes what posts a form's fields by their names when it is submitted. */
	submitting(where: string, done?: (answer: any) => void): (event: any) => void;
}

interface ViewOfProps {
	of: View;
	children: (data: any) => Child;
}

/** What a part of the page about a tutorial's school is given; `path` is that of the tutorial. */
interface SchoolQuestionProps extends ViewProps {
	path: string;
	changed: () => void;
	/** What is below it. */
	children?: Child;
}

type UseSchoolForm = (tell: ViewProps) => SchoolForm;

interface SchoolForm {
	view: View;
	/** What the server says about each field, by name. */
	rows: Record<string, any>;
	/** Whether the last change was written. */
	saved: boolean;
	/** What a field holds: what was typed, or what is in the file. */
	value(name: string): any;
	/** What is wrong with a field, or with one of a table: "voices.es". */
	problem(path: string): FieldProps["problem"];
	/** `typing`: more is to come. */
	change(name: string, value: unknown, typing?: boolean): void;
	/** Sends what waits. */
	flush(): void;
	turn(way: "undo" | "redo"): void;
	sendPicture(name: string, file: File): void;
	addLanguage(name: string): void;
	noteConsent(said: object): void;
	reload(): void;
}

interface Dropping {
	onPictures: (files: File[]) => any;
	onSounds?: (files: File[]) => any;
	onProblem: (text: string) => void;
	/** What is said while files are held over the page. */
	says?: string;
}

interface DropProps extends Dropping {
	/** The tutorial's, if there is one: what came since it was opened is new. */
	tid?: string;
	/** Whether one picture is wanted, a family's: none is ticked beforehand. */
	one?: boolean;
	children?: Child;
}

interface InboxProps {
	tid?: string;
	one?: boolean;
	take: (files: File[]) => void;
	close: () => void;
}

interface PickProps {
	label: string;
	take: (files: File[]) => void;
	multiple?: boolean;
	/** Instead of pictures. */
	sounds?: boolean;
}

/** What a component in a panel is given besides its attributes. */
interface PartProps {
	panel: { path: string | null; run: (ask: () => any) => void; notify: (text: string) => void };
	children?: Child;
}

interface NewPicturesProps extends PartProps {
	/** The tutorial's, as soon as there is one. */
	tid?: string;
	/** Asks for it: an address and what is posted there. */
	start?: [string, any];
}

interface BannerProps {
	/** "problem" is the usual one. */
	kind?: "info" | "warning" | "problem";
	children?: Child;
}

interface JobProps {
	id: string;
	/** Is given the job. */
	onEnded: (job: any) => void;
}

type JobKind = "check" | "build" | "draft" | "review" | "website" | "kit";
interface OpenProps {
	/** The website's, without one. */
	tid?: string;
	page?: string;
	/** Whether it is made again first. */
	old?: boolean;
	children?: Child;
}

type StartJob = (kind: JobKind, tutorials: any[], more?: { languages?: string[] }) => Promise<string>;
type FindJob = (kind: JobKind, tutorial?: string) => Promise<string>;

/** The job that the page of a check waits for. */
interface Work {
	kind: JobKind;
	id: string;
}

interface CheckProps extends ViewProps {
	store: Store;
	state: TutorialState;
}

/** What is needed to tell what is missing. */
type Gaps = { languages: string[]; titles: Texts; steps: { missing: string[] }[] };
type ListProblems = (state: Gaps, found: Problem[]) => Problem[];
/** Left, top, width and height. */
type ChangeBox = (box: any, by: number[]) => Target;

/** Sends files to a path that their names are added to; one that is refused doesn't stop the others. */
type SendFiles = (
	path: string,
	files: File[],
	onProgress: (done: number) => void,
) => Promise<{ answers: any[]; problems: RefusedFile[] }>;

interface Route {
	view: string;
	tid: string;
	part: string;
	step: Chosen | "sounds";
}
