/** What the server refused; `code` is "offline" where it does not answer. */
export class ApiError extends Error {
	constructor({ code, message = "", remedy = "", state = undefined }, status) {
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

/**
 * The JSON of an answer, or what `show` makes of its picture or sound: its address.
 * @type {(path: string, options: RequestInit, show?: (file: Blob) => any) => Promise<any>}
 */
async function request(path, options, show = URL.createObjectURL) {
	let status = 0;
	let row = null;
	try {
		const headers = { "X-Editor-Language": document.documentElement.lang, ...options.headers };
		const answer = await fetch(path, { cache: "no-store", ...options, headers });
		status = answer.status;
		row = await (answer.headers.get("Content-Type")?.includes("json") ? answer.json() : answer.blob().then(show));
	} catch (error) {
		if (options.signal?.aborted) throw error;
	}
	const now = !status ? "offline" : status === 401 ? "signed-out" : "here";
	if (now !== connection) dispatchEvent(new CustomEvent("connection", { detail: (connection = now) }));
	if (row && status < 300) return row;
	throw new ApiError(row || {}, status);
}

/** @type {Api["get"]} */
export const get = (path, signal) => request(path, { signal });

/** @type {Api["getFile"]} */
export const getFile = (path) => request(path, {}, (file) => file);

const sendJson = (method, path, data) => {
	const body = JSON.stringify(data);
	// A page that is being closed still sends its last change; browsers allow 64 KB for that.
	return request(path, {
		method,
		headers: { "Content-Type": "application/json" },
		body,
		keepalive: body.length < 20000,
	});
};

/** @type {Api["post"]} */
export const post = (path, data) => sendJson("POST", path, data);

/** @type {Api["put"]} */
export const put = (path, data) => sendJson("PUT", path, data);

/** @type {Api["upload"]} */
export const upload = (path, file) => {
	const type = file.type.startsWith("image/") ? file.type : "application/octet-stream";
	return request(path, { method: "POST", headers: { "Content-Type": type }, body: file });
};
