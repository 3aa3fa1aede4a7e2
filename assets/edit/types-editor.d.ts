/** What the parts of the editor's view share. For the type checker only. */

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
	path: string;
	api: Api;
	strings: Strings;
	t: Strings["t"];
	store: import("./tutorial_store.js").TutorialStore;
	state: TutorialState;
	chosen: Chosen;
	/** The language that picture, card and sound are seen in. */
	lang: string;
	setLang(lang: string): void;
	change(changes: Change | Change[]): Promise<void>;
	notify(notice: Notice | null): void;
	choose(chosen: Chosen): void;
	uploads: Upload[];
	add(files: Iterable<File>, at?: number): Promise<void>;
	fill(step: number, picture: string | File): Promise<void>;
	fillLanguage(step: number, lang: string, picture: string | File): Promise<void>;
	dropUpload(key: number): void;
	image(picture: string, width: number): string;
}

/** A mark as it is drawn: the server's, or one that was just set. */
interface Drawn {
	of: "action" | number;
	target: Target;
	box: Box | null;
	outline: Box | null;
	found: boolean;
}

interface StepProps {
	editor: Editor;
	step: Step;
}
