"""The sound of a step, the opening and the closing: what is said, with which voice, and from which files."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import av
import pytest

from annotator.cache import Cache
from annotator.edit import step_sound
from annotator.edit.not_listed import NotListedError
from annotator.edit.worker_process import WorkerProcess
from annotator.errors import AnnotatorError, ProblemsError
from annotator.pack import edition_builder, tutorial_source
from annotator.privacy.matcher import Matcher, collect_privacy
from tests.helpers.shipped import TUTORIALS, shipped_edition

pytestmark = [pytest.mark.slow, pytest.mark.pico]
SCRIPT = "# es: Entrar\n# en: Join\n# mix: Entrar\n\n![](01.png)\n- tap: Unirse | Join\n- es: Toque Unirse.\n"
NAME = "clever-badge"


def seconds(data: bytes) -> float:
    """The length of a sound, which must be AAC with one channel."""
    with av.open(io.BytesIO(data), mode="r") as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.codec_context.channels) == ("aac", 1)
        samples = sum(int(frame.samples) for frame in container.decode(stream))
        return float(samples / stream.codec_context.sample_rate)


def put(root: Path, text: str = SCRIPT) -> Path:
    folder = root / "zoom"
    folder.mkdir()
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    return folder


def test_every_item_of_a_tutorial_can_be_heard_in_every_language(cache: Cache) -> None:
    folder = TUTORIALS / NAME
    for lang in ("es", "en"):
        for item in ("0", "title", "end"):
            made = step_sound.make(folder, item, lang, cache=cache)
            assert made.suffix == ".m4a"
            assert 1 < seconds(made.read_bytes()) < 20


def test_what_is_said_is_what_a_build_says(cache: Cache) -> None:
    source = tutorial_source.read_source(TUTORIALS / NAME, ("es",))
    matcher = Matcher(collect_privacy(source.tutorial, source.school))
    edition = shipped_edition(NAME, "es")
    expected = [text.text for text in edition.texts]

    def lines(item: str) -> list[str]:
        return [line.text for line in step_sound._find_lines(source, item, "es", matcher, cache)]

    count = len(source.tutorial.steps)
    said = [*lines("title"), *(text for index in range(count) for text in lines(str(index))), *lines("end")]
    assert said == expected
    assert edition_builder.closing_text(source.school, edition.book, done=True) in said


def test_the_child_makes_the_same_and_what_is_heard_again_is_there_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path)
    first = step_sound.fetch_sound(folder, "0", "es")
    assert first == step_sound.make(folder, "0", "es").read_bytes()
    started = []

    class Counting(WorkerProcess):
        def __init__(self, *arguments: object) -> None:
            started.append(arguments)
            super().__init__(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(step_sound, "WorkerProcess", Counting)
    assert step_sound.fetch_sound(folder, "0", "es") == first
    assert not started
    (folder / "tutorial.md").write_text(SCRIPT.replace("Toque Unirse.", "Toque Unirse ahora mismo."), encoding="utf-8")
    os.utime(folder / "tutorial.md", (5, 5))
    longer = step_sound.fetch_sound(folder, "0", "es")
    assert seconds(longer) > seconds(first)
    assert len(started) == 1


def test_without_a_sentence_the_phrasebook_speaks_also_without_a_picture(tmp_path: Path, cache: Cache) -> None:
    folder = put(tmp_path)
    assert seconds(step_sound.make(folder, "0", "en", cache=cache).read_bytes()) > 0.5


def test_a_memo_is_heard_in_place_of_the_voice(tmp_path: Path, cache: Cache) -> None:
    folder = put(tmp_path)
    voice = step_sound.make(folder, "end", "es", cache=cache)
    spoken = step_sound.make(folder, "0", "es", cache=cache)
    shutil.copy(voice, folder / "01.es.m4a")
    shutil.copy(voice, folder / "01.mix.m4a")
    (folder / "01.png").write_bytes(b"a picture")
    for lang in ("es", "mix"):
        memo = step_sound.make(folder, "0", lang, cache=cache)
        assert seconds(memo.read_bytes()) > 2 * seconds(spoken.read_bytes())


def test_a_memo_that_leads_out_of_the_folder_or_is_none_is_a_problem(tmp_path: Path, cache: Cache) -> None:
    folder = put(tmp_path)
    (folder / "01.png").write_bytes(b"a picture")
    (tmp_path / "secret.m4a").write_bytes(b"secret")
    (folder / "01.es.m4a").symlink_to(tmp_path / "secret.m4a")
    with pytest.raises(ProblemsError, match="leads out"):
        step_sound.make(folder, "0", "es", cache=cache)
    (folder / "01.es.m4a").unlink()
    (folder / "01.es.m4a").write_bytes(b"not a sound")
    with pytest.raises(AnnotatorError, match=r"01\.es\.m4a"):
        step_sound.fetch_sound(folder, "0", "es")


@pytest.mark.parametrize(("item", "lang"), [("9", "es"), ("-1", "es"), ("x", "es"), ("../0", "es"), ("0", "fr")])
def test_what_is_not_there(tmp_path: Path, cache: Cache, item: str, lang: str) -> None:
    folder = put(tmp_path)
    with pytest.raises(NotListedError):
        step_sound.make(folder, item, lang, cache=cache)


def test_what_nobody_can_say(tmp_path: Path, cache: Cache) -> None:
    folder = put(tmp_path)
    with pytest.raises(AnnotatorError, match="Nothing is said"):
        step_sound.make(folder, "0", "mix", cache=cache)
    with pytest.raises(NotListedError):
        step_sound.fetch_sound(folder, "9", "es")


def test_a_private_word_is_in_no_sound(tmp_path: Path, cache: Cache) -> None:
    text = SCRIPT.replace("- es: Toque Unirse.\n", "- hide: Unirse\n").replace("Unirse | Join", "Marta Ruiz")
    folder = put(tmp_path, text.replace("- hide: Unirse", "- hide: Marta Ruiz"))
    source = tutorial_source.read_source(folder, ("es",))
    matcher = Matcher(collect_privacy(source.tutorial, source.school))
    (line,) = step_sound._find_lines(source, "0", "es", matcher, cache)
    assert line.text
    assert "Marta" not in line.text


def test_a_gap_is_not_said(tmp_path: Path, cache: Cache) -> None:
    folder = put(tmp_path, SCRIPT.replace("Unirse | Join", "___").replace("- es: Toque Unirse.\n", ""))
    source = tutorial_source.read_source(folder, ("es",))
    (line,) = step_sound._find_lines(source, "0", "es", Matcher(collect_privacy(source.tutorial, source.school)), cache)
    assert line.text
    assert "___" not in line.text
