import {
	Button,
	button,
	Dialog,
	explain,
	get,
	getFile,
	html,
	t,
	useAnswer,
	useEffect,
	useState,
} from "./components.js";
import { currentLanguage } from "./strings.js";
import { useReturns } from "./opening.js";
import { useView, View } from "./view.js";

const WAYS = ["whatsapp", "cable", "cloud", "mail"];
/** How soon it looks again for files that are still being written. */
const LOOK_MS = 2000;

/** How pictures get from a phone to this computer, or files back: `of` has the words. */
export const Ways = ({ of }) =>
	html`<ul class="ways">${WAYS.map(
		(way) => html`<li key=${way}><img class="drawing" src=${`/readme/way-${way}.svg`} alt="" />
			<div><p><strong>${t(`ways.${way}`)}<//><//><p>${t(`${of}.${way}`)}<//>
				<p class="soft">${t(`ways.${way}-goes`)}<//><//><//>`,
	)}<//>`;

/**
 * The pictures that came into a folder, the newest first; none is taken before a person says so.
 * @param {InboxProps} props
 */
export function Inbox({ tid = "", one, take, close }) {
	const [older, setOlder] = useState(false);
	const [choosing, setChoosing] = useState(false);
	const [turn, setTurn] = useState(0);
	const [wrong, setWrong] = useState("");
	/** Those that could be drawn, and are whole; and those that a person ticked, or not. */
	const [whole, setWhole] = useState({});
	const [ticks, setTicks] = useState({});
	const path = `/api/inbox?tutorial=${tid}&older=${older ? "yes" : ""}`;
	const { answer, error } = useAnswer(`${path} ${turn} ${useReturns()}`, (signal) => get(path, signal));
	useEffect(() => {
		const timer = setTimeout(() => answer?.coming && setTurn(turn + 1), LOOK_MS);
		return () => clearTimeout(timer);
	}, [answer]);
	const { folder = "", pictures = [], coming = 0, more = 0, since = 0 } = answer ?? {};
	const isTicked = (row) => whole[keyOf(row)] && (ticks[row.id] ?? (row.new && !row.taken && !one));
	const picked = pictures.filter(isTicked);
	const [busy, setBusy] = useState(false);
	const bring = async () => {
		setBusy(true);
		try {
			const read = async ({ id, name, modified }) =>
				new File([await getFile(`/api/inbox/${id}/file`)], name, { lastModified: modified });
			const files = await Promise.all(picked.map(read));
			close();
			take(files);
		} catch (failure) {
			setWrong(explain(failure));
			setBusy(false);
			setTurn(turn + 1);
		}
	};
	const draw = (row) => html`<${Row} key=${keyOf(row)} row=${row} ready=${whole[keyOf(row)]} ticked=${isTicked(row)}
		tick=${(on) => setTicks({ ...ticks, [row.id]: on })}
		drawn=${() => setWhole((before) => ({ ...before, [keyOf(row)]: true }))} />`;
	const time = new Date(since).toLocaleTimeString(currentLanguage(), { timeStyle: "short" });
	const told = pictures.length ? (older ? "all" : one ? "choose" : "new") : older ? "empty" : "none";
	// Within the form of a new tutorial, Enter would start that.
	const calm = (event) => event.key === "Enter" && event.target.type === "checkbox" && event.preventDefault();
	return html`<${Dialog} title=${t("inbox.take")} onClose=${close}>
		<p>${t("inbox.folder")} <code>${folder}<//> ${button("inbox.other", () => setChoosing(!choosing), "small")}<//>
		${choosing && html`<${Folders} done=${() => setTurn((before) => before + 1)} />`}
		<p role="status">${error ? explain(error) : answer ? t(`inbox.${told}`, { time }) : t("shell.loading")}
			${coming > 0 && ` ${t("inbox.coming", { n: coming })}`} ${more > 0 && ` ${t("inbox.more", { n: more })}`}<//>
		<ul class="inbox" onKeyDown=${calm}>${pictures.map(draw)}<//>
		${wrong && html`<p class="step-problem problem" role="alert">${wrong}<//>`}
		<div class="row inbox-do">
			<${Button} kind="main" symbol="done" onClick=${bring} disabled=${busy || !picked.length}>
				${t("inbox.bring", { n: picked.length })}<//>
			${older || button("inbox.older", () => setOlder(true))}
			${button("shell.cancel", close)}<//>
		<details open=${answer && !pictures.length}><summary>${t("inbox.how")}<//><${Ways} of="inbox" /><//>
	<//>`;
}

const keyOf = ({ id, modified }) => `${id} ${modified}`;

function Row({ row: { id, name, arrived, modified, taken }, ready, ticked, tick, drawn }) {
	const url = `/api/inbox/${id}/image?${modified}`;
	const { answer, error } = useAnswer(url, (signal) => get(url, signal));
	useEffect(() => void (answer && drawn()), [answer]);
	const came = new Date(arrived).toLocaleString(currentLanguage(), { dateStyle: "medium", timeStyle: "short" });
	return html`<li><label>
		${answer ? html`<img src=${answer} alt="" />` : !error && html`<span class="blank" />`}
		<span><input type="checkbox" checked=${ticked} disabled=${!ready} onChange=${({ target }) => tick(target.checked)} />
			<span dir="auto">${name}<//><//><//>
		<p class="soft">${came}${taken && ` · ${t("inbox.taken")}`}<//>
		${error && html`<p class="step-problem">${explain(error)}<//>`}<//>`;
}

/** The folders in which pictures can be looked for, one level at a time. */
function Folders({ done }) {
	const view = useView("/api/inbox/folders", { notify: () => {} });
	const choose = (id) => view.send("/api/inbox/folders", { folder: id }, done);
	return html`<${View} of=${view}>${({ folder, folders }) =>
		html`<ul class="folders">${folders.map(
			({ id, path }) => html`<li key=${id}><${Button} kind="small" onClick=${() => choose(id)}
				aria-pressed=${String(path === folder)}>${path}<//><//>`,
		)}<//>`}<//>`;
}
