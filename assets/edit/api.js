/** What the server refused; `code` is "offline" where it does not answer. */
export class ApiError extends Error {
	/** @param {Partial<Failure> & {state?: TutorialState}} row @param {number} status */
	constructor({ code, message = "", remedy = "", state }, status) {
		super(message);
		this.code = code || (status === 401 ? "signed-out" : status ? "internal" : "offline");
		this.remedy = remedy;
		this.status = status;
		this.state = state;
	}

	/** The server is away, or doesn't know this page any more: worth another try. */
	get gone() {
		return !this.status || this.status === 401;
	}
}

/** @type {Connection} */
let connection = "here";

/** @param {string} path @param {RequestInit} options @returns {Promise<any>} */
async function request(path, options) {
	let status = 0;
	let row = null;
	try {
		const answer = await fetch(path, { cache: "no-store", ...options });
		status = answer.status;
		row = await answer.json();
	} catch (error) {
		if (/** @type {Error} */ (error).name === "AbortError") throw error;
	}
	const now = !status ? "offline" : status === 401 ? "signed-out" : "here";
	if (now !== connection) {
		connection = now;
		dispatchEvent(new CustomEvent("connection", { detail: now }));
	}
	if (row && status < 300) return row;
	throw new ApiError(row || {}, status);
}

/** @param {string} path @param {AbortSignal} [signal] */
export const get = (path, signal) => request(path, { signal });

/** @param {string} path @param {unknown} data @param {AbortSignal} [signal] */
export function post(path, data, signal) {
	const body = JSON.stringify(data);
	// A page that is being closed still sends its last change; browsers allow 64 KB for that.
	const keepalive = body.length < 15000;
	return request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal, keepalive });
}

/** Sends one file as it is. @param {string} path @param {Blob} file */
export function upload(path, file) {
	const type = file.type.startsWith("image/") ? file.type : "application/octet-stream";
	return request(path, { method: "POST", headers: { "Content-Type": type }, body: file });
}

/** @type {Api} */
export const api = { get, post, upload };
