"""``annotator say`` and a ``school.toml`` with problems."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator.commands import say
from annotator.errors import OutputError, ProblemsError

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


def test_a_sentence_may_be_tried_again_and_again_until_somebody_edits_its_sound(tmp_path: Path) -> None:
    sound = tmp_path / "try.ogg"
    for sentence in ("Toque Unirse.", "Toque Unirse.", "Ahora toque Unirse."):
        say.say(sentence, "es", SMALL, sound)
    edited = sound.read_bytes() + b"cut"
    sound.write_bytes(edited)
    with pytest.raises(OutputError, match="changed since"):
        say.say("Toque Unirse.", "es", SMALL, sound)
    assert sound.read_bytes() == edited


def test_a_text_that_holds_what_annotator_once_wrote_into_sounds_stays(tmp_path: Path) -> None:
    (tmp_path / "carta.wav").write_text("Made by annotator (say)")
    with pytest.raises(OutputError, match="is there already"):
        say.say("Toque Unirse.", "es", SMALL, tmp_path / "carta.wav")
