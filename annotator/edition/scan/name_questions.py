"""Ask staff about texts that may be names: hide them with an invented example, or show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.edition.scan.step_view import StepScan
from annotator.messages import Message
from annotator.model import Decision, Hide, NameQuestion, Problem, Show, TextTarget, Tutorial
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import HiddenText
from annotator.script import SCRIPT, write_hide, write_show
from annotator.text.folding import fold

_EXAMPLES = ("Luna", "Sol", "Estrella", "Cielo", "Mar")
"""Invented names to suggest in place of a real one; if possible the first that isn't private or used in the tutorial."""
_WHY: Mapping[str, str] = {
    "greeting": "in a greeting",
    "account": "whose account it is",
    "field": "in a field for a name",
    "sender": "who writes or invites",
    "chat": "the header of a chat",
    "participant": "who is in a meeting",
    "contact": "in a list of people",
    "sideways": "written sideways and hard to read",
}


def warn_of_undecided_names(
    tutorial: Tutorial, matcher: Matcher, scans: Mapping[int, Sequence[StepScan]]
) -> Iterator[Problem]:
    """A warning for each text on a screenshot that may be a name, with the two lines to choose from; each text once.

    ``scans`` has the scans of each step, by its index from 0, in all languages.
    """
    # An invented example must not be the name of somebody on a picture, who may have to be covered, too.
    matcher = matcher.with_public(text for step_scans in scans.values() for scan in step_scans for text in scan.texts)
    reported: set[str] = set()
    for index, step in enumerate(tutorial.steps):
        questions = [(scan.file, question) for scan in scans.get(index, ()) for question in scan.asks]
        for picture, question in questions:
            if fold(question.text) in reported:
                continue
            reported.add(fold(question.text))
            problem = _warn_of_question(question, picture, step.line, matcher)
            # Two people who are covered at once don't get the same name.
            hides = (decision.line for decision in problem.decisions)
            matcher = matcher.with_public(line.example or "" for line in hides if isinstance(line, Hide))
            yield problem


def _warn_of_question(question: NameQuestion, picture: str, line: int, matcher: Matcher) -> Problem:
    """The warning about a text on a picture that may be a name."""
    hidden = _find_hidden(question, matcher)
    if hidden is not None:
        template = "“{text}” on {picture} is part of a name that line {line} hides."
        message = Message(template, text=question.text, picture=picture, line=hidden.line)
    else:
        template = "“{text}” on {picture} may be somebody's name ({why})."
        message = Message(template, text=question.text, picture=picture, why=explain_question(question))
    return warn_of_name(message, line, list_name_decisions(question, matcher))


def explain_question(question: NameQuestion) -> str:
    """Why a text may be a name, in a few words."""
    return _WHY.get(question.why, "a person")


def list_name_decisions(question: NameQuestion, matcher: Matcher) -> tuple[Decision, Decision]:
    """The two lines of which one settles a possible name: hide it on every picture, with an example, or show it there.

    A word of a hidden name gets the first word of that name's example.
    """
    hidden = _find_hidden(question, matcher)
    example = hidden.example.split(" ")[0] if hidden is not None and hidden.example else None
    return list_word_decisions(question.text, example, matcher)


def _find_hidden(question: NameQuestion, matcher: Matcher) -> HiddenText | None:
    """The hidden name that a text is a part of, or None."""
    return next((text for text in matcher.privacy.hidden if text.text == question.hidden), None)


def list_word_decisions(text: str, example: str | None, matcher: Matcher) -> tuple[Decision, Decision]:
    """The two lines of which one settles a text: hide it on every picture, with an example, or show it there.

    ``example`` is None if one is to be invented.
    """
    target = TextTarget((text,))
    hide = Hide(target, example or invent_name(matcher, text))
    return Decision(hide, everywhere=True), Decision(Show(target), everywhere=True)


def warn_of_name(message: str, line: int, decisions: tuple[Decision, Decision]) -> Problem:
    """A warning that one of two lines settles. Its message has a name: it is for the person who writes the script alone."""
    hide, show = (decision.line for decision in decisions)
    assert isinstance(hide, Hide)
    assert isinstance(show, Show)
    template = "Put “{hide}” or “{show}” above the first picture."
    remedy = Message(template, hide=write_hide(hide), show=write_show(show))
    return Problem(SCRIPT, line, message, remedy, "warning", secret=True, decisions=decisions)


def invent_name(matcher: Matcher, instead_of: str = "") -> str:
    """An invented name to write in place of a real one ("Luna"), preferably one that the tutorial doesn't use yet."""
    strict_matcher = Matcher(replace(matcher.privacy, public=()))
    real_words = set(fold(instead_of).split())
    for hidden in matcher.privacy.hidden:
        real_words.update(fold(hidden.text).split())
    invented = [name for name in _EXAMPLES if fold(name) not in real_words and not strict_matcher.is_private(name)]
    used_words = {word for text in matcher.privacy.public for word in fold(text).split()}
    unused = [name for name in invented if fold(name) not in used_words]
    return (*unused, *invented, _EXAMPLES[-1])[0]
