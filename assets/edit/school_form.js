import { get, html, post, t, upload, useEffect, useRef, useState, Button } from "./components.js";
import { useView } from "./view.js";

const PATH = "/api/school";
const TYPING = 500;
/** The server is away. */
const AWAY = 2000;

/** Messages about values begin in lower case, but for names of files. */
export const sentence = ({ message, remedy }) => {
	const [first] = message.split(" ", 1);
	return `${first.includes(".") ? first[0] : first[0].toUpperCase()}${message.slice(1)} ${remedy}`;
};

/**
 * The form of the school. What a person changed is sent with all that the form says; what can't be written, or was
 * changed elsewhere meanwhile, stays in its field and not in the file.
 * @type {UseSchoolForm}
 */
export function useSchoolForm({ notify }) {
	const view = useView(PATH, { notify });
	const [, redraw] = useState({});
	const form = useRef(
		/** @type {any} */ ({ data: null, draft: {}, refused: {}, stale: {}, failed: {}, timer: 0, saved: false }),
	).current;
	useEffect(() => {
		form.data = view.data;
	}, [view.data]);

	const settle = (sent, answer) => {
		form.data = answer;
		form.refused = answer.refused ?? {};
		form.saved = !Object.keys({ ...form.refused, ...form.stale }).length;
		const isRefused = (name) => Object.keys(form.refused).some((path) => `${path}.`.startsWith(`${name}.`));
		const waits = ([name, value]) => name in form.stale || isRefused(name) || sent[name] !== value;
		form.draft = Object.fromEntries(Object.entries(form.draft).filter(waits));
		redraw({});
	};
	const lookAgain = async (error) => {
		if (error.gone) {
			wait(AWAY);
			return form.data;
		}
		if (error.code !== "stale") throw error;
		form.stale = Object.fromEntries(Object.keys(form.draft).map((name) => [name, error]));
		return get(PATH);
	};
	const save = () => {
		clearTimeout(form.timer);
		form.timer = 0;
		let sent = {};
		view.run(
			() => {
				sent = { ...form.draft };
				const says = ({ name, value }) => [name, name in sent && !(name in form.stale) ? sent[name] : value];
				const fields = Object.fromEntries((form.data.fields ?? []).map(says));
				return post(PATH, { seen: form.data.version, fields }).catch(lookAgain);
			},
			(answer) => (answer === form.data ? null : settle(sent, answer)),
		);
	};
	const wait = (pause) => {
		clearTimeout(form.timer);
		form.timer = setTimeout(save, pause);
	};
	const flush = () => form.timer && save();
	const change = (name, value, typing = false) => {
		view.mark();
		form.draft = { ...form.draft, [name]: value };
		delete form.stale[name];
		delete form.failed[name];
		redraw({});
		if (typing) wait(TYPING);
		else save();
	};
	/** Something that has an answer of its own, where what is wrong is said beside a field. */
	const attempt = (name, ask) => {
		const fail = (error) => {
			if (error.gone) throw error;
			form.failed[name] = { level: "problem", message: error.message, remedy: error.remedy };
			return form.data;
		};
		delete form.failed[name];
		view.run(
			() => ask().catch(fail),
			(answer) => settle({}, { ...answer, refused: form.refused }),
		);
	};
	const turn = (way) => {
		if (!form.data) return;
		flush();
		const before = form.data.version;
		const look = async (error) => {
			if (error.code !== "stale") throw error;
			notify(sentence(error));
			return get(PATH);
		};
		view.run(
			() => post(`${PATH}/${way}`, { seen: form.data.version }).catch(look),
			(answer) => {
				Object.assign(form, { draft: {}, stale: {}, failed: {} });
				settle({}, answer);
				if (answer.version !== before) notify(t(`school.${way}ne`));
			},
		);
	};
	useEffect(() => {
		addEventListener("pagehide", flush);
		return () => {
			removeEventListener("pagehide", flush);
			flush();
		};
	}, []);

	/** What is wrong with a field, in words; with a button where it can be written all the same. */
	const problem = (path) => {
		const stale = form.stale[path];
		const found = stale ?? form.failed[path] ?? form.refused[path] ?? view.data.problems[path];
		const again = () => change(path, form.draft[path]);
		const button = () => html`<${Button} kind="small" onClick=${again}>${t("school.again")}<//>`;
		return found && { level: found.level ?? "problem", words: html`${sentence(found)} ${stale && button()}` };
	};
	const rows = Object.fromEntries((view.data?.fields ?? []).map((row) => [row.name, row]));
	const sendPicture = (name, file) => {
		const where = `${PATH}/pictures/${name}?name=${encodeURIComponent(file.name)}`;
		attempt(name, () => upload(where, file));
	};
	return {
		view,
		rows,
		problem,
		change,
		flush,
		turn,
		sendPicture,
		addLanguage: (name) => attempt("language-names", () => post(`${PATH}/languages`, { name })),
		saved: form.saved,
		value: (name) => form.draft[name] ?? rows[name].value,
		noteConsent: (said) => attempt("consent", () => post(`${PATH}/consent`, said)),
		reload: () => view.run(() => get(PATH)),
	};
}
