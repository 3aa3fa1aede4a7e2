"""Describe a pack in ``pack.json``, the contract for other programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import annotator
from annotator.edition import privacy_checks
from annotator.edition.spoken_edition import SpokenEdition
from annotator.messages import key_and_parts
from annotator.model import PackFile, Problem
from annotator.pack.preflight import Preflight
from annotator.script import SCHOOL, without_accepted
from annotator.timeline import steps_table


def build_manifest(
    checked: Preflight,
    files: Sequence[PackFile],
    spoken: Mapping[str, SpokenEdition],
    warnings: Iterable[Problem],
    previous: Mapping[str, Any],
) -> dict[str, Any]:
    """The content of ``pack.json``, with private words masked.

    A row of ``files``, one of ``hidden``, and one of ``warnings``::

        {"path": "es/entrar.mp4", "kind": "video", "lang": "es", "bytes": 1500000, "seconds": 65.5}
        {"step": 2, "lang": "es", "kind": "name", "box": [48, 310, 420, 60]}
        "tutorial.md:11: step 2: warning: …"

    ``undecided`` counts the possible names on which nobody has decided. ``messages`` has the warnings once more, as
    `annotator.messages.key_and_parts` returns them, for readers of other languages.

    Args:
        checked: the tutorial in all languages of the pack.
        files: all files of the pack.
        spoken: the editions that were spoken in this build, by language.
        warnings: the warnings about the files.
        previous: the ``pack.json`` of the pack whose files stay, for the voices and times of languages that weren't
            spoken again, and the warnings about those files.
    """
    voices, steps = dict(previous.get("voices", {})), dict(previous.get("steps", {}))
    for lang, edition in spoken.items():
        voices[lang] = asdict(edition.voice)
        steps[lang] = steps_table(edition.timeline)
    # A line of school.toml says nothing about the pack, and a school may come from elsewhere.
    school = [replace(warning, line=0) if warning.file == SCHOOL else warning for warning in checked.warnings]
    new = (*school, *without_accepted(checked.source.tutorial, warnings))
    masked = [privacy_checks.mask_problem(warning, checked.matcher).line_of_text for warning in new]
    all_warnings = list(dict.fromkeys((*masked, *previous.get("warnings", ()))))
    return {
        "tutorial": checked.source.name,
        "made_with": f"annotator {annotator.__version__}",
        "files": [file.row() for file in files],
        "voices": {lang: voices[lang] for lang in checked.source.languages if lang in voices},
        "steps": {lang: steps[lang] for lang in checked.source.languages if lang in steps},
        "hidden": list(_list_covers(checked)),
        "undecided": max(checked.undecided, previous.get("undecided", 0)),
        "warnings": all_warnings,
        "messages": [key_and_parts(warning) for warning in all_warnings],
    }


def _list_covers(checked: Preflight) -> Iterable[dict[str, Any]]:
    """The covers of each step in each language. File names are left out, since they may contain private words."""
    for edition in checked.editions:
        for shown, step in edition.list_cards():
            phone = {"phone": shown.word} if shown.word else {}
            for hidden in step.scan.screen.hidden:
                row = {"lang": edition.lang, "kind": hidden.kind, "box": hidden.box.numbers}
                yield {**step.number.row("step"), **phone, **row}
