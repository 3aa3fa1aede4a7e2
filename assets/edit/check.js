import { html, useEffect, Banner, Button, button, Failed, Icon, listProblems, t } from "./components.js";
import { Panel } from "./panel.js";
import { JobProgress, useJob } from "./jobs.js";
import { openStore } from "./tutorial_store.js";

/** @param {TutorialViewProps} props */
export function CheckView({ tid, navigate, notify, state }) {
	const store = openStore(tid);
	const check = useJob(`check ${tid}`);
	const build = useJob(`build ${tid}`);
	const { revision, steps } = state;
	const run = (job, kind) => void store.settle().then(() => job.start(`${store.path}/jobs`, { kind, languages: null }));
	const look = () => run(check, "check");
	useEffect(() => void (build.running || build.job?.state === "done" || look()), [revision, build.running]);
	useEffect(() => {
		if (build.job?.state !== "done") return;
		build.clear();
		navigate(`#/t/${tid}/share`);
	}, [build.job]);
	const found = listProblems(state, check.job?.result?.problems || state.problems);
	const n = found.filter((each) => each.level === "problem").length;
	const checked = check.job?.state === "done";
	const ready = checked && !n;
	const active = build.running ? build : !check.failure && !(check.job && !check.running) && check;
	return html`<div class="wrap narrow"><h2>${t("check.title")}</h2>
		<${Failed} error=${build.failure || check.failure} />
		${build.job?.state === "cancelled" && html`<${Banner}>${t("check.cancelled")}<//>`}
		${active
			? html`<p>${active === build && t("check.making")}</p><${JobProgress} ...${active} />`
			: html`<div class="row spread panel"><p class="verdict">${n ? t("check.problems", { n }) : t(!checked ? "check.unknown" : found.length ? "check.warnings" : "check.fine")}</p>
				<div class="row"><${Button} kind=${ready ? "" : "main"} onClick=${look}>${t("check.again")}<//>
					${ready && button("check.make", () => run(build, "build"), "main", "play")}<//><//>`}
		<${Panel} path=${`/api/tutorials/${tid}/helper`} ...${{ notify, changed: look }} />
		${[null, ...steps.keys()].map((step) => {
			const rows = found.filter((each) => each.step === step);
			return rows.length > 0 && html`<section class="panel" key=${step}>
				<h3>${step === null ? t("check.whole") : t("check.step", { number: steps[step].number })}</h3>
				<ul class="problems">${rows.map((row) => html`<li class=${row.level}><a href=${`#/t/${tid}/step/${step === null ? "about" : step + 1}`}>
					<${Icon} name="warning" /><span dir="auto"><span class="unseen">${t(`check.${row.level}`)}: <//><strong>${row.message}<//> ${row.remedy}<//></a>
					${row.offers?.map(({ do: what, example, change }) => html`<button class="small" onClick=${() => store.change(change)}>${t(`check.${what}`, { example })}<//>`)}</li>`)}</ul>
			<//>`;
		})}<//>`;
}
