"""The page for the school's website: one a language, with pictures and voices of the steps, video and hand-out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import pace
from annotator.model import Clip, Problem, StaffLabel, Utterance
from annotator.pack.products.inputs import CARDS, FACTS, SOUNDS, TEXTS, school
from annotator.pack.products.product import Output, PackProduct

if TYPE_CHECKING:
    from annotator.loudness import Loudness
    from annotator.pack.edition import Edition
    from annotator.pack.making import Making


def _make(editions: Sequence[Edition], making: Making) -> Iterator[Output]:
    from annotator import captions
    from annotator.pack.products import page_facts
    from annotator.share import tutorial_pages

    warnings: dict[str, tuple[Problem, ...]] = {}
    steps: dict[str, int] = {}
    for edition in editions:
        for output in (*_pictures(edition, making), *_sounds(edition, making), *_language_name(edition, making)):
            warnings[output.path] = output.warnings
            if output.step is not None:
                steps[output.path] = output.step
    facts = page_facts.facts(
        editions,
        making.files,
        page_facts.messages(editions, making.folder),
        {edition.lang: captions.transcript(making.spoken(edition).timeline) for edition in editions},
    )
    tutorial_pages.gather(making.folder, making.web, facts)
    tutorial_pages.write_pages(making.web, facts, making.publishing, gallery=making.gallery)
    others = {file.path for file in making.files}
    for file in sorted(path for path in making.web.rglob("*") if path.is_file()):
        path = file.relative_to(making.folder).as_posix()
        if path not in others:
            lang = file.parent.name if file.parent != making.web else None
            yield Output(path, step=steps.get(path), warnings=warnings.get(path, ()), lang=lang)


def _pictures(edition: Edition, making: Making) -> Iterator[Output]:
    from annotator.share import page_pictures, tutorial_pages

    for step in edition.steps:
        name = edition.step_file(step.number, ".webp")
        picture = page_pictures.step(making.renderer.card(step.close))
        tutorial_pages.write(making.web / edition.lang, {name: picture})
        yield Output(f"{making.web.name}/{edition.lang}/{name}", step=step.number)


def _sounds(edition: Edition, making: Making) -> Iterator[Output]:
    from annotator.pack import limits

    for section in making.spoken(edition).sections:
        if section.step is not None:
            path = f"{making.web.name}/{edition.lang}/{edition.step_file(section.step, '.m4a')}"
            heard = _voice(section.spoken, making.folder / path)
            yield Output(path, step=section.step, warnings=tuple(limits.of_sound(edition, path, heard, section.step)))


def _language_name(edition: Edition, making: Making) -> Iterator[Output]:
    """How the language's name sounds: spoken by its voice, else the memo that opens the tutorial; perhaps nothing."""
    from annotator import languages
    from annotator.errors import MissingError, ServiceError
    from annotator.pack import limits
    from annotator.pack.edition import TITLE
    from annotator.share import tutorial_pages
    from annotator.voice import narrate

    opening = making.spoken(edition).sounds.get(TITLE, ())
    spoken: Sequence[Utterance] = [Utterance("", said.clip, memo=True) for said in opening if said.memo]
    if languages.has_table(edition.lang, "voices.toml"):
        choice = making.choices[edition.lang]
        request = narrate.SayRequest(edition.lang, edition.own_name)
        try:
            spoken = narrate.narrate([request], {edition.lang: choice}, making.cache).spoken[0]
        except (MissingError, ServiceError):  # all else of this language may be memos
            return
    path = f"{making.web.name}/{edition.lang}/{tutorial_pages.NAME}"
    heard = _voice(spoken, making.folder / path)
    yield Output(path, warnings=tuple(limits.of_sound(edition, path, heard)))


def _voice(spoken: Sequence[Utterance], path: Path) -> Loudness | None:
    """Write what is said as one file; how loud it came out, or None where nothing is said."""
    from annotator.voice import export

    if not spoken:
        return None
    parts: list[tuple[Clip, float]] = [
        (sentence.clip, pace.pause_after(sentence.text, sentence.clip.seconds)) for sentence in spoken
    ]
    parts[-1] = (parts[-1][0], 0.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    return export.write_sound(parts, path)


PRODUCT = PackProduct(
    "page",
    (TEXTS, CARDS, SOUNDS, FACTS, school("name", "person", "phone", "website", "colors", "language_names")),
    StaffLabel(
        "more",
        "La página para el sitio de la escuela: suba toda la carpeta web.",
        "The page for the school's website: upload the whole folder web.",
        "Ver la página",
        "See the page",
    ),
    website=True,
    brings=("captions", "poster"),
    units=1,
    make=_make,
    takes=("video", "message", "paper", "captions", "poster"),
    by_language=True,
)
