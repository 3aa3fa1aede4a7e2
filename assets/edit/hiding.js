import { button, html, t, useEffect, useRef, useState } from "./base.js";
import { Panel } from "./panel.js";
import { Roster } from "./school_questions.js";
import { nameTarget } from "./targets.js";

/** @param {StepProps} props @returns {Hiding} */
export function useHiding({ editor, step }) {
	const { path, state, lang, store } = editor;
	const { index } = step;
	const [on, setOn] = useState(false);
	const [places, setPlaces] = useState([]);
	const made = useRef(Promise.resolve(/** @type {number|undefined} */ (0)));
	useEffect(() => setPlaces([]), [on, state.revision]);
	const of = (what) => `${path}/steps/${index}/${what}?lang=${lang}&revision=${state.revision}`;
	return {
		on, setOn, places, setPlaces,
		list: of("hiding"),
		// Places are seen uncovered.
		image: on && !places[0] && of("covered"),
		async cover(_, { target, everywhere, example = null }, again) {
			await (made.current = made.current.then(async (last) => {
				if (again && last === store.state?.revision) await store.turn("undo");
				await editor.act("add-hide", { step: everywhere ? null : index, target, example });
				return store.state?.revision;
			}));
			editor.notify(t("hide.covered", { name: nameTarget(target) }), true);
		},
	};
}

export const HideButton = ({ hiding: { on, setOn } }) => button(on ? "hide.end" : "hide.toggle", () => setOn(!on), on ? "main" : "");

export function HidePanel({ editor, hiding }) {
	const [names, setNames] = useState(false);
	const press = ({ target: { dataset: { box, list } } }) => {
		if (box) hiding.setPlaces(JSON.parse(box));
		if (list) setNames(true);
	};
	if (names) return html`<div class="covers"><${Roster} path=${editor.path} notify=${editor.notify} changed=${() => editor.store.load()} onBack=${() => setNames(false)} /><//>`;
	return html`<div class="covers" onClick=${press}><${Panel} path=${hiding.list} notify=${editor.notify} changed=${() => editor.store.load()} /><//>`;
}
