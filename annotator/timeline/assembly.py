"""Put sections that are laid out one after the other on a timeline: shots, cues and clips with their times in the film."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

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
"""Time by which the last caption outlasts the voice, in frames; more if it takes longer to read, less if its section ends."""


def join(sections: Iterable[tuple[Section, SectionLayout]]) -> Timeline:
    """Put sections one after the other, each with its layout."""
    timed = []
    start = 0
    for section, layout in sections:
        timed.append(_place_section(section, layout, start))
        start += layout.length
    return Timeline(tuple(timed))


def _place_section(section: Section, layout: SectionLayout, start: int) -> TimedSection:
    """A section with its times in the film, from the frame ``start`` on. The last cue may stay longer than the voice."""
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


class _Picture(NamedTuple):
    """A card with its caption from a frame of its section on."""

    frame: int
    card: Card
    caption: Caption | None


def _make_shots(section: Section, layout: SectionLayout, start: int) -> list[Shot]:
    """A shot from each change of card, film, mark or caption to the next; the first cue is shown from the section's start."""
    card_starts = (0, *layout.cuts)
    film_ends = (first + film_frames(card) for card, first in zip(section.cards, card_starts, strict=True))
    caption_starts = [cue.start for cue in layout.cues[1:]]
    reveals = _place_reveals(section, layout, (0, *caption_starts))
    changes = sorted({*card_starts, *film_ends, *caption_starts, *reveals} - {layout.length})
    pictures: list[_Picture] = []
    for frame in changes:
        index = bisect_right(layout.cuts, frame)
        card = _advance_film(section.cards[index], frame - card_starts[index])
        if isinstance(card, EndCard) and frame < max(reveals, default=0):
            card = replace(card, shown=bisect_right(reveals, frame))
        cue = layout.cues[bisect_right(caption_starts, frame)] if layout.cues else None
        caption = _make_caption(section, cue)
        if not pictures or (pictures[-1].card, pictures[-1].caption) != (card, caption):
            pictures.append(_Picture(frame, card, caption))
    ends = [*(picture.frame for picture in pictures[1:]), layout.length]
    return [
        Shot((start + picture.frame) / FPS, (end - picture.frame) / FPS, picture.card, picture.caption)
        for picture, end in zip(pictures, ends, strict=True)
    ]


def _place_reveals(section: Section, layout: SectionLayout, changes: Sequence[int]) -> tuple[int, ...]:
    """The frames at which the steps on the closing card get their marks; none without sound."""
    if not layout.sounds:
        return ()
    count = sum(len(card.items) for card in section.cards if isinstance(card, EndCard))
    sound_span = (layout.sounds[0] / SAMPLES_PER_FRAME, layout.last_sample / SAMPLES_PER_FRAME)
    return place_reveals(count, changes, sound_span)


def _advance_film(card: Card, frames: int) -> Card:
    """The card after ``frames``: its film has advanced, or stopped at its last frame."""
    total = film_frames(card)
    if not total or not isinstance(card, FilmCard):
        return card
    if frames >= total:
        return replace(card, first_frame=card.first_frame + total - 1, still=True)
    return replace(card, first_frame=card.first_frame + frames)


def _make_caption(section: Section, cue: CueStart | None) -> Caption | None:
    """The caption for a cue; None for one that is in the title, which the title card shows in large letters.

    Without a cue, a closing has its note alone.
    """
    if cue is None:
        is_closing = any(isinstance(card, EndCard) for card in section.cards)
        return Caption((), note=section.note) if section.note and is_closing else None
    titles = [card.title for card in section.cards if isinstance(card, TitleCard)]
    if any(" ".join(cue.lines).rstrip(".!") in title for title in titles):
        return None
    note = section.optional_note if cue.optional else section.note
    return make_caption(cue.lines, section.chip, or_says=section.or_says, other=section.other, note=note)
