"""What ``annotator find`` tells of a target: for a person, and for a program."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.commands import find as finding
from annotator.edition.located_targets import require_founds
from annotator.edition.scan.target_mentions import is_ambiguous
from annotator.errors import OutputError, ProblemsError
from annotator.model import Box, Found, TextLine, TextTarget
from annotator.screen import boxes, ocr
from tests.helpers.drawn_controls import DP, PHONE, dots, pencil
from tests.helpers.screens import Drawn, draw_buttons, lay_down

SIZE = (1000, 500)
PICTURE = Path(__file__).parents[1] / "labelled" / "zoom-join-en-light.png"
JOIN = TextTarget(("Join", "Unirse"))
HERE = Found(JOIN, Box(10, 20, 30, 8), Box(0, 10, 90, 30), "Unirse", 0.98765)


def test_a_person_reads_where_it_is_and_what_a_finger_presses() -> None:
    assert finding.format_line("Join | Unirse", HERE, SIZE) == (
        "“Join” or “Unirse”, as “Unirse”: found at 10,20, 30×8 px; tap area: 0,10, 90×30 px (0% 2% 9% 6%)."
    )
    missing = Found(JOIN, nearest=("Entrar",))
    assert finding.format_line("Join", missing, SIZE) == "Join: not found. The most similar texts there are “Entrar”."


def test_a_program_reads_numbers() -> None:
    told = finding.to_json("Join", HERE, SIZE)
    assert told == {
        "query": "Join",
        "found": True,
        "matched": "Unirse",
        "box": [10, 20, 30, 8],
        "outline": [0, 10, 90, 30],
        "box_percent": [1.0, 4.0, 3.0, 1.6],
        "outline_percent": [0.0, 2.0, 9.0, 6.0],
        "score": 0.988,
        "others": [],
        "problem": None,
        "key": "",
        "parts": {},
    }
    assert finding.to_json("Join", Found(JOIN), SIZE)["box"] is None


def test_a_picture_on_its_side_is_searched_upright_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_buttons(tmp_path / "1.png", "Unirse")
    photo = lay_down(tmp_path / "1.png", 90)
    line = TextLine("Unirse", Box(200, 225, 140, 40), 0.99)
    monkeypatch.setattr(
        ocr, "read_texts", lambda picture, _: (line,) if picture.turn == 270 else (replace(line, score=0.5),)
    )
    located = finding.find(photo, ["Unirse"])
    assert located.size == (540, 1100)
    assert [finding.is_found(answer) for answer in located.answers] == [True]
    run = CliRunner().invoke(main, ["find", str(photo), "Unirse"])
    assert (run.exit_code, run.stderr) == (0, f"{located.notices[0]}\n")
    assert located.notices[0].startswith("1-90.jpg was turned 270 degrees to the right")


@pytest.mark.parametrize(
    ("others", "occurrence", "unclear"),
    [((), None, False), ((Box(0, 0, 1, 1),), None, True), ((Box(0, 0, 1, 1),), 2, False)],
)
def test_what_is_there_twice_is_unclear_until_a_number_says_which(
    others: tuple[Box, ...], occurrence: int | None, unclear: bool
) -> None:
    found = Found(TextTarget(("Join",), occurrence), Box(0, 0, 9, 9), others=others)
    assert is_ambiguous(found) is unclear
    assert ("add #1, #2" in finding.format_line("Join", found, SIZE)) is unclear


@pytest.mark.slow
def test_one_picture_is_read_once_for_all_targets(tmp_path: Path) -> None:
    steps = []
    founds = finding.find(PICTURE, ["Sign in", "50% 30%"], progress=lambda *step: steps.append(step)).answers
    assert [found.box is not None for found in founds] == [True, True]
    assert steps == [("reading", 0, 1), ("reading", 1, 1)]


def test_a_wrong_target_does_not_spoil_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_texts", lambda *_: (TextLine("Sign in", Box(40, 200, 90, 24), 0.99),))
    shutil.copy(PICTURE, tmp_path / "1.png")
    queries = ["nothing.png", "tap: Sign in", "150% 20%", "swipe: up", "tap:", "Sign out"]
    answers = finding.find(tmp_path / "1.png", queries, preview=tmp_path / "where.png").answers
    told = [finding.to_json(query, answer, SIZE) for query, answer in zip(queries, answers, strict=True)]
    assert [one["query"] for one in told] == queries, "as they were typed"
    assert [one["found"] for one in told] == [False, True, False, False, False, False]
    assert [one["problem"] and one["problem"].partition(".")[0] for one in told] == [
        "There is no icon nothing",
        None,
        "150% 20% is not within the picture",
        '"swipe: up" has no target',
        '"tap:" is empty',
        "not found",
    ]
    lines = [finding.format_line(query, answer, SIZE) for query, answer in zip(queries, answers, strict=True)]
    assert lines[0] == "nothing.png: There is no icon nothing.png. Put the icon's picture beside the screenshot."
    assert lines[1].startswith("“Sign in”: found at 40,200")
    with pytest.raises(ProblemsError, match=r"There is no icon nothing\.png"):
        require_founds(answers)


def test_a_preview_that_is_somebodys_is_refused(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.png"
    theirs.write_bytes(b"a photo")
    with pytest.raises(OutputError):
        finding.find(PICTURE, ["Join"], preview=theirs)
    assert theirs.read_bytes() == b"a photo"


def test_the_action_decides_what_of_a_label_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Drawn(size=PHONE)
    user = screen.text("Usuario", 40, 190)
    screen.draw.rectangle((40, 230, 359, 281), outline="#909090", width=2)
    due = screen.text("Cuotas pendientes", 40, 400)
    number = screen.text("3", 350, 400)
    screen.image.save(tmp_path / "1.png")
    monkeypatch.setattr(ocr, "read_texts", lambda *_: tuple(screen.texts))
    queries = ["type: Usuario", "Usuario", "look: Cuotas pendientes"]
    field, label, amount = require_founds(finding.find(tmp_path / "1.png", queries).answers)
    assert field.outline is not None
    assert boxes.iou(field.outline, Box(40, 230, 320, 52)) > 0.9
    assert label.outline is not None
    assert boxes.contains(label.outline, user)
    assert not boxes.intersection(label.outline, Box(40, 232, 320, 50))
    assert amount.outline is not None
    assert boxes.contains(amount.outline, boxes.union(due, number))


def test_an_icon_that_is_there_twice_lists_both_and_a_number_chooses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Drawn(size=PHONE)
    places = []
    for y, words in ((120, "Laura"), (300, "Tomás")):
        screen.draw.rounded_rectangle((16, y, 383, y + 120), 12, outline="#c0c0c0", width=2)
        screen.text(words, 40, y + 48)
        places.append(dots(screen, 350, y + 50))
    pencil(screen, 350, 600)
    screen.image.save(tmp_path / "1.png")
    monkeypatch.setattr(ocr, "read_texts", lambda *_: tuple(screen.texts))
    queries = ["more.png", "tap: more.png #2", "more.png #3", "tap: edit.png"]
    answers = finding.find(tmp_path / "1.png", queries).answers
    every, second, third, edit = (finding.to_json(q, a, PHONE) for q, a in zip(queries, answers, strict=True))
    assert [every["found"], second["found"], third["found"], edit["found"]] == [True, True, False, True]
    assert len(every["others"]) == 1
    for told, place in ((every, places[0]), (second, places[1])):
        outline = Box(*told["outline"])
        assert boxes.contains(outline, place)
        assert outline.w <= 48 * DP + 1 >= outline.h, "an icon's own, not the card's"
