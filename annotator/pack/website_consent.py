"""What may be on the website: voices and faces only where their owner allowed it, until the day that was said."""

from __future__ import annotations

import datetime
from dataclasses import replace

from annotator import languages
from annotator.model import LangFile, Step
from annotator.pack.reading import Script
from annotator.script.consent import files_needing_consent


def permitted(script: Script, today: datetime.date) -> tuple[Script, tuple[str, ...]]:
    """A script without the memos, greetings and photo that may not be on the website, and what was left out, as notes.

    A synthetic voice takes a memo's place; a language that has none is left out, so there may be no language left.
    """
    barred = barred_files(script, today)
    if not barred:
        return script, ()

    def kept(files: tuple[LangFile, ...]) -> tuple[LangFile, ...]:
        return tuple(file for file in files if file.file not in barred)

    tutorial = script.tutorial
    steps = tuple(replace(step, memos=kept(step.memos)) for step in tutorial.steps)
    tutorial = replace(
        tutorial,
        steps=steps,
        title_memos=kept(tutorial.title_memos),
        end_memos=kept(tutorial.end_memos),
        greetings=kept(tutorial.greetings),
    )
    school = script.school
    if school.photo is not None and school.photo.name in barred:
        school = replace(school, photo=None)
    languages = tuple(lang for lang in script.languages if _speaks(lang, steps))
    notes = [f"Not on the website, since nobody's consent allows it there: {', '.join(sorted(barred))}."]
    left_out = [lang for lang in script.languages if lang not in languages]
    if left_out:
        notes.append(f"Without them there is no page in {', '.join(left_out)}: no synthetic voice speaks it.")
    return replace(script, tutorial=tutorial, school=school, languages=languages), tuple(notes)


def barred_files(script: Script, today: datetime.date) -> frozenset[str]:
    """The files with a voice or a face that may not be on the website today."""
    files = set(files_needing_consent(script.tutorial, script.school))
    return frozenset(file for file in files if not script.consents.is_allowed(file, "website", today))


def _speaks(lang: str, steps: tuple[Step, ...]) -> bool:
    return languages.has_table(lang, "voices.toml") or all(step.memo(lang) is not None for step in steps)
