"""The editor's page in a browser, before the real server, and two people who use it: one by mouse, one by keys alone."""

from __future__ import annotations

import base64
import mimetypes
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from annotator import assets
from annotator.edit.web.access import find_running
from tests.helpers.live_editor import running

COUNT_KEYS = "addEventListener('keydown', () => sessionStorage.keys = 1 + Number(sessionStorage.keys || 0), true)"
DROP = """([selector, files]) => {
    const data = new DataTransfer();
    for (const [name, type, text] of files)
        data.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name, {type}));
    const place = document.querySelector(selector);
    for (const kind of ["dragover", "drop"])
        place.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""
ASK = "(path) => fetch(path).then((answer) => answer.json())"
IS_FOCUSED = "(element) => element === document.activeElement"
WAY_TO = """(element) => element === document.activeElement ? "" :
    document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab\""""
"""The key that leads on to an element; none where it has the focus."""
OWN_TEXTS = """() => {
    const seen = [];
    const isOwn = (element) => element.checkVisibility() && !element.closest("#app [lang]");
    const add = (element, text) => text?.trim() && isOwn(element) && seen.push(text.trim());
    const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) add(walker.currentNode.parentElement, walker.currentNode.data);
    for (const each of document.querySelectorAll("#app *"))
        for (const text of [each.ariaLabel, each.title, each.alt]) add(each, text);
    return seen;
}"""
"""What the page itself says; what a tutorial says has its language beside it."""
PATIENCE_MS = 120_000


class Window:
    """One page of the editor of a folder, signed in. ``lang`` is the language that the page must speak.

    ``address`` is the one that the editor printed; without it, the editor of this process's data folder is found.
    """

    def __init__(
        self, browser: Any, folder: Path, locale: str = "en-US", address: str | None = None, **options: Any
    ) -> None:
        given = {"viewport": {"width": 1440, "height": 900}, "locale": locale, "reduced_motion": "reduce", **options}
        self.context = browser.new_context(**given)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(COUNT_KEYS)
        self.page = self.context.new_page()
        self.lang = locale[:2]
        self.said: list[str] = []
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(address or find_running(folder))
        self.page.locator("h1").first.wait_for()

    def t(self, key: str, **values: Any) -> str:
        """A text of the page, in its language."""
        return text_of(self.lang, key, **values)

    @property
    def keys(self) -> int:
        """How many keys were pressed."""
        return int(self.page.evaluate("Number(sessionStorage.keys || 0)"))

    @property
    def tid(self) -> str:
        """The id of the tutorial in view."""
        return str(self.page.url.partition("#/t/")[2].partition("/")[0])

    @property
    def state(self) -> dict[str, Any]:
        """The tutorial in view, as the server has it: each step with what was worked out of it."""
        answer = dict(self.ask(""))
        document = answer["tutorial"]
        rows = zip(document["steps"], answer["steps"], strict=True)
        steps = [{**step, **row, "index": index} for index, (step, row) in enumerate(rows)]
        return {**document, **answer, "steps": steps}

    def ask(self, path: str) -> Any:
        """What the server answers for an address of the tutorial in view."""
        return self.page.evaluate(ASK, f"/api/tutorials/{self.tid}{path}")

    def until(self, true: Callable[[], Any], what: str = "", every: int = 200) -> Any:
        """Wait until something is true, and return it."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while not (got := true()):
            assert time.monotonic() < end, f"never true: {what}"
            self.page.wait_for_timeout(every)
        return got

    def open(self, tid: str, part: str = "") -> None:
        """Go to a part of a tutorial: a step (``"step/2"``), ``"check"`` or ``"share"``."""
        self.page.goto(re.sub(r"#.*", "", self.page.url) + f"#/t/{tid}/{part}")
        self.page.locator(".step-view" if part.startswith("step") else ".narrow h2").first.wait_for()

    def button(self, key: str, **values: Any) -> Any:
        """The button or link with a text, where it can be seen."""
        name = re.compile("^" + re.escape(self.t(key, **values)))
        named = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        return named.filter(visible=True).first

    def step(self, index: int) -> Any:
        """The row of a step."""
        return self.page.locator(f".step-row[data-step='{index}'] .choose-step")

    def drop(self, selector: str, files: Sequence[Path | tuple[str, bytes]]) -> None:
        """Let files go over an element, all at once. Each has its own name, or the given one."""
        rows = [(file.name, file.read_bytes()) if isinstance(file, Path) else file for file in files]
        sent = [
            (name, mimetypes.guess_type(name)[0] or "", base64.b64encode(content).decode()) for name, content in rows
        ]
        self.page.evaluate(DROP, [selector, sent])

    def look(self, lang: str | None = None) -> dict[str, Any]:
        """What a person's eyes know: the words on the picture in view, and where they are."""
        step = self.state["steps"][int(self.page.locator(".step-row.here").get_attribute("data-step"))]
        titles = list(self.state["titles"])
        lang = lang or (self.lang if self.lang in titles else titles[0])
        picture = step["language_pictures"].get(lang, step["picture"])
        path = f"/pictures/{picture}/items?step={step['index']}&lang={lang}"

        def items() -> Any:
            answer = self.ask(path)
            return answer if answer["state"] == "ready" else None

        return dict(self.until(items, "the picture is read", every=150))

    def place(self, words: str, lang: str | None = None) -> dict[str, float]:
        """Where words are in the picture's element."""
        seen = self.look(lang)
        item = next(item for item in seen["items"] if words in item["text"])
        x, y, width, height = item["box"]
        frame = self.page.locator(".overlay").bounding_box()
        scale = frame["width"] / seen["size"][0]
        return {"x": (x + width / 2) * scale, "y": (y + height / 2) * scale}

    def saved(self) -> None:
        """Wait until all is saved."""
        self.page.locator(".status.saved").wait_for()

    def shown(self) -> None:
        """Wait until the steps on the page are those that the server has."""

        def same() -> bool:
            srcs = self.page.locator(".step-row").evaluate_all(
                "(rows) => rows.map((row) => row.querySelector('img')?.src)"
            )
            steps = self.state["steps"]
            return len(srcs) == len(steps) and all(
                step["waiting"] if src is None else step["picture"] in src
                for src, step in zip(srcs, steps, strict=True)
            )

        self.until(same, "the steps are shown")

    def close(self) -> None:
        """Close it; the page must have had no error."""
        self.context.close()
        assert self.said == []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            self.close()
            return
        with suppress(Exception):  # the page may be gone, too
            error.add_note(f"{self.page.url}\n{self.page.locator('#app').inner_text(timeout=5000)}\n{self.said}")
        self.context.close()


class ByMouse:
    """Does everything with the mouse, but for titles."""

    def __init__(self, window: Window) -> None:
        self.window, self.page = window, window.page

    def press(self, target: Any) -> None:
        """Press a button, a link, or what opens a part of the page."""
        target.click()

    def choose(self, radio: Any) -> None:
        """Choose one of a few."""
        self.page.locator("label", has=radio).filter(visible=True).first.click()

    def write(self, field: Any, text: str) -> None:
        """Type into a field."""
        field.click()
        self.page.keyboard.type(text)

    def go(self, index: int) -> None:
        """Go to a step."""
        self.press(self.window.step(index))
        self.page.locator(f".step-row.here[data-step='{index}']").wait_for()

    def point(self, words: str) -> None:
        """Point at words on the picture."""
        self.page.locator(".overlay").click(position=self.window.place(words))


class ByKeys(ByMouse):
    """Touches no mouse: goes about by Tab, arrow keys and Enter."""

    def focus(self, target: Any) -> None:
        """Press Tab, or Shift and Tab, until the focus is there."""
        target.wait_for(state="attached")
        for _ in range(250):
            if not (key := target.evaluate(WAY_TO)):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"no way by keys to {target}")

    def press(self, target: Any) -> None:
        self.focus(target)
        self.page.keyboard.press("Enter")

    def choose(self, radio: Any) -> None:
        if radio.is_checked():
            return
        name = radio.get_attribute("name")
        group = self.page.locator(f"input[name='{name}']")
        chosen = group.and_(self.page.locator(":checked"))
        self.focus(chosen.first if chosen.count() else group.first)
        for _ in range(group.count()):
            if radio.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Space")

    def write(self, field: Any, text: str) -> None:
        self.focus(field)
        self.page.keyboard.type(text)

    def go(self, index: int) -> None:
        here = self.page.locator(".choose-step[tabindex='0']")
        self.focus(here)
        while (now := int(self.page.locator(".step-row.here").get_attribute("data-step"))) != index:
            self.page.keyboard.press("ArrowDown" if now < index else "ArrowUp")
            self.page.locator(f".step-row.here:not([data-step='{now}'])").wait_for()

    def point(self, words: str) -> None:
        self.window.look()
        items = self.page.locator(".marks-list details")
        if items.get_attribute("open") is None:
            self.press(items.locator("summary"))
        self.focus(items.locator(".word").first)
        wanted = items.locator(".word", has_text=words).first
        for _ in range(items.locator(".word").count()):
            if wanted.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")


def text_of(lang: str, key: str, **values: Any) -> str:
    """A text of the editor's tables. What is in braces and not given stays."""
    *tables, name = key.split(".")
    for path in sorted(assets.folder("languages", lang).glob("editor*.toml")):
        rows: Any = assets.table("languages", lang, path.name)
        for table in tables:
            rows = (rows or {}).get(table)
        if rows and isinstance(rows.get(name), str):
            return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), rows[name])
    raise KeyError(key)


@contextmanager
def window_on(browser: Any, folder: Path, locale: str = "en-US", **options: Any) -> Iterator[Window]:
    """The editor of a folder, with a page of it."""
    with running(folder), Window(browser, folder, locale, **options) as window:
        yield window
