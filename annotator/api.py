"""The public Python API: the five functions that the package `annotator` exports.

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
    from annotator.pack.build import Built

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
    beside: Sequence[PathLike] = (),
    progress: Progress = no_progress,
) -> Built:
    """Make the pack of one tutorial, as ``annotator build`` does.

    Args:
        folder: holds ``tutorial.md`` and its screenshots.
        output: receives the pack, in a folder of the tutorial's name.
        languages: build only these; by default those in ``school.toml``, or else all of the tutorial's.
        only: build only these kinds of product, for instance ``["message", "card"]``; by default all.
        voice: ``kokoro``, ``kokoro:em_alex`` and so on; by default the one in ``school.toml``, or else the best installed.
        draft: make a quick preview, half the size.
        budget_bytes: the most bytes that each video may have; its quality is lowered to fit.
        drop: allow an older pack to lose what ``languages`` and ``only`` leave out.
        jobs: how many cores to use; by default all.
        beside: the other tutorials that will be built into ``output``; two whose packs would have the same name are refused.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A `Built`: ``pack`` is the finished folder, ``manifest`` the contents of ``pack.json``.

    Raises:
        ProblemsError: the tutorial has problems; `check` lists them.
        MissingError: a needed program, library or voice is not installed.
        ServiceError: an online voice could not be reached.
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
    return building.build(Path(folder), options, progress, beside=tuple(map(Path, beside)))


def check(
    folder: PathLike,
    *,
    languages: Sequence[str] = (),
    voice: str | None = None,
    progress: Progress = no_progress,
) -> list[Problem]:
    """Every problem and warning of a tutorial, in the order of its lines, as ``annotator check`` lists them.

    Writes nothing into the folder. `build` refuses a tutorial in which something has ``level == "problem"``.

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
    """Find targets on a screenshot, or on the last frame of a screen recording.

    Args:
        picture: a file; it is never changed.
        targets: what a script may name: ``Join | Unirse``, ``Join #2``, ``mic.png``, ``50% 30%``, ``10% 40% 80% 7%``.
        preview: a file to write; it shows all candidates, numbered.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A `Found` for each target, in order, in pixels of the upright picture: ``box`` is the text or icon, ``outline`` its
        touch target, ``others`` are further places that match as well. ``box`` is None if nothing was found.

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
    """Draw one target's mark on a screenshot, as on the cards of a tutorial, and return the picture at its own size.

    Private data on the screenshot stays legible: unlike `build`, this covers nothing.

    Args:
        picture: a file; it is never changed.
        target: as for `find`.
        action: ``tap``, ``hold`` or ``type`` with a pointer; ``look``, ``wait``, ``listen`` or ``done`` with an outline alone.
        pointer: the shape that points at the target.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A Pillow image in mode RGB, without metadata.

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
        voice: an engine or one of its voices; ``auto`` takes that of a ``school.toml`` in the current folder or above, or
            else the best installed.
        out: the file to write: .wav, .ogg, .mp3 or .m4a. Without it the clip is a WAV file in the cache folder, from
            which it will be removed some day.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A `Clip` with ``path`` and ``seconds``; with ``out``, a `SpokenFile` with these and ``voice`` and ``loudness``.

    Raises:
        MissingError: the voice is not installed.
        ServiceError: the voice can't be reached.
        AnnotatorError: the voice can't say this.
        ProblemsError: ``school.toml`` has problems, and the voice would send the text to a company.
        OutputError: ``out`` can't be written, or exists and was not written by this function.

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
