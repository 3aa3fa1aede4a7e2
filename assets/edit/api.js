/** What the server refused, or that it can't be reached (`code` "offline"). */
export class ApiError extends Error {
	/**
	 * @param {{code?: string, message?: string, remedy?: string, state?: TutorialState}} row
	 * @param {number} status
	 */
	constructor(row, status) {
		super(row.message || "");
		this.code = row.code || "internal";
		this.remedy = row.remedy || "";
		this.status = status;
		this.state = row.state;
	}

	/** The server is gone, or doesn't know this page any more: worth another try. */
	get gone() {
		return this.code === "offline" || this.code === "signed-out";
	}
}

/** @type {"here"|"offline"|"signed-out"} */
let connection = "here";
/** @type {Set<(now: "here"|"offline"|"signed-out") => void>} */
const watchers = new Set();

/** @param {"here"|"offline"|"signed-out"} now */
function setConnection(now) {
	if (connection === now) return;
	connection = now;
	watchers.forEach((watch) => watch(now));
}

/**
 * Tells whether the server answers.
 * @param {(now: "here"|"offline"|"signed-out") => void} watch
 * @returns {() => void}
 */
export function watchConnection(watch) {
	watchers.add(watch);
	watch(connection);
	return () => void watchers.delete(watch);
}

/**
 * @param {number} status
 * @param {string} text
 * @returns {any}
 */
function settle(status, text) {
	let row = null;
	try {
		row = text ? JSON.parse(text) : {};
	} catch {
		// Not an answer of the editor: another program, or an error page.
	}
	const known = row !== null && typeof row === "object";
	if (status >= 200 && status < 300 && known) {
		setConnection("here");
		return row;
	}
	const error = new ApiError(known ? row : {}, status);
	if (status === 401) error.code = "signed-out";
	setConnection(error.code === "signed-out" ? "signed-out" : "here");
	throw error;
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function offline(error) {
	if (error instanceof DOMException && error.name === "AbortError") throw error;
	setConnection("offline");
	throw new ApiError({ code: "offline" }, 0);
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function get(path, signal) {
	const [status, text] = await fetch(path, { signal, cache: "no-store" })
		.then(async (answer) => /** @type {const} */ ([answer.status, await answer.text()]))
		.catch(offline);
	return settle(status, text);
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function post(path, body, signal) {
	const text = JSON.stringify(body);
	// A page that is being closed still sends its last change; browsers allow 64 KB for that.
	const keepalive = text.length < 15000;
	const headers = { "Content-Type": "application/json" };
	const [status, answer] = await fetch(path, { method: "POST", headers, body: text, signal, keepalive })
		.then(async (reply) => /** @type {const} */ ([reply.status, await reply.text()]))
		.catch(offline);
	return settle(status, answer);
}

/**
 * Sends one file as it is.
 * @param {string} path with its query
 * @param {Blob} file
 * @param {(share: number) => void} [onProgress] from 0 to 1
 * @returns {Promise<any>}
 */
export function upload(path, file, onProgress) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", path);
		request.setRequestHeader("Content-Type", file.type.startsWith("image/") ? file.type : "application/octet-stream");
		request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
		/** @param {() => any} outcome */
		const end = (outcome) => {
			try {
				resolve(outcome());
			} catch (error) {
				reject(error);
			}
		};
		request.onload = () => end(() => settle(request.status, request.responseText));
		request.onerror = () => end(() => offline(null));
		request.send(file);
	});
}

/** All three, as views are given them. */
export const api = { get, post, upload };
