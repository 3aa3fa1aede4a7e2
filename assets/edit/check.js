import { Banner, Button, button, Dialog, html, Icon, post, useEffect, useState } from "./components.js";
import { explain, languageName, named, t } from "./strings.js";
import { Colleague } from "./colleague.js";
import { lineOf } from "./document.js";
import { cancelJob, findJob, Job, startJob } from "./jobs.js";
import { Mistake } from "./base.js";
import { listProblems } from "./problems.js";
import { LANGUAGES } from "./tables.js";
import { nameTarget } from "./targets.js";

/** Checks a tutorial and makes its video. @param {CheckProps} props */
export function Check({ store, state, notify }) {
	const { tid } = store;
	/** Without an id it is about to begin. */
	const { mistakes } = state;
	const [work, setWork] = useState(/** @type {Work|null} */ (mistakes.length ? null : { kind: "check", id: "" }));
	/** What a whole check has found. */
	const [found, setFound] = useState(/** @type {Problem[]|null} */ (null));
	/** What somebody has decided on since, with the kind of line that was chosen. */
	const [decided, setDecided] = useState(/** @type {Map<Problem, string>} */ (new Map()));
	/** The last job that made nothing. */
	const [failed, setFailed] = useState(/** @type {any} */ (null));
	const fail = (error) => {
		setWork(null);
		notify(explain(error));
	};
	// All else may be there already, in a line that can't be understood.
	const rows = mistakes.length ? mistakes : found ? listProblems(state, found) : state.problems;
	const asked = rows.filter((row) => row.offers?.length && !decided.has(row));
	const decide = (these, kind) => {
		setDecided(new Map([...decided, ...these.map((row) => [row, kind])]));
		return store.change(
			these.map(({ offers = [], step }) =>
				lineOf(
					offers.find(({ line }) => line.kind === kind),
					step,
				),
			),
		);
	};
	/** Decides on all names in one change, which one press undoes. */
	const decideAll = async (kind) => {
		await decide(asked, kind);
		notify(t(`check.${kind}-all-done`, { n: asked.length }), true);
	};
	/** Puts a better wording in. */
	const use = (row) => {
		const { step, field, lang } = row.at;
		setDecided(new Map([...decided, [row, "better"]]));
		store.change({ do: `set-${field}`, lang, text: row.better, ...(step !== null && { step }) });
	};
	/** Writes where the words to type come from. */
	const tell = (row, source) => {
		setDecided(new Map([...decided, [row, source]]));
		store.change({ do: "set-source", step: row.step, source });
	};
	/** Writes a title that was missing, or takes its language away; what was found in the titles before is old then. */
	const title = (change) => {
		setFound(
			(all) =>
				all &&
				all.filter(({ step, level, line }) => step !== null || level === "warning" || (line ?? 0) > state.languages.length),
		);
		return store.change(change);
	};
	const dismiss = (row) =>
		post(`${store.path}/${row.at ? "findings" : "fits"}`, { ...row.at, put_away: row.key, key: row.key }).then(
			() => setFound((all) => all && all.filter((each) => each !== row)),
			fail,
		);
	const begin = async (kind) => {
		setFound(null);
		setDecided(new Map());
		setWork({ kind, id: "" });
		await store.settle();
		await startJob(kind, [tid]).then((id) => setWork({ kind, id }), fail);
	};
	const check = () => begin("check");
	const make = () => {
		setFailed(null);
		begin("build");
	};
	useEffect(() => {
		// No row moves while others are to be decided on.
		if (asked.length || mistakes.length) return;
		let left = false;
		const look = async () => {
			setWork({ kind: "check", id: "" }); // until it is known, nothing can be begun
			const id = await findJob("build", tid);
			if (left) return;
			if (id) setWork({ kind: "build", id });
			else await check();
		};
		look().catch(fail);
		return () => void (left = true);
	}, [state.revision]);
	// Nobody waits for the check of an earlier state.
	useEffect(() => () => void (work?.kind === "check" && work.id && cancelJob(work.id)), [work]);

	const ended = ({ state: how, error, result }) => {
		setWork(null);
		if (work?.kind === "build") {
			if (how === "done") location.hash = `#/t/${tid}/share`;
			else setFailed({ how, error });
			if (how === "cancelled" || how === "failed") check();
		} else {
			setFound(how === "done" ? result.problems : null);
			if (how === "failed") setFailed({ how, error });
			if (how === "interrupted") check();
		}
	};
	const places = [null, ...state.steps.map(({ index }) => index)];
	return html`<div class="wrap narrow"><h2>${t("check.title")}</h2>
		<div class="work">
			${
				work
					? html`<p>${work.kind === "build" && t("check.making")}</p>
						${
							work.id
								? html`<${Job} key=${work.id} id=${work.id} onEnded=${ended} />`
								: html`<p role="status">${t("shell.loading")}</p>`
						}`
					: mistakes.length
						? html`<p class="verdict">${t("check.mistakes", { n: mistakes.length })}</p>`
						: html`<${Verdict} ...${{ rows, asked, checked: found && !decided.size, check, make, decideAll, state }} />`
			}
			<${Failed} of=${failed} again=${make} />
		<//>
		${!work && html`<p><a class="button quiet" href=${`#/t/${tid}/today`}>${t("today.title")}<//><//>`}
		<${LeftOut} ...${{ store, state, notify }} />
		${places.map((step) => {
			const own = rows.filter((row) => row.step === step);
			return (
				own.length > 0 &&
				html`<${Place} key=${step}
					...${{ store, state, step, notify, decided, decide, use, tell, dismiss, title, rows: own }} />`
			);
		})}<//>`;
}

/** The languages that the school's list leaves out, and what takes them in. @param {CheckProps} props */
export const LeftOut = ({ store, state, notify }) =>
	state.left_out.map((lang) => {
		const language = languageName(lang);
		const take = () =>
			post(`${store.path}/languages`, { lang }).then(
				() => store.load(),
				(error) => notify(explain(error)),
			);
		return html`<div key=${lang} class="row spread panel">
			<p>${t("check.left_out", { language })}</p>${button("check.take_in", take)}
		<//>`;
	});

/** Whether the video can be made now: not before somebody has decided on each possible name. */
function Verdict({ rows, asked, checked, check, make, decideAll, state }) {
	const n = rows.filter(({ level }) => level === "problem").length;
	const ready = checked && !n && !asked.length;
	const otherwise = asked.length
		? "check.names"
		: !checked
			? "check.unknown"
			: rows.length
				? "check.warnings"
				: "check.fine";
	const all = asked.length > 1 && html`<${All} ...${{ asked, decideAll, state }} />`;
	return html`${
		n > 0 &&
		asked.length > 0 &&
		html`<div class="row spread panel"><p class="verdict">${t("check.names", { n: asked.length })}</p>${all}<//>`
	}
		<div class="row spread panel">
			<p class="verdict">${n ? t("check.problems", { n }) : t(otherwise, { n: asked.length })}</p>
			<div class="row">${!n && all}
			${button("check.again", check, ready || asked.length ? "" : "main")}
			${ready && button("check.make", make, "main", "play")}<//><//>`;
}

/** Covers all possible names, or shows them all, once each was seen with its step. */
function All({ asked, decideAll, state }) {
	const [kind, setKind] = useState("");
	const close = () => setKind("");
	const act = () => {
		close();
		decideAll(kind);
	};
	const draw = ({ step, offers: [{ line }] }) =>
		html`<li><strong dir="auto">
			${nameTarget(line.target)}<//> · ${step === null ? t("check.whole") : state.steps[step].shown.name}<//>`;
	return html`<div class="row">${["hide", "show"].map((each) => button(`check.${each}-all`, () => setKind(each)))}<//>
		${
			kind &&
			html`<${Dialog} title=${t(`check.${kind}-all-sure`)} onClose=${close}><ul>${asked.map(draw)}<//>
				<div class="row">${button(`check.${kind}-all`, act, "main")}${button("shell.cancel", close)}<//><//>`
		}`;
}

/** Why the last job made nothing. */
function Failed({ of, again }) {
	if (!of) return null;
	if (of.how === "failed") return html`<${Banner}>${explain(of.error)}<//>`;
	return html`<${Banner} kind="info"><p>${t(of.how === "cancelled" ? "check.cancelled" : "job.interrupted")}</p>
		${of.how === "interrupted" && html`<p>${button("check.remake", again, "main", "play")}</p>`}<//>`;
}

/** What was found in a step, or in the tutorial as a whole. */
function Place({ store, state, step, notify, rows, decided, decide, use, tell, dismiss, title }) {
	const address = `#/t/${store.tid}/step/${step === null ? "about" : step + 1}`;
	return html`<section class="panel">
		<h3>${step === null ? t("check.whole") : t("check.step", { number: state.steps[step].number })}</h3>
		<ul class="problems">${rows.map((row) => {
			const { level, message, remedy, lang, at, better, key, offers = [], sources = [] } = row;
			const settled = decided.has(row);
			const press = (label, act) => html`<${Button} kind="small" disabled=${settled} onClick=${act}>${label}<//>`;
			return html`<li class=${level}>
				<a href=${address}><${Icon} name=${settled ? "done" : "warning"} />
					<span dir="auto"><span class="unseen">${t(`check.${level}`)}: <//><strong>${message}<//> ${remedy}<//><//>
				${row.meant !== undefined && html`<${Mistake} key=${message + row.meant} ...${{ store, row, notify }} />`}
				${lang && html`<${Title} ...${{ store, state, notify, lang, message, title }} />`}
				${better && html`<p><q lang=${at?.lang}>${better}</q> ${press(t("say.use"), () => use(row))}</p>`}
				${key && press(t(at ? "say.stays" : "say.same"), () => dismiss(row))}
				${sources.map((source) => press(t("check.origin", { source: named("source", source) }), () => tell(row, source)))}
				${offers.map(
					({ line }) =>
						(!settled || decided.get(row) === line.kind) &&
						press(t(`check.${line.kind}`, line), () => decide([row], line.kind)),
				)}
			<//>`;
		})}<//><//>`;
}

/** Where the title that is missing in a language is written. */
function Title({ store, state, notify, lang, message, title }) {
	// What a colleague's reply puts in may be the title, too.
	const own = Object.assign(Object.create(store), { change: title });
	const editor = {
		tid: store.tid,
		store: own,
		state,
		path: store.path,
		notify,
		fail: (error) => notify(explain(error)),
	};
	const from = state.languages.find((each) => LANGUAGES.includes(each) && state.titles[each]);
	const language = languageName(lang);
	const drop = () => title({ do: "remove-language", lang });
	const save = (event) => {
		event.preventDefault();
		title({ do: "set-title", lang, text: new FormData(event.target).get("title") });
	};
	return html`<form class="row field" onSubmit=${save}>
			<input name="title" type="text" lang=${lang} dir="auto" aria-label=${message} maxlength="120" required />
			<button class="button">${t("check.write_title")}</button>
			${state.languages.length > 1 && html`<${Button} onClick=${drop}>${t("check.without", { language })}<//>`}
		<//>
		${from && LANGUAGES.includes(lang) && html`<${Colleague} ...${{ editor, from, lang }} />`}`;
}
