/** What the parts of the editor's view share, as global names. For the type checker only. */

/** Files on their way, and how many are there. */
interface Coming {
	names: string[];
	done: number;
}

type Chosen = number | "about";

interface Editor {
	tid: string;
	/** Of the API. */
	path: string;
	store: Store;
	state: TutorialState;
	chosen: Chosen;
	/** The language that picture, card and sound are seen in. */
	lang: string;
	setLang(lang: string): void;
	/** Makes a change. */
	act(what: string, more?: object): Promise<void>;
	/** What makes a change that sets one thing. */
	set(what: string, key: string, more?: object): (value: any) => Promise<void>;
	notify: ViewProps["notify"];
	/** Tells of an error. */
	fail(error: unknown): void;
	/** What a promise brings; if it fails, that is told, and nothing is known. */
	tried(promise: Promise<any>): Promise<any>;
	/**
	 * Makes a change, and chooses the step for which `is` is true then, the one nearest to `near` if there are several.
	 */
	follow(what: string, more: object, is: (step: Step) => boolean, near?: number): Promise<void>;
	choose(chosen: Chosen): void;
	/** Files on their way. */
	coming: Coming | null;
	gone: Gone | null;
	setGone(gone: Gone | null): void;
	/** Which of work and card is shown where there is room for one. */
	pane: string;
	setPane(pane: string): void;
	add(files: File[], at?: number): Promise<void>;
	/** Sends sound files, and shows where all that wait may go. */
	hear(files: File[]): Promise<void>;
	/** Gives a step another picture, or one for a language alone. */
	fill(step: number, picture: string | File, lang?: string): Promise<void>;
	/** Gives a step its picture on another phone, by the phone's name. */
	fillPhone(step: number, phone: string, picture: File): Promise<void>;
	/** Shows a copy of a step's picture that is turned to the right. */
	turn(step: Step, picture: string): Promise<void>;
	/** The address of a picture, another one when it is turned. */
	image(picture: string, width: number, turn?: number): string;
}

/** A step whose target is not on its new picture. */
interface Gone {
	step: number;
	old: string | null;
	new: string;
}

interface EditorProps {
	editor: Editor;
}
interface StepProps extends EditorProps {
	step: Step;
}
interface RowProps extends StepProps {
	move: Move;
	/** Whether something is held over the place above it. */
	over: boolean;
}
interface PlayProps extends EditorProps {
	what: number | "title" | "end";
	lang: string;
}
interface VoicePanelProps extends EditorProps {
	/** Within the tutorial's. */
	path: string;
	Part(props: any): Child;
}
interface RecordProps {
	/** The tutorial's, of the API. */
	path: string;
	item: string;
	lang: string;
	panel: View;
	/** Ends what is being played. */
	hush(): void;
}
interface PointingProps extends StepProps {
	pointing: Pointing;
}
interface PictureProps extends PointingProps {
	hiding: Hiding;
	guesses: Guess[] | null;
}

/** What may be done in a step, and why, in the page's words. */
interface Guess {
	action: Action;
	box: Box | null;
	reason: string;
}
interface GuessProps extends StepProps {
	guesses: Guess[] | null;
}

/** Covering what is private on a picture. */
interface Hiding {
	on: boolean;
	setOn(on: boolean): void;
	/** Places of the list that are shown on the picture. */
	places: Box[];
	setPlaces(places: Box[]): void;
	/** The address of the list. */
	list: string;
	/** The address of the picture with its covers, while that is to be seen. */
	image: string | false;
	/** The revision after the last cover, once it is made. */
	last(): Promise<number | undefined>;
	/** Covers a place; `again`: in place of the one before. */
	cover(of: MarkKey, place: any, again?: boolean): Promise<void>;
}

/** Which mark: the action's target or a further one; "new" adds one. */
type MarkKey = "action" | "new" | number;

/** A target, and where it is on the picture. */
interface Placed {
	target: Target;
	box: Box;
	outline?: Box | null;
}

/** A mark as it is drawn: the server's, or one that was just set. */
interface Drawn {
	of: MarkKey;
	target: Target;
	box: Box | null;
	outline?: Box | null;
	found: boolean;
	/** That of the action's control among those that look like it, if there are any. */
	place?: string | null;
}

interface Answer {
	answer: any;
	error: any;
	/** The picture is still being read; asked again by itself. */
	reading: boolean;
}

/** Asks again when `key` changes, after `wait` milliseconds of quiet; a null key asks nothing. */
type UseAnswer = (key: string | null, ask: (signal: AbortSignal) => Promise<any>, wait?: number) => Answer;
type UseDraft = (editor: Editor, saved: string, save: (text: string) => void, pause?: number) => Draft;

interface Draft {
	text: string;
	type(text: string): void;
	/** Hands the text on at once. */
	flush(): void;
	/** Forgets the text. */
	drop(): void;
}

interface Pointing {
	picture: string;
	/** By how many degrees it is shown turned to the right. */
	turn: number;
	lang: string;
	width: number;
	height: number;
	setSize(size: [number, number]): void;
	drawn: Drawn[];
	others: Box[];
	reading: boolean;
	set(of: MarkKey, place: Placed, again?: boolean): void;
	remove(of: MarkKey): void;
	/** Let what isn't sent yet come before whatever is done next; returns how that ends. */
	hold(flush: () => void): () => void;
	/** What is there; `hide`: to be covered. */
	ask(x: number, y: number, hide?: boolean): Promise<any>;
	/** Takes the next larger or smaller candidate. */
	resize(mark: Drawn, by: 1 | -1): void;
}

interface FieldProps extends EditorProps {
	/** Null: the tutorial's. */
	step: number | null;
	field: "sentence" | "question" | "title" | "why";
	lang: string;
	label: string;
	saved?: string;
	/** What is said where the field is empty. */
	grey?: string;
	/** What that means in the page's language. */
	means?: string;
	/** The place of the step's control among those that look like it. */
	place?: string;
	onFocus?(): void;
	/** Whether to offer sentences of the phrase memory. */
	suggest?: boolean;
	tools?: Child;
}

/** From a language that staff read to another one. */
interface ColleagueProps extends EditorProps {
	from: string;
	lang: string;
}

interface ChoicesProps {
	name: string;
	label: string;
	value: string | null | undefined;
	choose(value: any): void;
	/** Value, text, and perhaps a pictogram. */
	choices: (readonly [string, string, string?])[];
	kind?: string;
	/** Called when it is left, or was clicked. */
	flush?(): void;
}

type OnKey = (event: KeyboardEvent & { currentTarget: Element; target: Element }) => any;
type PointerOn = PointerEvent & { currentTarget: Element };
type OnPointer = (event: PointerOn) => void;
type OnDrag = (event: DragEvent & { currentTarget: Element; dataTransfer: DataTransfer }) => any;
/** From pixels of a picture of that width and height. */
type ToTarget = (box: Box, width: number, height: number) => Target;
/** Moves or resizes a box by a hundredth of the picture, within it. */
type Nudge = (box: Box, key: string, resize: boolean, width: number, height: number) => Box;
type Move = (from: number, to: number, focus?: string) => Promise<void>;
interface Place {
	x: number;
	y: number;
	/** Picture pixels in one of the screen's. */
	scale: number;
}
