"""Changes of the pictures of steps, with the files that must be renamed or copied so that they stay with their picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from annotator.edit import arrangement
from annotator.edit.change import Change, Rename
from annotator.edit.changes import ChangeError, set_step, step_at
from annotator.model import Step, Tutorial
from annotator.script import MEMOS, PICTURES, RECORDINGS, SOUNDS, suffix
from annotator.script.file_names import stem


def insert_step(tutorial: Tutorial, files: Collection[str], at: int, picture: str | None) -> Change:
    """Insert a step with a picture, or one that waits for it."""
    if picture is not None:
        _require_picture(picture, files)
    name = picture or arrangement.gap_name({*files, *(step.picture for step in tutorial.steps)})
    return Change("insert-step", lambda now: arrangement.insert_steps(now, at, [name]))


def add_pictures(tutorial: Tutorial, files: Collection[str], pictures: Sequence[str], at: int | None = None) -> Change:
    """Give pictures to waiting steps, and make steps of the rest. What lay beside a placeholder is renamed with it."""
    for picture in pictures:
        _require_picture(picture, files)
    filled, _ = arrangement.fill_waiting(tutorial, pictures, files)
    renames = [
        rename
        for placeholder, picture in filled.items()
        for rename in _follow(_first_with(tutorial, placeholder), picture, tutorial, files)
    ]
    known = frozenset(files)
    return Change("add-pictures", lambda now: arrangement.add_pictures(now, pictures, known, at), tuple(renames))


def replace_picture(tutorial: Tutorial, files: Collection[str], step: int, picture: str) -> Change:
    """Show another picture in a step.

    The memos and the pictures for one language go along under new names; they are copied if another step still shows the old
    picture. They stay if another step shows the new picture already, or if it has such a file of its own.
    """
    _require_picture(picture, files)
    old = step_at(tutorial, step)
    moved = () if picture == old.picture else tuple(_follow(old, picture, tutorial, files))
    shared = sum(other.picture == old.picture for other in tutorial.steps) > 1
    return Change(
        "replace-picture",
        lambda now: set_step(now, step, picture=picture),
        renames=() if shared else moved,
        copies=moved if shared else (),
    )


def set_language_picture(
    tutorial: Tutorial, files: Collection[str], step: int, lang: str, picture: str | None
) -> Change:
    """Show another picture in one language: it gets the name ``STEM.LANG.SUFFIX`` of the step's picture.

    A picture that a step shows, too, is copied. The one that was there before, or the only one if ``picture`` is None, gets a
    free name ``STEM-LANG.SUFFIX``.
    """
    shown = step_at(tutorial, step)
    if lang not in tutorial.languages:
        raise ChangeError('The tutorial has no language "{lang}".', "Add the language first.", lang=lang)
    before = next((each.file for each in shown.pictures if each.lang == lang), None)
    taken = set(files)
    renames: list[Rename] = []
    copies: list[Rename] = []
    if before is not None and before != picture:
        free = _free_name(f"{stem(shown.picture).replace('.', '-')}-{lang}", suffix(before), taken)
        renames.append(Rename(before, free))
        taken = taken - {before} | {free}
    if picture is not None and picture != before:
        _require_picture(picture, files)
        if suffix(shown.picture) in PICTURES and suffix(picture) not in PICTURES:
            raise ChangeError("A recording can't take the place of a picture in one language.", "Choose a picture.")
        rename = Rename(picture, f"{stem(shown.picture)}.{lang}{suffix(picture)}")
        if rename.new in taken:
            raise ChangeError(
                'There is a file "{new}" already.', "Rename it, or move it to another folder.", new=rename.new
            )
        in_use = any(picture in (other.picture, *(each.file for each in other.pictures)) for other in tutorial.steps)
        (copies if in_use else renames).append(rename)
    return Change("set-language-picture", lambda now: now, tuple(renames), tuple(copies))


def _first_with(tutorial: Tutorial, picture: str) -> Step:
    return next(step for step in tutorial.steps if step.picture == picture)


def _follow(old: Step, picture: str, tutorial: Tutorial, files: Collection[str]) -> Iterable[Rename]:
    """New names for what belongs to the picture of a step, so that it belongs to ``picture``."""
    if any(step.picture == picture for step in tutorial.steps):
        return
    # Beside a recording an .mp4 is another recording, beside a picture a memo.
    memo_suffixes = SOUNDS if suffix(picture) in RECORDINGS else MEMOS
    kept_memos = [memo for memo in old.memos if suffix(memo.file) in memo_suffixes]
    kept_pictures = [each for each in old.pictures if suffix(each.file) not in memo_suffixes]
    for file in (*kept_memos, *kept_pictures):
        new = f"{stem(picture)}.{file.lang}{suffix(file.file)}"
        if new not in files:
            yield Rename(file.file, new)


def _free_name(base: str, end: str, taken: Collection[str]) -> str:
    name, number = f"{base}{end}", 2
    while name in taken:
        name, number = f"{base}-{number}{end}", number + 1
    return name


def _require_picture(name: str, files: Collection[str]) -> None:
    if name not in files:
        raise ChangeError(
            '"{name}" is not in the folder any more.', "Look at the newest state of the tutorial.", name=name
        )
    if suffix(name) not in PICTURES | RECORDINGS:
        raise ChangeError('"{name}" is neither a picture nor a recording.', "Choose another file.", name=name)
