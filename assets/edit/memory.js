import { arrive, button, html, Icon, t, useState } from "./base.js";
import { useView, View } from "./view.js";

const PATH = "/api/memory";
const KINDS = ["undo", "recordings", "answers", "drafts", "voices", "fits", "places"];

/**
 * What the editor remembers: one button throws all of it away, and asks once more before that.
 * @param {ViewProps} props
 */
export function Memory({ notify }) {
	const view = useView(PATH, { notify });
	const [asked, setAsked] = useState(false);
	const ask = (now) => {
		setAsked(now);
		setTimeout(() => arrive(view.root.current.querySelector("button")));
	};
	const forget = () => view.send(`${PATH}/forget`, {}, () => ask(false));
	const sure = () => html`<div class="banner warning" role="alert"><${Icon} name="warning" />
		<div><p>${t("memory.ask")}<//>
			<p class="row">${button("memory.sure", forget, "main")}
				${button("memory.keep", () => ask(false))}<//><//><//>`;
	const first = () => html`<p>${button("memory.forget", () => ask(true), "", "delete")}<//>`;
	const page = ({ folder }) => html`<div class="wrap narrow"><h1>${t("memory.title")}<//>
		<p>${t("memory.about")} <code>${folder}<//><//>
		<ul>${KINDS.map((kind) => html`<li key=${kind}>${t(`memory.${kind}`)}<//>`)}<//>
		${asked ? sure() : first()}<//>`;
	return html`<${View} of=${view}>${page}<//>`;
}
