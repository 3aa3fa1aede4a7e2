"""Put sections that are laid out one after the other on a timeline: shots, cues and clips with their times in the film."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from annotator.model import (
    FPS,
    SAMPLE_RATE,
    Caption,
    Card,
    Cue,
    EndCard,
    FilmCard,
    ScheduledClip,
    Section,
    Shot,
    TimedSection,
    Timeline,
    TitleCard,
)
from annotator.pace import MIN_PAUSE_SECONDS
from annotator.timeline.captions import make_caption, reading_frames
from annotator.timeline.cuts import film_frames, place_reveals
from annotator.timeline.section_layout import SAMPLES_PER_FRAME, CueStart, SectionLayout, nearest_frame

_LINGER_FRAMES: Final = round(MIN_PAUSE_SECONDS * FPS)
"""Time by which the last caption outlasts the voice; more if it takes longer to read."""


def join(laid: Iterable[tuple[Section, SectionLayout]]) -> Timeline:
    """Put sections one after the other, each with its layout."""
    timed = []
    start = 0
    for section, layout in laid:
        timed.append(_place_section(section, layout, start))
        start += layout.length
    return Timeline(tuple(timed))


def _place_section(section: Section, layout: SectionLayout, start: int) -> TimedSection:
    """A section with its times in the film, from the frame ``start`` on. The last cue stays a moment longer than the voice."""
    cue_ends = [cue.start for cue in layout.cues[1:]]
    if layout.cues:
        last_cue = layout.cues[-1]
        voice_end = nearest_frame(layout.last_sample) + _LINGER_FRAMES
        cue_ends.append(min(layout.length, max(voice_end, last_cue.start + reading_frames(last_cue.lines))))
    return TimedSection(
        key=section.key,
        start=start / FPS,
        seconds=layout.length / FPS,
        text=" ".join(spoken.text for spoken in section.spoken if spoken.text),
        shots=tuple(_make_shots(section, layout, start)),
        cues=tuple(
            Cue((start + cue.start) / FPS, (start + end) / FPS, cue.lines)
            for cue, end in zip(layout.cues, cue_ends, strict=True)
        ),
        sounds=tuple(
            ScheduledClip((start * SAMPLES_PER_FRAME + sample) / SAMPLE_RATE, spoken.clip)
            for sample, spoken in zip(layout.sounds, section.spoken, strict=True)
        ),
        step=section.step,
    )


def _make_shots(section: Section, layout: SectionLayout, start: int) -> list[Shot]:
    """A shot from each change of card, mark or caption to the next; the first cue is shown from the section's start."""
    card_starts = (0, *layout.cuts)
    film_ends = (first + film_frames(card) for card, first in zip(section.cards, card_starts, strict=True))
    caption_starts = [cue.start for cue in layout.cues[1:]]
    reveals = _place_reveals(section, layout, (0, *caption_starts))
    changes = sorted({*card_starts, *film_ends, *caption_starts, *reveals} - {layout.length})
    pictures: list[tuple[int, Card, Caption | None]] = []
    for change in changes:
        index = sum(cut <= change for cut in layout.cuts)
        card = _advance_film(section.cards[index], change - card_starts[index])
        if isinstance(card, EndCard) and change < max(reveals, default=0):
            card = replace(card, shown=sum(reveal <= change for reveal in reveals))
        cues_so_far = [cue for cue in layout.cues if cue.start <= change] or list(layout.cues[:1])
        caption = _make_caption(section, cues_so_far[-1] if cues_so_far else None)
        if not pictures or pictures[-1][1:] != (card, caption):
            pictures.append((change, card, caption))
    ends = [*(change for change, _, _ in pictures[1:]), layout.length]
    return [
        Shot((start + change) / FPS, (end - change) / FPS, card, caption)
        for (change, card, caption), end in zip(pictures, ends, strict=True)
    ]


def _place_reveals(section: Section, layout: SectionLayout, changes: Sequence[int]) -> tuple[int, ...]:
    """The frames at which the steps on the closing card get their marks; none without sound."""
    count = sum(len(card.items) for card in section.cards if isinstance(card, EndCard))
    if not layout.sounds:
        return ()
    return place_reveals(count, changes, (layout.sounds[0] / SAMPLES_PER_FRAME, layout.last_sample / SAMPLES_PER_FRAME))


def _advance_film(card: Card, frames: int) -> Card:
    """The card after ``frames``: its film has advanced, or stopped at its last frame."""
    total = film_frames(card)
    if not total or not isinstance(card, FilmCard):
        return card
    if frames >= total:
        return replace(card, first_frame=card.first_frame + total - 1, still=True)
    return replace(card, first_frame=card.first_frame + frames)


def _make_caption(section: Section, cue: CueStart | None) -> Caption | None:
    """The caption for a cue; None for a title, which the title card shows in large letters."""
    if cue is None:
        # The closing shows whom to ask, also where nothing is spoken.
        closing = any(isinstance(card, EndCard) for card in section.cards)
        return Caption((), note=section.note) if section.note and closing else None
    titles = [card.title for card in section.cards if isinstance(card, TitleCard)]
    if any(" ".join(cue.lines).rstrip(".!") in title for title in titles):
        return None
    note = section.optional_note if cue.optional else section.note
    return make_caption(cue.lines, section.chip, or_says=section.or_says, other=section.other, note=note)
