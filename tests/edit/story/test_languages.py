"""A secretary who doesn't read Spanish sees that both languages say the same, and asks a colleague for what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.tutorial_list import tutorial_id
from tests.helpers.editor_windows import FAST_VOICES, Window
from tests.helpers.live_editor import running
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
SCRIPT = """# es:
# en: Open the app

![](01.png)
- tap: Apps

![](02.png)
- tap: Traccar Client
- en: Tap your own WhatsApp.
"""
OWN, USUAL = "Tap your own WhatsApp.", "Toque Traccar Client."


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, own_data: Path) -> Iterator[Path]:
    """A school's folder, with one editor for all tests."""
    place = tmp_path_factory.mktemp("school")
    (place / "school.toml").write_text(FAST_VOICES, encoding="utf-8")
    with running(place):
        yield place


@pytest.fixture
def tutorial(school: Path, request: pytest.FixtureRequest) -> Path:
    place = school / request.node.name[5:25]
    place.mkdir()
    (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    draw_buttons(place / "01.png", "Apps")
    draw_buttons(place / "02.png", "Traccar Client")
    return place


@pytest.fixture
def window(browser: Any, school: Path) -> Iterator[Window]:
    opened = Window(browser, school, permissions=["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


def text(tutorial: Path) -> str:
    return (tutorial / "tutorial.md").read_text(encoding="utf-8")


def test_where_languages_differ_is_seen_until_a_person_says_that_it_fits(window: Window, tutorial: Path) -> None:
    page = window.page
    window.open(tutorial_id(tutorial), "step/1")
    for _ in range(2):
        assert page.locator(".step-row .said").first.inner_text() == "Tap Apps.", "the editor's language comes first"
        assert page.locator(".card-side label").first.inner_text() == "English"
        assert page.locator("#sentence-es").get_attribute("placeholder") == "Toque Apps.\n(says: Tap Apps.)"
        page.reload()
        page.locator("#sentence-es").wait_for()

    window.step(1).click()
    told = page.locator(".sentences + .step-problem")
    spanish = page.locator("#sentence-es")
    spanish.wait_for()
    assert not told.count(), "the Spanish isn't written yet"
    spanish.fill(USUAL)
    told.wait_for()
    assert OWN in told.inner_text() and USUAL in told.inner_text()
    for lang in ("es", "en"):
        assert "differs" in page.locator(f"#sentence-{lang}").get_attribute("class"), "either may be the one"
    assert window.t("arrange.differs") in window.step(1).inner_text()
    told.get_by_role("link").click()
    page.locator(".colleague[open] summary:focus").wait_for()
    page.go_back()
    window.button("say.same").click()
    told.wait_for(state="detached")
    page.reload()
    page.locator("#sentence-en").wait_for()
    assert not told.count()
    page.locator("#sentence-en").fill("Tap the app.")
    told.wait_for()
    page.locator("#sentence-en").fill(OWN)
    told.wait_for(state="detached")

    # The Spanish title is missing, and doesn't hold anybody up.
    window.button("edit.next", name=window.t("tabs.check")).click()
    missing = page.get_by_role("textbox", name=window.t("missing.title", language="Spanish"))
    missing.fill("Abrir la app")
    window.button("check.write_title").click()
    missing.wait_for(state="detached")
    window.until(lambda: "# es: Abrir la app" in text(tutorial), "the title")


def test_a_colleague_s_reply_falls_into_its_fields(window: Window, tutorial: Path) -> None:
    page = window.page
    window.open(tutorial_id(tutorial), "step/1")
    page.locator(".about-button").click()
    page.locator(".colleague summary").click()
    window.button("colleague.copy").click()
    page.get_by_text(window.t("share.copied")).wait_for()
    message = page.evaluate("navigator.clipboard.readText()")
    assert message.split("\n\n")[1:] == [
        "1. Tap Apps.\n(Toque Apps.)",
        f"2. {OWN}\n({USUAL})",
        "3. Title: Open the app\n",
    ]

    before = text(tutorial)
    reply = page.get_by_label(window.t("colleague.reply"))
    as_it_is = "1. ¡Está bien así!"
    reply.fill("Toque su WhatsApp.")
    page.locator(".colleague .whose").wait_for()
    told = page.locator(".colleague [aria-live] .todo").all_inner_texts()
    words = window.t("colleague.missing", numbers="1, 2"), window.t("colleague.lacking-one", numbers="3 (the title)")
    assert told == [window.t("colleague.whose"), *words], "nothing is said to be missing above what came"
    reply.fill(
        f"Hola:\n{as_it_is}\n\n> 2 - {OWN}\n({USUAL})\nToque su WhatsApp.\n(Tap your WhatsApp.)\n\n"
        "3) Abrir la app\n¡Saludos!\n\nMarta\n7. Gracias"
    )
    rows = page.locator(".colleague ol li")
    rows.nth(1).wait_for()
    told = page.locator(".colleague").inner_text()
    assert window.t("colleague.missing-one", numbers="1") in told
    whose = page.locator(".colleague .whose li")
    left = ["“Hola:”", "“(Tap your WhatsApp.)”", "“¡Saludos!”", "“Marta”", "“7. Gracias”"]
    assert whose.locator("label").all_inner_texts() == left
    whose.nth(3).locator("select").select_option("3")
    page.get_by_text("Abrir la app Marta", exact=True).wait_for()
    whose.nth(3).locator("select").select_option("0")
    assert rows.nth(0).inner_text().split("\n") == [OWN, USUAL, "Toque su WhatsApp."]
    assert text(tutorial) == before, "it is shown first"
    wanted = rows.all_inner_texts()
    put = window.button("colleague.put")
    put.scroll_into_view_if_needed()
    pressed = put.bounding_box()
    window.button("colleague.put").click()
    window.until(lambda: "- es: Toque su WhatsApp." in text(tutorial), "in its field")
    assert "# es: Abrir la app" in text(tutorial)
    page.get_by_text(window.t("colleague.done", n=2)).wait_for()
    under = "({ x, y }) => document.elementFromPoint(x + 9, y + 9).closest('button, a, input, select')"
    assert page.evaluate(under, pressed) is None, "nothing else comes under the mouse"
    assert rows.all_inner_texts() == wanted, "what was put in is there"
    bottom = page.viewport_size["height"]
    assert all(0 < row.bounding_box()["y"] < bottom for row in rows.all()), "and in view"
    window.button("colleague.copy").click()
    asked = "navigator.clipboard.readText().then((message) => message.split('\\n\\n').slice(1).join())"
    window.until(lambda: "2. " in page.evaluate(asked), "copied")
    window.button("edit.undo").click()
    window.until(lambda: text(tutorial) == before, "all at once")
    rows.first.wait_for(state="detached")

    window.button("colleague.review").click()
    with page.expect_download() as saved:
        window.button("colleague.save").click()
    assert saved.value.path().read_bytes()[:2] == b"\xff\xd8"
