"""Make a call of a tutorial, for families without data or whose language has no letters, and a text message of each step.

In Spanish they are ``call/es/call.wav``, all of it; ``start``, ``paso-1`` and so on, and ``end``, each as ``.wav`` and as
``.xml``; ``sms.txt``; and ``index.html``, for whoever sets up the school's call system.

The sounds are 16-bit PCM, since all call systems take that; many don't read mu-law in a WAV file, which would be half as large.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotator.media import audio
from annotator.model import SAMPLE_RATE, StaffLabel, Timeline
from annotator.pack import file_checks
from annotator.pack.products.page_content import collect_pages
from annotator.pack.products.product import EditionProduct, Output, ProductContext

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep
    from annotator.edition.spoken_edition import SpokenEdition

FOLDER = "call"
_PAUSE_SECONDS, _TYPING_SECONDS, _BRIEF_SECONDS = 10, 20, 5
"""Time to do a step, to type in it, and after one in which there is nothing to do."""
_SAMPLE_BYTES = 2


def _make_call(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the sounds, documents, messages and page; nothing where nobody speaks."""
    from annotator.pages import call_flow
    from annotator.video import render  # loads NumPy

    spoken = context.spoken(edition)
    if render.has_no_clip(spoken.timeline):
        return
    folder = f"{FOLDER}/{edition.lang}"
    (context.folder / folder).mkdir(parents=True, exist_ok=True)
    parts, whole = [], bytearray()
    for sound in _plan_sounds(edition, spoken):
        pcm, path = _trim_end(b"".join(render.join_clips(sound.timeline))), f"{folder}/{sound.stem}.wav"
        audio.encode([pcm], context.folder / path, audio.TELEPHONE)
        seconds = _count_seconds(pcm)
        text = " ".join(filter(None, (section.text for section in sound.timeline.sections)))
        part = call_flow.CallPart(sound.stem, text, seconds, _choose_pause(sound.steps))
        parts.append(part)
        silence = bytes(_SAMPLE_BYTES * SAMPLE_RATE * part.pause)
        whole += (pcm + silence) * (2 if part.pause else 1)  # whoever listens can't ask for a step again
        yield Output(path, seconds, sound.steps[0].number if sound.steps else None)
    path = f"{folder}/{call_flow.CALL}"
    loudness = audio.encode([bytes(whole)], context.folder / path, audio.TELEPHONE)
    yield Output(path, _count_seconds(whole), warnings=tuple(file_checks.check_loudness(edition, path, loudness)))
    messages = [_compose_sms(step) for step in edition.steps if step.text]
    pages = collect_pages([edition])
    texts_by_name = {}
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        texts_by_name[f"{part.stem}.xml"] = call_flow.render_twiml(part, following)
    texts_by_name["index.html"] = call_flow.render_page(pages, pages.pages[0], parts, messages, _count_seconds(whole))
    if messages:
        texts_by_name[call_flow.SMS] = "".join(f"{message}\n" for message in messages)
    for name, text in texts_by_name.items():
        (context.folder / folder / name).write_text(text, encoding="utf-8", newline="\n")
        yield Output(f"{folder}/{name}")


class _Sound(NamedTuple):
    """A sound of the call, ``paso-1.wav``, with the steps that are done after it; none for the opening and the closing."""

    stem: str
    timeline: Timeline
    steps: Sequence[EditionStep] = ()


def _plan_sounds(edition: Edition, spoken: SpokenEdition) -> Iterator[_Sound]:
    """The sounds of the call in their order: the opening, a sound for each clip of the edition, the closing."""
    from annotator.pages import call_flow

    sections = spoken.timeline.sections
    first_step = next(index for index, section in enumerate(sections) if section.step is not None)
    yield _Sound(call_flow.START, Timeline(sections[:first_step]))
    for steps, plan in zip(edition.clips, spoken.call_plans, strict=True):
        yield _Sound(edition.step_file(steps[0].number, ""), plan.timeline, steps)
    yield _Sound(call_flow.END, Timeline(sections[-1:]))


def _count_seconds(pcm: bytes | bytearray) -> float:
    """The duration of 16-bit samples."""
    return len(pcm) / _SAMPLE_BYTES / SAMPLE_RATE


def _trim_end(pcm: bytes) -> bytes:
    """The samples without the silence at their end, but at least their first half second."""
    length = len(pcm.rstrip(b"\0"))
    return pcm[: max(length + length % _SAMPLE_BYTES, _SAMPLE_BYTES * SAMPLE_RATE // 2)]


def _choose_pause(steps: Sequence[EditionStep]) -> int:
    """The seconds in which to do the steps of a part; none where there are no steps."""
    if not steps:
        return 0
    if any(step.step.action is not None and step.step.action.kind == "type" for step in steps):
        return _TYPING_SECONDS
    return _PAUSE_SECONDS if steps[-1].ends_action else _BRIEF_SECONDS


def _compose_sms(step: EditionStep) -> str:
    """The text message of a step."""
    from annotator.pages import call_flow, chat_message
    from annotator.text import sentence_rules

    sentences = chat_message.quote_button(sentence_rules.split_sentences(step.text), step.chip)
    return call_flow.compose_sms(step.number, sentences, step.verb)


CALL = EditionProduct(
    "call",
    StaffLabel(
        "more",
        "Para quien no tiene datos o no lee: un número al que llamar, y un SMS de cada paso.",
        "For those without data, or who don't read: a number to call, and a text message of each step.",
        "Abrir la llamada",
        "Open the call",
    ),
    spoken=True,
    phrases=True,
    website=True,  # anybody may call the number
    units=1,
    usual=lambda _: False,
    make=_make_call,
)
