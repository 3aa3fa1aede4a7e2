"""The modules of the editor's page by themselves, in a browser without a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from annotator import assets
from annotator.edit.web.static_files import tables_script

_EDIT = """async ([tutorial, changes]) => {
    const { edit } = await import("/document.js");
    try { return edit(tutorial, changes); } catch (error) { return error.code ?? String(error); }
}"""
_SHOW = "async (answer) => (await import('/state.js')).show(answer)"
_FIND_CHANGE = """async (all) => {
    const at = (await import("/document.js")).findChange(...all);
    return at === undefined ? -1 : at;
}"""
_CLASH = "async (all) => (await import('/document.js')).clash(...all)"
_REPLY = """async ([reply, texts, asked]) => {
    const { readLines, takeLines } = await import("/reply.js");
    const read = readLines(reply, texts, asked);
    return [read.lines, takeLines(read, texts).news];
}"""


class Modules:
    """What the modules do with documents."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def edit(self, document: Any, *changes: dict[str, Any]) -> Any:
        """A document after changes, or the code of the error that refuses them."""
        return self._page.evaluate(_EDIT, [document, changes])

    def show(self, answer: Any) -> Any:
        """What the page shows of the server's answer, with the keys of texts in place of the texts."""
        return self._page.evaluate(_SHOW, answer)

    def reply(self, reply: str, texts: Any, asked: Any) -> Any:
        """The lines of a colleague's reply, and what it changes."""
        return self._page.evaluate(_REPLY, [reply, texts, asked])

    def clash(self, base: Any, mine: Any, theirs: Any) -> bool:
        """Whether two documents changed the same part of a third."""
        return bool(self._page.evaluate(_CLASH, [base, mine, theirs]))

    def find_change(self, before: Any, after: Any, here: int | None) -> int | None:
        """The step that is gone to after an undo; None for what is above all steps, -1 for nothing."""
        found = self._page.evaluate(_FIND_CHANGE, [before, after, here])
        return found if found is None else int(found)


@contextmanager
def page_modules(browser: Any) -> Iterator[Modules]:
    """The modules in a page whose every request is answered from the folder of the assets."""

    def answer(route: Any) -> None:
        name = route.request.url.rpartition("/")[2]
        kind = "text/javascript" if name else "text/html"
        body = "<!doctype html>"
        if name:
            body = tables_script() if name == "tables.js" else (assets.folder("edit") / name).read_text("utf-8")
        route.fulfill(body=body, content_type=kind)

    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", answer)
    page.goto("http://editor.invalid/")
    yield Modules(page)
    context.close()
