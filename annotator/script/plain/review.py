"""Review all sentences of a tutorial: a warning with its line for each finding, and what to write instead."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.messages import Message, join
from annotator.model import ACTIONS, Device, Problem, Said, School, Step, TargetName, Tutorial
from annotator.phrases import common_questions, has_phrasebook, load_phrasebook, translate_question, visible_wording
from annotator.script.checks.completeness import MAX_STEPS
from annotator.script.folder import SCRIPT
from annotator.script.keywords import find_declared
from annotator.script.plain import button_names, rules, step_rules, tables
from annotator.script.plain.rules import MAX_WORDS, Finding, Sentence
from annotator.script.plain.tables import Table, load_table
from annotator.text.names import device_of

Split = Callable[[str], tuple[str, ...]]
"""Splits a text into sentences."""
Seen = Mapping[tuple[int, str], Sequence[str]]
"""The words on each screenshot, by the step's index (from 0) and the language; no entry if they are not known."""
Located = tuple[int, Finding]
"""A finding with its line."""

MAX_AGE_DAYS = 180
"""About twice a school year, somebody should try whether the screens are still the same."""
_MIN_WORDS = 30
"""A readability formula says little about a shorter text."""


def review(tutorial: Tutorial, languages: Sequence[str], wordings_seen: Seen, split: Split) -> tuple[Problem, ...]:
    """Warnings about what a family that reads little may not understand, in the order of lines.

    Args:
        tutorial: a parsed script.
        languages: those to review; one without a ``plain.toml`` is only compared with the others.
        wordings_seen: the words on each screenshot: a button's own word is no jargon, and a name that isn't there is wrong.
        split: splits a text into sentences.
    """
    located: list[Located] = []
    device = device_of(tutorial.device or "")
    for lang in languages:
        table = load_table(lang)
        if table is None:
            continue
        located += _review_titles_and_whys(tutorial, lang, table, device, split)
        located += _check_data_mention(tutorial, lang, table)
        for index, step in enumerate(tutorial.steps):
            located += _review_step(step, lang, table, device, wordings_seen.get((index, lang)), split)
            located += _review_whole_step(tutorial, step, lang, table, device, split)
        if device is None:
            located += _review_mixed_pressing(tutorial, lang, table, split)
        located += step_rules.find_worries(tutorial, wordings_seen, lang, table)
    located += _compare_sentence_counts(tutorial, languages, split)
    ordered = sorted(dict.fromkeys(located), key=lambda entry: entry[0])  # each once
    return tuple(Problem(SCRIPT, line, finding.message, finding.remedy, "warning") for line, finding in ordered)


def check_age(tutorial: Tutorial, today: datetime.date) -> tuple[Problem, ...]:
    """Warn if nobody has tried the steps for 180 days; a tutorial without a date is never too old."""
    if tutorial.checked is None:
        return ()
    days = (today - tutorial.checked).days
    if days <= MAX_AGE_DAYS:
        return ()
    message = Message(
        "These steps were last tried {days} days ago, on {date}.", days=days, date=tutorial.checked.isoformat()
    )
    remedy = Message(
        'Check whether the screens are still the same, then write "- checked: {date}".', date=today.isoformat()
    )
    return (Problem(SCRIPT, tutorial.titles[0].line, message, remedy, "warning"),)


def check_text(
    text: str,
    lang: str,
    split: Split,
    step: Step | None = None,
    seen: Sequence[str] | None = None,
    device: Device | None = None,
) -> tuple[Finding, ...]:
    """What the rules find in one text; nothing in a language without a ``plain.toml``.

    Args:
        text: a title or a reason to watch or, with ``step``, a text of its narration.
        lang: a BCP 47 tag.
        split: splits a text into sentences.
        step: enables the rules for what to do, and says which words belong to buttons.
        seen: the words on the step's screenshot, or None if they are not known.
        device: what the tutorial is about, or None if that is not known.
    """
    table = load_table(lang)
    if table is None:
        return ()
    known = button_names.list_known_wordings(step) if step else ()
    found: list[Finding] = []
    for typed in split(text):
        names = button_names.mask_names(typed, table, known, seen)
        sentence = Sentence(typed, names.masked, text, device)
        for rule in (*rules.ALWAYS, *(rules.STEPS if step else ())):
            found += rule(sentence, table)
        # What a person says or types is on no button.
        if step is not None and not (step.action and ACTIONS[step.action.kind].takes == "words"):
            found += [
                Finding(
                    "button",
                    Message("“{name}” is not on this screenshot.", name=name),
                    "Write the word as it is there; if some families see another one, add it as “- also: …”.",
                )
                for name in names.missing
            ]
    return tuple(dict.fromkeys(found))


def measure_level(tutorial: Tutorial, lang: str, split: Split) -> tables.ReadingLevel | None:
    """The reading level of a tutorial's reason and steps in a language, without the words on buttons.

    None if there are no such words, or the language has no ``plain.toml``.
    """
    table = load_table(lang)
    if table is None:
        return None
    return tables.measure_level(_collect_sentences(tutorial, lang, split), table)


def _collect_sentences(tutorial: Tutorial, lang: str, split: Split) -> list[str]:
    """The sentences of a tutorial's reason and steps, with buttons masked."""
    texts = [tutorial.why(lang) or ""]
    texts += [
        button_names.mask_wordings(text, button_names.list_known_wordings(step))
        for step in tutorial.steps
        for text in (step.question(lang), step.said(lang))
        if text
    ]
    return [sentence for text in texts for sentence in split(text)]


def _review_titles_and_whys(
    tutorial: Tutorial, lang: str, table: Table, device: Device | None, split: Split
) -> Iterator[Located]:
    """Findings in what is above the steps, and at the title whether the tutorial is hard to read as a whole."""
    for said in (*tutorial.titles, *tutorial.whys):
        if said.lang == lang:
            yield from ((said.line, finding) for finding in check_text(said.text, lang, split, device=device))
    sentences = _collect_sentences(tutorial, lang, split)
    word_count = sum(len(tables.find_words(sentence)) for sentence in sentences)
    level = tables.measure_level(sentences, table)
    if level is not None and level.hard and word_count >= _MIN_WORDS:
        message = Message('The whole tutorial is hard to read in "{lang}": {level}.', lang=lang, level=level.words)
        title_line = next(said.line for said in tutorial.titles if said.lang == lang)
        yield title_line, Finding("level", message, "Use shorter sentences and words.")


def _review_step(
    step: Step, lang: str, table: Table, device: Device | None, seen: Sequence[str] | None, split: Split
) -> Iterator[Located]:
    """Findings in each text that is typed in a step."""
    for said in step.questions:
        if said.lang == lang:
            # What it asks for may well be missing on the screen ("¿No ve Unirse?"), so no name in it is.
            found = (*_check_question_marks(said.text, table), *check_text(said.text, lang, split, step, device=device))
            yield from ((said.line, finding) for finding in found)
    for said in step.narration:
        if said.lang == lang:
            yield from ((said.line, finding) for finding in check_text(said.text, lang, split, step, seen, device))


def _review_whole_step(
    tutorial: Tutorial, step: Step, lang: str, table: Table, device: Device | None, split: Split
) -> Iterator[Located]:
    """Findings about all that is said in a step after its question, typed or by the phrasebook, at the line that says it."""
    typed = next((said for said in step.narration if said.lang == lang), None)
    line, text = (typed.line, typed.text) if typed else (step.line, "")
    if typed is None and step.action and (spoken := _speak(step, lang, device)) is not None:
        line, text = step.action.line, spoken
    known = button_names.list_known_wordings(step)
    sentences = [Sentence(typed, button_names.mask_wordings(typed, known), text) for typed in split(text)]
    for rule in step_rules.ALL:
        yield from ((line, finding) for finding in rule(sentences, step, table))
    examples = step_rules.list_examples(tutorial, step)
    yield from ((line, finding) for finding in step_rules.check_sample_names(sentences, step, table, examples))


def _speak(step: Step, lang: str, device: Device | None) -> str | None:
    """What the phrasebook says for a step's action; None where a memo speaks, or nobody can."""
    if step.action is None or step.memo(lang) or not has_phrasebook(lang):
        return None
    return load_phrasebook(lang).sentence(step.action, TargetName(visible_wording(step.action, None)), device)


def _review_mixed_pressing(tutorial: Tutorial, lang: str, table: Table, split: Split) -> Iterator[Located]:
    """Report a tutorial about no known device in which one both taps and clicks, where the second of the words is first."""
    first: dict[str, tuple[int, str]] = {}
    for step in tutorial.steps:
        known = button_names.list_known_wordings(step)
        for said in (*step.questions, *step.narration):
            for typed in split(said.text) if said.lang == lang else ():
                masked = button_names.mask_wordings(typed, known)
                for way in table.pressing:
                    match = rules.find_press(masked, table, way)
                    if match:
                        first.setdefault(way, (said.line, match.group()))
    if len(first) > 1:
        (_, one), (line, other) = sorted(first.values())
        message = Message("This tutorial says “{one}” in one step and “{other}” in another.", one=one, other=other)
        remedy = "Say the same everywhere, and write the device at the top: “- device: Android phone” or “- device: Chromebook”."
        yield line, Finding("pressing", message, remedy)


def _check_data_mention(tutorial: Tutorial, lang: str, table: Table) -> Iterator[Located]:
    """Report a reason to make video calls that doesn't say that they use data, since prepaid plans run out."""
    topic = " ".join((tutorial.platform or "", *(said.text for said in tutorial.titles)))
    for said in tutorial.whys if table.patterns["calls"].search(topic) else ():
        if said.lang == lang and not table.patterns["data_words"].search(said.text):
            message = Message(
                'A video call uses a lot of data, but the line "why {lang}" doesn\'t mention it.', lang=lang
            )
            remedy = (
                "Say that it uses data and that Wi-Fi is better, or accept this warning with a line “- ok: …” there."
            )
            yield said.line, Finding("data", message, remedy)


def _check_question_marks(text: str, table: Table) -> Iterator[Finding]:
    """Report the question of an aside that isn't written as one: voices and readers would take it for a statement."""
    begin, end = table.data["question_marks"]["begin"], table.data["question_marks"]["end"]
    if begin not in text or not text.endswith(end):
        same = translate_question(text, table.lang, table.lang)
        example = next(iter(common_questions(table.lang)), f"{begin}…{end}")
        remedy = (
            Message("Write “{accented}”.", accented=same)
            if same
            else Message("Write it like “{example}”, with {marks}.", example=example, marks=f"{begin}{end}")
        )
        yield Finding("question", Message("“{text}” is not written as a question.", text=text), remedy)


def _compare_sentence_counts(tutorial: Tutorial, languages: Sequence[str], split: Split) -> Iterator[Located]:
    """Report texts that don't have the same number of sentences in each language."""
    device = device_of(tutorial.device or "")
    yield from _compare("The reason", [said for said in tutorial.whys if said.lang in languages], split)
    for number, step in zip(tutorial.numbers, tutorial.steps, strict=True):
        questions = [said for said in step.questions if said.lang in languages]
        yield from _compare(Message("The question of step {number}", number=number), questions, split)
        texts = [said for said in step.narration if said.lang in languages]
        if texts:
            # In a language without a sentence of its own, the phrasebook speaks for the action.
            silent = (lang for lang in languages if not step.said(lang))
            spoken = {lang: _speak(step, lang, device) for lang in silent}
            texts += [Said(lang, text, step.line) for lang, text in spoken.items() if text is not None]
        yield from _compare(Message("Step {number}", number=number), texts, split)


def _compare(what: str, texts: Sequence[Said], split: Split) -> Iterator[Located]:
    counts = {said.lang: len(split(said.text)) for said in texts}
    if len(set(counts.values())) > 1:
        by_language = join(
            *(Message('{count} in "{lang}"', count=count, lang=lang) for lang, count in counts.items()), between=", "
        )
        finding = Finding(
            "counts",
            Message(
                "{what} does not have the same number of sentences in each language: {by_language}.",
                what=what,
                by_language=by_language,
            ),
            "Say the same in each language, sentence by sentence.",
        )
        yield max(said.line for said in texts), finding


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer, and what to do if the answer is no."""

    question: str
    yes: bool
    remedy: str

    @property
    def words(self) -> Message:
        """The question and its answer as one line."""
        if self.yes:
            return Message("{question} yes", question=self.question)
        return Message("{question} no: {remedy}", question=self.question, remedy=self.remedy)


def answer_questions(tutorial: Tutorial, school: School, languages: Sequence[str], split: Split) -> tuple[Answer, ...]:
    """Answer the four questions in their order, for those of ``languages`` that the tutorial declares."""
    declared = [lang for lang in (find_declared(lang, tutorial.languages) for lang in languages) if lang]
    titles = {lang: tutorial.title(lang) for lang in declared}
    has_short_titles = all(len(split(title)) <= 1 and len(title.split()) <= MAX_WORDS for lang, title in titles.items())
    with_opening_memo = {memo.lang for memo in tutorial.title_memos}
    return (
        Answer(
            "One message?",
            has_short_titles and tutorial.counted_steps <= MAX_STEPS,
            Message(
                "make two tutorials of at most {max_steps} steps, each with a title of one short sentence.",
                max_steps=MAX_STEPS,
            ),
        ),
        Answer(
            "Why first?",
            all(tutorial.why(lang) or lang in with_opening_memo for lang in declared),
            "write a line “- why …” for each language above the first picture.",
        ),
        Answer(
            "Is each step an action?",
            all(step.action is not None or step.marks for step in tutorial.steps),
            "write a line such as “- tap: …” or “- look: …” below every picture.",
        ),
        Answer(
            "Whom to call?",
            bool(school.person or school.phone),
            "write person and phone into school.toml.",
        ),
    )
