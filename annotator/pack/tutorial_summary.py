"""Summarize a tutorial that can be built: how long it takes to watch, and whether it is clear.

For instance::

    4 steps and 2 asides
    es: about 74 s and 0.9 MB, reading level: very easy (95 of 100, should be at least 70)
    One message? yes
    Whom to call? no: write person and phone into school.toml.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator import languages, pace
from annotator.cache import Cache
from annotator.edition.edition import PHONE, SpokenText
from annotator.edition.tutorial_source import TutorialSource
from annotator.messages import Message, join_words
from annotator.pack.preflight import Preflight
from annotator.script import describe_step_count, plain

WORDS_PER_MINUTE = 140
"""The speed of narration, including pauses between sentences."""
MEGABYTES_PER_MINUTE = 0.7
"""The size of a minute of video, measured on the shipped tutorials."""


@dataclass(frozen=True, slots=True)
class SpokenTotals:
    """Estimates for the video in one language.

    Attributes:
        lang: the language.
        seconds: how long it takes to watch.
        megabytes: its size.
        level: the reading level, or None if it can't be measured.
        lacks: the names of the kinds of data that annotator doesn't have for the language.
    """

    lang: str
    seconds: float
    megabytes: float
    level: plain.ReadingLevel | None
    lacks: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the line of the estimates, and one for the data that the language lacks."""
        template, level = "{lang}: about {seconds} s and {megabytes} MB", ""
        if self.level:
            template = "{lang}: about {seconds} s and {megabytes} MB, reading level: {level}"
            level = self.level.words
        seconds, megabytes = f"{self.seconds:.0f}", f"{self.megabytes:.1f}"
        yield Message(template, lang=self.lang, seconds=seconds, megabytes=megabytes, level=level)
        if self.lacks:
            lacks = join_words(map(Message, self.lacks), "or")
            yield Message("{lang}: annotator has no {lacks} for this language", lang=self.lang, lacks=lacks)


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a tutorial: the number of steps and asides in words, estimates for each language, and a checklist."""

    steps: str
    spoken: tuple[SpokenTotals, ...]
    answers: tuple[plain.Answer, ...]

    def lines(self) -> Iterator[str]:
        """Yield the lines to print."""
        language_lines = (line for video in self.spoken for line in video.lines())
        answer_lines = (answer.words for answer in self.answers)
        for line in (self.steps, *language_lines, *answer_lines):
            yield Message("  {line}", line=line)


def summarize(checked: Preflight, cache: Cache) -> Summary:
    """Summarize a tutorial that can be built.

    Memos count with their real duration, other text by the number of its words; a filmed greeting isn't counted.
    """
    source = checked.source
    spoken = []
    for edition in checked.editions:
        # The phone number is spoken only where there is time.
        texts = (text for text in edition.texts if text.key != PHONE)
        seconds = sum(_estimate_seconds(source, text, cache) for text in texts)
        level = plain.measure_level(source.tutorial, edition.lang)
        lacks = languages.missing_features(edition.lang)
        megabytes = seconds / 60 * MEGABYTES_PER_MINUTE
        spoken.append(SpokenTotals(edition.lang, seconds, megabytes=megabytes, level=level, lacks=lacks))
    answers = plain.answer_questions(source.tutorial, source.school, source.languages)
    return Summary(describe_step_count(source.tutorial), tuple(spoken), answers)


def _estimate_seconds(source: TutorialSource, text: SpokenText, cache: Cache) -> float:
    """Estimate the duration of a section: its memo or words, and the pauses before and after."""
    from annotator.voice import memo  # only for the durations of memos

    if text.memo is not None:
        sound = memo.memo_clip(source.folder / text.memo, cache, clean=source.school.memo_clean).seconds
    else:
        sound = len(text.text.split()) / WORDS_PER_MINUTE * 60
    return pace.LEAD_IN_SECONDS + sound + pace.HOLD_SECONDS
