"""Keeps private words out of what is written: typed texts with a name, names to decide on, and messages for logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.model import Hide, NameQuestion, Problem, Said, School, Show, TextTarget, Tutorial
from annotator.pack.scan.step_view import SeenStep
from annotator.phrases import load_phrasebook
from annotator.privacy.matcher import Match, Matcher, Privacy, all_hides, shown_wordings
from annotator.script import SCRIPT, write_hide, write_show
from annotator.text.folding import fold

_EXAMPLES = ("Luna", "Sol", "Estrella", "Cielo", "Mar")
"""Invented names to put in place of one; the first that is nobody's here is proposed."""
_WHY: Mapping[str, str] = {
    "greeting": "in a greeting",
    "account": "whose account it is",
    "field": "in a field for a name",
    "sender": "who writes or invites",
    "chat": "the header of a chat",
    "participant": "who is in a meeting",
    "contact": "in a list of people",
}
_NOBODY = "If it is nobody's name here, write “- show: …” with that word above the first picture."


def typed(tutorial: Tutorial, school: School, matcher: Matcher, folder: str) -> Iterator[Problem]:
    """Problems of everything that staff typed and families see, hear or get as a file's name.

    Args:
        tutorial: as it was read.
        school: its school, with the roster.
        matcher: what is private in the tutorial.
        folder: the name of the tutorial's folder, which the pack bears.
    """
    if matcher.is_private(folder):
        yield Problem(
            SCRIPT,
            0,
            "The tutorial's folder is named after somebody who is hidden or on your list, and its pack would be, too.",
            f"Rename the folder. {_NOBODY}",
        )
    for said in (*tutorial.titles, *tutorial.whys):
        yield from _sentence(said, matcher)
    top = tutorial.titles[0].line if tutorial.titles else 0
    for fact in (tutorial.device, tutorial.platform):
        if fact:
            yield from _sentence(Said("en", fact, top), matcher)
    for step in tutorial.steps:
        own = matcher.for_step(step)
        for said in step.narration:
            yield from _sentence(said, own)
        if step.action is not None and step.action.words:
            lang = tutorial.languages[0] if tutorial.languages else "es"
            yield from _sentence(Said(lang, step.action.words, step.action.line), own)
        for wording in step.also:
            yield from _sentence(Said("en", wording, step.line), own)
    yield from _lines(tutorial, school, matcher)


def asked(tutorial: Tutorial, matcher: Matcher, seen: Mapping[int, Sequence[SeenStep]]) -> Iterator[Problem]:
    """A warning for each text on the screens that may be a name, once, with the line that decides it.

    ``seen`` has what each step, by its index from 0, saw on the screens of its languages.
    """
    told: set[str] = set()
    for index, step in enumerate(tutorial.steps):
        for screen in seen.get(index, ()):
            for ask in screen.asks:
                if fold(ask.text) not in told:
                    told.add(fold(ask.text))
                    yield _question(ask, screen.file, step.line, matcher)


def unused(tutorial: Tutorial, matcher: Matcher, seen: Mapping[int, Sequence[SeenStep]]) -> Iterator[Problem]:
    """A warning for each ``hide:`` line above the first picture whose text is on no picture: it may be misspelt."""
    texts = [
        text for screens in seen.values() for screen in screens for text in (*screen.texts, " ".join(screen.texts))
    ]
    for hide in tutorial.hides:
        alone = Matcher(Privacy(hidden=tuple(h for h in matcher.privacy.hidden if h.line == hide.line)))
        if not any(alone.is_private(text) for text in texts):
            yield Problem(
                SCRIPT,
                hide.line,
                "This text is on no picture.",
                "Write it as it is on the screen, or take the line away.",
                "warning",
            )


def for_logs(problem: Problem, matcher: Matcher) -> Problem:
    """A problem as it may be told in a pack and in what ``build`` prints."""
    if problem.secret:
        return replace(
            problem, message="There may be a name to decide on.", remedy="The command annotator check tells which."
        )
    return replace(problem, message=matcher.mask(problem.message), remedy=matcher.mask(problem.remedy))


def _sentence(said: Said, matcher: Matcher) -> Iterator[Problem]:
    matches = matcher.matches(said.text)
    if matches:
        first = matches[0]
        reason = f"that line {first.line} hides" if first.kind == "hidden" else "of your list of names"
        what = "a name" if first.is_name else "a text"
        sentence = matcher.replace_matches(said.text, lambda match: _instead(match, said.lang))
        yield Problem(
            SCRIPT,
            said.line,
            f"This line has {what} {reason}, and everybody would read and hear it.",
            f"Write “{_capitalised(sentence, said.text)}”" + ("." if first.kind == "hidden" else f". {_NOBODY}"),
        )
    for start, end, hidden in matcher.single_words(said.text):
        word = said.text[start:end]
        yield Problem(
            SCRIPT,
            said.line,
            f"“{word}” is part of a name that line {hidden.line} hides.",
            f"{_decide(word, hidden.example, matcher)}",
            "warning",
            secret=True,
        )


def _instead(match: Match, lang: str) -> str:
    if match.example:
        return match.example
    book = load_phrasebook(lang, "en")  # a message to staff is in English
    return book.fixed("name") if match.is_name else "…"


def _capitalised(sentence: str, typed: str) -> str:
    return sentence[0].upper() + sentence[1:] if typed[:1].isupper() else sentence


def _lines(tutorial: Tutorial, school: School, matcher: Matcher) -> Iterator[Problem]:
    """Problems of the ``hide:`` and ``show:`` lines themselves."""
    listed = Matcher(Privacy(school.names))
    whole = {fold(name) for name in school.names}
    for hide in all_hides(tutorial):
        if not hide.example:
            continue
        on_list = any(" " in hide.example[m.start : m.end] for m in listed.matches(hide.example))
        if on_list or fold(hide.example) in whole:
            yield Problem(
                SCRIPT,
                hide.line,
                "This example is on your list of names.",
                f"Write an invented one, {_example(matcher)}.",
            )
        elif any(match.kind == "hidden" for match in matcher.matches(hide.example)):
            yield Problem(
                SCRIPT, hide.line, "This example is hidden itself.", f"Write an invented one, {_example(matcher)}."
            )
    hidden = {fold(text.text): text.line for text in matcher.privacy.hidden}
    for show in (*tutorial.shows, *(show for step in tutorial.steps for show in step.shows)):
        line = next((hidden[fold(text)] for text in shown_wordings(show) if fold(text) in hidden), None)
        if line is not None:
            yield Problem(
                SCRIPT,
                show.line,
                f"Line {line} hides this text, which hides it on every picture.",
                "Take one of the two lines away.",
            )


def _question(ask: NameQuestion, picture: str, line: int, matcher: Matcher) -> Problem:
    hidden = next((text for text in matcher.privacy.hidden if text.text == ask.hidden), None)
    if hidden is not None:
        message = f"“{ask.text}” on {picture} is part of a name that line {hidden.line} hides."
        example = hidden.example.split(" ")[0] if hidden.example else None
    else:
        message = f"“{ask.text}” on {picture} may be somebody's name ({_WHY.get(ask.why, 'a person')})."
        example = None
    return Problem(SCRIPT, line, message, _decide(ask.text, example, matcher), "warning", secret=True)


def _decide(text: str, example: str | None, matcher: Matcher) -> str:
    target = TextTarget((text,))
    hide = write_hide(Hide(target, example or _invented(matcher, text)))
    return f"Put “{hide}” or “{write_show(Show(target))}” above the first picture."


def _example(matcher: Matcher) -> str:
    return f"for instance “= {_invented(matcher)}”"


def _invented(matcher: Matcher, instead_of: str = "") -> str:
    strict = Matcher(replace(matcher.privacy, public=()))
    free = (name for name in _EXAMPLES if name != instead_of and not strict.is_private(name))
    return next(free, _EXAMPLES[-1])
