"""Make a video, tall and wide, its captions and its voice message from one timeline, so that they agree; and step clips.

In Spanish they are ``es/entrar-a-la-clase-por-zoom.mp4`` and ``….ogg``, ``web/es/captions.vtt``, and ``es/paso-1.mp4`` and so
on; for YouTube ``…-wide.mp4``, ``….srt`` and ``youtube.txt``. Video and clips share their encoded pictures. With ``--budget
16``, a video is encoded again, less sharp, until it has at most 16 MB; where its text couldn't be read any more, that fails.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import code_version
from annotator.errors import AnnotatorError
from annotator.media.audio import Loudness
from annotator.model import Problem, StaffLabel, Timeline, no_progress
from annotator.pack import file_checks
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.timeline import export

if TYPE_CHECKING:
    from annotator.edition.edition import Edition

MAX_SHARP_CRF = 29
"""At a higher crf, small text looks blurred: still pictures fall below VMAF 93 (tests/bench/video/quality.py)."""
MAX_CRF = 35
"""At a higher crf, small text can't be read on a phone: still pictures fall below VMAF 86."""
_CRF_STEP = 3
"""The crf by which each try for a budget is less sharp than the one before."""


def _make_video(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the whole video."""
    path = f"{edition.lang}/{edition.stem}.mp4"
    timeline = context.spoken(edition).timeline
    loudness, crf = render_whole_video(edition, context, context.folder / path)
    if crf is not None:
        context.crf[edition.lang] = crf  # for the clips of the steps, which come later in the catalogue
    warnings = [*file_checks.check_loudness(edition, path, loudness), *_warn_of_soft_text(edition, context, crf)]
    warnings += file_checks.check_video(edition, timeline, (context.folder / path).stat().st_size)
    yield Output(path, timeline.seconds, warnings=tuple(warnings))


def _make_voice(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the narration as a voice message."""
    from annotator.video import render  # loads NumPy

    path = f"{edition.lang}/{edition.stem}.ogg"
    timeline = context.spoken(edition).timeline
    loudness = render.write_voice_message(timeline, context.folder / path)
    yield Output(path, timeline.seconds, warnings=tuple(file_checks.check_loudness(edition, path, loudness)))


def _make_steps(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the clip of each step, or of several that can't be left, as sharp as the video if that was made in this build, too."""
    spoken = context.spoken(edition)
    clips = list(zip(edition.clips, spoken.clip_plans, strict=True))
    for index, (steps, plan) in enumerate(clips, start=1):
        number = steps[0].number
        path = f"{edition.lang}/{edition.step_file(number, '.mp4')}"
        loudness = render_timeline(plan.timeline, context.folder / path, context, context.crf.get(edition.lang))
        context.progress("step", index, len(clips))
        warnings = (
            *file_checks.check_loudness(edition, path, loudness, number),
            *file_checks.check_clip(edition, number, plan),
        )
        yield Output(path, plan.timeline.seconds, number, warnings)


def _make_wide(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the whole video for websites, the portrait one's size turned, its captions, and the text to type in beside it."""
    from annotator.pack.products import youtube_text
    from annotator.pages import youtube

    path = f"{edition.lang}/{edition.stem}-wide.mp4"
    timeline = context.spoken(edition).timeline
    loudness, crf = render_whole_video(edition, context, context.folder / path, wide=True)
    warnings = (*file_checks.check_loudness(edition, path, loudness), *_warn_of_soft_text(edition, context, crf))
    yield Output(path, timeline.seconds, warnings=warnings)
    texts = {f"{edition.lang}/{youtube.NAME}": youtube_text.describe(edition, timeline, context)}
    if any(section.cues for section in timeline.sections):
        texts[f"{edition.lang}/{edition.stem}.srt"] = export.to_subrip(timeline)
    for text_path, text in texts.items():
        (context.folder / text_path).write_text(text, encoding="utf-8", newline="\n")
        yield Output(text_path)


def _warn_of_soft_text(edition: Edition, context: ProductContext, crf: int | None) -> Iterator[Problem]:
    """A warning if a video with this crf had to be less sharp to fit the budget."""
    if context.budget is not None and crf is not None and crf > MAX_SHARP_CRF:
        yield file_checks.warn_of_soft_text(edition, context.budget)


def _make_captions(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the video's captions for the website."""
    from annotator.pages import tutorial_pages  # loads OpenCV

    timeline = context.spoken(edition).timeline
    if any(section.cues for section in timeline.sections):
        text = export.to_webvtt(timeline)
        tutorial_pages.write_files(context.web / edition.lang, {tutorial_pages.CAPTIONS: text.encode()})
        yield Output(f"{context.web.name}/{edition.lang}/{tutorial_pages.CAPTIONS}")


def render_timeline(
    timeline: Timeline, path: Path, context: ProductContext, crf: int | None, *, whole: bool = False, wide: bool = False
) -> Loudness | None:
    """Write a timeline to ``path`` as mp4, portrait or ``wide``; return the measured loudness, or None if it is silent.

    A ``whole`` video takes long, so its progress is reported.
    """
    from annotator.video.render import write_video  # loads NumPy

    return write_video(
        timeline,
        context.renderer.wide_frame if wide else context.renderer.frame,
        path,
        context.cache,
        context.progress if whole else no_progress,
        jobs=context.jobs or os.cpu_count() or 1,
        crf=crf,
        renderer_version=code_version.of(__name__),
        size=context.renderer.size[::-1] if wide else context.renderer.size,
    )


def render_whole_video(
    edition: Edition, context: ProductContext, path: Path, *, wide: bool = False
) -> tuple[Loudness | None, int | None]:
    """Write the whole video to ``path``, as `render_timeline` does; return what that returns, and the crf.

    With a budget, the crf is the first of those tried with which it fits; without one it is None, for the usual one. Raises
    AnnotatorError if the video fits with none of them.
    """
    from annotator.video.encoder import DEFAULT_CRF  # loads NumPy

    timeline = context.spoken(edition).timeline
    if context.budget is None:
        return render_timeline(timeline, path, context, None, whole=True, wide=wide), None
    for crf in range(DEFAULT_CRF, MAX_CRF + 1, _CRF_STEP):
        loudness = render_timeline(timeline, path, context, crf, whole=True, wide=wide)
        if path.stat().st_size <= context.budget:
            return loudness, crf
    message = (
        "The video can't be made as small as {budget} MB: at the lowest quality at which its text can be read, it "
        "has {size} MB."
    )
    remedy = "Raise --budget, say less, or make two tutorials of it."
    raise AnnotatorError(message, remedy, budget=f"{context.budget / 1e6:g}", size=f"{path.stat().st_size / 1e6:.2f}")


VIDEO = EditionProduct("video", StaffLabel("film"), spoken=True, units=3, make=_make_video)
VOICE = EditionProduct(
    "voice",
    StaffLabel(
        "more",
        "Todo como mensaje de voz: para quien prefiere oír.",
        "All of it as a voice message, for those who would rather listen.",
    ),
    spoken=True,
    make=_make_voice,
)
STEP = EditionProduct("step", StaffLabel("clips"), spoken=True, phrases=True, units=3, make=_make_steps)
WIDE = EditionProduct(
    "wide",
    StaffLabel(
        "more",
        "Para YouTube o la página de la escuela: el video ancho, sus subtítulos (.srt) y el texto (.txt).",
        "For YouTube or the school's website: the wide video, its captions (.srt) and the text (.txt).",
    ),
    spoken=True,
    website=True,
    units=3,
    usual=lambda school: school.website_film == "wide",
    make=_make_wide,
)
CAPTIONS = EditionProduct("captions", spoken=True, website=True, make=_make_captions)
