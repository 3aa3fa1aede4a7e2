import { html, useEffect, useState, get, post, t, button, Progress } from "./components.js";

export const cancelJob = (id) => void post(`/api/jobs/${id}/cancel`, {}).catch(() => {});

/** Work that takes long, until it has ended. @param {JobProps} props */
export function Job({ id, onEnded }) {
	const [job, setJob] = useState(/** @type {any} */ ({}));
	useEffect(() => {
		let timer = 0;
		let over = false;
		const ask = async () => {
			const now = await get(`/api/jobs/${id}`).catch((error) => error);
			if (over) return;
			if (now.kind) setJob(now);
			const ended = now.kind ? now.state !== "running" : now.status === 404;
			// Said again until this is taken away.
			timer = setTimeout(ask, ended ? 2000 : 500);
			if (ended) onEnded(now);
		};
		ask();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [id]);
	const { label = t("job.running"), left, done = 0, total = 0 } = job;
	return html`<div class="panel"><p role="status"><strong>${label}<//></p>
		<${Progress} label=${label} done=${done} total=${total} />
		<div class="row spread"><span class="soft">${left}<//>
			${button("shell.cancel", () => cancelJob(id))}<//><//>`;
}
