"""Start a tutorial: in a new folder, or in a folder that has its pictures already.

A new folder is named after the title, ``unirse-a-la-clase`` for "Unirse a la clase", or ``unirse-a-la-clase-2`` if that is taken.
"""

import contextlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator import script
from annotator.edit.tutorial_list import PACKS, PUT_AWAY, WEBSITE, list_quietly
from annotator.edition.shipped_template import adapt_shipped
from annotator.errors import AnnotatorError, OutputError, refusing
from annotator.media.files import replacing
from annotator.model import ACTIONS, Action, Said, Step, Target, TextTarget, Tutorial
from annotator.outputs.claims import names_collide
from annotator.script import SCRIPT
from annotator.script.line_values import GAP
from annotator.script.writer import write
from annotator.text.slugs import slugify

Texts = Mapping[str, str]
"""Texts by language."""
DEVICES: Final = ("Android phone", "Android tablet", "iPhone", "iPad", "Chromebook", "laptop")
"""The devices to choose from, as scripts name them."""
_MAX_NUMBER = 999
"""The greatest number that a folder's name gets."""


def create(
    root: Path, titles: Texts, languages: Sequence[str], like: str | None, device: str | None, name: str | None = None
) -> Path:
    """Make a folder in ``root`` with the script of a new tutorial, and return it. If that can't be written, no folder is left.

    The tutorial has no steps, or those of a shipped one, which then wait for pictures.

    Args:
        root: the folder of the tutorials.
        titles: the title in each language; the folder is named after the first that isn't empty, else after that of ``like``.
        languages: the languages of the tutorial; those of ``titles`` are added.
        like: a shipped tutorial to start from, or None.
        device: the device of the screenshots (``Android phone``), or None for that of ``like``, if any.
        name: the folder's name, to which a number is added if it is taken; None for one made of the title.

    Raises AnnotatorError for no or a wrong language or an unknown tutorial, OutputError if the folder can't be written.
    """
    texts = _complete(titles, languages)
    tutorial = _start_empty(texts, device) if like is None else _start_like(like, texts, device)
    title = next(filter(None, texts.values()), "") or tutorial.titles[0].text
    folder = _make_folder(root, name or slugify(title))
    with _writing(root):
        try:
            _write_script(folder, tutorial)
        except OSError:
            with contextlib.suppress(OSError):
                folder.rmdir()
            raise
    return folder


def copy_files(root: Path, title: str, files: Sequence[Path]) -> Path:
    """Make a folder in ``root`` that is named after a title, copy files into it, and return it.

    Raises OutputError if one can't be copied; then no folder is left.
    """
    folder = _make_folder(root, slugify(title))
    with _writing(root):
        try:
            for file in files:
                with replacing(folder / file.name, exclusive=True) as new:
                    shutil.copyfile(file, new)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return folder


def create_in(
    folder: Path, pictures: Sequence[str], titles: Texts, languages: Sequence[str], device: str | None
) -> None:
    """Write a script into a folder that has pictures: each becomes a step, in this order.

    Raises AnnotatorError for no or a wrong language, or if there is a script by now, and OutputError if it can't be written.
    """
    texts = _complete(titles, languages)
    tutorial = replace(_start_empty(texts, device), steps=tuple(map(Step, pictures)))
    with _writing(folder):
        try:
            _write_script(folder, tutorial)
        except FileExistsError as error:
            raise AnnotatorError("A tutorial was started in this folder already.", "Go back to the list.") from error


def _write_script(folder: Path, tutorial: Tutorial) -> None:
    """Write the first script. Raises OSError, FileExistsError if there is one."""
    with replacing(folder / SCRIPT, exclusive=True) as new:
        new.write_text(write(tutorial), encoding="utf-8", newline="\n")


def _complete(titles: Texts, languages: Sequence[str]) -> dict[str, str]:
    """The titles on one line each, in all languages; empty if missing. Raises AnnotatorError for no or a wrong language."""
    complete = {}
    for tag in (*languages, *titles):
        lang = script.require_tag(tag)
        complete[lang] = _join_lines(titles.get(tag, ""))
    if not complete:
        raise AnnotatorError("The tutorial has no language.", "Choose at least one.")
    return complete


def _start_empty(titles: Texts, device: str | None) -> Tutorial:
    """A tutorial with its titles and no step."""
    titles_by_language = tuple(Said(lang, text) for lang, text in titles.items())
    return Tutorial(titles=titles_by_language, steps=(), device=_join_lines(device or "") or None)


def _start_like(name: str, titles: Texts, device: str | None) -> Tutorial:
    """A shipped tutorial whose steps wait for pictures."""
    text, _ = adapt_shipped(name, (), tuple(titles), None)
    adapted = script.read(text, (), SCRIPT, script.shipped_icons()).readable
    assert adapted is not None, "our own script can be read"
    return replace(
        adapted,
        titles=tuple(Said(title.lang, titles[title.lang] or title.text) for title in adapted.titles),
        steps=tuple(map(_drop_gaps, adapted.steps)),
        hides=(),
        device=_join_lines(device or "") or adapted.device,
    )


def _drop_gaps(step: Step) -> Step:
    """The step without its gaps: other lines go, an action loses its target unless it needs one, which ``check`` reports."""
    action = step.action
    if action is not None and _is_gap(action.target) and ACTIONS[action.kind].takes != "target":
        action = Action(action.kind, None, action.direction, action.words)
    return replace(
        step,
        action=action,
        marks=tuple(mark for mark in step.marks if not _is_gap(mark.target)),
        hides=tuple(hide for hide in step.hides if not _is_gap(hide.target)),
        keeps=tuple(keep for keep in step.keeps if not _is_gap(keep.target)),
    )


def _is_gap(target: Target | None) -> bool:
    """Whether a target is a placeholder that a person fills in (``- tap: ___``)."""
    return isinstance(target, TextTarget) and GAP in target.wordings


def _make_folder(root: Path, slug: str) -> Path:
    """Make a folder whose name is free in ``root`` on every system: the slug, perhaps with a number. Raises OutputError."""
    with _writing(root):
        root.mkdir(parents=True, exist_ok=True)
        # A tutorial that was put away can be taken back, and undo histories are named after the folder's path.
        existing = (*root.iterdir(), *list_quietly(root / PUT_AWAY))
        taken = [PACKS, WEBSITE, PUT_AWAY, *(path.name for path in existing)]
        for number in range(1, _MAX_NUMBER + 1):
            name = slug if number == 1 else f"{slug}-{number}"
            if not any(names_collide(name, other) for other in taken):
                with contextlib.suppress(FileExistsError):  # made by another program just now
                    (root / name).mkdir()
                    return root / name
    raise OutputError("There are too many folders named {slug}.", "Give the tutorial another title.", slug=slug)


def _writing(root: Path) -> contextlib.AbstractContextManager[None]:
    """Raise OutputError in place of an OSError within the block, in which a folder is written."""
    remedy = "Make room on the disk, or open a folder that you may write to."
    return refusing("Nothing could be written in {root}: {strerror}.", remedy, root=root)


def _join_lines(text: str) -> str:
    """A text on one line, as a script takes it."""
    return " ".join(text.split())
