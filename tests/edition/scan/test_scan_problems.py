"""What may be wrong with targets, and which marks are uncertain, in the words of staff."""

from __future__ import annotations

import pytest

from annotator.edition.scan import certainty, cover_decisions, scan_problems, step_view, target_mentions
from annotator.edition.scan.step_view import StepView, select_view
from annotator.edition.scan.target_mentions import TargetMention
from annotator.model import (
    Action,
    Box,
    BoxTarget,
    Found,
    Hide,
    IconTarget,
    Keep,
    Mark,
    PointTarget,
    Problem,
    Query,
    Redaction,
    Step,
    Target,
    TextLine,
    TextTarget,
)
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import HiddenText, Privacy
from annotator.screen.locate.targets import match_text
from annotator.screen.pii import find_pii

JOIN = TextTarget(("Join", "Unirse"))
GREETING = ("Welcome, Ximena", "Bautista!")
TILE = ("María", "de la Cruz", "Bautista")
SIZE = (540, 1170)
UNIRSE, MIC = TextTarget(("Unirse",)), IconTarget("mic.png")
BOX, BUTTON, CARD = Box(100, 500, 120, 30), Box(80, 480, 300, 70), Box(40, 300, 460, 500)
OWN = TextLine("Unirse", BOX, 1.0)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (JOIN, "“Join” or “Unirse”"),
        (TextTarget(("Join",), 2), "“Join” #2"),
        (IconTarget("mic.png"), "The icon mic.png"),
        (PointTarget(50, 30.5), "The point 50% 30.5%"),
        (BoxTarget(10, 40, 80, 7), "The box 10% 40% 80% 7%"),
    ],
)
def test_a_target_in_the_words_of_a_message(target: Target, words: str) -> None:
    assert target_mentions.describe(target) == words


def test_a_text_that_is_there_twice_asks_which() -> None:
    twice = Found(JOIN, Box(5, 9, 40, 20), None, "Join", 1.0, (Box(5, 90, 40, 20),))
    (problem,) = scan_problems.check_target(twice, "1.png", TargetMention(Query(JOIN), 8))
    assert problem.message == "“Join” or “Unirse” appears 2 times on 1.png: #1 at 5,9 px, #2 at 5,90 px."
    assert "“Join #1”" in problem.remedy
    assert list(scan_problems.check_target(twice, "1.png", TargetMention(Query(JOIN), 8, may_repeat=True))) == []


def test_a_picture_that_is_not_upright_is_told_or_asked_about() -> None:
    assert list(scan_problems.check_upright(0, "1.jpg", 7, unsure=False)) == []
    (told,) = scan_problems.check_upright(90, "1.jpg", 7, unsure=False)
    assert (told.line, told.level) == (7, "warning")
    assert told.message == "1.jpg was turned 90 degrees to the right, since it can be read only this way."
    assert list(scan_problems.check_halved("1.jpg", 7, halved=False)) == []
    (told,) = scan_problems.check_halved("1.jpg", 7, halved=True)
    assert (told.message, told.level) == ("1.jpg is very large, so it is used at half its size.", "warning")
    (asked,) = scan_problems.check_upright(0, "1.jpg", 7, unsure=True)
    assert (asked.line, asked.level) == (7, "problem")
    assert "with the button Turn in the editor" in asked.remedy


def test_a_drawn_arrow_is_told_unless_a_cover_hides_it() -> None:
    arrow, ring = Box(10, 10, 60, 20), Box(10, 90, 60, 20)
    covers = [Redaction(Box(9, 8, 64, 24), "chosen")]
    assert list(scan_problems.check_drawn((), (), "1.png", 7)) == []
    assert list(scan_problems.check_drawn((arrow,), covers, "1.png", 7)) == []
    (told,) = scan_problems.check_drawn((arrow, ring), covers, "1.png", 7)
    assert (told.line, told.level) == (7, "warning")
    assert told.message == "Somebody has drawn an arrow or a ring on 1.png: families will see it beside the mark."


@pytest.mark.parametrize(
    ("found", "remedy"),
    [
        (Found(JOIN, nearest=("Salir", "Unir")), "The most similar texts there are “Salir”, “Unir”."),
        (Found(JOIN), "No text there is similar."),
        (Found(IconTarget("mic.png")), "Cut the icon out"),
    ],
)
def test_what_is_missing_comes_with_what_is_near(found: Found, remedy: str) -> None:
    (problem,) = scan_problems.check_target(found, "1.png", TargetMention(Query(found.target), 8))
    assert problem.message.endswith("is not on 1.png.")
    assert problem.remedy.startswith(remedy)


def test_marks_come_first_and_covers_may_be_several() -> None:
    step = Step(
        "1.png",
        Action("tap", JOIN, line=8),
        marks=(Mark(JOIN, 9),),
        hides=(Hide(JOIN, None, 10),),
        keeps=(Keep(JOIN, 11),),
    )
    assert [(each.line, each.may_repeat) for each in target_mentions.find_targets(step)] == [
        (8, False),
        (9, False),
        (11, False),
        (10, True),
    ]
    assert len(list(target_mentions.find_marked_targets(step))) == 2


def test_a_mark_on_what_is_covered_by_itself_is_a_problem_unless_somebody_chose_the_cover() -> None:
    step, found, hidden = (
        Step("1.png", Action("tap", JOIN, line=8)),
        Found(JOIN, Box(0, 0, 40, 20)),
        Redaction(Box(0, 0, 40, 20), "name"),
    )
    (problem,) = scan_problems.check_marks_on_covers(step, [found], [hidden], [], "1.png")
    assert (problem.line, "looks private (name)" in problem.message) == (8, True)
    assert list(scan_problems.check_marks_on_covers(step, [found], [hidden], [hidden], "1.png")) == []


def test_a_problem_of_a_file_is_told_at_the_line_that_names_it() -> None:
    told = scan_problems.move_to_script(Problem("1.png", 0, "is damaged.", "Take it again."), 7)
    assert str(told) == "tutorial.md:7: 1.png is damaged. Take it again."


@pytest.mark.parametrize(
    ("rows", "hidden", "listed", "asked"),
    [
        (GREETING, (), (), ["Ximena Bautista"] * 2),
        (GREETING, ("Ximena",), (), ["Ximena Bautista"]),
        (GREETING, ("Ximena Bautista",), (), []),
        (GREETING, ("Ximena", "Bautista"), (), []),
        (TILE, ("María",), (), ["María de la Cruz Bautista"] * 2),
        (TILE, ("María de la Cruz",), (), ["María de la Cruz Bautista"]),
        (TILE, ("María de la Cruz Bautista",), (), []),
        (("Signed in as Ximena Bautista",), ("Ximena",), (), ["Ximena Bautista"]),
        (("Ximena Bautista",), (), ("Ximena",), ["Ximena Bautista"]),
        (("Sra. Bautista",), ("Bautista",), (), []),
    ],
)
def test_a_decision_about_a_part_answers_no_whole_name(
    rows: tuple[str, ...], hidden: tuple[str, ...], listed: tuple[str, ...], asked: list[str]
) -> None:
    texts = [
        TextLine(row, Box(40, 300 + 34 * number, 12 * len(row), 24), 0.99, tuple(range(40, 41 + 12 * len(row), 12)))
        for number, row in enumerate(rows)
    ]
    hides = tuple(Hide(TextTarget((text,)), "Luna") for text in hidden)
    matcher = Matcher(Privacy(listed, tuple(HiddenText(text, "Luna") for text in hidden)))
    founds = {
        Query(hide.target): match_text(texts, hide.target) for hide in hides if isinstance(hide.target, TextTarget)
    }
    step = Step("1.png", None, hides=hides)
    automatic, requested = cover_decisions.decide_covers(step, (), founds, find_pii(texts, matcher))
    questions = cover_decisions.find_undecided_names(texts, (720, 1280), (*automatic, *requested), matcher)
    assert [question.text for question in questions] == asked


def test_boxes_overlap_from_three_tenths_on() -> None:
    assert cover_decisions.overlaps(Box(0, 0, 10, 10), Box(5, 0, 10, 10))
    assert not cover_decisions.overlaps(Box(0, 0, 10, 10), Box(8, 0, 10, 10))
    assert not cover_decisions.overlaps(Box(0, 0, 10, 10), Box(20, 0, 10, 10))


def test_a_recording_is_seen_from_and_to_its_seconds() -> None:
    assert select_view(Step("1.png", from_seconds=2.0), "es") == StepView("1.png")
    assert select_view(Step("1.mp4", from_seconds=2.0), "es") == StepView("1.mp4", 2.0, -1.0)
    assert StepView("1.mp4").moves
    assert step_view.PictureFiles().screens == {}


def lines(count: int) -> list[TextLine]:
    return [OWN, *(TextLine("Otra cosa", Box(100, 560 + 40 * n, 120, 30), 1.0) for n in range(count))]


@pytest.mark.parametrize(
    ("target", "box", "outline", "score", "others", "words"),
    [
        (UNIRSE, BOX, BUTTON, 0.88, 0, "found only in part"),
        (MIC, BOX, BUTTON, 0.82, 0, "may be another icon"),
        (UNIRSE, Box(0, 500, 90, 30), Box(0, 480, 300, 70), 1.0, 0, "is cut off at the edge"),
        (UNIRSE, BOX, CARD, 1.0, 1, "got a mark with 1 other text in"),
        (UNIRSE, BOX, Box(80, 480, 300, 300), 1.0, 5, "got a mark with 5 other texts"),
        (MIC, BOX, Box(80, 480, 300, 300), 1.0, 3, "got a mark with 3 other texts"),
        (PointTarget(50, 50), Box(270, 585, 1, 1), CARD, 1.0, 2, "got a mark with"),
    ],
)
def test_an_uncertain_mark_is_a_warning_with_its_line(
    target: Target, box: Box, outline: Box, score: float, others: int, words: str
) -> None:
    found = Found(target, box, outline, score=score)
    mention = TargetMention(Query(target), 12)
    (problem,) = certainty.check_certainty([found], [mention], lines(others), SIZE, "03.png")
    assert (problem.level, problem.line) == ("warning", 12)
    assert words in problem.message
    assert "03.png" in problem.message
    assert "--preview" in problem.remedy


@pytest.mark.parametrize(
    "found",
    [
        Found(UNIRSE, BOX, BUTTON, "Unirse", 1.0),
        Found(UNIRSE, BOX, Box(0, 480, 540, 150), "Unirse", 1.0),
        Found(MIC, BOX, BUTTON, score=0.97),
        Found(BoxTarget(0, 0, 100, 100), Box(0, 0, *SIZE), Box(0, 0, *SIZE), score=1.0),
        Found(UNIRSE),
    ],
)
def test_a_certain_mark_and_a_missing_one_are_none(found: Found) -> None:
    mentions = [TargetMention(Query(found.target), 12)]
    assert not list(certainty.check_certainty([found], mentions, lines(2), SIZE, "03.png"))


def test_what_is_there_twice_is_a_problem_already() -> None:
    twice = Found(UNIRSE, BOX, BUTTON, "Unirse", 1.0, (Box(100, 800, 120, 30),))
    assert not list(certainty.check_certainty([twice], [TargetMention(Query(UNIRSE), 3)], lines(0), SIZE, "1.png"))
