"""Compare a tutorial's languages text by text, since staff who read one of them can't see what another one says.

A step without a sentence of its own is spoken by the *phrasebook*: "Toque Traccar Client." for ``- tap: Traccar Client``. If
somebody then writes ``- en: Tap your own WhatsApp.``, the Spanish is still missing, which is a warning::

    Nobody has written in "es" what “Tap your own WhatsApp.” says: “Toque Traccar Client.” is said there.

Where both are written, so is another number of sentences, and a button, number or quotation that is in one language alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from annotator.messages import Message
from annotator.model import Problem, Said, Step, TargetName, TextTarget, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script.folder import SCRIPT
from annotator.script.plain.tables import load_table
from annotator.text.devices import device_of
from annotator.text.folding import fold
from annotator.text.sentence_rules import split_sentences

Names = Sequence[Sequence[str]]
"""The wordings of each thing on a screen: ``(("Unirse", "Join"), ("Casa-Luna",))``."""
_NUMBER: Final = re.compile(r"\d+(?:[.,:\- ]\d+)*")
"""A number, a time or a phone number: "410-555-0100"."""
_QUOTED: Final = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")
NOT_WRITTEN: Final = 'Nobody has written in "{lang}" what “{one}” says: “{two}” is said there.'
"""The message about a language that still has the phrasebook's sentence."""
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?])[\s¡¿“\"«]*$")


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that says something else than the same text in another language.

    Attributes:
        step: the index of its step, from 0; None for the reason to watch.
        field: which text it is.
        lang: its language.
        other_lang: the language that it was compared with: either may be the one to correct.
        line: the later line of the two.
        message: the difference, with both texts.
        remedy: what to do.
    """

    step: int | None
    field: Literal["sentence", "question", "why"]
    lang: str
    other_lang: str
    line: int
    message: str
    remedy: str

    @property
    def problem(self) -> Problem:
        """The warning of ``check``."""
        return Problem(SCRIPT, self.line, self.message, self.remedy, "warning")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in one language: ``_Text(Said("en", "Tap your own WhatsApp."))``.

    Attributes:
        said: the words, and their language and line.
        is_typed: whether staff typed it; else it is the phrasebook's.
        is_reworded: whether it is in other words than the phrasebook's.
    """

    said: Said
    is_typed: bool = True
    is_reworded: bool = True


def compare(tutorial: Tutorial, languages: Sequence[str]) -> tuple[Difference, ...]:
    """The differences between a tutorial's texts in ``languages``, without those that an ``ok:`` accepts.

    Each text is compared with the first that staff wrote themselves; where all are the phrasebook's, none can differ.
    """
    differences: list[Difference] = []
    if not tutorial.oks:
        whys = [_Text(said) for said in tutorial.whys if said.lang in languages and said.text]
        differences += _compare_texts(None, "why", whys, ())
    for index, step in enumerate(tutorial.steps):
        if not step.oks:
            questions = [_Text(said) for said in step.questions if said.lang in languages and said.text]
            differences += _compare_texts(index, "question", questions, ())
            sentences = _list_sentences(tutorial, step, languages)
            differences += _compare_texts(index, "sentence", sentences, _list_names(step))
    return tuple(differences)


def usual_sentences(tutorial: Tutorial, step: Step, lang: str) -> tuple[str, ...]:
    """The phrasebook's sentences for a step, with the wordings of its target; none where a memo speaks, or nobody can.

    First comes that with the wording in the place of this language, such as "Tap Join." of ``Unirse | Join``, then one with each.
    """
    action = step.action
    if action is None or step.memo(lang) or not has_phrasebook(lang):
        return ()
    wordings: Sequence[str | None] = (None,)
    if isinstance(action.target, TextTarget):
        position = min(tutorial.languages.index(lang), len(action.target.wordings) - 1)
        wordings = (action.target.wordings[position], *action.target.wordings)
    book, device = load_phrasebook(lang), device_of(tutorial.device or "")
    sentences = (book.sentence(action, TargetName(wording), device) for wording in wordings)
    return tuple(sentence for sentence in sentences if sentence)


def _list_sentences(tutorial: Tutorial, step: Step, languages: Sequence[str]) -> list[_Text]:
    """The sentences of a step by language; none for one where only a memo (a person's recording) speaks."""
    texts = []
    typed = {said.lang: said for said in step.narration}
    for lang in tutorial.languages:
        if lang not in languages:
            continue
        usual = usual_sentences(tutorial, step, lang)
        if lang in typed:
            texts.append(_Text(typed[lang], is_reworded=fold(typed[lang].text) not in map(fold, usual)))
        elif usual:
            texts.append(_Text(Said(lang, usual[0], step.line), is_typed=False, is_reworded=False))
    return texts


def _list_names(step: Step) -> Names:
    """The wordings of a step's targets, and of the examples in place of covered texts."""
    targets = [step.action.target if step.action else None]
    targets += [mark.target for mark in step.marks] + [keep.target for keep in step.keeps]
    names = [(*target.wordings, *step.also) for target in targets if isinstance(target, TextTarget)]
    return [*names, *((hide.example,) for hide in step.hides if hide.example)]


def _compare_texts(
    step: int | None, field: Literal["sentence", "question", "why"], texts: Sequence[_Text], names: Names
) -> Iterator[Difference]:
    """The differences between the first text that staff wrote themselves and each other one."""
    first = next((text for text in texts if text.is_reworded), None)
    if first is None:
        return
    for other in texts:
        difference = None if other is first else _describe_difference(first, other, names)
        if difference is not None:
            message, remedy = difference
            line = max(first.said.line, other.said.line)
            yield Difference(step, field, other.said.lang, first.said.lang, line, message, remedy)


def _describe_difference(first: _Text, other: _Text, names: Names) -> tuple[str, str] | None:
    """The first difference between two texts, as a message and its remedy; None if they seem to say the same."""
    text, other_text = first.said.text, other.said.text
    if not other.is_typed:
        missing = Message(NOT_WRITTEN, lang=other.said.lang, one=text, two=other_text)
        return missing, "Say in each language what you mean."
    if _count_sentences(first.said) != _count_sentences(other.said):
        message = "“{one}” and “{two}” do not have the same number of sentences."
        return Message(message, one=text, two=other_text), "Say the same in each language, sentence by sentence."
    for with_name, without_name in ((text, other_text), (other_text, text)):
        name = _find_lone_name(with_name, without_name, names)
        if name is not None:
            message = "“{name}” is in “{one}”, but not in “{two}”."
            return Message(message, name=name, one=with_name, two=without_name), "Say in each language what you mean."
    return None


def _count_sentences(said: Said) -> int:
    """The number of sentences, without those that are advised for one language at a time: that reassure, or explain."""
    table = load_table(said.lang)
    rows = [*table.rows["fear"], *table.rows["explain"]] if table else []
    advised = {sentence for row in rows for sentence in split_sentences(row.say)}
    return sum(sentence not in advised for sentence in split_sentences(said.text))


def _find_lone_name(text: str, other_text: str, names: Names) -> str | None:
    """A button, a number or a quotation in a text that has none like it in the other one."""
    return (
        _find_lone_button(text, other_text, names)
        or _find_lone_number(text, other_text)
        or _find_lone_quotation(text, other_text, names)
    )


def _find_lone_button(text: str, other_text: str, names: Names) -> str | None:
    """The first wording in a text of a thing that the other text names by none of its wordings."""
    for wordings in names:
        mentions = [mention for mention in (_find_as_name(text, wording) for wording in wordings) if mention]
        if mentions and not any(fold(wording) in fold(other_text) for wording in wordings):
            return mentions[0]
    return None


def _find_lone_number(text: str, other_text: str) -> str | None:
    """The first number in a text whose digits are no number of the other one."""
    other_digits = {re.sub(r"\D", "", number) for number in _NUMBER.findall(other_text)}
    numbers: list[str] = _NUMBER.findall(text)
    return next((number for number in numbers if re.sub(r"\D", "", number) not in other_digits), None)


def _find_lone_quotation(text: str, other_text: str, names: Names) -> str | None:
    """The first quotation in a text that the other one lacks; None if that has at least as many, in its own language."""
    quotations, other_quotations = _list_quoted(text, names), _list_quoted(other_text, names)
    if len(quotations) <= len(other_quotations):
        return None
    return next((quotation for quotation in quotations if quotation not in other_quotations), None)


def _find_as_name(text: str, wording: str) -> str | None:
    """A wording in a text where it is a name: "Search" in "Tap Search.", but not the first word of "Search for it"."""
    words = re.sub("['’]", "['’]", re.escape(wording))
    for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
        if match[0][0] == wording[0] and not _SENTENCE_END.search(text[: match.start()]):
            return match[0]
    return None


def _list_quoted(text: str, names: Names) -> list[str]:
    """The quotations in a text, apart from those of ``names``, which differ by language on screens."""
    quotations = ["".join(groups) for groups in _QUOTED.findall(text)]
    shown = [fold(wording) for wordings in names for wording in wordings]
    return [words for words in quotations if not any(fold(words).strip(" .,") in wording for wording in shown)]
