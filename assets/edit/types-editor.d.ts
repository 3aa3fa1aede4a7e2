/** What the parts of the editor's view share, as global names. For the type checker only. */

interface Upload {
	key: number;
	name: string;
	share: number;
	problem: string | null;
}

interface Notice {
	text: string;
	problem?: boolean;
	undo?: boolean;
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
	change(changes: Change | Change[]): Promise<void>;
	notify(notice: Notice | null): void;
	/** Tells of an error. */
	fail(error: unknown): void;
	choose(chosen: Chosen): void;
	uploads: Upload[];
	add(files: File[], at?: number): Promise<void>;
	/** Gives a step another picture. */
	fill(step: number, picture: string | File): Promise<void>;
	fillLanguage(step: number, lang: string, picture: string | File): Promise<void>;
	dropUpload(key: number): void;
	/** The address of a picture. */
	image(picture: string, width: number): string;
}

interface EditorProps {
	editor: Editor;
}
interface StepProps extends EditorProps {
	step: Step;
}
interface PointingProps extends StepProps {
	pointing: Pointing;
}

/** Which mark: the action's target or a further one; "new" adds one. */
type MarkKey = "action" | "new" | number;

/** A mark as it is drawn: the server's, or one that was just set. */
interface Drawn {
	of: MarkKey;
	target: Target;
	box: Box | null;
	outline: Box | null;
	found: boolean;
}

interface Answer {
	answer: any;
	error: any;
	/** The picture is still being read; asked again by itself. */
	reading: boolean;
}

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
	lang: string;
	width: number;
	height: number;
	setSize(size: [number, number]): void;
	drawn: Drawn[];
	others: Box[];
	reading: boolean;
	set(of: MarkKey, target: Target, box: Box, outline?: Box | null): void;
	remove(of: MarkKey): void;
	ask(x: number, y: number): Promise<{ state: string; candidates: Candidate[]; chosen: number }>;
	/** Takes the next larger or smaller candidate. */
	resize(mark: Drawn, by: 1 | -1): void;
}

interface FieldProps extends EditorProps {
	/** Null: the tutorial's. */
	step: number | null;
	field: "sentence" | "question" | "title" | "why";
	lang: string;
	label: string;
	saved: string;
	/** What is said where the field is empty. */
	grey?: string;
	save(text: string): void;
	onFocus?(): void;
	/** Whether to offer sentences of the phrase memory. */
	suggest?: boolean;
	tools?: Child;
}

interface ChoicesProps {
	name: string;
	label: string;
	value: string | null | undefined;
	choose(value: any): void;
	/** Value, text, and perhaps a pictogram. */
	choices: (readonly [string, string, string?])[];
	kind?: string;
}

type OnKey = (event: KeyboardEvent & { currentTarget: Element; target: Element }) => any;
type OnPointer = (event: PointerEvent & { currentTarget: Element }) => void | Promise<void>;
type OnDrag = (event: DragEvent & { currentTarget: Element; dataTransfer: DataTransfer }) => any;
