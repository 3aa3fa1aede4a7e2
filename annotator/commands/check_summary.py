"""What ``annotator check`` says about a tutorial at its end: how long, how heavy, how hard to read, and is it clear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator import languages, pace
from annotator.cache import Cache
from annotator.pack.edition import SpokenText
from annotator.pack.preflight import Preflight
from annotator.pack.reading import Script
from annotator.script import plain
from annotator.script.keywords import join_words

WORDS_A_MINUTE = 140
"""How fast is spoken, with the pauses between sentences."""
MEGABYTES_A_MINUTE = 0.7
"""What a minute of video takes: two stills a step, measured on the shipped tutorials."""


@dataclass(frozen=True, slots=True)
class SpokenTotals:
    """A language's video before it is made: seconds and megabytes as expected, and the reading level where there is one.

    ``lacks`` is what annotator does not have for the language.
    """

    lang: str
    seconds: float
    megabytes: float
    level: plain.ReadingLevel | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A tutorial in a few lines."""

    steps: int
    spoken: tuple[SpokenTotals, ...]
    answers: tuple[plain.Answer, ...]

    def lines(self) -> Iterator[str]:
        """A line at a time."""
        yield f"  {self.steps} step{'' if self.steps == 1 else 's'}"
        for video in self.spoken:
            reading = f", reading level: {video.level}" if video.level else ""
            yield f"  {video.lang}: about {video.seconds:.0f} s and {video.megabytes:.1f} MB{reading}"
            if video.lacks:
                yield f"  {video.lang}: annotator has no {join_words(video.lacks, 'or')} for this language"
        for answer in self.answers:
            yield f"  {answer}"


def summarize(checked: Preflight, cache: Cache) -> Summary:
    """The summary of a tutorial that can be built; a memo counts with its real length."""
    from annotator.text import sentences

    script = checked.script
    spoken = []
    for edition in checked.editions:
        seconds = sum(_seconds(script, text, cache) for text in edition.texts)
        level = plain.measure_level(script.tutorial, edition.lang, sentences.split_sentences)
        lacks = languages.missing_features(edition.lang)
        spoken.append(SpokenTotals(edition.lang, seconds, seconds / 60 * MEGABYTES_A_MINUTE, level, lacks))
    answers = plain.answer_questions(script.tutorial, script.school, script.languages, sentences.split_sentences)
    return Summary(len(script.tutorial.steps), tuple(spoken), answers)


def _seconds(script: Script, text: SpokenText, cache: Cache) -> float:
    """About how long a section is: its words or its memo, and the still moments before and after."""
    from annotator.voice import memo

    if text.memo is not None:
        sound = memo.memo_clip(script.folder / text.memo, cache, clean=script.school.memo_clean).seconds
    else:
        sound = len(text.text.split()) / WORDS_A_MINUTE * 60
    return pace.LEAD_IN_SECONDS + sound + pace.HOLD_SECONDS
