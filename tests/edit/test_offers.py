"""What a remedy suggests as a line to paste is one press in the editor."""

from __future__ import annotations

from annotator.edit import offers
from annotator.model import BoxTarget, Decision, Hide, Problem, Show, TextTarget
from annotator.pack.scan import scan_problems

ANA = TextTarget(("Ana Luz",))


def problem(*decisions: Decision) -> Problem:
    return Problem("tutorial.md", 9, "“Ana Luz” on 01.png may be somebody's name.", "…", "warning", decisions=decisions)


def test_what_is_decided_for_all_pictures_belongs_to_no_step() -> None:
    hide, show = offers.list_offers(problem(Decision(Hide(ANA, "Luna"), True), Decision(Show(ANA), True)), 2)
    row = {"kind": "text", "wordings": ["Ana Luz"], "occurrence": None}
    change = {"do": "add-hide", "step": None, "target": row, "example": "Luna"}
    assert hide == {"do": "hide", "example": "Luna", "change": change}
    assert show == {"do": "show", "example": None, "change": {"do": "add-show", "step": None, "target": row}}


def test_a_marked_place_that_looks_private_can_be_shown_at_its_step() -> None:
    (show,) = offers.list_offers(problem(*scan_problems.list_decisions(BoxTarget(1, 2, 30, 4))), 2)
    assert show["change"]["step"] == 2
    assert show["change"]["target"]["kind"] == "box"
    both = offers.list_offers(problem(*scan_problems.list_decisions(TextTarget(("call",)))), 1)
    assert [offer["do"] for offer in both] == ["show", "hide"]


def test_a_problem_without_decisions_has_no_offers() -> None:
    assert offers.list_offers(problem(), 0) == []
