"""The command ``answer``: one marked picture, and what to do there as a voice message, to answer a family in a chat.

An answer is a tutorial that is never written: each target is a step with the same picture. So targets are found, private texts
covered, and sentences spoken exactly as in a build.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from annotator import outputs
from annotator.cache import Cache, default_root
from annotator.edition import answering, matching, proposed_answer
from annotator.edition.attachments import Attachments
from annotator.edition.edition import Edition
from annotator.edition.edition_builder import build_edition
from annotator.edition.matched_steps import PictureMatch
from annotator.edition.scan.scanner import Scanner
from annotator.edition.scan.step_view import PictureFiles, StepScan, select_view
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import AnnotatorError, ProblemsError, refuse_problems, refusing
from annotator.messages import Message
from annotator.model import (
    Action,
    Box,
    ChatCard,
    Clip,
    Problem,
    Progress,
    Redaction,
    Said,
    School,
    Step,
    Target,
    Tutorial,
    Utterance,
    VoiceChoice,
    VoiceUsed,
    no_progress,
    without_warnings,
)
from annotator.phrases import has_phrasebook
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import BadValueError, find_school, parse_pointing, require_tag
from annotator.voice import choose, memo, narrate, say

_LANGUAGE = "es"
"""The language if neither the command nor ``school.toml`` names one."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """The picture of an answer, the targets to mark on it, and the sentence to say.

    Attributes:
        picture: a screenshot, or a screen recording, of whose first minute the last frame is taken.
        targets: targets or action lines, as for ``find``: ``("Unirse", "type: Usuario")``.
        actions: actions that are marked before the targets; they may have none.
        say: the sentence; None: those of the phrasebook, one for each action and target.
        memo: a recording to send in place of a synthetic voice; the sentence is then in the picture alone.
        lang: the language; None: the first of ``school.toml``, else Spanish.
        voice: an engine or one of its voices; None: that of ``school.toml``, else ``auto``.
        output: the folder for both files.
    """

    picture: Path
    targets: tuple[str, ...]
    say: str | None = None
    memo: Path | None = None
    lang: str | None = None
    voice: str | None = None
    output: Path = Path()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The two files of an answer.

    Attributes:
        picture: the marked picture, a JPEG.
        sound: the spoken sentence, or the recording, as Ogg Opus.
        text: the sentence in the picture's caption.
        lang: the language of the answer.
        seconds: the duration of the sound.
        voice: the voice that speaks; None for a recording.
        covers: the covers on the picture.
        warnings: what to look at or listen to before sending it.
    """

    picture: Path
    sound: Path
    text: str
    lang: str
    seconds: float
    voice: VoiceUsed | None
    covers: tuple[Redaction, ...]
    warnings: tuple[str, ...]


def answer(request: AnswerRequest, progress: Progress = no_progress) -> Answer:
    """Make ``PICTURE-answer.jpg`` and ``PICTURE-answer.ogg``, or the next free ``PICTURE-answer-2``.

    The ``school.toml`` of the current folder or above applies, else that of the picture's folder.

    Raises:
        ProblemsError: the picture, recording or ``school.toml`` has problems, nothing is to be marked, a target isn't found
            once, or a text is private.
        AnnotatorError: there is nothing to say, it is too long, or the language is unknown or has no voice.
        MissingError: the voice is not installed.
        ServiceError: a voice on the network can't be reached.
        OutputError: the files can't be written, or the folder is inside a tutorial or pack.
    """
    from annotator.edition.chat_cards import make_answer_card  # slow to import; the help doesn't need it

    cache = Cache(default_root())
    stem = f"{request.picture.stem}-answer"
    for path in _free_names(request.output, stem):
        outputs.claim(path, "answer", cache.root)
    school, lang = _read_school(request)
    source = _make_source(request, school, lang)
    matcher = match_privacy(source.tutorial, school)
    answering.refuse_private_texts(request.picture.name, source.tutorial.steps[0].narration, matcher)
    _require_words(request, lang)
    progress("reading", 0, 1)
    with TemporaryDirectory(prefix="annotator-") as unkept:  # what is read on a family's picture isn't kept
        scanner = Scanner(source.folder, source.tutorial, matcher, Cache(Path(unkept)))
        scans, warnings = _scan(source.tutorial, scanner)
        progress("reading", 1, 1)
        edition = build_edition(source, lang, scans, Attachments())
        phrases = " ".join(step.text for step in edition.steps if step.text)
        text = phrases if request.say is None else request.say.strip()
        parts, voice = _speak(request, text, edition, matcher, cache, progress)
        loudness = say.write_sound(parts, sound := Path(unkept, "sound.ogg"))
        picture, voice_message = _draw(make_answer_card(edition, text), scanner), sound.read_bytes()
    seconds = sum(clip.seconds + pause for clip, pause in parts)
    paths = write_files((picture, voice_message), request.output, stem)
    warnings += answering.list_sound_warnings(loudness, seconds, recorded=request.memo is not None)
    return Answer(*paths, text, lang, seconds, voice, covers=scans[0].screen.hidden, warnings=tuple(warnings))


def propose(
    request: AnswerRequest, folder: Path, message: str = "", progress: Progress = no_progress
) -> tuple[PictureMatch, list[Message], AnswerRequest | None]:
    """Look for the step of the tutorials in ``folder`` that the picture shows; nothing of the picture is kept for that.

    Args:
        request: the request, without targets.
        folder: the folder of the tutorials, or of one.
        message: what the family wrote, which may name a step: "Zoom, paso 4".
        progress: called as ``progress(what, done, total)``.

    Returns the match, what to say of it, and the request for the answer that is proposed; None where that isn't sure, or there is
    no action for it.
    Raises ProblemsError and AnnotatorError as `answer` does, and AnnotatorError if there is no tutorial.
    """
    from annotator.screen import ocr, picture_kind
    from annotator.screen.names.likely_names import find_likely_names

    school, lang = _read_school(request)
    picture, texts = ocr.open_upright(request.picture, None)
    library = matching.open_library(folder, Cache(default_root()), progress)
    match = matching.match_reading(matching.read_picture(picture, texts), library, message)
    matcher = match_privacy(Tutorial((), ()), school)
    likely = {found.text for found in find_likely_names(texts, picture.height)}

    def aim(box: Box, old: Target) -> Target:
        size = picture.width, picture.height
        return proposed_answer.aim_at(texts, size, box, old, lambda text: text in likely or matcher.is_private(text))

    device = picture_kind.classify(picture.pixels, texts).device
    proposed = proposed_answer.propose(match, (lang,), device, aim)
    lines = proposed_answer.describe(match, proposed, lang)
    if proposed is None or proposed.action is None:
        return match, lines, None
    sentence = request.say or proposed.sentences.get(lang)
    own = proposed.memos.get(lang) if request.say is None and request.voice is None else None
    return match, lines, replace(request, actions=(proposed.action,), say=sentence, memo=request.memo or own, lang=lang)


def _read_school(request: AnswerRequest) -> tuple[School, str]:
    """The school's settings, and the language. Raises BadValueError for a wrong tag, and ProblemsError for a wrong setting."""
    school, problems, _ = find_school(Path.cwd(), choose.CHOICES, request.picture.parent)
    refuse_problems(problems)
    return school, require_tag(request.lang or next(iter(school.languages), _LANGUAGE))


def _make_source(request: AnswerRequest, school: School, lang: str) -> TutorialSource:
    """The answer as a tutorial. Raises ProblemsError for a target that can't be understood, and if there is none."""
    actions, problems = [*request.actions], []
    for target in request.targets:
        try:
            actions.append(parse_pointing(target))
        except BadValueError as error:
            problems.append(Problem(target or '""', 0, error.message, error.remedy))
    if problems or not actions:
        raise ProblemsError(problems or [Problem("TARGET", 0, "Nothing is to be marked.", "Write a target.")])
    narration = () if request.say is None else (Said(lang, request.say.strip()),)
    steps = tuple(Step(request.picture.name, action, narration=narration) for action in actions)
    tutorial = Tutorial((Said(lang, school.name),), steps)
    return TutorialSource(request.picture.parent, tutorial, school, school_file=None, languages=(lang,))


def _require_words(request: AnswerRequest, lang: str) -> None:
    """Raise AnnotatorError for an empty text, and if there is neither a text nor a phrasebook nor a recording."""
    if request.say is not None and not request.say.strip():
        raise AnnotatorError("The text is empty.", 'Write the sentence in quotes: --say "Toque Unirse."')
    if request.say is None and request.memo is None and not has_phrasebook(lang):
        raise AnnotatorError(
            "annotator has no sentences in the language “{lang}”.",
            "Write one (--say), or record one and name the file (--memo).",
            lang=lang,
        )


def _scan(tutorial: Tutorial, scanner: Scanner) -> tuple[list[StepScan], list[str]]:
    """The scan for each target, and warnings. Raises ProblemsError with all that is wrong."""
    view = select_view(tutorial.steps[0], "")
    results = [scanner.scan(step, view) for step in tutorial.steps]
    reworded = answering.reword([*chain.from_iterable(result.problems for result in results)], view.name)
    if without_warnings(reworded):
        raise ProblemsError(reworded)
    scans = [result.scan for result in results if result.scan is not None]
    return scans, [problem.line_of_text for problem in (*reworded, *answering.warn_of_names(scans[0]))]


def _speak(
    request: AnswerRequest, text: str, edition: Edition, matcher: Matcher, cache: Cache, progress: Progress
) -> tuple[list[tuple[Clip, float]], VoiceUsed | None]:
    """The clips to send, each with the seconds of silence after it, and the voice, None for a memo.

    Raises AnnotatorError if the text takes too long; a memo may.
    """
    school, lang = edition.school, edition.lang
    if request.memo is not None:
        clip = memo.memo_clip(request.memo, cache, clean=school.memo_clean)
        return answering.list_clips([Utterance(text, clip, memo=True)]), None
    voice = request.voice or dict(school.voices).get(lang, VoiceChoice(choose.AUTO))
    narration = narrate.narrate(
        [narrate.SayRequest(lang, text)],
        {lang: voice},
        cache,
        lexicons={name: dict(entries) for name, entries in school.lexicons},
        matcher=matcher,
        progress=progress,
    )
    return answering.list_clips(narration.spoken[0]), narration.voices[lang]


def _draw(card: ChatCard, scanner: Scanner) -> bytes:
    """The picture, drawn on the scanned screenshot with its covers, as a JPEG without metadata."""
    from annotator.cards import image_files  # loads NumPy and OpenCV
    from annotator.edition.renderer import FrameRenderer
    from annotator.pack.products.chat import MAX_BYTES

    with FrameRenderer(PictureFiles(scanner.screens, scanner.films, {})) as renderer:
        return image_files.encode_jpeg(renderer.card(card), "the picture", max_bytes=MAX_BYTES)


def write_files(contents: Sequence[bytes], folder: Path, stem: str) -> tuple[Path, Path]:
    """Write the picture and the sound to free names with one number for both. Raises OutputError, and leaves neither then."""
    remedy = "Make room on the disk, or choose another folder with -o."
    with refusing("The answer could not be written in {folder}: {strerror}.", remedy, folder=folder):
        folder.mkdir(parents=True, exist_ok=True)
        paths = _free_names(folder, stem)
        with ExitStack() as written:
            for data, path in zip(contents, paths, strict=True):
                with path.open("xb") as file:
                    written.callback(path.unlink, missing_ok=True)
                    file.write(data)
            written.pop_all()
    return paths


def _free_names(folder: Path, stem: str) -> tuple[Path, Path]:
    """The first pair of names that are both free: ``03-answer.jpg`` and ``.ogg``, else ``03-answer-2`` with both, and so on."""
    stems = chain((stem,), (f"{stem}-{number}" for number in count(2)))
    pairs = ((folder / f"{name}.jpg", folder / f"{name}.ogg") for name in stems)
    return next(pair for pair in pairs if not any(map(os.path.lexists, pair)))


def to_json(result: Answer) -> dict[str, Any]:
    """The object that ``annotator answer --json`` prints."""
    return {
        "picture": str(result.picture),
        "picture_bytes": result.picture.stat().st_size,
        "sound": str(result.sound),
        "sound_bytes": result.sound.stat().st_size,
        "seconds": round(result.seconds, 2),
        "lang": result.lang,
        "text": result.text,
        "voice": None if result.voice is None else {"engine": result.voice.engine, "voice": result.voice.voice},
        "covered": [{"kind": cover.kind, "box": cover.box.numbers} for cover in result.covers],
        "warnings": list(result.warnings),
    }


def format_line(result: Answer) -> str:
    """The sizes of an answer, its duration, and who speaks, as one line for the terminal."""
    speaker = Message("recorded")
    if result.voice is not None:
        speaker = Message("spoken by {engine} ({voice})", engine=result.voice.engine, voice=result.voice.voice)
    return Message(
        "Picture {picture} KB, sound {sound} KB, {seconds} s, {speaker}.",
        picture=f"{result.picture.stat().st_size / 1000:.0f}",
        sound=f"{result.sound.stat().st_size / 1000:.0f}",
        seconds=f"{result.seconds:.1f}",
        speaker=speaker,
    )
