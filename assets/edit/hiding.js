import { html, t, useEffect, useRef, useState } from "./base.js";
import { Panel } from "./panel.js";
import { nameTarget } from "./targets.js";

/** @param {StepProps} props @returns {Hiding} */
export function useHiding({ editor, step }) {
	const { path, state, lang, store } = editor;
	const { index } = step;
	const [on, setOn] = useState(false);
	const [places, setPlaces] = useState([]);
	const made = useRef(Promise.resolve(0));
	useEffect(() => setPlaces([]), [on, state.revision]);
	const of = (what) => `${path}/steps/${index}/${what}?lang=${lang}&revision=${state.revision}`;
	return {
		on, setOn, places, setPlaces,
		list: of("hiding"),
		// A place that is to be seen is seen without its cover.
		image: on && !places[0] && of("covered"),
		async cover({ target, everywhere, example = null }, again) {
			const put = async (last) => {
				// The last cover goes, if nothing was done since.
				if (again && last === store.state?.revision) await store.turn("undo");
				await editor.act("add-hide", { step: everywhere ? null : index, target, example });
				return store.state?.revision ?? 0;
			};
			await (made.current = made.current.then(put));
			editor.notify(t(example ? "hide.covered_with" : "hide.covered", { name: nameTarget(target), example }), true);
		},
	};
}

export const HideButton = ({ hiding: { on, setOn } }) =>
	html`<button class=${`button ${on ? "main" : ""}`} aria-pressed=${on} onClick=${() => setOn(!on)}>${t(on ? "hide.end" : "hide.toggle")}<//>`;

/** What is covered on the picture, and the school's list of names. */
export function HidePanel({ editor, hiding }) {
	const [names, setNames] = useState(false);
	const press = ({ target: { dataset } }) => {
		if (dataset.box) hiding.setPlaces(JSON.parse(dataset.box));
		if (dataset.names) setNames(dataset.names > 0);
	};
	return html`<div class="covers" onClick=${press}><${Panel} path=${names ? `${editor.path}/roster` : hiding.list} notify=${editor.notify} changed=${() => editor.store.load()} /><//>`;
}
