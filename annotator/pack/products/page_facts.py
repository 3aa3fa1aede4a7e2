"""What pages and the staff's index tell of a tutorial, from its editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.model import PackFile
from annotator.pack.edition import Edition
from annotator.pack.products.message import NAME
from annotator.share.facts import PageFacts, StepFacts, TutorialPages


def facts(
    editions: Sequence[Edition],
    files: Sequence[PackFile] = (),
    messages: Mapping[str, str] | None = None,
    transcripts: Mapping[str, tuple[str, ...]] | None = None,
) -> TutorialPages:
    """The facts of all editions.

    Args:
        editions: at least one, in the tutorial's order.
        files: those of the pack; its videos tell how long they are.
        messages: each language's text for a chat.
        transcripts: what each language's captions say.
    """
    first = editions[0]
    seconds = {file.lang: file.seconds for file in files if file.kind == "video" and file.seconds}
    pages = tuple(
        _page(
            edition,
            seconds.get(edition.lang, 0.0),
            (messages or {}).get(edition.lang, ""),
            (transcripts or {}).get(edition.lang, ()),
        )
        for edition in editions
    )
    tutorial = first.tutorial
    return TutorialPages(
        first.name, pages, first.school, tutorial.platform or "", tutorial.device or "", tutorial.checked
    )


def messages(editions: Sequence[Edition], folder: Path) -> dict[str, str]:
    """The text of each language's message in a pack, as far as it is there."""
    paths = {edition.lang: folder / edition.lang / NAME for edition in editions}
    return {lang: path.read_text(encoding="utf-8") for lang, path in paths.items() if path.exists()}


def _page(edition: Edition, seconds: float, message: str, transcript: tuple[str, ...]) -> PageFacts:
    steps = (
        StepFacts(step.number, step.text, step.chip, step.note if edition.book.is_native else None)
        for step in edition.steps
    )
    return PageFacts(
        lang=edition.lang,
        words_lang=edition.words_lang,
        own_name=edition.own_name,
        title=edition.title,
        why=edition.why,
        steps=tuple(steps),
        stem=edition.stem,
        step_word=edition.book.step_word,
        device=edition.device,
        message=message,
        seconds=seconds,
        transcript=transcript,
    )
