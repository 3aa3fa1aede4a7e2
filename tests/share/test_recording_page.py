"""The page for a speaker's phone: one file with everything, in the words that she hears and in hers."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.share import recording_page
from tests.helpers import recording_pages
from tests.helpers.sites import HOSTILE


def test_everything_is_in_the_file_and_nothing_else_may_be_loaded(tmp_path: Path) -> None:
    text = recording_pages.write(tmp_path).read_text(encoding="utf-8")
    sources = re.findall(r'\b(?:src|href)="([^"]*)"', text)
    assert len(sources) == 1 + 2 * len(recording_pages.NAMES)
    assert all(source.startswith(("data:image/webp;base64,", "data:audio/mp4;base64,")) for source in sources)
    assert "default-src &#39;none&#39;" in text
    assert "http://" not in text
    assert "https://" not in text
    assert HOSTILE not in text, "words are never markup"


def test_its_words_are_in_the_language_that_she_hears_and_in_hers() -> None:
    assert recording_page.label_languages("es", "mix") == ("es",)
    assert recording_page.label_languages("en", "pt") == ("en", "pt")
    assert recording_page.label_languages("es", "es") == ("es",)
    assert recording_page.label_languages("mix", "xx") == ("es",), "another language lends its words"


def test_both_are_on_the_page(tmp_path: Path) -> None:
    text = recording_pages.write(tmp_path, "pt").read_text(encoding="utf-8")
    assert '<span lang="es">Grabar</span> <span lang="pt" class="second">Gravar</span>' in text
    assert '<p class="say" lang="pt" dir="auto">Escute.</p>' in text
    assert '<span lang="es">Parte 2 de 3</span>' in text
