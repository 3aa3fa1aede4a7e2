"""Sections of a film with nothing on their screens, spoken by clips that no file holds."""

from __future__ import annotations

from pathlib import Path

from annotator.model import (
    Card,
    Clip,
    EndCard,
    Film,
    FilmCard,
    RecapItem,
    Screen,
    Section,
    StepCard,
    StepNumber,
    Theme,
    TitleCard,
    Utterance,
)

LOOK = Theme()
TITLE = TitleCard("Entrar a la clase por Zoom", LOOK)
END = EndCard("¡Listo!", (), LOOK)


def step_cards(number: int = 1) -> tuple[Card, Card]:
    screen = Screen("0" * 8)
    at = StepNumber(number)
    return StepCard("whole", at, 2, screen, LOOK, "tap"), StepCard("close", at, 2, screen, LOOK, "tap")


def end_card(count: int) -> EndCard:
    """A closing with ``count`` steps."""
    items = (
        RecapItem(n, "Toque", StepCard("close", StepNumber(n), count, Screen("0" * 8), LOOK)) for n in range(count)
    )
    return EndCard("¡Listo!", tuple(items), LOOK)


def spoken(text: str, seconds: float, *, memo: bool = False) -> Utterance:
    return Utterance(text, Clip(Path("clips/one.wav"), seconds, "d1"), memo)


def step(*said: Utterance, number: int = 1, chip: str | None = None, other: str | None = None) -> Section:
    at = StepNumber(number)
    return Section(at.name(), step_cards(number), said, chip, step=at, or_says="O dice:" if other else "", other=other)


def film_step(frames: int, *said: Utterance) -> tuple[Section, FilmCard]:
    whole, close = step_cards()
    assert isinstance(whole, StepCard)
    film = FilmCard(whole, Film("f" * 8, frames, (1080, 2340)))
    return Section("step-1", (film, whole, close), said, step=StepNumber(1)), film
