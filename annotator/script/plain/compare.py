"""Compare a tutorial's languages text by text, since staff who read one of them can't see what another one says.

Where ``- en: Tap your own WhatsApp.`` is beside a step whose Spanish is still the phrasebook's ``Toque Traccar Client.``,
that is a warning with both texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from annotator.messages import Message
from annotator.model import Problem, Said, Step, TargetName, TextTarget, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script.folder import SCRIPT
from annotator.text.folding import device_of, fold

Split = Callable[[str], tuple[str, ...]]
"""A function that splits a text into sentences: ``("Mire.", "Toque Unirse.")`` for ``Mire. Toque Unirse.``"""
Names = Sequence[Sequence[str]]
"""The wordings of each thing on a screen: ``(("Unirse", "Join"), ("Casa-Luna",))``."""
_NUMBER: Final = re.compile(r"\d+(?:[.,:\- ]\d+)*")
_QUOTED: Final = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?])[\s¡¿“\"«]*$")


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that says something else than the same text in another language.

    Attributes:
        step: the index of its step, from 0; None for the reason to watch.
        field: which text it is.
        lang: its language.
        line: the line of the later one of the two, or of the step.
        message: the difference, with both texts.
        remedy: what to do.
    """

    step: int | None
    field: Literal["sentence", "question", "why"]
    lang: str
    line: int
    message: str
    remedy: str

    @property
    def problem(self) -> Problem:
        """The warning of ``check``."""
        return Problem(SCRIPT, self.line, self.message, self.remedy, "warning")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in one language; ``is_typed``: by staff, ``is_own``: and in other words than the phrasebook's."""

    said: Said
    is_typed: bool = True
    is_own: bool = True


def compare(tutorial: Tutorial, languages: Sequence[str], split: Split) -> tuple[Difference, ...]:
    """The differences between a tutorial's texts in ``languages``, without those that an ``ok:`` accepts.

    Each text is compared with the first that staff wrote themselves; where all are the phrasebook's, none can differ.
    """
    found: list[Difference] = []
    if not tutorial.oks:
        found += _compare(None, "why", _typed(tutorial.whys, languages), (), split)
    for index, step in enumerate(tutorial.steps):
        if not step.oks:
            found += _compare(index, "question", _typed(step.questions, languages), (), split)
            found += _compare(index, "sentence", _narrate(tutorial, step, languages), _list_names(step), split)
    return tuple(found)


def usual_sentences(tutorial: Tutorial, step: Step, lang: str) -> tuple[str, ...]:
    """The phrasebook's sentences for a step, one for each wording of its target; none where a memo speaks, or nobody can.

    First the one with the wording that is in the place of this language, such as "Tap Join." of ``Unirse | Join``.
    """
    action = step.action
    if action is None or step.memo(lang) or not has_phrasebook(lang):
        return ()
    wordings: Sequence[str | None] = (None,)
    if isinstance(action.target, TextTarget):
        own = min(tutorial.languages.index(lang), len(action.target.wordings) - 1)
        wordings = (action.target.wordings[own], *action.target.wordings)
    book, device = load_phrasebook(lang), device_of(tutorial.device or "")
    sentences = (book.sentence(action, TargetName(wording), device) for wording in wordings)
    return tuple(sentence for sentence in sentences if sentence)


def _typed(texts: Sequence[Said], languages: Sequence[str]) -> list[_Text]:
    return [_Text(said) for said in texts if said.lang in languages and said.text]


def _narrate(tutorial: Tutorial, step: Step, languages: Sequence[str]) -> list[_Text]:
    """What is said in a step in each language; nothing where only a memo speaks."""
    texts = []
    for lang in (lang for lang in tutorial.languages if lang in languages):
        usual = usual_sentences(tutorial, step, lang)
        typed = next((said for said in step.narration if said.lang == lang), None)
        if typed is not None:
            texts.append(_Text(typed, is_own=fold(typed.text) not in map(fold, usual)))
        elif usual:
            texts.append(_Text(Said(lang, usual[0], step.line), is_typed=False, is_own=False))
    return texts


def _list_names(step: Step) -> Names:
    """The wordings of what a step shows: its targets, and examples in place of what is covered."""
    targets = [step.action.target if step.action else None]
    targets += [*(mark.target for mark in step.marks), *(keep.target for keep in step.keeps)]
    names = [target.wordings for target in targets if isinstance(target, TextTarget)]
    return [*((*wordings, *step.also) for wordings in names), *((hide.example,) for hide in step.hides if hide.example)]


def _compare(
    step: int | None,
    field: Literal["sentence", "question", "why"],
    texts: Sequence[_Text],
    names: Names,
    split: Split,
) -> Iterator[Difference]:
    first = next((text for text in texts if text.is_own), None)
    for other in texts:
        if first and first is not other and (told := _tell(first, other, names, split)) is not None:
            line = max(first.said.line, other.said.line)
            yield Difference(step, field, other.said.lang, line, *told)


def _tell(first: _Text, other: _Text, names: Names, split: Split) -> tuple[str, str] | None:
    """The first difference between two texts, as a message and its remedy."""
    one, two = first.said.text, other.said.text
    if not other.is_typed:
        message = "“{one}” is in words of your own, but “{two}” is still the usual sentence."
        return Message(message, one=one, two=two), "Say in each language what you mean."
    if len(split(one)) != len(split(two)):
        message = "“{one}” and “{two}” do not have the same number of sentences."
        return Message(message, one=one, two=two), "Say the same in each language, sentence by sentence."
    for text, without in ((one, two), (two, one)):
        if (name := _find_alone(text, without, names)) is not None:
            message = "“{name}” is in “{one}”, but not in “{two}”."
            return Message(message, name=name, one=text, two=without), "Say in each language what you mean."
    return None


def _find_alone(text: str, other: str, names: Names) -> str | None:
    """A button, a number or a quotation in a text that has none like it in the other one."""
    for wordings in names:
        name = next((found for found in map(_find_named(text), wordings) if found), None)
        if name and not any(fold(wording) in fold(other) for wording in wordings):
            return name
    numbers = {re.sub(r"\D", "", number) for number in _NUMBER.findall(other)}
    for number in _NUMBER.findall(text):
        if re.sub(r"\D", "", number) not in numbers:
            return str(number)
    quoted, others = (_list_quoted(each, names) for each in (text, other))
    return next((each for each in quoted if each not in others), None) if len(quoted) > len(others) else None


def _find_named(text: str) -> Callable[[str], str | None]:
    """A function that finds a wording in a text where it is a name: "Search", but not the first word of "Search for it"."""

    def find(wording: str) -> str | None:
        words = re.sub("['’]", "['’]", re.escape(wording))
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
            if match[0][0] == wording[0] and not _SENTENCE_END.search(text[: match.start()]):
                return match[0]
        return None

    return find


def _list_quoted(text: str, names: Names) -> list[str]:
    """The quotations in a text that are not on the screen, where they differ by language."""
    quoted = ["".join(found) for found in _QUOTED.findall(text)]
    shown = [fold(wording) for wordings in names for wording in wordings]
    return [each for each in quoted if not any(fold(each).strip(" .,") in wording for wording in shown)]
