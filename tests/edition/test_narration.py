"""Who speaks what: memos where a person recorded them, one voice a language for the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.edition import narration
from annotator.edition.edition import (
    GREETING,
    NOW_YOU,
    PRACTICE_BEGIN,
    PRACTICE_DONE,
    PRACTICE_TELL,
    RAISE_HAND,
    Edition,
)
from annotator.model import LangFile, School, VoiceChoice
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.voice import choose, memo
from annotator.voice.engines.engine import Traits
from tests.helpers import editions
from tests.helpers.voices import Fake

NOBODY = Matcher(Privacy(()))


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> tuple[Fake, Fake]:
    voices = (Fake("kokoro"), Fake("pico", traits=Traits(fast=True)))
    monkeypatch.setattr(choose, "engines", lambda _cache: voices)
    return voices


def recorded(folder: Path) -> Edition:
    """The Spanish edition with a memo for its first step."""
    folder.joinpath("1.es.ogg").write_bytes(b"her voice")
    first, *rest = editions.TUTORIAL.steps
    return editions.edition(
        replace(editions.TUTORIAL, steps=(replace(first, memos=(LangFile("es", "1.es.ogg"),)), *rest))
    )


def test_every_text_without_a_memo_is_spoken(fakes: tuple[Fake, Fake], cache: Cache) -> None:
    both = [editions.edition(lang=lang) for lang in ("es", "en")]
    script = editions.script_of(editions.TUTORIAL)
    told = narration.narrate(script, both, narration.choose_voices(both, cache), NOBODY, cache)
    assert set(told) == {"es", "en"}
    said = ["title", "step-1", "step-2", "end", "phone", "step-of-1", "step-of-2", NOW_YOU, RAISE_HAND]
    practice = [PRACTICE_BEGIN, PRACTICE_DONE, PRACTICE_TELL]
    assert list(told["es"].sounds) == [*said, *practice]
    assert told["en"].voice.engine == "kokoro"
    assert narration.narrate(script, [], {}, NOBODY, cache) == {}


def test_a_memo_takes_the_voice_s_place(
    fakes: tuple[Fake, Fake], cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = recorded(tmp_path)
    edition = replace(edition, greeting_file="hola.es.mp4")
    asked = []

    def clip(path: Path, _cache: Cache, clean: bool, film: bool = False) -> object:
        asked.append((path.name, clean, film))
        return editions.clip(tmp_path, 1.0)

    monkeypatch.setattr(memo, "memo_clip", clip)
    script = editions.script_of(edition.tutorial, tmp_path)
    told = narration.narrate(script, [edition], narration.choose_voices([edition], cache), NOBODY, cache)["es"]
    assert asked == [("hola.es.mp4", True, True), ("1.es.ogg", True, False)]
    assert [said.memo for said in told.sounds["step-1"]] == [True]
    assert told.sounds[GREETING][0].text == ""
    assert told.voice.memos == 1, "the greeting is none"
    assert not any("Unirse" in text for text in fakes[0].said)


def test_the_voice_is_the_one_asked_for_else_the_draft_s_else_the_school_s(
    fakes: tuple[Fake, Fake], cache: Cache
) -> None:
    edition = editions.edition(school=School(voices=(("es", VoiceChoice("pico", "two")),)))
    assert narration.choose_voices([edition], cache) == {"es": VoiceChoice("pico", "two")}
    assert narration.choose_voices([edition], cache, draft=True) == {"es": VoiceChoice("pico")}
    assert narration.choose_voices([edition], cache, "kokoro") == {"es": VoiceChoice("kokoro")}
    assert narration.choose_voices([editions.edition(lang="en")], cache) == {"en": VoiceChoice("auto")}
