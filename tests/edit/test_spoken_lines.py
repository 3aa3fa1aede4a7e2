"""What is said in a step, the opening and the closing: what a build says, and no private word."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.edit.errors import NotListedError
from annotator.edit.recordings.spoken_item import NothingSaidError, read_item
from annotator.edition import opening_and_closing, tutorial_source
from tests.helpers.shipped import TUTORIALS, shipped_edition

SCRIPT = "# es: Entrar\n# en: Join\n# mix: Entrar\n\n![](01.png)\n- tap: Unirse | Join\n- es: Toque Unirse.\n"
NAME = "clever-badge"


def put(root: Path, text: str = SCRIPT) -> Path:
    folder = root / "zoom"
    folder.mkdir()
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    return folder


def said(folder: Path, item: str, warm: Cache, lang: str = "es") -> list[str]:
    return [line.text for line in read_item(folder, item, lang, warm).lines]


@pytest.mark.slow
def test_what_is_said_is_what_a_build_says(warm: Cache) -> None:
    source = tutorial_source.read_source(TUTORIALS / NAME, ("es",))
    edition = shipped_edition(NAME, "es")
    items = ["title", *map(str, range(len(source.tutorial.steps))), "end"]
    lines = [text for item in items for text in said(TUTORIALS / NAME, item, warm)]
    assert lines == [text.text for text in edition.texts]
    assert opening_and_closing.closing_text(source.tutorial, source.school, edition.book) in lines


def test_a_memo_says_it(tmp_path: Path, warm: Cache) -> None:
    folder = put(tmp_path)
    (folder / "01.png").write_bytes(b"a picture")
    (folder / "01.mix.m4a").write_bytes(b"a recording")
    (line,) = read_item(folder, "0", "mix", warm).lines
    assert line.memo == "01.mix.m4a"


@pytest.mark.parametrize(("item", "lang"), [("9", "es"), ("-1", "es"), ("x", "es"), ("../0", "es"), ("0", "fr")])
def test_what_is_not_there(tmp_path: Path, warm: Cache, item: str, lang: str) -> None:
    with pytest.raises(NotListedError):
        read_item(put(tmp_path), item, lang, warm)


def test_what_nobody_can_say(tmp_path: Path, warm: Cache) -> None:
    with pytest.raises(NothingSaidError):
        read_item(put(tmp_path), "0", "mix", warm)


def test_without_a_sentence_the_phrasebook_speaks_also_without_a_picture(tmp_path: Path, warm: Cache) -> None:
    (line,) = said(put(tmp_path), "0", warm, "en")
    assert line.startswith("Tap ")


def test_a_private_word_is_not_said(tmp_path: Path, warm: Cache) -> None:
    text = SCRIPT.replace("- es: Toque Unirse.\n", "- hide: Marta Ruiz\n").replace("Unirse | Join", "Marta Ruiz")
    (line,) = said(put(tmp_path, text), "0", warm)
    assert line
    assert "Marta" not in line


def test_a_gap_is_not_said(tmp_path: Path, warm: Cache) -> None:
    text = SCRIPT.replace("Unirse | Join", "___").replace("- es: Toque Unirse.\n", "")
    (line,) = said(put(tmp_path, text), "0", warm)
    assert line
    assert "___" not in line
