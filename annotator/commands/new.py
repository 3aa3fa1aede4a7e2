"""The command ``new``: write a first script, or list the guesses for it, since an empty file teaches nobody the format.

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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import script
from annotator.cache import Cache, default_root
from annotator.edition import drafting
from annotator.edition.shipped_template import adapt_shipped
from annotator.errors import AnnotatorError, ProblemsError, writing
from annotator.languages import USUAL_LANGUAGES
from annotator.model import Progress, TextTarget, no_progress, without_warnings
from annotator.script import SCRIPT
from annotator.script.folder import outer_link_error
from annotator.script.writer import write
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.screen.propose.proposals import Proposal


def propose(folder: Path, cache: Cache | None = None, progress: Progress = no_progress) -> list[dict[str, Any]]:
    """The rows that ``annotator new --dry-run --json`` prints, one for each screenshot in ``folder``; nothing is written.

    ``{"picture": "03.png", "proposals": [{"action": "tap", "target": "Unirse", "box": [296, 1180, 128, 40], "score": 0.85,
    "reason": "The next screen is titled “Unirse”."}]}``, with a ``"problem"`` for one that can't be read. Raises
    AnnotatorError if there is no folder or no screenshot, or a screenshot is a link out of the folder.
    """
    paths = [folder / name for name in _find_pictures(folder)]
    guessed = drafting.guess_pictures(paths, cache or Cache(default_root()), progress)
    rows = ({"picture": item.name, "proposals": [*map(_to_json, item.proposals)]} for item in guessed)
    return [row | ({"problem": item.problem} if item.problem else {}) for row, item in zip(rows, guessed, strict=True)]


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
    progress: Progress = no_progress,
) -> tuple[Path, tuple[str, ...]]:
    """Write ``tutorial.md`` into ``folder``; return its path, and notes for the person who fills it in.

    Args:
        folder: the folder with the screenshots of one task.
        languages: the languages to write; empty: those of ``school.toml``, else Spanish and English.
        today: the day on which the steps are tried; None for the current one.
        model: the name of a shipped tutorial to start from, or None.
        blank: whether to guess nothing.
        progress: called for each picture that is read.

    Raises:
        AnnotatorError: there is a script already, no folder, no picture or no such model, or a picture links out of the folder.
        ProblemsError: ``school.toml`` has problems.
        OutputError: the folder can't be written.
    """
    pictures = _find_pictures(folder)
    for existing in script.find_scripts(folder):
        message = "{existing} exists already, and was left as it is."
        remedy = "Edit it, or rename it if you want to start again."
        raise AnnotatorError(message, remedy, existing=existing)
    school, problems, _ = script.find_school(folder, choose.CHOICES)
    if without_warnings(problems):
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
        guessed = drafting.guess_pictures(paths, Cache(default_root()), progress)
        text = write(drafting.draft_tutorial(guessed, wanted, day))
        notes = tuple(drafting.find_doubts(guessed))
    remedy = "Choose a folder that you may write to."
    with writing(folder, remedy), (folder / SCRIPT).open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return folder / SCRIPT, notes


def _find_pictures(folder: Path) -> tuple[str, ...]:
    """The screenshots in a folder, in order. Raises AnnotatorError if there is none, or one is a link out of it."""
    if not folder.is_dir():
        message = "There is no folder {folder}."
        remedy = "Create it, put the screenshots of one task into it, then try again."
        raise AnnotatorError(message, remedy, folder=folder)
    if links := sorted(script.find_screenshots(script.list_files(folder).outer_links)):
        raise outer_link_error(links[0])
    return drafting.find_screenshots(folder)
