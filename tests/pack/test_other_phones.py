"""A family with another phone gets pictures, sentences and a page of its own; all else is as it was."""

from __future__ import annotations

import json
import math
import shutil
import struct
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from annotator import assets
from annotator.cache import Cache, default_root
from annotator.edition.tutorial_source import read_source
from annotator.model import StepNumber
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from annotator.pack.preflight import Preflight, preflight
from annotator.pack.products.whole_pack import list_frames
from tests.helpers import axe
from tests.helpers.chromium import running_chromium
from tests.helpers.screens import draw_texts
from tests.helpers.visits import Visit

ZOOM = assets.shipped_tutorials() / "join-class-on-zoom"
TOP = (
    "# es: Entrar a la clase\n\n- phone: android = Android\n- phone: iphone = iPhone\n- why es: Así ve a la maestra.\n"
)
JOIN = "\n![](1.png)\n- tap: Unirse | Join\n"
WAIT = "\n![](2.png)\n- wait\n- es: Espere un momento.\n"


SECRET = (600, 1790, 980, 1940)
"""A place above the button, in pixels of 1080 × 2340."""
HIDE = "- hide iphone: 55% 76% 37% 7.5%\n"


def make(folder: Path, script: str) -> Path:
    """Two steps of Zoom, of which the first has another picture on an iPhone."""
    folder.mkdir()
    for name, shown in (("1.png", "03-unirse.png"), ("1.iphone.png", "03-unirse.en.png"), ("2.png", "05-espere.png")):
        shutil.copy(ZOOM / shown, folder / name)
    (folder / "tutorial.md").write_text(script, encoding="utf-8")
    return folder


def check(folder: Path) -> Preflight:
    return preflight(read_source(folder), Options(kinds=("card",)), Cache(default_root()))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("- es: Toque Unirse.\n", "Toque Join."),  # the button is called otherwise: the phrasebook's
        ("- es: Toque el botón azul.\n", "Toque el botón azul."),
        ("- es: Toque Unirse.\n- es iphone: Oprima Join.\n", "Oprima Join."),
        ("- es: Toque Unirse.\n- tap iphone: Join #1\n", "Toque Join."),
    ],
)
def test_a_sentence_names_the_button_of_its_phone(lines: str, said: str, tmp_path: Path) -> None:
    checked = check(make(tmp_path / "clase", TOP + JOIN + lines + WAIT))
    assert [str(problem) for problem in checked.problems if problem.level == "problem"] == []
    (own,) = checked.editions
    (other,) = own.phones
    assert other.steps[0].text == said
    assert [text.text for text in other.texts] == ([said] if said != own.steps[0].text else [])
    assert other.steps[1] is own.steps[1]


def test_the_review_sheet_has_its_picture_also_where_it_says_the_same(tmp_path: Path) -> None:
    checked = check(make(tmp_path / "clase", f"{TOP}{JOIN}- es: Toque el botón azul.\n{WAIT}"))
    (other,) = checked.editions[0].phones
    assert other.texts == ()
    section = next(section for section in other.sections({}) if section.step == StepNumber(1))
    assert {caption.lines for _, caption in list_frames(section, other) if caption} == {("Toque el botón azul.",)}


def test_what_is_wrong_on_the_other_picture_is_said_with_its_name(tmp_path: Path) -> None:
    checked = check(make(tmp_path / "clase", TOP + JOIN.replace(" | Join", "") + WAIT))
    (told,) = [problem for problem in checked.problems if problem.level == "problem"]
    assert str(told).startswith("tutorial.md:8: step 1: “Unirse” is not on 1.iphone.png.")


@pytest.mark.parametrize(("sentence", "missing"), [("Toque Unirse.", True), ("Toque el botón azul.", False)])
def test_a_memo_is_lent_where_the_sentence_is_the_same(sentence: str, missing: bool, tmp_path: Path) -> None:
    folder = make(tmp_path / "clase", f"{TOP}{JOIN}- es: {sentence}\n{WAIT}")
    with wave.open(str(folder / "1.es.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"".join(struct.pack("<h", round(9000 * math.sin(at / 5))) for at in range(16000)))
    checked = check(folder)
    told = [str(problem) for problem in checked.problems if "Nobody recorded" in str(problem)]
    assert [("“1.iphone.es.m4a”" in each or '"1.iphone.es.m4a"' in each) for each in told] == [True] * missing
    assert checked.editions[0].phones[0].steps[0].step.memo("es") == (None if missing else "1.es.wav")


def test_names_on_the_other_picture_are_covered_or_asked_about(tmp_path: Path) -> None:
    folder = make(tmp_path / "clase", TOP + JOIN + WAIT)
    draw_texts(folder / "1.iphone.png", {"Hola, Lupita Torres": 260, "Marta Ruiz": 400, "Join": 900})
    (folder / "names.txt").write_text("Marta Ruiz\n", encoding="utf-8")
    (folder / "school.toml").write_text('names = "names.txt"\n', encoding="utf-8")
    checked = check(folder)
    told = [str(problem) for problem in checked.problems if problem.secret and "1.iphone.png" in str(problem)]
    assert ["“Lupita Torres” on 1.iphone.png may be" in each for each in told] == [True]
    (cover,) = checked.editions[0].phones[0].steps[0].whole.screen.hidden
    assert cover.kind == "name"
    assert 390 < cover.box.y < 430
    script = f"{TOP}{JOIN}- tap iphone: Marta Ruiz\n{WAIT}"
    (folder / "tutorial.md").write_text(script, encoding="utf-8")
    assert any("looks private (name)" in str(each) for each in check(folder).problems)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("phones")
    folder = make(root / "clase", f"{TOP}{JOIN}- es: Toque Unirse.\n{HIDE}{WAIT}")
    for name in ("1.png", "1.iphone.png"):
        with Image.open(folder / name) as image:
            shown = image.convert("RGB")
        shown.paste((255, 0, 255), SECRET)
        shown.save(folder / name)
    return build(folder, Options(root / "packs", kinds=("card", "page"), voice="pico")).pack


@pytest.mark.slow
def test_the_pack_has_its_pictures_and_a_page(pack: Path) -> None:
    files = json.loads((pack / "pack.json").read_text("utf-8"))["files"]
    of_phone = {row["path"] for row in files if row.get("phone") == "iphone"}
    own = ("opening-iphone.m4a", "paso-1-iphone.webp", "paso-1-iphone.m4a")
    practice = ("practice-iphone.html", "paso-1-iphone-practice.jpg")
    web = (*own, *practice, "iphone.html", "iphone.webp")
    assert of_phone == {"es/paso-1-iphone.jpg", *(f"web/es/{name}" for name in web)}
    html = (pack / "web/es/iphone.html").read_text(encoding="utf-8")
    assert all(name in html for name in (*own, "paso-2.webp", "paso-2.m4a"))
    assert all(name not in html for name in ("<video", "paso-1.webp", "paso-1.m4a"))
    assert "¿Su celular es Android?" in html
    tried = (pack / "web/es/practice-iphone.html").read_text(encoding="utf-8")
    shown = ("paso-1-iphone-practice.jpg", "paso-1-iphone.m4a", "paso-2-practice.jpg", "paso-2.m4a")
    assert [name for name in shown if name not in tried] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["es/paso-1{}.jpg", "web/es/paso-1{}.webp", "web/es/paso-1{}-practice.jpg"])
def test_what_is_covered_on_the_other_picture_is_in_none_of_its_files(pack: Path, name: str) -> None:
    shares = []
    for phone in ("", "-iphone"):
        with Image.open(pack / name.format(phone)) as image:
            red, green, blue = np.moveaxis(np.asarray(image.convert("RGB")).astype(int), 2, 0)
        shares.append(((red - green > 100) & (blue - green > 100)).mean())
    assert shares[0] > 0.01, "the line is for the other phone"
    assert shares[1] < 0.0001


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.enable_socket
def test_a_family_goes_from_page_to_page_of_its_own_phone(pack: Path, need: Callable[[str], str]) -> None:
    first = (pack / "web/es/index.html").as_uri()
    with running_chromium(need) as browser, Visit(browser, first, 360, bypass_csp=True) as visit:
        page = visit.page
        page.get_by_text("¿Su celular es iPhone?").click()
        page.wait_for_url("**/iphone.html")
        step = page.locator(".steps li").first
        assert "Toque Join." in step.inner_text()
        assert "Toque Unirse" not in step.inner_text()
        step.locator(".play").click()
        assert step.locator("audio").get_attribute("src") == "paso-1-iphone.m4a"
        page.wait_for_function("document.querySelector('.steps audio').currentTime > 0")
        _check(page, "paso-1-iphone.webp")
        page.locator("a[href='practice-iphone.html']").click()
        page.locator(".start .button").click()
        assert "Toque Join." in page.locator(".s1 .words").inner_text()
        page.wait_for_function("document.querySelector('.s1 audio').currentTime > 0")
        _check(page, "paso-1-iphone-practice.jpg")
        page.locator(".s1 a[href='iphone.html']").click()
        page.get_by_text("¿Su celular es Android?").click()
        page.wait_for_url(first)
        assert visit.said == []


def _check(page: Any, picture: str) -> None:
    """The picture is there, nothing is too wide for the phone, and axe finds nothing."""
    assert page.locator(f"img[src='{picture}']").evaluate("async image => (await image.decode(), image.naturalWidth)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe.violations(page) == []
