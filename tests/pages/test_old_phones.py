"""A mother's walk on a prepaid phone: an old browser, a signal that comes and goes, large letters, pictures that don't come."""

from __future__ import annotations

import io
import itertools
import re
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.visits import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
ES, EN = "zoom-class/es/", "zoom-class/en/"
UNKNOWN = re.compile(
    r"[^{}]*:(?:has\(|focus-visible)[^{}]*\{[^{}]*\}"
    r"|(?<=[{;\s])(?:inset[\w-]*|aspect-ratio|(?:margin|padding|border)-(?:block|inline))\s*:[^;}]*;?"
    r"|(?<=[{;\s])[\w-]+:[^;{}]*\b(?:clamp|min|max)\([^;}]*;?"
)
"""What Chrome 70 or Safari 13 drop of a style sheet, besides ``@supports`` and the gaps of flexible boxes."""
FLEXIBLE = re.compile(r"\{[^{}]*display: (?:inline-)?flex[^{}]*\}")
PAGES = re.compile(r"(/|html|css)$")
NO_SIGNAL = "M2 17h3"
"""How the picture of a lost signal begins."""
SIGN = ".steps .play path"


def forget(style: str) -> str:
    """A style sheet as an old browser takes it."""
    while "@supports" in style:
        before, _, after = style.partition("@supports")
        depth = end = 0
        while not (depth == 0 and after[end] == "}"):
            end += 1
            depth += {"{": 1, "}": -1}.get(after[end], 0)
        style = before + after[end + 1 :]
    return UNKNOWN.sub("", FLEXIBLE.sub(lambda rule: re.sub(r"(?<=[\s;])gap:[^;}]*;?", "", rule[0]), style))


def answer_an_old_phone(route: Any) -> None:
    response = route.fetch()
    text = response.text()
    if route.request.url.endswith(".css"):
        text = forget(text)
    else:
        text = re.sub(r"(?<=<style>).*?(?=</style>)", lambda style: forget(style[0]), text, flags=re.DOTALL)
    route.fulfill(response=response, body=text)


@pytest.fixture
def old(browser: Any) -> Iterator[Any]:
    """A page in a browser that knows no more than the oldest in which everything works."""
    with Visit(browser, "about:blank", 360, has_touch=True) as visit:
        visit.page.route(PAGES, answer_an_old_phone)
        visit.page.add_init_script(
            "window.played = []; HTMLMediaElement.prototype.play = function () {"
            "played.push(this.getAttribute('src')); return Promise.resolve(); };"
        )
        yield visit.page


def overlapping(page: Any, selector: str) -> list[str]:
    boxes = [(node.inner_text(), node.bounding_box()) for node in page.locator(selector).all() if node.is_visible()]
    return [
        f"{one} / {other}"
        for place, (one, a) in enumerate(boxes)
        for other, b in boxes[place + 1 :]
        if a["x"] < b["x"] + b["width"] - 1 and b["x"] < a["x"] + a["width"] - 1
        if a["y"] < b["y"] + b["height"] - 1 and b["y"] < a["y"] + a["height"] - 1
    ]


def test_in_an_old_browser_each_tile_shows_speaks_and_opens_its_own_language(old: Any, address: str) -> None:
    old.goto(address)
    assert overlapping(old, ".tile h2, .tile .play, .go, .look") == []
    assert old.locator(".tile:visible").count() == 2
    old.get_by_role("radio", name="English").tap()
    assert old.locator(".tile h2:visible").all_inner_texts() == ["Join class on Zoom"]
    old.locator(".tile .play:visible").tap()
    assert old.evaluate("played")[-1] == "zoom-class/en/title.m4a"
    old.locator(".go:visible").tap(position={"x": 20, "y": -60})
    old.wait_for_url(f"**/{EN}index.html")
    for path in ("zoom-class/embed.html", "zoom-class/staff.html"):
        old.goto(address + path)
        old.locator("label[for=in-en]").tap()
        assert old.locator(".es:visible").count() == 0


def test_in_an_old_browser_the_start_button_lies_on_the_film(old: Any, address: str) -> None:
    old.goto(address + ES)
    assert overlapping(old, ".title, .why, .screen, .actions a, .languages a") == []
    assert old.locator(".start").bounding_box() == old.locator("video").bounding_box()
    old.locator(".start").tap()
    assert old.evaluate("played") == ["zoom-class.mp4"]


def test_without_a_script_an_old_browser_shows_the_languages_one_below_the_other(browser: Any, address: str) -> None:
    with Visit(browser, "about:blank", 360, java_script_enabled=False) as visit:
        visit.page.route(PAGES, answer_an_old_phone)
        visit.page.goto(address)
        assert visit.page.locator(".tile:visible").count() == 4
        assert overlapping(visit.page, ".tile h2, .go, .look") == []


def tone() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(64_000))
    return buffer.getvalue()


def test_what_a_lost_signal_broke_off_is_asked_for_again(browser: Any, address: str, public: Path) -> None:
    (public / ES / "paso-1.m4a").write_bytes(tone())
    with Visit(browser, address + ES, 360) as visit:
        page, held = visit.page, []
        speaker, sign = page.locator(".steps .play").first, page.locator(SIGN).first
        speaks = sign.get_attribute("d")
        visit.context.set_offline(True)
        speaker.click()
        page.wait_for_function(f"document.querySelector('{SIGN}').getAttribute('d').startsWith('{NO_SIGNAL}')")
        assert page.get_by_text("No hay señal. Toque otra vez.").count() == 1
        visit.context.set_offline(False)
        speaker.click()
        page.wait_for_function("document.querySelector('.steps audio').currentTime > 0")
        assert sign.get_attribute("d") != speaks
        page.clock.install()
        page.route("**/*.mp4", lambda route: held.append(route))
        start = page.locator(".start")
        for again in (1, 2):
            start.click()
            assert not start.is_visible()
            page.clock.fast_forward(13_000)
            start.wait_for()
            assert start.locator("path").get_attribute("d").startswith(NO_SIGNAL)
            assert len(held) == again, "a film that doesn't come is asked for again"


def test_a_language_says_its_name_and_stays_at_the_step(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 360) as visit:
        page = visit.page
        page.locator("[id='3']").evaluate("node => node.scrollIntoView({ behavior: 'instant' })")
        page.locator(".languages a").nth(1).evaluate("node => node.click()")
        page.wait_for_url(f"**/{EN}index.html#3")
        assert any(url.endswith(f"{EN}language.m4a") for url in visit.requests)
    # A browser opens a page that it has kept without a signal, too: this one has been to none.
    with Visit(browser, address + ES, 360) as visit:
        page = visit.page
        other = page.locator(".languages a").nth(1)
        visit.context.set_offline(True)
        other.click()
        page.wait_for_function(f"document.querySelector('#in-en path').getAttribute('d').startsWith('{NO_SIGNAL}')")
        page.wait_for_timeout(2000)
        assert page.url.endswith(ES), "no error page of the browser"
        visit.context.set_offline(False)
        page.locator("[id='2'] .play").first.click()
        page.evaluate("scrollTo(0, 0)")
        other.click()
        page.wait_for_url(f"**/{EN}index.html#2")


@pytest.mark.parametrize(
    ("width", "height", "letters"), [(180, 370, 16), (360, 740, 32), (320, 740, 16), (740, 360, 16)]
)
def test_large_letters_and_a_phone_on_its_side(
    browser: Any, address: str, width: int, height: int, letters: int
) -> None:
    for path in ("", ES):
        with Visit(browser, address + path, width) as visit:
            page = visit.page
            page.set_viewport_size({"width": width, "height": height})
            page.add_style_tag(content=f"html {{ font-size: {letters}px; }}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            titles = [node.bounding_box() for node in page.locator("h1, .tile h2:visible, .steps .words").all()]
            assert min(box["width"] for box in titles) >= 5 * letters
            facts = page.locator("figcaption span").evaluate_all("all => all.map(each => each.getBoundingClientRect())")
            assert all(a["right"] + 4 < b["left"] or a["bottom"] <= b["top"] for a, b in itertools.pairwise(facts))
            page.add_style_tag(content=".actions *, .ask { overflow-wrap: normal !important; }")
            broken = "all => all.filter(node => node.scrollWidth > node.clientWidth).map(node => node.innerText)"
            assert page.locator(".actions span, .ask").evaluate_all(broken) == []
            films = [node.bounding_box() for node in page.locator(".screen").all()]
            assert all(box["height"] <= height for box in films)
            pictures = [node.bounding_box() for node in page.locator(".steps img").all()]
            assert height > width or all(box["height"] <= height for box in pictures)


def test_pictures_that_do_not_come_leave_play_signs(browser: Any, address: str) -> None:
    with Visit(browser, "about:blank", 360) as visit:
        page = visit.page
        page.route(re.compile(r"\.(webp|jpg|svg)$"), lambda route: route.abort())
        page.goto(address)
        sign = "node => parseFloat(getComputedStyle(node, '::before').borderLeftWidth)"
        assert all(node.evaluate(sign) > 30 for node in page.locator(".look:visible").all())
        assert page.locator(".tile:visible img").count() == 0
        page.goto(address + ES)
        assert page.locator(".start svg").is_visible()
        picture = page.locator(".steps img").first
        picture.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('.steps img').complete")
        page.unroute_all()
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_function("document.querySelector('.steps img').naturalWidth > 0")


def test_on_paper_nothing_is_to_be_pressed_and_the_address_is_there(browser: Any, address: str) -> None:
    for path, place in (("", "losrobles.example.org/ayuda"), (ES, "losrobles.example.org/ayuda/zoom-class/es")):
        with Visit(browser, address + path, 800) as visit:
            visit.page.emulate_media(media="print")
            dead = visit.page.locator(".go:visible, button:visible, .choose:visible, .actions a:visible")
            assert dead.count() == 0
            assert visit.page.locator(".on-paper svg").is_visible()
            assert place in visit.page.inner_text(".on-paper")
