"""Rules of plain language as functions of one sentence, so that a rule is added or tested without the others.

``Toque Unirse y escriba su nombre.`` makes `check_actions` yield a finding, because it asks for two things. The module is long,
since it is one list of rules.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from annotator.messages import Message, fill, join_words
from annotator.model import Device
from annotator.script.plain.orders import find_clauses, find_orders, find_press
from annotator.script.plain.reading_level import find_words, measure_level
from annotator.script.plain.tables import Table
from annotator.text.folding import fold

MAX_WORDS: Final = 12
"""The most words in a sentence, and in a title."""
_MAX_QUOTED_CHARS = 48
"""Enough of a sentence to recognise it in a message of one line."""
_MIN_WORDS = 8
"""A readability formula says nothing about a shorter sentence."""
_MIN_WORDS_BEFORE_BREAK = 3
"""Two words before a break are hardly a sentence."""
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_TOKEN = re.compile(r"[^\s]*\w[^\s]*")
_UNKNOWN_WORD = "Many families don't know “{group}”."
_NO_TOUCHSCREEN = "“{group}” is for a screen that feels a finger; most Chromebooks and laptops have none."
_SAY_INSTEAD = "Say instead: {say}. If it is the word on a button, write it as it is there."
ASKS_FOR_MORE = "{quoted} asks for {count} things: {found}."
_WORDS = {
    "passive": ("{quoted} doesn't say who does it: “{group}”.", "Say who does what, for instance “{sentence}”"),
    "safe": ("“{group}” alone sounds like a trick.", "Say what the school itself can keep: “{sentence}”"),
    "free": ("“{group}” alone sounds like a trick.", "Say what it costs after all: “{sentence}”"),
}
"""The name of a list of words in ``plain.toml`` → the message about such a word, and its remedy."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault that a rule found: ``Finding("long", "“Toque el botón …” has 15 words.", "Write two sentences …")``.

    Attributes:
        kind: the word for the rule ("long", "jargon").
        message: the fault.
        remedy: the better words.
    """

    kind: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Located:
    """A finding about a line of the script: ``Located(8, Finding("long", …))``."""

    line: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to check: ``Sentence("Toque Unirse.", "Toque ■.", "Toque Unirse. Es gratis.", "phone")``.

    Attributes:
        text: the sentence as typed.
        masked: the sentence with `BUTTON` (■) for the names of buttons.
        whole: the text that the sentence is from.
        device: the device of the tutorial; None if its script doesn't say.
    """

    text: str
    masked: str
    whole: str
    device: Device | None = None

    @property
    def quoted(self) -> str:
        """The sentence in quotes for a message, cut between words, or within a word that is longer than a line."""
        text = self.text
        if len(text) > _MAX_QUOTED_CHARS:
            text = text[: _MAX_QUOTED_CHARS - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
        return f"“{text}”"


Rule = Callable[[Sentence, Table], Iterator[Finding]]


def check_length(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report a sentence of too many words, and suggest a word before which to break it, if there is one."""
    words = _TOKEN.findall(sentence.text)
    if len(words) <= MAX_WORDS:
        return
    break_words = set(map(fold, table.data["breaks"]))
    breaks = [at for at, word in enumerate(words) if fold(word) in break_words and at >= _MIN_WORDS_BEFORE_BREAK]
    middle = len(words) / 2
    best = min(breaks, key=lambda at: abs(at - middle), default=None)
    remedy = Message("Write two sentences of at most {max_words} words.", max_words=MAX_WORDS)
    if best is not None:
        template = "Write two sentences of at most {max_words} words, for instance one that ends before “{word}”."
        remedy = Message(template, max_words=MAX_WORDS, word=words[best])
    yield Finding("long", Message("{quoted} has {words} words.", quoted=sentence.quoted, words=len(words)), remedy)


def check_actions(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report a sentence that asks for more than one thing."""
    orders = [match.group().lower() for match in find_orders(sentence.masked, table)]
    if len(orders) > 1:
        listed = join_words(f"“{word}”" for word in orders)
        message = Message(ASKS_FOR_MORE, quoted=sentence.quoted, count=len(orders), found=listed)
        remedy = "Write a sentence for each, or better a step with its own picture for each."
        yield Finding("actions", message, remedy)


def check_words(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report the passive voice, which doesn't say who does it; and "safe" or "free" in a text that doesn't say why."""
    for kind, (message, remedy) in _WORDS.items():
        match = table.patterns[kind].search(sentence.masked)
        if match and not table.patterns[f"{kind}_unless"].search(sentence.whole):
            parts = {"quoted": sentence.quoted, "group": match.group(), "sentence": table.data[f"{kind}_say"]}
            yield Finding(kind, fill(message, parts), fill(remedy, parts))


def check_jargon(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report words that only people who use computers know."""
    for entry in table.rows["jargon"]:
        match = entry.pattern.search(sentence.masked)
        if match:
            reason = Message(_UNKNOWN_WORD, group=match.group())
            yield Finding("jargon", reason, Message(_SAY_INSTEAD, say=entry.say))


def check_pressing(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report an order to click on a phone or tablet, or to tap on a laptop; neither if the device is not known."""
    if sentence.device is None:
        return
    wrong, right = ("touch", "click") if sentence.device == "laptop" else ("click", "touch")
    match = find_press(sentence.masked, table, wrong)
    if match is None:
        return
    reason = _NO_TOUCHSCREEN if sentence.device == "laptop" else _UNKNOWN_WORD
    remedy = Message(_SAY_INSTEAD, say=table.pressing[right].say)
    yield Finding("pressing", Message(reason, group=match.group()), remedy)


def check_reading_level(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report a sentence that is hard to read by the formula of its language.

    A formula varies more over single sentences than over texts, so this one must be much too hard.
    """
    if len(find_words(sentence.masked)) < _MIN_WORDS:
        return
    level = measure_level([sentence.masked], table)
    if level is not None and level.is_much_too_hard:
        message = Message("{quoted} is hard to read: {level}.", quoted=sentence.quoted, level=level.words)
        remedy = "Use shorter words."
        yield Finding("level", message, remedy)


def check_place_alone(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report a sentence that says what to press or look at by its colour or place alone ("the green button above")."""
    for words in find_clauses(sentence.masked, table, "pointing"):
        has_colour_or_place = any(_is_listed(word, table, "colours", "places") for word in words)
        has_other_words = any(not _is_listed(word, table, "colours", "places", "generic", "filler") for word in words)
        if has_colour_or_place and not has_other_words:
            message = Message("{quoted} says only by colour or place what to look for.", quoted=sentence.quoted)
            remedy = "Say the word on it, or what it shows; not everybody sees colours, and phones differ."
            yield Finding("place", message, remedy)
            return


def _is_listed(word: str, table: Table, *lists: str) -> bool:
    """Whether a word is in one of the lists of the table."""
    return any(table.patterns[name].fullmatch(word) for name in lists)


def check_familiar_address(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report the familiar form of address ("tú" to a parent)."""
    match = table.patterns["familiar"].search(sentence.masked)
    found = match.group() if match else _find_familiar_order(sentence.masked, table)
    if found:
        template = "{quoted} says “{familiar}” to the family: “{found}”."
        message = Message(template, quoted=sentence.quoted, familiar=table.data["familiar_word"], found=found)
        word, examples = table.data["familiar_say"], table.data["familiar_examples"]
        remedy = Message("Say “{word}” in every sentence: {examples}.", word=word, examples=examples)
        yield Finding("familiar", message, remedy)


def _find_familiar_order(text: str, table: Table) -> str | None:
    """A familiar imperative that a sentence begins with, alone or after one of the opening words ("Ahora toca")."""
    start = text.lstrip('¡¿"“« ')
    opener = table.patterns["first_words"].match(start)
    after_opener = start[opener.end() :].lstrip(" ,") if opener else ""
    for words in (start, after_opener):
        first = re.match(r"\w+", words)
        if first and table.patterns["familiar_orders"].fullmatch(first.group()):
            return first.group()
    return None


def check_question_accents(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report a question word without its accent, in languages that write one."""
    accented: Mapping[str, str] = table.data["question_words"]
    word = _find_unaccented(sentence.masked, table, accented) if accented else None
    if word is not None:
        message = Message("“{word}” asks something here, so it has an accent.", word=word)
        remedy = Message("Write “{accented}”.", accented=accented[word.lower()])
        yield Finding("accent", message, remedy)


def _find_unaccented(text: str, table: Table, accented: Mapping[str, str]) -> str | None:
    """The question word without its accent with which a question begins, or after a verb of asking ("pregunte quien").

    In a question with an accented one in it, only the words after such a verb count.
    """
    if "?" in text and not re.search(rf"\b(?:{'|'.join(accented.values())})\b", text, re.IGNORECASE):
        # "¿Quien llama?", "¿De donde llama?"
        openers = "|".join(table.data["question_openers"])
        direct = re.search(rf"(?:¿|^)\s*(?:(?:{openers})\s+)?({'|'.join(accented)})\b", text, re.IGNORECASE)
        if direct:
            return direct[1]
    verbs = "|".join(table.data["asking"])
    words = "|".join(table.data["asked_words"])
    indirect = re.search(rf"\b(?:{verbs})\s+(?:a\s+)?({words})\b", text, re.IGNORECASE)
    return indirect[1] if indirect else None


def check_negative_question(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Report a question that sounds like its opposite ("Don't you want …?"), or that says "not" twice.

    A list of what is missing ("No code, no link?") is understood, and so is "Why don't you …?".
    """
    if not sentence.text.rstrip('"”»)').endswith("?"):
        return
    text = _QUOTED.sub("“”", sentence.masked)  # "¿Dice “No”?" has a word "no" that negates nothing
    # "¿No hay código o no hay link?" says "no" once in each part.
    parts = re.split(rf"[,;:]|{table.patterns['listing'].pattern}", text, flags=re.IGNORECASE)
    twice = any(len(table.patterns["negations"].findall(part)) > 1 for part in parts)
    opener, opposite = table.patterns["first_words"].pattern, table.patterns["opposite"].pattern
    if twice or re.search(rf"(?:^|[¿,;:—])\s*(?:{opener}\s+)??{opposite}", text, re.IGNORECASE):
        template = "Ask shortly what holds for those who do this step, as in “{example}”."
        message = Message("{quoted} sounds like its opposite: nobody knows what yes means.", quoted=sentence.quoted)
        remedy = Message(template, example=table.data["opposite_say"])
        yield Finding("negation", message, remedy)


ALWAYS: tuple[Rule, ...] = (
    check_length,
    check_words,
    check_jargon,
    check_pressing,
    check_reading_level,
    check_familiar_address,
    check_question_accents,
    check_negative_question,
)
"""The rules for every sentence."""
STEPS: tuple[Rule, ...] = (check_actions, check_place_alone)
"""The rules for sentences of a step, which say what to do."""
