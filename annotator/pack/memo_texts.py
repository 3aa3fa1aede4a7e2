"""Work out what the recording of each place says, to be kept with it: a sentence that changes later is then noticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator import languages
from annotator.cache import Cache
from annotator.model import Screen, Step, TargetName
from annotator.pack.attachments import Attachments
from annotator.pack.edition import TITLE, Edition, step_key
from annotator.pack.edition_builder import build_edition, opening_text
from annotator.pack.scan import tutorial_scan
from annotator.pack.scan.step_view import StepScan
from annotator.pack.tutorial_source import TutorialSource, read_source
from annotator.privacy.matcher import Matcher, collect_privacy
from annotator.script import MemoSlot
from annotator.script.consent import digest_picture


def find_memo_texts(folder: Path, lang: str, slots: Sequence[MemoSlot], cache: Cache) -> Mapping[str, tuple[str, str]]:
    """What a recording of each slot says in ``lang``, and the digest of its picture, by the slot's key.

    In a language without words it says what the first language that has some says, Spanish before others.
    """
    spoken = read_source(folder).tutorial.languages
    order = [lang] if lang in spoken else []
    order += [other for other in spoken if languages.base_language(other) == languages.DEFAULT_LANGUAGE]
    texts: dict[str, str] = {}
    for other in dict.fromkeys((*order, *spoken)):
        left = [slot for slot in slots if slot.key not in texts]
        if left:
            edition = _edition(read_source(folder, (other,)), other, left, cache)
            texts |= {slot.key: text for slot in left if (text := _text_of(edition, slot))}
    tutorial = read_source(folder).tutorial
    pictures = {
        slot.key: digest_picture(folder / step.screenshot(lang))
        for slot in slots
        for number, step in zip(tutorial.numbers, tutorial.steps, strict=True)
        if slot.steps[:1] == (number,)
    }
    return {slot.key: (texts.get(slot.key, ""), pictures.get(slot.key, "")) for slot in slots}


def scan_alone(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of one step, for the word that its sentence names."""
    alone = replace(source, tutorial=replace(source.tutorial, steps=(step,)))
    return tutorial_scan.scan_tutorial(alone, matcher, cache).steps(lang)[0]


def empty_scan(step: Step, lang: str) -> StepScan:
    """The scan of a step whose words don't depend on its picture."""
    return StepScan(Screen(""), step.screenshot(lang), None, (), TargetName(None))


def _edition(source: TutorialSource, lang: str, slots: Sequence[MemoSlot], cache: Cache) -> Edition:
    """The words of a tutorial in one language; only pictures on which its sentences depend are looked at."""
    matcher = Matcher(collect_privacy(source.tutorial, source.school))
    wanted = {number for slot in slots for number in slot.steps}

    def scans() -> Iterator[StepScan]:
        for number, step in zip(source.tutorial.numbers, source.tutorial.steps, strict=True):
            typed = step.said(lang) or step.action is None or not languages.has_table(lang, "phrases.toml")
            if typed or number not in wanted:
                yield empty_scan(step, lang)
            else:
                yield scan_alone(source, step, lang, matcher, cache)

    return build_edition(source, lang, tuple(scans()), Attachments())


def _text_of(edition: Edition, slot: MemoSlot) -> str:
    if slot.key == TITLE:
        return opening_text(edition.tutorial, edition.lang)
    keys = {step_key(number) for number in slot.steps} or {slot.key}
    return " ".join(text.text for text in edition.texts if text.key in keys and text.text)
