"""Change the pictures of steps without losing the files that are named after them.

A picture's files are known by their names: beside ``03-unirse.png``, ``03-unirse.es.m4a`` is a *memo*, the Spanish recording of
its step, and ``03-unirse.en.png`` is shown in English. If the step shows ``04.png`` from now on, the memo is renamed::

    Change("replace-picture", tutorial, (FileMove("03-unirse.es.m4a", "04.es.m4a"),))

Nothing is written here: the session makes the change, and undoes it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from annotator.edit.errors import ChangeError
from annotator.edit.tutorial.file_moves import FileMove
from annotator.edit.tutorial.session_state import Change
from annotator.model import Phone, Step, Tutorial
from annotator.script import MEMOS, PICTURES, RECORDINGS, SOUNDS, natural_key, suffix
from annotator.script.file_names import stem
from annotator.script.line_kinds import LINE_KINDS, Line
from annotator.script.line_values import GAP
from annotator.script.problems import BadValueError
from annotator.text.folding import fold


def is_waiting(picture: str, files: Collection[str]) -> bool:
    """Whether a step waits for its picture: it has a placeholder's name, or the file isn't there."""
    return picture.startswith(GAP) or picture not in files


def add_pictures(tutorial: Tutorial, files: Collection[str], pictures: Sequence[str], at: int | None = None) -> Change:
    """Give pictures, as people count them, to the steps that wait for one; the rest become steps at ``at`` or the end.

    Waiting steps with the same placeholder get the same picture, and its memos and variants are renamed with it. No step comes
    between another and its asides. Raises ChangeError.
    """
    for picture in pictures:
        _require_picture(picture, files)
    ordered = sorted(dict.fromkeys(pictures), key=natural_key)
    placeholders = list(dict.fromkeys(step.picture for step in tutorial.steps if is_waiting(step.picture, files)))
    filled = dict(zip(placeholders, ordered, strict=False))
    moves: list[FileMove] = []
    for placeholder, picture in filled.items():
        first_step = next(step for step in tutorial.steps if step.picture == placeholder)
        moves += [FileMove(old, new) for old, new in _find_new_names(first_step, picture, tutorial, files)]

    steps = [replace(step, picture=filled.get(step.picture, step.picture)) for step in tutorial.steps]
    place = len(steps) if at is None else at
    if not 0 <= place <= len(steps):
        raise ChangeError("There is no place {at}.", "Look at the newest state of the tutorial.", at=place + 1)
    while 0 < place < len(steps) and steps[place].is_aside:
        place += 1
    new_steps = [Step(picture) for picture in ordered[len(filled) :]]
    steps = [*steps[:place], *new_steps, *steps[place:]]
    return Change("add-pictures", replace(tutorial, steps=tuple(steps)), tuple(moves))


def replace_picture(tutorial: Tutorial, files: Collection[str], step: int, picture: str) -> Change:
    """Show another picture in a step.

    The memos and the pictures for one language go along under new names; they are copied if another step still has
    them. They stay if another step shows the new picture already, or if it has such a file of its own.
    """
    _require_picture(picture, files)
    old = _step_at(tutorial, step)
    others = [other for at, other in enumerate(tutorial.steps) if at != step]
    shared = {name for other in others for name in (*other.all_pictures, *(memo.file for memo in other.all_memos))}
    new_names = () if picture == old.picture else _find_new_names(old, picture, tutorial, files)
    moves = tuple(FileMove(name, new_name, copy=name in shared) for name, new_name in new_names)
    steps = (*tutorial.steps[:step], replace(old, picture=picture), *tutorial.steps[step + 1 :])
    return Change("replace-picture", replace(tutorial, steps=steps), moves)


def set_language_picture(
    tutorial: Tutorial, files: Collection[str], step: int, lang: str, picture: str | None
) -> Change:
    """Show another picture in one language: it gets the name ``STEM.LANG.SUFFIX`` of the step's picture.

    A picture that a step shows, too, is copied. The one that was there before, or the only one if ``picture`` is None, gets a
    free name ``STEM-LANG.SUFFIX``.
    """
    shown = _step_at(tutorial, step)
    if lang not in tutorial.languages:
        raise ChangeError('The tutorial has no language "{lang}".', "Add the language first.", lang=lang)
    before = {variant.lang: variant.file for variant in shown.pictures}.get(lang)
    return Change("set-language-picture", tutorial, _move_beside(tutorial, files, shown, lang, before, picture))


def set_phone_picture(tutorial: Tutorial, files: Collection[str], step: int, phone: str, picture: str | None) -> Change:
    """Show another picture on the phone called ``phone``, which the tutorial may not know yet; None takes it away, and its lines.

    The files are renamed as `set_language_picture` does. Raises ChangeError.
    """
    shown = _step_at(tutorial, step)
    declared = _declare_phone(tutorial, phone)
    word = {known.name: known.word for known in declared}[phone]
    if word == declared[0].word:
        remedy = "Write the name of the other phone."
        raise ChangeError("“{name}” is the phone of the other pictures.", remedy, name=phone)
    before = {other.phone: other.picture for other in shown.phone_files}.get(word)
    moves = _move_beside(tutorial, files, shown, word, before, picture)
    if picture is not None:
        return Change("set-phone-picture", replace(tutorial, phones=declared), moves)
    steps = list(tutorial.steps)
    for index, other in enumerate(steps):
        if other.picture == shown.picture:
            kept = tuple(variant for variant in other.variants if variant.phone != word)
            steps[index] = replace(other, variants=kept)
    return Change("set-phone-picture", replace(tutorial, steps=tuple(steps)), moves)


def _declare_phone(tutorial: Tutorial, name: str) -> tuple[Phone, ...]:
    """The tutorial's phones, with one called ``name``. Raises ChangeError."""
    if any(phone.name == name for phone in tutorial.phones):
        return tutorial.phones
    is_iphone = "iphone" in fold(tutorial.device or "")
    known = tutorial.phones or (Phone("iphone", "iPhone") if is_iphone else Phone("android", "Android"),)
    if fold(name) == fold(known[0].name):
        return (replace(known[0], name=name), *known[1:])
    word = "".join(char for char in fold(name) if char.isascii() and char.isalnum())
    try:
        return (*known, *LINE_KINDS["phone"].parse(Line("phone", f"{word} = {name}", 0, lambda target: target)))
    except BadValueError as bad:
        raise ChangeError(bad.message, "Write a name of at least four letters, such as iPhone.") from bad


def _move_beside(
    tutorial: Tutorial, files: Collection[str], shown: Step, tag: str, before: str | None, picture: str | None
) -> tuple[FileMove, ...]:
    """The renamings that make ``picture`` the one for a language or phone, ``tag``, in place of ``before``."""
    taken = set(files)
    moves: list[FileMove] = []
    if before is not None and before != picture:
        free = _free_name(f"{stem(shown.picture).replace('.', '-')}-{tag}", suffix(before), taken)
        moves.append(FileMove(before, free))
        taken = taken - {before} | {free}
    if picture is not None and picture != before:
        _require_picture(picture, files)
        if suffix(shown.picture) in PICTURES and suffix(picture) not in PICTURES:
            raise ChangeError("A recording can't take the place of a picture in one language.", "Choose a picture.")
        new = f"{stem(shown.picture)}.{tag}{suffix(picture)}"
        if new in taken:
            raise ChangeError('There is a file "{new}" already.', "Rename it, or move it to another folder.", new=new)
        shown_pictures = {name for other in tutorial.steps for name in other.all_pictures}
        moves.append(FileMove(picture, new, copy=picture in shown_pictures))
    return tuple(moves)


def _step_at(tutorial: Tutorial, index: int) -> Step:
    """The step with an index. Raises ChangeError if there is none."""
    if not 0 <= index < len(tutorial.steps):
        raise ChangeError("There is no step {index}.", "Look at the newest state of the tutorial.", index=index + 1)
    return tutorial.steps[index]


def _find_new_names(old: Step, picture: str, tutorial: Tutorial, files: Collection[str]) -> Iterable[tuple[str, str]]:
    """The files that belong to the picture of a step, each with the name by which it belongs to ``picture``."""
    if any(step.picture == picture for step in tutorial.steps):
        return
    # Beside a recording an .mp4 is another recording, beside a picture a memo.
    memo_suffixes = SOUNDS if suffix(picture) in RECORDINGS else MEMOS
    kept_memos = [memo for memo in old.memos if suffix(memo.file) in memo_suffixes]
    kept_pictures = [variant for variant in old.pictures if suffix(variant.file) not in memo_suffixes]
    for file in (*kept_memos, *kept_pictures):
        new = f"{stem(picture)}.{file.lang}{suffix(file.file)}"
        if new not in files:
            yield file.file, new
    for other in old.phone_files:
        for name in (other.picture, *(file.file for file in (*other.pictures, *other.memos))):
            new = f"{stem(picture)}{stem(name).removeprefix(stem(old.picture))}{suffix(name)}"
            if new not in files:
                yield name, new


def _free_name(base: str, end: str, taken: Collection[str]) -> str:
    """The first of ``01-en.png``, ``01-en-2.png`` and so on that isn't taken."""
    name, number = f"{base}{end}", 2
    while name in taken:
        name, number = f"{base}-{number}{end}", number + 1
    return name


def _require_picture(name: str, files: Collection[str]) -> None:
    """Raise ChangeError unless a file of the folder is a picture or a screen recording."""
    if name not in files:
        remedy = "Look at the newest state of the tutorial."
        raise ChangeError('"{name}" is not in the folder any more.', remedy, name=name)
    if suffix(name) not in PICTURES | RECORDINGS:
        raise ChangeError('"{name}" is neither a picture nor a recording.', "Choose another file.", name=name)
