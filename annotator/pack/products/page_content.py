"""Collects the content of a tutorial's pages and of the staff index from its editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.captions import find_chip
from annotator.model import PackFile
from annotator.pack.edition import Edition, EditionStep
from annotator.pack.products.message import NAME
from annotator.share.page_data import PageData, StepData, TutorialPages
from annotator.text.web_names import plain_name


def collect_pages(
    editions: Sequence[Edition],
    files: Sequence[PackFile] = (),
    messages: Mapping[str, str] | None = None,
    transcripts: Mapping[str, tuple[str, ...]] | None = None,
) -> TutorialPages:
    """Collect the content of the pages of all editions.

    Args:
        editions: at least one, in the tutorial's order.
        files: the files of the pack, for the duration of its videos.
        messages: the message of each language, to paste into a chat.
        transcripts: the captions of each language as text.
    """
    first = editions[0]
    seconds = {file.lang: file.seconds for file in files if file.kind == "video" and file.seconds}
    pages = tuple(
        _collect_page(
            edition,
            seconds.get(edition.lang, 0.0),
            (messages or {}).get(edition.lang, ""),
            (transcripts or {}).get(edition.lang, ()),
        )
        for edition in editions
    )
    tutorial = first.tutorial
    return TutorialPages(
        plain_name(first.name), pages, first.school, tutorial.platform or "", tutorial.device or "", tutorial.checked
    )


def read_messages(editions: Sequence[Edition], folder: Path) -> dict[str, str]:
    """Read the message of each language from the pack in ``folder``; languages without one are missing."""
    paths = {edition.lang: folder / edition.lang / NAME for edition in editions}
    return {lang: path.read_text(encoding="utf-8") for lang, path in paths.items() if path.exists()}


def _names_button(step: EditionStep) -> bool:
    """Whether the narration has the button's word: only then another word for it means anything."""
    return step.chip is not None and find_chip(step.instruction, step.chip) is not None


def _collect_page(edition: Edition, seconds: float, message: str, transcript: tuple[str, ...]) -> PageData:
    steps = (
        StepData(
            step.number,
            edition.step_file(step.number, ""),
            step.instruction,
            step.chip,
            step.note if edition.book.is_native and _names_button(step) else None,
            step.question,
            step.step.continues,
        )
        for step in edition.steps
    )
    return PageData(
        lang=edition.lang,
        words_lang=edition.words_lang,
        own_name=edition.own_name,
        title=edition.title,
        why=edition.why,
        steps=tuple(steps),
        stem=edition.stem,
        device=edition.device,
        message=message,
        seconds=seconds,
        transcript=transcript,
    )
