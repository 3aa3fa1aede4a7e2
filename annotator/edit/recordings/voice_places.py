"""Compare each recording with the text and picture of its place, so that one that no longer fits is noticed.

A *place* is where a person is heard in one language: a step, the opening or the closing. Its recording, a *memo*, is known
by its name: ``03-unirse.es.m4a`` is the Spanish one of the step with ``03-unirse.png``. What was said in it, and beside which
picture, is noted in ``consent.toml``; if the script says something else by now, the memo is *stale*::

    find_stale(scene)    {"2": {"es": "sentence"}, "title": {"es": "sentence"}}
"""

import contextlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from annotator.edit.errors import NotListedError
from annotator.edition.opening_and_closing import closing_text, end_sentence, opening_text
from annotator.model import School, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import MEMOS, SOUNDS, Consent, Consents, MemoSlot, find_memo_slots
from annotator.script.checks.staleness import Staleness, digest_picture, find_staleness
from annotator.script.file_names import END, TITLE
from annotator.script.files.file_index import FileIndex

Say: TypeAlias = Callable[[int, str], str]
"""A function that returns the phrasebook's sentence ("Tap Join.") for a step without one of its own, by index and language."""


@dataclass(frozen=True)
class Scene:
    """Everything from which the places of a tutorial are derived.

    Attributes:
        folder: the tutorial's folder.
        tutorial: the tutorial in its latest state.
        files: the names of the files in the folder.
        school: the settings of the school that it belongs to.
        consents: the entries of ``consent.toml``.
        say: what is said in a step without a sentence.
        is_unread: a function: whether that sentence waits for the button's word, on an unread screen.
        is_private: a function: whether a text contains a hidden word, or a name on the roster.
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

    For instance ``VoicePlace("2", "es", slot, "Toque Unirse.", {"en": "Tap Join."}, "9f3a…", ("03-unirse.es.m4a",), …)``.

    Attributes:
        item: the index of its (first) step, ``title`` or ``end``.
        lang: the language, a BCP 47 tag.
        slot: the memo's slot: its file name, and the steps that share it.
        text: the text that a build says there; empty in a language that has no words yet.
        others: the text in the other languages, by language.
        picture: the digest of the picture; empty for the opening and the closing, and for one that can't be opened.
        memos: the file names of the recordings there; usually one or none.
        consent: the entry of ``consent.toml`` for the first of them.
        staleness: the change since that one was recorded, or None.
        says_private: whether that one says a hidden word, or a name on the roster.
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
    def to_record(self) -> str:
        """The text for a recording made now: in a language without words, that of the first other one, to be translated."""
        return self.text or next(iter(self.others.values()), "")


def find_place(scene: Scene, item: str, lang: str) -> VoicePlace:
    """The place of a step, the opening or the closing. Raises NotListedError for another item or language."""
    tutorial = scene.tutorial
    if lang not in tutorial.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    number = {str(index): number for index, number in enumerate(tutorial.numbers)}.get(item)
    for slot in find_memo_slots(tutorial, scene.files, lang):
        if number in slot.steps or (item in (TITLE, END) and slot.key == item):
            return _describe(scene, slot, lang)
    raise NotListedError("There is no such step any more.", "Look at the list of steps.")


def list_places(scene: Scene, lang: str) -> tuple[VoicePlace, ...]:
    """All places in a language, in the order of the video."""
    return tuple(_describe(scene, slot, lang) for slot in find_memo_slots(scene.tutorial, scene.files, lang))


def find_stale(scene: Scene) -> dict[str, dict[str, Staleness]]:
    """The recordings that no longer fit, by item (index of a step, ``title``, ``end``) and by language."""
    stale: dict[str, dict[str, Staleness]] = {}
    if not any(entry.says or entry.picture for entry in scene.consents.entries):
        return stale  # nobody noted what was said, nor beside which picture
    for lang in scene.tutorial.languages:
        for slot in find_memo_slots(scene.tutorial, scene.files, lang):
            if not memo_files(scene.files, slot, lang):
                continue
            place = _describe(scene, slot, lang)
            if place.staleness is not None:
                for item in _step_indexes(scene.tutorial, slot) or (slot.key,):
                    stale.setdefault(str(item), {})[lang] = place.staleness
    return stale


def _step_indexes(tutorial: Tutorial, slot: MemoSlot) -> tuple[int, ...]:
    """The indexes of the steps that share a slot; none for the opening and the closing."""
    return tuple(index for index, number in enumerate(tutorial.numbers) if number in slot.steps)


def _describe(scene: Scene, slot: MemoSlot, lang: str) -> VoicePlace:
    """The place of a slot, with its recordings and whether the first of them still fits."""
    tutorial = scene.tutorial
    indexes = _step_indexes(tutorial, slot)
    memos = memo_files(scene.files, slot, lang)
    consent = scene.consents.find(memos[0]) if memos else None

    text = text_of(scene, slot, lang)
    other_texts = {other: text_of(scene, slot, other) for other in tutorial.languages if other != lang}
    others = {other: other_text for other, other_text in other_texts.items() if other_text}
    is_unread = any(scene.is_unread(index, lang) for index in indexes)
    fitting_texts = _list_fitting_texts(text, others, lang, consent, is_unread)
    picture = _digest(scene.folder / tutorial.steps[indexes[0]].screenshot(lang)) if indexes else ""
    return VoicePlace(
        item=str(indexes[0]) if indexes else slot.key,
        lang=lang,
        slot=slot,
        text=text,
        others=others,
        picture=picture,
        memos=memos,
        consent=consent,
        staleness=find_staleness(consent, fitting_texts, picture),
        says_private=bool(consent and consent.says and scene.is_private(consent.says)),
    )


def _list_fitting_texts(
    text: str, others: Mapping[str, str], lang: str, consent: Consent | None, is_unread: bool
) -> list[str]:
    """The texts that a recording with this consent may say at a place."""
    if consent is not None and is_unread:
        return [text, consent.says]  # nobody knows yet whether it fits
    if not has_phrasebook(lang):
        return [text, *others.values()]  # no computer speaks the language: the person translates one of these
    return [text]


def _digest(picture: Path) -> str:
    """The digest of a picture, remembered for its time and size; empty for one that can't be opened."""
    with contextlib.suppress(OSError):
        status = picture.stat()
        return _digest_once(picture, status.st_mtime_ns, status.st_size)
    return ""


@lru_cache(maxsize=512)
def _digest_once(picture: Path, _mtime: int, _size: int) -> str:
    """The digest of a picture as it was written at a time, with a size."""
    return digest_picture(picture)


def memo_files(files: Collection[str], slot: MemoSlot, lang: str) -> tuple[str, ...]:
    """The files that are recordings of a place in a language; more than one is a problem of the script."""
    kinds = SOUNDS if slot.beside_recording else MEMOS
    index = FileIndex(files)
    names = [slot.stem, *([] if slot.steps else [slot.stem.capitalize()])]
    tagged = (file for name in names for file in index.find_tagged(name))
    return tuple(file.file for file in tagged if file.lang == lang and file.suffix in kinds)


def text_of(scene: Scene, slot: MemoSlot, lang: str) -> str:
    """The text of a place, as a build says it; empty in a language without words."""
    tutorial = scene.tutorial
    if slot.steps:
        return full_text(tutorial, _step_indexes(tutorial, slot)[0], lang, scene.say)
    if slot.key == TITLE:
        return opening_text(tutorial, lang)
    if not has_phrasebook(lang):
        return ""
    return closing_text(tutorial, scene.school, load_phrasebook(lang))


def full_text(tutorial: Tutorial, index: int, lang: str, say: Say) -> str:
    """The whole text of a step, as in a build: the question of an aside, then its sentences, else that of ``say``."""
    step = tutorial.steps[index]
    question = step.question(lang)
    parts = (end_sentence(question) if question else "", step.said(lang) or say(index, lang))
    return " ".join(part for part in parts if part)
