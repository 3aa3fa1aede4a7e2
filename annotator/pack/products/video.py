"""Makes what is seen and heard as a whole: the video, its captions and voice message, and the clip of each step."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import code_version
from annotator.errors import AnnotatorError
from annotator.loudness import Loudness
from annotator.model import StaffLabel, Timeline
from annotator.pack.products.product import EditionProduct, Output, ProductContext

if TYPE_CHECKING:
    from annotator.pack.edition import Edition

MAX_SHARP_CRF = 29
"""At a higher crf, small text looks blurred: still pictures fall below VMAF 93 (tests/bench/video/quality.py)."""
MAX_CRF = 35
"""At a higher crf, small text can't be read on a phone: still pictures fall below VMAF 86."""
_CRF_TO_HALVE_SIZE = 11.0
"""An increase of the crf by this much halves the size of still pictures; only used to guess the next one to try."""


def _make_video(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits

    path = f"{edition.lang}/{edition.stem}.mp4"
    timeline = context.spoken(edition).timeline
    video = render_whole_video(edition, context, context.folder / path)
    warnings = [*limits.check_loudness(edition, path, video.loudness)]
    if video.soft and context.budget is not None:
        warnings.append(limits.warn_of_soft_text(edition, context.budget))
    warnings += limits.check_video(edition, timeline, (context.folder / path).stat().st_size)
    yield Output(path, timeline.seconds, warnings=tuple(warnings))


def _make_voice(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits
    from annotator.video import render

    path = f"{edition.lang}/{edition.stem}.ogg"
    timeline = context.spoken(edition).timeline
    loudness = render.write_voice_message(timeline, context.folder / path)
    yield Output(path, timeline.seconds, warnings=tuple(limits.check_loudness(edition, path, loudness)))


def _make_steps(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits

    spoken = context.spoken(edition)
    clips = tuple(zip(edition.clips, spoken.clip_plans, strict=True))
    for done, (steps, plan) in enumerate(clips, start=1):
        number = steps[0].number
        path = f"{edition.lang}/{edition.step_file(number, '.mp4')}"
        with context.progress_share(done, len(clips)):
            loudness = render_timeline(plan.timeline, context.folder / path, context, context.crf.get(edition.lang))
        warnings = (
            *limits.check_loudness(edition, path, loudness, number),
            *limits.check_clip(edition, [step.number for step in steps], plan),
        )
        yield Output(path, plan.timeline.seconds, number, warnings)


def _make_captions(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator import captions
    from annotator.share import tutorial_pages

    timeline = context.spoken(edition).timeline
    if any(section.cues for section in timeline.sections):
        text = captions.webvtt(timeline)
        tutorial_pages.write_files(context.web / edition.lang, {tutorial_pages.CAPTIONS: text.encode()})
        yield Output(f"{context.web.name}/{edition.lang}/{tutorial_pages.CAPTIONS}")


@dataclass(frozen=True)
class WholeVideo:
    """A rendered video: its loudness (None if silent), its crf (None for the default), and whether text is blurred."""

    loudness: Loudness | None
    crf: int | None = None
    soft: bool = False


def render_timeline(timeline: Timeline, path: Path, context: ProductContext, crf: int | None) -> Loudness | None:
    """Write a timeline to ``path`` as mp4; return the measured loudness, or None if it is silent."""
    from annotator.video.render import write_video

    return write_video(
        timeline,
        context.renderer.frame,
        path,
        context.cache,
        context.progress,
        jobs=context.jobs or os.cpu_count() or 1,
        crf=crf,
        renderer_version=code_version.of(__name__),
        size=context.renderer.size,
    )


def render_whole_video(edition: Edition, context: ProductContext, path: Path) -> WholeVideo:
    """Write the whole video to ``path`` at the best quality within the budget, and remember its crf in ``context.crf``.

    Raises AnnotatorError if no readable quality fits.
    """
    from annotator.video.encoder import DEFAULT_CRF

    timeline = context.spoken(edition).timeline
    if context.budget is None:
        return WholeVideo(render_timeline(timeline, path, context, None))
    loudness: Loudness | None = None

    def encode(crf: int) -> int:
        nonlocal loudness
        loudness = render_timeline(timeline, path, context, crf)
        return path.stat().st_size

    chosen = choose_crf(context.budget, DEFAULT_CRF, encode)
    context.crf[edition.lang] = chosen.crf
    return WholeVideo(loudness, chosen.crf, chosen.soft)


@dataclass(frozen=True)
class CrfChoice:
    """The chosen crf (H.264's constant rate factor; lower is better), and the size of the file in bytes."""

    crf: int
    bytes: int

    @property
    def soft(self) -> bool:
        """Whether small text looks blurred at this quality."""
        return self.crf > MAX_SHARP_CRF


def choose_crf(budget: int, best: int, encode: Callable[[int], int]) -> CrfChoice:
    """Find the lowest crf, not below ``best``, at which the file has at most ``budget`` bytes.

    ``encode(crf)`` writes the file and returns its size in bytes. The last call is the one for the result, so the file
    is left at that quality. Raises AnnotatorError if not even ``MAX_CRF`` fits.
    """
    size = encode(best)
    if size <= budget:
        return CrfChoice(best, size)
    too_large, fitting, guess = best, MAX_CRF + 1, best + max(1, round(_CRF_TO_HALVE_SIZE * math.log2(size / budget)))
    tried: dict[int, int] = {}
    while fitting - too_large > 1:
        guess = min(max(guess, too_large + 1), fitting - 1)
        tried[guess] = encode(guess)
        if tried[guess] <= budget:
            fitting, guess = guess, guess - 1
        else:
            too_large = guess
            guess += max(1, round(_CRF_TO_HALVE_SIZE * math.log2(tried[guess] / budget)))
    if fitting > MAX_CRF:
        raise AnnotatorError(
            "The video can't be made as small as {budget} MB: at the lowest quality at which its text can be read, it "
            "has {size} MB.",
            "Raise --budget, say less, or make two tutorials of it.",
            budget=f"{budget / 1e6:g}",
            size=f"{tried[MAX_CRF] / 1e6:.2f}",
        )
    return CrfChoice(fitting, encode(fitting))


VIDEO = EditionProduct("video", StaffLabel("film"), "narration", units=3, make=_make_video)
VOICE = EditionProduct(
    "voice",
    StaffLabel(
        "more",
        "Todo como mensaje de voz: para quien prefiere oír.",
        "All of it as a voice message, for those who would rather listen.",
    ),
    "narration",
    make=_make_voice,
)
STEP = EditionProduct("step", StaffLabel("clips"), "clips", units=3, make=_make_steps)
CAPTIONS = EditionProduct("captions", speech="narration", website=True, make=_make_captions)
