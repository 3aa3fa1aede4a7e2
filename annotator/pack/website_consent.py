"""Bars voices and faces from the website unless the person consented to it and the consent hasn't expired."""

from __future__ import annotations

import datetime
from dataclasses import replace

from annotator import languages
from annotator.model import LangFile, Step
from annotator.pack.tutorial_source import TutorialSource
from annotator.script.consent import files_needing_consent


def restrict_to_consent(source: TutorialSource, today: datetime.date) -> tuple[TutorialSource, tuple[str, ...]]:
    """The tutorial without the memos, greetings and photo that may not be on the website, and notes about them.

    If nothing is barred, ``source`` itself is returned. A synthetic voice takes the place of a memo; a language that
    has no voice is left out, so the result may have no languages.
    """
    barred = find_barred_files(source, today)
    if not barred:
        return source, ()

    def without_barred(files: tuple[LangFile, ...]) -> tuple[LangFile, ...]:
        return tuple(file for file in files if file.file not in barred)

    tutorial = source.tutorial
    steps = tuple(replace(step, memos=without_barred(step.memos)) for step in tutorial.steps)
    tutorial = replace(
        tutorial,
        steps=steps,
        title_memos=without_barred(tutorial.title_memos),
        end_memos=without_barred(tutorial.end_memos),
        greetings=without_barred(tutorial.greetings),
    )
    school = source.school
    if school.photo is not None and school.photo.name in barred:
        school = replace(school, photo=None)
    languages = tuple(lang for lang in source.languages if _can_be_spoken(lang, steps))
    notes = [f"Not on the website, since there is no consent for it: {', '.join(sorted(barred))}."]
    left_out = [lang for lang in source.languages if lang not in languages]
    if left_out:
        notes.append(f"So there is no page in {', '.join(left_out)}: no synthetic voice speaks that language.")
    return replace(source, tutorial=tutorial, school=school, languages=languages), tuple(notes)


def find_barred_files(source: TutorialSource, today: datetime.date) -> frozenset[str]:
    """The names of files with a voice or a face that may not be on the website on the day ``today``."""
    files = set(files_needing_consent(source.tutorial, source.school))
    return frozenset(file for file in files if not source.consents.is_allowed(file, "website", today))


def _can_be_spoken(lang: str, steps: tuple[Step, ...]) -> bool:
    return languages.has_table(lang, "voices.toml") or all(step.memo(lang) is not None for step in steps)
