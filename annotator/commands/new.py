"""The command ``new``: write a first script, since an empty file teaches nobody the format.

The script is a draft with a guess for each screenshot, or has empty steps, or the steps of a tutorial that ships with
annotator (a *model*). What a person has to fill in is a gap, ``___``, or an empty value; a guess has a question mark::

    ![](01.png)
    - tap?: Unirse

    ![](02.png)
    - tap:
    - es:
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import assets, script
from annotator.cache import Cache, default_root
from annotator.edition import drafting
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.languages import USUAL_LANGUAGES
from annotator.messages import Message
from annotator.model import (
    BoxTarget,
    Hide,
    IconTarget,
    Keep,
    Mark,
    PointTarget,
    Progress,
    Said,
    Step,
    Target,
    TextTarget,
    Tutorial,
    no_progress,
)
from annotator.script import SCRIPT
from annotator.script.file_names import outer_link_error
from annotator.script.keywords import join_words
from annotator.script.values import GAP
from annotator.script.writer import draft_step, write

if TYPE_CHECKING:
    from annotator.screen.propose.proposals import Proposal


def propose(folder: Path, cache: Cache | None = None, progress: Progress = no_progress) -> list[dict[str, Any]]:
    """The rows that ``annotator new --dry-run --json`` prints, one for each screenshot in ``folder``; nothing is written.

    ``{"picture": "03.png", "proposals": [{"action": "tap", "target": "Unirse", "box": [296, 1180, 128, 40], "score": 0.85,
    "reason": "The next screen is titled “Unirse”."}]}``, with a ``"problem"`` for one that can't be read. Raises AnnotatorError
    if there is no screenshot.
    """
    paths = [folder / name for name in _find_pictures(folder)]
    guessed = drafting.guess_pictures(paths, cache or Cache(default_root()), progress)
    rows = ({"picture": each.name, "proposals": [*map(_to_json, each.proposals)]} for each in guessed)
    return [row | ({"problem": each.problem} if each.problem else {}) for row, each in zip(rows, guessed, strict=True)]


def _to_json(proposal: Proposal) -> dict[str, Any]:
    text = proposal.target.wordings[0] if isinstance(proposal.target, TextTarget) else None
    box = proposal.box.numbers if proposal.box else None
    return {"action": proposal.action, "target": text, "box": box, "score": proposal.score, "reason": proposal.reason}


def start_script(
    folder: Path,
    languages: Sequence[str] = (),
    today: datetime.date | None = None,
    model: str | None = None,
    *,
    blank: bool = False,
    cache: Cache | None = None,
    progress: Progress = no_progress,
) -> tuple[Path, tuple[str, ...]]:
    """Write ``tutorial.md`` into ``folder``; return its path, and notes for the person who fills it in.

    Args:
        folder: the folder with the screenshots of one task.
        languages: the languages to write; empty: those of ``school.toml``, else Spanish and English.
        today: the day on which the steps are tried; None for the current one.
        model: the name of a shipped tutorial to start from, or None.
        blank: whether to guess nothing.
        cache: the cache of read pictures; None for the usual folder.
        progress: called for each picture that is read.

    Raises:
        AnnotatorError: there is a script already, no picture, or no such model.
        ProblemsError: ``school.toml`` has problems.
        OutputError: the folder can't be written.
    """
    from annotator.voice import choose  # loads the voice engines

    pictures = _find_pictures(folder)
    for existing in script.find_scripts(folder):
        raise AnnotatorError(
            "{existing} exists already, and was left as it is.",
            "Edit it, or rename it if you want to start again.",
            existing=existing,
        )
    school, problems, _ = script.find_school(folder, choose.CHOICES)
    if any(problem.level == "problem" for problem in problems):
        raise ProblemsError(problems)
    wanted = tuple(languages) or school.languages or USUAL_LANGUAGES
    day = today or datetime.datetime.now().astimezone().date()
    notes: tuple[str, ...] = ()
    if model is not None:
        text, notes = adapt_shipped(model, pictures, wanted, day)
    elif blank:
        text = script.draft_script(pictures, dict.fromkeys(wanted, ""), None, day)
    else:
        paths = [folder / name for name in pictures]
        guessed = drafting.guess_pictures(paths, cache or Cache(default_root()), progress)
        text = write(drafting.draft_tutorial(guessed, wanted, day))
        notes = tuple(drafting.find_doubts(guessed))
    try:
        with (folder / SCRIPT).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise OutputError.not_written(folder, error, "Choose a folder that you may write to.") from error
    return folder / SCRIPT, notes


def _find_pictures(folder: Path) -> tuple[str, ...]:
    """The screenshots in a folder, in order. Raises AnnotatorError if there are none."""
    if not folder.is_dir():
        raise AnnotatorError(
            "There is no folder {folder}.",
            "Create it, put the screenshots of one task into it, then try again.",
            folder=folder,
        )
    files = script.list_files(folder)
    if links := sorted(script.find_screenshots(files.outer_links)):
        error = outer_link_error(links[0])
        raise AnnotatorError(error.message, error.remedy)
    pictures = script.find_screenshots(files)
    if not pictures:
        raise AnnotatorError(
            "There is no screenshot in {folder}.", "Put pictures (.png or .jpg) into it, then try again.", folder=folder
        )
    return pictures


def shipped_names() -> tuple[str, ...]:
    """The names of the tutorials that ship with annotator."""
    return tuple(sorted(path.parent.name for path in assets.shipped_tutorials().glob(f"*/{SCRIPT}")))


def adapt_shipped(
    name: str, pictures: Sequence[str], languages: Sequence[str], today: datetime.date | None
) -> tuple[str, tuple[str, ...]]:
    """The script of the shipped tutorial ``name`` for a school's own screenshots, and notes for the person who fills it in.

    Args:
        name: one of `shipped_names`.
        pictures: the school's screenshots, in order: the first becomes the picture of the first step.
        languages: the languages to write; one that the tutorial lacks gets empty lines to fill in.
        today: the day on which the school tries the steps; None if nobody has yet.

    Private texts, points and boxes, which fit only the shipped screenshots, become gaps, and ``check`` reports gaps.
    A step without a screenshot gets a gap as its picture, and a screenshot without a step gets an empty step.
    Raises AnnotatorError for an unknown name.
    """
    folder = _find_shipped(name)
    reading = script.read_folder(folder)
    if reading.tutorial is None:
        raise ProblemsError(reading.problems)
    model = reading.tutorial
    picture_names = [*pictures, *(_gap_name(number) for number in _steps_without_picture(model, pictures))]
    adapted = [_adapt_step(step, picture, languages) for step, picture in zip(model.steps, picture_names, strict=False)]
    extra = [draft_step(picture, languages) for picture in pictures[len(model.steps) :]]
    draft = Tutorial(
        titles=tuple(Said(lang, _text_in(model.titles, lang)) for lang in languages),
        steps=(*adapted, *extra),
        whys=tuple(Said(lang, _text_in(model.whys, lang)) for lang in languages),
        device=model.device,
        checked=today,
        platform=model.platform,
        hides=tuple(map(_empty_hide, model.hides)),
    )
    return write(draft), tuple(_list_notes(name, model, pictures, languages))


def _find_shipped(name: str) -> Path:
    """The folder of a shipped tutorial. Raises AnnotatorError if there is none of that name."""
    names = shipped_names()
    if name in names:
        return assets.shipped_tutorials() / name
    raise AnnotatorError(
        "annotator has no tutorial “{name}”.", "Use one of {names}.", name=name, names=", ".join(names)
    )


def _text_in(texts: Sequence[Said], lang: str) -> str:
    """The text in a language; empty if there is none."""
    return next((said.text for said in texts if said.lang == lang), "")


def _steps_without_picture(model: Tutorial, pictures: Sequence[str]) -> range:
    """The numbers of the model's steps for which there is no screenshot: 3 and 4 of four steps for two screenshots."""
    return range(len(pictures) + 1, len(model.steps) + 1)


def _gap_name(number: int) -> str:
    """The file name that stands for a missing screenshot: ``___03.png``."""
    return f"{GAP}{number:02}.png"


def _adapt_step(step: Step, picture: str, languages: Sequence[str]) -> Step:
    """A step of the model for a school's own screenshot."""
    # Field by field, so that a field that steps get later is copied only if somebody decides so.
    return Step(
        picture=picture,
        action=replace(step.action, target=step.action.target and _adapt_target(step.action.target))
        if step.action
        else None,
        narration=tuple(Said(lang, step.said(lang) or "") for lang in languages),
        marks=tuple(Mark(_adapt_target(mark.target)) for mark in step.marks),
        hides=tuple(map(_empty_hide, step.hides)),
        also=step.also,
        questions=tuple(Said(lang, step.question(lang) or "") for lang in languages) if step.is_aside else (),
        continues=step.continues,
        sign=step.sign,
        source=step.source,
        keeps=tuple(Keep(_adapt_target(keep.target)) for keep in step.keeps),
    )


def _empty_hide(hide: Hide) -> Hide:
    """A ``hide:`` line with a gap for the private text, and the made-up one that is shown in its place."""
    return Hide(TextTarget((GAP,)), hide.example)


def _adapt_target(target: Target) -> Target:
    """The target for another screenshot; a gap for points, boxes and cut-out icons, which are different there."""
    if isinstance(target, (PointTarget, BoxTarget)):
        return TextTarget((GAP,))
    if isinstance(target, IconTarget) and target.file not in script.shipped_icons():
        return TextTarget((GAP,))
    return target


def _list_notes(name: str, model: Tutorial, pictures: Sequence[str], languages: Sequence[str]) -> list[str]:
    """What a person has to fill in besides the gaps: missing screenshots, more of them than steps, a language, private texts."""
    notes: list[str] = []
    screenshots = Message("there is 1 screenshot")
    if len(pictures) != 1:
        screenshots = Message("there are {count} screenshots", count=len(pictures))
    steps = script.describe_step_count(model)
    counts = Message("{name} has {steps}, and {screenshots}", name=name, steps=steps, screenshots=screenshots)
    if missing_pictures := _steps_without_picture(model, pictures):
        gaps = join_words(map(_gap_name, missing_pictures))
        notes.append(Message("{there}: add pictures in place of {gaps}.", there=counts, gaps=gaps))
    extra = pictures[len(model.steps) :]
    if extra:
        notes.append(
            Message("{there}: fill in what to do on {extra}, or take them out.", there=counts, extra=join_words(extra))
        )
    untranslated = [lang for lang in languages if lang not in model.languages]
    notes += [Message('{name} has no words in "{lang}": fill them in.', name=name, lang=lang) for lang in untranslated]
    if model.hides or any(step.hides for step in model.steps):
        notes.append(
            Message("Where the script says “hide: {gap}”, write the private words on your own screenshot.", gap=GAP)
        )
    return notes
