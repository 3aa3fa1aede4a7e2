"""Report characters that the typeface lacks, since cards leave them out."""

from collections.abc import Iterator, Sequence

from annotator import typeface
from annotator.messages import Message
from annotator.model import Problem, TextTarget, Tutorial
from annotator.script.problems import ProblemLog

NOT_DRAWN = "{letters} is drawn on no card and said by no voice."
USE_LATIN_OR_CYRILLIC = "Write it in Latin or Cyrillic letters: no others can be drawn."
_REMOVE_OR_ACCEPT = "Take it away, or accept that with a line “- ok: …”."


def check_glyphs(tutorial: Tutorial, languages: Sequence[str]) -> tuple[Problem, ...]:
    """Report every text for ``languages`` of which cards would leave something out.

    Letters without a glyph are a problem. Symbols such as emoji, which voices skip, too, are a warning if something else
    remains, else a problem. A button's word that can't be drawn is only a warning, since it is pointed at, not drawn.
    """
    log = ProblemLog("tutorial.md")
    for line, text in _find_drawn_texts(tutorial, languages):
        letters, symbols = typeface.undrawable(text), typeface.symbols(text)
        if letters:
            log.add_problem(line, missing_letters_message(letters), USE_LATIN_OR_CYRILLIC)
        elif symbols and typeface.drawable_text(text):
            log.add_warning(line, Message(NOT_DRAWN, letters=_join_in_quotes(symbols)), _REMOVE_OR_ACCEPT)
        elif symbols:
            message = "{letters} can't be drawn, and there is nothing else."
            remedy = "Write it in words."
            log.add_problem(line, message, remedy, letters=_join_in_quotes(symbols))
    for action in (part.action for step in tutorial.steps for part in step.parts):
        if not action or not isinstance(action.target, TextTarget):
            continue
        if letters := typeface.undrawable(" ".join(action.target.wordings)):
            message = missing_letters_message(letters)
            remedy = "The mark points there all the same; write sentences that say where it is, not what it says."
            log.add_warning(action.line, message, remedy)
    return log.problems()


def missing_letters_message(letters: Sequence[str]) -> str:
    """The message about letters without a glyph."""
    return Message("The letters {letters} are not in annotator's typeface.", letters=_join_in_quotes(letters))


def _join_in_quotes(parts: Sequence[str]) -> str:
    return ", ".join(f"“{part}”" for part in parts)


def _find_drawn_texts(tutorial: Tutorial, languages: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The texts that a card or page shows, with their lines: ``(1, "Entrar a la clase")``."""
    lines = dict(tutorial.fact_lines)
    yield lines.get("device", 0), tutorial.device or ""
    yield lines.get("platform", 0), tutorial.platform or ""
    for phone in tutorial.phones:
        yield phone.line, phone.name
    sentences, hides = [*tutorial.titles, *tutorial.whys], [*tutorial.hides]
    for step in tutorial.steps:
        sentences += step.questions
        for part in step.parts:
            sentences += part.narration
            hides += part.hides
            if part.action:
                yield part.action.line, part.action.words or ""
            yield step.also_line if part is step else part.line, ", ".join(part.also)
    for sentence in sentences:
        if sentence.lang in languages:
            yield sentence.line, sentence.text
    for hide in hides:
        yield hide.line, hide.example or ""
