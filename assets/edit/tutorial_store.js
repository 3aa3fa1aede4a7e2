import { get, post, put, ApiError } from "./api.js";
import { clash, edit, fieldOf, findChange, moved, same } from "./document.js";
import { show } from "./state.js";

/** Changes that only the server can make, since they rename files. */
const ATTACHING = ["add-pictures", "replace-picture", "set-language-picture", "set-phone-picture"];
const isAttaching = ({ changes }) => ATTACHING.includes(changes[0].do);

/**
 * Whether what waits can't be made upon another document than the one that it is meant for.
 * @type {(base: Tutorial, queue: Waiting[], theirs: Tutorial) => boolean}
 */
function collides(base, queue, theirs) {
	if (same(base, theirs)) return false;
	if (queue.some((each) => "turn" in each || (isAttaching(each) && moved(base, each.changes[0], theirs)))) return true;
	const edits = queue.flatMap((each) => ("changes" in each && !isAttaching(each) ? each.changes : []));
	try {
		return clash(base, edit(base, edits), theirs);
	} catch {
		return true; // it goes on from what isn't made yet
	}
}

/** @type {(path: string, first: Waiting, revision: number, tutorial: Tutorial) => Promise<any>} */
async function sendOne(path, { id, ...first }, revision, tutorial) {
	if ("turn" in first) return post(`${path}/${first.turn}`, { revision, id });
	const { changes } = first;
	if (isAttaching(first)) return post(`${path}/attach`, { revision, id, ...changes[0] });
	return put(path, { revision, id, change: changes[0].do, field: fieldOf(changes), tutorial: edit(tutorial, changes) });
}

/**
 * Shows what undo or redo changed, unless it is in view, or somebody checks or shares.
 * @type {(tid: string, before: Tutorial, after: Tutorial) => void}
 */
function goTo(tid, before, after) {
	const [, , , part, place = "1"] = location.hash.split("/");
	const at = findChange(before, after, place === "about" ? null : Number(place) - 1);
	if (at !== undefined && (!part || part === "step") && place !== "sounds")
		location.hash = `#/t/${tid}/step/${at === null ? "about" : at + 1}`;
}

/** @type {(tid: string) => Store} */
const makeStore = (tid) => ({
	tid,
	path: `/api/tutorials/${tid}`,
	state: null,
	failure: null,
	refused: null,
	trouble: null,
	conflict: null,
	queue: [],
	base: null,
	last: "",
	busy: false,
	closed: false,
	files: [],
	unseen: [],
	turned: null,
	fields: new Set(),
	watchers: new Set(),
	idle: new Set(),
	timer: 0,

	get status() {
		if (this.conflict) return "conflict";
		if (this.trouble) return this.trouble.gone ? "stopped" : "unsaved";
		if (this.queue.length || this.fields.size) return "saving";
		return this.state && !this.state.saved ? "unsaved" : "saved";
	},

	subscribe(watch) {
		this.watchers.add(watch);
		return () => void this.watchers.delete(watch);
	},

	tell() {
		const { queue, base } = this;
		if (queue.length) sessionStorage.setItem(this.path, JSON.stringify({ queue, base }));
		else sessionStorage.removeItem(this.path);
		this.watchers.forEach((watch) => watch(this));
	},

	hold(flush) {
		this.fields.add(flush);
		this.tell();
		return () => void (this.fields.delete(flush) && this.tell());
	},

	flush() {
		[...this.fields].forEach((flush) => flush());
	},

	change(changes) {
		return this.enqueue({ changes: [changes].flat() });
	},

	async turn(turn) {
		this.flush();
		if (this.queue.length || this.state?.[turn]) await this.enqueue({ turn });
	},

	enqueue(waiting) {
		if (!this.queue.length && this.state) this.base = this.state.tutorial;
		this.queue.push({ ...waiting, id: crypto.randomUUID() });
		this.tell();
		this.send();
		return this.settle();
	},

	async settle(patience = 10000) {
		this.flush();
		if (this.queue.length)
			await new Promise((resolve) => {
				this.idle.add(resolve);
				setTimeout(resolve, patience);
			});
	},

	rest(answer) {
		this.state = show(answer);
		this.base = answer.tutorial;
	},

	async load() {
		const before = this.state;
		const answer = await get(this.path).catch((error) => error);
		// What was sent meanwhile brought a newer state.
		if (this.busy || this.state !== before) return this.plan();
		if (answer instanceof ApiError) {
			if (!this.state) this.failure = answer;
			if (answer.gone) this.trouble = answer;
		} else {
			this.failure = this.trouble = null;
			this.meet(answer);
		}
		this.tell();
		if (this.queue.length && !this.trouble) this.send();
		else this.plan();
	},

	meet(answer) {
		const [first] = this.queue;
		const ours = first && answer.last_change === first.id;
		if (ours) this.queue.shift(); // Only the answer got lost.
		if (ours || !first || !this.base || !collides(this.base, this.queue, answer.tutorial)) this.rest(answer);
		else this.conflict = { yours: [...this.queue], theirs: (this.state = show(answer)) };
	},

	async send() {
		if (this.busy || this.conflict || !this.state) return;
		this.busy = true;
		this.trouble = null;
		while (this.queue.length && !this.conflict && !this.trouble) await this.sendFirst(this.queue[0], this.state);
		this.busy = false;
		if (!this.queue.length) this.idle.forEach((resolve) => resolve());
		this.tell();
		this.plan();
	},

	async sendFirst(first, state) {
		const { revision, tutorial } = state;
		const name = "turn" in first && state[first.turn];
		let answer = await sendOne(this.path, first, revision, tutorial).catch((error) => error);
		if (answer instanceof Error) {
			/** @type {any} */
			const error = answer;
			if (error.state) return this.meet(error.state);
			answer = await get(this.path).catch(() => null);
			// A full disk: the server keeps the change and writes it later. If it did not, it is sent again.
			const waits = error.gone || error.code === "busy" || (error.status === 507 && answer?.revision === revision);
			if (waits) this.trouble = error;
			else if (error.status !== 507) this.refused = error;
			if (waits) return;
		}
		this.queue.shift();
		if (answer && "turn" in first) goTo(this.tid, tutorial, answer.tutorial);
		if (answer) this.rest(answer);
		this.turned = "turn" in first && name ? [first.turn, name] : null;
		this.tell();
	},

	keepMine() {
		this.conflict = null;
		this.base = this.state?.tutorial ?? null;
		this.send();
	},

	keepTheirs() {
		this.conflict = null;
		this.queue = [];
		this.fields.clear();
		this.send();
	},

	plan() {
		clearTimeout(this.timer);
		if (!this.closed || this.queue.length) this.timer = setTimeout(() => this.poll(), this.trouble ? 2000 : 3000);
	},

	async poll() {
		if (this.conflict || this.busy) return this.plan();
		if (!this.state || this.trouble) return this.load();
		const now = await get(`${this.path}/revision`).catch((error) => error);
		if (now.gone) {
			this.trouble = now;
			this.tell();
		}
		const other = now.revision && (now.revision !== this.state.revision || now.saved !== this.state.saved);
		if (other && !this.busy && !this.fields.size) return this.load();
		this.plan();
	},

	close() {
		this.flush();
		this.closed = true;
		this.plan();
	},
});

/** @type {Store|null} */
let open = null;
/** @type {Map<string, Store>} */
const stores = new Map();

/** One is open at a time, and views share it. @type {(tid: string) => Store} */
export function openStore(tid) {
	if (open?.tid === tid) return open;
	closeStore();
	open = stores.get(tid) || makeStore(tid);
	stores.set(tid, open);
	open.closed = false;
	const kept = sessionStorage.getItem(open.path);
	if (kept && !open.queue.length) Object.assign(open, JSON.parse(kept));
	open.load();
	return open;
}

export function closeStore() {
	open?.close();
	open = null;
}
