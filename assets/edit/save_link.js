import { html, Icon } from "./components.js";

/** Saves a file; it can be dragged to other programs, too. */
export function SaveLink({ url, name, title, label, children }) {
	const address = `application/octet-stream:${name}:${location.origin}${url}`;
	const drag = ({ dataTransfer }) => dataTransfer.setData("DownloadURL", address);
	return html`<a
		class="button"
		href=${url}
		download=${name}
		title=${title}
		aria-label=${label}
		draggable
		onDragStart=${drag}
	><${Icon} name="save" />${children}<//>`;
}
