"""What a remedy suggests as a line to paste is one press in the editor."""

from __future__ import annotations

import pytest

from annotator.edit import changes, offers
from annotator.model import BoxTarget, Hide, PointTarget, Problem, Said, Show, Step, TextTarget, Tutorial
from annotator.pack.scan import scan_problems

ANA = TextTarget(("Ana Luz",))
TUTORIAL = Tutorial((Said("es", "Entrar"),), (Step("01.png"), Step("02.png", shows=(Show(ANA),))))


def problem(remedy: str) -> Problem:
    return Problem("tutorial.md", 9, "“Ana Luz” on 01.png may be somebody's name.", remedy, "warning")


def test_a_possible_name_can_be_hidden_or_shown_everywhere() -> None:
    remedy = "Put “- hide: Ana Luz = Luna” or “- show: Ana Luz” above the first picture."
    hide, show = offers.list_offers(problem(remedy), 2)
    assert (hide["do"], hide["text"], hide["example"]) == ("hide", "Ana Luz", "Luna")
    assert hide["change"]["do"] == "add-hide"
    assert hide["change"]["step"] is None
    assert (show["do"], show["text"], show["example"]) == ("show", "Ana Luz", None)
    assert show["change"]["do"] == "add-show"


def test_a_marked_place_that_looks_private_can_be_shown_at_its_step() -> None:
    remedy = scan_problems.suggest_showing(BoxTarget(1, 2, 30, 4))
    (show,) = offers.list_offers(problem(remedy), 2)
    assert show["change"]["step"] == 2
    assert show["change"]["target"]["kind"] == "box"
    both = offers.list_offers(problem(scan_problems.suggest_showing(TextTarget(("call",)))), 1)
    assert [offer["do"] for offer in both] == ["show", "hide"]


@pytest.mark.parametrize(
    "remedy",
    [
        "write “- show: …” with that word above the first picture.",
        "Add “- hide: … = example”.",
        "Write one short sentence.",
        "Put “- hide: ”quoted“ = Luna” above the first picture.",
        "Put “- hide: 10% = = Luna” above the first picture.",
    ],
)
def test_explanations_are_no_offers(remedy: str) -> None:
    assert offers.list_offers(problem(remedy), 0) == []


def test_a_decision_is_kept_once_where_it_belongs() -> None:
    hidden = changes.add_hide(TUTORIAL, None, ANA, "Luna")
    assert hidden.hides == (Hide(ANA, "Luna"),)
    assert changes.add_hide(hidden, None, ANA, None).hides == (Hide(ANA),)
    place = PointTarget(5, 5)
    assert changes.add_show(TUTORIAL, 1, place).steps[1].shows == (Show(ANA), Show(place))
    assert changes.add_show(TUTORIAL, 1, ANA) == TUTORIAL
    with pytest.raises(changes.ChangeError):
        changes.add_show(TUTORIAL, 7, ANA)
