import { get, post, ApiError } from "./api.js";

/** The script in a state: where two are equal, nobody changed it in between. @param {TutorialState} state */
const scriptOf = ({ languages, titles, whys, device, platform, checked, steps }) =>
	JSON.stringify([languages, titles, whys, device, platform, checked, steps.map((step) => ({ ...step, spoken: 0, waiting: 0 }))]);

/** One tutorial: its state on the server, and the changes on their way there. What waits survives the server's end. */
export class TutorialStore {
	/** @param {string} tid */
	constructor(tid) {
		this.tid = tid;
		this.path = `/api/tutorials/${tid}`;
		/** @type {TutorialState|null} */
		this.state = null;
		/** @type {ApiError|null} why it can't be opened */
		this.failure = null;
		/** @type {ApiError|null} why the last change was refused; whoever shows it sets it to null */
		this.refused = null;
		/** @type {ApiError|null} why what waits can't be sent yet */
		this.trouble = null;
		/** @type {Conflict|null} */
		this.conflict = null;
		/** @type {Waiting[]} */
		this.queue = [];
		/** The script that the queue is meant for, and its revision. */
		this.base = "";
		this.revision = 0;
		/** Grows when what fields hold was thrown away: they show the state's text again. */
		this.epoch = 0;
		this.busy = false;
		this.closed = false;
		/** Whether an answer got lost, so that the first that waits may have been applied. */
		this.unsure = false;
		/** @type {Set<() => void>} */
		this.fields = new Set();
		/** @type {Set<(store: TutorialStore) => void>} */
		this.watchers = new Set();
		/** @type {Set<() => void>} */
		this.idle = new Set();
		this.timer = 0;
		const kept = sessionStorage.getItem(this.path);
		if (kept) Object.assign(this, JSON.parse(kept), { unsure: true });
		this.load();
	}

	/** @returns {"saved"|"saving"|"unsaved"|"conflict"|"stopped"} */
	get status() {
		if (this.conflict) return "conflict";
		if (this.trouble) return this.trouble.gone ? "stopped" : "unsaved";
		if (this.queue.length || this.fields.size) return "saving";
		return this.state && !this.state.saved ? "unsaved" : "saved";
	}

	/** @param {(store: TutorialStore) => void} watch @returns {() => void} */
	subscribe(watch) {
		this.watchers.add(watch);
		return () => void this.watchers.delete(watch);
	}

	/** Tells everybody, and keeps what waits over a reload of this tab. */
	tell() {
		const { queue, base, revision } = this;
		if (queue.length) sessionStorage.setItem(this.path, JSON.stringify({ queue, base, revision }));
		else sessionStorage.removeItem(this.path);
		this.watchers.forEach((watch) => watch(this));
	}

	/**
	 * A field has text that `flush` sends. Until the returned function is called, undo sends it first, and no state from
	 * elsewhere takes its place.
	 * @param {() => void} flush
	 */
	hold(flush) {
		this.fields.add(flush);
		this.tell();
		return () => void (this.fields.delete(flush) && this.tell());
	}

	/** Sends what fields hold. */
	flush() {
		[...this.fields].forEach((flush) => flush());
	}

	/** Changes that belong together: one undo takes all of them back. @param {Change|Change[]} changes */
	change(changes) {
		return this.enqueue({ changes: [changes].flat() });
	}

	undo() {
		return this.turn("undo");
	}

	redo() {
		return this.turn("redo");
	}

	/** @param {"undo"|"redo"} turn */
	async turn(turn) {
		this.flush();
		if (this.queue.length || this.state?.[turn]) await this.enqueue({ turn });
	}

	/** @param {Waiting} waiting */
	enqueue(waiting) {
		if (!this.queue.length && this.state) this.rest(this.state);
		this.queue.push(waiting);
		this.tell();
		this.send();
		return this.settle();
	}

	/** Sends all that waits. @param {number} [patience] in milliseconds @returns {Promise<void>} */
	settle(patience = 10000) {
		this.flush();
		if (!this.queue.length) return Promise.resolve();
		return new Promise((resolve) => {
			this.idle.add(resolve);
			setTimeout(resolve, patience);
		});
	}

	/** @param {TutorialState} state that the queue is meant for */
	rest(state) {
		this.state = state;
		this.base = scriptOf(state);
		this.revision = state.revision;
		this.unsure = false;
	}

	/** Reads the state again. */
	async load() {
		try {
			const state = await get(this.path);
			this.failure = this.trouble = null;
			this.meet(state);
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			if (!this.state) this.failure = error;
			if (error.gone) this.trouble = error;
		}
		this.tell();
		if (this.queue.length && !this.trouble) this.send();
		else this.plan();
	}

	/** Takes a state over: what waits goes on upon the same script, else it is a conflict. @param {TutorialState} state */
	meet(state) {
		const first = this.queue[0];
		const same = !first || this.base === scriptOf(state);
		const ours = first && "changes" in first && this.unsure && state.revision === this.revision + 1 && state.undo === first.changes.at(-1)?.do;
		if (!same && ours) this.queue.shift(); // Only the answer got lost.
		this.state = state;
		if (same || ours) this.rest(state);
		else this.conflict = { yours: [...this.queue], theirs: state };
	}

	async send() {
		if (this.busy || this.closed || this.conflict || !this.state) return;
		this.busy = true;
		this.trouble = null;
		while (this.queue.length && !this.conflict && !this.trouble) await this.sendFirst(this.queue[0], this.state.revision);
		this.busy = false;
		if (!this.queue.length) this.idle.forEach((resolve) => resolve());
		this.tell();
		this.plan();
	}

	/** @param {Waiting} first @param {number} revision */
	async sendFirst(first, revision) {
		let state;
		try {
			if ("turn" in first) state = await post(`${this.path}/${first.turn}`, { revision });
			else state = await post(`${this.path}/changes`, { revision, changes: first.changes });
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			if (error.code === "stale" && error.state) return this.meet(error.state);
			if (error.gone || error.code === "busy") {
				this.unsure = true;
				this.trouble = error;
				return;
			}
			state = await get(this.path).catch(() => this.state);
			// A full disk: the server keeps the change and writes it later. If it did not, it is sent again.
			if (error.status === 507 && state.revision === revision) {
				this.trouble = error;
				return;
			}
			if (error.status !== 507) this.refused = error;
		}
		this.queue.shift();
		this.rest(state);
		this.tell();
	}

	/** After a conflict: mine once more, upon what is there now. */
	keepMine() {
		this.conflict = null;
		this.rest(/** @type {TutorialState} */ (this.state));
		this.send();
	}

	/** After a conflict: what is there stays, mine goes. */
	keepTheirs() {
		this.conflict = null;
		this.queue = [];
		this.fields.clear();
		this.epoch += 1;
		this.send();
	}

	plan() {
		clearTimeout(this.timer);
		if (!this.closed) this.timer = setTimeout(() => this.poll(), this.trouble ? 2000 : 3000);
	}

	async poll() {
		if (this.conflict || this.busy) return this.plan();
		if (!this.state || this.trouble) return this.load();
		try {
			const now = await get(`${this.path}/revision`);
			const other = now.revision !== this.state.revision || now.saved !== this.state.saved;
			if (other && !this.busy && !this.fields.size) return this.load();
		} catch (error) {
			if (error instanceof ApiError && error.gone) this.trouble = error;
			this.tell();
		}
		this.plan();
	}

	/** Stops asking the server, once what waits is sent or kept. */
	close() {
		this.flush();
		clearTimeout(this.timer);
		this.settle().then(() => {
			this.closed = true;
			clearTimeout(this.timer);
		});
	}
}

/** @type {TutorialStore|null} */
let open = null;

/** The store of a tutorial; one is open at a time, and views share it. @param {string} tid */
export function openStore(tid) {
	if (open?.tid !== tid) closeStore();
	open ??= new TutorialStore(tid);
	return open;
}

/** Closes the store that is open, if any. */
export function closeStore() {
	open?.close();
	open = null;
}
