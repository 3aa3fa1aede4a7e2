"""People record their voice in the editor: a real server, a real browser, and a microphone that hears WAV files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.tutorial_list import tutorial_id
from annotator.script import CONSENT
from tests.helpers.axe import violations
from tests.helpers.editor_windows import IS_FOCUSED, ByKeys, Window
from tests.helpers.live_editor import running
from tests.helpers.microphones import hearing_chromium, spoken, wav
from tests.helpers.recording_people import WATCH, Person
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.pico, pytest.mark.enable_socket]

LINE = "Toque las letras azules que le mandó la maestra."
OTHER = "Espere hasta que la maestra le dé permiso."
SCRIPT = f"""# es: Entrar a la clase

- show: Sra. Rosa

![](03-unirse.png)
- tap: Unirse
- es: {LINE}

![](05-espere.png)
- wait:
- es: {OTHER}

![](06-en-clase.png)
- done:
- es: Ya está en la clase. Diga buenos días.
"""
MEMO = "03-unirse.es.ogg"
LIVE = "() => streams.flatMap((stream) => stream.getTracks()).filter((track) => track.readyState === 'live').length"
NO_WEBM = """(() => {
    const can = HTMLMediaElement.prototype.canPlayType;
    HTMLMediaElement.prototype.canPlayType = function (type) { return type.includes('webm') ? '' : can.call(this, type); };
})()"""
"""As Safari, which recorded webm and did not play it."""
Listen = Callable[..., Any]


@pytest.fixture(scope="module")
def listening(need: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium, whose microphone hears the first step's sentence."""
    sound = tmp_path_factory.mktemp("heard") / "heard.wav"
    sound.write_bytes(wav(spoken(LINE)))
    with hearing_chromium(need, sound) as program:
        yield program


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, own_data: Path) -> Iterator[Path]:
    """A school's folder, with one editor for all tests."""
    place = tmp_path_factory.mktemp("school") / "ours"
    place.mkdir()
    text = 'name = "Los Robles"\nperson = "Sra. Rosa"\nphone = "410-555-0100"\n\n[voices]\nes = "pico"\nen = "pico"\n'
    (place / "school.toml").write_text(text, encoding="utf-8")
    with running(place):
        yield place


@pytest.fixture
def folder(school: Path, request: pytest.FixtureRequest) -> Path:
    """A tutorial of this test's own."""
    place = school / request.node.name[5:35].strip("_")
    place.mkdir()
    (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    for name in re.findall(r"\]\((.*?)\)", SCRIPT):
        draw_buttons(place / name, "Unirse")
    return place


@pytest.fixture
def hears(listening: Any) -> Listen:
    """A window of the editor, at the first step."""

    @contextmanager
    def listen(folder: Path, *scripts: str, **more: Any) -> Iterator[Window]:
        with Window(listening, folder.parent, "es-MX", **more) as window:
            for script in (WATCH, *scripts):
                window.context.add_init_script(script)
            window.page.reload()
            window.open(tutorial_id(folder), "step/1")
            yield window

    return listen


def content(path: Path) -> bytes:
    """What is in a file; nothing while it is replaced."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def listed(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_sentence_is_recorded_listened_to_and_kept(hears: Listen, folder: Path) -> None:
    with hears(folder, NO_WEBM) as window:
        person = Person(window)
        person.open()
        person.say()
        head = bytes(person.answer()["head"])
        assert head[4:8] == b"ftyp", "as Safari records; the other stories have WebM"
        person.hear()
        assert window.page.evaluate(LIVE) == 0, "the microphone is free again"
        assert MEMO not in listed(folder), "nothing before it is kept"
        person.keep()
        window.until(lambda: MEMO in listed(folder), "the memo")
        person.told("say.memo")
    assert "Sra. Rosa" in (folder / CONSENT).read_text(encoding="utf-8")


def sounds_in(folder: Path) -> set[str]:
    """The names of recordings, without what is heard of them."""
    return {name for name in listed(folder) if name.endswith((".ogg", ".webm", ".m4a")) and ".heard" not in name}


def test_it_is_recorded_again_and_an_earlier_one_is_used(hears: Listen, folder: Path) -> None:
    with hears(folder) as window:
        person = Person(window)
        person.open()
        person.say()
        person.hear()
        person.keep()
        window.until(lambda: MEMO in listed(folder), "the memo")
        first = (folder / MEMO).read_bytes()
        person.control.wait_for()
        person.say(3.2)
        person.hear()
        assert (folder / MEMO).read_bytes() == first, "a take that is not kept changes nothing"
        assert not window.page.locator("#consent-who").count(), "whose voice it is was asked once"
        person.keep()
        window.until(lambda: content(folder / MEMO) not in (first, b""), "another memo")
        earlier = window.page.locator(".voice-earlier")
        earlier.locator("summary").click()
        rows = earlier.locator("li")
        shown = rows.first.locator("audio").get_attribute("src")
        rows.first.get_by_role("button", name=window.t("voice.use")).click()
        window.until(lambda: content(folder / MEMO) == first, "the first one is back")
        window.until(
            lambda: rows.first.locator("audio").get_attribute("src") != shown, "the other one is an earlier one"
        )
        assert len(sounds_in(folder / ".takes")) == 2
        rows.first.get_by_role("button", name=window.t("voice.throw")).click()
        assert len(sounds_in(folder / ".takes")) == 2, "nothing goes before it was asked"
        window.button("voice.throw-yes").click()
        window.until(lambda: len(sounds_in(folder / ".takes")) == 1, "thrown away")
        assert window.page.get_by_role("button", name=window.t("shell.undo")).is_disabled()
        assert sounds_in(folder) == {MEMO}


def test_by_keys_alone(hears: Listen, folder: Path) -> None:
    with hears(folder) as window:
        page, keys = window.page, ByKeys(window)
        page.evaluate("addEventListener('pointerdown', () => sessionStorage.mouse = 1, true)")
        person = Person(window)
        keys.press(page.locator(".small.open").first)
        keys.press(person.control)
        page.get_by_role("meter").wait_for()
        page.wait_for_timeout(2500)
        page.keyboard.press("Space")
        window.until(lambda: page.locator(".voice-take audio").evaluate(IS_FOCUSED), "what to do next has the focus")
        page.keyboard.press("Space")
        window.until(person.keep_button.is_enabled, "heard")
        keys.write(page.locator("#consent-who"), "Sra. Rosa")
        keys.press(person.keep_button)
        window.until(lambda: MEMO in listed(folder), "the memo")
        assert page.evaluate("sessionStorage.mouse") is None


# What goes wrong


def test_the_microphone_is_refused_or_the_browser_cant_record(hears: Listen, folder: Path) -> None:
    # Without windows nobody is asked, and nothing is refused.
    refuse = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    with hears(folder, refuse) as window:
        person = Person(window)
        person.open()
        person.control.click()
        person.told("record.NotAllowedError")
        assert person.control.is_visible()
        window.context.add_init_script("delete window.MediaRecorder")
        window.page.reload()
        person.open()
        person.control.click()
        person.told("record.unable")


# Files that were recorded elsewhere


MANY = "# es: Entrar a la clase\n\n- show: Sra. Rosa\n" + "".join(
    f"\n![]({name})\n- wait:\n- es: Frase número {number}.\n"
    for number, name in enumerate(("01-mensaje.png", "03-unirse.png", "05-espere.png"), 1)
)


@pytest.fixture
def memos(folder: Path) -> dict[str, bytes]:
    """Three memos from a phone, for a tutorial of three steps."""
    (folder / "tutorial.md").write_text(MANY, encoding="utf-8")
    for name in re.findall(r"\]\((.*?)\)", MANY):
        draw_buttons(folder / name, "Unirse")
    return {
        f"WhatsApp Ptt 2026-11-24 at 10.{number:02}.00.wav": wav(spoken(f"Frase número {number}."))
        for number in range(1, 4)
    }


# What everybody can use


def test_axe_finds_nothing(hears: Listen, folder: Path, memos: dict[str, bytes]) -> None:
    view = {"viewport": {"width": 1024, "height": 700}, "color_scheme": "dark", "bypass_csp": True}
    with hears(folder, **view) as window:
        person, page = Person(window), window.page

        def look() -> None:
            page.wait_for_timeout(200)
            assert violations(page) == []

        person.open()
        person.control.wait_for()
        look()
        person.control.click()
        page.get_by_role("meter").wait_for()
        page.wait_for_timeout(1500)
        look()
        person.control.click()
        person.keep_button.wait_for()
        look()
        person.hear()
        look()
        person.keep()
        person.control.wait_for()
        look()
        page.locator(".about-button").click()
        person.open()
        look()
        window.drop(".steps-side", list(memos.items())[:2])
        page.locator(".sound-rows li").nth(1).wait_for()
        look()
