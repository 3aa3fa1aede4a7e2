import { html, useEffect, useState, get, post, t, named, button, Progress } from "./components.js";

/** Work that takes long. `key` names it, so that it is found again after a reload. */
export function useJob(key) {
	const kept = `job ${key}`;
	const [id, setId] = useState(sessionStorage.getItem(kept));
	const [job, setJob] = useState(null);
	const [failure, setFailure] = useState(null);
	const clear = () => {
		sessionStorage.removeItem(kept);
		setId(null);
		setJob(null);
	};
	useEffect(() => {
		let timer = 0;
		let over = !id;
		const ask = async () => {
			const now = await get(`/api/jobs/${id}`).catch((error) => error);
			if (over) return;
			if (now.state) setJob(now);
			else if (!now.gone) return clear();
			if (now.gone || now.state === "running") timer = setTimeout(ask, 500);
			else sessionStorage.removeItem(kept);
		};
		if (id) ask();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [id]);
	const start = async (path, body) => {
		setFailure(null);
		clear();
		const answer = await post(path, body).catch((error) => error);
		if (!answer.job) return setFailure(answer);
		sessionStorage.setItem(kept, answer.job);
		setId(answer.job);
	};
	const cancel = () => void post(`/api/jobs/${id}/cancel`, {}).catch(setFailure);
	const running = !!id && (!job || job.state === "running");
	return { job, running, failure: failure || (job?.state === "failed" && job.error), start, cancel, clear };
}

export function JobProgress({ job, cancel }) {
	const { seconds_left: left = null, what = "", done = 0, total = 0 } = job || {};
	const label = named("job", what || "running");
	return html`<div class="panel"><p role="status"><strong>${label}<//></p>
		<${Progress} label=${label} done=${done} total=${total} />
		<div class="row spread"><span class="soft">${left !== null && (left < 60 ? t("job.seconds", { n: Math.ceil(left / 5) * 5 }) : t("job.minutes", { n: Math.ceil(left / 60) }))}<//>
			${button("shell.cancel", cancel)}<//><//>`;
}
