/** What the server refused; `code` is "offline" where it does not answer. */
export class ApiError extends Error {
	/** @param {Partial<Failure> & {state?: TutorialState}} row @param {number} status */
	constructor({ code, message = "", remedy = "", state }, status) {
		super(message);
		this.code = code || (status === 401 ? "signed-out" : status ? "internal" : "offline");
		this.remedy = remedy;
		this.status = status;
		this.state = state;
		/** The server is away, or doesn't know this page any more: worth another try. */
		this.gone = !status || status === 401;
	}
}

/** @type {Connection} */
let connection = "here";

/** @type {(path: string, options: RequestInit) => Promise<any>} */
async function request(path, options) {
	let status = 0;
	let row = null;
	try {
		const headers = { "X-Editor-Language": document.documentElement.lang, ...options.headers };
		const answer = await fetch(path, { cache: "no-store", ...options, headers });
		status = answer.status;
		row = await answer.json();
	} catch (error) {
		if (options.signal?.aborted) throw error;
	}
	const now = !status ? "offline" : status === 401 ? "signed-out" : "here";
	if (now !== connection) dispatchEvent(new CustomEvent("connection", { detail: (connection = now) }));
	if (row && status < 300) return row;
	throw new ApiError(row || {}, status);
}

/** @type {Api} */
export const api = {
	get: (path, signal) => request(path, { signal }),
	post(path, data, signal) {
		const body = JSON.stringify(data);
		// A page that is being closed still sends its last change; browsers allow 64 KB for that.
		const keepalive = body.length < 15000;
		return request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal, keepalive });
	},
	upload(path, file) {
		const type = file.type.startsWith("image/") ? file.type : "application/octet-stream";
		return request(path, { method: "POST", headers: { "Content-Type": type }, body: file });
	},
};
export const { get, post, upload } = api;
