"""The public Python API, re-exported by the package `annotator`.

Functions take paths as strings or ``Path``, and raise the exceptions of `annotator.errors`, whose text says what to do.
The package re-exports those, too.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from annotator.errors import AnnotatorError
from annotator.messages import Message
from annotator.model import Clip, Found, Problem, Progress, no_progress

if TYPE_CHECKING:
    from PIL.Image import Image

    from annotator.commands.answer import Answer
    from annotator.commands.say import SpokenFile
    from annotator.edition.matched_steps import PictureMatch
    from annotator.pack.report import BuildResult
    from annotator.screen.propose.proposals import Proposal

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
    jobs: int | None = None,
    other_folders: Sequence[PathLike] = (),
    progress: Progress = no_progress,
) -> BuildResult:
    """Build the pack of one tutorial, as ``annotator build`` does.

    Args:
        folder: contains ``tutorial.md`` and its screenshots.
        output: where to put the pack's folder, which is named after the tutorial.
        languages: the languages to build; empty: those of ``school.toml``, or all of the tutorial.
        only: the kinds of product to build, for instance ``["message", "card"]``; empty: the usual ones.
        voice: an engine or one of its voices (``kokoro``, ``kokoro:em_alex``); None: that of ``school.toml``, or the
            most natural one installed.
        draft: build a quick preview of lower quality.
        budget_bytes: size limit for each video.
        jobs: the number of cores to use; None: all.
        other_folders: the other tutorials to be built into ``output``, to detect two with the same folder name.
        progress: called as ``progress(what, done, total)``.

    Returns:
        The result: ``pack`` is the path of the finished folder, ``manifest`` the contents of ``pack.json``.

    Raises:
        AnnotatorError: ``only`` has an unknown kind, the voice is unknown, or no video fits ``budget_bytes``.
        ProblemsError: the tutorial has problems; `check` lists them.
        MissingError: a program or package is not installed.
        ServiceError: an online voice could not be reached.
        OutputError: the pack could not be written. An existing pack is left unchanged.

    Example:
        >>> import annotator
        >>> built = annotator.build("join-class-on-zoom", "packs", only=["message"])
        >>> built.pack.as_posix()
        'packs/join-class-on-zoom'
        >>> [file["path"] for file in built.manifest["files"] if file["kind"] == "message"]
        ['es/message.txt', 'en/message.txt']
    """
    from annotator.pack import build as building
    from annotator.pack import catalogue
    from annotator.pack.catalogue import Options

    for kind in only:
        if catalogue.find_product(kind) is None:
            message = Message("“{kind}” is not a kind of product.", kind=kind)
            remedy = Message("Write some of: {kinds}.", kinds=", ".join(catalogue.KINDS))
            raise AnnotatorError(message, remedy)
    options = Options(
        output=Path(output),
        languages=tuple(languages),
        kinds=tuple(only),
        voice=voice,
        draft=draft,
        jobs=jobs,
        budget=budget_bytes,
    )
    return building.build(Path(folder), options, progress, other_folders=tuple(map(Path, other_folders)))


def check(
    folder: PathLike, *, languages: Sequence[str] = (), voice: str | None = None, progress: Progress = no_progress
) -> list[Problem]:
    """List all problems and warnings of a tutorial in the order of its lines, as ``annotator check`` does.

    No output is written. `build` refuses a tutorial with a problem of level ``"problem"``.

    Args:
        folder: contains ``tutorial.md`` and its screenshots.
        languages: as for `build`.
        voice: as for `build`.
        progress: called as ``progress(what, done, total)``.

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
    """Locate targets on a screenshot, or on the last frame of a screen recording.

    Args:
        picture: the file, which is never changed.
        targets: as in a script: ``Join | Unirse``, ``Join #2``, ``mic.png``, ``50% 30%``, ``10% 40% 80% 7%``; or with its
            action: ``type: Usuario`` finds the field of a label, ``look: Cuotas`` takes the value along.
        preview: where to write a copy of the picture with all matches numbered.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A `Found` for each target, in order, in pixels of the upright picture: ``box`` is the text or icon, ``outline``
        its touch target, ``others`` other places that match equally well. ``box`` is None if the target was not found.

    Raises:
        ProblemsError: the picture can't be opened, or a target is not valid.
        OutputError: ``preview`` can't be written, is in a tutorial or pack, or is a file that annotator did not create.

    Example:
        >>> import annotator
        >>> (found,) = annotator.find("join-class-on-zoom/03-unirse.png", "Join | Unirse")
        >>> found.matched
        'Unirse'
        >>> found.outline
        Box(x=48, y=2007, w=984, h=153)
    """
    from annotator.commands import find as finding
    from annotator.edition.located_targets import require_founds

    preview_path = None if preview is None else Path(preview)
    return require_founds(finding.find(Path(picture), targets, preview_path, progress).answers)


def point_at(
    picture: PathLike,
    target: str,
    *,
    action: str | None = None,
    pointer: Literal["arrow", "hand"] = "arrow",
    progress: Progress = no_progress,
) -> Image:
    """Mark one target on a screenshot, turned upright, in its original size, as on the cards of a tutorial.

    Private data stays visible: unlike `build`, this does not cover it.

    Args:
        picture: the file, which is never changed.
        target: as for `find`.
        action: ``tap``, ``hold`` and ``type`` draw an outline and a pointer; ``look``, ``wait``, ``listen`` and ``done``
            light up the place, with a pictogram beside it. None: the one that ``target`` begins with (``look: Cuotas``), else
            ``tap``.
        pointer: the kind of pointer.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A Pillow image in RGB, without metadata.

    Raises:
        ProblemsError: the picture can't be opened, or the target is not valid, not on it, or ambiguous.
        AnnotatorError: ``action`` is none of these.

    Example:
        >>> import annotator
        >>> image = annotator.point_at("join-class-on-zoom/03-unirse.png", "Unirse")
        >>> image.save("unirse.png")
    """
    from annotator.commands import point_at as pointing

    return pointing.point_at(Path(picture), target, action, pointer, progress=progress)


def propose(*pictures: PathLike, progress: Progress = no_progress) -> tuple[tuple[Proposal, ...], ...]:
    """Guess the action on each screenshot of a series, as ``annotator new`` does.

    Args:
        pictures: the files, in the order of the steps; none is changed.
        progress: called as ``progress(what, done, total)``.

    Returns:
        For each picture at most three proposals, best first: the ``action``, the ``target`` as in a script, its ``box`` in
        pixels, a ``score`` from 0 to 1, and the ``reason``. Empty where nothing is known, or a picture can't be opened.

    Example:
        >>> import annotator
        >>> tutorial = "join-class-on-zoom"
        >>> first, _ = annotator.propose(f"{tutorial}/03-unirse.png", f"{tutorial}/04-permiso.png")
        >>> first[0].action, first[0].target
        ('tap', TextTarget(wordings=('Unirse',), occurrence=None))
    """
    from annotator.cache import Cache, default_root
    from annotator.edition import drafting

    guessed = drafting.guess_pictures(tuple(map(Path, pictures)), Cache(default_root()), progress)
    return tuple(picture.proposals for picture in guessed)


@overload
def say(text: str, lang: str, *, voice: str = "auto", out: None = None, progress: Progress = no_progress) -> Clip: ...


@overload
def say(
    text: str, lang: str, *, voice: str = "auto", out: PathLike, progress: Progress = no_progress
) -> SpokenFile: ...


def say(
    text: str, lang: str, *, voice: str = "auto", out: PathLike | None = None, progress: Progress = no_progress
) -> Clip | SpokenFile:
    """Speak a text as in a video: normalised, with brand names respelt, trimmed, and at the target loudness.

    Args:
        text: one or more sentences.
        lang: its BCP 47 tag.
        voice: an engine or one of its voices. ``auto``: that of ``school.toml`` in the current folder or above, or the
            most natural one installed.
        out: the file to write: .wav, .ogg, .mp3 or .m4a. Without it, the clip is a WAV file in the cache folder, from
            which it may be deleted later.
        progress: called as ``progress(what, done, total)``.

    Returns:
        A `Clip`, with ``path`` and ``seconds``. With ``out``, a `SpokenFile`, which also has the ``voice`` used and the
        ``loudness``.

    Raises:
        AnnotatorError: the text is empty, or the voice is unknown or does not speak the language.
        MissingError: the voice is not installed.
        ServiceError: an online voice could not be reached.
        ProblemsError: ``school.toml`` has problems, so an online voice can't be trusted with the text.
        OutputError: ``out`` can't be written, is in a tutorial or pack, or is a file that annotator did not create.

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


def match(picture: PathLike, folder: PathLike, *, progress: Progress = no_progress) -> PictureMatch:
    """Find the step of a tutorial that a family's picture shows, and what differs there.

    Args:
        picture: a screenshot or a photo of a screen. It is read in memory; nothing of it is kept.
        folder: the folder with the tutorials, or one tutorial's.
        progress: called as ``progress(what, done, total)`` while steps' pictures are read for the first time, first with how long
            that takes.

    Returns:
        A `PictureMatch`: its ``steps`` are ranked, the likest first, and empty where the picture shows none, or that isn't
        sure. ``target`` is where the first step's target is on this picture; ``differences`` are Messages.

    Raises:
        ProblemsError: the picture can't be opened, or ``school.toml`` has problems.
        AnnotatorError: there is no tutorial in ``folder``.

    Example:
        >>> import annotator
        >>> found = annotator.match("join-class-on-zoom/03-unirse.en.png", "join-class-on-zoom")
        >>> found.steps[0].tutorial, found.steps[0].step, found.target
        ('join-class-on-zoom', 3, Box(x=480, y=2053, w=118, h=53))
    """
    from annotator.cache import Cache, default_root
    from annotator.edition import matching

    return matching.match(Path(picture), Path(folder), Cache(default_root()), progress)


def answer(
    picture: PathLike,
    *targets: str,
    say: str | None = None,
    memo: PathLike | None = None,
    lang: str | None = None,
    voice: str | None = None,
    output: PathLike = ".",
    progress: Progress = no_progress,
) -> Answer:
    """Make one marked picture and one spoken sentence, to answer a family in a chat, as ``annotator answer`` does.

    Args:
        picture: a screenshot, which is never changed, or a screen recording, whose last frame is taken.
        targets: as for `find`; several are marked A, B.
        say: the sentence; None: annotator's own for the targets.
        memo: a recording to send in place of a synthetic voice; the sentence is then in the picture alone.
        lang: a BCP 47 tag; None: the first language of ``school.toml``, else Spanish.
        voice: as for `build`.
        output: the folder for both files, which never replace others.
        progress: called as ``progress(what, done, total)``.

    Returns:
        An `Answer`: ``picture`` and ``sound`` are the paths of the files, ``text`` is the sentence, ``warnings`` say what to
        check before sending them.

    Raises:
        ProblemsError: the picture or recording can't be used, a target is not on it or is ambiguous, a text is private,
            or ``school.toml`` has problems.
        AnnotatorError: there is nothing to say, a synthetic voice takes more than ten seconds, or none speaks the language.
        MissingError: the voice is not installed.
        ServiceError: an online voice could not be reached.
        OutputError: the files can't be written, or ``output`` is in a tutorial or pack; then neither file is left.

    Example:
        >>> import annotator
        >>> made = annotator.answer("join-class-on-zoom/03-unirse.png", "Unirse", lang="es")
        >>> made.picture.name, made.sound.name, made.text
        ('03-unirse-answer.jpg', '03-unirse-answer.ogg', 'Toque Unirse.')
    """
    from annotator.commands import answer as answering

    request = answering.AnswerRequest(
        Path(picture), targets, say, None if memo is None else Path(memo), lang, voice, Path(output)
    )
    return answering.answer(request, progress)
