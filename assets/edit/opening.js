import { Banner, currentLanguage, explain, get, html, Icon, t, useEffect, useState } from "./components.js";
import { Job, Refused, startJob } from "./jobs.js";
import { SaveLink } from "./save_link.js";

/**
 * The page that opens what was made, and makes it again first where something in it has changed.
 * @type {(tid?: string, page?: string) => string}
 */
const addressOf = (tid = "", page = "index.html") => `#/open/${tid || "website"}/${page}`;

/** Opens the website, or a page of a tutorial's pack, beside the editor. @param {OpenProps} props */
export const OpenLink = ({ tid, page, old = false, children }) =>
	html`<a class=${`button ${old ? "main" : ""}`} href=${addressOf(tid, page)} target="_blank">
		<${Icon} name="play" />${children || t(old ? "made.update" : "made.open")}<//>`;

/** The website, to be looked at and to be handed on. */
export const WebsiteLinks = () => html`<${OpenLink}>${t("made.open-website")}<//>
	<${SaveLink} url="/api/archive/website" name="website-web.zip">${t("made.save-website")}<//>`;

/** That the website is older than what it shows, if it is. */
export const OldWebsite = ({ website: { state } }) =>
	state === "old" && html`<${Banner} kind="warning"><p>${t("made.website-old")}<//><${OpenLink} old /><//>`;

/** How often a page in view looks again whether something was made in another one. */
const LOOK_MS = 10000;

/** Counts how often a page is to look again: every few seconds in view, and when a person comes back to it. */
export function useReturns() {
	const [returns, setReturns] = useState(0);
	useEffect(() => {
		const count = () => document.hidden || setReturns((before) => before + 1);
		addEventListener("focus", count);
		const timer = setInterval(count, LOOK_MS);
		return () => {
			removeEventListener("focus", count);
			clearInterval(timer);
		};
	}, []);
	return returns;
}

/** Shows what is made until it is there, then goes on to it. @param {ViewProps & { from: string }} props */
export function Opening({ from }) {
	const tid = from === "website" ? "" : from;
	const page = location.hash.split("/").slice(3).join("/");
	const [job, setJob] = useState("");
	const [error, setError] = useState(/** @type {any} */ (null));
	const path = `/api/made${tid && `?tutorial=${tid}`}`;
	const show = ({ base }) =>
		location.replace(`${base}${page.split("/").map(encodeURIComponent).join("/")}#in-${currentLanguage()}`);
	const look = async () => {
		const made = await get(path);
		if (made.state === "old") setJob(await startJob(tid ? "build" : "website", made.tutorials));
		else show(made);
	};
	useEffect(() => void look().catch(setError), []);
	const ended = ({ state, error: why, result }) => {
		setJob("");
		const [failed] = result?.failed ?? [];
		if (state === "done" && !failed) get(path).then(show, setError);
		else
			setError(failed ? { message: `${failed.name}: ${explain(failed)}` } : (why ?? { message: t("job.interrupted") }));
	};
	return html`<div class="wrap narrow"><h1>${t(tid ? "made.pack" : "website.title")}<//>
		${
			job
				? html`<p>${t("made.updating")}<//><${Job} id=${job} onEnded=${ended} />`
				: error
					? html`<${Refused} error=${tid ? { tutorials: [tid], ...error } : error} /><p>${t("made.failed")}<//>`
					: html`<p role="status">${t("shell.loading")}<//>`
		}
	<//>`;
}
