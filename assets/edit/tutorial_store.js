import { get, post, ApiError } from "./api.js";

const POLL_MS = 3000;
const RETRY_MS = 2000;

/**
 * A state without what isn't the script: equal cores mean that nobody changed the script in between.
 * @param {TutorialState} state
 * @returns {string}
 */
function scriptOf(state) {
	const { languages, titles, whys, device, platform, checked, steps } = state;
	return JSON.stringify([languages, titles, whys, device, platform, checked, steps.map((step) => ({ ...step, spoken: 0, waiting: 0 }))]);
}

/** One tutorial: its state on the server, and the changes on their way there. Nothing that waits is lost when the server is. */
export class TutorialStore {
	/** @param {string} tid */
	constructor(tid) {
		this.tid = tid;
		this.path = `/api/tutorials/${tid}`;
		/** @type {TutorialState|null} */
		this.state = null;
		/** @type {ApiError|null} why the tutorial can't be opened */
		this.failure = null;
		/** @type {ApiError|null} why the last change was refused; the shell shows it and sets it to null */
		this.refused = null;
		/** @type {ApiError|null} why the first change that waits could not be sent */
		this.trouble = null;
		/** @type {Conflict|null} */
		this.conflict = null;
		/** @type {Waiting[]} */
		this.queue = [];
		/** The script that the queue was made for, and its revision. */
		this.base = "";
		this.revision = 0;
		/** Counts how often what fields hold was thrown away: a field that shows its own text starts anew when it changes. */
		this.epoch = 0;
		this.busy = false;
		this.closed = false;
		/** A request of the first in the queue whose answer never came: it may have been applied. */
		this.unsure = false;
		/** @type {Set<() => void>} */
		this.fields = new Set();
		/** @type {Set<(store: TutorialStore) => void>} */
		this.watchers = new Set();
		/** @type {Set<() => void>} */
		this.idle = new Set();
		/** @type {number|undefined} */
		this.timer = undefined;
		this.recall();
		this.ready = this.load();
	}

	/** @returns {"saved"|"saving"|"unsaved"|"conflict"|"stopped"} */
	get status() {
		if (this.conflict) return "conflict";
		if (this.trouble) return this.trouble.gone ? "stopped" : "unsaved";
		if (this.queue.length || this.fields.size) return "saving";
		return this.state && !this.state.saved ? "unsaved" : "saved";
	}

	/**
	 * @param {(store: TutorialStore) => void} watch
	 * @returns {() => void}
	 */
	subscribe(watch) {
		this.watchers.add(watch);
		return () => void this.watchers.delete(watch);
	}

	tell() {
		this.watchers.forEach((watch) => watch(this));
	}

	/**
	 * A field has text that isn't sent yet: `flush` sends it. Until the returned function is called, a state that changed
	 * elsewhere is not taken over, and undo sends the field first.
	 * @param {() => void} flush
	 * @returns {() => void}
	 */
	hold(flush) {
		this.fields.add(flush);
		this.tell();
		return () => {
			if (this.fields.delete(flush)) this.tell();
		};
	}

	/** Sends what fields hold back. */
	flush() {
		[...this.fields].forEach((flush) => flush());
	}

	/**
	 * Changes that belong together: one undo takes all of them back.
	 * @param {Change|Change[]} changes
	 * @returns {Promise<void>} when nothing waits any more
	 */
	change(changes) {
		return this.enqueue({ changes: Array.isArray(changes) ? changes : [changes] });
	}

	/** @returns {Promise<void>} */
	undo() {
		return this.turn("undo");
	}

	/** @returns {Promise<void>} */
	redo() {
		return this.turn("redo");
	}

	/**
	 * @param {"undo"|"redo"} turn
	 * @returns {Promise<void>}
	 */
	async turn(turn) {
		this.flush();
		if (this.queue.length || this.state?.[turn]) await this.enqueue({ turn });
	}

	/** @param {TutorialState} state that the queue is for */
	rest(state) {
		this.base = scriptOf(state);
		this.revision = state.revision;
	}

	/**
	 * @param {Waiting} waiting
	 * @returns {Promise<void>}
	 */
	enqueue(waiting) {
		if (!this.queue.length && this.state) this.rest(this.state);
		this.queue.push(waiting);
		this.remember();
		this.tell();
		this.send();
		return new Promise((resolve) => this.idle.add(resolve));
	}

	/** Reads the state again. */
	async load() {
		try {
			this.take(await get(this.path));
			this.failure = null;
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			if (!this.state) this.failure = error;
			if (error.gone) this.trouble = error;
		}
		this.tell();
		if (this.queue.length && !this.trouble) this.send();
		else this.plan();
	}

	/** @param {TutorialState} state */
	take(state) {
		this.state = state;
		this.trouble = null;
		if (!this.queue.length || this.conflict || this.base === scriptOf(state)) return;
		if (this.wasOurs(state, this.revision)) this.applied(state);
		else this.clash(state);
	}

	/**
	 * Whether the first that waits was applied already, and only its answer got lost.
	 * @param {TutorialState} newest
	 * @param {number} revision that it was sent with
	 * @returns {boolean}
	 */
	wasOurs(newest, revision) {
		const first = this.queue[0];
		const last = "changes" in first ? first.changes.at(-1)?.do : null;
		return this.unsure && newest.revision === revision + 1 && newest.undo === last;
	}

	/** @param {TutorialState} theirs */
	clash(theirs) {
		this.conflict = { yours: [...this.queue], theirs };
	}

	async send() {
		if (this.busy || this.closed || this.conflict || !this.state) return;
		this.busy = true;
		while (this.queue.length && !this.conflict && !this.closed) {
			if (!(await this.sendFirst(this.queue[0]))) break;
		}
		this.busy = false;
		if (!this.queue.length) {
			this.idle.forEach((resolve) => resolve());
			this.idle.clear();
		}
		this.tell();
		this.plan();
	}

	/**
	 * @param {Waiting} first
	 * @returns {Promise<boolean>} whether to go on
	 */
	async sendFirst(first) {
		const revision = /** @type {TutorialState} */ (this.state).revision;
		try {
			const state =
				"turn" in first
					? await post(`${this.path}/${first.turn}`, { revision })
					: await post(`${this.path}/changes`, { revision, changes: first.changes });
			this.applied(state);
			return true;
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			return this.judge(revision, error);
		}
	}

	/** @param {TutorialState} state */
	applied(state) {
		this.state = state;
		this.rest(state);
		this.queue.shift();
		this.trouble = null;
		this.unsure = false;
		this.remember();
		this.tell();
	}

	/**
	 * @param {number} revision that was sent
	 * @param {ApiError} error
	 * @returns {Promise<boolean>}
	 */
	async judge(revision, error) {
		if (error.gone || error.code === "busy") {
			this.unsure ||= error.code === "offline";
			this.trouble = error;
			return false;
		}
		if (error.code === "stale" && error.state) return this.rebase(revision, error.state);
		if (error.status === 507) {
			// The server keeps such a change in memory and writes it later; if it did not, it is sent again.
			const now = await get(this.path).catch(() => null);
			if (now && now.revision !== revision) this.applied(now);
			else this.trouble = error;
			return !this.trouble;
		}
		this.queue.shift();
		this.refused = error;
		this.trouble = null;
		this.remember();
		const now = await get(this.path).catch(() => null);
		if (now) {
			this.state = now;
			this.rest(now);
		}
		this.tell();
		return true;
	}

	/**
	 * @param {number} revision
	 * @param {TutorialState} newest
	 * @returns {boolean}
	 */
	rebase(revision, newest) {
		if (this.wasOurs(newest, revision)) {
			this.applied(newest);
			return true;
		}
		const same = this.base === scriptOf(newest);
		this.state = newest;
		if (!same) this.clash(newest);
		return same && newest.revision !== revision;
	}

	/** After a conflict: my changes once more, upon what is there now. */
	keepMine() {
		if (!this.state) return;
		this.conflict = null;
		this.unsure = false;
		this.rest(this.state);
		this.send();
	}

	/** After a conflict: what is there now stays, my changes go. */
	keepTheirs() {
		this.conflict = null;
		this.queue = [];
		this.fields.clear();
		this.epoch += 1;
		this.remember();
		this.send();
	}

	plan() {
		clearTimeout(this.timer);
		if (!this.closed) this.timer = setTimeout(() => this.poll(), this.trouble ? RETRY_MS : POLL_MS);
	}

	async poll() {
		if (this.conflict || this.busy) return this.plan();
		if (!this.state) return this.load();
		if (this.queue.length) return this.send();
		try {
			const now = await get(`${this.path}/revision`);
			const mended = this.trouble !== null;
			this.trouble = null;
			const other = now.revision !== this.state.revision || now.saved !== this.state.saved;
			if (other && !this.fields.size && !this.queue.length) return this.load();
			if (mended) this.tell();
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			if (error.gone && !this.trouble) {
				this.trouble = error;
				this.tell();
			}
		}
		return this.plan();
	}

	/** Keeps what waits over a reload of this tab. */
	remember() {
		const key = `waiting ${this.tid}`;
		if (this.queue.length) sessionStorage.setItem(key, JSON.stringify({ queue: this.queue, base: this.base, revision: this.revision }));
		else sessionStorage.removeItem(key);
	}

	recall() {
		const kept = sessionStorage.getItem(`waiting ${this.tid}`);
		if (!kept) return;
		Object.assign(this, JSON.parse(kept), { unsure: true });
	}

	/**
	 * Sends all that fields and the queue hold.
	 * @param {number} [patience] in milliseconds
	 * @returns {Promise<void>} when nothing waits any more, or patience ended
	 */
	settle(patience = 10000) {
		this.flush();
		if (!this.queue.length) return Promise.resolve();
		return new Promise((resolve) => {
			this.idle.add(resolve);
			setTimeout(resolve, patience);
		});
	}

	/** Stops asking the server. What waits is sent first. */
	close() {
		this.flush();
		const end = () => {
			this.closed = true;
			clearTimeout(this.timer);
		};
		if (this.busy) this.idle.add(end);
		else end();
	}
}

/** @type {TutorialStore|null} */
let open = null;

/**
 * The store of a tutorial; one is open at a time, and views share it.
 * @param {string} tid
 * @returns {TutorialStore}
 */
export function openStore(tid) {
	if (open?.tid !== tid) {
		closeStore();
		open = new TutorialStore(tid);
	}
	return /** @type {TutorialStore} */ (open);
}

/** Closes the store that is open, if any. */
export function closeStore() {
	open?.close();
	open = null;
}
