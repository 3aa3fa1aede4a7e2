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

from annotator.edit.errors import NotListedError
from annotator.edition.opening_and_closing import closing_text, end_sentence, opening_text
from annotator.model import School, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import MEMOS, SOUNDS, Consent, Consents, MemoSlot, find_memo_slots
from annotator.script.checks.staleness import Staleness, digest_picture, find_staleness
from annotator.script.file_names import END, TITLE
from annotator.script.files.file_index import FileIndex


@dataclass(frozen=True)
class Scene:
    """Everything from which the places of a tutorial are derived.

    Attributes:
        folder: the tutorial's folder.
        tutorial: the tutorial in its latest state.
        files: the names of the files in the folder.
        school: the settings of the school that it belongs to.
        consents: the entries of ``consent.toml``.
        make_sentence: returns the phrasebook's sentence ("Tap Join.") for a step without one, by its index and a language.
        is_unread: returns whether that sentence lacks the button's word, since the screen isn't read yet.
        is_private: returns whether a text contains a hidden word, or a name on the roster.
    """

    folder: Path
    tutorial: Tutorial
    files: Collection[str]
    school: School
    consents: Consents
    make_sentence: Callable[[int, str], str]
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
        text: the text that a build says there; empty if there is none in the language.
        other_texts: the texts in the other languages that have one.
        picture: the digest of the picture; empty for the opening and the closing, and for a picture that can't be opened.
        memos: the file names of the recordings there; usually one or none.
        consent: the entry of ``consent.toml`` for the first recording.
        staleness: what changed since the first recording was made, or None.
        says_private: whether the text noted for the first recording has a hidden word, or a name on the roster.
    """

    item: str
    lang: str
    slot: MemoSlot
    text: str
    other_texts: Mapping[str, str]
    picture: str
    memos: tuple[str, ...]
    consent: Consent | None
    staleness: Staleness | None
    says_private: bool = False

    @property
    def text_to_record(self) -> str:
        """The text for a new recording; if there is none in the language, that in another one, to be translated."""
        return self.text or next(iter(self.other_texts.values()), "")


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
    """What changed after each recording that no longer fits, by item (index of a step, ``title``, ``end``) and by language."""
    stale: dict[str, dict[str, Staleness]] = {}
    if not any(entry.says or entry.picture for entry in scene.consents.entries):
        return stale  # nobody noted what was said, nor beside which picture
    for lang in scene.tutorial.languages:
        for slot in find_memo_slots(scene.tutorial, scene.files, lang):
            if not _find_memos(scene.files, slot, lang):
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
    memos = _find_memos(scene.files, slot, lang)
    consent = scene.consents.find(memos[0]) if memos else None

    texts = {language: _find_text(scene, slot, language) for language in (lang, *tutorial.languages)}
    text = texts.pop(lang)
    other_texts = {language: other_text for language, other_text in texts.items() if other_text}
    fitting_texts = [text]
    if not has_phrasebook(lang):
        fitting_texts += other_texts.values()  # no computer speaks the language: a person translates one of these
    if consent is not None and any(scene.is_unread(index, lang) for index in indexes):
        fitting_texts = [text, consent.says]  # nobody knows yet whether it fits
    picture = _digest(scene.folder / tutorial.steps[indexes[0]].screenshot(lang)) if indexes else ""
    return VoicePlace(
        item=str(indexes[0]) if indexes else slot.key,
        lang=lang,
        slot=slot,
        text=text,
        other_texts=other_texts,
        picture=picture,
        memos=memos,
        consent=consent,
        staleness=find_staleness(consent, fitting_texts, picture),
        says_private=bool(consent and consent.says and scene.is_private(consent.says)),
    )


def _digest(picture: Path) -> str:
    """The digest of a picture, cached until its time or size changes; empty for one that can't be opened."""
    with contextlib.suppress(OSError):
        status = picture.stat()
        return _digest_once(picture, status.st_mtime_ns, status.st_size)
    return ""


@lru_cache(maxsize=512)
def _digest_once(picture: Path, _mtime: int, _size: int) -> str:
    """The digest of a picture that has this modification time and size."""
    return digest_picture(picture)


def _find_memos(files: Collection[str], slot: MemoSlot, lang: str) -> tuple[str, ...]:
    """The files that are recordings of a place in a language; more than one is a problem of the script."""
    suffixes = SOUNDS if slot.beside_recording else MEMOS
    index = FileIndex(files)
    tagged = index.find_tagged(slot.stem)
    if not slot.steps:  # "Title.es.m4a" is one of the opening, too
        tagged = (*tagged, *index.find_tagged(slot.stem.capitalize()))
    return tuple(file.file for file in tagged if file.lang == lang and file.suffix in suffixes)


def _find_text(scene: Scene, slot: MemoSlot, lang: str) -> str:
    """The text of a place, as a build says it: in a step the question of an aside, then its sentences. Empty if there is none."""
    tutorial = scene.tutorial
    if slot.steps:
        index = _step_indexes(tutorial, slot)[0]
        step = tutorial.steps[index]
        question = end_sentence(step.question(lang) or "")
        sentences = step.said(lang) or scene.make_sentence(index, lang)
        return f"{question} {sentences}".strip()
    if slot.key == TITLE:
        return opening_text(tutorial, lang)
    if not has_phrasebook(lang):
        return ""
    return closing_text(tutorial, scene.school, load_phrasebook(lang))
