"""The practice page, as a stubborn visitor walks it, and how five of them are counted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator.edition.edition import Edition
from annotator.edition.scan.step_view import StepScan
from annotator.model import Action, Box, Found, Phone, Said, School, Step, TextTarget, Tutorial
from annotator.pack.products import practice, present
from annotator.text import presses
from tests.helpers import axe, editions, practice_walk
from tests.helpers.practice_walk import Hand
from tests.helpers.visits import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
SCHOOL = School(name="Escuela Los Robles", person="Sra. Rosa", whatsapp="+1 410 555 0100")
LONG = " ".join(["Toque el botón que dice Unirse."] * 12)
KINDS = (
    ("tap", "Unirse"),
    ("hold", "Hablar"),
    ("type", "Nombre"),
    ("swipe", "Aviso"),
    ("tap", "Borrar"),
    ("look", "Salir"),
    ("scroll", "Enviar"),
)
LAPTOP = 7
"""The step on a laptop's screen."""
WIDTHS: dict[Hand, int] = {"touch": 360, "mouse": 1366, "keyboard": 320, "no script": 412}
HARM = Box(60, 300, 140, 44)
"""Where a button to delete lies on every screen, beside what is to be pressed."""


def _step(number: int, kind: str, word: str) -> Step:
    action = Action(kind, TextTarget((word,)), {"swipe": "up", "scroll": "down"}.get(kind), line=10 * number)
    text = LONG if number == 1 else f"Aquí: {word}."
    questions = (Said("es", "¿Se equivocó?", 1), Said("en", "A mistake?", 1)) if word == "Borrar" else ()
    return Step(f"{number}.png", action, (Said("es", text, 2), Said("en", text, 3)), questions=questions, line=number)


TUTORIAL = Tutorial(editions.TUTORIAL.titles, tuple(_step(n, *each) for n, each in enumerate(KINDS, start=1)))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with the practice pages and those for a session; step 1 has two places, and another place on an iPhone."""
    root = tmp_path_factory.mktemp("practice")
    seen, files = editions.drawn(root, TUTORIAL, laptops=(LAPTOP,))
    first = seen[0]
    other = Found(TextTarget(("Otro",)), Box(60, 700, 140, 44), Box(40, 690, 180, 70), "Otro", 1.0)
    harmful = replace(first.screen, texts=(*first.screen.texts, HARM))
    seen[0] = replace(first, marks=(other,), screen=harmful, texts=("Unirse", "Eliminar"))
    worked = [_with_iphone(editions.edition(TUTORIAL, lang, SCHOOL, seen), seen) for lang in ("es", "en")]
    context = editions.product_context(root, worked, files)
    with context.renderer:
        for each in worked:
            context.record_outputs(practice.PRACTICE, practice.PRACTICE.make(each, context), each.lang)
        context.record_outputs(present.PRESENT, present.PRESENT.make(worked, context))
    return context.folder


def _with_iphone(own: Edition, seen: list[StepScan]) -> Edition:
    """The edition with that of an iPhone, on which the place of step 1 is higher."""
    found = seen[0].action
    assert found is not None
    moved = replace(seen[0], action=replace(found, outline=Box(40, 90, 180, 70)), marks=())
    other = editions.edition(TUTORIAL, own.lang, SCHOOL, [moved, *seen[1:]])
    phone = replace(
        other, phone=Phone("iphone", "iPhone"), steps=(other.steps[0], *own.steps[1:]), texts=(), phrases=()
    )
    phones = (Phone("android", "Android"), Phone("iphone", "iPhone"))
    return replace(own, tutorial=replace(own.tutorial, phones=phones), phones=(phone,))


@pytest.fixture
def five(pack: Path, browser: Any) -> Iterator[Visit]:
    """The page for five people, from the disk."""
    with Visit(browser, (pack / "present/five-es.html").as_uri(), 800) as visit:
        yield visit


@pytest.mark.parametrize("hand", practice_walk.HANDS)
def test_every_right_press_goes_on_and_no_wrong_one(pack: Path, browser: Any, hand: Hand) -> None:
    name = "practice-iphone.html" if hand == "touch" else "practice.html"
    address = (pack / "web/es" / name).as_uri()
    options = {"java_script_enabled": hand != "no script", "has_touch": hand == "touch"}
    with Visit(browser, "about:blank", WIDTHS[hand], **options) as visit:
        assert practice_walk.walk(visit.page, address, hand, misses=4) == ["1", "2", "3", "4", "5", "6"], (
            "asides are left out"
        )
        assert visit.page.locator(".end").is_visible()
        assert all(url.startswith(((pack / "web/es").as_uri(), "about:", "data:")) for url in visit.requests)
        assert visit.said == []


def test_pictures_have_no_marks_and_are_small(pack: Path) -> None:
    files = sorted((pack / "web/es").glob("*-practice.jpg"))
    assert [file.name for file in files] == [f"paso-{name}-practice.jpg" for name in ("1-iphone", *range(1, 7))]
    assert all(file.stat().st_size <= practice.MAX_BYTES for file in files)
    assert sum(file.stat().st_size for file in files) <= practice.MAX_TOTAL_BYTES


def test_everybody_can_use_it(pack: Path, browser: Any) -> None:
    address = (pack / "web/es/practice.html").as_uri()
    with Visit(browser, "about:blank", 360, bypass_csp=True) as visit:
        for state in ("", "#1", "#1-again", "#2-mark", "#3-light", "#4-mark", "#5", "#done"):
            visit.page.goto("about:blank")
            visit.page.goto(address + state)
            assert axe.violations(visit.page) == [], state
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360, state
        visit.page.goto((pack / "present/five-es.html").as_uri())
        visit.page.evaluate("document.querySelector('#result').hidden = false")
        assert axe.violations(visit.page) == []


def test_help_comes_little_by_little(pack: Path, browser: Any) -> None:
    with Visit(browser, (pack / "web/es/practice.html").as_uri() + "#2", 360) as visit:
        page, states = visit.page, []
        played = (
            "Array.from(document.querySelectorAll('.s2 audio')).map(sound => sound.currentTime > 0 || !sound.paused)"
        )
        for _ in range(5):
            page.locator(".s2 .wrong:visible").click(position={"x": 20, "y": 20})
            states.append(page.url.partition("#")[2])
        assert states == ["2-again", "2-light", "2-mark", "2-mark", "2-mark"]
        assert page.evaluate(played) == [True]
        end = time.monotonic() + 30
        while not page.evaluate("document.querySelector('.s2 audio').currentTime > 0"):
            assert time.monotonic() < end, "the sound never plays"
            page.wait_for_timeout(50)  # playwright's own way needs eval to look twice, which the page forbids
        page.locator(".s2 .speak").click()
        assert page.evaluate("document.querySelector('.s2 audio').paused"), "a second press stops it"
        assert "wa.me" in page.locator(".s2 .chat").get_attribute("href")
        page.goto("about:blank")
        page.goto((pack / "web/es/practice.html").as_uri() + "#done")
        able, unable = (link.get_attribute("href") for link in page.locator(".end .button").all())
        assert "Ya%20pude%3A%20Entrar" in able
        assert "No%20pude%3A%20Entrar" in unable


def test_the_first_and_the_last_screen_speak_too(pack: Path, browser: Any) -> None:
    with Visit(browser, (pack / "web/es/practice.html").as_uri(), 180) as visit:
        page = visit.page
        for state, place, name in (("", ".start", "practice-begin.m4a"), ("#done", ".end", "practice-end.m4a")):
            page.goto((pack / "web/es/practice.html").as_uri() + state)
            page.locator(f"{place} .big").click()
            sound = page.locator(f"{place} audio")
            assert sound.get_attribute("src") == name
            assert sound.evaluate("sound => sound.currentTime > 0 || !sound.paused")
            assert page.evaluate("document.documentElement.scrollWidth") <= 180, "letters of 200 % on a phone"
            assert all(
                each.evaluate("button => button.scrollWidth <= button.clientWidth")
                for each in page.locator(f"{place} .button").all()
            )


def test_five_people_are_counted_on_the_device_alone(pack: Path, five: Visit) -> None:
    page, requests = five.page, []
    five.context.on("request", lambda request: requests.append(request.url))
    page.locator("#begin").click()
    screen = page.locator(".s1 .screen")
    with Image.open(pack.parent / "1.png") as image:
        scale = screen.bounding_box()["width"] / image.width
    page.locator(".s1 .wrong:visible").click(position={"x": (HARM.x + 20) * scale, "y": (HARM.y + 20) * scale})
    page.locator(".s1 .place").last.click()
    page.locator(".s2").wait_for()
    for _ in range(2):
        page.locator(".s2 .wrong:visible").click(position={"x": 20, "y": 20})
    page.reload()
    page.locator(".s2 [href='#start']").click()
    assert _cells(page) == ["↻ !", "×", "", "", "", ""]
    page.close()
    page = five.context.new_page()
    page.goto((pack / "present/five-es.html").as_uri())
    assert _cells(page) == ["↻ !", "×", "", "", "", ""], "closed and opened again"
    assert page.locator(".verdict:visible").count() == 1
    assert page.locator("#person").inner_text() == "2"

    other = five.context.new_page()
    other.goto((pack / "present/five-en.html").as_uri())
    assert not other.locator("#result").is_visible()
    other.locator("#begin").click()
    other.locator(".s1 .place").last.click()
    other.locator(".s2 .speak").click()
    other.locator(".s2 .speak").click()
    other.locator(".s2 .place").click(delay=700)
    other.locator(".s3 [href='#start']").click()
    assert _cells(other) == ["✓", "↻", "×", "", "", ""], "who asks to hear again isn't right at once"
    other.locator("#begin").click()
    other.locator(".s1 [href='#start']").click()
    other.locator("[data-do=last]").click()
    assert other.locator("#person").inner_text() == "2", "that was only a try"

    page.bring_to_front()
    page.locator("[data-do=copy]").click()
    assert page.locator("[data-told=copied]").is_visible()
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    copied = page.locator("textarea").input_value()
    assert copied.startswith("Probar con cinco personas: Entrar a la clase\n")
    assert "2. Aquí: Hablar." in copied
    assert "×" in copied
    page.locator("textarea").evaluate("area => area.remove()")

    page.evaluate("window.print = () => {}")
    for what, has_sheets in (("table", False), ("paper", True)):
        page.locator(f"[data-do={what}]").click()
        page.emulate_media(media="print")
        assert page.locator(".result").is_visible() is not has_sheets
        assert page.locator(".paper").is_visible() is has_sheets
        printed = page.locator("main").inner_text()
        assert all(
            f"{number}. Aquí: {word}." in printed for number, word in ((2, "Hablar"), (3, "Nombre"), (4, "Aviso"))
        )
        page.emulate_media(media="screen")
    pictures = page.locator(".paper img")
    assert pictures.evaluate_all("images => images.map(image => image.naturalWidth > 0)") == [True] * 5

    for _ in range(2):
        page.locator("[data-do=erase]").click()
    assert not page.locator("#result").is_visible()
    assert page.evaluate("Object.keys(localStorage).map(key => key.split(':')[2])") == ["en"], "the other one's is left"
    for _ in range(2):
        other.locator("[data-do=erase]").click()
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert not [url for url in requests if not url.startswith(("file:", "data:"))]


def _cells(page: Any) -> list[str]:
    """What the table says of the first person, step by step."""
    cells: list[str] = page.locator("#result tbody td:nth-of-type(1)").all_inner_texts()
    return cells


def test_a_full_storage_is_told(pack: Path, browser: Any) -> None:
    with Visit(browser, "about:blank", 800) as visit:
        visit.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
        visit.page.goto((pack / "present/five-es.html").as_uri())
        visit.page.locator("#begin").click()
        visit.page.locator(".s1 .place").first.click()
        visit.page.locator(".s2 [href='#start']").click()
        assert visit.page.locator("#unkept").is_visible()
        assert visit.page.locator("#result tbody td:nth-of-type(1)").first.inner_text() == "✓"


def test_a_room_points_and_one_press_shows_the_place(pack: Path, browser: Any) -> None:
    with Visit(browser, (pack / "present/index.html").as_uri() + "#es/try-3", 960) as visit:
        page, place = visit.page, visit.page.locator("#try-3 .large .place")
        page.keyboard.press("r")
        assert not place.is_visible()
        page.keyboard.press("ArrowRight")
        assert place.is_visible()
        page.keyboard.press("ArrowRight")
        assert page.url.endswith("#es/try-4")


@pytest.mark.parametrize(
    ("word", "harms"), [("Salir", True), ("Leave meeting", True), ("Enviar", False), ("Unirse", False)]
)
def test_what_does_harm(word: str, harms: bool) -> None:
    assert presses.does_harm(word) is harms
