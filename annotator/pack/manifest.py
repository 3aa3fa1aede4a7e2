"""Builds the content of ``pack.json``: the files of a pack, its voices, the start of each step, and what is covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import annotator
from annotator import timeline as timelines
from annotator.model import PackFile, Problem
from annotator.pack import privacy_checks
from annotator.pack.edition import SpokenEdition
from annotator.pack.preflight import Preflight
from annotator.script import SCHOOL, without_accepted


def build_manifest(
    checked: Preflight,
    files: Sequence[PackFile],
    spoken: Mapping[str, SpokenEdition],
    warnings: Iterable[Problem],
    previous: Mapping[str, Any],
) -> dict[str, Any]:
    """The content of ``pack.json``, with private words masked.

    Args:
        checked: the tutorial in all languages of the pack.
        files: all files of the pack.
        spoken: the editions that were spoken in this build, by language.
        warnings: the warnings about the files.
        previous: the older pack's ``pack.json``; it has the voices and times of languages that weren't spoken again.
    """
    voices, steps = dict(previous.get("voices", {})), dict(previous.get("steps", {}))
    for lang, edition in spoken.items():
        voice = edition.voice
        voices[lang] = {
            "engine": voice.engine,
            "voice": voice.voice,
            "version": voice.version,
            "memos": voice.memos,
        }
        steps[lang] = timelines.steps_table(edition.timeline)
    # A line of school.toml says nothing about the pack, and a school may come from elsewhere.
    school = [replace(warning, line=0) if warning.file == SCHOOL else warning for warning in checked.warnings]
    all_warnings = (*school, *without_accepted(checked.source.tutorial, warnings))
    return {
        "tutorial": checked.source.name,
        "made_with": f"annotator {annotator.__version__}",
        "files": [file.row() for file in files],
        "voices": {lang: voices[lang] for lang in checked.source.languages if lang in voices},
        "steps": {lang: steps[lang] for lang in checked.source.languages if lang in steps},
        "hidden": list(_list_covers(checked)),
        "warnings": [str(privacy_checks.mask_problem(warning, checked.matcher)) for warning in all_warnings],
    }


def _list_covers(checked: Preflight) -> Iterable[dict[str, Any]]:
    """The covers of each step in each language. File names are left out, since they may contain private words."""
    for edition in checked.editions:
        for step in edition.steps:
            for hidden in step.scan.screen.hidden:
                box = [hidden.box.x, hidden.box.y, hidden.box.w, hidden.box.h]
                yield {**step.number.row("step"), "lang": edition.lang, "kind": hidden.kind, "box": box}
