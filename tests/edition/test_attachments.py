"""What belongs to a tutorial besides its screenshots: memos, greetings, the school's photo and logo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image

from annotator.cache import Cache
from annotator.edition import tutorial_source
from annotator.model import LangFile
from tests.helpers import editions


def test_the_school_s_pictures_are_known_by_their_digests(tmp_path: Path) -> None:
    for name in ("logo.png", "photo.png"):
        Image.new("RGB", (40, 20), "red").save(tmp_path / name)
    (tmp_path / "photo.png").write_bytes(b"no picture")
    school = replace(
        editions.SCHOOL, logo=tmp_path / "logo.png", photo=tmp_path / "photo.png", lines=(("help.photo", 12),)
    )
    found = tutorial_source.open_attachments(
        editions.script_of(editions.TUTORIAL, tmp_path, school), Cache(tmp_path / "cache")
    )
    assert found.logo is not None
    assert found.pictures == {found.logo: tmp_path / "logo.png"}
    assert found.photo is None
    (problem,) = found.school_problems
    assert (problem.file, problem.line) == ("school.toml", 12)
    assert problem.message.startswith("help.photo: photo.png")


def test_every_memo_of_the_languages_is_opened_and_told_at_its_line(tmp_path: Path) -> None:
    first, second = editions.TUTORIAL.steps
    tutorial = replace(
        editions.TUTORIAL,
        steps=(replace(first, memos=(LangFile("es", "1.es.ogg"), LangFile("mix", "1.mix.ogg"))), second),
        title_memos=(LangFile("en", "title.en.ogg"),),
    )
    script = editions.script_of(tutorial, tmp_path)
    found = tutorial_source.open_attachments(script, Cache(tmp_path / "cache"))
    assert [(problem.line, problem.message.split(" ")[0]) for problem in found.problems] == [
        (7, "1.es.ogg"),
        (1, "title.en.ogg"),
    ]


def test_a_recording_is_to_be_watched_to_its_end(tmp_path: Path) -> None:
    first, second = editions.TUTORIAL.steps
    tutorial = replace(editions.TUTORIAL, steps=(replace(first, picture="1.mp4"), second))
    found = tutorial_source.open_attachments(editions.script_of(tutorial, tmp_path), Cache(tmp_path / "cache"))
    assert [(problem.line, problem.level) for problem in found.problems] == [(7, "warning")]


def test_a_greeting_that_is_missing_is_a_problem_of_the_top(tmp_path: Path) -> None:
    tutorial = replace(editions.TUTORIAL, greetings=(LangFile("es", "hello.es.mp4"), LangFile("mix", "x.mp4")))
    found = tutorial_source.open_attachments(editions.script_of(tutorial, tmp_path), Cache(tmp_path / "cache"))
    assert [problem.line for problem in found.problems] == [1]
    assert found.greetings == {}
