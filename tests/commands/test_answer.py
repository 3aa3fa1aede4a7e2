"""One picture and one sentence for a family: what is on the picture, what is heard, and what never leaves."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from annotator.cache import Cache, default_root
from annotator.cli import main
from annotator.commands import answer as answering
from annotator.commands.answer import AnswerRequest
from annotator.edition import matching
from annotator.edition.memos.recording_checks import _may_be_sent
from annotator.edition.proposed_answer import fit_sentence
from annotator.edition.scan.scanner import Scanner
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.model import Action, Box, ChatCard, PointTarget, Said, Step, TextLine, TextTarget
from annotator.screen import load, ocr
from annotator.screen.load import Pixels
from annotator.script import read_consents
from tests.helpers import hearing, recordings
from tests.helpers.screens import draw_buttons, draw_texts, lay_down

SMALL = "pico" if find_spec("py_nanotts") else "espeak"
"""The small voice of this computer."""
NAME = "Marta Ruiz Soto"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a school's, with a picture ``foto.png`` that has two buttons."""
    folder = tmp_path / "mis respuestas ñ"
    folder.mkdir()
    draw_buttons(folder / "foto.png", "Unirse", "Cancelar")
    (folder / "school.toml").write_text(
        f'name = "Escuela Los Robles"\nnames = "names.txt"\n[voices]\nes = "{SMALL}"\nen = "{SMALL}"\n',
        encoding="utf-8",
    )
    (folder / "names.txt").write_text(f"{NAME}\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(ocr, "recognize", lambda pixels: recognized(pixels.tobytes(), pixels.shape))
    return folder


@cache
def recognized(
    pixels: bytes, shape: tuple[int, ...], read: Callable[[Pixels], tuple[TextLine, ...]] = ocr.recognize
) -> tuple[TextLine, ...]:
    """What OCR reads, once: no answer keeps it, and most of these tests draw the same pictures."""
    return read(np.frombuffer(pixels, np.uint8).reshape(shape))


def ask(*targets: str, picture: str = "foto.png", **options: object) -> answering.Answer:
    return answering.answer(AnswerRequest(Path(picture), targets, **options))  # type: ignore[arg-type]


def texts_on(picture: Path) -> str:
    lines = ocr.read_texts(load.load(picture), Cache(default_root()))
    return " ".join(line.text for line in lines)


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if "answer" in path.name)


@pytest.mark.slow
def test_a_listed_name_on_a_photo_that_lies_on_its_side_does_not_go_out(place: Path) -> None:
    draw_texts(place / "lista.png", {"Reunión de la clase": 480, NAME: 560, "Unirse": 640})
    photo = lay_down(place / "lista.png", 270)
    before = photo.read_bytes()
    answer = ask("50% 56%", picture=photo.name)
    assert [cover.kind for cover in answer.covers] == ["name"]
    assert any("was turned 90 degrees to the right" in warning for warning in answer.warnings)
    with Image.open(answer.picture) as image:
        ways = [np.rot90(np.asarray(image), turn) for turn in (0, -1)]
    upright, sideways = ([line.text for line in ocr.recognize(np.ascontiguousarray(way))] for way in ways)
    assert {"Reunión de la clase", "Unirse"} <= set(upright)
    assert not any("Marta" in text or "Soto" in text for text in (*upright, *sideways))
    assert photo.read_bytes() == before


def test_nobody_can_tell_which_way_is_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = TextLine("Unirse ya", Box(60, 60, 200, 40), 0.99), TextLine("Reunión de clase", Box(60, 260, 300, 40), 0.6)
    monkeypatch.setattr(ocr, "read_texts", lambda *_: lines)
    with pytest.raises(ProblemsError, match="may lie on its side or upside down"):
        ask("Unirse ya")
    assert made(place) == []


@pytest.mark.slow
def test_the_picture_shows_the_button_and_the_sentence_and_no_number(place: Path) -> None:
    answer = ask("Join | Unirse")
    assert (answer.picture, answer.sound) == (Path("foto-answer.jpg"), Path("foto-answer.ogg"))
    assert answer.text == "Toque Unirse."
    assert 1 <= answer.seconds <= 10
    assert answer.voice is not None
    assert answer.voice.engine == SMALL
    assert answering.to_json(answer)["picture_bytes"] == answer.picture.stat().st_size
    read = texts_on(answer.picture)
    for words in ("Escuela Los Robles", "Toque", "Unirse", "O dice:", "Join"):
        assert words in read, read
    assert not any(char.isdigit() for char in read), read
    with Image.open(answer.picture) as image:
        assert image.size == (720, 900)
        assert not image.getexif()
        assert not {"icc_profile", "comment", "exif", "xmp"} & set(image.info)
    assert answer.picture.stat().st_size <= 90_000


@pytest.mark.slow
@pytest.mark.parametrize(("target", "others"), [("Cancelar", "Unirse"), ("50% 22.3%", "Cancelar")])
def test_the_mark_is_around_the_button_and_around_no_other(place: Path, target: str, others: str) -> None:
    picture = ask(target, say="Toque aquí.").picture
    lines = {line.text: line.box for line in ocr.read_texts(load.load(picture), Cache(default_root()))}
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    red = np.abs(pixels - (0xE4, 0x00, 0x3A)).sum(axis=2) < 60

    def sides(words: str) -> list[bool]:
        """Whether there is red to the left, to the right, above and below the middle of a text."""
        box = lines[words]
        x, y = box.x + box.w // 2, box.y + box.h // 2
        near = red[max(0, y - 110) : y + 110, x], red[y, :]
        return [near[1][:x].any(), near[1][x:].any(), near[0][:110].any(), near[0][110:].any()]

    marked = "Unirse" if others == "Cancelar" else "Cancelar"
    assert sides(marked) == [True] * 4
    assert sides(others)[:2] == [False, False]


@pytest.mark.slow
def test_several_targets_are_a_and_b_and_each_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cards, draw = [], answering._draw

    def keep_and_draw(card: ChatCard, scanner: Scanner) -> bytes:
        cards.append(card)
        return draw(card, scanner)

    monkeypatch.setattr(answering, "_draw", keep_and_draw)
    answer = ask("Unirse", "look: Cancelar", lang="en")
    assert answer.text == "Tap Unirse. Look at Cancelar."
    (card,) = cards
    assert [mark.number for mark in card.step.marks] == ["A", "B"]
    assert card.step.total == 0, "it belongs to no tutorial"
    read = texts_on(answer.picture)
    assert "Tap" in read
    assert "Look at" in read


@pytest.mark.slow
def test_the_sentence_is_heard(place: Path, tmp_path: Path) -> None:
    pytest.importorskip("faster_whisper", reason="faster-whisper is not installed")
    answer = ask("Unirse", say="Toque Unirse y espere a la maestra.", voice="auto")
    heard = hearing.transcribe(answer.sound, tmp_path).lower()
    assert "maestra" in heard, heard
    assert "toque" in heard, heard
    assert not {"¡listo", "pantalla", "mande"} & set(heard.split()), "neither opening nor closing"


def test_a_recording_is_cleaned_and_sent_instead(place: Path) -> None:
    (place / "memo.m4a").write_bytes(recordings.recording("m4a", seconds=2.0))
    answer = ask("Unirse", memo=Path("memo.m4a"), say="Toque aquí.")
    assert answer.voice is None
    assert 1.5 < answer.seconds < 2.4, "without the pauses at both ends"
    assert answer.sound.read_bytes()[:4] == b"OggS"
    assert recordings.SECRET.encode() not in answer.sound.read_bytes()
    assert answer.text == "Toque aquí.", "the picture says it"
    (place / "long.m4a").write_bytes(recordings.recording("m4a", seconds=12.0))
    long = ask("Unirse", memo=Path("long.m4a"), lang="mix")
    assert (long.picture.name, long.sound.name) == ("foto-answer-2.jpg", "foto-answer-2.ogg")
    assert any("the recording takes 12 s" in warning for warning in long.warnings)


def test_nothing_is_ever_replaced_and_both_have_one_number(place: Path) -> None:
    (place / "foto-answer.ogg").write_bytes(b"theirs")
    (place / "foto-answer-2.jpg").write_bytes(b"theirs")
    answer = ask("Unirse")
    assert made(place) == ["foto-answer-2.jpg", "foto-answer-3.jpg", "foto-answer-3.ogg", "foto-answer.ogg"]
    assert answer.picture.name == "foto-answer-3.jpg"
    assert (place / "foto-answer.ogg").read_bytes() == (place / "foto-answer-2.jpg").read_bytes() == b"theirs"


def test_half_an_answer_never_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.ogg").write_bytes(b"theirs")
    names = tmp_path / "x.jpg", tmp_path / "x.ogg"
    monkeypatch.setattr(answering, "_free_names", lambda *_: names)  # as if another program were faster
    with pytest.raises(OutputError, match="File exists"):
        answering.write_files((b"new", b"new"), tmp_path, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["x.ogg"]
    assert names[1].read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (("Unirce",), "foto.png: “Unirce” is not on foto.png"),
        (("Entrar", "Salir ya"), "“Salir ya” is not on foto.png"),
        (("150% 20%",), "is not within the picture"),
        (("swipe: up",), "has no target"),
        ((), "Write a target"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(place: Path, targets: tuple[str, ...], message: str) -> None:
    with pytest.raises(ProblemsError) as raised:
        ask(*targets)
    assert message in str(raised.value)
    assert "tutorial.md" not in str(raised.value)
    assert made(place) == []


@pytest.mark.slow
def test_a_name_of_the_list_is_in_no_output(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "cache"))
    draw_texts(place / "chat.png", {NAME: 100, "Unirse": 500, "ana.perez@example.org": 800})
    run = CliRunner().invoke(main, ["answer", "chat.png", "Unirse", "--json"])
    assert run.exit_code == 0, run.stderr
    kept = [path.relative_to(tmp_path).parts[1] for path in (tmp_path / "cache").rglob("*.json")]
    assert set(kept) <= {"builds"}, "what was read on a family's picture isn't kept"
    told = json.loads(run.stdout)
    assert {row["kind"] for row in told["covered"]} == {"name", "email"}
    read = texts_on(Path(told["picture"]))
    assert "Toque" in read
    for word in (*NAME.split(), "ana.perez"):
        assert word not in read
        assert word.encode() not in Path(told["picture"]).read_bytes()
        assert word.encode() not in Path(told["sound"]).read_bytes()
        assert word not in run.stdout + run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("target", [NAME, "tap: Marta"])
def test_a_mark_never_points_at_a_cover(place: Path, target: str) -> None:
    draw_texts(place / "chat.png", {NAME: 100, "Unirse": 500})
    with pytest.raises(ProblemsError, match="the mark would point at its cover") as raised:
        ask(target, picture="chat.png")
    assert "show:" not in str(raised.value), "there is no script to write that into"
    assert made(place) == []


def test_a_private_sentence_or_file_name_is_refused(place: Path) -> None:
    run = CliRunner().invoke(main, ["answer", "foto.png", "Unirse", "--say", f"Toque con {NAME}."])
    assert run.exit_code == 1
    assert "that is hidden or on your list" in run.stderr
    assert "Write “Toque con " in run.stderr
    assert "Marta" not in run.stderr
    (place / "foto.png").rename(place / f"{NAME}.png")
    with pytest.raises(ProblemsError, match="Rename the picture"):
        ask("Unirse", picture=f"{NAME}.png")
    (place / "names.txt").unlink()
    with pytest.raises(ProblemsError, match=r"school\.toml"):
        ask("Unirse", picture=f"{NAME}.png")
    assert made(place) == []


@pytest.mark.parametrize("current", ["zoom", "zoom/a", "../other"])
def test_the_list_around_the_picture_counts_wherever_the_command_is_run(
    place: Path, monkeypatch: pytest.MonkeyPatch, current: str
) -> None:
    folder = place / current
    folder.mkdir(parents=True)
    (folder / "school.toml").write_text('name = "Otra"\n', encoding="utf-8")
    monkeypatch.chdir(folder)
    with pytest.raises(ProblemsError, match="hidden or on your list"):
        ask("Unirse", picture=str(place / "foto.png"), say=f"Toque con {NAME}.")


@pytest.mark.slow
def test_a_text_may_take_ten_seconds(place: Path) -> None:
    with pytest.raises(AnnotatorError, match=r"takes \d\d s to say; an answer may have 10"):
        ask("Unirse", say="Toque el botón azul y espere un momento. " * 6)
    assert made(place) == []


def test_what_cannot_be_said_or_read_is_an_error(place: Path) -> None:
    for options, message in (
        ({"say": "  "}, "The text is empty"),
        ({"lang": "mix"}, "no sentences in the language “mix”"),
        ({"lang": "no such tag"}, "is not how a language is written"),
        ({"memo": Path("nothing.m4a")}, "nothing.m4a cannot be read"),
        ({"picture": "nothing.png"}, "nothing.png"),
        ({"picture": "names.txt"}, "names.txt"),
        ({"output": place / "names.txt"}, "names.txt"),
    ):
        with pytest.raises(AnnotatorError, match=message):
            ask("Unirse", **options)  # type: ignore[arg-type]
    assert made(place) == []


def test_without_a_target_it_is_wrong_usage(place: Path) -> None:
    assert CliRunner().invoke(main, ["answer", "foto.png"]).exit_code == 2


@pytest.mark.slow
def test_the_command_prints_both_paths_and_one_line_of_sizes(place: Path) -> None:
    command = [sys.executable, "-m", "annotator", "answer", "foto.png", "Unirse", "-o", "para Ana"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stdout.splitlines() == [str(Path("para Ana", f"foto-answer.{end}")) for end in ("jpg", "ogg")]
    (line,) = run.stderr.splitlines()
    assert line.startswith("Picture ")
    assert f"s, spoken by {SMALL} (" in line


@pytest.fixture
def tutorials(place: Path) -> Path:
    """A tutorial of two steps beside the picture ``foto.png``, whose button is called otherwise."""
    folder = place / "tutorials" / "zoom"
    folder.mkdir(parents=True)
    draw_buttons(folder / "1.png", "Entrar", "Cancelar", "Audio")
    draw_texts(folder / "2.png", {"Clases": 200, "Tareas": 420, "Calendario": 900})
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n# en: Join class\n- platform: Zoom\n\n![](1.png)\n- tap: Entrar\n"
        "- es: Toque Entrar, por favor.\n\n![](2.png)\n- tap: Tareas\n",
        encoding="utf-8",
    )
    draw_buttons(place / "foto.png", "Ingresar", "Cancelar", "Audio")
    draw_buttons(place / "zoom.png", "Entrar", "Cancelar", "Audio")
    draw_texts(place / "otra.png", {"Pan dulce": 90, "Leche fresca": 620, "Huevos": 1000})
    return folder.parent


def match_of(*options: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(main, ["answer", *options, "--json", "--lang", "es"], catch_exceptions=False)
    return result.exit_code, json.loads(result.stdout)


@pytest.mark.slow
def test_the_step_that_a_picture_shows_is_answered_in_its_own_words(place: Path, tutorials: Path) -> None:
    code, asked = match_of("foto.png", "--in", str(tutorials))
    assert (code, made(place)) == (1, []), "nobody said yes"
    code, taken = match_of("foto.png", "--in", str(tutorials), "--yes")
    assert code == 0
    assert taken["text"] == "Toque Ingresar, por favor."
    assert taken["match"] == asked["match"]
    assert [taken["match"]["steps"][0][key] for key in ("tutorial", "step")] == ["zoom", 1]  # type: ignore[index]
    (tutorials / "zoom" / "1.es.m4a").write_bytes(recordings.recording("m4a", seconds=2.0))
    code, spoken = match_of("zoom.png", "--in", str(tutorials), "--yes")
    assert (code, spoken["text"], spoken["voice"]) == (0, "Toque Entrar, por favor.", None), "the step's recording"
    code, foreign = match_of("otra.png", "--in", str(tutorials), "--yes")
    assert (code, foreign["match"]["steps"]) == (1, [])  # type: ignore[index]
    assert CliRunner().invoke(main, ["answer", "foto.png"]).exit_code == 2


@pytest.mark.parametrize(
    ("said", "here", "fits"),
    [
        ("Toque Unirse.", "Entrar", "Toque Entrar."),
        ("Toque Unirse.", "unirse", "Toque Unirse."),
        ("Toque Unirse.", "+ Unirse", "Toque Unirse."),
        ("Toque el botón azul.", "Entrar", "Toque el botón azul."),
        ("Toque Unirse.", None, ""),
        ("Toque Unirse o Join.", "Entrar", ""),
    ],
)
def test_a_sentence_names_the_button_as_it_is_on_the_picture(said: str, here: str | None, fits: str) -> None:
    step = Step("1.png", Action("tap", TextTarget(("Join", "Unirse"))), narration=(Said("es", said),))
    target = PointTarget(50, 30) if here is None else TextTarget((here,))
    assert fit_sentence(step, "es", target) == fits


@pytest.mark.parametrize(
    ("uses", "until", "says", "sent"),
    [
        ('"chat"', "2999-01-01", "Toque Unirse.", True),
        ('"chat"', "2999-01-01", "Toque Entrar.", False),
        ('"chat"', "2020-01-01", "Toque Unirse.", False),
        ('"website"', "2999-01-01", "Toque Unirse.", False),
    ],
)
def test_a_recording_is_sent_for_its_own_sentence_and_while_it_may_be(
    uses: str, until: str, says: str, sent: bool
) -> None:
    entry = f'["1.es.m4a"]\nwho = "Sra. Rosa"\nuse = [{uses}]\nuntil = {until}\nsays = "{says}"\n'
    for text, expected in ((entry, sent), ("", True)):
        consents, _ = read_consents(text)
        assert _may_be_sent("1.es.m4a", consents, "Toque Unirse.", datetime.date(2026, 12, 1)) == expected


def test_a_message_may_name_the_step(tutorials: Path) -> None:
    first, second, *_ = matching._list_pictures(tutorials, Cache(default_root()))
    assert first.is_named_in("No me sale. ¿Zoom, paso 1?")
    assert second.is_named_in("zoom step 2, zoom paso 2")
    assert not first.is_named_in("Zoom, paso 12")
