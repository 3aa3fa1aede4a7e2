"""Let file names carry meaning, so that a person adds a recording by saving it under the right name.

A *memo* is a person's recording that is heard in place of a text. Beside the picture ``03-unirse.png``, the Spanish one is::

    03-unirse.es.m4a      the stem of the picture, the language, the suffix of a sound
    title.es.m4a          the one of the opening
    03-unirse.2.es.m4a    the second step that shows this picture, if it says something else (`memo_stems`)

Look-ups forgive the differences that people don't see: the case of a suffix, and the two Unicode forms of an accented letter.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from annotator.messages import Message, join_words
from annotator.model import Step, StepNumber, Tutorial
from annotator.script.keywords import find_nearest
from annotator.script.language_tags import parse_tag

TITLE, END = "title", "end"
"""The stems of memos for the opening and the closing."""
_MEMO_SUFFIXES = {".mov": ".mp4", ".3gpp": ".3gp"}
"""Suffix that memos can't have → the suffix in `MEMOS` for the same container."""
_SOUND_SUFFIXES = {".mp4": ".m4a", ".mov": ".m4a", ".3gp": ".3ga", ".3gpp": ".3ga", ".webm": ".ogg"}
"""Suffix of a video container → that of a sound. Beside a screen recording, an .mp4 would be another recording."""
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif"})
"""Suffixes of screenshots and icons: what phones and laptops make."""
RECORDINGS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".3gp"})
"""Suffixes of screen recordings and greetings."""
SOUNDS = frozenset({".m4a", ".ogg", ".oga", ".opus", ".mp3", ".wav", ".amr", ".aac", ".flac", ".caf", ".3ga"})
"""Suffixes of files that can hold nothing but sound."""
MEMOS = SOUNDS | {".mp4", ".3gp", ".webm"}
"""Suffixes of memos: messengers save voice messages in video containers, too."""
_SUFFIXES = PICTURES | RECORDINGS | SOUNDS


@dataclass(frozen=True, slots=True)
class MemoSlot:
    """Where a memo in one language goes, and the memo that is there.

    ``MemoSlot("step-3", "03-unirse", (StepNumber(3),), "03-unirse.es.m4a")`` has its memo already.

    Attributes:
        key: the name of the slot: ``title``, ``end`` or ``step-3``.
        stem: the stem of the memo's file name ("03-unirse").
        steps: the numbers of the steps that say the same beside its picture; none for the opening and the closing.
        memo: the existing file, or None.
        beside_recording: whether the picture is a screen recording, beside which an .mp4 is no memo.
    """

    key: str
    stem: str
    steps: tuple[StepNumber, ...] = ()
    memo: str | None = None
    beside_recording: bool = False

    @property
    def title(self) -> str:
        """The slot as messages call it: ``the opening``, ``steps 2 and 3``."""
        if not self.steps:
            return "the opening" if self.key == TITLE else "the closing"
        numbers = join_words(map(str, self.steps))
        return Message("step {number}" if len(self.steps) == 1 else "steps {number}", number=numbers)

    def file_name(self, lang: str, source_suffix: str) -> str:
        """The name under which a sound file with ``source_suffix`` (``.opus``) is this slot's memo."""
        suffixes = _SOUND_SUFFIXES if self.beside_recording else _MEMO_SUFFIXES
        return f"{self.stem}.{lang}{suffixes.get(source_suffix, source_suffix)}"


def find_memo_slots(tutorial: Tutorial, files: Collection[str], lang: str) -> tuple[MemoSlot, ...]:
    """All slots for memos in ``lang``, in the order of the video. No title needs to declare the language.

    Args:
        tutorial: the tutorial; steps of it that say the same beside the same picture share a slot.
        files: the names of the files in its folder ("03-unirse.png", "03-unirse.es.m4a").
        lang: the BCP 47 tag of the memos' language ("mix").
    """
    names = FileIndex(files)

    def find_memo(tagged: Iterable[TaggedName], suffixes: Collection[str] = MEMOS) -> str | None:
        """The first memo in the language, or None."""
        return next((name.file for name in tagged if name.lang == lang and name.suffix in suffixes), None)

    steps_by_stem: dict[str, list[int]] = defaultdict(list)
    for index, memo_stem in enumerate(memo_stems(tutorial.steps)):
        steps_by_stem[memo_stem].append(index)
    slots = []
    for memo_stem, indexes in steps_by_stem.items():
        numbers = tuple(tutorial.numbers[index] for index in indexes)
        is_recording = suffix(tutorial.steps[indexes[0]].picture) in RECORDINGS
        memo = find_memo(names.find_tagged(memo_stem), SOUNDS if is_recording else MEMOS)
        slots.append(MemoSlot(numbers[0].name(), memo_stem, numbers, memo, is_recording))
    opening, closing = (MemoSlot(word, word, memo=find_memo(names.find_named(word, MEMOS))) for word in (TITLE, END))
    return (opening, *slots, closing)


def memo_stems(steps: Sequence[Step]) -> list[str]:
    """The stem of the memos of each step: that of its picture, with a number for the second of its contents and further ones.

    A picture with two steps, one for each of its buttons, has the memos ``02-camara`` and ``02-camara.2``: neither fits both.
    """
    taken = {stem(step.picture) for step in steps}
    stems: dict[tuple[object, ...], str] = {}
    for step in steps:
        content = _content_of(step)
        if content not in stems:
            name = stem(step.picture)
            if name in stems.values():
                name = next(other for number in count(2) if (other := f"{name}.{number}") not in taken)
            stems[content] = name
            taken.add(name)
    return [stems[_content_of(step)] for step in steps]


def _content_of(step: Step) -> tuple[object, ...]:
    """What a memo says: steps with the same share one."""
    return step.picture, step.questions, step.narration, step.action


def suffix(name: str) -> str:
    """The suffix in lower case with its dot, or "" if the name has none, as ``.hidden`` or ``no. 5``."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem and " " not in last else ""


def stem(name: str) -> str:
    """The name without its suffix, in NFC: macOS and Windows encode the same accented name differently."""
    end = suffix(name)
    return unicodedata.normalize("NFC", name[: len(name) - len(end)] if end else name)


def is_named_as_media(name: str) -> bool:
    """Whether a file's suffix is that of a picture, a recording or a sound."""
    return suffix(name) in _SUFFIXES


@dataclass(frozen=True, slots=True)
class TaggedName:
    """The parts of a file name ``STEM.LANG.SUFFIX``.

    ``03-unirse.es.m4a`` is ``TaggedName("03-unirse", "es", ".m4a", "03-unirse.es.m4a")``.
    """

    stem: str
    lang: str
    suffix: str
    file: str


def parse_tagged_name(name: str) -> TaggedName | None:
    """The parts of ``03-unirse.es.m4a``, or None for a name without a language."""
    base, dot, tag = stem(name).rpartition(".")
    lang = parse_tag(tag) if dot and base and f".{tag.lower()}" not in _SUFFIXES else None
    return TaggedName(base, lang, suffix(name), name) if lang else None


class FileIndex:
    """The file names of one folder; look-ups ignore the Unicode form of the name and the case of its suffix."""

    def __init__(self, files: Collection[str]) -> None:
        self._all = sorted(files)
        self._exact = frozenset(self._all)
        self._normalized = {stem(name) + suffix(name): name for name in reversed(self._all)}  # of two, the first counts
        self._tagged: dict[str, list[TaggedName]] = defaultdict(list)
        for name in self._all:
            parts = parse_tagged_name(name)
            if parts:
                self._tagged[parts.stem].append(parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def find(self, name: str) -> str | None:
        """The file's real name, or None."""
        return name if name in self._exact else self._normalized.get(stem(name) + suffix(name))

    def find_doubled(self, name: str) -> str | None:
        """The picture or recording called ``name`` plus a second suffix (``01.png.png``), which Windows hides, or None."""
        if suffix(name) not in _SUFFIXES:
            return None
        return next((file for end in sorted(PICTURES | RECORDINGS) if (file := self.find(name + end))), None)

    def find_nearest(self, name: str, suffixes: Collection[str], also: Collection[str] = ()) -> str | None:
        """The file that ``name`` is probably meant to be, or None: one with one of the ``suffixes``, or one of ``also``."""
        choices = [*(file for file in self._all if suffix(file) in suffixes), *also]
        without_suffix = next((file for file in choices if stem(file) == unicodedata.normalize("NFC", name)), None)
        return without_suffix or find_nearest(name, choices)

    def find_tagged(self, stem: str) -> Sequence[TaggedName]:
        """All files ``STEM.LANG.SUFFIX`` of a stem, sorted by name."""
        return self._tagged.get(stem, ())

    def find_of_phone(self, name: str, word: str) -> list[str]:
        """All pictures ``STEM.WORD.SUFFIX`` that share the stem of ``name``, in any case of the word."""
        stems = {file: stem(file).rpartition(".") for file in self._all if suffix(file) in PICTURES}
        return [
            file for file, (base, _, last) in stems.items() if base == stem(name) and last.casefold() == word.casefold()
        ]

    def find_named(self, word: str, suffixes: Collection[str]) -> list[TaggedName]:
        """All files ``WORD.LANG.SUFFIX`` with one of the ``suffixes``; phones begin a name with a capital."""
        found = (*self.find_tagged(word), *self.find_tagged(word.capitalize()))
        return [file for file in found if file.suffix in suffixes]
