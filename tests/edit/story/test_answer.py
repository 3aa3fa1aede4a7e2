"""The minute in which a family is answered: a picture is pasted, a button clicked, and both files are taken into the chat."""

from __future__ import annotations

import base64
import io
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from annotator.cards import image_files
from annotator.commands import answer as answering
from annotator.edit import answers
from tests.helpers.axe import violations
from tests.helpers.editor_windows import OWN_TEXTS, Window, text_of
from tests.helpers.live_editor import running
from tests.helpers.microphones import spoken, wav
from tests.helpers.recording_people import Person
from tests.helpers.screens import draw_buttons, draw_texts

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.pico, pytest.mark.enable_socket]
NAME = "Marta Ruiz Soto"
COPY = """async (text) => {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({"image/png": new Blob([bytes], {type: "image/png"})})]);
}"""
PASTED = """async () => {
    const [item] = await navigator.clipboard.read();
    const bytes = new Uint8Array(await (await item.getType("image/png")).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""
DRAG = """(link) => {
    const data = new DataTransfer();
    link.dispatchEvent(new DragEvent("dragstart", {dataTransfer: data, bubbles: true}));
    return data.getData("DownloadURL");
}"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, own_data: Path) -> Iterator[Path]:
    """A school's folder, with one editor for all tests."""
    folder = tmp_path_factory.mktemp("school")
    (folder / "school.toml").write_text(
        'name = "Escuela Los Robles"\nlanguages = ["es", "mix"]\nnames = "names.txt"\n[voices]\nes = "pico"\n',
        encoding="utf-8",
    )
    (folder / "names.txt").write_text(f"{NAME}\n", encoding="utf-8")
    with running(folder):
        yield folder


@pytest.fixture
def window(browser: Any, school: Path) -> Iterator[Window]:
    opened = Window(browser, school, "es-MX", permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    yield opened
    opened.close()


def pixels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        assert not image.getexif()
        return np.asarray(image.convert("RGB"))


def expected(picture: Path, monkeypatch: pytest.MonkeyPatch, target: str = "Unirse", **options: Any) -> np.ndarray:
    """The pixels that the command draws."""
    drawn = []
    encode = image_files.encode_jpeg
    monkeypatch.setattr(
        image_files, "encode_jpeg", lambda made, *rest, **more: (drawn.append(made), encode(made, *rest, **more))[1]
    )
    monkeypatch.chdir(picture.parent)
    answering.answer(answering.AnswerRequest(picture, (target,), lang="es", voice="pico", **options))
    return drawn[0]


def answer(window: Window, school: Path, scratch: Path) -> Path:
    """Answer with the picture that was copied; returns the voice that was saved."""
    page = window.page
    draw_buttons(school / "captura.png", "Unirse", "Cancelar")
    page.evaluate(COPY, base64.b64encode((school / "captura.png").read_bytes()).decode())
    before = window.keys
    window.button("answer.title").click()
    page.get_by_role("heading", name=window.t("answer.title")).wait_for()
    page.keyboard.press("Control+v")
    page.locator(".overlay").wait_for()
    places = "[...document.querySelectorAll('.work-side h3')].map((each) => each.getBoundingClientRect().top)"
    below = page.evaluate(places)
    page.locator(".overlay").click(position=window.place("Unirse"))
    window.button("answer.copy").click()
    pairs = zip(page.evaluate(places), below, strict=True)
    assert all(now <= then + 40 for now, then in pairs), "the answer comes beside it"
    page.get_by_text(window.t("share.copied")).wait_for()
    with page.expect_download() as saved:
        window.button("answer.save").click()
    assert window.keys - before <= 10
    sound = scratch / saved.value.suggested_filename
    saved.value.save_as(sound)
    return sound


def test_a_family_is_answered_in_a_minute_and_everybody_can_do_it(
    window: Window, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = {text_of("en", f"answer.{key}") for key in ("title", "copy", "save", "next", "tutorial", "last", "throw")}
    page = window.page
    sound = answer(window, school, tmp_path)
    page.set_viewport_size({"width": 1024, "height": 700})
    assert violations(page) == []
    assert not english & set(page.evaluate(OWN_TEXTS))
    assert not page.locator(".top nav").filter(visible=True).count(), "nothing is checked and built here"
    pasted = base64.b64decode(page.evaluate(PASTED))
    window.button("share.copy-sentence").click()
    window.until(lambda: page.evaluate("navigator.clipboard.readText()") == "Toque Unirse.", "pasted below the picture")
    assert (pixels(pasted) == expected(school / "captura.png", monkeypatch)).all()
    assert re.fullmatch(r"respuesta-\d\d-\d\d-\d\d-es\.ogg", sound.name), "files are told apart by their time"
    assert sound.read_bytes()[:4] == b"OggS"
    kind, name, address = window.button("answer.save").evaluate(DRAG).split(":", 2)
    assert (kind, name) == ("application/octet-stream", sound.name)
    assert address.startswith("http://127.0.0.1")

    kept, *_ = answers.list_answers()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700, "nobody else gets to its files"
    assert [path.name for path in school.iterdir() if path.is_dir()] == [], "nothing is put beside the tutorials"

    window.button("answer.next").click()
    page.locator(".cards .card").first.wait_for()
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert not english & set(page.evaluate(OWN_TEXTS))
    page.locator(".cards a").first.click()
    page.locator(".overlay").wait_for()
    window.button("answer.tutorial").click()
    page.wait_for_url("**/step/about")
    [tutorial] = window.until(lambda: [*school.glob("respuesta-*/tutorial.md")], "it is a tutorial")
    made = {path.name for path in tutorial.parent.iterdir()}
    assert "school.toml" not in made
    assert len(made) == 2, made
    page.goto(page.url.partition("#")[0] + "#/answer")
    window.button("answer.throw").click()
    window.button("memory.sure").click()
    page.locator(".cards").wait_for(state="detached")
    assert not kept.exists()
    assert answers.list_answers() == {}
    shutil.rmtree(tutorial.parent)  # the next pictures are not of its step


def test_a_language_that_is_only_spoken_asks_for_a_recording_alone(window: Window, school: Path) -> None:
    page, person = window.page, Person(window)
    draw_buttons(school / "captura.png", "Unirse", "Cancelar")
    window.button("answer.title").click()
    page.locator("label", has=page.get_by_role("radio", name="mixteco")).click()
    page.locator(".drop input[type=file]").set_input_files(school / "captura.png")
    page.locator(".overlay").wait_for()
    place = window.place("Unirse", "mix")
    page.route("**/point", lambda _: None)  # it waits, until nobody keeps it
    page.locator(".overlay").click(position=place)
    page.get_by_text(window.t("point.still_reading")).wait_for()
    page.unroute_all()
    page.locator(".next", has_text=window.t("missing.recording")).wait_for()
    page.get_by_text("Toque Unirse.").wait_for()
    assert not page.locator(".sentences textarea").count(), "nobody writes it"
    (school / "voz.wav").write_bytes(wav(spoken("Toque el botón azul.")))
    page.locator(".voice-file summary").click()
    page.locator(".voice-file input").set_input_files(school / "voz.wav")
    person.hear()
    person.keep()
    window.button("answer.copy").wait_for()
    with page.expect_download() as saved:
        window.button("answer.save").click()
    assert saved.value.path().read_bytes()[:4] == b"OggS"
    window.button("answer.next").click()
    page.get_by_text("Unirse", exact=True).wait_for()
    assert page.get_by_role("radio", name="español", checked=True).count(), (
        "the next family speaks the school's language"
    )


def test_the_step_that_a_picture_shows_is_answered_with_three_presses(window: Window, school: Path) -> None:
    page, folder = window.page, school / "zoom"
    folder.mkdir()
    draw_buttons(folder / "1.png", "Entrar", "Cancelar", "Audio")
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n\n![](1.png)\n- tap: Entrar\n- es: Toque Entrar, por favor.\n", encoding="utf-8"
    )
    draw_buttons(school / "captura.png", "Ingresar", "Cancelar", "Audio")
    draw_texts(school / "otra.png", {"Pan dulce": 90, "Leche fresca": 620, "Huevos": 1000})
    window.button("answer.title").click()
    page.locator(".drop input[type=file]").set_input_files(school / "captura.png")
    page.get_by_text("Es el paso 1 de “Entrar a la clase”.").wait_for()
    page.get_by_text("Aquí el botón se llama “Ingresar”.").wait_for()
    window.button("answer.yes").click()
    page.get_by_text(window.t("answer.ready")).wait_for()
    window.button("share.copy-sentence").click()
    window.until(lambda: page.evaluate("navigator.clipboard.readText()") == "Toque Ingresar, por favor.", "its word")
    window.button("answer.for-phone").click()
    save = window.button("answer.phone-keep")
    save.click()
    assert not [*folder.glob("1.*.jpg")], "the family wasn't asked"
    assert violations(page) == []
    page.locator("input[name=agreed]").check()
    save.click()
    page.get_by_text(window.t("answer.phone-kept", n=1, title="Entrar a la clase")).wait_for()
    assert (folder / "1.iphone.jpg").is_file()
    assert "- phone: iphone = iPhone" in (folder / "tutorial.md").read_text(encoding="utf-8")
    window.button("answer.keep").click()
    page.get_by_text(window.t("answer.kept")).wait_for()
    assert [path.name for path in folder.iterdir()].count("captura.png") == 0, "nobody kept it"

    first = window.tid
    page.locator("label", has=page.get_by_role("radio", name=window.t("answer.computer"))).click()
    window.until(lambda: window.state["device"] == "laptop", "a mouse")
    window.drop(".steps-side", [school / "otra.png"])  # the next family's
    window.until(lambda: window.tid not in ("", first), "the next answer")
    page.get_by_text(window.t("answer.none")).wait_for()
    window.button("answer.not-ours").click()
    page.get_by_text(window.t("answer.ready-words")).wait_for()
    assert not page.locator(".answer-picture").count(), "words alone"
    window.button("share.copy-sentence").click()
    window.until(
        lambda: page.evaluate("navigator.clipboard.readText()").startswith("Esta pantalla no es de la escuela."), "said"
    )
    folder.with_name("otra-clase").mkdir()
    for path in folder.iterdir():
        (folder.with_name("otra-clase") / path.name).write_bytes(path.read_bytes())
    (folder.with_name("otra-clase") / "1.es.wav").write_bytes(wav(spoken("Toque Entrar, por favor.")))
    window.drop(".steps-side", [folder / "1.png"])  # of two that are as likely, neither is taken
    page.get_by_text(window.t("answer.which")).wait_for()
    assert violations(page) == []
    page.locator("button.this").first.click()
    page.get_by_text(window.t("answer.ready")).wait_for()
    window.until(lambda: [*next(iter(answers.list_answers())).glob("*.es.wav")], "the step's recording says it")
    window.button("answer.next").click()
    page.get_by_text(window.t("answer.passing")).wait_for()  # one is kept, and the last one is still there
