"""What the page says by itself: notices name what they are about, cover nothing and go; what is odd or replaced is shown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from annotator import assets
from annotator.edit.tutorial_list import tutorial_id
from tests.helpers.editor_windows import FAST_VOICES, Window, window_on
from tests.helpers.shipped import TUTORIALS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.enable_socket]
SHOTS = TUTORIALS / "join-class-on-zoom"
SCRIPT = """# es: Entrar a la clase
# en: Join the class

![](03-unirse.png)
- tap: Unirse | Join
- en: Tap your own button.

![](04-otra.png)
- tap: Unirse | Join
"""
UNDER_NOTICE = """() => {
    const {top, bottom} = document.querySelector(".toast p").getBoundingClientRect();
    return [...document.querySelectorAll("main *")].filter((each) => !each.children.length && each.innerText?.trim())
        .filter((each) => each.checkVisibility()).filter((each) => {
            const box = each.getBoundingClientRect();
            const pane = each.closest(".step-view, .steps-side, .whole").getBoundingClientRect();
            return Math.min(box.bottom, pane.bottom) > top + 1 && Math.max(box.top, pane.top) < bottom;
        }).map((each) => each.innerText);
}"""
CUT_OFF = """(words) => words.filter((each) => {
    const copy = document.querySelector(".status").cloneNode();
    document.querySelector(".status").after(copy);
    copy.textContent = each;
    const isCut = copy.scrollHeight > copy.clientHeight + 1 || copy.scrollWidth > copy.clientWidth + 1;
    copy.remove();
    return isCut;
})"""


@pytest.fixture
def window(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "ours" / "clase"
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (folder.parent / "school.toml").write_text(FAST_VOICES, encoding="utf-8")
    for name in ("03-unirse.png", "04-otra.png"):
        (folder / name).write_bytes((SHOTS / "03-unirse.png").read_bytes())
    with window_on(browser, tmp_path / "ours", "es-MX", viewport={"width": 1366, "height": 768}) as opened:
        opened.open(tutorial_id(folder), "step/1")
        yield opened


def framed() -> bytes:
    """A screenshot on which somebody drew a red box."""
    with Image.open(SHOTS / "05-espere.png") as shot:
        picture = shot.convert("RGB")
    ImageDraw.Draw(picture).rectangle((100, 800, 900, 960), outline=(255, 59, 48), width=12)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def list_undone() -> list[str]:
    """What the bar says after each undo, in both languages."""
    tables = [tomllib.loads(assets.asset("languages", lang, "editor.toml").read_text("utf-8")) for lang in ("es", "en")]
    return [
        each["status"][way].replace("{what}", what)
        for each in tables
        for way in ("undo", "redo")
        for what in each["change"].values()
    ]


def test_what_the_page_says(window: Window) -> None:
    page, notice = window.page, window.page.locator(".toast p")
    window.drop(".drop", [("plan.pdf", b"%PDF-1.4"), ("espere.png", framed())])
    notice.filter(has_text=window.t("arrange.not_taken", name="plan.pdf")).wait_for()
    assert window.t("arrange.came_in-one") in notice.inner_text()
    assert page.evaluate(UNDER_NOTICE) == []
    page.locator(".now .todo", has_text=window.t("arrange.framed")).wait_for()

    window.step(1).click()
    page.locator(".now .todo", has_text=window.t("arrange.twin", number=1)).wait_for()

    window.drop(".drop", [("plan.pdf", b"%PDF-1.4")])
    notice.filter(has_text="plan.pdf").wait_for()
    page.get_by_role("link", name=window.t("shell.home")).click()
    page.locator(".cards").wait_for()
    assert not notice.count(), "it belongs to its tutorial"

    page.go_back()
    window.step(0).click()
    page.locator("#sentence-es").click()
    pair = page.locator(".pairs button", has=page.locator("[lang=en]", has_text="Tap the blue button")).first
    pair.wait_for()
    assert pair.locator("del").all_inner_texts() == ["Tap your own button."], "what a press would replace is shown"
    pair.click()
    window.until(lambda: window.state["steps"][0]["narration"]["en"] != "Tap your own button.", "replaced")
    page.keyboard.press("Control+z")
    page.locator(".status", has_text=window.t("status.undo", what=window.t("change.set-sentences"))).wait_for()

    for size in ({"width": 1366, "height": 768}, {"width": 420, "height": 800}):
        page.set_viewport_size(size)
        assert page.evaluate(CUT_OFF, list_undone()) == []

    page.clock.install()
    window.drop(".drop", [("plan.pdf", b"%PDF-1.4")])
    notice.filter(has_text="plan.pdf").wait_for()
    page.clock.fast_forward(25_000)
    notice.wait_for(state="detached")
