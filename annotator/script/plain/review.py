"""Reviews all sentences of a tutorial: warnings with their lines, and what to write instead."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from annotator.model import ACTIONS, Problem, Said, Step, TargetName, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook, visible_wording
from annotator.script.plain import button_names, readability, rules
from annotator.script.plain.rules import Finding, Sentence
from annotator.script.plain.tables import Table, table

Split = Callable[[str, str], tuple[str, ...]]
"""Splits a text of a language into its sentences."""
Seen = Mapping[tuple[int, str], Sequence[str]]
"""The words on the screenshot, by the step's index (from 0) and the language; no entry where they are not known."""

OLD_DAYS = 180
_ENOUGH_WORDS = 30
"""Fewer words are too few for the reading level of a whole tutorial."""


def review(
    tutorial: Tutorial, languages: Sequence[str], wordings_seen: Seen, split: Split, file: str = "tutorial.md"
) -> tuple[Problem, ...]:
    """What a family that reads little would not understand, as warnings in the order of lines.

    Args:
        tutorial: as it was read.
        languages: those to review, as far as they have rules.
        wordings_seen: the words on each screenshot, so that a button's own word is no jargon.
        split: how a text is split into sentences.
        file: how the script is called in messages.
    """
    found: list[tuple[int, Finding]] = []
    for lang in languages:
        words = table(lang)
        if words is not None:
            found += _top(tutorial, lang, words, split)
            for index, step in enumerate(tutorial.steps):
                found += _step(step, lang, words, wordings_seen.get((index, lang)), split)
            found += _fears(tutorial, lang, words)
    found += _counts(tutorial, languages, split)
    unique = dict.fromkeys(found)
    ordered = sorted(unique, key=lambda entry: entry[0])
    return tuple(Problem(file, line, finding.message, finding.remedy, "warning") for line, finding in ordered)


def age(tutorial: Tutorial, today: datetime.date, file: str = "tutorial.md") -> tuple[Problem, ...]:
    """A warning for steps that nobody has tried for 180 days: programs change their screens."""
    if tutorial.checked is None or (today - tutorial.checked).days <= OLD_DAYS:
        return ()
    days = (today - tutorial.checked).days
    message = f"These steps were last tried {days} days ago, on {tutorial.checked.isoformat()}."
    remedy = f'Check whether the screens are still the same, then write "- checked: {today.isoformat()}".'
    return (Problem(file, tutorial.titles[0].line, message, remedy, "warning"),)


def findings(
    text: str, lang: str, split: Split, step: Step | None = None, seen: Sequence[str] | None = None
) -> tuple[Finding, ...]:
    """What the rules find in a text: the narration of ``step``, or else a title or a why."""
    words = table(lang)
    if words is None:
        return ()
    known = button_names.wordings(step) if step else ()
    found: list[Finding] = []
    for typed in split(text, lang):
        named = button_names.named(typed, words, known, seen)
        sentence = Sentence(typed, named.masked, text)
        for rule in (*rules.ALWAYS, *(rules.STEPS if step else ())):
            found += rule(sentence, words)
        if step is not None and not _speaks(step):
            found += [_missing(name) for name in named.missing]
    return tuple(dict.fromkeys(found))


def level(tutorial: Tutorial, lang: str, split: Split) -> readability.Level | None:
    """The reading level of what a tutorial says in a language: why and steps, without the words on buttons."""
    words = table(lang)
    if words is None:
        return None
    return readability.level(_sentences(tutorial, lang, split), words)


def _sentences(tutorial: Tutorial, lang: str, split: Split) -> list[str]:
    texts = [tutorial.why(lang) or ""]
    texts += [button_names.mask(step.said(lang) or "", button_names.wordings(step)) for step in tutorial.steps]
    return [sentence for text in texts for sentence in split(text, lang)]


def _top(tutorial: Tutorial, lang: str, words: Table, split: Split) -> Iterator[tuple[int, Finding]]:
    for said in (*tutorial.titles, *tutorial.whys):
        if said.lang == lang:
            for finding in findings(said.text, lang, split):
                yield said.line, finding
    sentences = _sentences(tutorial, lang, split)
    known = readability.level(sentences, words)
    count = sum(len(readability.words(sentence)) for sentence in sentences)
    if known is not None and known.hard and count >= _ENOUGH_WORDS:
        line = next(said.line for said in tutorial.titles if said.lang == lang)
        yield (
            line,
            Finding(
                "level",
                f'The whole tutorial is hard to read in "{lang}": {known}.',
                "Take shorter sentences and words.",
            ),
        )


def _step(
    step: Step, lang: str, words: Table, seen: Sequence[str] | None, split: Split
) -> Iterator[tuple[int, Finding]]:
    for said in step.narration:
        if said.lang == lang:
            for finding in findings(said.text, words.lang, split, step, seen):
                yield said.line, finding


def _speaks(step: Step) -> bool:
    """Whether the person says or types the words, so that they stand on no button."""
    return step.action is not None and ACTIONS[step.action.kind].takes == "words"


def _missing(name: str) -> Finding:
    return Finding(
        "button",
        f"“{name}” is not on this screenshot.",
        "Write the word as it is there; if some families see another one, add it as “- also: …”.",
    )


def _fears(tutorial: Tutorial, lang: str, words: Table) -> Iterator[tuple[int, Finding]]:
    """Steps that ask for what families may be afraid to give, without a sentence that helps."""
    for step in tutorial.steps:
        said = next((said for said in step.narration if said.lang == lang), None)
        text = said.text if said else ""
        asked = " · ".join((text, *button_names.wordings(step)))
        for fear in words.fears:
            if fear.pattern.search(asked) and not words.helps.search(text):
                yield (
                    said.line if said else step.line,
                    Finding(
                        "fear",
                        f"This step asks for {fear.what}: families may be afraid.",
                        f'Add a sentence in "{lang}" that helps, if it is true, for instance “{fear.say}”',
                    ),
                )


def _counts(tutorial: Tutorial, languages: Sequence[str], split: Split) -> Iterator[tuple[int, Finding]]:
    """Texts whose languages don't say the same number of sentences."""
    yield from _unequal("The reason", [said for said in tutorial.whys if said.lang in languages], split)
    for number, step in enumerate(tutorial.steps, 1):
        typed = [said for said in step.narration if said.lang in languages]
        if typed and step.action:
            # Where the script is silent, the phrasebook speaks for the action.
            typed += [
                Said(
                    lang,
                    load_phrasebook(lang).sentence(step.action, TargetName(visible_wording(step.action, None))),
                    step.line,
                )
                for lang in languages
                if not step.said(lang) and not step.memo(lang) and has_phrasebook(lang)
            ]
        yield from _unequal(f"Step {number}", typed, split)


def _unequal(what: str, texts: Sequence[Said], split: Split) -> Iterator[tuple[int, Finding]]:
    counts = {said.lang: len(split(said.text, said.lang)) for said in texts}
    if len(set(counts.values())) > 1:
        told = ", ".join(f'{count} in "{lang}"' for lang, count in counts.items())
        yield (
            max(said.line for said in texts),
            Finding(
                "counts",
                f"{what} does not have the same number of sentences in each language: {told}.",
                "Say the same in each language, sentence by sentence.",
            ),
        )
