import { html, useEffect, useState } from "./html.js";
import { get, post, ApiError } from "./api.js";
import { t } from "./strings.js";
import { Button, Progress } from "./components.js";

/**
 * Work that takes long. `key` names it, so that it is found again after a visit elsewhere or a reload.
 * @param {string} key
 * @returns {{job: Job|null, failure: unknown, start: (path: string, body: unknown) => Promise<void>, cancel: () => void, clear: () => void}}
 */
export function useJob(key) {
	const kept = `job ${key}`;
	const [id, setId] = useState(sessionStorage.getItem(kept));
	const [job, setJob] = useState(/** @type {Job|null} */ (null));
	const [failure, setFailure] = useState(/** @type {unknown} */ (null));
	const clear = () => {
		sessionStorage.removeItem(kept);
		setId(null);
		setJob(null);
	};
	useEffect(() => {
		if (!id) return;
		let over = false;
		let timer = 0;
		const ask = async () => {
			try {
				const now = await get(`/api/jobs/${id}`);
				if (over) return;
				setJob(now);
				if (now.state !== "running") return;
			} catch (error) {
				if (!over && error instanceof ApiError && !error.gone) return clear();
			}
			if (!over) timer = setTimeout(ask, 500);
		};
		ask();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [id]);
	/**
	 * @param {string} path
	 * @param {unknown} body
	 */
	const start = async (path, body) => {
		setFailure(null);
		clear();
		try {
			const answer = await post(path, body);
			sessionStorage.setItem(kept, answer.job);
			setId(answer.job);
		} catch (error) {
			setFailure(error);
		}
	};
	const cancel = () => void post(`/api/jobs/${id}/cancel`, {}).catch(setFailure);
	return { job, failure, start, cancel, clear };
}

/**
 * One bar, what it does now, the time that is left, and Cancel.
 * @param {{job: Job, onCancel: () => void}} props
 */
export function JobProgress({ job, onCancel }) {
	const what = `job.${job.what}`;
	const left = job.seconds_left;
	const words = left === null ? "" : left < 60 ? t("job.left-seconds", { n: Math.max(5, Math.ceil(left / 5) * 5) }) : t("job.left-minutes", { n: Math.ceil(left / 60) });
	const label = t(what) === what ? job.what : t(what);
	return html`<div class="panel">
		<p role="status"><strong>${label || t("job.running")}</strong></p>
		<${Progress} label=${label || t("job.running")} done=${job.done} total=${job.total} />
		<div class="row spread"><span class="soft">${words}</span><${Button} onClick=${onCancel}>${t("shell.cancel")}<//></div>
	</div>`;
}
