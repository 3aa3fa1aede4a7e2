"""The command ``memos``: copy a speaker's recordings into a tutorial as its memos, so that nobody renames them by hand."""

import datetime
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script as script_layer
from annotator.cache import Cache, default_root
from annotator.edition.memos.memo_language import missing_heading, open_tutorial
from annotator.edition.memos.memo_matching import pair_by_name, pair_by_time
from annotator.edition.memos.memo_texts import find_memo_texts
from annotator.errors import AnnotatorError, ProblemsError, refuse_problems, refusing
from annotator.media.files import read_file, replacing
from annotator.messages import Message, join, join_words
from annotator.model import Clip, Problem, Progress, no_progress
from annotator.script import CONSENT, Consent, MemoSlot, Use
from annotator.script.file_names import suffix
from annotator.script.folder import outer_link_error


@dataclass(frozen=True)
class MemoAssignment:
    """A recording and the slot that it is for, with its new file name and its duration in seconds as a memo.

    For instance ``MemoAssignment(Path("PTT-20261124-WA0003.opus"), slot, "03-unirse.es.opus", 4.2)``.
    """

    source: Path
    slot: MemoSlot
    name: str
    seconds: float


@dataclass(frozen=True)
class VoiceConsent:
    """A speaker's consent to the use of recordings: ``VoiceConsent("mother", ("chat",), datetime.date(2027, 6, 30))``."""

    who: str
    uses: tuple[Use, ...]
    until: datetime.date


@dataclass(frozen=True)
class MemoPlan:
    """The memos to copy, to be confirmed before they are.

    Attributes:
        folder: the tutorial's folder.
        lang: the language of the recordings.
        pairs: the recordings with their slots.
        order: the way in which the recordings were sorted; empty if fewer than two had to be.
        missing: the slots that will still have no memo.
        heading: the line that the script needs to declare the language, or None.
    """

    folder: Path
    lang: str
    pairs: tuple[MemoAssignment, ...]
    order: str
    missing: tuple[MemoSlot, ...]
    heading: str | None

    def lines(self) -> list[str]:
        """The plan for the terminal: one line for each recording, then what remains to be done."""
        width = max(len(pair.source.name) for pair in self.pairs)
        lines: list[str] = [
            join(
                f"{pair.source.name:<{width}}  {pair.seconds:5.1f} s  →  {pair.name}  (",
                pair.slot.title,
                ")",
                between="",
            )
            for pair in self.pairs
        ]
        if self.order:
            lines.append(Message("Paired {order}.", order=self.order))
        if self.missing:
            places = join_words([slot.title for slot in self.missing])
            lines.append(Message("Still without a memo in {lang}: {places}.", lang=self.lang, places=places))
        if self.heading:
            todo = "Add this line to the top of tutorial.md, or the memos won't be used: {line}"
            lines.append(Message(todo, line=self.heading))
        return lines


def plan_memos(
    folder: Path, lang: str, files: Sequence[Path], progress: Progress = no_progress, cache: Cache | None = None
) -> MemoPlan:
    """Assign recordings to the slots that have no memo in ``lang``. Writes nothing but the cache.

    A file named after its slot (``03-unirse.m4a``, ``title.m4a``, ``end.m4a``) goes there; `pair_by_time` pairs the rest.

    Raises ProblemsError for a script or recordings that can't be used, AnnotatorError for a wrong language, a slot that is
    taken, or if it is unclear where a recording goes.
    """
    cache = cache or Cache(default_root())
    lang = script_layer.require_tag(lang)
    tutorial, school = open_tutorial(folder)
    slots = script_layer.find_memo_slots(tutorial, script_layer.list_files(folder), lang)
    seconds = _measure(files, cache, school.memo_clean, progress)
    named, rest = pair_by_name(files, slots, lang)
    _refuse_taken(named, lang)
    named_keys = {slot.key for _, slot in named}
    by_time, order = pair_by_time(rest, [s for s in slots if s.memo is None and s.key not in named_keys], lang)
    pairs = sorted([*named, *by_time], key=lambda pair: slots.index(pair[1]))
    filled_keys = {slot.key for _, slot in pairs}
    assignments = [
        MemoAssignment(file, slot, slot.file_name(lang, suffix(file.name)), seconds[file]) for file, slot in pairs
    ]
    missing = tuple(slot for slot in slots if slot.memo is None and slot.key not in filled_keys)
    heading = missing_heading(tutorial, school, lang)
    return MemoPlan(folder, lang, tuple(assignments), order, missing, heading)


def copy_memos(plan: MemoPlan, consent: VoiceConsent | None) -> list[Path]:
    """Copy the recordings, and record the speaker's consent if there is one; return the new paths.

    The record includes what they say, so that ``check`` notices a sentence or picture that changes later.

    No existing file is overwritten, except that consents are added to ``consent.toml``. Raises ProblemsError for a
    damaged ``consent.toml``, and OutputError if a file can't be written; in both cases, nothing is changed.
    """
    consents = list(_make_consents(plan, consent, Cache(default_root()))) if consent else []
    text = _read_consents(plan.folder) if consents else ""
    made: list[Path] = []
    remedy = "Make room on the disk, or ask for the right to write there. Nothing was changed."
    with refusing("The recordings could not be copied into {folder}: {strerror}.", remedy, folder=plan.folder):
        try:
            for pair in plan.pairs:
                target = plan.folder / pair.name
                with replacing(target, exclusive=True) as temporary:
                    shutil.copyfile(pair.source, temporary)
                made.append(target)
            if consents:
                with replacing(plan.folder / CONSENT) as temporary:
                    temporary.write_text(script_layer.add_consents(text, consents), encoding="utf-8", newline="\n")
        except OSError:
            for path in made:
                path.unlink(missing_ok=True)
            raise
    return made


def _make_consents(plan: MemoPlan, consent: VoiceConsent, cache: Cache) -> Iterator[Consent]:
    texts = find_memo_texts(plan.folder, plan.lang, [pair.slot for pair in plan.pairs], cache)
    for pair in plan.pairs:
        says, picture = texts[pair.slot.key]
        yield Consent(pair.name, consent.who, consent.uses, consent.until, says=says, picture=picture)


def _measure(files: Sequence[Path], cache: Cache, clean: bool, progress: Progress) -> dict[Path, float]:
    """The duration of each recording in seconds, as a memo. Raises ProblemsError with the problems of all of them."""
    from annotator.voice import memo  # only for measuring recordings

    problems: list[Problem] = []
    clips: dict[Path, Clip] = {}
    for measured, file in enumerate(files):
        progress("memos", measured, len(files))
        if suffix(file.name) not in memo.SUFFIXES:
            remedy = Message("Use a file that ends in one of {endings}.", endings=", ".join(memo.SUFFIXES))
            message = "This is not a sound file of a kind that phones record."
            problems.append(Problem(file.name, 0, message, remedy))
            continue
        try:
            clips[file] = memo.memo_clip(file, cache, clean=clean)
        except ProblemsError as error:
            problems += error.problems
    progress("memos", len(files), len(files))
    refuse_problems(problems)
    return {file: clip.seconds for file, clip in clips.items()}


def _refuse_taken(pairs: Sequence[tuple[Path, MemoSlot]], lang: str) -> None:
    used: dict[str, Path] = {}
    for file, slot in pairs:
        if slot.memo is not None:
            message = "There is already a memo for {title} in “{lang}”: {memo}. It stays as it is."
            remedy = "Move it to another folder if {file} is to take its place."
            raise AnnotatorError(message, remedy, title=slot.title, lang=lang, memo=slot.memo, file=file.name)
        if slot.key in used:
            message = "{other} and {file} are both for {title}."
            remedy = "Name only one of them."
            raise AnnotatorError(message, remedy, other=used[slot.key].name, file=file.name, title=slot.title)
        used[slot.key] = file


def _read_consents(folder: Path) -> str:
    if CONSENT in script_layer.list_files(folder).outer_links:
        error = outer_link_error(CONSENT)
        raise ProblemsError([Problem(CONSENT, 0, error.message, error.remedy)])
    try:
        text = read_file(folder / CONSENT).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemsError(
            [Problem(CONSENT, 0, "It cannot be read.", "Save it again with the encoding UTF-8, then try again.")]
        ) from error
    refuse_problems(script_layer.read_consents(text)[1])
    return text
