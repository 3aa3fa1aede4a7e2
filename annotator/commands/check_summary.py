"""The summary that ``annotator check`` prints: steps, expected duration and size, reading level, and a checklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator import languages, pace
from annotator.cache import Cache
from annotator.pack.edition import PHONE, SpokenText
from annotator.pack.preflight import Preflight
from annotator.pack.tutorial_source import TutorialSource
from annotator.script import describe_step_count, plain
from annotator.script.keywords import join_words

WORDS_PER_MINUTE = 140
"""The speed of narration, pauses between sentences included."""
MEGABYTES_PER_MINUTE = 0.7
"""The size of a minute of video, measured on the shipped tutorials."""


@dataclass(frozen=True, slots=True)
class SpokenTotals:
    """Estimates for the video in one language. ``level`` is the reading level, None for languages without a formula.

    ``lacks`` names the kinds of data that annotator doesn't have for the language.
    """

    lang: str
    seconds: float
    megabytes: float
    level: plain.ReadingLevel | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a tutorial: its steps and asides, counted in words, estimates for each language, and a checklist."""

    steps: str
    spoken: tuple[SpokenTotals, ...]
    answers: tuple[plain.Answer, ...]

    def lines(self) -> Iterator[str]:
        """Yield the lines to print."""
        yield f"  {self.steps}"
        for video in self.spoken:
            reading = f", reading level: {video.level}" if video.level else ""
            yield f"  {video.lang}: about {video.seconds:.0f} s and {video.megabytes:.1f} MB{reading}"
            if video.lacks:
                yield f"  {video.lang}: annotator has no {join_words(video.lacks, 'or')} for this language"
        for answer in self.answers:
            yield f"  {answer}"


def summarize(checked: Preflight, cache: Cache) -> Summary:
    """Summarize a tutorial that can be built. Memos count with their real duration, other text by its words."""
    from annotator.text import sentences

    source = checked.source
    spoken = []
    for edition in checked.editions:
        # The phone number is spoken only where there is time.
        texts = (text for text in edition.texts if text.key != PHONE)
        seconds = sum(_estimate_seconds(source, text, cache) for text in texts)
        level = plain.measure_level(source.tutorial, edition.lang, sentences.split_sentences)
        lacks = languages.missing_features(edition.lang)
        spoken.append(SpokenTotals(edition.lang, seconds, seconds / 60 * MEGABYTES_PER_MINUTE, level, lacks))
    answers = plain.answer_questions(source.tutorial, source.school, source.languages, sentences.split_sentences)
    return Summary(describe_step_count(source.tutorial), tuple(spoken), answers)


def _estimate_seconds(source: TutorialSource, text: SpokenText, cache: Cache) -> float:
    """Estimate the duration of a section: its memo or words, and the pauses before and after."""
    from annotator.voice import memo

    if text.memo is not None:
        sound = memo.memo_clip(source.folder / text.memo, cache, clean=source.school.memo_clean).seconds
    else:
        sound = len(text.text.split()) / WORDS_PER_MINUTE * 60
    return pace.LEAD_IN_SECONDS + sound + pace.HOLD_SECONDS
