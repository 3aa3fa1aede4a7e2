"""A family with another phone gets pictures, sentences and a page of its own; all else is as it was."""

from __future__ import annotations

import json
import math
import shutil
import struct
import wave
from pathlib import Path

import pytest

from annotator import assets
from annotator.cache import Cache, default_root
from annotator.edition.tutorial_source import read_source
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from annotator.pack.preflight import Preflight, preflight

ZOOM = assets.shipped_tutorials() / "join-class-on-zoom"
TOP = (
    "# es: Entrar a la clase\n\n- phone: android = Android\n- phone: iphone = iPhone\n- why es: Así ve a la maestra.\n"
)
JOIN = "\n![](1.png)\n- tap: Unirse | Join\n"
WAIT = "\n![](2.png)\n- wait\n- es: Espere un momento.\n"


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


def test_the_pack_has_its_pictures_and_a_page(tmp_path: Path) -> None:
    folder = make(tmp_path / "clase", TOP + JOIN + "- es: Toque Unirse.\n" + WAIT)
    made = build(folder, Options(tmp_path / "packs", kinds=("card", "page"), voice="pico"))
    of_phone = {row["path"] for row in made.manifest["files"] if row.get("phone") == "iphone"}
    own = ("opening-iphone.m4a", "paso-1-iphone.webp", "paso-1-iphone.m4a")
    practice = ("practice-iphone.html", "paso-1-iphone-practice.jpg")
    web = (*own, *practice, "iphone.html", "iphone.webp")
    assert of_phone == {"es/paso-1-iphone.jpg", *(f"web/es/{name}" for name in web)}
    html = (made.pack / "web/es/iphone.html").read_text(encoding="utf-8")
    assert all(name in html for name in (*own, "paso-2.webp", "paso-2.m4a"))
    assert all(name not in html for name in ("<video", "paso-1.webp", "paso-1.m4a"))
    assert "¿Su celular es Android?" in html
    assert 'href="practice-iphone.html"' in html
    tried = (made.pack / "web/es/practice-iphone.html").read_text(encoding="utf-8")
    shown = ("paso-1-iphone-practice.jpg", "paso-1-iphone.m4a", "paso-2-practice.jpg", "paso-2.m4a")
    assert [name for name in (*shown, 'href="iphone.html"') if name not in tried] == []
    assert "¿Su celular es iPhone?" in (made.pack / "web/es/index.html").read_text(encoding="utf-8")
    assert json.loads((made.pack / "pack.json").read_text("utf-8"))["files"] == made.manifest["files"]
