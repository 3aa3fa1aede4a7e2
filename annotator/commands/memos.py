"""The command ``memos``: copy a speaker's recordings into a tutorial under the names that make them its memos."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script as script_layer
from annotator.cache import Cache, default_root
from annotator.commands import recording_kit
from annotator.commands.pairing import pair_by_name, pair_by_time
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.media.atomic_write import replacing
from annotator.media.source_file import read_file
from annotator.model import Clip, Problem, Progress, no_progress
from annotator.outputs import claim
from annotator.pack.memo_texts import find_memo_texts
from annotator.script import CONSENT, Consent, MemoSlot, Use
from annotator.script.file_names import outer_link_error, suffix
from annotator.script.keywords import join_words
from annotator.script.memo_slots import END, TITLE


@dataclass(frozen=True)
class MemoAssignment:
    """A recording and the slot it is for, with its new file name and its duration in seconds after cleaning."""

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
        pairs: each recording with its place.
        order: how the recordings were sorted; empty if their order didn't matter.
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
        """The plan for the terminal: one line for each recording, then what is left to do."""
        width = max(len(pair.source.name) for pair in self.pairs)
        lines = [
            f"{pair.source.name:<{width}}  {pair.seconds:5.1f} s  →  {pair.name}  ({pair.place.title})"
            for pair in self.pairs
        ]
        if self.order:
            lines.append(f"Paired {self.order}.")
        if self.missing:
            places = join_words([place.title for place in self.missing])
            lines.append(f"Still without a memo in {self.lang}: {places}.")
        if self.heading:
            lines.append(f"Add this line to the top of tutorial.md, or the memos won't be used: {self.heading}")
        return lines


def plan_memos(
    folder: Path,
    lang: str,
    files: Sequence[Path],
    title: Path | None = None,
    end: Path | None = None,
    progress: Progress = no_progress,
    cache: Cache | None = None,
) -> MemoPlan:
    """Assign recordings to the places that have no memo in ``lang``. Writes nothing but the cache.

    In this order:
    1. ``title`` and ``end`` go to the opening and the closing.
    2. A file named after its place (``03-unirse.m4a``) goes there.
    3. The rest, sorted by recording time, go to the steps without a memo; if there are exactly as many as all free
       places, to the opening and the closing too.

    Raises ProblemsError for recordings that can't be used, AnnotatorError if there are more of them than places.
    """
    cache = cache or Cache(default_root())
    lang = recording_kit.parse_tag(lang)
    tutorial, school = recording_kit.open_tutorial(folder)
    places = recording_kit.memo_slots_of(folder, tutorial, lang)
    given = [*files, *(path for path in (title, end) if path)]
    if not given:
        raise AnnotatorError(
            "No recording was named.", "Write the files after the command, or after --title and --end."
        )
    seconds = _measure(given, cache, school.memo_clean, progress)
    pairs = _pair_title_and_end(places, title, end)
    by_name, rest = pair_by_name(files, places, lang)
    pairs += by_name
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
        recording_kit.missing_heading(tutorial, school, lang),
    )


def copy_memos(
    plan: MemoPlan, who: str | None, uses: Sequence[Use], until: datetime.date, cache: Cache | None = None
) -> list[Path]:
    """Copy the recordings, and record the consent of ``who`` unless that is None; return the new paths.

    With the consent it is recorded what they say, so that ``check`` notices a sentence or picture that changes later.

    No existing file is overwritten, except that consents are added to ``consent.toml``. Raises ProblemsError for a
    damaged ``consent.toml``, and OutputError if a file can't be written; in both cases, nothing is changed.
    """
    consents = list(_make_consents(plan, who, uses, until, cache or Cache(default_root()))) if who else []
    text = _read_consents(plan.folder) if consents else ""
    made: list[Path] = []
    for pair in plan.pairs:
        claim(plan.folder / pair.name, "memos", default_root())
    try:
        for pair in plan.pairs:
            target = plan.folder / pair.name
            with replacing(target, exclusive=True) as temporary:
                shutil.copyfile(pair.source, temporary)
            made.append(target)
        if consents:
            with replacing(plan.folder / CONSENT) as temporary:
                temporary.write_text(script_layer.add_consents(text, consents), encoding="utf-8", newline="\n")
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
        raise OutputError(
            f"The recordings could not be copied into {plan.folder}: {error.strerror or error}.",
            "Make room on the disk, or ask for the right to write there. Nothing was changed.",
        ) from error
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
    from annotator.voice import memo

    problems: list[Problem] = []
    clips: dict[Path, Clip] = {}
    resolved = [file.resolve() for file in files]
    for number, file in enumerate(files, start=1):
        progress("memos", number - 1, len(files))
        if resolved.index(file.resolve()) < number - 1:
            problems.append(Problem(file.name, 0, "This recording is named twice.", "Name it once."))
        elif suffix(file.name) not in memo.SUFFIXES:
            endings = ", ".join(memo.SUFFIXES)
            message = "This is not a sound file of a kind that phones record."
            problems.append(Problem(file.name, 0, message, f"Use a file that ends in one of {endings}."))
        else:
            try:
                clips[file] = memo.memo_clip(file, cache, clean=clean)
            except ProblemsError as error:
                problems += error.problems
    progress("memos", len(files), len(files))
    if problems:
        raise ProblemsError(problems)
    return {file: clip.seconds for file, clip in clips.items()}


def _pair_title_and_end(
    places: Sequence[MemoSlot], title: Path | None, end: Path | None
) -> list[tuple[Path, MemoSlot]]:
    found = {place.key: place for place in places}
    return [(path, found[key]) for key, path in ((TITLE, title), (END, end)) if path]


def _refuse_taken(pairs: Sequence[tuple[Path, MemoSlot]], lang: str) -> None:
    used: dict[str, Path] = {}
    for file, place in pairs:
        if place.memo is not None:
            raise AnnotatorError(
                f"There is already a memo for {place.title} in “{lang}”: {place.memo}. It stays as it is.",
                f"Move it to another folder if {file.name} is to take its place.",
            )
        if place.key in used:
            raise AnnotatorError(
                f"{used[place.key].name} and {file.name} are both for {place.title}.", "Name only one of them."
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
    _, problems = script_layer.read_consents(text)
    if problems:
        raise ProblemsError(problems)
    return text
