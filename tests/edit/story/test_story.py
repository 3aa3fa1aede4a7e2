"""The story: four screenshots become a tutorial in two languages, by keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.editor_windows import ByKeys, Window, window_on
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.pico, pytest.mark.enable_socket]

TITLES = {"es": "Entrar a la clase por Zoom", "en": "Join class on Zoom"}
TAKEN = {"captura 2.png": "Su nombre", "captura 9.png": "Espere", "captura 10.png": "Unirse", "captura 11.png": "Fotos"}
"""Four screenshots as a phone names them: two were taken in the wrong order, and the last is a wrong one."""
OTHERS = {"name.png": "Your name", "join.png": "Join", "en-clase.png": "Salir"}
"""Screenshots that are brought later."""


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the screenshots."""
    folder = tmp_path_factory.mktemp("phone")
    for name, button in (TAKEN | OTHERS).items():
        draw_buttons(folder / name, button)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder without any tutorial, of a school that has chosen its voice."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "school.toml").write_text('name = "Los Robles"\n\n[voices]\nes = "pico"\nen = "pico"\n', encoding="utf-8")
    return folder


def tell(window: Window, person: ByKeys, phone: Path) -> None:
    """From the empty page to the finished script."""
    page = window.page
    person.press(window.button("home.new"))
    for lang, title in TITLES.items():
        person.write(page.locator(f"form input[lang={lang}]"), title)
    person.bring(window.button("pictures.choose"), ".drop", [phone / name for name in reversed(TAKEN)])
    names = [str(text) for text in page.locator(".files li span[dir]").all_inner_texts()]
    assert names == list(TAKEN), "ordered as people count"
    person.pick(page.locator("select[name='new.device']"), "Android phone")
    person.press(window.button("new.create"))
    page.locator(".step-row").nth(3).wait_for()

    point(window, person, 0, "type", "Su nombre", phone / "name.png")
    choose_action(window, person, 1, "wait")
    point(window, person, 2, "tap", "Unirse", phone / "join.png")
    choose_action(window, person, 3, "done")

    person.go(2)
    person.press(window.button("arrange.up"))
    page.locator(".step-row.here[data-step='1']").wait_for()
    person.go(3)
    person.press(page.locator(".picture-side summary", has_text=window.t("arrange.picture_menu")))
    person.give(window.button("arrange.replace"), phone / "en-clase.png")
    window.until(lambda: window.state["tray"], "the picture was replaced")
    person.go(2)
    person.press(page.locator(".step-row.here summary"))
    person.press(window.button("arrange.to_aside"))
    person.press(page.locator(".ask-whom button").filter(has=page.locator("span[lang]")).first)
    page.locator("#question-en").wait_for()

    for index, words in ((0, "nombre"), (1, "Unirse")):
        person.go(index)
        say(window, person, words)
    assert all(
        all(step["narration"].get(lang) or step["spoken"][lang] for lang in TITLES) for step in window.state["steps"]
    )
    window.saved()


def choose_action(window: Window, person: ByKeys, index: int, kind: str) -> None:
    person.go(index)
    person.choose(window.page.get_by_role("radio", name=window.t(f"action.{kind}"), exact=True))
    window.until(lambda: (window.state["steps"][index]["action"] or {}).get("kind") == kind, kind)


def point(window: Window, person: ByKeys, index: int, kind: str, words: str, english: Path) -> None:
    """Say what is done in a step, and where; the wording of the English screen comes along by itself."""
    choose_action(window, person, index, kind)
    page = window.page
    person.press(page.locator(".picture-side summary", has_text=window.t("arrange.picture_menu")))
    person.give(window.button("arrange.language_picture", language="English"), english)
    tabs = page.locator("input[name='picture-lang']")
    tabs.nth(1).wait_for(state="attached")
    window.look("en")
    assert tabs.nth(0).is_checked(), "the language of the page comes first"
    person.choose(tabs.nth(1))
    person.point(words)
    window.until(lambda: window.state["steps"][index]["action"]["target"], "pointed at")


def say(window: Window, person: ByKeys, words: str) -> None:
    """Take the first sentence with the words, in both languages."""
    page = window.page
    index = int(page.locator(".step-row.here").get_attribute("data-step"))
    page.locator(".pairs button").first.wait_for()
    fitting = [at for at, said in enumerate(page.locator(".pairs span[lang=es]").all_inner_texts()) if words in said]
    offered = page.locator(".pairs li").nth(fitting[0]).locator("span[lang]").all_inner_texts()
    assert len(offered) == 2
    person.take_pair(fitting[0])
    said = lambda: sorted(window.state["steps"][index]["narration"].values())  # noqa: E731
    window.until(lambda: said() == sorted(offered), "the offered sentences")


def test_by_keys_alone(browser: Any, folder: Path, phone: Path) -> None:
    with window_on(browser, folder) as window:
        window.page.evaluate("addEventListener('pointerdown', () => sessionStorage.mouse = 1, true)")
        tell(window, ByKeys(window), phone)
        assert window.page.evaluate("sessionStorage.mouse") is None
    (path,) = folder.glob("*/tutorial.md")
    script = path.read_text(encoding="utf-8")
    assert script.index("captura 10.png") < script.index("captura 9.png"), "swapped"
    assert "en-clase.png" in script and "captura 11" not in script, "replaced"
    for line in (
        "- tap: Unirse | Join",
        "- type: Su nombre | Your name",
        "- if es: ",
        "- if en: ",
        "- wait:",
        "- done:",
    ):
        assert line in script, line
