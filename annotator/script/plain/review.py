"""Review all sentences of a tutorial: a warning with its line for each finding, and what to write instead."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from annotator.model import ACTIONS, Device, Problem, Said, Step, TargetName, Tutorial
from annotator.phrases import common_questions, has_phrasebook, load_phrasebook, translate_question, visible_wording
from annotator.script.plain import button_names, readability, rules, step_rules, worries
from annotator.script.plain.rules import Finding, Sentence
from annotator.script.plain.tables import Table, load_table
from annotator.text.devices import device_of

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


def review(
    tutorial: Tutorial, languages: Sequence[str], wordings_seen: Seen, split: Split, file: str = "tutorial.md"
) -> tuple[Problem, ...]:
    """Warnings about what a family that reads little may not understand, in the order of lines.

    Args:
        tutorial: a parsed script.
        languages: those to review; one without a ``plain.toml`` is only compared with the others.
        wordings_seen: the words on each screenshot: a button's own word is no jargon, and a name that isn't there is wrong.
        split: splits a text into sentences.
        file: the script's name in messages.
    """
    located: list[Located] = []
    device = device_of(tutorial.device or "")
    for lang in languages:
        table = load_table(lang)
        if table is not None:
            located += _review_titles_and_whys(tutorial, lang, device, split)
            located += _review_reading_level(tutorial, lang, table, split)
            for index, step in enumerate(tutorial.steps):
                located += _review_step(step, lang, table, device, wordings_seen.get((index, lang)), split)
                located += _review_whole_step(
                    step, lang, table, step_rules.list_examples(tutorial, step), device, split
                )
            if device is None:
                located += _review_mixed_pressing(tutorial, lang, table, split)
            located += worries.find_worries(tutorial, wordings_seen, lang, table)
    located += _compare_sentence_counts(tutorial, languages, split)
    ordered = sorted(dict.fromkeys(located), key=lambda entry: entry[0])  # each once
    return tuple(Problem(file, line, finding.message, finding.remedy, "warning") for line, finding in ordered)


def check_age(tutorial: Tutorial, today: datetime.date, file: str = "tutorial.md") -> tuple[Problem, ...]:
    """Warn if nobody has tried the steps for 180 days; a tutorial without a date is never too old."""
    if tutorial.checked is None:
        return ()
    days = (today - tutorial.checked).days
    if days <= MAX_AGE_DAYS:
        return ()
    message = f"These steps were last tried {days} days ago, on {tutorial.checked.isoformat()}."
    remedy = f'Check whether the screens are still the same, then write "- checked: {today.isoformat()}".'
    return (Problem(file, tutorial.titles[0].line, message, remedy, "warning"),)


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
        if step is not None and not _quotes_person(step):
            found += [_missing_name(name) for name in names.missing]
    return tuple(dict.fromkeys(found))


def measure_level(tutorial: Tutorial, lang: str, split: Split) -> readability.ReadingLevel | None:
    """The reading level of a tutorial's reason and steps in a language, without the words on buttons.

    None if there are no such words, or the language has no ``plain.toml``.
    """
    table = load_table(lang)
    if table is None:
        return None
    return readability.measure_level(_collect_sentences(tutorial, lang, split), table)


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


def _review_titles_and_whys(tutorial: Tutorial, lang: str, device: Device | None, split: Split) -> Iterator[Located]:
    for said in (*tutorial.titles, *tutorial.whys):
        if said.lang == lang:
            for finding in check_text(said.text, lang, split, device=device):
                yield said.line, finding


def _review_reading_level(tutorial: Tutorial, lang: str, table: Table, split: Split) -> Iterator[Located]:
    """Report a tutorial that is hard to read as a whole, at its title."""
    sentences = _collect_sentences(tutorial, lang, split)
    word_count = sum(len(readability.find_words(sentence)) for sentence in sentences)
    level = readability.measure_level(sentences, table)
    if level is not None and level.hard and word_count >= _MIN_WORDS:
        message = f'The whole tutorial is hard to read in "{lang}": {level}.'
        title_line = next(said.line for said in tutorial.titles if said.lang == lang)
        yield title_line, Finding("level", message, "Use shorter sentences and words.")


def _review_step(
    step: Step, lang: str, table: Table, device: Device | None, seen: Sequence[str] | None, split: Split
) -> Iterator[Located]:
    for said in step.questions:
        if said.lang == lang:
            # What it asks for may well be missing on the screen ("¿No ve Unirse?"), so no name in it is.
            yield from ((said.line, finding) for finding in _check_question_marks(said.text, table))
            for finding in check_text(said.text, table.lang, split, step, device=device):
                yield said.line, finding
    for said in step.narration:
        if said.lang == lang:
            for finding in check_text(said.text, table.lang, split, step, seen, device):
                yield said.line, finding


def _review_whole_step(
    step: Step, lang: str, table: Table, examples: Sequence[str], device: Device | None, split: Split
) -> Iterator[Located]:
    """Findings about all that is said in a step, typed or by the phrasebook, at the line that says it."""
    line, text = _find_words(step, lang, device)
    known = button_names.list_known_wordings(step)
    sentences = [Sentence(typed, button_names.mask_wordings(typed, known), text) for typed in split(text)]
    for rule in step_rules.ALL:
        for finding in rule(sentences, step, table):
            yield line, finding
    for finding in step_rules.check_sample_names(sentences, step, table, examples):
        yield line, finding


def _find_words(step: Step, lang: str, device: Device | None) -> tuple[int, str]:
    """What is said in a step after its question, with its line; "" where a memo speaks."""
    for said in step.narration:
        if said.lang == lang:
            return said.line, said.text
    if step.action is None or step.memo(lang) or not has_phrasebook(lang):
        return step.line, ""
    name = TargetName(visible_wording(step.action, None))
    return step.action.line, load_phrasebook(lang).sentence(step.action, name, device)


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
        message = f"This tutorial says “{one}” in one step and “{other}” in another."
        remedy = "Say the same everywhere, and write the device at the top: “- device: Android phone” or “- device: Chromebook”."
        yield line, Finding("pressing", message, remedy)


def _check_question_marks(text: str, table: Table) -> Iterator[Finding]:
    """Report the question of an aside that isn't written as one: voices and readers would take it for a statement."""
    begin, end = table.data["question_marks"]["begin"], table.data["question_marks"]["end"]
    if begin not in text or not text.endswith(end):
        same = translate_question(text, table.lang, table.lang)
        example = next(iter(common_questions(table.lang)), f"{begin}…{end}")
        remedy = f"Write “{same}”." if same else f"Write it like “{example}”, with {begin}{end}."
        yield Finding("question", f"“{text}” is not written as a question.", remedy)


def _quotes_person(step: Step) -> bool:
    """Whether the action is words that a person says or types; no button shows those."""
    return step.action is not None and ACTIONS[step.action.kind].takes == "words"


def _missing_name(name: str) -> Finding:
    return Finding(
        "button",
        f"“{name}” is not on this screenshot.",
        "Write the word as it is there; if some families see another one, add it as “- also: …”.",
    )


def _compare_sentence_counts(tutorial: Tutorial, languages: Sequence[str], split: Split) -> Iterator[Located]:
    """Report texts that don't have the same number of sentences in each language."""
    device = device_of(tutorial.device or "")
    yield from _compare("The reason", [said for said in tutorial.whys if said.lang in languages], split)
    for number, step in zip(tutorial.numbers, tutorial.steps, strict=True):
        questions = [said for said in step.questions if said.lang in languages]
        yield from _compare(f"The question of step {number}", questions, split)
        texts = [said for said in step.narration if said.lang in languages]
        if texts and step.action:
            # In a language without a sentence of its own, the phrasebook speaks for the action.
            target_name = TargetName(visible_wording(step.action, None))
            texts += [
                Said(lang, load_phrasebook(lang).sentence(step.action, target_name, device), step.line)
                for lang in languages
                if not step.said(lang) and not step.memo(lang) and has_phrasebook(lang)
            ]
        yield from _compare(f"Step {number}", texts, split)


def _compare(what: str, texts: Sequence[Said], split: Split) -> Iterator[Located]:
    counts = {said.lang: len(split(said.text)) for said in texts}
    if len(set(counts.values())) > 1:
        by_language = ", ".join(f'{count} in "{lang}"' for lang, count in counts.items())
        finding = Finding(
            "counts",
            f"{what} does not have the same number of sentences in each language: {by_language}.",
            "Say the same in each language, sentence by sentence.",
        )
        yield max(said.line for said in texts), finding
