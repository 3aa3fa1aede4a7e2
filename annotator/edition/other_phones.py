"""Work out what another phone's pages show and say: only what differs there is drawn and spoken again.

If step 3 alone has a picture of an iPhone, ``03-unirse.iphone.png``, the iPhone's edition has a step 3 of its own; its other
steps are those of the tutorial's first phone, with the same pictures and sounds.
"""

from collections.abc import Iterator
from dataclasses import replace

from annotator import languages
from annotator.edition.attachments import Attachments
from annotator.edition.edition import Edition, EditionStep, SpokenText, step_key
from annotator.edition.edition_builder import build_edition
from annotator.edition.scan.step_view import StepScan
from annotator.edition.scan.tutorial_scan import TutorialScan
from annotator.messages import Message
from annotator.model import Phone, Problem, Step, phones
from annotator.script import SCRIPT
from annotator.script.files.memo_slots import memo_stems
from annotator.text.folding import fold
from annotator.timeline.captions import find_chip


def add_phones(edition: Edition, scan: TutorialScan) -> Edition:
    """The edition with those for the tutorial's other phones."""
    others = tuple(_build(edition, phone, scan.phones[phone.word]) for phone in edition.tutorial.phones[1:])
    return replace(edition, phones=others)


def _build(first: Edition, phone: Phone, scan: TutorialScan) -> Edition:
    """The edition for another phone; ``first`` is that of the tutorial's first phone."""
    scans = [
        found if phones.find_files(step.step, phone.word) else step.scan
        for step, found in zip(first.steps, scan.steps(first.lang), strict=True)
    ]
    steps_there = tuple(
        _choose_sentence(step, there, found, first.lang)
        for step, there, found in zip(first.steps, scan.source.tutorial.steps, scans, strict=True)
    )
    tutorial = replace(scan.source.tutorial, steps=steps_there)
    built = build_edition(replace(scan.source, tutorial=tutorial), first.lang, scans, Attachments())
    steps = tuple(
        _lend_memo(step, new, first.lang) if phones.find_files(step.step, phone.word) else step
        for step, new in zip(first.steps, built.steps, strict=True)
    )
    return replace(built, phone=phone, steps=steps, texts=tuple(_list_texts(first, steps, phone)), phrases=())


def _choose_sentence(first: EditionStep, step: Step, scan: StepScan, lang: str) -> Step:
    """The step without the first phone's sentence, if that names its button by a word that isn't the one on this phone.

    Without a sentence, the phrasebook speaks, if the language has one.
    """
    typed = step.said(lang)
    inherited = typed is not None and typed == first.step.said(lang)
    if not inherited or not first.chip or not find_chip(typed or "", first.chip) or _is_called_alike(first, scan):
        return step
    return replace(step, narration=tuple(said for said in step.narration if said.lang != lang))


def _is_called_alike(first: EditionStep, scan: StepScan) -> bool:
    return fold(first.chip or "") == fold(scan.target_name.text or "")


def _lend_memo(first: EditionStep, step: EditionStep, lang: str) -> EditionStep:
    """The step with the memo of the first phone's step, unless it has one itself, or says something else."""
    says_same = step.text == first.text and (step.text or _is_called_alike(first, step.scan))
    if step.step.memo(lang) or not says_same:
        return step
    lent = (*step.step.memos, *(memo for memo in first.step.memos if memo.lang == lang))
    return replace(step, step=replace(step.step, memos=lent))


def _list_texts(first: Edition, steps: tuple[EditionStep, ...], phone: Phone) -> Iterator[SpokenText]:
    """The texts of the phone that differ from the first phone's; without words if there is no memo and no voice for them."""
    has_voice = languages.has_table(first.lang, "voices.toml")
    for first_step, step in zip(first.steps, steps, strict=True):
        memo = step.step.memo(first.lang)
        if (step.text, memo) != (first_step.text, first_step.step.memo(first.lang)):
            text = step.text if memo or has_voice else ""
            yield SpokenText(step_key(step.number, phone.word), text, memo, step.number)


def find_missing_memos(edition: Edition) -> Iterator[Problem]:
    """A warning for each step that a person speaks, but not as another phone needs it."""
    for other in edition.phones:
        assert other.phone is not None
        stems = memo_stems([step.step for step in other.steps])
        for first_step, step, stem in zip(edition.steps, other.steps, stems, strict=True):
            if first_step.step.memo(edition.lang) and not step.step.memo(edition.lang):
                template = 'Nobody recorded what this step says on "{phone}" ({lang}).'
                message = Message(template, phone=other.phone.name, lang=edition.lang)
                template = 'Put the recording beside its picture as "{name}"; until then no person speaks there.'
                remedy = Message(template, name=f"{stem}.{edition.lang}.m4a")
                yield Problem(SCRIPT, first_step.step.line, message, remedy, "warning")
