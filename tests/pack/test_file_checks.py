"""Warnings of what a family's phone, data plan or patience does not take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.model import Clip, LangFile, Said, ScheduledClip, Step, StepNumber, TimedSection, Timeline, Tutorial
from annotator.pack import file_checks
from annotator.timeline import ClipPlan
from tests.helpers import editions


def tutorial(title: str, why: str, platform: str | None = None) -> Tutorial:
    return Tutorial(
        (Said("es", title, 1),),
        (Step("1.png", line=9), Step("2.png", line=12)),
        (Said("es", why, 4),),
        platform=platform,
    )


def timeline(*lengths: float) -> Timeline:
    start, sections = 0.0, []
    for number, seconds in enumerate(lengths, start=1):
        sections.append(TimedSection(f"step-{number}", start, seconds, "", (), (), (), StepNumber(number)))
        start += seconds
    return Timeline(tuple(sections))


def test_a_long_or_large_video_says_where_to_split_it() -> None:
    edition = editions.edition(tutorial("Entrar", ""))
    fine = list(file_checks.check_video(edition, timeline(45, 45), 16_000_000))
    assert fine == []
    long, large = file_checks.check_video(edition, timeline(40, 30, 30), 17_000_000)
    assert "100 seconds" in long.message
    assert "the second one starting with step 3" in long.remedy
    assert "has 17.0 MB; WhatsApp sends up to 16" in large.message
    assert {long.level, large.level} == {"warning"}


def test_a_long_clip_names_its_steps_and_what_it_leaves_out() -> None:
    edition = editions.edition(tutorial("Entrar", ""))
    one, two = StepNumber(1), StepNumber(2)
    assert list(file_checks.check_clip(edition, two, ClipPlan(timeline(20.0), (), 20))) == []
    (short,) = file_checks.check_clip(edition, two, ClipPlan(timeline(19.0), ("Luego regrese aquí.",), 20))
    assert (short.line, short.step) == (12, two)
    assert "step 2 (es) leaves out “Luego regrese aquí.” to stay within 20 seconds" in short.message
    (long,) = file_checks.check_clip(edition, one, ClipPlan(timeline(21.2), ("Paso 1 de 2.",), 20))
    assert "21 seconds; up to 20" in long.message
    assert "make two steps of it" in long.remedy


def framed(*why: float, steps: float, closing: float, opening: float) -> Timeline:
    """A film whose title is said in a second."""
    sounds = [ScheduledClip(0.4 + 0.01 * number, clip_of(seconds)) for number, seconds in enumerate((1.0, *why))]
    title = TimedSection("title", 0.0, opening, "", (), (), tuple(sounds))
    step = TimedSection("step-1", opening, steps, "", (), (), (), StepNumber(1))
    return Timeline((title, step, TimedSection("end", opening + steps, closing, "", (), (), ())))


def clip_of(seconds: float) -> Clip:
    return Clip(Path("one.wav"), seconds, "d")


def test_a_long_opening_says_how_short_the_why_must_be() -> None:
    edition = editions.edition(tutorial("Entrar", "Puede ver a la maestra."))
    assert list(file_checks.check_frame(edition, framed(9.0, steps=40.0, closing=9.0, opening=12.0))) == []
    assert list(file_checks.check_frame(edition, framed(11.0, steps=60.0, closing=9.0, opening=12.4))) == [], (
        "a word more"
    )
    (long,) = file_checks.check_frame(edition, framed(12.0, steps=60.0, closing=9.0, opening=15.0))
    assert (long.line, long.level) == (1, "warning")
    assert "takes 15 seconds; up to 12 are watched" in long.message
    assert "Shorten “why es” to 9.0 seconds, about 21 words." in long.remedy


def test_few_steps_or_a_person_s_words_are_no_fault_of_the_why() -> None:
    told = tutorial("Entrar", "Puede ver a la maestra.")
    edition = editions.edition(told)
    assert list(file_checks.check_frame(edition, framed(2.0, steps=6.0, closing=6.0, opening=5.0))) == []
    assert list(file_checks.check_frame(edition, framed(steps=6.0, closing=6.0, opening=15.0))) == [], "there is none"
    recorded = editions.edition(replace(told, title_memos=(LangFile("es", "title.es.m4a"),)))
    assert list(file_checks.check_frame(recorded, framed(40.0, steps=6.0, closing=6.0, opening=45.0))) == []
    (end,) = file_checks.check_frame(edition, framed(5.0, steps=60.0, closing=11.0, opening=8.0))
    assert "takes 11 seconds" in end.message
    assert "fewer languages" in end.remedy
    (whole,) = file_checks.check_video(edition, framed(12.0, steps=60.0, closing=9.0, opening=15.0), 10)
    assert whole.message.startswith("The beginning of the video (es)")


def test_a_film_of_before_would_be_warned_of() -> None:
    edition = editions.edition(tutorial("Entrar", "Puede ver a la maestra."))
    found = list(file_checks.check_frame(edition, framed(12.0, steps=50.6, closing=18.4, opening=16.5)))
    assert [problem.message.split(" (es)")[0] for problem in found] == [
        "The end of the video",
        "The beginning of the video",
    ]
