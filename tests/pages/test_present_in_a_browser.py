"""A session with families as it is led: from disk, without a network, by keys alone, by a remote, and by touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import access, sessions
from tests.helpers.axe import violations

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
SIZES = [(1920, 1080), (480, 270)]
SAID = "document.querySelector('.shown .say.large').innerText"
STYLE = "getComputedStyle(document.querySelector('.shown .say.{} p:not(.note)'))"
PLAYING = "(() => { const a = document.querySelector('audio'); return !a.paused && a.currentTime > 0.1; })()"
SOURCE = "document.querySelector('audio').getAttribute('src')"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a session with two languages and an aside."""
    root = tmp_path_factory.mktemp("session with ñ")
    sessions.write(root)
    return root / "pack" / "present"


@contextmanager
def opened(
    browser: Any, folder: Path, size: tuple[int, int] = SIZES[0], name: str = "index.html", **options: Any
) -> Iterator[Any]:
    """A page from disk, without a network; it must ask for nothing else and complain of nothing."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **options)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((folder / name).as_uri())
    yield page
    context.close()
    assert said == []
    assert {url for url in asked if not url.startswith((folder.as_uri(), "data:"))} == set()


def shown(page: Any) -> str:
    """The name of the slide; there is never more than one."""
    names = page.locator(".slide:visible").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(names) == 1
    return str(names[0])


def wait_until(page: Any, condition: str) -> None:
    """Wait until a condition holds; playwright's own way needs ``eval``, which the page forbids."""
    for _ in range(1200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not within a minute: {condition}")


def press(page: Any, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return shown(page)


def test_keys_alone_lead_through_it(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        assert shown(page) == "start"
        assert page.locator(".begin").is_visible()
        assert press(page, "Space") == "start", "the first press starts the sound"
        assert not page.locator(".begin").is_visible()
        seen = [press(page, key) for key in ("Space", "ArrowRight", "PageDown", "Enter", "Space", "Space", "Space")]
        assert seen == ["step-1", "step-1-now", "step-2", "try-1", "try-1", "end", "end"]
        back = [press(page, key) for key in ("ArrowLeft", "ArrowLeft", "PageUp")]
        assert back == ["try-1", "step-2", "step-1-now"]
        assert [press(page, key) for key in ("Home", "End", "1")] == ["start", "end", "step-1"]
        assert press(page, "9") == "step-1", "there is no such step"
        assert page.evaluate(SAID) == "Toque Unirse."
        assert press(page, "l") == "step-1"
        assert page.evaluate(SAID) != "Toque Unirse."
        assert press(page, "L") == "step-1"
        assert page.evaluate(SAID) == "Toque Unirse."


def test_arrow_down_asks_the_question_and_one_goes_on_where_one_was(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        assert press(page, "ArrowDown") == "start", "there is no question"
        assert press(page, "1", "ArrowDown") == "step-1-if"
        assert page.evaluate(SAID).startswith("¿Se equivocó?")
        assert page.evaluate("getComputedStyle(document.querySelector('.shown'), '::after').borderTopStyle") == "dashed"
        assert page.locator(".shown .number").inner_text() == "1?"
        assert press(page, "ArrowDown") == "step-1-if", "there is only one"
        assert press(page, "ArrowUp") == "step-1"
        assert press(page, "ArrowDown", "Space") == "step-1-now"
        assert press(page, "ArrowDown", "ArrowLeft") == "step-1-now"
        assert press(page, "ArrowDown", "Space") == "step-2"
        page.keyboard.press("1")
        page.mouse.move(300, 300)
        page.locator(".shown .to").click()
        assert shown(page) == "step-1-if"
        assert press(page, "Space") == "step-1-now", "after a click, keys lead on"


def test_sounds_play_in_the_large_language_and_can_be_stopped(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        assert page.evaluate(SOURCE) == "es/title.m4a"
        assert page.evaluate("document.querySelector('audio').paused")
        press(page, "Space")
        wait_until(page, PLAYING)
        for key, source in (
            ("Space", "es/paso-1.m4a"),
            ("l", "en/step-1.m4a"),
            ("Space", "en/raise-hand.m4a"),
            ("r", "en/raise-hand.m4a"),
        ):
            press(page, key)
            wait_until(page, PLAYING)
            assert page.evaluate(SOURCE) == source
        press(page, "p")
        assert page.evaluate("document.querySelector('audio').paused")
        press(page, "p")
        wait_until(page, PLAYING)
        press(page, "m")
        assert page.evaluate("document.querySelector('audio').muted")
        assert page.locator(".silent").is_visible()
        press(page, "m")
        assert not page.evaluate("document.querySelector('audio').muted")
        wait_until(page, "document.querySelector('audio').ended")
        press(page, "p")
        wait_until(page, PLAYING)


def test_a_browser_that_refuses_sound_is_asked_again(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        page.evaluate(
            "() => { window.real = HTMLMediaElement.prototype.play; HTMLMediaElement.prototype.play = "
            "() => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
        )
        press(page, "1")
        page.locator(".begin").wait_for()
        page.evaluate("() => { HTMLMediaElement.prototype.play = window.real; }")
        assert press(page, "Space") == "step-1"
        wait_until(page, PLAYING)


def test_a_blank_screen_shows_nothing_and_any_key_brings_it_back(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        press(page, "Space", "b")
        middle = "document.elementFromPoint(innerWidth / 2, innerHeight / 2).className"
        assert page.evaluate(middle) == "blank"
        assert page.evaluate("document.querySelector('audio').paused")
        assert press(page, "Space") == "start"
        assert page.evaluate(middle) != "blank"
        press(page, ".")
        assert page.evaluate(middle) == "blank", "as a presenter's remote asks"
        press(page, ".")
        assert page.evaluate(middle) != "blank"


def test_h_and_the_question_mark_show_the_keys(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        for key in ("h", "?"):
            press(page, key)
            keys = page.locator("dialog")
            assert keys.is_visible()
            assert "Oír otra vez" in keys.inner_text()
            assert press(page, "ArrowRight") == "start", "keys are for the page below"
            press(page, key)
            assert not keys.is_visible()
        press(page, "h")
        page.locator("label[for=in-en]").click()
        assert "Hear again" in page.locator("dialog").inner_text()
        assert "Oír otra vez" not in page.locator("dialog").inner_text()
        page.locator("#letters").uncheck()
        press(page, "Escape")
        assert not page.locator("dialog").is_visible()
        assert [press(page, key) for key in ("1", "End", "h", "1")] == ["start", "end", "end", "end"]
        assert not page.locator("dialog").is_visible()


def test_the_place_is_kept_when_it_is_loaded_again(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        press(page, "1", "l", "ArrowDown")
        page.reload()
        assert shown(page) == "step-1-if"
        assert page.evaluate(SAID).startswith("Did you make a mistake?")
        assert press(page, "ArrowUp") == "step-1"
        page.goto((session / "index.html").as_uri() + "#en")
        assert page.evaluate(SAID).startswith("Join class"), "as the index opens it"
        assert shown(page) == "start"


def test_buttons_show_for_a_mouse_and_do_what_keys_do(browser: Any, session: Path) -> None:
    with opened(browser, session) as page:
        bar = page.locator(".bar")
        opacity = "getComputedStyle(document.querySelector('.bar')).opacity"
        wait_until(page, f"{opacity} === '0'")
        page.mouse.move(200, 200)
        page.mouse.move(220, 220)
        wait_until(page, f"{opacity} === '1'")
        bar.get_by_role("button", name="Sigue").click()
        assert shown(page) == "start", "the first press starts the sound"
        bar.get_by_role("button", name="Sigue").click()
        assert shown(page) == "step-1"
        bar.get_by_role("button", name="Idioma").click()
        assert page.evaluate(SAID) != "Toque Unirse."
        assert press(page, "Space") == "step-1-now", "Space goes on after a click"
        following = page.evaluate("document.querySelector('.shown ~ .slide:not([data-of])').id")
        page.mouse.click(900, 300)
        assert shown(page) == following, "a click goes on, as Space does"
        wait_until(page, f"{opacity} === '0'")
        for _ in range(3):
            page.keyboard.press("Tab")
        wait_until(page, f"{opacity} === '1'")


def test_fingers_tap_and_swipe(browser: Any, session: Path) -> None:
    with opened(browser, session, (1280, 720), has_touch=True) as page:

        def swipe(x: int, y: int) -> str:
            page.evaluate(
                """([x, y]) => {
                  const at = document.elementFromPoint(640, 300);
                  const one = (x, y) => new Touch({ identifier: 1, target: at, clientX: x, clientY: y });
                  const send = (name, touches, changed) => at.dispatchEvent(
                    new TouchEvent(name, { bubbles: true, cancelable: true, touches, changedTouches: changed }));
                  send("touchstart", [one(640, 300)], [one(640, 300)]);
                  send("touchend", [], [one(640 + x, 300 + y)]);
                }""",
                [x, y],
            )
            return shown(page)

        page.touchscreen.tap(1000, 300)
        assert shown(page) == "start"
        wait_until(page, PLAYING)
        page.touchscreen.tap(1000, 300)
        assert shown(page) == "step-1"
        page.touchscreen.tap(200, 300)
        assert shown(page) == "start"
        assert swipe(-300, 20) == "step-1"
        assert swipe(10, -200) == "step-1-if"
        assert swipe(10, 200) == "step-1"
        assert swipe(-300, 0) == "step-1-now"
        assert swipe(300, 0) == "step-1"
        page.locator(".shown .to").tap()
        assert shown(page) == "step-1-if"


@pytest.mark.parametrize(("size", "lang"), [(SIZES[0], "es"), (SIZES[1], "en")])
def test_everything_is_large_and_inside_the_slide(
    browser: Any, session: Path, size: tuple[int, int], lang: str
) -> None:
    unit = min(size[0] / 1920, size[1] / 1080)
    with opened(browser, session, size) as page:
        for name in page.locator(".slide").evaluate_all("nodes => nodes.map(node => node.id)"):
            page.goto((session / "index.html").as_uri() + f"#{lang}/{name}")
            assert shown(page) == name
            words = page.locator(".shown .words")
            assert words.evaluate(
                "node => node.scrollHeight <= node.clientHeight + 1 && node.scrollWidth <= node.clientWidth + 1"
            )
            large = float(page.evaluate(f"parseFloat({STYLE.format('large')}.fontSize)"))
            small = float(page.evaluate(f"parseFloat({STYLE.format('small')}.fontSize)"))
            assert large >= 60 * unit - 0.1
            assert small < large
            if name.startswith("step") and not name.endswith("now"):
                left, right = (
                    box
                    for box in page.locator(".shown .pictures img:visible").evaluate_all(
                        "nodes => nodes.map(node => node.getBoundingClientRect().toJSON())"
                    )
                )
                assert left["right"] <= right["left"] + 1
                assert right["height"] >= 600 * unit
                assert all(
                    page.locator(".shown img").evaluate_all(
                        "nodes => nodes.map(node => node.complete && node.naturalWidth > 0)"
                    )
                )


def test_the_longest_sentences_find_room(browser: Any, tmp_path: Path) -> None:
    from dataclasses import replace

    from annotator.model import Said

    long = {
        "es": "Escriba la contraseña de su Wi-Fi. Está en la caja del internet. Fíjese en letras grandes y chicas, una por una.",
        "en": "Type the password of your Wi-Fi. It is on the internet box. Watch for capital and small letters, one by one.",
    }
    first, aside, last = sessions.TUTORIAL.steps
    words = tuple(Said(lang, text, 9) for lang, text in long.items())
    steps = (replace(first, narration=words), aside, replace(aside, picture="4.png"), replace(last, narration=words))
    sessions.write(tmp_path, replace(sessions.TUTORIAL, steps=steps))
    with opened(browser, tmp_path / "pack" / "present") as page:
        assert press(page, "1") == "step-1"
        assert page.locator(".shown .words").evaluate("node => node.scrollHeight <= node.clientHeight + 1")
        assert float(page.evaluate(f"parseFloat({STYLE.format('large')}.fontSize)")) >= 60
        assert page.locator(".shown .to").count() == 2


@pytest.mark.parametrize("name", ["index.html", "guide.html"])
def test_axe_finds_nothing_and_the_tab_key_reaches_all(browser: Any, session: Path, name: str) -> None:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
    page = context.new_page()
    page.goto((session / name).as_uri())
    states = ["Home", "1", "ArrowDown", "End", "h"] if name == "index.html" else ["Home"]
    for key in states:
        page.keyboard.press(key)
        page.mouse.move(300, 300)
        page.mouse.move(310, 310)
        assert violations(page) == [], key
        assert key == "h" or access.walk(page) == [], key
    context.close()


def test_nothing_moves_for_those_who_want_that(browser: Any, session: Path) -> None:
    with opened(browser, session, reduced_motion="reduce") as page:
        moving = (
            "nodes => nodes.map(node => getComputedStyle(node))"
            ".filter(style => parseFloat(style.transitionDuration) || style.animationName !== 'none').length"
        )
        assert page.locator("body *").evaluate_all(moving) == 0


def test_the_guide_is_one_printed_page(browser: Any, session: Path) -> None:
    with opened(browser, session, name="guide.html") as page:
        page.locator("label[for=in-en]").click()
        assert "Espere a que levanten la mano." not in page.locator("main").inner_text()
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
        page.get_by_role("link", name="present/index.html").click()
        assert shown(page) == "start"
