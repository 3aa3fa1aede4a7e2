"""The sound of a step, the opening and the closing: the very clips of a build, or the voice of drafts while those are made."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import av
import pytest

from annotator.cache import Cache
from annotator.edit.recordings import step_sound
from annotator.edit.recordings.spoken_item import read_item
from annotator.edition import narration as pack_narration
from annotator.edition.tutorial_source import read_source
from annotator.errors import MissingError
from annotator.model import VoiceChoice
from annotator.voice import choose
from annotator.voice.engines.engine import Engine, Traits
from tests.helpers.shipped import shipped_edition
from tests.helpers.voices import Absent, Fake

SCRIPT = "# es: Entrar\n# en: Join\n# mix: Entrar\n\n![](01.png)\n- tap: Unirse | Join\n- es: Toque Unirse. Espere.\n"
NAME = "clever-badge"


class Company(Fake):
    """Sends its texts to a company."""

    online = True


def seconds(path: Path) -> float:
    """The length of a sound, which must be AAC with one channel."""
    with av.open(io.BytesIO(path.read_bytes()), mode="r") as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.codec_context.channels) == ("aac", 1)
        samples = sum(int(frame.samples) for frame in container.decode(stream))
        return float(samples / stream.codec_context.sample_rate)


def put(root: Path, text: str = SCRIPT, school: str = "") -> Path:
    folder = root / "zoom"
    folder.mkdir()
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    if school:
        (root / "school.toml").write_text(f"[voices]\n{school}\n", encoding="utf-8")
    return folder


def install(monkeypatch: pytest.MonkeyPatch, *voices: Engine) -> None:
    """Have only these voices on the computer, the most natural first."""
    monkeypatch.setattr(choose, "engines", lambda _cache: voices)


def voices() -> tuple[Fake, Fake, Company]:
    """A natural voice, a fast one, and that of a company."""
    return Fake("kokoro"), Fake("pico", traits=Traits(fast=True)), Company("gtts")


def test_the_fast_voice_speaks_until_the_natural_one_has(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    natural, fast, company = voices()
    install(monkeypatch, natural, fast, company)
    folder = put(tmp_path)
    soon = step_sound.make_now(folder, "0", "es", cache)
    assert soon is not None
    assert (soon.is_final, soon.problem, natural.said) == (False, None, [])
    final = step_sound.make_final(folder, "0", "es", cache)
    assert final is not None and final.is_final
    assert len(natural.said) == 2
    assert step_sound.make_now(folder, "0", "es", cache) == final
    assert len(fast.said) == 2
    assert company.said == []


def test_a_voice_that_is_missing_is_said_with_its_remedy(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, fast, company = voices()
    install(monkeypatch, Absent("kokoro"), fast, company)
    folder = put(tmp_path, school='es = "kokoro"')
    soon = step_sound.make_now(folder, "0", "es", cache)
    assert soon is not None and not soon.is_final and soon.problem is not None
    assert "(kokoro) is not installed" in soon.problem[0]
    assert "--voice pico" in soon.problem[1]
    with pytest.raises(MissingError):
        step_sound.make_final(folder, "0", "es", cache)
    install(monkeypatch, Absent("kokoro"))
    with pytest.raises(MissingError):
        step_sound.make_now(folder, "0", "es", cache)


@pytest.mark.parametrize("chosen", ["pico", "auto"])
def test_the_clips_are_those_of_a_build(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    natural, fast, company = voices()
    install(monkeypatch, natural, fast, company)
    folder = put(tmp_path, school=f'es = "{chosen}"\n[lexicon.es]\nUnirse = "unírse"')
    wanted = read_item(folder, "0", "es", cache)
    heard = step_sound.speak(wanted, VoiceChoice(chosen), cache)
    elsewhere = Cache(tmp_path / "of the build")
    source = read_source(folder, ("es",))
    edition = shipped_edition(NAME, "es")
    step = next(text for text in edition.texts if text.key.startswith("step"))
    edition = replace(edition, school=source.school, texts=(replace(step, text=wanted.lines[0].text),))
    built = pack_narration.narrate(
        source, [edition], pack_narration.choose_voices([edition], elsewhere), wanted.matcher, elsewhere
    )
    assert [said.clip.digest for said in heard] == [said.clip.digest for said in built["es"].sounds[step.key]]


@pytest.mark.pico
def test_a_memo_is_heard_in_place_of_the_voice(tmp_path: Path, cache: Cache) -> None:
    folder = put(tmp_path, school='es = "pico"')
    voice = step_sound.make_now(folder, "end", "es", cache)
    spoken = step_sound.make_now(folder, "0", "es", cache)
    assert voice is not None and spoken is not None
    shutil.copy(voice.path, folder / "01.es.m4a")
    shutil.copy(voice.path, folder / "01.mix.m4a")
    (folder / "01.png").write_bytes(b"a picture")
    for lang in ("es", "mix"):
        memo = step_sound.make_now(folder, "0", lang, cache)
        assert memo is not None and memo.is_final
        assert seconds(memo.path) > 1.5 * seconds(spoken.path)
