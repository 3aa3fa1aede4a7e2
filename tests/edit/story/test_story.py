"""The story: four screenshots become a tutorial in two languages. By mouse in Spanish, and by keys alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import assets
from tests.helpers.editor_windows import OWN_TEXTS, ByKeys, ByMouse, Window, window_on

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.pico, pytest.mark.enable_socket]

SHIPPED = assets.root() / "tutorials"
ZOOM = SHIPPED / "join-class-on-zoom"
TITLES = {"es": "Entrar a la clase por Zoom", "en": "Join class on Zoom"}
TAKEN = {
    "captura 2.png": ZOOM / "02-nombre.png",
    "captura 9.png": ZOOM / "05-espere.png",
    "captura 10.png": ZOOM / "03-unirse.png",
    "captura 11.png": SHIPPED / "mute-and-unmute" / "03-prendido.png",
}
"""Four screenshots as a phone names them: two were taken in the wrong order, and the last is a wrong one."""
MAX_KEYS = 150


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the screenshots."""
    folder = tmp_path_factory.mktemp("phone")
    for name, picture in TAKEN.items():
        (folder / name).write_bytes(picture.read_bytes())
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder without any tutorial, of a school that has chosen its voice."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "school.toml").write_text('name = "Los Robles"\n\n[voices]\nes = "pico"\nen = "pico"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    """What the people of this story have written, one after the other."""
    return {}


def tell(window: Window, person: ByMouse, phone: Path) -> int:
    """From the empty page to the finished script; returns how many keys the titles took."""
    page = window.page
    person.press(window.button("home.new"))
    before = window.keys
    for lang, title in TITLES.items():
        person.write(page.locator(f"form input[lang={lang}]"), title)
    titles = window.keys - before
    person.bring(window.button("pictures.choose"), ".drop", [phone / name for name in reversed(TAKEN)])
    names = [str(text) for text in page.locator(".files li span[dir]").all_inner_texts()]
    assert names == list(TAKEN), "ordered as people count"
    person.pick(page.locator("select[name='new.device']"), "Android phone")
    person.press(window.button("new.create"))
    page.locator(".step-row").nth(3).wait_for()

    point(window, person, 0, "type", "Su nombre", ZOOM / "02-nombre.en.png")
    choose_action(window, person, 1, "wait")
    point(window, person, 2, "tap", "Unirse", ZOOM / "03-unirse.en.png")
    choose_action(window, person, 3, "done")

    person.go(2)
    person.press(window.button("arrange.up"))
    page.locator(".step-row.here[data-step='1']").wait_for()
    person.go(3)
    person.press(page.locator(".picture-side summary", has_text=window.t("arrange.picture_menu")))
    person.give(window.button("arrange.replace"), ZOOM / "06-en-clase.png")
    window.until(lambda: window.state["tray"], "the picture was replaced")
    person.go(2)
    person.press(page.locator(".step-row.here summary"))
    person.press(window.button("arrange.to_aside"))
    person.press(page.locator(".ask-whom button").filter(has=page.locator("span[lang]")).first)
    page.locator("#question-en").wait_for()

    taken = 0
    for index, words in ((0, "nombre"), (1, "Unirse"), (2, "Espere"), (3, "Listo")):
        person.go(index)
        taken += say(window, person, words)
    assert taken >= 3
    assert all(
        all(step["narration"].get(lang) or step["spoken"][lang] for lang in TITLES) for step in window.state["steps"]
    )
    window.saved()
    return titles


def choose_action(window: Window, person: ByMouse, index: int, kind: str) -> None:
    person.go(index)
    person.choose(window.page.get_by_role("radio", name=window.t(f"action.{kind}"), exact=True))
    window.until(lambda: (window.state["steps"][index]["action"] or {}).get("kind") == kind, kind)


def point(window: Window, person: ByMouse, index: int, kind: str, words: str, english: Path) -> None:
    """Say what is done in a step, and where; the wording of the English screen comes along by itself."""
    choose_action(window, person, index, kind)
    page = window.page
    person.press(page.locator(".picture-side summary", has_text=window.t("arrange.picture_menu")))
    name = "inglés" if window.lang == "es" else "English"
    person.give(window.button("arrange.language_picture", language=name), english)
    tabs = page.locator("input[name='picture-lang']")
    tabs.nth(1).wait_for(state="attached")
    window.look("en")
    person.choose(tabs.nth(0))
    person.point(words)
    window.until(lambda: window.state["steps"][index]["action"]["target"], "pointed at")


def say(window: Window, person: ByMouse, words: str) -> bool:
    """Take the first sentence with the words, in both languages; where none is offered, the grey one will be said."""
    page = window.page
    index = int(page.locator(".step-row.here").get_attribute("data-step"))
    page.locator(".pairs button").first.wait_for()
    fitting = [at for at, said in enumerate(page.locator(".pairs span[lang=es]").all_inner_texts()) if words in said]
    if not fitting:
        return False
    offered = page.locator(".pairs li").nth(fitting[0]).locator("span[lang]").all_inner_texts()
    assert len(offered) == 2
    person.take_pair(fitting[0])
    window.until(lambda: list(window.state["steps"][index]["narration"].values()) == offered, "the offered sentences")
    return True


def script_of(folder: Path) -> str:
    (path,) = folder.glob("*/tutorial.md")
    return path.read_text(encoding="utf-8")


def check_script(script: str) -> None:
    """What it says was pointed at, taken from what was offered, or is the phrasebook's."""
    assert script.index("captura 10.png") < script.index("captura 9.png"), "swapped"
    assert "06-en-clase.png" in script and "captura 11" not in script, "replaced"
    for line in (
        "- tap: Unirse | Join",
        "- type: Su nombre | Your name",
        "- if es: ",
        "- if en: ",
        "- wait:",
        "- done:",
    ):
        assert line in script, line


def english_of(tables: Any) -> Iterator[str]:
    for text in tables.values():
        if isinstance(text, dict):
            yield from english_of(text)
        else:
            yield text


def test_by_mouse_in_spanish(browser: Any, folder: Path, phone: Path, scripts: dict[str, str]) -> None:
    """No text of the English tables is to be seen, but for those that both languages share."""
    english, spanish = (
        {
            text
            for name in ("editor.toml", "editor-steps.toml", "editor-voice.toml")
            for text in english_of(tomllib.loads(assets.asset("languages", lang, name).read_text(encoding="utf-8")))
        }
        for lang in ("en", "es")
    )
    seen: set[str] = set()
    with window_on(browser, folder, "es-MX") as window:
        page = window.page
        person = ByMouse(window)
        press = person.press

        def press_and_look(target: Any) -> None:
            seen.update(page.evaluate(OWN_TEXTS))
            press(target)

        person.press = press_and_look  # type: ignore[method-assign]
        assert page.evaluate("document.documentElement.lang") == "es"
        titles = tell(window, person, phone)
        seen.update(page.evaluate(OWN_TEXTS))
        assert window.keys - titles <= MAX_KEYS
        assert titles <= sum(map(len, TITLES.values()))
    assert len(seen & spanish) > 60
    assert seen & (english - spanish) == set()
    script = scripts["mouse"] = script_of(folder)
    check_script(script)


def test_by_keys_alone(browser: Any, folder: Path, phone: Path, scripts: dict[str, str]) -> None:
    with window_on(browser, folder) as window:
        window.page.evaluate("addEventListener('pointerdown', () => sessionStorage.mouse = 1, true)")
        tell(window, ByKeys(window), phone)
        assert window.page.evaluate("sessionStorage.mouse") is None
    script = script_of(folder)
    check_script(script)
    assert script == scripts.get("mouse", script)
