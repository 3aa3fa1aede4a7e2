/** The tutorial as one document: written by `pytest tests/edit/test_document_types.py --update-goldens`. */

type Target =
	| { kind: "text"; wordings: string[]; occurrence: number | null }
	| { kind: "icon"; file: string; occurrence: number | null }
	| { kind: "point"; x: number; y: number }
	| { kind: "box"; left: number; top: number; width: number; height: number };

interface Action {
	kind: string;
	target: Target | null;
	direction: "up" | "down" | "left" | "right" | null;
	words: string | null;
	guess: boolean;
}

interface Line {
	target: Target;
}

interface HideLine {
	target: Target;
	example: string | null;
	guess: boolean;
}

interface TutorialStep {
	picture: string;
	action: Action | null;
	narration: Texts;
	marks: Line[];
	hides: HideLine[];
	shows: Line[];
	also: string[];
	questions: Texts;
	continues: boolean;
	sign: "delete" | "pay" | "share" | "send" | "refuse" | "lift" | "yours" | "together" | null;
	source: "paper" | "name" | "sticker" | "message" | null;
	keeps: Line[];
	oks: string[];
	from_seconds: number | null;
	to_seconds: number | null;
	variants: Variant[];
}

interface Tutorial {
	titles: Texts;
	steps: TutorialStep[];
	whys: Texts;
	device: string | null;
	checked: string | null;
	platform: string | null;
	phones: Phone[];
	hides: HideLine[];
	shows: Line[];
	oks: string[];
}
