"""What annotator did not make goes along into the new folder, and replaces nothing there."""

from __future__ import annotations

from pathlib import Path

from annotator.places import carry_over, ownership
from annotator.places.carry_over import KeptEntry


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True)
    for name, text in files.items():
        (path / f"{name}.txt").write_text(text)
    return path


def test_a_taken_name_gets_one_of_its_own_and_equal_content_is_not_kept_twice(tmp_path: Path) -> None:
    old = folder(tmp_path / "old", note="mine", same="same", other="other")
    new = folder(tmp_path / "new", note="annotator's", same="same")
    kept = carry_over.carry(old, new, ownership.find_entries(old))
    assert kept == (KeptEntry("note.txt", "note (yours).txt"), KeptEntry("other.txt", "other.txt"))
    assert (new / "note.txt").read_text() == "annotator's"
    assert (new / "note (yours).txt").read_text() == "mine"


def test_what_is_nowhere_in_the_new_folder_is_found(tmp_path: Path) -> None:
    old = folder(tmp_path / "old", late="late", carried="carried")
    new = folder(tmp_path / "new")
    carry_over.carry(old, new, [entry for entry in ownership.find_entries(old) if entry.path == "carried.txt"])
    assert [entry.path for entry in carry_over.find_not_carried(old, new)] == ["late.txt"]


def test_a_person_is_told_what_stayed_and_what_was_renamed(tmp_path: Path) -> None:
    place = folder(tmp_path / "pack")
    stayed, renamed = carry_over.describe([KeptEntry("a.txt", "a.txt"), KeptEntry("b.txt", "b (yours).txt")], place)
    assert stayed == f"Left in {place}, since annotator did not make it: a.txt."
    assert renamed.endswith("b (yours).txt.")
