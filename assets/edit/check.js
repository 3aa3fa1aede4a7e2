import { Banner, Button, button, explain, html, Icon, t, useEffect, useState } from "./components.js";
import { lineOf } from "./document.js";
import { cancelJob, findJob, Job, startJob } from "./jobs.js";
import { listProblems } from "./problems.js";

/** Checks a tutorial and makes its video. @param {CheckProps} props */
export function Check({ store, state, notify }) {
	const { tid } = store;
	/** Without an id it is about to begin. */
	const [work, setWork] = useState(/** @type {Work|null} */ ({ kind: "check", id: "" }));
	/** What a whole check has found. */
	const [found, setFound] = useState(/** @type {Problem[]|null} */ (null));
	/** The last job that made nothing. */
	const [failed, setFailed] = useState(/** @type {any} */ (null));
	const fail = (error) => {
		setWork(null);
		notify(explain(error));
	};
	const begin = async (kind) => {
		setFound(null);
		setWork({ kind, id: "" });
		await startJob(kind, [tid]).then((id) => setWork({ kind, id }), fail);
	};
	const check = () => begin("check");
	const make = () => {
		setFailed(null);
		begin("build");
	};
	useEffect(() => {
		let left = false;
		const look = async () => {
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
	const rows = found ? listProblems(state, found) : state.problems;
	const places = [null, ...state.steps.map(({ index }) => index)];
	return html`<div class="wrap narrow"><h2>${t("check.title")}</h2>
		<div class="work">
			${work ? html`<p>${work.kind === "build" && t("check.making")}</p>
				${work.id ? html`<${Job} key=${work.id} id=${work.id} onEnded=${ended} />` : html`<p role="status">${t("shell.loading")}</p>`}` : html`<${Verdict} ...${{ rows, found, check, make }} />`}
			<${Failed} of=${failed} again=${make} />
		<//>
		${places.map((step) => {
			const own = rows.filter((row) => row.step === step);
			return own.length > 0 && html`<${Place} key=${step} ...${{ store, state, step, rows: own }} />`;
		})}<//>`;
}

/** Whether the video can be made now. */
function Verdict({ rows, found, check, make }) {
	const n = rows.filter(({ level }) => level === "problem").length;
	const ready = found && !n;
	const otherwise = !found ? "check.unknown" : rows.length ? "check.warnings" : "check.fine";
	return html`<div class="row spread panel"><p class="verdict">${n ? t("check.problems", { n }) : t(otherwise)}</p>
		<div class="row">${button("check.again", check, ready ? "" : "main")}${ready && button("check.make", make, "main", "play")}<//><//>`;
}

/** Why the last job made nothing. */
function Failed({ of, again }) {
	if (!of) return null;
	if (of.how === "failed") return html`<${Banner}>${explain(of.error)}<//>`;
	return html`<${Banner} kind="info"><p>${t(of.how === "cancelled" ? "check.cancelled" : "job.interrupted")}</p>
		${of.how === "interrupted" && html`<p>${button("check.remake", again, "main", "play")}</p>`}<//>`;
}

/** What was found in a step, or in the tutorial as a whole. */
function Place({ store, state, step, rows }) {
	const address = `#/t/${store.tid}/step/${step === null ? "about" : step + 1}`;
	return html`<section class="panel">
		<h3>${step === null ? t("check.whole") : t("check.step", { number: state.steps[step].number })}</h3>
		<ul class="problems">${rows.map(({ level, message, remedy, lang, offers = [] }) => html`<li class=${level}>
			<a href=${address}><${Icon} name="warning" /><span dir="auto"><span class="unseen">${t(`check.${level}`)}: <//><strong>${message}<//> ${remedy}<//><//>
			${lang && html`<${Title} ...${{ store, lang, message }} />`}
			${offers.map((offer) => html`<${Button} kind="small" onClick=${() => store.change(lineOf(offer, step))}>${t(`check.${offer.line.kind}`, offer.line)}<//>`)}
		<//>`)}<//><//>`;
}

/** Where the title that is missing in a language is written. */
function Title({ store, lang, message }) {
	const save = (event) => {
		event.preventDefault();
		store.change({ do: "set-title", lang, text: new FormData(event.target).get("title") });
	};
	return html`<form class="row" onSubmit=${save}>
		<input name="title" type="text" lang=${lang} dir="auto" aria-label=${message} maxlength="120" required />
		<button class="button">${t("check.write_title")}</button>
	<//>`;
}
