"""Report the results of a district in lines for people: a table, errors, and warnings.

The table of two schools with three tutorials each::

    school           made  unchanged     failed         MB
    Los Robles          3          0          0        9.6
    The Oaks            1          2          0        9.1
    2 schools           4          2          0       18.7
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from annotator.district.outcome import Outcome
from annotator.district.packs import PackReport, PackTask
from annotator.messages import Message
from annotator.script import SCHOOL

_TABLE_COLUMNS = 80
_MIN_NUMBER_COLUMNS = 9
_MAX_NAMED_PACKS = 3
"""Maximum number of packs that are named above a message."""


def format_table(outcome: Outcome, *, dry_run: bool = False, words: Callable[[str], str] = str) -> Iterator[str]:
    """The lines of a table: a school, how many of its packs were made, unchanged and failed, and their megabytes.

    ``words`` puts the headings into the reader's language. A name that doesn't fit into 80 columns with the rest is cut.
    """
    reports: dict[str, list[PackReport]] = {school.slug: [] for school in outcome.schools}
    for task in outcome.tasks:
        reports[task.school.slug].append(outcome.report(task))
    rows = [[words(text) for text in ("school", "to make" if dry_run else "made", "unchanged", "failed", "MB")]]
    rows += [[school.name, *_format_numbers(reports[school.slug], dry_run)] for school in outcome.schools]
    count = len(outcome.schools)
    total = words("1 school" if count == 1 else Message("{count} schools", count=count))
    rows.append([total, *_format_numbers([outcome.report(task) for task in outcome.tasks], dry_run)])
    return _align(rows)


def _format_numbers(reports: Sequence[PackReport], dry_run: bool) -> list[str]:
    """The numbers of a row: of the packs made, unchanged and failed, and of their megabytes."""
    counts = Counter(report.status for report in reports)
    made = counts["made"] + (counts["waiting"] if dry_run else 0)
    megabytes = sum(report.bytes for report in reports) / 1_000_000
    return [str(made), str(counts["unchanged"]), str(counts["failed"]), f"{megabytes:.1f}"]


def _align(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table whose first row has the headings, with names at the left and numbers at the right."""
    widths = [max(_MIN_NUMBER_COLUMNS, len(heading)) for heading in rows[0][1:]]
    name_limit = _TABLE_COLUMNS - sum(2 + width for width in widths)
    names = [_cut(row[0], name_limit) for row in rows]
    name_width = max(map(len, names))
    for name, row in zip(names, rows, strict=True):
        numbers = (f"  {cell:>{width}}" for cell, width in zip(row[1:], widths, strict=True))
        yield f"{name:<{name_width}}{''.join(numbers)}"


def _cut(name: str, limit: int) -> str:
    """A name of at most ``limit`` characters."""
    # Letters and their accents are one character each where possible, as they are one column.
    name = unicodedata.normalize("NFC", name)
    return name if len(name) <= limit else f"{name[: limit - 1].rstrip()}…"


def format_failures(outcome: Outcome) -> Iterator[str]:
    """The errors with their remedies: each message once, with the first packs that it is about."""
    yield from _group_messages("not made", ((report.message, task) for task, report in outcome.failures))


def format_warnings(outcome: Outcome) -> Iterator[str]:
    """The warnings of the builds but those about school settings: each one once, with the first packs that it is about."""
    warnings = (
        (warning, task)
        for task in outcome.tasks
        for warning in outcome.report(task).warnings
        if not warning.startswith(f"{SCHOOL}:")
    )
    yield from _group_messages("look at", warnings)


def _group_messages(heading: str, messages: Iterable[tuple[str, PackTask]]) -> Iterator[str]:
    """Two lines for each message: the heading with the first packs, ``not made: los-robles/zoom``, and the message."""
    names_by_message: dict[str, list[str]] = {}
    for message, task in messages:
        names = names_by_message.setdefault(message, [])
        if task.name not in names:  # two tutorials may have one name
            names.append(task.name)
    for message, names in names_by_message.items():
        packs: str = ", ".join(names[:_MAX_NAMED_PACKS])
        if len(names) > _MAX_NAMED_PACKS:
            packs = Message("{names} and {count} more", names=packs, count=len(names) - _MAX_NAMED_PACKS)
        yield Message("{heading!}: {packs}", heading=heading, packs=packs)
        yield Message("  {line!}", line=message)
