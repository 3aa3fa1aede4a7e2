"""Change the pictures of steps without losing the files that are named after them.

A picture's files are known by their names: beside ``03-unirse.png``, ``03-unirse.es.m4a`` is a *memo*, the Spanish recording of
its step, and ``03-unirse.en.png`` is shown in English. If the step shows ``04.png`` from now on, the memo is renamed::

    Change("replace-picture", tutorial, (FileMove("03-unirse.es.m4a", "04.es.m4a"),))

Nothing is written here: the session makes the change, and undoes it.
"""

from collections.abc import Collection, Iterator, Sequence
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
    """Give pictures to the steps that wait for one, in natural order (2 before 10); insert the rest as steps.

    Waiting steps with the same placeholder get the same picture; the memos and variants of the first are renamed with it. The
    rest is inserted at the index ``at``, or at the end, but not between a step and its asides. Raises ChangeError.
    """
    for picture in pictures:
        _require_picture(picture, files)
    ordered = sorted(dict.fromkeys(pictures), key=natural_key)
    waiting_steps: dict[str, Step] = {}
    for step in tutorial.steps:
        if is_waiting(step.picture, files):
            waiting_steps.setdefault(step.picture, step)
    new_pictures = dict(zip(waiting_steps, ordered, strict=False))
    moves: list[FileMove] = []
    for placeholder, picture in new_pictures.items():
        moves += _follow_picture(waiting_steps[placeholder], picture, tutorial, files)

    steps = [replace(step, picture=new_pictures.get(step.picture, step.picture)) for step in tutorial.steps]
    index = len(steps) if at is None else at
    if not 0 <= index <= len(steps):
        raise ChangeError("There is no place {at}.", "Look at the newest state of the tutorial.", at=index + 1)
    while 0 < index < len(steps) and steps[index].is_aside:
        index += 1
    steps[index:index] = [Step(picture) for picture in ordered[len(new_pictures) :]]
    return Change("add-pictures", replace(tutorial, steps=tuple(steps)), tuple(moves))


def replace_picture(tutorial: Tutorial, files: Collection[str], step: int, picture: str) -> Change:
    """Show another picture in a step.

    Memos, and pictures for languages and phones, are renamed with it if they can belong to the new picture, or copied if another
    step has them, too. They stay if a step shows the new picture already, or a file has the new name. Raises ChangeError.
    """
    _require_picture(picture, files)
    old = _step_at(tutorial, step)
    other_steps = (*tutorial.steps[:step], *tutorial.steps[step + 1 :])
    shared: set[str] = set()
    for other in other_steps:
        shared.update(other.all_pictures, (memo.file for memo in other.all_memos))
    moves = [replace(move, copy=move.old in shared) for move in _follow_picture(old, picture, tutorial, files)]
    steps = (*tutorial.steps[:step], replace(old, picture=picture), *tutorial.steps[step + 1 :])
    return Change("replace-picture", replace(tutorial, steps=steps), tuple(moves))


def set_language_picture(
    tutorial: Tutorial, files: Collection[str], step: int, lang: str, picture: str | None
) -> Change:
    """Show another picture in one language: it gets the name ``STEM.LANG.SUFFIX``, with the stem of the step's picture.

    It is copied if a step shows it. The picture for that language until now gets a free name ``STEM-LANG.SUFFIX``; if ``picture``
    is None, the language has none of its own any more. Raises ChangeError.
    """
    shown = _step_at(tutorial, step)
    if lang not in tutorial.languages:
        raise ChangeError('The tutorial has no language "{lang}".', "Add the language first.", lang=lang)
    before = {variant.lang: variant.file for variant in shown.pictures}.get(lang)
    return Change("set-language-picture", tutorial, _move_beside(tutorial, files, shown, lang, before, picture))


def set_phone_picture(tutorial: Tutorial, files: Collection[str], step: int, phone: str, picture: str | None) -> Change:
    """Show another picture on the phone called ``phone``, which is declared if it isn't yet. Raises ChangeError.

    The files are renamed as in `set_language_picture`. If ``picture`` is None, the lines for that phone are removed, too, in the
    steps with this picture.
    """
    shown, phone = _step_at(tutorial, step), phone.strip()
    declared = _declare_phone(tutorial, phone)
    word = next(known.word for known in declared if known.name == phone)
    if word == declared[0].word:
        remedy = "Write the name of the other phone."
        raise ChangeError("“{name}” is the phone of the other pictures.", remedy, name=phone)
    before = {other.phone: other.picture for other in shown.phone_files}.get(word)
    moves = _move_beside(tutorial, files, shown, word, before, picture)
    if picture is not None:
        return Change("set-phone-picture", replace(tutorial, phones=declared), moves)
    steps = list(tutorial.steps)
    for index, step_of_picture in enumerate(steps):
        if step_of_picture.picture == shown.picture:
            variants = tuple(variant for variant in step_of_picture.variants if variant.phone != word)
            steps[index] = replace(step_of_picture, variants=variants)
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
    """The moves that make ``picture`` the one for a language or phone, ``tag``, in place of ``before``. Raises ChangeError."""
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


def _follow_picture(old: Step, picture: str, tutorial: Tutorial, files: Collection[str]) -> Iterator[FileMove]:
    """The renamings by which the files of a step's picture belong to ``picture``; none if a step shows that already."""
    if any(step.picture == picture for step in tutorial.steps):
        return
    # Beside a recording an .mp4 is another recording, beside a picture a memo.
    memo_suffixes = SOUNDS if suffix(picture) in RECORDINGS else MEMOS
    kept_memos = [memo for memo in old.memos if suffix(memo.file) in memo_suffixes]
    kept_pictures = [variant for variant in old.pictures if suffix(variant.file) not in memo_suffixes]
    for file in (*kept_memos, *kept_pictures):
        new = f"{stem(picture)}.{file.lang}{suffix(file.file)}"
        if new not in files:
            yield FileMove(file.file, new)
    for phone in old.phone_files:
        for name in (phone.picture, *(file.file for file in (*phone.pictures, *phone.memos))):
            new = f"{stem(picture)}{stem(name).removeprefix(stem(old.picture))}{suffix(name)}"
            if new not in files:
                yield FileMove(name, new)


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
