"""``check`` and ``build`` notice recordings that say something else, and no private word gets out by that."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from annotator.cache import Cache
from annotator.edition.memos import memo_texts, recording_checks
from annotator.edition.tutorial_source import read_source
from annotator.model import Problem
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from annotator.script import Consent, find_memo_slots, list_files
from annotator.script.checks.staleness import digest_picture
from annotator.script.consent import write_consents
from tests.helpers.recordings import recording
from tests.helpers.screens import draw_buttons

UNTIL = datetime.date(2099, 6, 30)
SCRIPT = """# es: Entrar
# mix: Kava

- why es: Así ve a la maestra.

![](01.png)
- tap: Unirse
- es: Toque Unirse.

![](02.png)
- tap: Entrar
"""


def put(folder: Path, *consents: Consent, text: str = SCRIPT) -> Path:
    folder.mkdir(exist_ok=True)
    for name, word in (("01.png", "Unirse"), ("02.png", "Entrar")):
        if not (folder / name).exists():
            draw_buttons(folder / name, word)
    for consent in consents:
        (folder / consent.file).write_bytes(recording("ogg"))
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    (folder / "consent.toml").write_text(write_consents(consents), encoding="utf-8")
    return folder


def consent(file: str, says: str, picture: str = "", who: str = "Sra. Rosa") -> Consent:
    return Consent(file, who, ("chat", "website"), UNTIL, says=says, picture=picture)


def found(folder: Path, warm: Cache, *languages: str) -> list[Problem]:
    checked = preflight(read_source(folder, languages or ("es",)), Options(kinds=("message",)), warm)
    return [problem for problem in checked.problems if "voice" in problem.message.lower()]


def test_a_changed_sentence_and_a_changed_picture_are_warned_of(tmp_path: Path, warm: Cache) -> None:
    folder = tmp_path / "zoom"
    said = consent("01.es.ogg", "Toque Entrar.")
    shown = consent("02.es.ogg", "Toque Entrar.", "0123456789abcdef")
    (first, second) = found(put(folder, said, shown), warm)
    assert str(first).startswith(
        "tutorial.md:8: step 1: warning: The voice still says “Toque Entrar.”. Record it again;"
    )
    assert str(second).startswith("tutorial.md:10: step 2: warning: The voice was recorded for another picture.")
    assert first.level == second.level == "warning"


def test_what_fits_and_what_is_not_known_are_not(tmp_path: Path, warm: Cache) -> None:
    folder = put(tmp_path / "zoom")
    put(folder, consent("01.es.ogg", "¡Toque unirse!", digest_picture(folder / "01.png")), consent("02.es.ogg", ""))
    assert found(folder, warm) == []
    put(folder, consent("02.es.ogg", "Toque Entrar.", digest_picture(folder / "02.png")))
    assert found(folder, warm) == [], "the phrasebook's sentence, with the word that is on the screen"
    put(folder, consent("02.es.ogg", "Toque Salir."))
    assert len(found(folder, warm)) == 1


def test_the_opening_and_the_closing_too(tmp_path: Path, warm: Cache) -> None:
    folder = put(tmp_path / "zoom", consent("title.es.ogg", "Salir."), consent("end.es.ogg", "Adiós."))
    assert [problem.step for problem in found(folder, warm)] == [None, None]
    put(folder, consent("title.es.ogg", "Entrar. Así ve a la maestra."), consent("end.es.ogg", ""))
    assert found(folder, warm) == []


def test_ok_accepts_it(tmp_path: Path, warm: Cache) -> None:
    text = SCRIPT.replace("- es: Toque Unirse.", "- es: Toque Unirse.\n- ok: heard again in June")
    assert found(put(tmp_path / "zoom", consent("01.es.ogg", "Toque Entrar."), text=text), warm) == []


def test_a_language_without_words_says_what_another_one_says(tmp_path: Path, warm: Cache) -> None:
    folder = put(tmp_path / "zoom", consent("01.mix.ogg", "Toque Unirse."), consent("title.mix.ogg", "Entrar."))
    assert [problem.step for problem in found(folder, warm, "es", "mix")] == [None]
    put(folder, consent("01.mix.ogg", "Toque Salir."), consent("title.mix.ogg", "Kava."))
    told = [problem.message for problem in found(folder, warm, "es", "mix") if "still says" in problem.message]
    assert told == ["The voice still says “Toque Salir.”."]
    told = [problem.message for problem in found(folder, warm, "mix") if "still says" in problem.message]
    assert told == [], "what Spanish says isn't known"
    phones = "- phone: android = Android\n- phone: iphone = iPhone\n- why es"
    put(folder, consent("title.mix.ogg", "Entrar."), text=SCRIPT.replace("- why es", phones))
    assert found(folder, warm, "mix") == [], "another phone is no other language"


def test_a_voice_that_says_a_hidden_name_is_a_problem(tmp_path: Path, warm: Cache) -> None:
    text = SCRIPT.replace("- why es", "- hide: Lupita Rojas = Luna\n- why es")
    folder = put(tmp_path / "zoom", consent("01.es.ogg", "Busque a Lupita Rojas."), text=text)
    (problem,) = found(folder, warm)
    assert problem.level == "problem"
    assert "Lupita" not in str(problem)


def test_no_private_word_gets_into_a_pack(tmp_path: Path, warm: Cache) -> None:
    (tmp_path / "names.txt").write_text("Lupita Rojas\n", encoding="utf-8")
    (tmp_path / "school.toml").write_text('names = "names.txt"\n', encoding="utf-8")
    folder = put(tmp_path / "zoom", consent("01.es.ogg", "Toque Entrar, en la tele.", who="Lupita Rojas"))
    built = build(folder, Options(output=tmp_path / "packs", languages=("es",), kinds=("message",)), cache=warm)
    (warning,) = [text for text in built.manifest["warnings"] if "still says" in text]
    assert "en la tele" in warning
    for path in built.pack.rglob("*"):
        if path.is_file():
            assert b"Lupita" not in path.read_bytes()
    assert "says" not in json.dumps(built.manifest["voices"])


def test_what_a_recording_says_is_worked_out(tmp_path: Path, warm: Cache) -> None:
    folder = put(tmp_path / "zoom")
    tutorial = read_source(folder).tutorial
    for lang, title in (("es", "Entrar. Así ve a la maestra."), ("mix", "Kava.")):
        slots = find_memo_slots(tutorial, list_files(folder), lang)
        texts = memo_texts.find_memo_texts(folder, lang, slots, warm)
        assert texts["title"] == (title, "")
        assert texts["step-1"] == ("Toque Unirse.", digest_picture(folder / "01.png"))
        assert texts["step-2"] == ("Toque Entrar.", digest_picture(folder / "02.png"))
        assert texts["end"][0].startswith("¡Listo!")


def test_a_language_that_the_script_does_not_declare_says_what_spanish_says(tmp_path: Path, warm: Cache) -> None:
    folder = put(tmp_path / "zoom", text=SCRIPT.replace("# mix: Kava\n", ""))
    slots = find_memo_slots(read_source(folder).tutorial, list_files(folder), "mix")
    texts = memo_texts.find_memo_texts(folder, "mix", slots[:2], warm)
    assert texts["title"][0] == "Entrar. Así ve a la maestra."
    assert list(recording_checks.check_recordings(read_source(folder), (), None)) == []  # type: ignore[arg-type]
