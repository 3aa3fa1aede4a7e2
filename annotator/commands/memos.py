"""The command ``memos``: copy a speaker's recordings into a tutorial as its memos, so that nobody renames them by hand."""

import datetime
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script as script_layer
from annotator.cache import Cache, default_root
from annotator.edition.memo_language import missing_heading, open_tutorial
from annotator.edition.memo_matching import pair_by_name, pair_by_time
from annotator.edition.narration import find_memo_texts
from annotator.errors import AnnotatorError, ProblemsError, refuse_problems, refusing
from annotator.media.files import read_file, replacing
from annotator.messages import Message, join, join_words
from annotator.model import Clip, Problem, Progress, no_progress
from annotator.script import CONSENT, Consent, MemoSlot, Use
from annotator.script.file_names import suffix
from annotator.script.folder import outer_link_error


@dataclass(frozen=True)
class MemoAssignment:
    """A recording and the slot it is for, with its new file name and its duration in seconds after cleaning.

    For instance ``MemoAssignment(Path("PTT-20261124-WA0003.opus"), slot, "03-unirse.es.opus", 4.2)``.
    """

    source: Path
    place: MemoSlot
    name: str
    seconds: float


@dataclass(frozen=True)
class MemoPlan:
    """The memos to copy, to be confirmed before they are.

    Attributes:
        folder: the tutorial's folder.
        lang: the language of the recordings.
        pairs: the recordings with their places.
        order: the way in which the recordings were sorted; empty if fewer than two had to be.
        missing: the places that will still have no memo.
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
                pair.place.title,
                ")",
                between="",
            )
            for pair in self.pairs
        ]
        if self.order:
            lines.append(Message("Paired {order}.", order=self.order))
        if self.missing:
            places = join_words([place.title for place in self.missing])
            lines.append(Message("Still without a memo in {lang}: {places}.", lang=self.lang, places=places))
        if self.heading:
            todo = "Add this line to the top of tutorial.md, or the memos won't be used: {line}"
            lines.append(Message(todo, line=self.heading))
        return lines


def plan_memos(
    folder: Path, lang: str, files: Sequence[Path], progress: Progress = no_progress, cache: Cache | None = None
) -> MemoPlan:
    """Assign recordings to the places that have no memo in ``lang``. Writes nothing but the cache.

    A file named after its place (``03-unirse.m4a``, ``title.m4a``, ``end.m4a``) goes there. The rest, in the order of
    `sort_by_time`, go to the steps without a memo; if there are exactly as many as all free places, to the opening and the
    closing too.

    Raises ProblemsError for a script or recordings that can't be used, AnnotatorError for a wrong language, a place that is
    taken, or if it is unclear where a recording goes.
    """
    cache = cache or Cache(default_root())
    lang = script_layer.require_tag(lang)
    tutorial, school = open_tutorial(folder)
    places = script_layer.find_memo_slots(tutorial, script_layer.list_files(folder), lang)
    seconds = _measure(files, cache, school.memo_clean, progress)
    pairs, rest = pair_by_name(files, places, lang)
    _refuse_taken(pairs, lang)
    taken = {place.key for _, place in pairs}
    free = [place for place in places if place.memo is None and place.key not in taken]
    by_time, order = pair_by_time(rest, free, lang)
    pairs += by_time
    pairs.sort(key=lambda pair: places.index(pair[1]))
    filled = {place.key for _, place in pairs}
    return MemoPlan(
        folder,
        lang,
        tuple(
            MemoAssignment(file, place, place.file_name(lang, suffix(file.name)), seconds[file])
            for file, place in pairs
        ),
        order,
        tuple(place for place in places if place.memo is None and place.key not in filled),
        missing_heading(tutorial, school, lang),
    )


def copy_memos(plan: MemoPlan, who: str, uses: Sequence[Use], until: datetime.date) -> list[Path]:
    """Copy the recordings, and record the consent of ``who`` unless that is empty; return the new paths.

    The consent includes what they say, so that ``check`` notices a sentence or picture that changes later.

    No existing file is overwritten, except that consents are added to ``consent.toml``. Raises ProblemsError for a
    damaged ``consent.toml``, and OutputError if a file can't be written; in both cases, nothing is changed.
    """
    consents = list(_make_consents(plan, who, uses, until, Cache(default_root()))) if who else []
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


def _make_consents(
    plan: MemoPlan, who: str, uses: Sequence[Use], until: datetime.date, cache: Cache
) -> Iterator[Consent]:
    texts = find_memo_texts(plan.folder, plan.lang, [pair.place for pair in plan.pairs], cache)
    for pair in plan.pairs:
        says, picture = texts[pair.place.key]
        yield Consent(pair.name, who, tuple(uses), until, says=says, picture=picture)


def _measure(files: Sequence[Path], cache: Cache, clean: bool, progress: Progress) -> dict[Path, float]:
    """The duration of each recording in seconds, cleaned. Raises ProblemsError with the problems of all of them."""
    from annotator.voice import memo  # only for measuring recordings

    problems: list[Problem] = []
    clips: dict[Path, Clip] = {}
    for number, file in enumerate(files, start=1):
        progress("memos", number - 1, len(files))
        if suffix(file.name) not in memo.SUFFIXES:
            endings = ", ".join(memo.SUFFIXES)
            message = "This is not a sound file of a kind that phones record."
            problems.append(
                Problem(file.name, 0, message, Message("Use a file that ends in one of {endings}.", endings=endings))
            )
        else:
            try:
                clips[file] = memo.memo_clip(file, cache, clean=clean)
            except ProblemsError as error:
                problems += error.problems
    progress("memos", len(files), len(files))
    refuse_problems(problems)
    return {file: clip.seconds for file, clip in clips.items()}


def _refuse_taken(pairs: Sequence[tuple[Path, MemoSlot]], lang: str) -> None:
    used: dict[str, Path] = {}
    for file, place in pairs:
        if place.memo is not None:
            raise AnnotatorError(
                "There is already a memo for {title} in “{lang}”: {memo}. It stays as it is.",
                "Move it to another folder if {file} is to take its place.",
                title=place.title,
                lang=lang,
                memo=place.memo,
                file=file.name,
            )
        if place.key in used:
            raise AnnotatorError(
                "{other} and {file} are both for {title}.",
                "Name only one of them.",
                other=used[place.key].name,
                file=file.name,
                title=place.title,
            )
        used[place.key] = file


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
