"""Describe a place where a recording can be: what is to be said there, what was recorded, and whether it still fits."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from annotator.edit.tutorial_list import NotListedError
from annotator.edition.edition_builder import closing_text, end_sentence, opening_text
from annotator.edition.scan.scan_problems import choose_public_name
from annotator.model import School, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook, visible_wording
from annotator.privacy.matcher import Matcher
from annotator.script import MEMOS, SOUNDS, Consent, Consents, MemoSlot, find_memo_slots
from annotator.script.consent import Staleness, digest_picture, find_staleness
from annotator.script.file_names import END, TITLE, FileIndex
from annotator.text.folding import device_of


@dataclass(frozen=True)
class Scene:
    """What the places of a tutorial are worked out from.

    Attributes:
        folder: the tutorial's folder.
        tutorial: its newest state.
        files: the names of the files in the folder.
        school: its school.
        consents: the entries of ``consent.toml``.
        say: the phrasebook's sentence for a step (index, language) without one of its own.
        is_unread: whether that waits for the button's word, on a screen that isn't read yet.
        is_private: whether a text has something in it that is hidden, or on the school's list.
    """

    folder: Path
    tutorial: Tutorial
    files: Collection[str]
    school: School
    consents: Consents
    say: Say
    is_unread: Callable[[int, str], bool] = lambda _index, _lang: False
    is_private: Callable[[str], bool] = lambda _text: False


@dataclass(frozen=True)
class VoicePlace:
    """A place for a recording in one language.

    Attributes:
        item: the index of its (first) step, ``title`` or ``end``.
        lang: the language.
        slot: the memo's place: its file name, and the steps that share it.
        text: what is said there; empty in a language that has no words yet.
        others: what is said there in the other languages.
        picture: the digest of the picture, empty for the opening and the closing.
        memos: the files of recordings that are there; usually one or none.
        consent: the entry for the first of them.
        staleness: what has changed since that was recorded.
        says_private: whether the recording says something that was hidden since.
    """

    item: str
    lang: str
    slot: MemoSlot
    text: str
    others: Mapping[str, str]
    picture: str
    memos: tuple[str, ...]
    consent: Consent | None
    staleness: Staleness | None
    says_private: bool = False

    @property
    def says(self) -> str:
        """What a recording made now says: in a language without words, what it says in the first other one."""
        return self.text or next(iter(self.others.values()), "")


def find_place(scene: Scene, item: str, lang: str) -> VoicePlace:
    """The place of a step, the opening or the closing. Raises NotListedError for another item or language."""
    tutorial = scene.tutorial
    if lang not in tutorial.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    if item not in (TITLE, END) and not (item.isascii() and item.isdecimal() and int(item) < len(tutorial.steps)):
        raise NotListedError("There is no such step any more.", "Look at the list of steps.")
    slots = find_memo_slots(tutorial, scene.files, lang)
    if item in (TITLE, END):
        return _describe(scene, next(slot for slot in slots if slot.key == item), lang)
    number = tutorial.numbers[int(item)]
    return _describe(scene, next(slot for slot in slots if number in slot.steps), lang)


def list_places(scene: Scene, lang: str) -> tuple[VoicePlace, ...]:
    """All places in a language, in the order of the video."""
    return tuple(_describe(scene, slot, lang) for slot in find_memo_slots(scene.tutorial, scene.files, lang))


def find_stale(scene: Scene) -> dict[str, dict[str, Staleness]]:
    """What doesn't fit any more, by language, of each step (by its index), the opening and the closing that has such."""
    found: dict[str, dict[str, Staleness]] = {}
    told = any(entry.says or entry.picture for entry in scene.consents.entries)
    for lang in scene.tutorial.languages if told else ():
        for slot in find_memo_slots(scene.tutorial, scene.files, lang):
            place = _describe(scene, slot, lang) if memo_files(scene.files, slot, lang) else None
            if place is not None and place.staleness is not None:
                for item in _indexes(scene.tutorial, slot) or (slot.key,):
                    found.setdefault(str(item), {})[lang] = place.staleness
    return found


def _indexes(tutorial: Tutorial, slot: MemoSlot) -> tuple[int, ...]:
    return tuple(index for index, number in enumerate(tutorial.numbers) if number in slot.steps)


def _describe(scene: Scene, slot: MemoSlot, lang: str) -> VoicePlace:
    tutorial = scene.tutorial
    indexes = _indexes(tutorial, slot)
    memos = memo_files(scene.files, slot, lang)
    consent = scene.consents.find(memos[0]) if memos else None
    text = text_of(scene, slot, lang)
    others = {other: text_of(scene, slot, other) for other in tutorial.languages if other != lang}
    others = {other: words for other, words in others.items() if words}
    borrowed = (
        () if has_phrasebook(lang) else tuple(others.values())
    )  # a voice that no computer has says what others say
    if consent is not None and any(scene.is_unread(index, lang) for index in indexes):
        borrowed = (consent.says,)  # nobody knows yet whether it fits
    picture = _digest(scene.folder / tutorial.steps[indexes[0]].screenshot(lang)) if indexes else ""
    return VoicePlace(
        str(indexes[0]) if indexes else slot.key,
        lang,
        slot,
        text,
        others,
        picture,
        memos,
        consent,
        find_staleness(consent, [text, *borrowed], picture),
        bool(consent and consent.says and scene.is_private(consent.says)),
    )


def _digest(picture: Path) -> str:
    """The digest of a picture, worked out once as long as it isn't written again."""
    with contextlib.suppress(OSError):
        state = picture.stat()
        return _digest_once(picture, state.st_mtime_ns, state.st_size)
    return ""


@lru_cache(maxsize=512)
def _digest_once(picture: Path, _mtime: int, _size: int) -> str:
    return digest_picture(picture)


def memo_files(files: Collection[str], slot: MemoSlot, lang: str) -> tuple[str, ...]:
    """The files that are recordings of a place in a language; more than one is a problem of the script."""
    kinds = SOUNDS if slot.beside_recording else MEMOS
    index = FileIndex(files)
    names = [slot.stem, *([] if slot.steps else [slot.stem.capitalize()])]
    tagged = (file for name in names for file in index.find_tagged(f"{name}.m4a"))
    return tuple(file.file for file in tagged if file.lang == lang and file.suffix in kinds)


def text_of(scene: Scene, slot: MemoSlot, lang: str) -> str:
    """What is said at a place, as a build says it; empty in a language without words."""
    tutorial = scene.tutorial
    if slot.steps:
        texts = (full_text(tutorial, index, lang, scene.say) for index in _indexes(tutorial, slot))
        return " ".join(text for text in texts if text)
    if slot.key == TITLE:
        return opening_text(tutorial, lang)
    if not has_phrasebook(lang):
        return ""
    return closing_text(tutorial, scene.school, load_phrasebook(lang))


Say: TypeAlias = Callable[[int, str], str]
"""What is said in a step (index, language) that has no sentence of its own."""


def full_text(tutorial: Tutorial, index: int, lang: str, say: Say) -> str:
    """All that is said in a step, as in a build: the question of an aside, then its sentences, else ``say``'s."""
    step = tutorial.steps[index]
    question = step.question(lang)
    parts = (end_sentence(question) if question else "", step.said(lang) or say(index, lang))
    return " ".join(part for part in parts if part)


def spoken(tutorial: Tutorial, index: int, lang: str, matcher: Matcher, wording: str | None = None) -> str:
    """The sentence as a build would say it; empty without an action, and in a language without phrases.

    Args:
        tutorial: the tutorial.
        index: the index of the step, from 0.
        lang: the language.
        matcher: finds the tutorial's private words, which are never said.
        wording: the button's word as it was found on the screen (`PictureReader.wording`); None if that isn't known yet,
            then it is the first one that the script has.
    """
    step = tutorial.steps[index]
    if step.action is None or not has_phrasebook(lang):
        return ""
    known = wording or visible_wording(step.action, None)
    name = choose_public_name(known, matcher.for_step(step))
    return load_phrasebook(lang).sentence(step.action, name, device_of(tutorial.device or ""))
