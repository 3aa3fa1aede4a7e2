"""Find what may worry a family: a request for a password, money or papers, or words on a screen that nobody explains."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from annotator import assets
from annotator.messages import Message
from annotator.model import Step, Tutorial
from annotator.script.plain.button_names import list_known_wordings
from annotator.script.plain.rules import Finding, Located
from annotator.script.plain.tables import Replacement, Table, load_table

SAY_WHY: Final = 'Say why in "{lang}", for instance “{say}”'
"""The remedy for words on a screen that nobody explains."""
REASSURE: Final = 'Add a sentence in "{lang}" that reassures them, if it is true, for instance “{say}”'
"""The remedy for a request for something that families may be afraid to give."""


def find_worries(
    tutorial: Tutorial, screen_texts: Mapping[tuple[int, str], Sequence[str]], lang: str, table: Table
) -> Iterator[Located]:
    """Findings about what may worry a family: what a step asks for, and words on its screen that nobody explains.

    Args:
        tutorial: a parsed script.
        screen_texts: the texts on each screenshot, by the step's index (from 0) and the language, as far as they are known:
            ``{(0, "es"): ("Unirse", "Cancelar")}``.
        lang: the language of the texts to review.
        table: the table of that language.
    """
    explained: set[str] = set()
    for index, step in enumerate(tutorial.steps):
        texts = [said for said in (*step.questions, *step.narration) if said.lang == lang]
        line = texts[-1].line if texts else step.line
        text = " ".join(said.text for said in texts)
        words = [*list_known_wordings(step), *screen_texts.get((index, lang), ())]
        for finding in _find_fears(step, text, tutorial.why(lang) or "", lang, table):
            yield Located(line, finding)
        has_memo = step.memo(table.lang) is not None
        for row in table.rows["explain"]:
            subject = None if row.about in explained else _find_subject(row, " ".join(words), table)
            if subject is None:
                continue
            explained.add(row.about)  # only the first screen with these words has to be explained
            if not has_memo and row.explained and not row.explained.search(text):
                template = "The screen says “{subject}”, and nobody explains it: families may be afraid."
                remedy = Message(SAY_WHY, lang=table.lang, say=row.say)
                yield Located(line, Finding("explain", Message(template, subject=subject), remedy))


def _find_fears(step: Step, text: str, why: str, lang: str, table: Table) -> Iterator[Finding]:
    """Report a step that asks for what families may fear to give, unless its text or a ``why`` about the same reassures them."""
    helps = table.patterns["helps"]
    all_words = " · ".join((text, *list_known_wordings(step)))
    for fear in table.rows["fear"]:
        reassured = (fear.pattern.search(why) and helps.search(why)) or helps.search(text)
        if fear.pattern.search(all_words) and not reassured:
            message = Message("This step asks for {subject}: families may be afraid.", subject=fear.what)
            yield Finding("fear", message, Message(REASSURE, lang=lang, say=fear.say))


def _find_subject(row: Replacement, screen: str, table: Table) -> str | None:
    """The subject of ``row`` ("record audio") in the language of the screen that has its words; None if it has them in none."""
    rows = [row]
    for other_table in filter(None, (load_table(lang) for lang in assets.languages() if lang != table.lang)):
        rows += [other for other in other_table.rows["explain"] if other.about == row.about]
    return next((candidate.what for candidate in rows if candidate.pattern.search(screen)), None)
