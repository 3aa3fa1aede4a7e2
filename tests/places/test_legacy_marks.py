"""Sites and recording kits from before the first mark are known as annotator's."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.places import legacy_marks


def test_a_kit_is_known_by_its_guide_which_names_its_files(tmp_path: Path) -> None:
    guide = tmp_path / legacy_marks.GUIDE
    guide.write_text("   01-title-picture.jpg   01-title-voice.ogg\n   annotator memos zoom --lang mix FILES...\n")
    mark = legacy_marks.find_kit(tmp_path)
    assert mark is not None
    assert (mark.kind, mark.file) == ("kit", legacy_marks.GUIDE)
    assert set(mark.files) == {"00-voice.ogg", "01-title-picture.jpg", "01-title-voice.ogg"}


def test_a_guide_of_somebody_else_is_none(tmp_path: Path) -> None:
    assert legacy_marks.find_kit(tmp_path) is None
    (tmp_path / legacy_marks.GUIDE).write_text("Read me: 01-title-picture.jpg is my dog.")
    assert legacy_marks.find_kit(tmp_path) is None


def test_a_site_is_known_by_its_gallery_and_a_listing_of_pages(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html>")
    assert legacy_marks.find_site(tmp_path) is None
    (tmp_path / "zoom" / "es").mkdir(parents=True)
    pages = {"name": "zoom", "pages": [{"lang": "es", "own_name": "español"}]}
    (tmp_path / "zoom" / legacy_marks.PAGE_JSON).write_text(json.dumps(pages))
    (tmp_path / "zoom" / "es" / "index.html").write_text('<video src="v.mp4">')
    for name in ("v.mp4", "mine.mp4"):
        (tmp_path / "zoom" / "es" / name).touch()
    mark = legacy_marks.find_site(tmp_path)
    assert mark is not None
    assert mark.kind == "site"
    assert "zoom/es/v.mp4" in mark.files
    assert "zoom/es/mine.mp4" not in mark.files
