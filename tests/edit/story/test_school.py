"""The school's page in a browser: filled in, corrected, seen as families will see it; and with keys alone."""

from __future__ import annotations

import base64
import contextlib
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from annotator.cache import Cache, default_root
from annotator.edit.pointing.card_previews import CardPreviews
from annotator.edit.pointing.step_pictures import StepPictures
from annotator.edit.tutorial_list import tutorial_id
from annotator.script import read_folder
from tests.helpers.axe import violations
from tests.helpers.editor_windows import ByKeys, Window, window_on
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]

SCRIPT = """\
# es: Entrar a la clase
# en: Join class

- why es: Así ve a la maestra.
- why en: You see the teacher.

![](1.png)
- tap: Unirse
"""
TEXT = """\
# Rosa wrote this
name = "Los Robles"   # as on the sign
note = "for us"       # no key of annotator's

# who answers
[help]
languages = ["es"]
"""
PIXELS = """async (image) => {
    if (!image.complete || !image.naturalWidth) return "";
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({type: "image/png"})).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A school's folder with one tutorial and a file that somebody wrote by hand."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "clase").mkdir()
    draw_buttons(folder / "clase" / "1.png", "Unirse")
    (folder / "clase" / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (folder / "school.toml").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Callable[..., Window]]:
    """Opens the page of the school."""
    with contextlib.ExitStack() as windows:

        def go(**options: Any) -> Window:
            window = windows.enter_context(window_on(browser, folder, **options))
            window.page.goto(re.sub(r"#.*", "", window.page.url) + "#/school")
            window.page.locator("#school-name").wait_for()
            return window

        yield go


def field(window: Window, name: str) -> Any:
    return window.page.locator(f"[name='{name}']")


def beside(window: Window, name: str) -> Any:
    return window.page.locator(f"[id='school-{name}-problem']")


def keys(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "school.toml").read_text(encoding="utf-8"))


def seen(window: Window, at: int) -> np.ndarray[Any, Any]:
    """The pixels of a card of the preview, as the browser has them."""
    image = window.page.locator(".frames img").nth(at)
    data = base64.b64decode(window.until(lambda: image.evaluate(PIXELS), "the card is there"))
    return np.asarray(Image.open(BytesIO(data)).convert("RGB")).astype(int)


def shows_what_is_built(window: Window, folder: Path) -> None:
    """Wait until both cards of the preview are those that a build would have."""
    for at in (0, 1):
        wanted = built(folder, at, "en")
        window.until(lambda at=at, wanted=wanted: np.abs(seen(window, at) - wanted).max() <= 2, f"card {at}")


def built(folder: Path, at: int, lang: str) -> np.ndarray[Any, Any]:
    """The pixels that a build would have."""
    tutorial = read_folder(folder / "clase").readable
    assert tutorial is not None
    cards = CardPreviews(StepPictures(Cache(default_root())))
    data = cards.draw_frame(folder / "clase", tutorial, lang, "closing" if at else "opening")
    return np.asarray(Image.open(BytesIO(data)).convert("RGB")).astype(int)


def test_somebody_fills_it_in_and_sees_how_it_will_look(visit: Callable[..., Window], folder: Path) -> None:
    window = visit()
    field(window, "phone").fill("410-555-0100")
    field(window, "person").fill("Sra. Rosa")
    field(window, "website").fill("https://losrobles.example.org/ayuda")
    field(window, "person-languages.en").check()
    field(window, "main").fill("#5B1A6C")
    field(window, "mark-pick").evaluate(
        """(field) => {
            field.value = "#ffd23f";
            for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, {bubbles: true}));
        }"""
    )
    field(window, "pointer").select_option("hand")
    written = {
        "name": "Los Robles",
        "note": "for us",
        "phone": "410-555-0100",
        "website": "https://losrobles.example.org/ayuda",
        "pointer": "hand",
        "help": {"person": "Sra. Rosa", "languages": ["es", "en"]},
        "colors": {"main": "#5B1A6C", "mark": "#FFD23F"},
    }
    window.until(lambda: keys(folder) == written, "all is written")
    text = (folder / "school.toml").read_text(encoding="utf-8")
    for line in TEXT.splitlines():
        assert line in text or line.startswith("languages"), "comments, spaces and unknown keys stay"
    window.until(lambda: "hard to see" in window.page.locator("#school-mark-hint").inner_text(), "the contrast is told")
    assert re.search(r"\d+\.\d to 1", window.page.locator("#school-main-hint").inner_text())
    shows_what_is_built(window, folder)
    before = seen(window, 0)
    field(window, "name").fill("El Sol")
    window.until(lambda: keys(folder)["name"] == "El Sol", "the name is written")
    saved = window.page.locator("p[role=status]", has_text=window.t("school.saved")).locator("code")
    assert saved.inner_text() == str(folder / "school.toml")
    window.until(lambda: seen(window, 0).tolist() != before.tolist(), "the preview follows")
    window.page.get_by_role("button", name=window.t("school.undo")).click()
    window.until(lambda: keys(folder)["name"] == "Los Robles", "taken back")
    window.until(lambda: field(window, "name").input_value() == "Los Robles", "and shown")


def test_what_is_wrong_is_said_beside_its_field_and_stays_there(
    visit: Callable[..., Window], folder: Path, tmp_path: Path
) -> None:
    window = visit(locale="es-US")
    wrong = {"main": "verde", "phone": "llámenos", "whatsapp": "410 555 0100", "website": "losrobles.example.org"}
    for name, typed in wrong.items():
        field(window, name).first.fill(typed)
    (tmp_path / "logo.png").write_bytes(b"%PDF-1.4")
    window.page.locator("input[type=file]").first.set_input_files(tmp_path / "logo.png")
    beside(window, "logo").wait_for()
    for name, typed in wrong.items():
        beside(window, name).wait_for()
        assert field(window, name).first.input_value() == typed
        assert field(window, name).first.get_attribute("aria-invalid") == "true"
        assert f"school-{name}-problem" in str(field(window, name).first.get_attribute("aria-describedby"))
        below = beside(window, name).bounding_box()["y"] - field(window, name).first.bounding_box()["y"]
        assert 0 < below < 200, "beside the field"
    assert "Es un PDF, no una imagen." in beside(window, "logo").inner_text()
    assert (folder / "school.toml").read_text(encoding="utf-8") == TEXT
    assert sorted(path.name for path in folder.iterdir()) == ["clase", "school.toml"]
    field(window, "main").fill("#0B4F6C")
    beside(window, "main").wait_for(state="detached")
    assert keys(folder)["colors"] == {"main": "#0B4F6C"}


def test_a_change_elsewhere_is_said_and_kept_and_who_answers_is_asked(
    visit: Callable[..., Window], folder: Path
) -> None:
    window = visit()
    page = window.page
    (folder / "school.toml").write_text(TEXT + '[colors]\nmain = "#112233"\n', encoding="utf-8")
    field(window, "name").fill("El Sol")
    again = beside(window, "name").get_by_role("button", name=window.t("school.again"))
    again.wait_for()
    assert keys(folder)["name"] == "Los Robles" and field(window, "main").input_value() == "#112233"
    again.click()
    window.until(lambda: keys(folder)["name"] == "El Sol", "written on demand")
    assert keys(folder)["colors"] == {"main": "#112233"}

    window.open(tutorial_id(folder / "clase"), "check")
    for phone in ("no", "410-555-0100"):
        page.locator("#school-person").fill("Sra. Rosa")
        page.locator("#school-phone").fill(phone)
        assert keys(folder).get("phone") is None
        window.button("school.question-save").click()
        if phone == "no":
            beside(window, "phone").wait_for()
    page.locator(".toast", has_text=window.t("school.noted")).wait_for()
    assert keys(folder)["help"] == {"languages": ["es"], "person": "Sra. Rosa"}
    assert page.locator("#school-person").count() == 0


def test_a_logo_and_a_photo_are_brought_and_the_consent_is_asked(
    visit: Callable[..., Window], folder: Path, tmp_path: Path
) -> None:
    window = visit()
    for at, (name, color) in enumerate({"logo": "#0B4F6C", "rosa": "#C08060"}.items()):
        Image.new("RGB", (90, 90), color).save(tmp_path / f"{name}.png")
        window.page.locator("input[type=file]").nth(at).set_input_files(tmp_path / f"{name}.png")
        window.page.locator(".shown img").nth(at).wait_for()
    assert keys(folder)["logo"] == "school-logo.png" and keys(folder)["help"]["photo"] == "rosa.png"
    form = window.page.locator("form.consent")
    form.locator("[name=who]").fill("Sra. Rosa")
    form.locator("[name=until]").fill("2031-05-01")
    form.get_by_role("button").click()
    form.wait_for(state="detached")
    assert '["rosa.png"]' in (folder / "consent.toml").read_text(encoding="utf-8")
    shows_what_is_built(window, folder)


def test_everything_can_be_undone_one_after_the_other(visit: Callable[..., Window], folder: Path) -> None:
    window = visit()
    page, keyboard = window.page, window.page.keyboard

    def says(name: str, languages: list[str]) -> None:
        ticked = field(window, "person-languages.en")
        shown = lambda: (field(window, "name").input_value(), ticked.is_checked())  # noqa: E731
        window.until(lambda: shown() == (name, "en" in languages), f"shown: {name} {languages}")
        assert (keys(folder)["name"], keys(folder)["help"]["languages"]) == (name, languages)

    field(window, "name").fill("El Sol")
    window.until(lambda: keys(folder)["name"] == "El Sol", "the name is written")
    field(window, "person-languages.en").check()
    window.until(lambda: keys(folder)["help"]["languages"] == ["es", "en"], "all is written")
    page.reload()
    window.button("school.undo").click()
    says("El Sol", ["es"])
    field(window, "name").focus()
    keyboard.press("Control+z")
    says("Los Robles", ["es"])
    assert (folder / "school.toml").read_text(encoding="utf-8") == TEXT
    assert window.button("school.undo").is_disabled()
    keyboard.press("Control+Shift+z")
    says("El Sol", ["es"])
    page.get_by_role("button", name=window.t("shell.redo")).click()
    says("El Sol", ["es", "en"])


def test_words_languages_and_the_order_by_keys(visit: Callable[..., Window], folder: Path) -> None:
    shutil.copytree(folder / "clase", folder / "again")
    window = visit()
    person, page = ByKeys(window), window.page
    person.press(page.locator("summary", has_text="Spanish"))
    for word, spelt in (("Zoom", "…"), ("ClassDojo", "clas dóyo")):
        person.write(page.locator("[id='new-word.es-word']"), word)
        person.write(page.locator("[id='new-word.es-spelt']"), spelt)
        page.keyboard.press("Enter")
    window.until(lambda: keys(folder).get("lexicon") == {"es": {"ClassDojo": "clas dóyo"}}, "what sounds is written")
    beside(window, "lexicons.es.Zoom").wait_for()
    person.focus(field(window, "lexicons.es.Zoom"))
    page.keyboard.press("Control+a")
    page.keyboard.type("sum")
    window.until(lambda: len(keys(folder)["lexicon"]["es"]) == 2, "corrected")
    person.press(page.get_by_role("button", name=window.t("school.remove", word="Zoom")))
    window.until(lambda: keys(folder)["lexicon"] == {"es": {"ClassDojo": "clas dóyo"}}, "removed")
    field(window, "lexicons.es.Zoom").wait_for(state="detached")
    page.wait_for_function("() => document.activeElement !== document.body")  # its neighbour has the focus

    person.write(page.locator("#new-language-called"), "Mixteco")
    page.keyboard.press("Enter")
    person.press(field(window, "person-languages.mix"))
    page.keyboard.press("Space")
    window.until(lambda: keys(folder)["help"]["languages"] == ["es", "mix"], "ticked")
    assert keys(folder)["language-names"] == {"mix": "Mixteco"}

    person.press(page.locator(".order button").nth(1))
    window.until(lambda: keys(folder).get("order") == ["clase", "again"], "moved down")
    page.wait_for_function("() => document.activeElement.closest('.order')")


def test_what_is_wrong_moves_nothing(visit: Callable[..., Window]) -> None:
    window = visit(viewport={"width": 1366, "height": 768})
    places = """() => [...document.querySelectorAll(".school > div :is(input, select, button)")].map((each) => {
        const top = each.getBoundingClientRect().top + document.querySelector("main").scrollTop;
        return `${each.name || each.innerText} ${Math.round(top)}`;
    })"""
    before = window.page.evaluate(places)
    for name, typed in {"whatsapp": "410 555 0100", "website": "losrobles", "phone": "no", "main": "verde"}.items():
        field(window, name).fill(typed)
        beside(window, name).wait_for()
    assert window.page.evaluate(places) == before


def test_axe_finds_nothing(visit: Callable[..., Window]) -> None:
    window = visit(viewport={"width": 1024, "height": 700}, color_scheme="dark")
    field(window, "main").fill("verde")
    beside(window, "main").wait_for()
    for summary in window.page.locator("summary").all():
        summary.click()
    assert violations(window.page) == []
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
