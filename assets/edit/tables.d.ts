/** What the tables of annotator say: the server makes this module (`static_files.py`). */
export const ACTIONS: Record<string, "target" | "target or nothing" | "direction" | "words">;
/** Those with sentences of their own. */
export const LANGUAGES: string[];
/** Those that the editor speaks. */
export const STAFF_LANGUAGES: string[];
/** What a colleague writes in place of a sentence that is right already: "Está bien así". */
export const AS_IT_IS: string[];
/** How a line begins that greets: "¡Saludos!". */
export const GREETINGS: string[];
/** What a colleague calls the title. */
export const TITLE_WORDS: string[];
