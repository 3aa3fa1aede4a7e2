"""Find the script's invented names in orders: in ``Toque Casa-Luna.``, the families' own word is another one."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.messages import Message
from annotator.model import ACTIONS, Step, TextTarget, Tutorial
from annotator.privacy import GIVEN_NAMES, GIVEN_NAMES_AND_WORDS, SURNAMES, TITLES
from annotator.script.plain.orders import MAX_CLAUSE_CHARS, find_orders
from annotator.script.plain.rules import Finding, Sentence
from annotator.script.plain.tables import Table
from annotator.text.folding import fold
from annotator.text.sentence_rules import is_example

_NAMES: Final = GIVEN_NAMES | GIVEN_NAMES_AND_WORDS | SURNAMES


def check(sentences: Sequence[Sentence], step: Step, table: Table, examples: Sequence[str]) -> Iterator[Finding]:
    """Report a name of the sample that is given as an order ("Tap Casa-Luna"): every family has to press another one.

    Args:
        sentences: the narration in the table's language.
        step: the step with this narration.
        table: the table of the narration's language.
        examples: the invented names of the script, from `list_examples` ("Luna", "Casa-Luna").
    """
    if step.action is None or step.sign == "yours" or ACTIONS[step.action.kind].takes == "words":
        return
    if any(is_example(sentence.text, table.lang) for sentence in sentences):
        return
    for sentence in sentences:
        name = _find_ordered_name(sentence.text, table, examples)
        if name is not None:
            message = "{quoted} tells every family to press “{name}”, but theirs has another name."
            remedy = "Say whose name it is, then the example, as in “{example}”, and add “- sign: yours”."
            better = Message(remedy, example=table.data["sample_say"])
            yield Finding("sample", Message(message, quoted=sentence.quoted, name=name), better)
            return


def _find_ordered_name(text: str, table: Table, examples: Sequence[str]) -> str | None:
    """The first of the names behind the first order that has one, or None."""
    for order in find_orders(text, table):
        behind = text[order.end() : order.end() + MAX_CLAUSE_CHARS]
        for name in examples:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", behind):
                return name
    return None


def list_examples(tutorial: Tutorial, step: Step) -> tuple[str, ...]:
    """The invented names that a script writes over others or shows: "Luna" in ``hide: Ana Luz = Luna`` or ``show: Luna``.

    A shown text counts if it begins like a person: with a common name, or with a title before one ("Sofía", "Profa. Elena").
    Others may be the name of an app or of the school.
    """
    examples = [hide.example for hide in (*tutorial.hides, *step.hides) if hide.example]
    for show in (*tutorial.shows, *step.shows):
        if isinstance(show.target, TextTarget):
            examples += [wording for wording in show.target.wordings if _shows_person(wording)]
    return tuple(dict.fromkeys(examples))


def _shows_person(wording: str) -> bool:
    words = [fold(word.rstrip(".")) for word in wording.split()[:2]]
    return bool(words) and (words[0] in _NAMES or (words[0] in TITLES and words[-1] in _NAMES))
