import { html, useEffect, useState, Button, post, t } from "./components.js";
import { PictureDrop, inOrder } from "./picture_input.js";
import { openStore } from "./tutorial_store.js";

/** The pictures for a new tutorial, until that has an id; `start` asks for one as soon as there is a picture. @param {NewPicturesProps} props */
export function NewPictures({ tid, start, panel, children }) {
	const [files, setFiles] = useState([]);
	useEffect(() => {
		if (!tid) return;
		// The editor sends them, and tells of those that can't be read.
		openStore(tid).files = files;
		location.hash = `#/t/${tid}`;
	}, [tid]);
	const take = (more) => {
		setFiles((before) => inOrder([...before, ...more]));
		if (start) panel.run(() => post(...start));
	};
	return html`<${PictureDrop} onPictures=${take} onProblem=${panel.notify}>${children}<//>
		<ol class="files">${files.map((file) => html`<li><span dir="auto">${file.name}<//>
			<${Button} kind="quiet" symbol="close" label=${t("new.remove", { name: file.name })} onClick=${() => setFiles(files.filter((each) => each !== file))} /></li>`)}</ol>`;
}
