"""Tell which memo belongs to which step, so that a person adds a recording by saving it under the right name.

A *memo* is a person's recording that is heard in place of a text. Beside the picture ``03-unirse.png``, the Spanish one is::

    03-unirse.es.m4a      the stem of the picture, the language, the suffix of a sound
    title.es.m4a          the one of the opening
    03-unirse.2.es.m4a    the second step that shows this picture, if it says something else (`memo_stems`)
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from annotator.messages import Message, join_words
from annotator.model import Step, StepNumber, Tutorial
from annotator.script.file_names import END, MEMOS, RECORDINGS, SOUNDS, TITLE, TaggedName, stem, suffix
from annotator.script.files.file_index import FileIndex

_MEMO_SUFFIXES = {".mov": ".mp4", ".3gpp": ".3gp"}
"""Suffix that memos can't have → one in `MEMOS` under which such a file is read, too."""
_SOUND_SUFFIXES = {".mp4": ".m4a", ".mov": ".m4a", ".3gp": ".3ga", ".3gpp": ".3ga", ".webm": ".ogg"}
"""Suffix of a video container → that of a sound. Beside a screen recording, an .mp4 would be another recording."""


@dataclass(frozen=True, slots=True)
class MemoSlot:
    """The place of a memo in one language, and the memo that is there.

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
    indexes_by_stem: dict[str, list[int]] = defaultdict(list)
    for index, memo_stem in enumerate(memo_stems(tutorial.steps)):
        indexes_by_stem[memo_stem].append(index)
    slots = []
    for memo_stem, indexes in indexes_by_stem.items():
        numbers = tuple(tutorial.numbers[index] for index in indexes)
        beside_recording = suffix(tutorial.steps[indexes[0]].picture) in RECORDINGS
        memo = _find_memo(names.find_tagged(memo_stem), lang, SOUNDS if beside_recording else MEMOS)
        slots.append(MemoSlot(numbers[0].name(), memo_stem, numbers, memo, beside_recording))
    opening = MemoSlot(TITLE, TITLE, memo=_find_memo(names.find_named(TITLE, MEMOS), lang, MEMOS))
    closing = MemoSlot(END, END, memo=_find_memo(names.find_named(END, MEMOS), lang, MEMOS))
    return (opening, *slots, closing)


def _find_memo(files: Sequence[TaggedName], lang: str, suffixes: Collection[str]) -> str | None:
    """The first of the files in a language with one of the suffixes, or None."""
    return next((file.file for file in files if file.lang == lang and file.suffix in suffixes), None)


def memo_stems(steps: Sequence[Step]) -> list[str]:
    """The stem of the memos of each step: that of its picture, with a number for the second of its contents and further ones.

    A picture with two steps, one for each of its buttons, has the memos ``02-camara`` and ``02-camara.2``: neither fits both.
    """
    taken = {stem(step.picture) for step in steps}
    stems: dict[tuple[object, ...], str] = {}
    for step in steps:
        content = _memo_content(step)
        if content not in stems:
            name = stem(step.picture)
            if name in stems.values():
                name = next(numbered for number in count(2) if (numbered := f"{name}.{number}") not in taken)
            stems[content] = name
            taken.add(name)
    return [stems[_memo_content(step)] for step in steps]


def _memo_content(step: Step) -> tuple[object, ...]:
    """The content of a step by which it gets a memo: steps with the same one share it."""
    return step.picture, step.questions, step.narration, step.action
