"""A timeline as JSON: the golden of all decisions, and the table of steps."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache.keys import plain
from annotator.model import Section, StepNumber
from annotator.timeline import plan
from annotator.timeline.film_plan import steps_table
from tests.helpers.sections import END, TITLE, spoken, step

GOLDEN = Path(__file__).parent / "goldens" / "timeline.json"


def test_sections_follow_each_other_and_the_steps_are_listed() -> None:
    sections = [
        Section("title", (TITLE,), (spoken("Entrar a la clase por Zoom", 2.0),)),
        step(spoken("Toque aquí.", 1.0), spoken("Luego espere.", 1.0)),
        step(spoken("¡Listo!", 1.0), number=2),
        Section("end", (END,), (spoken("¡Listo!", 1.0),)),
    ]
    timeline = plan(sections)
    for before, after in zip(timeline.sections, timeline.sections[1:], strict=False):
        assert after.start == pytest.approx(before.start + before.seconds)
    table = steps_table(timeline)
    assert [row["number"] for row in table] == [1, 2]
    assert table[0]["caption"] == "Toque aquí. Luego espere."
    assert table[1]["start"] == pytest.approx(timeline.sections[2].start, abs=1e-3)


def test_the_timeline_as_json_is_the_golden(request: pytest.FixtureRequest) -> None:
    aside = step(spoken("¿No se ve?", 1.1), spoken("Deslice el dedo hacia arriba.", 1.9))
    phone = spoken("Teléfono: 410-555-0100.", 2.1)
    timeline = plan(
        [
            Section("title", (TITLE,), (spoken("Entrar a la clase por Zoom", 2.0), spoken("Zoom no cobra.", 1.4))),
            step(
                spoken("Toque las letras azules que le mandó la maestra.", 3.217),
                spoken("Luego toque Unirse.", 1.5),
                chip="Unirse",
                other="Join",
            ),
            replace(aside, key="step-1-if", step=StepNumber(1, 1)),
            step(spoken("¡Listo! Ya puede ver y oír a la maestra.", 2.6), number=2),
            Section(
                "end",
                (END,),
                (spoken("¿Se ve diferente?", 1.0), phone),
                note="Sra. Rosa · 410-555-0100",
                optional=(phone,),
                optional_note="Sra. Rosa",
            ),
        ]
    )
    # Times are whole frames, so a few digits suffice, and hide the last bits, which differ between machines.
    exact = json.dumps(plain(timeline, compared=True))
    rounded = json.loads(exact, parse_float=lambda digits: round(float(digits), 6))
    text = json.dumps(rounded, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-goldens"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_an_aside_is_a_row_of_its_own() -> None:
    aside = Section("step-1-if", (TITLE,), (spoken("¿Se equivocó?", 1.0),), step=StepNumber(1, 1))
    first, second = steps_table(plan([step(spoken("Toque.", 1.0)), aside]))
    assert "aside" not in first
    assert (second["number"], second["aside"], second["caption"]) == (1, True, "¿Se equivocó?")
