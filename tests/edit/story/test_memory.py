"""The page of what the editor remembers, in a browser: everybody can use it, in both of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.json_codec import to_json
from annotator.model import Step
from tests.helpers.editor_program import begin, edit, say
from tests.helpers.editor_windows import ByKeys, Window, text_of
from tests.helpers.live_editor import running
from tests.helpers.recordings import recording

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an editor that remembers a recording, what can be undone, and a place."""
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    # What is forgotten is speech, too: that of all tests is not to be spoken anew.
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "ours"
    folder.mkdir()
    with running(folder) as (_, client):
        path = begin(client, es="Entrar")
        edit(client, path, "insert-step", lambda now: now["steps"].append(to_json(Step("___01.png"), Step)))
        say(client, path, "Espere.")
        client.post(f"{path}/takes?item=0&lang=es", recording())
        yield folder


def visit(browser: Any, folder: Path, **options: Any) -> Window:
    window = Window(browser, folder, **options)
    window.page.goto(re.sub(r"#.*", "", window.page.url) + "#/memory")
    window.page.get_by_role("heading", name=window.t("memory.title")).wait_for()
    return window


def test_by_keys_alone_and_not_before_it_was_asked(browser: Any, folder: Path) -> None:
    window = visit(browser, folder)
    keys, page = ByKeys(window), window.page
    takes = lambda: list(folder.glob("*/.takes/*.ogg"))  # noqa: E731
    keys.press(window.button("memory.forget"))
    page.get_by_text(window.t("memory.ask")).wait_for()
    assert takes()
    keys.press(window.button("memory.keep"))
    window.button("memory.forget").wait_for()
    assert takes()
    keys.press(window.button("memory.forget"))
    keys.press(window.button("memory.sure"))
    page.locator(".toast", has_text=window.t("memory.gone")).wait_for()
    assert takes() == []
    page.get_by_role("button", name="Español").click()
    page.get_by_role("heading", name=text_of("es", "memory.title")).wait_for()
    assert page.evaluate("document.documentElement.lang") == "es"
    window.close()
