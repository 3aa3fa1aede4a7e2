"""A small session with families, as a pack has it: drawn screens, voices that are tones, an aside, and two languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator.model import Action, PackFile, Said, School, Step, TextTarget, Tutorial
from annotator.pack.products import present
from tests.helpers import editions

ASIDE = Step(
    "3.png",
    Action("tap", TextTarget(("Borrar",)), line=16),
    (Said("es", "Toque Borrar.", 17), Said("en", "Tap Borrar.", 18)),
    questions=(Said("es", "¿Se equivocó?", 19), Said("en", "Did you make a mistake?", 20)),
    line=15,
)
TUTORIAL = replace(editions.TUTORIAL, steps=(editions.TUTORIAL.steps[0], ASIDE, editions.TUTORIAL.steps[1]))


def write(
    root: Path,
    tutorial: Tutorial = TUTORIAL,
    languages: Sequence[str] = ("es", "en"),
    school: School = editions.SCHOOL,
    *,
    draft: bool = False,
) -> list[PackFile]:
    """Make the files of a session in ``root / "pack" / "present"``, and return them."""
    seen, files = editions.drawn(root, tutorial)
    worked = [editions.edition(tutorial, lang, school, seen, draft) for lang in languages]
    context = editions.product_context(root, worked, files, draft=draft)
    with context.renderer:
        context.record_outputs(present.PRESENT, present.PRESENT.make(worked, context))
    return context.files
