"""The editor's view of one tutorial in a browser, before a stand-in for its server."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import assets
from annotator.edit import web
from tests.helpers.editor_answers import BUTTON, JOIN, ORIGIN, SHOTS, EditorAnswers

pytestmark = pytest.mark.browser


@pytest.fixture
def server() -> EditorAnswers:
    return EditorAnswers()


@pytest.fixture
def said() -> list[str]:
    """What the page wrote to the console."""
    return []


@pytest.fixture
def page(browser: Any, server: EditorAnswers, said: list[str]) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en", reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    server.serve(page)
    open_step(page, 1)
    yield page
    context.close()
    assert [line for line in said if "422" not in line] == []


def open_step(page: Any, number: int) -> None:
    page.goto(f"{ORIGIN}/#/t/t1/step/{number}")
    page.locator(f"[data-step='{number - 1}'].here, .step-row.here").wait_for()
    page.locator(".overlay").wait_for()


def spot(page: Any, x: float, y: float) -> tuple[float, float]:
    """A place of the picture on the page; ``x`` and ``y`` are shares of its sides."""
    box = page.locator(".overlay").bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def until(page: Any, true: Callable[[], bool]) -> None:
    for _ in range(60):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("never true")


def changed(page: Any, server: EditorAnswers, name: str) -> dict[str, Any]:
    until(page, lambda: bool(server.did(name)))
    return server.did(name)[-1]


def test_hovering_shows_the_touch_target_and_clicking_takes_it(page: Any, server: EditorAnswers) -> None:
    page.mouse.move(*spot(page, 0.5, 0.45))
    page.locator(".overlay .hover").first.wait_for()
    assert "Unirse" in page.locator("figcaption").inner_text()
    page.mouse.click(*spot(page, 0.5, 0.45))
    assert changed(page, server, "set-target") == {"do": "set-target", "step": 0, "target": JOIN}
    page.mouse.click(*spot(page, 0.5, 0.45))
    until(page, lambda: len(server.did("set-target")) == 2)
    assert server.did("set-target")[1]["target"]["kind"] == "point", "the next larger one"


def test_asking_while_hovering_is_throttled(page: Any, server: EditorAnswers) -> None:
    began = time.monotonic()
    for move in range(40):
        page.mouse.move(*spot(page, 0.2 + move / 100, 0.5))
    page.wait_for_timeout(300)
    asked = server.asked.count("POST /api/tutorials/t1/point")
    assert 1 <= asked <= (time.monotonic() - began) / 0.08 + 1


def test_one_question_at_a_time_while_hovering(page: Any, server: EditorAnswers) -> None:
    open_questions: list[str] = []

    def begin(request: Any) -> None:
        if "/point" in request.url:
            open_questions.append(request.url)

    page.on("request", begin)
    page.on("requestfinished", lambda request: "/point" in request.url and open_questions.pop())
    for move in range(30):
        page.mouse.move(*spot(page, 0.2 + move / 100, 0.5))
        assert len(open_questions) <= 1


def test_dragging_draws_a_box(page: Any, server: EditorAnswers) -> None:
    page.mouse.move(*spot(page, 0.1, 0.2))
    page.mouse.down()
    page.mouse.move(*spot(page, 0.3, 0.3))
    page.mouse.move(*spot(page, 0.6, 0.4))
    page.mouse.up()
    target = changed(page, server, "set-target")["target"]
    assert target["kind"] == "box"
    assert abs(target["left"] - 10) < 1 and abs(target["width"] - 50) < 1 and abs(target["height"] - 20) < 1


def test_shift_and_click_adds_a_mark_that_can_be_removed(page: Any, server: EditorAnswers) -> None:
    page.keyboard.down("Shift")
    page.mouse.click(*spot(page, 0.5, 0.45))
    page.keyboard.up("Shift")
    assert changed(page, server, "add-mark")["target"] == JOIN
    page.locator(".marks-list li").nth(1).get_by_role("button", name="Remove").click()
    assert changed(page, server, "remove-mark")["mark"] == 0


def test_a_mark_moves_by_keys(page: Any, server: EditorAnswers) -> None:
    mark = page.locator(".overlay .mark")
    mark.wait_for()
    mark.focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    target = changed(page, server, "set-target")["target"]
    assert target["kind"] == "box"
    assert abs(target["left"] - 100 * (BUTTON[0] / 1080 + 0.01)) < 0.2
    assert abs(target["width"] - min(100 * (BUTTON[2] / 1080 + 0.01), 100 - target["left"])) < 0.2
    mark.focus()
    page.keyboard.press("Delete")
    until(page, lambda: server.did("set-target")[-1]["target"] is None)


def test_every_word_found_is_a_button(page: Any, server: EditorAnswers) -> None:
    page.get_by_text("Choose from a list of words").focus()
    page.keyboard.press("Enter")
    page.locator(".word").nth(1).wait_for()
    page.get_by_label("Search:").fill("nombre")
    assert page.locator(".word").count() == 1
    page.locator(".word").focus()
    page.keyboard.press("Enter")
    assert changed(page, server, "set-target")["target"]["wordings"] == ["Su nombre"]


def test_larger_and_smaller_by_buttons(page: Any, server: EditorAnswers) -> None:
    page.locator(".overlay .mark").wait_for()
    page.get_by_role("button", name=re.compile("^Larger")).click()
    assert changed(page, server, "set-target")["target"]["kind"] == "point"


def test_an_action_is_chosen_by_its_pictogram(page: Any, server: EditorAnswers) -> None:
    page.get_by_role("radio", name="Swipe").click(force=True)
    assert changed(page, server, "set-action") == {"do": "set-action", "step": 0, "kind": "swipe"}
    page.get_by_role("radio", name="Left").click(force=True)
    assert changed(page, server, "set-direction")["direction"] == "left"
    page.get_by_role("radio", name="Say").click(force=True)
    page.get_by_label("The words they say").fill("Hola")
    assert changed(page, server, "set-words")["words"] == "Hola"


def test_arrow_keys_among_the_actions_are_one_change(page: Any, server: EditorAnswers) -> None:
    page.get_by_role("radio", name="Tap", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
    page.keyboard.press("Tab")
    assert changed(page, server, "set-action")["kind"] == "hold"
    page.wait_for_timeout(1200)
    assert len(server.did("set-action")) == 1


def test_the_next_thing_to_do_is_said(page: Any, server: EditorAnswers) -> None:
    go = page.get_by_role("link", name="Next: Step 2")
    go.click()
    page.locator(".next", has_text="Click on the picture what the family presses.").wait_for()
    page.mouse.click(*spot(page, 0.5, 0.45))
    page.get_by_role("link", name="Next: Step 3").click()
    page.locator(".next", has_text="or choose what they do").wait_for()
    page.get_by_role("radio", name="Wait").click(force=True)
    page.get_by_role("link", name="Next: About this tutorial").click()
    page.locator("#title-en").fill("Join")
    page.locator(".choose-step").first.click()
    page.get_by_role("link", name="Next: Check").click()
    page.wait_for_url("**/check")


def test_a_sentence_is_saved_when_typing_pauses_and_findings_offer_better(page: Any, server: EditorAnswers) -> None:
    field = page.locator("#sentence-es")
    assert field.get_attribute("placeholder") == "Toque Unirse."
    field.fill("Haga clic en Unirse.")
    assert changed(page, server, "set-sentence")["text"] == "Haga clic en Unirse."
    page.get_by_role("button", name="Use this").click()
    until(page, lambda: server.did("set-sentence")[-1]["text"] == "Toque Unirse.")
    assert field.input_value() == "Toque Unirse."


def test_a_suggestion_fills_both_languages(page: Any, server: EditorAnswers) -> None:
    page.locator("#sentence-es").focus()
    page.locator(".pairs button").nth(1).wait_for()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert changed(page, server, "set-sentences")["texts"] == {"es": "Frase 2.", "en": "Sentence 2."}
    until(page, lambda: page.locator("#sentence-en").input_value() == "Sentence 2.")


def test_steps_move_by_button_key_and_drag(page: Any, server: EditorAnswers) -> None:
    page.get_by_role("button", name="Down", exact=True).click()
    assert changed(page, server, "move-step") == {"do": "move-step", "step": 0, "to": 1}
    until(page, lambda: page.locator(".step-row.here").get_attribute("data-step") == "1")
    until(page, lambda: page.evaluate("document.activeElement.textContent") == "Down")
    page.locator(".step-row.here .choose-step").focus()
    page.keyboard.press("Alt+ArrowDown")
    until(page, lambda: len(server.did("move-step")) == 2)
    assert server.did("move-step")[1]["to"] == 2
    until(page, lambda: page.locator(".step-row.here").get_attribute("data-step") == "2")
    page.locator("[data-step='2']").drag_to(page.locator("[data-step='0']"), target_position={"x": 40, "y": 4})
    until(page, lambda: len(server.did("move-step")) == 3)
    assert server.did("move-step")[2] == {"do": "move-step", "step": 2, "to": 0}


def test_steps_are_inserted_duplicated_and_deleted(page: Any, server: EditorAnswers) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="The same step once more").click()
    assert changed(page, server, "duplicate-step")["step"] == 0
    page.get_by_role("button", name="Delete the step").click()
    assert changed(page, server, "delete-step")["step"] == 0
    page.get_by_text("Its picture is kept").wait_for()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="A new step after this one").click()
    assert changed(page, server, "insert-step") == {"do": "insert-step", "at": 1, "picture": None}
    page.get_by_text("This step is waiting for its picture. Drop it here.").wait_for()


def test_a_common_question_makes_an_aside_in_both_languages(page: Any, server: EditorAnswers) -> None:
    page.locator(".choose-step").nth(1).click()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Only for some families").click()
    page.get_by_role("button", name="¿Se equivocó?").click()
    questions = changed(page, server, "make-aside")["questions"]
    assert questions == {"es": "¿Se equivocó?", "en": "Did you make a mistake?"}
    page.get_by_label("For whom? The question in English").wait_for()


def test_dropped_pictures_become_steps_and_an_unreadable_one_is_named(page: Any, server: EditorAnswers) -> None:
    server.refuse.add("noise.png")
    page.evaluate(
        """names => { const data = new DataTransfer();
        for (const name of names) data.items.add(new File(["x"], name, {type: "image/png"}));
        const drop = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
        document.querySelector(".work-side").dispatchEvent(drop); }""",
        ["10.png", "2.png", "noise.png"],
    )
    assert len(changed(page, server, "add-pictures")["pictures"]) == 2
    assert len(server.did("add-pictures")) == 1
    page.get_by_text("noise.png was not taken.").wait_for()
    assert page.locator(".coming").count() == 0
    page.locator(".toast").get_by_role("button", name="Close").click()
    page.get_by_text("noise.png was not taken.").wait_for(state="detached")


def test_a_step_that_waits_takes_the_picture(page: Any, server: EditorAnswers) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="A new step after this one").click()
    page.get_by_text("Drop it here.").wait_for()
    page.locator(".steps-side input[type=file]").set_input_files(SHOTS / "05-espere.png")
    assert changed(page, server, "replace-picture")["step"] == 1
    page.locator(".overlay").wait_for()


def test_a_replaced_picture_without_the_target_is_shown_beside_the_old(page: Any, server: EditorAnswers) -> None:
    server.found_again = False
    page.get_by_role("button", name="Use it in this step: 04-permiso.png").click()
    assert changed(page, server, "replace-picture") == {"do": "replace-picture", "step": 0, "picture": "a4"}
    page.get_by_text("See where it is now").wait_for()
    assert page.locator(".compare img").count() == 2
    page.get_by_role("button", name="Point at it again").click()
    page.locator(".overlay").wait_for()


def test_a_replaced_picture_with_the_target_is_told_in_a_line(page: Any, server: EditorAnswers) -> None:
    page.get_by_text("Another picture", exact=True).click()
    page.locator(".picture-side input[type=file]").first.set_input_files(SHOTS / "05-espere.png")
    changed(page, server, "replace-picture")
    page.get_by_text("Found on the new picture").wait_for()


@pytest.mark.parametrize(
    ("row", "told"),
    [({"turn": 90}, "This picture was turned"), ({"unsure": True}, "This picture may lie on its side or upside down")],
)
def test_a_picture_on_its_side_is_told_and_turned_by_a_button(
    page: Any, server: EditorAnswers, row: dict[str, Any], told: str
) -> None:
    side = page.locator(".picture-side")
    assert side.get_by_role("status").count() == 0
    server.state["pictures"]["a1"] |= row
    page.reload()
    side.get_by_role("status").get_by_text(told).wait_for()
    assert f"turn={row.get('turn', 0)}" in side.locator(".picture-frame img").get_attribute("src")
    side.get_by_role("button", name="Turn", exact=True).click()
    assert changed(page, server, "replace-picture")["picture"] == "a1-turned"
    side.get_by_role("status").wait_for(state="detached")


def test_the_card_says_what_it_needs_first(page: Any, server: EditorAnswers) -> None:
    page.locator(".phone img").wait_for()
    page.locator(".choose-step").nth(1).click()
    page.locator(".phone").get_by_text("Click on the picture what the family presses.").wait_for()
    server.card_status = 422
    page.locator(".choose-step").nth(0).click()
    page.get_by_role("radio", name="Enlarged").click(force=True)
    page.get_by_text("No card. Point.").wait_for()


def test_about_the_tutorial(page: Any, server: EditorAnswers) -> None:
    page.get_by_role("button", name="About this tutorial").click()
    page.locator("#title-en").fill("Join class")
    assert changed(page, server, "set-title") == {"do": "set-title", "lang": "en", "text": "Join class"}
    page.get_by_label("Made on").select_option("Chromebook")
    assert changed(page, server, "set-device")["text"] == "Chromebook"
    page.get_by_role("button", name="I checked it today").click()
    assert changed(page, server, "set-checked")["date"] == "today"
    page.get_by_role("button", name="Add Portuguese").click()
    assert changed(page, server, "add-language")["lang"] == "pt"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)], ids=str)
def test_axe_finds_nothing(browser: Any, server: EditorAnswers, size: tuple[int, int], scheme: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(
        viewport=dict(zip(("width", "height"), size, strict=True)), color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    server.serve(page)
    open_step(page, 1)
    page.locator(".overlay .mark").wait_for()
    page.get_by_text(re.compile("list of words")).click()
    page.locator(".word").first.wait_for()
    page.wait_for_timeout(500)
    assert axe.run(page).response["violations"] == []
    page.get_by_text("Another picture", exact=True).click()
    server.found_again = False
    page.locator(".picture-side input[type=file]").first.set_input_files(SHOTS / "05-espere.png")
    page.locator(".compare img").nth(1).wait_for()
    assert axe.run(page).response["violations"] == []
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="A new step after this one").click()
    page.locator(".waiting-picture").wait_for()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Only for some families").click()
    page.locator(".ask-whom button").first.wait_for()
    assert axe.run(page).response["violations"] == []
    page.locator(".about-button").click()
    page.locator("#title-es").wait_for()
    assert axe.run(page).response["violations"] == []
    context.close()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_text_of_the_view_is_there(lang: str) -> None:
    used = set()
    for script in (*assets.folder("edit").glob("*.js"), *Path(web.__file__).parent.glob("*.py")):
        used |= set(re.findall(r'"((?:edit|point|action|say|arrange)\.[a-z_]+)"', script.read_text("utf-8")))
    table = assets.table("languages", lang, "editor-steps.toml")
    assert table is not None
    texts = {f"{name}.{key}" for name, rows in table.items() for key in rows}
    assert used - texts == set()
    made = {
        "action.",
        "kept.",
        "missing.",
        "todo.",
        "edit.view_",
        "point.a_",
        "point.again",
        "point.first",
        "point.hover",
        "point.nothing_here",
        "point.picture",
        "edit.device",
        "arrange.deleted",
        "arrange.up",
        "arrange.down",
        "icons.",
        "source.",
    }
    assert {
        text for text in texts - used if not text.endswith("-one") and not any(text.startswith(m) for m in made)
    } == set()
