"""Collect what the pages of a tutorial show and say: those of the website, for staff, a session, a call, and to practise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.model import PackFile
from annotator.pack.products.chat import MESSAGE_NAME
from annotator.pages.page_data import PageData, StepData, TutorialPages
from annotator.text.slugs import plain_name

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep


def collect_pages(
    editions: Sequence[Edition],
    files: Sequence[PackFile] = (),
    folder: Path | None = None,
    transcripts: Mapping[str, tuple[str, ...]] | None = None,
) -> TutorialPages:
    """Collect the content of the pages of all editions.

    Args:
        editions: the editions, at least one, in the tutorial's order.
        files: the files of the pack, for the duration of its videos.
        folder: the pack's folder, for the messages to paste into a chat.
        transcripts: the captions of the video as lines of text, by language: ``{"es": ("Toque Unirse.", …)}``.
    """
    seconds = {file.lang: file.seconds for file in files if file.kind == "video" and file.seconds}

    def collect(edition: Edition) -> PageData:
        """The content of one page, with those for other phones."""
        first_phone = edition.tutorial.phones[0] if edition.phones else None
        page = PageData(
            lang=edition.lang,
            words_lang=edition.words_lang,
            own_name=edition.own_name,
            title=edition.title,
            why=edition.why,
            steps=tuple(_collect_step(step, edition) for step in edition.steps),
            stem=edition.stem,
            device=edition.device,
            message=_read_message(folder, edition.lang),
            seconds=seconds.get(edition.lang, 0.0),
            transcript=(transcripts or {}).get(edition.lang, ()),
            phone_name=first_phone.name if first_phone else "",
        )
        others = tuple(_collect_phone(page, edition, other) for other in edition.phones)
        return replace(page, phone=first_phone.word if first_phone else "", phones=others)

    pages = tuple(map(collect, editions))
    tutorial = editions[0].tutorial
    return TutorialPages(
        name=plain_name(editions[0].name),
        pages=pages,
        school=editions[0].school,
        platform=tutorial.platform or "",
        device=tutorial.device or "",
        checked=tutorial.checked,
    )


def _collect_step(step: EditionStep, edition: Edition) -> StepData:
    """The content of a step on the page."""
    return StepData(
        number=step.number,
        stem=edition.step_file(step.number, ""),
        text=step.instruction,
        chip=step.chip,
        note=step.note if edition.book.is_native else None,
        question=step.question,
        continues=step.step.continues,
    )


def _collect_phone(page: PageData, edition: Edition, other: Edition) -> PageData:
    """The content of a page for another phone, whose steps have the files of the first one's where nothing differs."""
    assert other.phone is not None
    different = {text.step for text in other.texts}
    steps = []
    for step, own, data in zip(other.steps, edition.steps, page.steps, strict=True):
        collected = data if step is own else _collect_step(step, other)
        steps.append(collected if step.number in different else replace(collected, sound=data.stem))
    facts = replace(page, message="", transcript=(), device=other.device)
    return replace(facts, steps=tuple(steps), phone=other.phone.word, phone_name=other.phone.name, is_other=True)


def _read_message(folder: Path | None, lang: str) -> str:
    """The message of a language in a pack; empty if there is none."""
    path = folder / lang / MESSAGE_NAME if folder else None
    return path.read_text(encoding="utf-8") if path and path.exists() else ""
