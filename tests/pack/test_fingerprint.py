"""A record of a build that can't be read is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache, key
from annotator.model import Said, StepNumber
from annotator.pack import fingerprint
from annotator.pack.products.product import Part
from tests.helpers import editions


def test_a_build_is_recalled_while_stamp_and_files_are_the_same(tmp_path: Path) -> None:
    cache, place = Cache(tmp_path / "cache"), tmp_path / "zoom"
    place.mkdir()
    (place / "message.txt").write_text("Hola", encoding="utf-8")
    fingerprint.save_record(cache, place, "one", {"tutorial": "zoom"}, ("note",))
    record = fingerprint.load_unchanged_record(cache, place, "one")
    assert record is not None
    assert record["manifest"] == {"tutorial": "zoom"}
    assert fingerprint.load_unchanged_record(cache, place, "two") is None
    (place / "message.txt").unlink()
    assert fingerprint.load_unchanged_record(cache, place, "one") is None


@pytest.mark.parametrize("record", [[], "x", {}, {"stamp": "one", "files": [], "manifest": 3, "notes": []}])
def test_a_record_of_another_form_is_none(record: Any, tmp_path: Path) -> None:
    cache, place = Cache(tmp_path / "cache"), tmp_path / "zoom"
    cache.put_json("builds", fingerprint._record_name(place), record)
    assert fingerprint.load_unchanged_record(cache, place, "one") is None


def test_warnings_about_steps_and_asides_come_back_at_their_lines(tmp_path: Path) -> None:
    cache, place = Cache(tmp_path / "cache"), tmp_path / "zoom"
    place.mkdir()
    first, second = editions.TUTORIAL.steps
    aside = replace(second, questions=(Said("es", "¿Se equivocó?", 30),), line=29)
    edition = editions.edition(replace(editions.TUTORIAL, steps=(first, aside, second)))
    warnings = ((None, "Large.", "a"), (StepNumber(1, 1), "Long.", "b"), (StepNumber(2), "Quiet.", "c"))
    part = Part("step", "es")
    manifest = {"seal": "s"}
    fingerprint.save_record(cache, place, "one", manifest, (), {part: fingerprint.PartRecord("f", warnings)})
    record = fingerprint.load_part_records(cache, place, "s")[part]
    assert record == fingerprint.PartRecord("f", warnings)
    assert [(problem.line, problem.step) for problem in record.problems(edition)] == [
        (1, None),
        (29, StepNumber(1, 1)),
        (11, StepNumber(2)),
    ]


@pytest.mark.parametrize("warning", [[2, "Long.", "b"], [{}, "Long."], "Long."])
def test_a_record_of_an_older_version_counts_as_none(tmp_path: Path, cache: Cache, warning: object) -> None:
    place = tmp_path / "pack"
    place.mkdir()
    record = {
        "stamp": "one",
        "files": [],
        "manifest": {"seal": "s"},
        "notes": [],
        "parts": [["step", "es", "f", [warning]]],
    }
    cache.put_json("builds", key(str(place.resolve())), record)
    assert fingerprint.load_part_records(cache, place, "s") == {}
    assert fingerprint.load_unchanged_record(cache, place, "one") is None
