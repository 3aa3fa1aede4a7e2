"""The content of pack.json."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from annotator.edition.scan.step_view import PictureFiles
from annotator.messages import Message
from annotator.model import PackFile, Problem, Said, StepNumber
from annotator.pack.manifest import build_manifest
from annotator.pack.plan import read_messages
from annotator.pack.preflight import Preflight
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.wordings import put_into_words
from tests.helpers import editions


def checked(tmp_path: Path, *problems: Problem) -> Preflight:
    seen, files = editions.drawn(tmp_path)
    both = tuple(editions.edition(lang=lang, seen=seen) for lang in ("es", "en"))
    return Preflight(editions.script_of(editions.TUTORIAL), both, files, Matcher(Privacy(("Marta Ruiz",))), problems)


def test_it_tells_files_voices_steps_covers_and_warnings(tmp_path: Path) -> None:
    warning = Problem("tutorial.md", 7, "Marta Ruiz is here.", "", "warning")
    looked = checked(tmp_path, warning)
    spoken = {"es": editions.spoken(looked.edition("es"), tmp_path)}
    older = {"voices": {"en": {"engine": "pico"}, "fr": {}}, "steps": {"en": [{"number": 1}], "es": []}}
    files = [
        PackFile("es/entrar.mp4", "video", "es", 10, 4.06666, None),
        PackFile("es/a.jpg", "card", "es", 5, step=StepNumber(2)),
    ]
    told = build_manifest(
        looked, files, spoken, [Problem("tutorial.md", 11, "Long.", "", "warning", StepNumber(2))], older
    )
    assert told["files"] == [
        {"path": "es/entrar.mp4", "kind": "video", "lang": "es", "bytes": 10, "seconds": 4.067},
        {"path": "es/a.jpg", "kind": "card", "lang": "es", "bytes": 5, "step": 2},
    ]
    assert list(told["voices"]) == ["es", "en"], "those of the older pack that are still there, in the script's order"
    assert told["voices"]["es"] == {"engine": "fake", "voice": "one", "version": "1", "memos": 0}
    assert [row["number"] for row in told["steps"]["es"]] == [1, 2]
    assert [(row["lang"], row["step"], row["kind"]) for row in told["hidden"]] == [
        ("es", 1, "email"),
        ("en", 1, "email"),
    ]
    assert "Marta" not in told["warnings"][0]
    assert told["warnings"][1] == "tutorial.md:11: step 2: warning: Long."


def test_its_warnings_are_told_again_in_the_readers_language(tmp_path: Path) -> None:
    found = Problem(
        "tutorial.md", 11, Message("{path} is empty.", path="Marta Ruiz"), "Copy it.", "warning", StepNumber(2)
    )
    told = json.loads(json.dumps(build_manifest(checked(tmp_path), [], {}, [found], {})))
    assert told["warnings"] == ["tutorial.md:11: step 2: warning: ••• is empty. Copy it."]
    (again,) = read_messages(told)["warnings"]
    assert again == told["warnings"][0]
    assert put_into_words(again, "es", "terminal").startswith("tutorial.md:11: paso 2: aviso: •••")


def test_of_nothing_that_was_spoken_it_tells_no_voice(tmp_path: Path) -> None:
    looked = Preflight(editions.script_of(editions.TUTORIAL), (), PictureFiles(), Matcher(Privacy(())), ())
    told = build_manifest(looked, [], {}, [], {})
    assert (told["voices"], told["steps"], told["hidden"], told["tutorial"]) == ({}, {}, [], "entrar")


def test_an_aside_is_told_from_its_step(tmp_path: Path) -> None:
    first, second = editions.TUTORIAL.steps
    aside = replace(second, questions=(Said("es", "¿Se equivocó?", 14),))
    seen, files = editions.drawn(tmp_path)
    hidden = replace(seen[1], screen=seen[0].screen)
    edition = editions.edition(
        replace(editions.TUTORIAL, steps=(first, aside, aside, second)), seen=[seen[0], hidden, hidden, seen[1]]
    )
    looked = Preflight(editions.script_of(edition.tutorial), (edition,), files, Matcher(Privacy(())), ())
    told = build_manifest(looked, [], {"es": editions.spoken(edition, tmp_path)}, [], {})
    numbers = [
        {name: row[name] for name in ("number", "aside", "aside_number") if name in row} for row in told["steps"]["es"]
    ]
    assert numbers == [
        {"number": 1},
        {"number": 1, "aside": True},
        {"number": 1, "aside": True, "aside_number": 2},
        {"number": 2},
    ]
    assert [(row["step"], row.get("aside", False)) for row in told["hidden"]] == [(1, False), (1, True), (1, True)]
    assert told["steps"]["es"][1]["caption"] == "¿Se equivocó? Fíjese en Salir."
