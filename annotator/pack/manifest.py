"""The content of ``pack.json``: what a pack holds, who speaks, when each step begins, and what is covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import annotator
from annotator import timeline as timelines
from annotator.model import PackFile, Problem
from annotator.pack import privacy_checks
from annotator.pack.edition import SpokenEdition
from annotator.pack.preflight import Preflight
from annotator.script import without_accepted


def build_manifest(
    checked: Preflight,
    files: Sequence[PackFile],
    spoken: Mapping[str, SpokenEdition],
    warnings: Iterable[Problem],
    older: Mapping[str, Any],
) -> dict[str, Any]:
    """What ``pack.json`` says, without any private text.

    Args:
        checked: the tutorial in all languages of the pack.
        files: everything in the pack.
        spoken: the languages that were spoken for this build.
        warnings: what is to be told of the files.
        older: the older pack's ``pack.json``; it tells of the languages of which only parts of it were kept.
    """
    voices, steps = dict(older.get("voices", {})), dict(older.get("steps", {}))
    for lang, edition in spoken.items():
        voice = edition.voice
        voices[lang] = {
            "engine": voice.engine,
            "voice": voice.voice,
            "version": voice.version,
            "memos": voice.memos,
        }
        steps[lang] = timelines.steps_table(edition.timeline)
    told = (*checked.warnings, *without_accepted(checked.source.tutorial, warnings))
    return {
        "tutorial": checked.source.name,
        "made_with": f"annotator {annotator.__version__}",
        "files": [file.row() for file in files],
        "voices": {lang: voices[lang] for lang in checked.source.languages if lang in voices},
        "steps": {lang: steps[lang] for lang in checked.source.languages if lang in steps},
        "hidden": list(_hidden(checked)),
        "warnings": [str(privacy_checks.mask_problem(warning, checked.matcher)) for warning in told],
    }


def _hidden(checked: Preflight) -> Iterable[dict[str, Any]]:
    """What is covered in each language, step by step. Names of pictures may tell what pictures hide."""
    for edition in checked.editions:
        for step in edition.steps:
            for hidden in step.scan.screen.hidden:
                box = [hidden.box.x, hidden.box.y, hidden.box.w, hidden.box.h]
                yield {"step": step.number, "lang": edition.lang, "kind": hidden.kind, "box": box}
