"""Which marks are uncertain, and what staff are told about them."""

from __future__ import annotations

import pytest

from annotator.edition.scan import scanner
from annotator.edition.scan.scan_problems import TargetMention
from annotator.model import Box, BoxTarget, Found, IconTarget, PointTarget, Query, Target, TextLine, TextTarget

SIZE = (540, 1170)
JOIN, MIC = TextTarget(("Unirse",)), IconTarget("mic.png")
BOX, BUTTON, CARD = Box(100, 500, 120, 30), Box(80, 480, 300, 70), Box(40, 300, 460, 500)
OWN = TextLine("Unirse", BOX, 1.0)


def lines(count: int) -> list[TextLine]:
    return [OWN, *(TextLine("Otra cosa", Box(100, 560 + 40 * n, 120, 30), 1.0) for n in range(count))]


@pytest.mark.parametrize(
    ("target", "box", "outline", "score", "others", "words"),
    [
        (JOIN, BOX, BUTTON, 0.88, 0, "found only in part"),
        (MIC, BOX, BUTTON, 0.82, 0, "may be another icon"),
        (JOIN, Box(0, 500, 90, 30), Box(0, 480, 300, 70), 1.0, 0, "is cut off at the edge"),
        (JOIN, BOX, CARD, 1.0, 1, "got a mark with 1 other text in"),
        (JOIN, BOX, Box(80, 480, 300, 300), 1.0, 5, "got a mark with 5 other texts"),
        (MIC, BOX, Box(80, 480, 300, 300), 1.0, 3, "got a mark with 3 other texts"),
        (PointTarget(50, 50), Box(270, 585, 1, 1), CARD, 1.0, 2, "got a mark with"),
    ],
)
def test_an_uncertain_mark_is_a_warning_with_its_line(
    target: Target, box: Box, outline: Box, score: float, others: int, words: str
) -> None:
    found = Found(target, box, outline, score=score)
    mention = TargetMention(Query(target), 12)
    (problem,) = scanner.check_certainty([found], [mention], lines(others), SIZE, "03.png")
    assert (problem.level, problem.line) == ("warning", 12)
    assert words in problem.message
    assert "03.png" in problem.message
    assert "--preview" in problem.remedy


@pytest.mark.parametrize(
    "found",
    [
        Found(JOIN, BOX, BUTTON, "Unirse", 1.0),
        Found(JOIN, BOX, Box(0, 480, 540, 150), "Unirse", 1.0),
        Found(MIC, BOX, BUTTON, score=0.97),
        Found(BoxTarget(0, 0, 100, 100), Box(0, 0, *SIZE), Box(0, 0, *SIZE), score=1.0),
        Found(JOIN),
    ],
)
def test_a_certain_mark_and_a_missing_one_are_none(found: Found) -> None:
    mentions = [TargetMention(Query(found.target), 12)]
    assert not list(scanner.check_certainty([found], mentions, lines(2), SIZE, "03.png"))


def test_what_is_there_twice_is_a_problem_already() -> None:
    twice = Found(JOIN, BOX, BUTTON, "Unirse", 1.0, (Box(100, 800, 120, 30),))
    assert not list(scanner.check_certainty([twice], [TargetMention(Query(JOIN), 3)], lines(0), SIZE, "1.png"))
