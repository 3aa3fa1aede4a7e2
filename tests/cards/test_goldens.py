"""A story: typical cards of the shipped tutorials' screens, as they looked when somebody last looked at them.

Sheets show all actions, signs, sources and kinds of captions side by side.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from annotator.cards import caption_band
from annotator.cards import card as cards
from annotator.model import (
    ActionKind,
    Box,
    Caption,
    Card,
    ChatCard,
    Direction,
    EndCard,
    GreetingCard,
    MarkedTarget,
    RecapItem,
    Redaction,
    Screen,
    Source,
    StepCard,
    StepNumber,
    TextLine,
    Theme,
    TitleCard,
)
from annotator.screen import ocr
from annotator.screen.element import compact_marks
from annotator.screen.load import load
from annotator.screen.picture_kind import classify

TUTORIALS = Path(__file__).parents[2] / "tutorials"
GOLDENS = Path(__file__).parent / "goldens"
TEXTS = GOLDENS / "texts.json"
"""Where the texts of each screen stand; written with the goldens, so that comparing them needs no reader."""
FAILURES = Path(__file__).parents[1] / "failures"
TOLERANCE = 2.0
"""Mean difference of a golden's channels, 0..255: other versions of Pillow and FreeType stay below 1."""

HAND = Theme(pointer="hand")
JOIN = "join-class-on-zoom/03-unirse.png"
NAME = "join-class-on-zoom/02-nombre.png"
CALL = "join-class-on-zoom/06-en-clase.png"
MICROPHONE = "send-a-voice-message/02-microfono.png"
TALKING = "send-a-voice-message/03-hablar.png"
PLUS = "join-google-classroom/04-mas.png"
CODE = "join-google-classroom/06-unirse.png"
MEETING = "mute-and-unmute/03-prendido.png"
HOME = "get-zoom/01-inicio.png"

TARGETS = {
    JOIN: MarkedTarget(Box(48, 2007, 984, 153), Box(455, 2053, 172, 53)),
    NAME: MarkedTarget(Box(48, 1152, 984, 195), Box(98, 1185, 207, 41)),
    MICROPHONE: MarkedTarget(Box(913, 2042, 142, 140), Box(913, 2042, 142, 140)),
    TALKING: MarkedTarget(Box(25, 2040, 832, 144), Box(362, 2086, 454, 51)),
    PLUS: MarkedTarget(Box(1872, 148, 66, 64), Box(1889, 164, 32, 32)),
    CODE: MarkedTarget(Box(1872, 147, 147, 65), Box(1911, 168, 70, 22)),
    MEETING: MarkedTarget(Box(753, 1884, 150, 78), Box(781, 1901, 94, 39)),
    CALL: MarkedTarget(Box(259, 702, 562, 702), Box(259, 702, 562, 702)),
    HOME: MarkedTarget(Box(302, 1881, 229, 272), Box(320, 2084, 193, 51)),
}


@lru_cache(maxsize=1)
def _texts() -> dict[str, list[list[int]]]:
    return json.loads(TEXTS.read_text(encoding="utf-8")) if TEXTS.exists() else {}


@lru_cache(maxsize=16)
def _pixels(name: str) -> np.ndarray:
    return load(TUTORIALS / name).pixels


@lru_cache(maxsize=16)
def _screen(name: str) -> Screen:
    pixels = _pixels(name)
    texts = tuple(Box(*box) for box in _texts().get(name, []))
    kind = classify(pixels, ())
    icons = compact_marks.find_all(pixels, [TextLine("texto", box, 1.0) for box in texts], kind)
    return Screen(name, (), texts, kind, (pixels.shape[1], pixels.shape[0]), icons)


def _step(
    name: str,
    number: int,
    total: int,
    action: ActionKind = "tap",
    view: str = "whole",
    direction: Direction | None = None,
) -> StepCard:
    marks = (TARGETS[name],) if name in TARGETS else ()
    return StepCard(view, StepNumber(number), total, _screen(name), Theme(), action, direction, marks)


def _named(view: str) -> StepCard:
    """The step with a sample in its field."""
    step = _step(NAME, 2, 6, "type", view)
    return replace(step, screen=replace(step.screen, hidden=(Redaction(ANA, "name", "Luna"),)))


def _caption(*lines: str, chip: str | None = None, small: str = "") -> Caption:
    return Caption(lines, chip, small)


ANA = Box(95, 1248, 300, 58)
AUDIO = Box(51, 2027, 132, 151)
TAP = Caption(("Toque Unirse.",), "Unirse", or_says="O dice:", other="Join")
RECAP: tuple[tuple[str, str, ActionKind], ...] = (
    (HOME, "Toque Zoom", "tap"),
    (NAME, "Escriba su nombre", "type"),
    (JOIN, "Toque Unirse", "tap"),
    (CALL, "¡Listo!", "done"),
)


def _cards() -> dict[str, tuple[Card, Caption | None]]:
    title = TitleCard(
        "Entrar a la clase por Zoom",
        Theme(),
        "Escuela Primaria Los Robles",
        "Sra. Rosa",
        "rosa.png",
        None,
        "Español",
        "6 pasos · celular Android",
        "Zoom",
        _screen(CALL),
    )
    two = replace(
        _step(MEETING, 4, 6, "look"), marks=(MarkedTarget(AUDIO, AUDIO, number=1), replace(TARGETS[MEETING], number=2))
    )
    items = tuple(
        RecapItem(n, label, _step(name, n, 4, kind, "close")) for n, (name, label, kind) in enumerate(RECAP, 1)
    )
    return {
        "title": (title, _caption("Con Zoom puede ver y oír a la", "maestra en su celular.")),
        "tap-whole": (_step(JOIN, 3, 6), TAP),
        "tap-close": (_step(JOIN, 3, 6, view="close"), TAP),
        "type-whole": (replace(_named("whole"), source="name"), _caption("Escriba el nombre", "de su hijo o hija.")),
        "wait-close": (_step(JOIN, 3, 6, "wait", "close"), _caption("Espere un momento.")),
        "done-close": (_step(CALL, 6, 6, "done", "close"), _caption("¡Listo! Ya puede ver", "y oír a la maestra.")),
        "hold-close": (_step(MICROPHONE, 2, 5, "hold", "close"), _caption("Deje el dedo sobre el micrófono.")),
        "swipe-whole": (
            _step(TALKING, 4, 5, "swipe", "whole", "left"),
            _caption("Deslice el dedo", "hacia la izquierda."),
        ),
        "tile-hand": (replace(_step(HOME, 1, 6), theme=HAND), _caption("Toque Play Store.", chip="Play Store")),
        "laptop-whole": (_step(PLUS, 2, 5), _caption("Haga clic en el signo de más.")),
        "laptop-close": (_step(CODE, 4, 5, view="close"), TAP),
        "two-marks": (two, _caption("Fíjese en los dos lugares.")),
        "end": (
            EndCard("¡Listo!", items, Theme(), "rosa.png"),
            _caption(
                "¿Se ve diferente? Mándele un", "mensaje de voz a la Sra. Rosa.", small="Sra. Rosa · 410-555-0100"
            ),
        ),
        "greeting": (GreetingCard(CALL, Theme(), "Escuela Primaria Los Robles"), None),
        "chat": (ChatCard("Entrar a la clase por Zoom", _step(JOIN, 3, 6, view="close"), TAP), None),
    }


def _drawn(card: Card, caption: Caption | None) -> np.ndarray:
    drawn = cards.draw_card(card, _pixels)
    return drawn if isinstance(card, ChatCard) else caption_band.add_caption(drawn, caption, card)


def _chat(step: StepCard, *lines: str, other: str | None = None) -> tuple[Card, None]:
    return ChatCard("Entrar a la clase por Zoom", step, Caption(lines, None, None, "O dice:", other)), None


SWIPE = _caption("Deslice el dedo", "hacia la izquierda.")


def _sheets() -> dict[str, list[tuple[Card, Caption | None]]]:
    """Cards to look at side by side, by the name of their sheet."""
    join, swipe = _step(JOIN, 3, 6, view="close"), _step(TALKING, 4, 5, "swipe", "close", "left")
    kinds: list[ActionKind] = ["tap", "hold", "type", "look", "listen", "say", "wait", "done"]
    two = (replace(TARGETS[MEETING], number=1), MarkedTarget(AUDIO, AUDIO, number=2))
    named = _named("close")
    aside = replace(swipe, number=StepNumber(4, 1), sign="delete")
    return {
        "actions": [
            *((replace(join, action=kind), TAP) for kind in kinds),
            (swipe, SWIPE),
            (replace(swipe, action="scroll", direction="right"), SWIPE),
        ],
        "signs": [
            *(_chat(replace(join, sign=sign), "Toque Unirse.") for sign in ("delete", "refuse", "send", "yours")),
            _chat(replace(_step(MICROPHONE, 2, 5, "say", "close"), sign="stay"), "Diga su mensaje."),
            _chat(replace(_step(TALKING, 4, 5, "done", "close"), sign="lift"), "Levante el dedo."),
            _chat(replace(_step(MEETING, 1, 5, "hold", "close"), marks=two, sign="together"), "Presione los dos."),
        ],
        "sources": [
            (replace(named, source=source, view=view), _caption("Escriba su nombre."))
            for view in ("close", "whole")
            for source in get_args(Source)
        ],
        "asides": [
            (replace(aside, view="whole"), _caption("¿Se equivocó?")),
            (aside, SWIPE),
            _chat(aside, "¿Se equivocó? Deslice el dedo", "hacia la izquierda.", "El mensaje se borra."),
            _chat(join),
            _chat(join, "¿Quiere que los vean?", "Toque Unirse."),
            _chat(join, "Toque Unirse.", "Así entra a la clase.", "La maestra lo espera.", other="Join"),
        ],
    }


SHEET_SCALE = 3
COLUMNS = 5


def _sheet(name: str) -> Image.Image:
    """The cards of a sheet in rows, at a third of their size."""
    pictures = [Image.fromarray(_drawn(card, caption)).reduce(SHEET_SCALE) for card, caption in _sheets()[name]]
    wide, high = 246, max(picture.height for picture in pictures) + 6
    sheet = Image.new("RGB", (wide * min(COLUMNS, len(pictures)), high * -(-len(pictures) // COLUMNS)), "white")
    for index, picture in enumerate(pictures):
        sheet.paste(picture, (wide * (index % COLUMNS), high * (index // COLUMNS)))
    return sheet


CARDS = (
    *("chat", "done-close", "end", "greeting", "hold-close", "laptop-close", "laptop-whole", "swipe-whole"),
    *("tap-close", "tap-whole", "tile-hand", "title", "two-marks", "type-whole", "wait-close"),
)
SHEETS = ("actions", "asides", "signs", "sources")


@pytest.mark.parametrize("name", [*CARDS, *(pytest.param(name, marks=pytest.mark.slow) for name in SHEETS)])
def test_cards_look_as_they_did(name: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-goldens"):
        _update()
    drawn = _cards()
    assert drawn.keys() == set(CARDS), "each is looked at"
    small = _sheet(name) if name in SHEETS else Image.fromarray(_drawn(*drawn[name])).reduce(2)
    path = GOLDENS / f"{name}.png"
    if request.config.getoption("--update-goldens"):
        small.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
        return
    assert path.exists(), f"no golden {path.name}: run pytest --update-goldens and look at it"
    with Image.open(path) as opened:
        wanted = np.asarray(opened.convert("RGB")).astype(int)
    seen = np.asarray(small).astype(int)
    difference = np.abs(seen - wanted) if seen.shape == wanted.shape else np.full((1, 1, 3), 255)
    if difference.mean() <= TOLERANCE and (difference.max(axis=2) > 60).mean() <= 0.004:
        return
    FAILURES.mkdir(exist_ok=True)
    small.save(FAILURES / f"{name}.png")
    Image.fromarray((255 - difference.clip(0, 255)).astype(np.uint8)).save(FAILURES / f"{name}.difference.png")
    pytest.fail(f"{name} looks different (mean {difference.mean():.1f}): see {FAILURES}")


@lru_cache(maxsize=1)
def _update() -> None:
    """Read the texts of the screens anew, once for all goldens."""
    names = sorted(TARGETS)
    rows = {name: [[t.box.x, t.box.y, t.box.w, t.box.h] for t in ocr.recognize(_pixels(name))] for name in names}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(boxes)}" for name, boxes in rows.items())
    GOLDENS.mkdir(exist_ok=True)
    TEXTS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    _texts.cache_clear()
