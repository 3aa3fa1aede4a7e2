"""Report files that seem meant for a tutorial but are left out, and say what to do about it.

``03-unirse.m4a`` is one: its name says no language, so it is heard in none.
"""

from collections.abc import Collection, Mapping

from annotator.messages import Message
from annotator.model import Tutorial
from annotator.script.file_names import END, PICTURES, RECORDINGS, SOUNDS, TITLE, parse_tagged_name, stem, suffix
from annotator.script.files.file_index import FileIndex
from annotator.script.files.memo_slots import memo_stems
from annotator.script.keywords import GREETINGS
from annotator.script.line_kinds import PHONE_WORD
from annotator.script.problems import ProblemLog


def report_strays(tutorial: Tutorial, names: FileIndex, used: Collection[str], log: ProblemLog) -> None:
    """Report the files that seem meant as a memo or a picture, and are none, if their names tell why.

    Args:
        tutorial: the tutorial with the files that were attached.
        names: the names of the files in its folder.
        used: the names of the files that were attached.
        log: the receiver of the problems and warnings.
    """
    lines: dict[str, int] = {}
    for memo_stem, step in zip(memo_stems(tutorial.steps), tutorial.steps, strict=True):
        lines.setdefault(memo_stem, step.line)
    pictures = {step.picture for step in tutorial.steps}
    for name in names:
        if name not in used and name not in pictures and _was_meant_for_tutorial(name, lines):
            _report_stray(name, lines, tutorial, log)


def _report_stray(name: str, lines: Mapping[str, int], tutorial: Tutorial, log: ProblemLog) -> None:
    """Say why a file is left out, and how to name it.

    ``lines`` has the number of the first line with each stem of memos: ``{"03-unirse": 12}``.
    """
    file_stem, file_suffix = stem(name), suffix(name)
    tagged = parse_tagged_name(name)
    base = tagged.stem if tagged else file_stem
    phone = _find_phone_word(name, lines)
    if phone and phone in [declared.word for declared in tutorial.phones[1:]]:
        message = '"{name}" is left out: there is no picture "{picture}".'
        remedy = "Put that phone's screenshot beside it under this name, or move the file to another folder."
        log.add_warning(lines[base.rpartition(".")[0]], message, remedy, name=name, picture=f"{base}.png")
    elif phone:
        message = '"{name}" is left out: "{phone}" is not the word of another phone.'
        remedy = (
            'Write above the first picture two lines "- phone: WORD = NAME": the first for the phone of the pictures '
            'without a word, the second "- phone: {phone} = …".'
        )
        log.add_warning(lines[base.rpartition(".")[0]], message, remedy, name=name, phone=phone)
    elif suffix(file_stem) in SOUNDS | RECORDINGS:
        inner = parse_tagged_name(file_stem)
        line = lines.get(inner.stem if inner else stem(file_stem), 0)
        message = '"{name}" has two endings, {file_stem} and {file_suffix}: Windows hides the last one.'
        remedy = Message('Rename it to "{name}".', name=file_stem)
        log.add_problem(line, message, remedy, name=name, file_stem=suffix(file_stem), file_suffix=file_suffix)
    elif tagged and base in _meaningful_stems(lines) and tagged.lang not in tutorial.languages:
        message = '"{name}" is left out: no title declares the language "{lang}".'
        remedy = 'Write a line "# {lang}: …" at the top, or move the file to another folder.'
        log.add_warning(lines.get(base, 0), message, remedy, name=name, lang=tagged.lang)
    elif file_stem in {*lines, TITLE, END}:
        message = '"{name}" is left out: its name says no language.'
        remedy = 'Rename it to "{file_stem}.{usual_lang}{file_suffix}".'
        usual = {"usual_lang": next(iter(tutorial.languages), "es"), "file_suffix": file_suffix}
        log.add_warning(lines.get(file_stem, 0), message, remedy, name=name, file_stem=file_stem, **usual)
    elif file_suffix in SOUNDS:
        example = stem(tutorial.steps[0].picture) if tutorial.steps else "01"
        message = '"{name}" is left out: it is not named after a picture.'
        remedy = (
            'Name it after its picture and language, for instance "{picture_stem}.es{file_suffix}", or '
            "move it to another folder."
        )
        log.add_warning(0, message, remedy, name=name, picture_stem=example, file_suffix=file_suffix)


def _find_phone_word(name: str, lines: Mapping[str, int]) -> str:
    """The word between the stem of a step and the rest of a name, such as that in ``03-unirse.iphone.es.m4a``; or empty."""
    tagged = parse_tagged_name(name)
    base, _, last = (tagged.stem if tagged else stem(name)).rpartition(".")
    word = last.casefold()
    return word if suffix(name) in PICTURES | SOUNDS and base in lines and PHONE_WORD.fullmatch(word) else ""


def _was_meant_for_tutorial(name: str, lines: Mapping[str, int]) -> bool:
    """Whether a file is a sound or another phone's picture, or has a tagged name and a meaningful stem ("title.es.mp4")."""
    if suffix(name) in SOUNDS or _find_phone_word(name, lines):
        return True
    tagged = parse_tagged_name(name)
    return suffix(name) in PICTURES | RECORDINGS and tagged is not None and tagged.stem in _meaningful_stems(lines)


def _meaningful_stems(lines: Mapping[str, int]) -> set[str]:
    """The stems by which a file is attached: those of steps, and the words for opening, closing and greeting."""
    return {*lines, TITLE, END, *GREETINGS}
