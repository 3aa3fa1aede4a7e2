"""A person listens to a step: at once in the voice of drafts, then as families will hear it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache, default_root
from annotator.edit.recordings import step_sound
from annotator.edit.tutorial_list import tutorial_id
from tests.helpers.editor_windows import Window
from tests.helpers.live_editor import running
from tests.helpers.screens import draw_buttons

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.pico,
    pytest.mark.enable_socket,
    pytest.mark.skipif(find_spec("kokoro_onnx") is None, reason="the extra natural is not installed"),
]
HASH = """async (path) => {
    const sound = await fetch(path).then((answer) => answer.arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", sound));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}"""
SCRIPT = "# es: Entrar\n\n![](01.png)\n- look: Unirse\n- es: Mire el botón Unirse.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "school" / "entrar"
    place.mkdir(parents=True)
    (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    draw_buttons(place / "01.png", "Unirse")
    return place


@pytest.fixture
def window(browser: Any, folder: Path, own_data: Path, request: pytest.FixtureRequest) -> Iterator[Window]:
    """The step, in Spanish; the test's parameter is the voice that the school chose."""
    (folder.parent / "school.toml").write_text(f'[voices]\nes = "{request.param}"\n', encoding="utf-8")
    with running(folder.parent):
        opened = Window(browser, folder.parent, "es-MX")
        opened.open(tutorial_id(folder), "step/1")
        yield opened
        opened.close()


def play(window: Window) -> int:
    """Press Play, and wait for the end of what is heard; returns how many bytes it is."""
    button = window.page.locator(".field-head button").first
    with window.page.expect_response(lambda answer: answer.url.endswith("/plays/0")) as heard:
        button.click()
    window.button("say.stop").wait_for()
    window.until(lambda: button.inner_text() != window.t("say.stop"), "it was played to its end")
    assert heard.value.headers["content-type"] == "audio/mp4"
    return int(heard.value.headers["content-length"])


@pytest.mark.parametrize("window", ["kokoro"], indirect=True)
def test_the_draft_at_once_and_the_natural_voice_when_it_is_there(window: Window, folder: Path) -> None:
    page = window.page
    sentence = page.locator("#sentence-es")
    sentence.fill("Mire el botón azul que dice Unirse, y espere a la maestra.")
    draft = play(window)
    window.until(lambda: page.locator(".field-head .play:not(.draft)").count(), "it has come")
    natural = play(window)
    assert natural != draft
    window.saved()
    heard = page.evaluate(HASH, f"/api/tutorials/{window.tid}/sounds/0?lang=es")
    made = step_sound.make_final(folder, "0", "es", Cache(default_root()))
    assert made is not None and made.path.stat().st_size == natural
    assert heard == hashlib.sha256(made.path.read_bytes()).hexdigest()
