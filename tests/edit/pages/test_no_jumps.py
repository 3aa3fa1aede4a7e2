"""What is pressed is in view, and nothing moves under a mouse that is about to press: what comes later has its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator.edit.tutorial_list import tutorial_id
from tests.helpers.editor_windows import Window, window_on
from tests.helpers.shipped import TUTORIALS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.enable_socket]
STEPS = """![](03-unirse.png)
- tap: Unirse | Join

![](05-espere.png)
- wait:
"""
SCRIPT = "\n".join(["# es: Entrar a la clase\n# en: Join the class\n", STEPS, STEPS, STEPS, STEPS])
"""Eight steps, more than fit below each other."""
PLACES = """() => Object.fromEntries([...document.querySelectorAll(
    ".top a, .top button, .steps-side button, .picture-side button, .picture-side summary, .kinds label, .marks-list button, " +
    ".marks-list summary, .sentences textarea, .sentences .field-head button, .card-side label, .card-side button"
)].filter((each) => each.checkVisibility()).map((each, at) => {
    const {x, y, width, height} = each.getBoundingClientRect();
    return [`${at} ${each.tagName} ${each.innerText || each.id}`, [x, y, width, height].map(Math.round).join(" ")];
}))"""
"""Where whatever can be pressed is (nothing in a closed list); two with the same words are told apart by their number."""
SCROLLBARS = """() => {
    const scrolls = (each) => each === document.documentElement
        || (/auto|scroll/.test(getComputedStyle(each).overflowY) && getComputedStyle(each).scrollbarWidth !== "none");
    return [document.documentElement, ...document.querySelectorAll("#app *")]
        .filter((each) => each.scrollHeight > each.clientHeight + 1 && scrolls(each))
        .map((each) => each.className);
}"""


@pytest.fixture
def tutorial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "ours" / "clase"
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    for name in ("03-unirse.png", "05-espere.png"):
        (folder / name).write_bytes((TUTORIALS / "join-class-on-zoom" / name).read_bytes())
    return folder


@pytest.fixture(params=["en-US", "es-MX"])
def window(browser: Any, tutorial: Path, request: pytest.FixtureRequest) -> Iterator[Window]:
    with window_on(browser, tutorial.parent, request.param, viewport={"width": 1366, "height": 768}) as opened:
        opened.open(tutorial_id(tutorial), "step/1")
        page = opened.page
        page.locator(".overlay .mark").wait_for()
        page.locator(".phone[aria-busy=false] img").wait_for()
        page.locator(".reading").wait_for(state="detached")
        page.locator(".small.play:not(.draft)").nth(1).or_(page.locator(".small.play").nth(1)).first.wait_for()
        yield opened


def test_findings_suggestions_and_spoken_sentences_move_no_control(window: Window) -> None:
    page = window.page
    assert [name.split()[0] for name in page.evaluate(SCROLLBARS)] == ["step-view"], "one scrollbar is enough"
    field = page.locator("#sentence-es")
    page.locator(".sentences textarea").last.scroll_into_view_if_needed()
    field.click()
    before = page.evaluate(PLACES)
    assert len(before) > 40
    page.keyboard.type("Haga clic en el navegador.")
    page.locator(".finding").first.wait_for()
    page.locator(".pairs button").first.wait_for()
    window.saved()
    assert changed(before, page.evaluate(PLACES)) == {}

    page.locator("#sentence-en").click()  # suggestions for one language go, those for the other come
    page.locator(".field-block", has=page.locator("#sentence-en")).locator(".pairs button").first.wait_for()
    assert page.locator("#sentence-en").evaluate("(field) => field === document.activeElement")
    assert changed(before, page.evaluate(PLACES)) == {}

    field.fill("")
    page.locator(".sentences .note").first.wait_for()
    window.saved()
    assert "Unirse" in field.get_attribute("placeholder"), "what is said without a sentence"
    assert changed(before, page.evaluate(PLACES)) == {}


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What is elsewhere by now. What is pressed says something else after it (undo), so places are compared by number."""
    assert len(before) == len(after), json.dumps([before, after], indent=1)
    pairs = zip(before.items(), after.values(), strict=True)
    return {name: (place, now) for (name, place), now in pairs if place != now}


def test_what_to_do_with_a_landscape_picture_is_in_view_on_a_laptop(browser: Any, tutorial: Path) -> None:
    Image.new("RGB", (1600, 900), "white").save(tutorial / "05-espere.png")
    with window_on(browser, tutorial.parent, "en-US", viewport={"width": 1366, "height": 768}) as window:
        window.open(tutorial_id(tutorial), "step/2")
        window.page.locator(".step-view.wide").wait_for(timeout=30_000)
        for selector in (".picture-frame img", ".kinds label >> nth=0", ".kinds label >> nth=-1", "#sentence-en"):
            box = window.page.locator(selector).bounding_box()
            assert box is not None and box["y"] >= 64 and box["y"] + box["height"] <= 768, (selector, box)


def test_what_starts_a_tutorial_is_in_view_on_a_laptop_however_many_pictures(browser: Any, tutorial: Path) -> None:
    picture = (TUTORIALS / "join-class-on-zoom" / "03-unirse.png").read_bytes()
    with window_on(browser, tutorial.parent, "es-MX", viewport={"width": 1366, "height": 768}) as window:
        window.button("home.new").click()
        start = window.button("new.create")
        start.wait_for()
        for pictures in (0, 30):
            window.drop(".drop", [(f"Screenshot_20261124-1012{at}_com.android.png", picture) for at in range(pictures)])
            window.page.wait_for_function(
                "(wanted) => document.querySelectorAll('.files li').length === wanted", arg=pictures
            )
            box = start.bounding_box()
            assert box["y"] >= 64 and box["y"] + box["height"] <= 768, (pictures, box)
