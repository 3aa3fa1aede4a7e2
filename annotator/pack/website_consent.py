"""Leave out of a tutorial the voices and faces without a consent for the website that is still valid."""

import datetime
from dataclasses import replace

from annotator import languages
from annotator.edition.tutorial_source import TutorialSource
from annotator.messages import Message
from annotator.model import LangFile, Step
from annotator.phrases import native_name
from annotator.script.checks.consents import files_needing_consent


def restrict_to_consent(source: TutorialSource, today: datetime.date) -> tuple[TutorialSource, tuple[str, ...]]:
    """The tutorial without the memos, greetings and photo that may not be on the website, and notes about them.

    If nothing is barred, ``source`` itself is returned. A synthetic voice takes the place of a memo; a language without one is
    left out if a step has no memo, so the result may have no languages.
    """
    barred = find_barred_files(source, today)
    if not barred:
        return source, ()

    def without_barred(files: tuple[LangFile, ...]) -> tuple[LangFile, ...]:
        return tuple(file for file in files if file.file not in barred)

    def restrict(step: Step) -> Step:
        phone_files = tuple(replace(files, memos=without_barred(files.memos)) for files in step.phone_files)
        return replace(step, memos=without_barred(step.memos), phone_files=phone_files)

    tutorial = source.tutorial
    steps = tuple(map(restrict, tutorial.steps))
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
    has_memos = {lang: all(step.memo(lang) is not None for step in steps) for lang in source.languages}
    spoken = tuple(lang for lang in source.languages if has_memos[lang] or languages.has_table(lang, "voices.toml"))
    barred_names = ", ".join(sorted(barred))
    notes = [Message("Not on the website, since there is no consent for it: {barred}.", barred=barred_names)]
    names = dict(source.school.language_names)
    left_out = [native_name(lang, names) for lang in source.languages if lang not in spoken]
    if left_out:
        no_page = "So there is no page in {left_out}: no synthetic voice speaks that language."
        notes.append(Message(no_page, left_out=", ".join(left_out)))
    return replace(source, tutorial=tutorial, school=school, languages=spoken), tuple(notes)


def find_barred_files(source: TutorialSource, today: datetime.date) -> frozenset[str]:
    """The names of files with a voice or a face that may not be on the website on the day ``today``."""
    files = set(files_needing_consent(source.tutorial, source.school))
    return frozenset(file for file in files if not source.consents.is_allowed(file, "website", today))
