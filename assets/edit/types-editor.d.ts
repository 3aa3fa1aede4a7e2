/** What the parts of the editor's view share. For the type checker only. */
import type { TutorialStore } from "./tutorial_store.js";
import type { Api, Box, Change, Step, Strings, Target, TutorialState } from "./types";

export interface Upload {
	key: number;
	name: string;
	share: number;
	problem: string | null;
}

export interface Notice {
	text: string;
	problem?: boolean;
	undo?: boolean;
}

/** Where a target was looked for on a new picture and is gone. */
export interface Replaced {
	step: number;
	old: string | null;
	new: string;
}

export type Chosen = number | "about";

export interface Editor {
	tid: string;
	path: string;
	api: Api;
	strings: Strings;
	t: Strings["t"];
	store: TutorialStore;
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
export interface Drawn {
	of: "action" | number;
	target: Target;
	box: Box | null;
	outline: Box | null;
	found: boolean;
}

export interface StepProps {
	editor: Editor;
	step: Step;
}
