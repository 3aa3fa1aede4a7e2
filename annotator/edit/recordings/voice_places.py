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
from annotator.edition.edition_builder import closing_text, end_sentence, opening_text
from annotator.edition.scan.cover_decisions import choose_public_name
from annotator.model import School, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook, visible_wording
from annotator.privacy.matcher import Matcher
from annotator.script import MEMOS, SOUNDS, Consent, Consents, MemoSlot, find_memo_slots
from annotator.script.checks.staleness import Staleness, digest_picture, find_staleness
from annotator.script.file_names import END, TITLE, FileIndex
from annotator.text.folding import device_of

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
        text: the text to say there; empty in a language that has no words yet.
        others: the text in the other languages, by language.
        picture: the digest of the picture, empty for the opening and the closing.
        memos: the file names of the recordings there; usually one or none.
        consent: the entry of ``consent.toml`` for the first of them.
        staleness: the change since that was recorded, or None.
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
        """The text that a recording made now would say: in a language without words, that of the first other one."""
        return self.text or next(iter(self.others.values()), "")


def find_place(scene: Scene, item: str, lang: str) -> VoicePlace:
    """The place of a step, the opening or the closing. Raises NotListedError for another item or language."""
    tutorial = scene.tutorial
    if lang not in tutorial.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    is_step = item.isascii() and item.isdecimal() and int(item) < len(tutorial.steps)
    number = tutorial.numbers[int(item)] if is_step else None
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
        return stale  # nobody noted what was said
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
    """The place of a slot, with its recordings and whether they still fit."""
    tutorial = scene.tutorial
    indexes = _step_indexes(tutorial, slot)
    memos = memo_files(scene.files, slot, lang)
    consent = scene.consents.find(memos[0]) if memos else None

    text = text_of(scene, slot, lang)
    others = {other: text_of(scene, slot, other) for other in tutorial.languages if other != lang}
    others = {other: words for other, words in others.items() if words}
    fitting_texts = [text]
    if not has_phrasebook(lang):  # a language that no computer speaks: the person translates another text
        fitting_texts += others.values()
    if consent is not None and any(scene.is_unread(index, lang) for index in indexes):
        fitting_texts = [text, consent.says]  # nobody knows yet whether it fits

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


def _digest(picture: Path) -> str:
    """The digest of a picture, kept until the file changes; empty for one that can't be opened."""
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
    """The spoken text of a place, as a build says it; empty in a language without words."""
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


def spoken(tutorial: Tutorial, index: int, lang: str, matcher: Matcher, wording: str | None = None) -> str:
    """The sentence as a build would say it; empty without an action, and in a language without phrases.

    Args:
        tutorial: the tutorial.
        index: the index of the step, from 0.
        lang: the language.
        matcher: finds the tutorial's private words, which are never said.
        wording: the button's word as found on the screen (`PictureReader.wording`); None if that isn't known yet: then the
            first wording in the script is used.
    """
    step = tutorial.steps[index]
    if step.action is None or not has_phrasebook(lang):
        return ""
    known = wording or visible_wording(step.action, None)
    name = choose_public_name(known, matcher.for_step(step))
    return load_phrasebook(lang).sentence(step.action, name, device_of(tutorial.device or ""))
