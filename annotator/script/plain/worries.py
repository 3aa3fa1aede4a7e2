"""Find what may worry a family on a step: something it asks for, or words on the screen that nobody explained to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator import assets
from annotator.model import Said, Step, Tutorial
from annotator.script.plain import button_names
from annotator.script.plain.rules import Finding
from annotator.script.plain.tables import ScreenWords, Table, load_table


def find_worries(
    tutorial: Tutorial, wordings_seen: Mapping[tuple[int, str], Sequence[str]], lang: str, table: Table
) -> Iterator[tuple[int, Finding]]:
    """All findings about worries in a language, each with its line.

    Args:
        tutorial: a parsed script.
        wordings_seen: the words on each screenshot, by the step's index (from 0) and the language, as far as they are known.
        lang: the language of the texts to review.
        table: that of the language.
    """
    explained: set[str] = set()
    for index, step in enumerate(tutorial.steps):
        spoken = [said for said in (*step.questions, *step.narration) if said.lang == lang]
        line = spoken[-1].line if spoken else step.line
        for finding in _find_fears(step, spoken, tutorial.why(lang) or "", lang, table):
            yield line, finding
        for finding in _find_unexplained(step, spoken, wordings_seen.get((index, lang), ()), explained, table):
            yield line, finding


def _find_fears(step: Step, spoken: Sequence[Said], why: str, lang: str, table: Table) -> Iterator[Finding]:
    """Report a step that asks for something families may be afraid to give, unless it or the ``why`` reassures them."""
    text = " ".join(said.text for said in spoken)
    all_words = " · ".join((text, *button_names.list_known_wordings(step)))
    for fear in table.fears:
        if fear.pattern.search(why) and table.helps.search(why):
            continue
        if fear.pattern.search(all_words) and not table.helps.search(text):
            yield Finding(
                "fear",
                f"This step asks for {fear.subject}: families may be afraid.",
                f'Add a sentence in "{lang}" that reassures them, if it is true, for instance “{fear.say}”',
            )


def _find_unexplained(
    step: Step, spoken: Sequence[Said], seen: Sequence[str], explained: set[str], table: Table
) -> Iterator[Finding]:
    """Report words on a permission dialogue that frighten, unless this step or an earlier one explains them.

    The screen may be in another language than the speech. ``explained`` has what earlier steps explained; that of this one is
    added.
    """
    screen = " ".join((*button_names.list_known_wordings(step), " ".join(seen)))
    text = " ".join(said.text for said in spoken)
    memo_explains = step.memo(table.lang) is not None
    for row in table.screen_words:
        subject = None if row.about in explained else _find_subject(row, screen, table)
        if subject is None:
            continue
        if not memo_explains and not row.explained.search(text):
            yield Finding(
                "explain",
                f"The screen says “{subject}”, and nobody explains it: families may be afraid.",
                f'Say why in "{table.lang}", for instance “{row.say}”',
            )
        explained.add(row.about)  # said once, where it is first seen


def _find_subject(row: ScreenWords, screen: str, table: Table) -> str | None:
    """What a screen calls that which ``row`` is about, in the table's language or another; None if it isn't there."""
    others = [load_table(lang) for lang in assets.languages() if lang != table.lang]
    rows = [row, *(each for other in others if other for each in other.screen_words if each.about == row.about)]
    return next((each.subject for each in rows if each.pattern.search(screen)), None)
