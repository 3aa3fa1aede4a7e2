"""Editions of tutorials that nobody has to look at: what is on their pictures is made up, and their voice is a tone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.cache import Cache, digest, key
from annotator.edition.attachments import Attachments
from annotator.edition.edition import Edition
from annotator.edition.edition_builder import build_edition
from annotator.edition.renderer import FrameRenderer
from annotator.edition.scan.step_view import CoveredScreenshot, PictureFiles, StepScan
from annotator.edition.spoken_edition import SpokenEdition
from annotator.edition.tutorial_source import TutorialSource
from annotator.model import (
    SAMPLE_RATE,
    Action,
    Box,
    Clip,
    Found,
    PictureKind,
    Redaction,
    Said,
    School,
    Screen,
    Step,
    TargetName,
    TextTarget,
    Tutorial,
    Utterance,
    VoiceChoice,
    VoiceUsed,
)
from annotator.pack import catalogue
from annotator.pack.products.product import ProductContext
from annotator.pages.page_data import Publishing
from annotator.phrases import visible_wording
from annotator.screen.load import load
from annotator.voice import mastering
from tests.helpers.screens import LAPTOP_SIZE, PHONE_SIZE, draw_texts
from tests.helpers.voices import tone

TUTORIAL = Tutorial(
    titles=(Said("es", "Entrar a la clase", 1), Said("en", "Join class", 2)),
    whys=(Said("es", "Así ve a la maestra.", 4), Said("en", "You see the teacher.", 5)),
    steps=(
        Step("1.png", Action("tap", TextTarget(("Unirse",)), line=8), (Said("es", "Toque Unirse.", 9),), line=7),
        Step("2.png", Action("look", TextTarget(("Salir",)), line=12), (Said("es", "Fíjese en Salir.", 13),), line=11),
    ),
    device="Android phone",
)
SCHOOL = School(name="Escuela Los Robles", person="Sra. Rosa", phone="410-555-0100")


def script_of(tutorial: Tutorial, folder: Path = Path("entrar"), school: School = SCHOOL) -> TutorialSource:
    return TutorialSource(folder, tutorial, school, None, tutorial.languages)


def edition(
    tutorial: Tutorial = TUTORIAL,
    lang: str = "es",
    school: School = SCHOOL,
    seen: Sequence[StepScan] | None = None,
    draft: bool = False,
    **found: Any,
) -> Edition:
    """A tutorial worked out in a language; without ``seen`` as if nothing could be found on its pictures."""
    steps = seen or [
        StepScan(Screen(step.picture), step.picture, None, (), TargetName(visible_wording(step.action, None)))
        for step in tutorial.steps
    ]
    return build_edition(script_of(tutorial, school=school), lang, steps, Attachments(**found), draft=draft)


def drawn(
    folder: Path, tutorial: Tutorial = TUTORIAL, laptops: Sequence[int] = ()
) -> tuple[list[StepScan], PictureFiles]:
    """Screens drawn into ``folder``, with each step's target at a known place; the first has an address covered.

    Those of the steps ``laptops`` are of a laptop.
    """
    seen, screens = [], {}
    for number, step in enumerate(tutorial.steps, start=1):
        wording = visible_wording(step.action, None) or "Hola"
        path = folder / step.picture
        kind = PictureKind("laptop" if number in laptops else "phone")
        size = LAPTOP_SIZE if number in laptops else PHONE_SIZE
        draw_texts(path, {"ana.perez@example.org": 260, wording: 600}, size)
        covers = (Redaction(Box(50, 255, 440, 60), "email"),) if number == 1 else ()
        screen = Screen(key(load(path).digest, covers), covers, (Box(60, 605, 140, 44),), kind, size)
        screens[screen.digest] = CoveredScreenshot(path, step.picture, covers)
        assert step.action is not None
        assert step.action.target is not None
        found = Found(step.action.target, Box(60, 605, 140, 44), Box(40, 590, 180, 70), wording, 1.0)
        seen.append(StepScan(screen, step.picture, found, (), TargetName(wording)))
    return seen, PictureFiles(screens)


def spoken(edition: Edition, folder: Path) -> SpokenEdition:
    """An edition whose every text is a tone as long as it."""
    sounds = {
        text.key: (Utterance(text.text, clip(folder, 0.2 + 0.05 * len(text.text))),)
        for text in (*edition.texts, *edition.phrases)
        if text.text
    }
    return SpokenEdition(edition, sounds, VoiceUsed("fake", "one", "1"))


def clip(folder: Path, seconds: float) -> Clip:
    path = folder / f"{seconds:.2f}.wav"
    samples = tone(seconds, level=0.24, rate=SAMPLE_RATE).samples
    path.write_bytes(mastering.wav_bytes(samples))
    return Clip(path, len(samples) / SAMPLE_RATE, digest(path.read_bytes()))


def product_context(
    root: Path, editions: Sequence[Edition], files: PictureFiles, *, draft: bool = False, **more: Any
) -> ProductContext:
    """What products are made with, in ``root``; everything in ``editions`` is spoken by tones."""
    folder, sounds = root / "pack", root / "sounds"
    for each in (folder, sounds, *(folder / one.lang for one in editions)):
        each.mkdir()
    return ProductContext(
        folder,
        tuple(editions),
        Cache(root / "cache"),
        FrameRenderer(files, half=draft),
        {one.lang: spoken(one, sounds) for one in editions},
        {one.lang: VoiceChoice("auto") for one in editions},
        Publishing(SCHOOL.website),
        **{"labels": catalogue.LABELS, **more},
    )
