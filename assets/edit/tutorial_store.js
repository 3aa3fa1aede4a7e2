import { get, post, ApiError } from "./api.js";

/** The script in a state: where two are equal, nobody changed it. */
const scriptOf = ({ languages, titles, whys, device, platform, checked, steps }) =>
	JSON.stringify({ languages, titles, whys, device, platform, checked, steps: steps.map((step) => ({ ...step, spoken: 0, waiting: 0, missing: 0, shown: 0 })) });

/** What a change writes over or depends on: where that is the same in two scripts, it can be made in either. */
function ground({ do: what, step, lang }, script) {
	const { titles, whys, steps } = script;
	const part = what.replace("set-", "");
	const order = steps.map(({ picture }) => picture);
	if (part === what) return [order, steps[step]];
	if (step === undefined) return { title: titles[lang], why: whys[lang] }[part] ?? script[part];
	const { narration = {}, questions = {}, action, ...rest } = steps[step] ?? {};
	const written = { sentence: narration[lang], sentences: narration, question: questions[lang], target: action, action, direction: action, words: action };
	return [order.slice(0, step + 1), part in written ? written[part] : rest];
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
	base: "",
	last: "",
	busy: false,
	closed: false,
	files: [],
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
		if (!this.queue.length && this.state) this.rest(this.state);
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

	rest(state) {
		this.state = state;
		this.base = scriptOf(state);
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

	meet(state) {
		const first = this.queue[0];
		const now = scriptOf(state);
		const grounds = (script, waiting) => JSON.stringify("changes" in waiting ? waiting.changes.map((each) => ground(each, JSON.parse(script))) : script);
		const same = !first || !this.base || this.queue.every((each) => grounds(this.base, each) === grounds(now, each));
		const ours = first && state.last_change === first.id;
		if (ours) this.queue.shift(); // Only the answer got lost.
		if (same || ours) this.rest(state);
		else this.conflict = { yours: [...this.queue], theirs: (this.state = state) };
	},

	async send() {
		if (this.busy || this.conflict || !this.state) return;
		this.busy = true;
		this.trouble = null;
		while (this.queue.length && !this.conflict && !this.trouble) await this.sendFirst(this.queue[0], this.state.revision);
		this.busy = false;
		if (!this.queue.length) this.idle.forEach((resolve) => resolve());
		this.tell();
		this.plan();
	},

	async sendFirst(first, revision) {
		const [to, body] = "turn" in first ? [first.turn, { revision, id: first.id }] : ["changes", { revision, ...first }];
		const name = "turn" in first && this.state?.[first.turn];
		let answer = await post(`${this.path}/${to}`, body).catch((error) => error);
		if (answer instanceof ApiError) {
			const error = answer;
			if (error.state) return this.meet(error.state);
			answer = await get(this.path).catch(() => this.state);
			// A full disk: the server keeps the change and writes it later. If it did not, it is sent again.
			const waits = error.gone || error.code === "busy" || (error.status === 507 && answer.revision === revision);
			if (waits) this.trouble = error;
			else if (error.status !== 507) this.refused = error;
			if (waits) return;
		}
		this.queue.shift();
		this.rest(answer);
		this.turned = "turn" in first && name ? [first.turn, name] : null;
		this.tell();
	},

	keepMine() {
		this.conflict = null;
		if (this.state) this.rest(this.state);
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
