"""``annotator say`` and a ``school.toml`` with problems."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator.commands import say
from annotator.errors import ProblemsError

SMALL = "pico" if find_spec("py_nanotts") else "espeak"
"""The small voice of this computer."""


def test_a_list_of_names_that_cannot_be_read_lets_nothing_go_to_a_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "school.toml").write_text('names = "nomes.txt"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProblemsError, match=r"there is no file \"nomes.txt\""):
        say.say("Toque con Marta Ruiz.", "es", "gtts", tmp_path / "voz.mp3")
    said = say.say("Toque Unirse.", "es", SMALL, tmp_path / "voz.mp3")
    assert said.voice.engine == SMALL
    assert said.seconds > 0.5
