"""Private things are covered in the editor: what was covered by one click is in no output, and the list of names is nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import script
from annotator.edit.tutorial_list import tutorial_id
from annotator.model import Hide, Show, TextTarget, Tutorial
from annotator.text.folding import fold
from tests.helpers.axe import violations
from tests.helpers.editor_windows import ByKeys, Window
from tests.helpers.live_editor import running
from tests.helpers.screens import draw_texts

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.pico, pytest.mark.enable_socket]

SCRIPT = """# es: Mandar un mensaje
# en: Send a message

![](1.png)
- tap: Grupo

![](2.png)
- look: Saldo

![](3.png)
- done:
"""
SCREENS = {
    "1.png": {"Chats": 60, "Marta Ruiz": 260, "Grupo": 420, "luna.perez@example.org": 600},
    "2.png": {"Saldo": 60, "Marta Ruiz 120.50": 260, "RUIZ, MARTA 80.00": 420},
    "3.png": {"Hola, Lupita Torres": 60, "Mensaje enviado": 260, "Xochitl Paredes": 420, "Hola, Mateo Rivas": 560},
}
SCHOOL = """# Ours.
name = "Los Robles"   # as on the door
phone = "410-555-0100"

[voices]
es = "pico"
en = "pico"
"""
ROSTER = "Xóchitl Paredes\nPánfilo Quintanilla\n"
"""What elements say themselves."""
Make = Callable[[str], Path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school's folder, in which nothing is there yet."""
    folder = tmp_path_factory.mktemp("school") / "ours"
    folder.mkdir()
    (folder / "school.toml").write_text(SCHOOL, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def served(folder: Path, own_data: Path) -> Iterator[Path]:
    """The folder, with one editor for all tests."""
    with running(folder):
        yield folder


@pytest.fixture
def make(served: Path) -> Make:
    """Makes a tutorial of this test's own."""

    def write(name: str) -> Path:
        place = served / name
        place.mkdir()
        (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
        for picture, texts in SCREENS.items():
            draw_texts(place / picture, texts)
        return place

    return write


class Covering(Window):
    """A page at a step, at which things are covered."""

    def __init__(self, browser: Any, folder: Path, tutorial: Path, **options: Any) -> None:
        super().__init__(browser, folder, **options)
        self.open(tutorial_id(tutorial), "step/1")

    def start(self) -> None:
        """Begin to cover, and wait for the list."""
        self.button("hide.toggle").click()
        self.page.locator(".hiding").wait_for()

    def row(self, words: str) -> Any:
        """A row of the list."""
        return self.page.locator(".hiding > ul > li", has_text=words).first

    def go(self, index: int) -> None:
        self.step(index).click()
        self.page.locator(f".step-row.here[data-step='{index}']").wait_for()


def read(tutorial: Path) -> Tutorial:
    found = script.read_folder(tutorial).readable
    assert found is not None
    return found


def hide(text: str, example: str | None) -> Hide:
    return Hide(TextTarget((text,)), example)


def test_what_is_covered_by_itself_says_why_and_can_be_shown(browser: Any, served: Path, make: Make) -> None:
    tutorial = make("solo")
    address = "luna.perez@example.org"
    shown = Show(TextTarget((address,)))
    with Covering(browser, served, tutorial) as window:
        page = window.page
        window.start()
        row = window.row(address)
        assert window.t("hide.why.email") in row.inner_text()
        assert "covered" in page.locator(".picture-frame img").get_attribute("src")
        row.get_by_role("button", name=window.t("hide.where")).click()
        page.locator(".overlay .hover").first.wait_for()
        assert "covered" not in page.locator(".picture-frame img").get_attribute("src"), "seen without its cover"
        row.get_by_role("button", name=window.t("hide.show")).click()
        window.until(lambda: read(tutorial).shows == (shown,), "shown")
        page.get_by_role("heading", name=window.t("hide.shows")).wait_for()
        window.row(address).get_by_role("button", name=window.t("hide.unshow")).click()
        window.until(lambda: read(tutorial).shows == (), "taken back")
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: read(tutorial).shows == (shown,), "and undone")


def test_a_likely_name_is_asked_about(browser: Any, served: Path, make: Make) -> None:
    tutorial = make("pregunta")
    with Covering(browser, served, tutorial) as window:
        page = window.page
        window.go(2)
        window.start()
        row = window.row("Lupita Torres")
        assert window.t("hide.because.greeting") in row.inner_text()
        window.button("check.hide-all").click()
        window.until(lambda: len(read(tutorial).hides) == 2, "both are covered by one press")
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: read(tutorial).hides == (), "and uncovered by one")
        row.get_by_role("button", name=window.t("check.hide", example="Luna")).click()
        window.until(lambda: read(tutorial).hides == (hide("Lupita Torres", "Luna"),), "covered")
        page.get_by_role("heading", name=window.t("hide.yours")).wait_for()
        window.row("Lupita Torres").get_by_role("button", name=window.t("hide.unhide")).click()
        window.until(lambda: read(tutorial).hides == (), "not covered")
        window.row("Lupita Torres").get_by_role("button", name=window.t("check.show")).click()
        window.until(lambda: read(tutorial).shows == (Show(TextTarget(("Lupita Torres",))),), "may be seen")
        window.row("Mateo Rivas").get_by_role("button", name=window.t("check.hide", example="Luna")).click()
        page.get_by_role("heading", name=window.t("hide.asks")).wait_for(state="detached")


def test_more_or_less_by_clicking_again_and_a_box_by_dragging(browser: Any, served: Path, make: Make) -> None:
    tutorial = make("cuadro")
    with Covering(browser, served, tutorial) as window:
        page = window.page
        window.go(1)
        window.start()
        place = window.place("Marta Ruiz 120")
        overlay = page.locator(".overlay")
        overlay.click(position=place)
        first = window.until(lambda: read(tutorial).hides, "a word")
        overlay.click(position=place)
        window.until(
            lambda: len(read(tutorial).hides + read(tutorial).steps[1].hides) == 1 and read(tutorial).hides != first,
            "the next",
        )
        window.button("hide.end").click()
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: not read(tutorial).hides + read(tutorial).steps[1].hides, "one undo takes it all back")
        window.start()
        overlay.click(position=place)
        assert window.until(lambda: read(tutorial).hides, "begun anew") == first
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: not read(tutorial).hides, "taken back")
        box = overlay.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.6)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.7)
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.8)
        page.mouse.up()
        [drawn] = window.until(lambda: read(tutorial).steps[1].hides, "a box")
        assert script.write_target(drawn.target).startswith("10% 60% 40% 20%")
        row = window.row(window.t("point.a_box"))
        row.locator("summary").click()
        row.get_by_role("button", name=window.t("hide.move.right")).click()
        window.until(
            lambda: script.write_target(read(tutorial).steps[1].hides[0].target).startswith("11% 60%"), "moved"
        )


def test_the_list_of_names_is_kept_and_is_in_no_other_answer(browser: Any, served: Path, make: Make) -> None:
    tutorial, other = make("lista"), make("otra")
    answers: list[tuple[str, str, str]] = []

    def keep(response: Any) -> None:
        kind = response.headers.get("content-type", "")
        if "json" in kind or "text" in kind:
            answers.append((response.request.method, response.url, fold(response.text())))

    with Covering(browser, served, tutorial) as window:
        page = window.page
        page.on("response", keep)
        window.start()
        window.button("hide.roster").click()
        page.locator("#roster").fill(ROSTER)
        window.button("roster.save").click()
        page.locator(".toast", has_text=window.t("roster.saved", n=2)).wait_for()
        names = served / "names.txt"
        assert names.read_text(encoding="utf-8") == ROSTER
        page.locator("#roster").fill("")
        window.button("roster.save").click()
        window.until(lambda: names.read_bytes() == b"", "emptied by one press")
        window.button("roster.before").click()
        window.button("roster.save").click()
        window.until(lambda: names.read_text(encoding="utf-8") == ROSTER, "and got back")
        window.button("roster.back").click()
        page.locator(".hiding").wait_for()
        window.go(2)
        window.start()
        row = window.row("Paredes")  # of whose name OCR reads a letter wrong
        row.wait_for()
        assert window.t("hide.why.name") in row.inner_text()

        window.open(tutorial_id(other), "step/1")
        window.start()
        for index in (1, 2):
            window.go(index)
            window.start()
        page.locator(".hiding").wait_for()
        for part in ("check", "share"):
            window.open(tutorial_id(other), part)
        page.locator(".verdict").or_(page.locator(".narrow")).first.wait_for()
        window.page.goto(window.page.url.partition("#")[0] + "#/")
        page.locator(".card").first.wait_for()
        window.until(lambda: len(answers) > 30, "enough was answered")
    # On no picture: only whoever asks for the list gets it.
    assert {(url.partition("/api/")[2]) for _, url, text in answers if "quintanilla" in text} == {
        f"tutorials/{tutorial_id(tutorial)}/roster"
    }


def test_by_keys_alone(browser: Any, served: Path, make: Make) -> None:
    tutorial = make("teclas")
    with Covering(browser, served, tutorial) as window:
        person, page = ByKeys(window), window.page
        page.evaluate("addEventListener('pointerdown', () => sessionStorage.mouse = 1, true)")
        person.press(window.button("hide.toggle"))
        page.locator(".hiding").wait_for()
        person.press(page.locator(".hiding summary", has_text=window.t("hide.choose")))
        person.press(page.locator(".hiding .word", has_text="Marta Ruiz").first)
        window.until(lambda: read(tutorial).hides == (hide("Marta Ruiz", "Luna"),), "from the list")
        window.row("Marta Ruiz").wait_for()
        field = window.row("Marta Ruiz").locator("input")
        person.focus(field)
        page.keyboard.press("Control+a")
        page.keyboard.type("Sol")
        window.until(lambda: read(tutorial).hides == (hide("Marta Ruiz", "Sol"),), "its example")
        person.press(page.get_by_role("button", name=window.t("hide.by_hand")))
        window.until(lambda: read(tutorial).steps[0].hides, "a box")
        row = window.row(window.t("point.a_box"))
        person.press(row.locator("summary"))
        person.press(row.get_by_role("button", name=window.t("hide.move.wider")))
        window.until(lambda: "29% 45% 42% 10%" in (tutorial / "tutorial.md").read_text(encoding="utf-8"), "wider")
        person.press(window.row("Marta Ruiz").get_by_role("button", name=window.t("hide.unhide")))
        window.until(lambda: read(tutorial).hides == (), "not covered")
        assert page.evaluate("sessionStorage.mouse") is None


def test_axe_finds_nothing(browser: Any, served: Path, make: Make) -> None:
    tutorial = make("axe")
    view = {"viewport": {"width": 1024, "height": 700}, "color_scheme": "dark", "bypass_csp": True, "locale": "es-MX"}
    with Covering(browser, served, tutorial, **view) as window:
        page = window.page

        def look() -> None:
            assert violations(page) == []

        window.start()
        page.locator(".overlay").click(position=window.place("Marta"))
        window.row("Marta Ruiz").wait_for()
        page.locator(".hiding summary", has_text=window.t("hide.choose")).click()
        window.button("hide.by_hand").click()
        box = window.row(window.t("point.a_box"))
        box.locator("summary").click()
        look()
        window.row("luna.perez").get_by_role("button", name=window.t("hide.where")).click()
        look()
        window.button("hide.roster").click()
        page.locator("#roster").wait_for()
        look()
