"""Which picture was there before the one that replaced it, from the undo history."""

from __future__ import annotations

from annotator.edit.replaced_pictures import find_replaced
from annotator.edit.script_file import parse
from annotator.model import Tutorial

FILES = ("1.png", "2.png", "3.png")


def script(*pictures: str) -> str:
    return "# es: a\n" + "".join(f"\n![]({name})\n- tap: Unirse\n" for name in pictures)


def read(*pictures: str) -> Tutorial:
    tutorial = parse(script(*pictures), frozenset(FILES)).readable
    assert tutorial is not None
    return tutorial


def test_the_last_replacement_counts() -> None:
    earlier = (("replace-picture", script("2.png")), ("replace-picture", script("1.png")))
    assert find_replaced(read("3.png"), earlier, FILES, "3.png") == "2.png"
    assert find_replaced(read("3.png"), earlier, FILES, "2.png") == "1.png"
    assert find_replaced(read("3.png"), earlier, FILES, "1.png") is None


def test_other_changes_in_between_do_not_hide_it() -> None:
    earlier = (("move-step", script("1.png", "3.png")), ("replace-picture", script("1.png", "2.png")))
    assert find_replaced(read("3.png", "1.png"), earlier, FILES, "3.png") == "2.png"
    assert find_replaced(read("3.png", "1.png"), earlier, FILES, "1.png") is None
    assert find_replaced(read("3.png"), (), FILES, "3.png") is None
