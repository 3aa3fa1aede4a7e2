"""What a person does in the editor, one thing after the other, before the real server."""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator import assets, script
from annotator.edit.tutorial_list import tutorial_id
from annotator.model import ACTIONS, TextTarget, Tutorial
from tests.helpers.axe import violations
from tests.helpers.editor_windows import ByKeys, Window
from tests.helpers.live_editor import running
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.pico, pytest.mark.enable_socket]

SCRIPT = """# es: Entrar a la clase
# en: Join class

![](03-unirse.png)
- tap: Unirse

![](05-espere.png)
- wait:
"""
COPY = """async (text) => navigator.clipboard.write([new ClipboardItem({"image/png":
    new Blob([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], {type: "image/png"})})])"""

PASTE_FILES = """(text) => {
    const data = new DataTransfer();
    for (const name of ["10 copied.png", "2 copied.png"])
        data.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name, {type: "image/png"}));
    document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""
DROP_LINK = """() => {
    const data = new DataTransfer();
    data.setData("text/uri-list", "https://web.example.org/picture");
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""
DRAW = """([image]) => {
    if (!image?.complete || !image.naturalWidth) return "";
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL();
}"""

Make = Callable[..., Path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school's folder of tutorials."""
    folder = tmp_path_factory.mktemp("school") / "ours"
    folder.mkdir()
    text = 'name = "Los Robles"\n\n[voices]\nes = "pico"\nen = "pico"\n'
    (folder / "school.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def served(folder: Path, own_data: Path) -> Iterator[Path]:
    """The folder, with one editor for all tests."""
    with running(folder):
        yield folder


@pytest.fixture
def make(folder: Path, request: pytest.FixtureRequest) -> Make:
    """Makes a tutorial of this test's own, from a script; its pictures show a button with their names."""

    def write(text: str = SCRIPT, name: str = "") -> Path:
        place = folder / (name or request.node.name[5:35].strip("_"))
        place.mkdir()
        (place / "tutorial.md").write_text(text, encoding="utf-8")
        for picture in re.findall(r"!\[\]\((.*?)\)", text):
            draw(place / picture)
        return place

    return write


def draw(picture: Path) -> Path:
    """Draw a screen with the button that a picture such as ``03-unirse.png`` is named after."""
    draw_buttons(picture, picture.stem[3:].capitalize())
    return picture


@contextmanager
def visit(
    browser: Any, folder: Path, tutorial: Path | None = None, part: str = "step/1", **options: Any
) -> Iterator[Window]:
    """A page of the editor that runs, at a tutorial."""
    with Window(browser, folder, **options) as window:
        if tutorial:
            window.open(tutorial_id(tutorial), part)
        yield window


def read(tutorial: Path) -> Tutorial:
    found = script.read_folder(tutorial).readable
    assert found is not None
    return found


def text(tutorial: Path) -> str:
    return (tutorial / "tutorial.md").read_text(encoding="utf-8")


# 1. Opens it


# 2. Starts


def test_starts_from_pictures_that_come_in_every_way(browser: Any, served: Path, tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    photo = io.BytesIO()
    heif.from_pillow(Image.open(draw(tmp_path / "05-espere.png"))).save(photo)
    shot = draw(tmp_path / "03-unirse.png").read_bytes()
    with visit(browser, served, permissions=["clipboard-read", "clipboard-write"]) as window:
        page = window.page
        window.button("home.new").click()
        page.locator("form input").first.fill("Every way")
        window.drop(".drop", [("shot 10.png", shot), ("shot 9.HEIC", photo.getvalue())])
        with page.expect_file_chooser() as chooser:
            window.button("pictures.choose").click()
        chooser.value.set_files(draw(tmp_path / "04-permiso.png"))
        page.evaluate(COPY, base64.b64encode(shot).decode())
        window.button("pictures.paste").click()
        page.locator(".files li").nth(3).wait_for()
        page.keyboard.press("Control+v")
        page.locator(".files li").nth(4).wait_for()
        names = page.locator(".files li span[dir]").all_inner_texts()
        assert names[0] == "04-permiso.png" and names[-2:] == ["shot 9.HEIC", "shot 10.png"], "9 before 10"
        window.until(lambda: page.locator(".files img").first.evaluate("(shown) => shown.naturalWidth"), "seen")
        page.go_back()
        page.get_by_role("heading", name=window.t("home.title")).wait_for()
        page.go_forward()
        page.locator(".files li").nth(4).wait_for()
        assert page.locator("form input").first.input_value() == "Every way"
        window.button("new.create").click()
        page.locator(".step-row").nth(4).wait_for()
        page.locator(".reading progress").wait_for()
        page.locator("label", has=page.get_by_role("radio", name=window.t("action.wait"), exact=True)).click()
        window.until(lambda: window.state["steps"][0]["action"], "usable while pictures are read")
        rows = window.state["pictures"].values()
        assert sorted(row["name"] for row in rows)[-2:] == ["shot 10.png", "shot 9.heic"], "kept as they came"
        window.button("arrange.add", n=0).or_(page.locator(".steps-side .drop button").nth(1)).first.click()
        page.locator(".step-row").nth(5).wait_for()
        page.evaluate("location.hash = '#/new'")
        page.get_by_role("heading", name=window.t("new.heading")).wait_for()
        assert page.locator("form input").first.input_value() == "", "the next one begins empty"
        page.wait_for_function("document.activeElement === document.querySelector('form input')")


def test_takes_what_came_into_downloads(
    browser: Any, served: Path, own_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = own_data / "Downloads"
    downloads.mkdir()
    draw(downloads / "01-antes.png")
    with visit(browser, served) as window:
        page = window.page
        window.drop("main", [draw(tmp_path / "05-espere.png")])
        page.locator("form input").first.fill("Out of downloads")
        page.locator(".files li").wait_for()
        page.evaluate(PASTE_FILES, base64.b64encode((tmp_path / "05-espere.png").read_bytes()).decode())
        page.evaluate(DROP_LINK)
        page.locator(".toast", has_text=window.t("pictures.only-link")).wait_for()
        window.button("new.create").click()
        page.locator(".step-row").nth(2).wait_for()
        window.button("inbox.take").click()
        page.locator(".ways li").nth(3).wait_for()
        assert not page.locator(".inbox li").count(), "it was there before"
        assert violations(page) == []

        times = ("11.58.01\u202fAM", "11.58.01\u202fAM (1)", "12.03.10\u202fPM", "1.05.33\u202fPM")
        chat = [f"WhatsApp Image 2026-11-24 at {time}.png" for time in times]
        for name in [*chat, "cut.png", "other.png"]:
            draw_buttons(downloads / name, name[-10:-4])
        (downloads / "cut.png").write_bytes((downloads / "cut.png").read_bytes()[:-100])
        for name in [*chat, "cut.png", "other.png"]:
            os.utime(downloads / name, (0, 0))  # a copy of an older picture came now, and nobody writes to it
        (downloads / "next.png.crdownload").touch()
        (downloads / "link.png").symlink_to(downloads / "other.png")

        def there() -> dict[str, tuple[int, ...]]:
            return {path.name: (*path.lstat()[:7], path.lstat().st_ctime_ns) for path in downloads.iterdir()}

        page.get_by_text(window.t("inbox.coming-one")).wait_for()
        boxes = page.locator(".inbox li input")
        window.until(lambda: page.locator(".inbox :checked").count() == 5, "all whole ones are ticked")
        page.locator(".inbox li", has_text="cut.png").locator(".step-problem").wait_for()
        assert boxes.count() == 6 and boxes.and_(page.locator(":disabled")).count() == 1
        assert violations(page) == []
        (downloads / "next.png.crdownload").unlink()  # while something is coming, the list is looked at again
        page.get_by_text(window.t("inbox.coming-one")).wait_for(state="detached")
        (downloads / "other.png").unlink()
        before = there()
        window.button("inbox.bring", n=5).click()
        page.get_by_role("dialog").get_by_role("alert").wait_for()
        window.button("inbox.bring", n=4).click()
        page.locator(".step-row").nth(6).wait_for()
        window.shown()

        begun = ["2 copied.png", "05-espere.png", "10 copied.png"]

        def names() -> list[str]:
            return [window.state["pictures"][step["picture"]]["name"] for step in window.state["steps"]]

        assert names() == [*begun, *(name.replace("\u202f", " ") for name in chat)]
        assert there() == before, "nothing is moved"
        window.button("inbox.take").click()
        page.get_by_text(window.t("inbox.taken")).nth(3).wait_for()
        assert not page.locator(".inbox :checked").count()
        page.keyboard.press("Escape")
        page.keyboard.press("Control+z")
        window.until(lambda: names() == begun, "undone as every added picture")


def test_starts_like_a_shipped_tutorial_whose_steps_wait_for_pictures(
    browser: Any, served: Path, tmp_path: Path
) -> None:
    with visit(browser, served) as window:
        page = window.page
        window.button("home.new").click()
        page.locator("form input").first.fill("Like another")
        page.get_by_text(window.t("new.like")).click()
        page.locator("select[name='new.like-which']").select_option("join-class-on-zoom")
        window.button("new.create").click()
        page.locator(".step-row").nth(5).wait_for()
        steps = window.state["steps"]
        assert all(step["waiting"] and step["narration"]["es"] for step in steps)
        window.drop(".steps-list", [draw(tmp_path / name) for name in ("02-nombre.png", "01-mensaje.png")])
        window.until(lambda: [step["waiting"] for step in window.state["steps"]][:3] == [False, False, True], "filled")
        names = [window.state["pictures"][step["picture"]]["name"] for step in window.state["steps"][:2]]
        assert names == ["01-mensaje.png", "02-nombre.png"]
        assert window.state["steps"][0]["narration"] == steps[0]["narration"]


# 3. Points


def test_points_by_mouse(browser: Any, served: Path, make: Make) -> None:
    tutorial = make(SCRIPT.replace("- tap: Unirse\n", ""))
    draw_buttons(tutorial / "03-unirse.png", "Unirse", "Su nombre")
    draw_buttons(tutorial / "03-unirse.en.png", "Join", "Your name")
    with visit(browser, served, tutorial, locale="es-MX") as window:
        page = window.page
        overlay = page.locator(".overlay")
        window.look("en")
        place = window.place("Unirse")
        overlay.hover(position=place)
        page.locator(".overlay .hover").first.wait_for()
        assert "Unirse" in page.locator("figcaption").inner_text()

        def target() -> Any:
            step = read(tutorial).steps[0]
            return step.action and step.action.target

        overlay.click(position=place)
        first = window.until(target, "taken")
        assert first == TextTarget(("Unirse", "Join")), "with the wording of the other language's screen"
        overlay.click(position=place)
        window.until(lambda: target() != first, "the next one")
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: target() == first, "taken back")
        overlay.click(position=window.place("Su nombre"), modifiers=["Shift"])
        window.until(lambda: len(read(tutorial).steps[0].marks) == 1, "a further mark")
        box = overlay.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.3)
        page.mouse.down()
        for share in (0.4, 0.5):
            page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] * share)
        page.mouse.up()
        window.until(lambda: script.write_target(target()).startswith("10% 30% 40% 20%"), "a box that was drawn")
        overlay.click(position=place)
        notice = page.locator(".toast p", has_text=window.t("point.replaced"))
        notice.get_by_role("button", name=window.t("edit.undo")).click()
        window.until(lambda: script.write_target(target()).startswith("10% 30% 40% 20%"), "a stray click costs nothing")


def test_takes_what_is_guessed(browser: Any, served: Path, make: Make) -> None:
    tutorial = make(
        "# es: Entrar a la clase\n\n![](01-unirse.png)\n- tap:\n\n![](02-continuar.png)\n- tap:\n\n"
        "![](04-abrir.png)\n- hold:\n\n![](03-listo.png)\n- tap:\n"
    )
    with visit(browser, served, tutorial, locale="es-MX") as window:
        page = window.page
        page.locator(".overlay .guess").first.wait_for()
        panel = page.locator("section.guess")
        assert "“Unirse”" in panel.inner_text()
        assert "Es un botón que resalta." in panel.inner_text()
        window.button("guess.yes").click()
        window.until(lambda: "- tap: Unirse\n" in text(tutorial), "taken")
        panel.wait_for(state="detached")
        page.set_viewport_size({"width": 1366, "height": 768})
        early: list[Any] = []
        page.route("**/guesses*", lambda route: early.append(route))
        window.open(tutorial_id(tutorial), "step/2")
        page.get_by_text(window.t("guess.looking")).wait_for()
        page.locator(".overlay").wait_for()
        before = page.locator(".kinds label").first.bounding_box()
        window.until(lambda: early, "asked")
        for route in early:
            route.continue_()
        page.unroute("**/guesses*")
        panel.wait_for()
        assert page.locator(".kinds label").first.bounding_box() == before, "a guess that comes late moves nothing"
        held: list[Any] = []
        page.route("**/guesses*", lambda route: route.continue_() if held else held.append(route))
        window.button("guess.all").click()
        page.locator(".toast", has_text=window.t("guess.asking", n=1, total=3)).wait_for()
        assert window.button("guess.all").is_disabled(), "it is seen at once that something is done"
        held[0].continue_()
        window.until(lambda: "- tap: Continuar\n" in text(tutorial), "all taken")
        assert "- done: Listo" in text(tutorial)
        assert "- hold:\n" in text(tutorial), "what a person set stays"
        next_one = page.locator(".now a")
        window.until(lambda: next_one.count() and next_one.get_attribute("href").endswith("step/4"), "it is looked at")
        next_one.click()
        window.step(3).get_by_text(window.t("arrange.unchecked")).wait_for()
        panel.wait_for()
        window.button("guess.yes").click()
        window.until(
            lambda: next_one.count() and next_one.get_attribute("href").endswith("step/3"), "then what is open"
        )
        assert not window.step(3).get_by_text(window.t("arrange.unchecked")).count()
        still_open = window.t("edit.open", name=window.t("arrange.step_name", number=3))
        assert next_one.inner_text() == still_open
        window.step(0).click()
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: "Continuar" not in text(tutorial).split("02-")[1], "taken back at once")
        assert "- tap: Unirse\n" in text(tutorial)
        window.until(lambda: page.url.endswith("step/2"), "what was taken back is shown")
        window.step(3).click()
        window.button("guess.all").click()
        window.until(lambda: "Continuar" in text(tutorial), "all taken")
        unseen = window.t("edit.open", name=window.t("arrange.step_name", number=2))
        page.locator(".now a", has_text=unseen).wait_for()


def test_points_by_keys(browser: Any, served: Path, make: Make) -> None:
    tutorial = make(SCRIPT.replace("- tap: Unirse\n", "- look:\n"))
    with visit(browser, served, tutorial) as window:
        person, page = ByKeys(window), window.page
        person.point("Unirse")
        window.until(lambda: "- look: Unirse" in text(tutorial), "from the list")
        mark = page.locator(".overlay .mark")
        mark.wait_for()
        person.focus(mark)
        for key in ("ArrowDown", "Shift+ArrowLeft", "Enter"):
            page.keyboard.press(key)
        window.until(lambda: "- look: Unirse" not in text(tutorial) and "% " in text(tutorial), "moved")
        window.saved()
        moved = text(tutorial)
        person.focus(mark)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Control+z")
        window.until(lambda: window.state["redo"] is not None, "undone")
        window.saved()
        assert text(tutorial) == moved, "the move that was not confirmed, and not what was done before it"
        person.focus(mark)
        page.keyboard.press("Delete")
        window.until(lambda: "%" not in text(tutorial), "taken away")


# 4. Chooses the action


def test_chooses_each_action_and_direction(browser: Any, served: Path, make: Make) -> None:
    tutorial = make()
    kinds = [*(kind for kind in ACTIONS if kind != "tap"), "tap"]
    with visit(browser, served, tutorial) as window:
        assert window.page.locator(".kinds input").count() == len(kinds)

        def press(key: str) -> None:
            window.page.locator("label", has=window.page.get_by_role("radio", name=window.t(key), exact=True)).click()

        for kind in kinds:
            press(f"action.{kind}")
            window.until(lambda kind=kind: f"\n- {kind}:" in text(tutorial).partition("![](05")[0], kind)
        press("action.swipe")
        for direction in ("left", "right", "down", "up"):
            press(f"action.{direction}")
            window.until(lambda direction=direction: f"- swipe: {direction}" in text(tutorial), direction)
        press("action.say")
        window.page.get_by_label(window.t("action.words")).fill("Presente")
        window.until(lambda: "- say: Presente" in text(tutorial), "the words")


# 5. Says it


def test_says_it_with_help(browser: Any, served: Path, make: Make) -> None:
    tutorial = make(SCRIPT.replace("\n\n", "\n\n- device: Android phone\n\n", 1))
    with visit(browser, served, tutorial) as window:
        page = window.page
        field = page.locator("#sentence-es")
        assert "Unirse" in field.get_attribute("placeholder"), "the phrasebook's, in grey"
        field.press_sequentially("Haga clic en Unirse.")
        page.get_by_role("button", name=window.t("say.use")).first.click()
        window.until(lambda: "- es: Toque" in text(tutorial), "the better wording")
        page.locator("#sentence-en").click()
        page.locator(".pairs button").first.wait_for()
        assert page.locator(".pairs li").count() <= 6
        field.fill("toque el botón")
        pair = page.locator(".field-block", has=field).locator(".pairs li", has_text="Unirse").first
        pair.wait_for()
        # Struck through is what they replace.
        offered = pair.locator("span[lang]").evaluate_all("spans => spans.map(span => span.lastChild.textContent)")
        pair.locator("button").click()
        window.until(lambda: all(words in text(tutorial) for words in offered), "both languages at once")
        assert len(offered) == 2
        window.saved()
        page.locator(".about-button").click()
        window.button("edit.forget").click()
        window.until(lambda: window.state["undo"] is None, "nothing of it is kept for undo")


# 6. Arranges


def test_arranges_steps(browser: Any, served: Path, make: Make, tmp_path: Path) -> None:
    tutorial = make(SCRIPT + "\n![](06-en-clase.png)\n- done:\n")

    def order() -> list[str]:
        return [step.picture[:2] for step in read(tutorial).steps]

    with visit(browser, served, tutorial) as window:
        page = window.page
        rows = page.locator(".step-row")

        def become(*wanted: str) -> None:
            window.until(lambda: order() == [*wanted], "-".join(wanted))
            window.shown()

        def menu(key: str) -> None:
            if page.locator(".step-row.here details").get_attribute("open") is None:
                page.locator(".step-row.here summary").click()
            window.button(key).click()

        window.button("arrange.down").click()
        become("05", "03", "06")
        page.locator(".step-row.here[data-step='1']").wait_for()
        window.button("arrange.up").click()
        become("03", "05", "06")
        rows.nth(2).drag_to(rows.nth(0), target_position={"x": 40, "y": 4})
        become("06", "03", "05")
        page.locator(".step-row.here[data-step='0']").wait_for()
        menu("arrange.duplicate")
        become("06", "06", "03", "05")
        menu("arrange.delete")
        become("06", "03", "05")
        menu("arrange.insert")
        become("06", "__", "03", "05")
        page.locator(".step-row.here[data-step='1']").wait_for()
        window.drop(".picture-side", [draw(tmp_path / "04-permiso.png")])
        become("06", "04", "03", "05")
        page.locator(".step-row.here[data-step='1'] img").wait_for()
        menu("arrange.to_aside")
        page.locator(".ask-whom button").filter(has=page.locator("span[lang]")).first.click()
        window.until(lambda: "- if es:" in text(tutorial) and "- if en:" in text(tutorial), "an aside")
        menu("arrange.to_step")
        window.until(lambda: "- if es:" not in text(tutorial), "a step again")


def test_replaces_pictures_and_keeps_those_that_are_not_used(
    browser: Any, served: Path, make: Make, tmp_path: Path
) -> None:
    tutorial = make()
    with visit(browser, served, tutorial) as window:
        page = window.page

        def replace(key: str, picture: Path, **values: Any) -> None:
            if page.locator(".picture-side details").first.get_attribute("open") is None:
                page.locator(".picture-side summary").first.click()
            with page.expect_file_chooser() as chooser:
                window.button(key, **values).click()
            chooser.value.set_files(picture)

        replace("arrange.language_picture", draw(tmp_path / "03-join.png"), language="English")
        window.until(lambda: len(read(tutorial).steps[0].pictures) == 1, "a picture for a language")
        page.locator(".compare").or_(page.get_by_text(window.t("arrange.found_again", name=""))).first.wait_for()
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: not read(tutorial).steps[0].pictures, "taken back")
        replace("arrange.phone_picture", draw(tmp_path / "captura.png"), phone="iPhone")
        window.until(lambda: len(read(tutorial).steps[0].phone_files) == 1, "a picture for a phone")
        assert [phone.word for phone in read(tutorial).phones] == ["android", "iphone"]
        own = "- tap iphone: Salir\n- es iphone: Toque abajo.\n"
        page.get_by_label(window.t("arrange.phone_target", phone="iPhone")).fill("Salir")
        window.until(lambda: len(read(tutorial).steps[0].variants) == 1, "what it is called there")
        spoken = window.t("arrange.phone_sentence", phone="iPhone", language=window.t("language.es"))
        page.get_by_label(spoken).fill("Toque abajo.")
        window.until(lambda: own in (tutorial / "tutorial.md").read_text(encoding="utf-8"), "what is said there")
        for _ in range(2):
            page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: not read(tutorial).steps[0].variants, "as on the first phone")
        page.get_by_text(window.t("arrange.phone_point", phone="iPhone")).wait_for()
        other = page.locator(".compare img")
        other.evaluate("image => image.decode()")
        box = other.bounding_box()
        other.click(position={"x": box["width"] / 2, "y": box["height"] * 245 / 1100})  # its only button
        window.until(
            lambda: "- tap iphone: Tura\n" in (tutorial / "tutorial.md").read_text(encoding="utf-8"), "clicked on"
        )
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: not read(tutorial).steps[0].variants, "as on the first phone again")
        page.get_by_role("button", name=window.t("shell.undo")).click()
        window.until(lambda: not read(tutorial).phones and not read(tutorial).steps[0].phone_files, "taken back")
        replace("arrange.replace", draw(tmp_path / "03-unirse.png"))
        page.get_by_text(window.t("arrange.found_again", name="“Unirse”")).wait_for()
        replace("arrange.replace", draw(tmp_path / "06-salir.png"))
        page.locator(".compare img").nth(1).wait_for()
        window.button("arrange.point_again").click()
        page.locator(".overlay").wait_for()
        files = {path.name for path in tutorial.iterdir()}
        assert {"03-unirse.png", "06-salir.png"} < files, "nothing is deleted"
        tray = page.locator(".tray li", has_text="03-unirse.png").first
        tray.locator(".tray_here").click()
        window.until(lambda: "![](03-unirse" in text(tutorial), "used again")
        page.locator(".sentences textarea[lang=es]").fill("Toque Unirse.")
        draw_buttons(tmp_path / "08-dos.png", "Unirse", "Salir")
        replace("arrange.replace", tmp_path / "08-dos.png")
        page.get_by_text("“el de arriba”").wait_for()  # of the sentence as it was, for two buttons that look alike


# 7. Sees


def test_sees_the_cards_and_hears_a_step(browser: Any, served: Path, make: Make) -> None:
    tutorial = make()
    with visit(browser, served, tutorial) as window:
        page = window.page
        seen: set[str] = set()
        drawn = page.locator(".phone[aria-busy=false] img")

        def new_picture() -> str | None:
            shown = str(drawn.evaluate_all(DRAW))
            return shown if shown not in seen | {""} else None

        for lang, view in ((0, 0), (0, 1), (0, 2), (1, 2)):
            page.locator("label", has=page.locator("input[name='card-lang']")).nth(lang).click()
            page.locator("label", has=page.locator("input[name='card-view']")).nth(view).click()
            seen.add(window.until(new_picture, f"card {lang} {view}"))
        assert page.locator(".phone").bounding_box()["width"] <= 362
        with page.expect_response(lambda answer: answer.url.endswith("/plays/0")) as heard:
            page.get_by_role("button", name=window.t("say.play")).first.click()
        assert heard.value.headers["content-type"].startswith("audio/")
        page.get_by_role("button", name=window.t("say.stop")).first.wait_for()


def test_sees_it_all_as_a_draft(browser: Any, served: Path, make: Make) -> None:
    tutorial = make("# es: Corto\n\n![](05-espere.png)\n- wait:\n")
    with visit(browser, served, tutorial) as window:
        window.button("edit.play_all").click()
        film = window.page.locator("dialog video")
        film.wait_for()
        window.until(lambda: film.evaluate("(film) => film.duration > 3 && film.currentTime > 0"), "plays")


# 8. Undoes


# 9. Checks and builds


def test_checks_and_goes_to_what_is_missing(browser: Any, served: Path, make: Make) -> None:
    tutorial = make(SCRIPT.replace("- wait:", "- tap: Nowhere"))
    with visit(browser, served, tutorial, "check") as window:
        problem = window.page.locator(".problems li.problem a").first
        problem.wait_for()
        problem.click()
        window.page.locator(".step-row.here[data-step='1']").wait_for()


def test_a_build_is_cancelled_and_made_again(browser: Any, served: Path, make: Make) -> None:
    tutorial = make("# es: Espere\n\n![](05-espere.png)\n- wait:\n")
    pack = served / "packs" / tutorial.name
    with visit(browser, served, tutorial, "check", permissions=["clipboard-read", "clipboard-write"]) as window:
        page = window.page
        window.button("check.make").click()
        page.locator("progress").wait_for()
        page.get_by_text(window.t("check.making")).wait_for()
        window.button("shell.cancel").click()
        page.get_by_text(window.t("check.cancelled")).wait_for()
        assert not pack.exists()
        window.button("check.make").click()
        window.button("share.look-none").click()
        page.locator(".files-grid").first.wait_for()
        message = (pack / "es" / "message.txt").read_text(encoding="utf-8")
        window.button("share.copy-message").click()
        page.get_by_text(window.t("share.copied")).wait_for()
        assert page.evaluate("navigator.clipboard.readText()").strip() == message.strip()
        assert page.locator("a[draggable=true][download]").count() > 3
        assert " KB" in page.locator(".file .soft").first.inner_text()


# What the editor can't edit


def test_whatever_it_cannot_edit_stays_as_it_was(browser: Any, served: Path) -> None:
    fixture = assets.root() / "tests" / "fixtures" / "every-feature"
    tutorial = served / "every-feature"
    tutorial.mkdir()
    for path in fixture.iterdir():
        (tutorial / path.name).write_bytes(path.read_bytes())
    before = read(tutorial)
    files = {path.name: path.read_bytes() for path in tutorial.iterdir() if path.name != "tutorial.md"}
    index = next(at for at, step in enumerate(before.steps) if step.said("en") == "The words that the person says.")
    with visit(browser, served, tutorial, f"step/{index + 1}") as window:
        window.page.locator("#sentence-en").fill("What the person says.")
        window.until(lambda: "What the person says." in text(tutorial), "written")
        window.saved()
    expected = script.write(before).replace("The words that the person says.", "What the person says.")
    assert text(tutorial) == expected
    assert {path.name: path.read_bytes() for path in tutorial.iterdir() if path.name != "tutorial.md"} == files
