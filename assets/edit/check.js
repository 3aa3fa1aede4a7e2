import { html, useEffect } from "./html.js";
import { Banner, Button, Icon, useStore } from "./components.js";
import { JobProgress, useJob } from "./jobs.js";
import { openStore } from "./tutorial_store.js";

/**
 * What is still wrong, by step; then the making of the pack.
 * @param {TutorialViewProps} props
 */
export function CheckView({ tid, strings, navigate }) {
	const { t, explain } = strings;
	const store = openStore(tid);
	useStore(store);
	const check = useJob(`check ${tid}`);
	const build = useJob(`build ${tid}`);
	const path = `/api/tutorials/${tid}/jobs`;
	const look = () => void store.settle().then(() => check.start(path, { kind: "check", languages: null }));
	const make = () => void store.settle().then(() => build.start(path, { kind: "build", languages: null }));
	useEffect(() => {
		if (build.job?.state !== "done") return;
		build.clear();
		navigate(`#/t/${tid}/share`);
	}, [build.job?.state]);
	useEffect(look, [tid, store.state?.revision]);
	if (!store.state) return null;
	/** @type {Problem[]} */
	const found = (check.job?.state === "done" && check.job.result?.problems) || store.state.problems;
	const looking = !check.job ? !check.failure : check.job.state === "running";
	const problems = found.filter((each) => each.level === "problem");
	const groups = [null, ...store.state.steps.map((step) => step.index)]
		.map((step) => ({ step, rows: found.filter((each) => each.step === step) }))
		.filter(({ rows }) => rows.length);
	const failure = check.failure || build.failure || (check.job?.state === "failed" && check.job.error) || (build.job?.state === "failed" && build.job.error);
	return html`<div class="wrap narrow">
		<h2>${t("tabs.check")}</h2>
		${failure && html`<${Banner} kind="problem">${explain(failure)}<//>`}
		${build.job?.state === "cancelled" && html`<${Banner}>${t("check.cancelled")}<//>`}
		${build.job?.state === "running"
			? html`<p>${t("check.making")}</p><${JobProgress} job=${build.job} onCancel=${build.cancel} />`
			: looking
				? check.job && html`<${JobProgress} job=${check.job} onCancel=${check.cancel} />`
				: html`<div class="row spread panel">
					<p class="verdict">${problems.length ? t("check.problems", { n: problems.length }) : t(found.length ? "check.warnings" : "check.fine")}</p>
					<div class="row">
						<${Button} kind=${problems.length ? "main" : ""} onClick=${look}>${t("check.again")}<//>
						${!problems.length && html`<${Button} kind="main" symbol="play" onClick=${make}>${t("check.make")}<//>`}
					</div></div>`}
		${groups.map(({ step, rows }) => {
			const number = step === null ? "" : store.state?.steps[step].number;
			return html`<section class="panel" key=${step}>
				<h3>${step === null ? t("check.whole") : t("check.step", { number: number || "" })}</h3>
				<ul class="problems">${rows.map((row) => html`<li class=${row.level}>
					<a href=${step === null ? `#/t/${tid}` : `#/t/${tid}/step/${step + 1}`}>
						<${Icon} name="warning" /><span class="unseen">${t(`check.${row.level}`)}: </span>
						<span dir="auto"><strong>${row.message}</strong> ${row.remedy}</span></a></li>`)}</ul>
			</section>`;
		})}
	</div>`;
}
