"""What a Python program does with annotator: the functions that `annotator` itself offers.

They take paths as text or as ``Path``, and raise the errors of `annotator.errors`, whose text says what to do.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from annotator.model import Clip, Found, Problem, Progress, no_progress

if TYPE_CHECKING:
    from PIL.Image import Image

    from annotator.commands.say import SpokenFile
    from annotator.pack.build import BuildResult

PathLike = str | os.PathLike[str]


def build(
    folder: PathLike,
    output: PathLike = "packs",
    *,
    languages: Sequence[str] = (),
    only: Sequence[str] = (),
    voice: str | None = None,
    draft: bool = False,
    budget_bytes: int | None = None,
    drop: bool = False,
    jobs: int | None = None,
    other_folders: Sequence[PathLike] = (),
    progress: Progress = no_progress,
) -> BuildResult:
    """Make the pack of one tutorial, as ``annotator build`` does.

    Args:
        folder: holds ``tutorial.md`` and its screenshots.
        output: receives the pack, in a folder of the tutorial's name.
        languages: only these; none: those of ``school.toml``, or all of the tutorial.
        only: only these kinds of product, for instance ``["message", "card"]``; none: all.
        voice: ``kokoro``, ``kokoro:em_alex`` and so on; None: what ``school.toml`` says, or the best one here.
        draft: fast and small, to look at.
        budget_bytes: the most that each video may take.
        drop: an older pack may lose what is not asked for.
        jobs: how many cores to use; None: all.
        other_folders: the other tutorials to build into ``output``; their packs must not collide with this one.
        progress: called as ``progress(what, done, total)``.

    Returns:
        Its ``pack`` is the finished folder, its ``manifest`` the contents of ``pack.json``.

    Raises:
        ProblemsError: the tutorial has problems; `check` lists them.
        MissingError: something that it needs is not installed.
        ServiceError: a voice on the network could not be reached.
        OutputError: the pack could not be written. An older pack stays as it was.

    Example:
        >>> import annotator
        >>> built = annotator.build("join-class-on-zoom", "packs", only=["message"])
        >>> built.pack.as_posix()
        'packs/join-class-on-zoom'
        >>> [file["path"] for file in built.manifest["files"] if file["kind"] == "message"]
        ['es/message.txt', 'en/message.txt']
    """
    from annotator.pack import build as building
    from annotator.pack.options import Options

    options = Options(
        output=Path(output),
        languages=tuple(languages),
        voice=voice,
        draft=draft,
        jobs=jobs,
        drop=drop,
        budget=budget_bytes,
    )
    if only:
        options = replace(options, kinds=tuple(only))
    return building.build(Path(folder), options, progress, other_folders=tuple(map(Path, other_folders)))


def check(
    folder: PathLike,
    *,
    languages: Sequence[str] = (),
    voice: str | None = None,
    progress: Progress = no_progress,
) -> list[Problem]:
    """Every problem and warning of a tutorial, in the order of its lines, as ``annotator check`` lists them.

    Nothing is written. What has no problem (``level == "problem"``), `build` makes.

    Example:
        >>> import annotator
        >>> [problem for problem in annotator.check("join-class-on-zoom") if problem.level == "problem"]
        []
    """
    from annotator.commands import check as checking

    return list(checking.check(Path(folder), tuple(languages), progress, voice=voice).problems)


def find(
    picture: PathLike, *targets: str, preview: PathLike | None = None, progress: Progress = no_progress
) -> list[Found]:
    """Where targets are on a screenshot, in their order; of a recording, on its last picture.

    Args:
        picture: a file; it is never changed.
        targets: what a script may name: ``Join | Unirse``, ``Join #2``, ``mic.png``, ``50% 30%``, ``10% 40% 80% 7%``.
        preview: receives a picture of all candidates, numbered.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A `Found` each, in pixels of the upright picture: ``box`` is the text or icon, ``outline`` what a finger there
        would press, ``others`` further places that match as well. ``box`` is None where it was not found.

    Raises:
        ProblemsError: the picture can't be opened, or a target can't be understood.
        OutputError: ``preview`` would replace what annotator did not make.

    Example:
        >>> import annotator
        >>> (found,) = annotator.find("join-class-on-zoom/03-unirse.png", "Join | Unirse")
        >>> found.matched
        'Unirse'
        >>> found.outline
        Box(x=48, y=2007, w=984, h=153)
    """
    from annotator.commands import find as finding

    return finding.find(Path(picture), targets, None if preview is None else Path(preview), progress)


def point_at(
    picture: PathLike,
    target: str,
    *,
    action: str = "tap",
    pointer: Literal["arrow", "hand"] = "arrow",
    progress: Progress = no_progress,
) -> Image:
    """The whole screenshot at its own size, with one target marked as on the cards of a tutorial.

    What is private on the screenshot stays to be read: `build` covers it, this does not.

    Args:
        picture: a file; it is never changed.
        target: as for `find`.
        action: ``tap``, ``hold`` or ``type`` with a pointer; ``look``, ``wait``, ``listen`` or ``done`` with an outline alone.
        pointer: what points.
        progress: called as ``progress(what, done, total)``.

    Returns:
        An RGB image of Pillow's, without metadata.

    Raises:
        ProblemsError: the picture can't be opened, or the target is not there, or there more than once.
        AnnotatorError: the action points at nothing.

    Example:
        >>> import annotator
        >>> image = annotator.point_at("join-class-on-zoom/03-unirse.png", "Unirse")
        >>> image.save("unirse.png")
    """
    from annotator.commands import point_at as pointing

    return pointing.point_at(Path(picture), target, action, pointer, progress=progress)


@overload
def say(text: str, lang: str, *, voice: str = "auto", out: None = None, progress: Progress = no_progress) -> Clip: ...


@overload
def say(
    text: str, lang: str, *, voice: str = "auto", out: PathLike, progress: Progress = no_progress
) -> SpokenFile: ...


def say(
    text: str, lang: str, *, voice: str = "auto", out: PathLike | None = None, progress: Progress = no_progress
) -> Clip | SpokenFile:
    """Speak a text as it would sound in a video: brand words respelt, trimmed, at the common loudness.

    Args:
        text: one or more sentences.
        lang: their BCP 47 tag.
        voice: an engine or one of its voices; ``auto``: what ``school.toml`` here says, or the best one that works here.
        out: the file to write: .wav, .ogg, .mp3 or .m4a. Without it the clip is a WAV file in the cache folder, which
            is emptied now and then.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A `Clip` with ``path`` and ``seconds``; with ``out`` also who spoke (``voice``), and its ``loudness``.

    Raises:
        MissingError, ServiceError, AnnotatorError: the voice is not installed, can't be reached, or can't say this.
        ProblemsError: ``school.toml`` has problems, and the voice would send the text to a company.
        OutputError: ``out`` can't be written, or is not a file that this made.

    Example:
        >>> import annotator
        >>> clip = annotator.say("Toque Unirse.", "es")
        >>> 0.5 < clip.seconds < 4
        True
        >>> annotator.say("Toque Unirse.", "es", out="unirse.ogg").path.name
        'unirse.ogg'
    """
    from annotator.commands import say as saying

    if out is None:
        return saying.say_clip(text, lang, voice, progress)
    return saying.say(text, lang, voice, Path(out), progress)
