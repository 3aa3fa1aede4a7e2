"""Warnings of what a family's phone, data plan or patience does not take."""

from __future__ import annotations

import pytest

from annotator.model import Said, Step, StepNumber, TimedSection, Timeline, Tutorial
from annotator.pack import limits
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


@pytest.mark.parametrize(
    ("title", "why", "platform", "warned"),
    [
        ("Entrar por Zoom", "Puede ver a la maestra.", None, True),
        ("Entrar a clase", "Puede ver a la maestra.", "Google Meet", True),
        ("Hacer una videollamada", "Puede ver a la maestra.", None, True),
        ("Entrar por Zoom", "Zoom no cobra, pero gasta datos.", None, False),
        ("Entrar por Zoom", "Si puede, use Wi-Fi.", None, False),
        ("Ver las tareas", "Sabe qué dejó la maestra.", "Classroom", False),
    ],
)
def test_a_video_call_whose_why_is_silent_about_data_is_warned_of(
    title: str, why: str, platform: str | None, warned: bool
) -> None:
    found = list(limits.check_data_mention(tutorial(title, why, platform), ["es"]))
    assert [(problem.line, problem.level) for problem in found] == ([(4, "warning")] if warned else [])


def test_a_long_or_large_video_says_where_to_split_it() -> None:
    edition = editions.edition(tutorial("Entrar", ""))
    fine = list(limits.check_video(edition, timeline(45, 45), 16_000_000))
    assert fine == []
    long, large = limits.check_video(edition, timeline(40, 30, 30), 17_000_000)
    assert "100 seconds" in long.message
    assert "the second one starting with step 3" in long.remedy
    assert "too much to send with WhatsApp (16 MB)" in large.message
    (_, larger) = limits.check_video(edition, timeline(40, 30, 30), 26_000_000)
    assert "Messenger (25 MB)" in larger.message
    assert {long.level, large.level} == {"warning"}


def test_a_long_clip_names_its_step_and_what_it_leaves_out() -> None:
    edition = editions.edition(tutorial("Entrar", ""))
    assert list(limits.check_clip(edition, StepNumber(2), 15.0, [])) == []
    (short,) = limits.check_clip(edition, StepNumber(2), 14.0, ["Luego regrese aquí."])
    assert short.line == 12
    assert "leaves out “Luego regrese aquí.”" in short.message
    (long,) = limits.check_clip(edition, StepNumber(1), 16.2, ["Paso 1 de 2."])
    assert "16 seconds" in long.message
