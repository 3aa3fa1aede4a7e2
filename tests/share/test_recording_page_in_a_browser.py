"""A speaker answers on her phone: from a file, offline, with the page's recorder, the phone's, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from annotator.model import SAMPLE_RATE
from tests.helpers import microphones, recording_pages
from tests.helpers.visits import Visit

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
SHUT = "Object.defineProperty(window, 'isSecureContext', { value: false })"
"""As on a page that was opened from a chat."""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recording_pages.write(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def hearing(browser: Any, need: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser whose microphone hears a tone."""
    sound = tmp_path_factory.mktemp("sound") / "tone.wav"
    tone = np.sin(np.arange(2 * SAMPLE_RATE) * 2 * np.pi * 330 / SAMPLE_RATE).astype(np.float32) * 0.4
    sound.write_bytes(microphones.wav(tone))
    with microphones.microphone(browser, need, sound, microphones.ALLOWED) as program:
        yield program


def move(page: Any, times: int) -> None:
    for _ in range(times):
        page.locator('.now [data-move="1"]').click()


def record(page: Any, milliseconds: int = 1500) -> None:
    page.locator(".now .begin").click()
    page.wait_for_timeout(milliseconds)
    page.locator(".now .begin").click()


def saved(page: Any, button: Any, folder: Path) -> Path:
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_an_answer_is_recorded_heard_and_saved_under_its_number(hearing: Any, page_file: Path, tmp_path: Path) -> None:
    with Visit(hearing, page_file.as_uri(), 360) as visit:
        page = visit.page
        visit.context.set_offline(True)
        assert page.locator(".one:visible").count() == 1
        move(page, 2)
        assert page.locator(".now h2").inner_text() == "Parte 2 de 3"
        assert not page.locator(".now .mine").is_visible()
        record(page)
        page.locator(".now .mine").wait_for()
        path = saved(page, page.locator(".now .keep"), tmp_path)
        assert path.stem == "02-step-1"
        assert path.suffix in (".ogg", ".m4a", ".webm")
        with av.open(str(path)) as sound:
            heard = np.concatenate([frame.to_ndarray().ravel() for frame in sound.decode(audio=0)])
        assert 0.8 < len(heard) / 48_000 < 3
        assert np.abs(heard).max() > 0.05
        page.locator(".now .mine audio").evaluate("sound => sound.play()")
        assert page.locator(".now .begin").inner_text() == "Grabar otra vez"
        move(page, 2)
        assert page.locator("#done").inner_text() == "Ya grabó 1 de 3."
        assert page.locator(".have .made").all_inner_texts() == ["2"]
        assert saved(page, page.locator("#keep-all"), tmp_path).name == path.name
        assert not visit.said, visit.said
        assert all(url.startswith(("file:", "data:", "blob:")) for url in visit.requests), (
            "nothing is asked for or sent"
        )


def test_what_a_muted_microphone_hears_is_no_answer(
    browser: Any, need: Callable[[str], str], page_file: Path, tmp_path: Path
) -> None:
    sound = tmp_path / "nothing.wav"
    sound.write_bytes(microphones.wav(microphones.silence(2)))
    with (
        microphones.microphone(browser, need, sound, microphones.ALLOWED) as program,
        Visit(program, page_file.as_uri(), 360) as visit,
    ):
        move(visit.page, 1)
        record(visit.page)
        visit.page.get_by_text("No se oyó nada.").wait_for()
        assert not visit.page.locator(".now .mine").is_visible()


@pytest.mark.parametrize(("name", "kind"), [("Grabación 7.amr", "audio/amr"), ("audio", "audio/mp4")])
def test_where_a_page_may_not_record_the_phones_recorder_does(
    browser: Any, page_file: Path, tmp_path: Path, name: str, kind: str
) -> None:
    with Visit(browser, "about:blank", 360) as visit:
        page = visit.page
        page.add_init_script(SHUT)
        page.goto(page_file.as_uri())
        move(page, 3)
        assert not page.locator(".now .begin").is_visible()
        box = page.locator(".now .pick").bounding_box()
        assert box["height"] >= 48
        field = page.locator(".now input")
        assert (field.get_attribute("accept"), field.get_attribute("capture")) == ("audio/*", "")
        field.set_input_files({"name": name, "mimeType": kind, "buffer": b"sound"})
        path = saved(page, page.locator(".now .keep"), tmp_path)
        assert path.name == f"03-end{'.amr' if '.' in name else '.m4a'}"
        assert path.read_bytes() == b"sound"


def test_a_refused_microphone_leads_to_the_phones_recorder(browser: Any, page_file: Path) -> None:
    with Visit(browser, page_file.as_uri(), 360) as visit:
        move(visit.page, 1)
        visit.page.locator(".now .begin").click()
        visit.page.get_by_text("No se pudo usar el micrófono.").wait_for()
        assert visit.page.locator(".now .pick").is_visible()


def test_answers_are_handed_to_the_phones_share_sheet_where_there_is_one(hearing: Any, page_file: Path) -> None:
    with Visit(hearing, "about:blank", 360) as visit:
        page = visit.page
        page.add_init_script(
            "window.sent = []; navigator.canShare = data => data.files.length > 0;"
            "navigator.share = data => { window.sent.push(data.files.map(file => file.name)); return Promise.resolve(); };"
        )
        page.goto(page_file.as_uri())
        for _ in range(2):
            move(page, 1)
            record(page, 700)
            page.locator(".now .mine").wait_for()
        page.locator(".now .share").click()
        move(page, 2)
        page.locator("#all").click()
        ending = page.evaluate("window.sent[0][0].split('.').pop()")
        one, two = f"01-title.{ending}", f"02-step-1.{ending}"
        assert page.evaluate("window.sent") == [[two], [one, two]]


def test_without_a_script_all_can_be_seen_and_heard(browser: Any, page_file: Path) -> None:
    with Visit(browser, page_file.as_uri(), 360, java_script_enabled=False) as visit:
        page = visit.page
        assert page.locator(".one:visible").count() == 4
        assert page.locator("audio[controls]:visible").count() == 4
        assert page.locator("button:visible").count() == 0
        assert "un mensaje de voz por cada parte" in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["mix", "pt"])
def test_it_is_accessible_and_fits_small_phones(hearing: Any, tmp_path: Path, lang: str, scheme: str) -> None:
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    path = recording_pages.write(tmp_path, lang)
    text = path.read_text(encoding="utf-8")
    # The tool is put into the page, whose policy allows no eval.
    path.write_text(
        text.replace("script-src &#39;unsafe-inline&#39;", "script-src &#39;unsafe-inline&#39; &#39;unsafe-eval&#39;")
    )
    with Visit(hearing, path.as_uri(), 320, color_scheme=scheme) as visit:
        for screen in range(5):
            if screen == 1:
                record(visit.page, 700)
                visit.page.locator(".now .mine").wait_for()
            result = axe.Axe().run(visit.page, options=rules).response
            found = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in result["violations"]]
            assert not found, found
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
            if screen < 4:
                move(visit.page, 1)
