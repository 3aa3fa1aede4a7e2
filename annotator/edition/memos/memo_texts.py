"""Find the text that a memo says, to record it with its consent: ``("Toque Unirse.", "5d0a…")`` for ``03-unirse.es.m4a``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator import languages
from annotator.cache import Cache
from annotator.edition.attachments import Attachments
from annotator.edition.edition import TITLE, Edition, step_key
from annotator.edition.edition_builder import build_edition
from annotator.edition.opening_and_closing import opening_text
from annotator.edition.scan.tutorial_scan import scan_tutorial
from annotator.edition.tutorial_source import read_source
from annotator.model import Tutorial
from annotator.privacy.matcher import match_privacy
from annotator.script import MemoSlot
from annotator.script.checks.staleness import digest_picture


class MemoText(NamedTuple):
    """The text of a memo, and the digest of the picture beside it; each empty if there is none."""

    text: str
    picture: str


def find_memo_texts(folder: Path, lang: str, slots: Sequence[MemoSlot], cache: Cache) -> Mapping[str, MemoText]:
    """The text to record for each slot in ``lang``, by the slot's key.

    Where ``lang`` has no text, it is that of the tutorial's first language with one, Spanish before others.
    """
    tutorial = read_source(folder).tutorial
    texts: dict[str, str] = {}
    for text_lang in _list_text_languages(tutorial, lang):
        without_text = [slot for slot in slots if slot.key not in texts]
        if not without_text:
            break
        source = read_source(folder, (text_lang,))
        scan = scan_tutorial(source, match_privacy(source.tutorial, source.school), cache)
        edition = build_edition(source, text_lang, scan.steps(text_lang), Attachments())
        texts |= {slot.key: text for slot in without_text if (text := _find_text(edition, slot))}
    steps = dict(zip(tutorial.numbers, tutorial.steps, strict=True))
    pictures = {slot.key: folder / steps[slot.steps[0]].screenshot(lang) for slot in slots if slot.steps}
    digests = {key: digest_picture(picture) for key, picture in pictures.items()}
    return {slot.key: MemoText(texts.get(slot.key, ""), digests.get(slot.key, "")) for slot in slots}


def _list_text_languages(tutorial: Tutorial, lang: str) -> list[str]:
    """The tutorial's languages in the order in which their texts are taken: ``lang``, Spanish, the others."""
    spanish = [tag for tag in tutorial.languages if languages.base_language(tag) == languages.DEFAULT_LANGUAGE]
    same = [tag for tag in tutorial.languages if tag == lang]
    return list(dict.fromkeys((*same, *spanish, *tutorial.languages)))


def _find_text(edition: Edition, slot: MemoSlot) -> str:
    """The text of a slot; the steps that share it have the same. Empty if there is none."""
    if slot.key == TITLE:
        return opening_text(edition.tutorial, edition.lang)
    key = step_key(slot.steps[0]) if slot.steps else slot.key
    return " ".join(text.text for text in edition.texts if text.key == key and text.text)
