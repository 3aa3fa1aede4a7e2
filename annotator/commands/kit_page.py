"""Writes the page in a recording kit that a speaker opens on her phone: all pictures and voices of the kit in one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator import languages
from annotator.commands.kit_names import PAGE, answer_name, file_name
from annotator.pack.edition import Edition, step_key
from annotator.phrases import has_phrasebook, load_phrasebook, native_name
from annotator.script import MemoSlot

_PICTURE_WIDTH, _PICTURE_BYTES = 540, 40_000


def sound_name(number: int) -> str:
    """The file in the folder of sounds for a part of the kit; 0 is what is asked of the speaker."""
    return f"{number:02}.m4a"


def write(made: Path, sounds: Path, edition: Edition, lang: str, places: Sequence[MemoSlot]) -> Path:
    """Write the page into the kit's folder, and return its path.

    Args:
        made: the new folder of the kit, with its pictures.
        sounds: has the voices, named by `sound_name`.
        edition: the tutorial in the language that the speaker hears.
        lang: the language to record.
        places: in the order to record.
    """
    from annotator.share import recording_page

    parts = [
        recording_page.RecordingPart(
            answer_name(number, place),
            _shrink_picture(made / file_name(number, place, "picture.jpg")),
            (sounds / sound_name(number)).read_bytes(),
            _spoken_text(edition, place),
        )
        for number, place in enumerate(places, start=1)
    ]
    page = recording_page.RecordingPage(
        edition.title,
        lang,
        native_name(lang, dict(edition.school.language_names)),
        edition.lang,
        _asked(edition, lang),
        (sounds / sound_name(0)).read_bytes(),
        parts,
        edition.school.colors,
    )
    path = made / PAGE
    path.write_text(recording_page.render(page), encoding="utf-8", newline="\n")
    return path


def _asked(edition: Edition, lang: str) -> list[tuple[str, str]]:
    """What is asked of the speaker, in the language that she hears, and in hers where it has phrases."""
    asked = [(edition.book.words_lang, edition.book.fixed("record"))]
    if has_phrasebook(lang) and languages.base_language(lang) != languages.base_language(edition.lang):
        asked.append((lang, load_phrasebook(lang).fixed("record")))
    return asked


def _spoken_text(edition: Edition, place: MemoSlot) -> str:
    keys = tuple(map(step_key, place.steps)) or (place.key,)
    return " ".join(text.text for text in edition.texts if text.key in keys)


def _shrink_picture(path: Path) -> bytes:
    import numpy as np
    from PIL import Image

    from annotator.share import page_pictures

    with Image.open(path) as image:
        height = round(image.height * _PICTURE_WIDTH / image.width)
        small = image.convert("RGB").resize((_PICTURE_WIDTH, height), Image.Resampling.LANCZOS)
    return page_pictures.encode_webp(np.asarray(small), max_bytes=_PICTURE_BYTES)
