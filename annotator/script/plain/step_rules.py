"""Rules that need a whole step, since a sentence may be clear only because of another.

``Toque aquí.`` is a good order after ``Busque el botón rojo.``, but by itself names nothing to look for.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from annotator import assets
from annotator.messages import Message
from annotator.model import ACTIONS, Said, Step, TextTarget, Tutorial
from annotator.privacy import GIVEN_NAMES, GIVEN_NAMES_AND_WORDS, SURNAMES, TITLES
from annotator.script.plain.button_names import BUTTON, list_known_wordings, mask_wordings
from annotator.script.plain.compare import usual_sentences
from annotator.script.plain.orders import find_clauses, find_orders
from annotator.script.plain.rules import Finding, Located, Sentence
from annotator.script.plain.tables import Replacement, Table, load_table
from annotator.text.folding import fold
from annotator.text.sentence_rules import is_example, split_sentences

_MAX_CLAUSE_CHARS: Final = 160
"""Number of characters behind an order that a rule looks at: more than any clause."""
_CLAUSE_MARK: Final = re.compile(r"[,;:—–(]")
_CLAUSE_END: Final = re.compile(r"\s*(?:[^\w\s]|$)")
SHOWS_NOTHING_TO_TYPE: Final = "In {languages}, nothing shows what to type."
"""The message about a step that types something, and shows neither what nor where it comes from."""
_NAMES: Final = GIVEN_NAMES | GIVEN_NAMES_AND_WORDS | SURNAMES

StepRule = Callable[[Sequence[Sentence], Step, Table], Iterator[Finding]]
"""A rule about the narration of a step in one language, without the question of an aside."""
SAY_WHY: Final = 'Say why in "{lang}", for instance “{say}”'
"""The remedy for words on a screen that nobody explains; the reason comes before what to do."""
REASSURE: Final = 'Add a sentence in "{lang}" that reassures them, if it is true, for instance “{say}”'
"""The remedy for a request for something that families may be afraid to give."""


def read_sentences(tutorial: Tutorial, step: Step, lang: str) -> tuple[int, list[Sentence]]:
    """The sentences of a step, typed or from the phrasebook, and the line of the script that they come from."""
    typed = next((said for said in step.narration if said.lang == lang), None)
    usual = usual_sentences(tutorial, step, lang)
    spoken = Said(lang, usual[0], step.action.line) if usual and step.action else Said(lang, "", step.line)
    line, text = (typed or spoken).line, (typed or spoken).text
    wordings = list_known_wordings(step)
    return line, [Sentence(sentence, mask_wordings(sentence, wordings), text) for sentence in split_sentences(text)]


def check_condition(sentences: Sequence[Sentence], step: Step, table: Table) -> Iterator[Finding]:
    """Report an order that depends on an "if", in a step that all people follow; a question before it is right.

    Who listens with half an ear hears the order, and misses the condition.
    """
    if step.is_aside:
        return
    for sentence in sentences:
        if sentence.text.rstrip('"”»)').endswith("?"):
            return
        if _has_condition(sentence.masked, table):
            yield Finding(
                "condition",
                Message("{quoted} is for some people only, but everybody hears an order.", quoted=sentence.quoted),
                Message(
                    "Ask first, then say what to do, as in “{example}”; or make it an aside, with a line “- if "
                    "{lang}: …?”.",
                    example=table.data["condition_say"],
                    lang=table.lang,
                ),
            )


def _has_condition(text: str, table: Table) -> bool:
    """Whether a masked sentence has an order behind an "if", or a press before one.

    "If you can,", "see if …" and the purpose of a press ("tap it to find out if …") are no conditions.
    """
    orders = [order.start() for order in find_orders(text, table)]
    presses = [at for at in orders if table.patterns["tapping"].match(text, at)]
    purposes = [purpose.start() for purpose in table.patterns["purposes"].finditer(text)]
    for condition in table.patterns["conditions"].finditer(text) if orders else ():
        at = condition.start()
        polite = table.patterns["polite"].match(text, at)
        if (polite and _CLAUSE_END.match(text, polite.end())) or _asks_whether(text[:at], table):
            continue
        press = _find_last_before(at, presses)
        if press >= 0 and _find_last_before(at, purposes) > press:
            continue
        if press >= 0 or orders[-1] > at:
            return True
    return False


def _asks_whether(before: str, table: Table) -> bool:
    """Whether an "if" behind this text only asks whether: "to see if it came"."""
    behind = re.compile(rf"{table.patterns['whether'].pattern}\s+$", re.IGNORECASE)
    return behind.search(before[-_MAX_CLAUSE_CHARS:]) is not None


def _find_last_before(at: int, positions: Sequence[int]) -> int:
    """The last of the ascending ``positions`` before ``at``, or -1."""
    index = bisect_left(positions, at)
    return positions[index - 1] if index else -1


def check_vague(sentences: Sequence[Sentence], step: Step, table: Table) -> Iterator[Finding]:
    """Report a step to tap or hold something without a word for it, its place or its colour: ears alone can't find it."""
    if step.action is None or step.action.kind not in ("tap", "hold"):
        return
    question = step.question(table.lang) or ""
    texts = [question, *(sentence.masked for sentence in sentences)]
    if any(BUTTON in text or table.patterns[name].search(text) for text in texts for name in ("places", "colours")):
        return
    vague: Sentence | None = None
    can_refer = bool(question)
    for sentence in sentences:
        text = sentence.masked
        clauses = list(find_clauses(text, table, "pointing"))
        points_back = table.patterns["pointing_back"].search(text) is not None
        described = table.patterns["describing"].match(text)
        if points_back or clauses:
            refers = points_back or any(words and table.patterns["pronouns"].fullmatch(words[-1]) for words in clauses)
            if _names_something(text, table) or (refers and can_refer):
                return
            vague = vague or sentence
        elif described and _names_something(text[described.end() :], table):
            return
        can_refer = True  # to what an earlier sentence named
    if vague is not None:
        yield Finding(
            "vague",
            Message("{quoted} doesn't say what: by ear alone, nobody finds it.", quoted=vague.quoted),
            "Say the word on it."
            if isinstance(step.action.target, TextTarget)
            else Message("Say what it shows and where it is, as in “{example}”.", example=table.data["vague_say"]),
        )


def _names_something(text: str, table: Table) -> bool:
    """Whether a masked sentence has a word for a thing, besides orders and what they are for: "Tap this: the bell"."""
    for part in map(str.strip, _CLAUSE_MARK.split(text)):
        purpose = table.patterns["until"].search(part, 1)
        left = part[: purpose.start()] if purpose else part
        for name in ("first_words", "actions", "pointing", "pointing_back"):
            left = table.patterns[name].sub("", left)
        words = re.findall(r"\w+", left)
        if not all(any(table.patterns[name].fullmatch(word) for name in ("vague", "filler")) for word in words):
            return True
    return False


def check_sample_names(
    sentences: Sequence[Sentence], step: Step, table: Table, examples: Sequence[str]
) -> Iterator[Finding]:
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
        for order in find_orders(sentence.text, table):
            behind = sentence.text[order.end() : order.end() + _MAX_CLAUSE_CHARS]
            name = next((name for name in examples if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", behind)), None)
            if name:
                template = "{quoted} tells every family to press “{name}”, but theirs has another name."
                yield Finding(
                    "sample",
                    Message(template, quoted=sentence.quoted, name=name),
                    Message(
                        "Say whose name it is, then the example, as in “{example}”, and add “- sign: yours”.",
                        example=table.data["sample_say"],
                    ),
                )
                return


def list_examples(tutorial: Tutorial, step: Step) -> tuple[str, ...]:
    """The invented names that a script writes over others or shows: "Luna" in ``hide: Ana Luz = Luna`` or ``show: Luna``.

    A shown text counts if it is a person: a common given name, or a title with a name. Others may be the name of an app or of
    the school.
    """
    examples = [hide.example for hide in (*tutorial.hides, *step.hides) if hide.example]
    for show in (*tutorial.shows, *step.shows):
        if isinstance(show.target, TextTarget):
            examples += [wording for wording in show.target.wordings if _shows_person(wording)]
    return tuple(dict.fromkeys(examples))


def _shows_person(wording: str) -> bool:
    words = [fold(word.rstrip(".")) for word in wording.split()[:2]]
    return bool(words) and (words[0] in _NAMES or (words[0] in TITLES and words[-1] in _NAMES))


ALL: tuple[StepRule, ...] = (check_condition, check_vague)
"""The rules that need nothing but the step; `check_sample_names` needs the script, too."""


def find_worries(
    tutorial: Tutorial, wordings_seen: Mapping[tuple[int, str], Sequence[str]], lang: str, table: Table
) -> Iterator[Located]:
    """Findings about what may worry a family: a request for a password or money, or words on a screen that nobody explains.

    Args:
        tutorial: a parsed script.
        wordings_seen: the texts on each screenshot, by the step's index (from 0) and the language, as far as they are known:
            ``{(0, "es"): ("Unirse", "Cancelar")}``.
        lang: the language of the texts to review.
        table: the table of that language.
    """
    explained: set[str] = set()
    for index, step in enumerate(tutorial.steps):
        spoken = [said for said in (*step.questions, *step.narration) if said.lang == lang]
        line = spoken[-1].line if spoken else step.line
        text = " ".join(said.text for said in spoken)
        words = [*list_known_wordings(step), *wordings_seen.get((index, lang), ())]
        for finding in _find_fears(step, text, tutorial.why(lang) or "", lang, table):
            yield Located(line, finding)
        memo = step.memo(table.lang) is not None
        for row in table.rows["explain"]:
            subject = None if row.about in explained else _find_subject(row, " ".join(words), table)
            if subject is None:
                continue
            explained.add(row.about)  # said once, where it is first seen
            if not memo and row.explained and not row.explained.search(text):
                says = "The screen says “{subject}”, and nobody explains it: families may be afraid."
                why = Message(SAY_WHY, lang=table.lang, say=row.say)
                yield Located(line, Finding("explain", Message(says, subject=subject), why))


def _find_fears(step: Step, text: str, why: str, lang: str, table: Table) -> Iterator[Finding]:
    """Report a step that asks for something families may be afraid to give, unless it or the ``why`` reassures them."""
    helps = table.patterns["helps"]
    all_words = " · ".join((text, *list_known_wordings(step)))
    for fear in table.rows["fear"]:
        reassured = (fear.pattern.search(why) and helps.search(why)) or helps.search(text)
        if fear.pattern.search(all_words) and not reassured:
            yield Finding(
                "fear",
                Message("This step asks for {subject}: families may be afraid.", subject=fear.what),
                Message(REASSURE, lang=lang, say=fear.say),
            )


def _find_subject(row: Replacement, screen: str, table: Table) -> str | None:
    """The screen's words for the subject of ``row`` ("record audio"), in any language; None if it isn't on the screen."""
    rows = [row]
    for other in filter(None, (load_table(lang) for lang in assets.languages() if lang != table.lang)):
        rows += [same for same in other.rows["explain"] if same.about == row.about]
    return next((same.what for same in rows if same.pattern.search(screen)), None)
