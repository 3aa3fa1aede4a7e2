"""Warn of voices and faces without a valid consent, so that it is asked for before they are sent."""

import datetime
from collections.abc import Iterator

from annotator.messages import join_quoted
from annotator.model import Problem, School, Tutorial
from annotator.script.consent import CONSENT, EXAMPLE, Consents
from annotator.script.problems import ProblemLog


def check_consents(tutorial: Tutorial, school: School, consents: Consents, today: datetime.date) -> tuple[Problem, ...]:
    """Warn about each memo, greeting and photo whose consent is missing, has ended, or doesn't include chats."""
    log = ProblemLog(CONSENT)
    files = list(dict.fromkeys(files_needing_consent(tutorial, school)))
    missing = [file for file in files if consents.find(file) is None]
    if missing:
        message = "No consent is recorded for {files}."
        remedy = 'Ask whose voice or face it is, then write in {consent}: ["{file}"] and below it {example}.'
        log.add_warning(
            0, message, remedy, files=join_quoted(missing, "and"), consent=CONSENT, file=missing[0], example=EXAMPLE
        )
    for file in files:
        consent = consents.find(file)
        if consent is None:  # reported above
            continue
        if today > consent.until:
            message = 'The consent for "{file}" ended on {until}.'
            remedy = 'Ask "{who}" again and write the new date, or take the file away.'
            log.add_warning(consent.line, message, remedy, file=file, until=consent.until.isoformat(), who=consent.who)
        elif "chat" not in consent.uses:
            message = '"{file}" may not be used in chats, but that is where videos are sent.'
            remedy = 'Ask "{who}" for that, too, or take the file away.'
            log.add_warning(consent.line, message, remedy, file=file, who=consent.who)
    return log.problems()


def files_needing_consent(tutorial: Tutorial, school: School) -> Iterator[str]:
    """The names of files with somebody's voice or face: memos, greetings, the photo."""
    for memos in (tutorial.title_memos, *(step.all_memos for step in tutorial.steps), tutorial.end_memos):
        yield from (memo.file for memo in memos)
    yield from (greeting.file for greeting in tutorial.greetings)
    if school.photo is not None:
        yield school.photo.name
