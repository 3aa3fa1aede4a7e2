import { Banner, html, useEffect, useState, explain, get, post, t, button, named, Progress } from "./components.js";

/** Starts a job and brings its id. @type {StartJob} */
export const startJob = async (kind, tutorials, more = {}) => {
	const { job } = await post("/api/jobs", { kind, tutorials, ...more });
	return job;
};

/** The id of a job of a kind, and of a tutorial, that goes on. @type {FindJob} */
export const findJob = async (kind, tutorial) => {
	const { job } = await get(`/api/jobs?kind=${kind}${tutorial ? `&tutorial=${tutorial}` : ""}`);
	return job;
};

export const cancelJob = (id) => void post(`/api/jobs/${id}/cancel`, {}).catch(() => {});

/** Where an editor knows nothing of a job, the one that began it was ended. */
const askFor = (id) =>
	get(`/api/jobs/${id}`).catch(({ gone, status }) => ({
		state: gone ? "away" : status === 404 ? "interrupted" : "running",
	}));

/** Why a job made nothing, and where somebody can decide on names that are in its way. */
export const Refused = ({ error, nameOf = (_) => t("tabs.check") }) => html`<${Banner}><p>${explain(error)}<//>
	<p class="row">
		${error.tutorials?.map(
			(tid) => html`<a key=${tid} class="button" href=${`#/t/${tid}/check`}>
				${nameOf(tid)}<//>`,
		)}<//><//>`;

/** What is done first takes longest: of minutes no number is right. */
function sayLeft(seconds) {
	if (!seconds) return "";
	return seconds < 60 ? t("job.seconds", { n: Math.ceil(seconds / 5) * 5 }) : t("job.minutes");
}

/** Work that takes long, until it has ended. @param {JobProps} props */
export function Job({ id, onEnded }) {
	const [job, setJob] = useState(/** @type {any} */ ({}));
	useEffect(() => {
		let timer = 0;
		let over = false;
		const ask = async () => {
			const now = await askFor(id);
			if (over) return;
			const goesOn = now.state === "running" || now.state === "away";
			if (goesOn) {
				setJob(now);
				timer = setTimeout(ask, now.state === "away" ? 2000 : 500);
			} else onEnded(now);
		};
		ask();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [id]);
	if (job.state === "away")
		return html`<div class="panel job"><p role="status"><strong>${t("job.interrupted")}<//><//><//>`;
	const { what, seconds_left: seconds, done = 0, total = 0 } = job;
	const own = named("job", what);
	const label = own === what ? t("job.running") : own;
	return html`<div class="panel job"><p role="status"><strong>${label}<//><//>
		<${Progress} label=${label} done=${done} total=${total} />
		<div class="row spread"><span class="soft">${sayLeft(seconds)}<//>
			${button("shell.cancel", () => cancelJob(id))}<//><//>`;
}
