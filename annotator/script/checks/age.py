"""Tell whether somebody tried the steps of a tutorial lately, since the screens of programs change."""

import datetime

from annotator.messages import Message
from annotator.model import Problem, Tutorial
from annotator.script.folder import SCRIPT

MAX_AGE_DAYS = 180
"""Twice a year, somebody should try whether the screens are still the same."""


def check_age(tutorial: Tutorial, today: datetime.date) -> tuple[Problem, ...]:
    """Warn if the steps were last tried long ago, or on a day after tomorrow; without a date there is no warning.

    ``tutorial`` has a title, at whose line the warning is.
    """
    if tutorial.checked is None:
        return ()
    days, date = (today - tutorial.checked).days, tutorial.checked.isoformat()
    # Elsewhere it may be tomorrow already.
    if -1 <= days <= MAX_AGE_DAYS:
        return ()
    message = Message("These steps were last tried {days} days ago, on {date}.", days=days, date=date)
    if days < 0:
        message = Message("The day when these steps were last tried, {date}, is still to come.", date=date)
    remedy = Message(
        'Check whether the screens are still the same, then write "- checked: {date}".', date=today.isoformat()
    )
    return (Problem(SCRIPT, tutorial.titles[0].line, message, remedy, "warning"),)
