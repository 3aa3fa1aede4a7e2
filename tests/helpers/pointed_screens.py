"""A tutorial with drawn screens whose texts are known, so that nothing is read: for tests of the editor's pointing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.pointing.step_pictures import StepPicture, StepPictures
from annotator.model import Action, LangFile, Said, Step, Target, TextLine, Tutorial
from annotator.screen import ocr
from annotator.screen.load import Picture
from tests.helpers.screens import Drawn

NO_TUTORIAL = Tutorial((Said("es", "Entrar"), Said("en", "Join")), (Step("1.png", Action("tap")),))


class PointedScreens:
    """Draws screens into a folder, and opens them as the steps of a tutorial."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.pictures = StepPictures(Cache(folder / "cache"))
        self._texts: dict[str, tuple[TextLine, ...]] = {}

        def read(picture: Picture, _: Cache) -> tuple[TextLine, ...]:
            return self._texts[picture.name]

        monkeypatch.setattr(ocr, "read_texts", read)

    def open(
        self,
        screens: Mapping[str, Drawn],
        target: Target | None = None,
        tutorial: Tutorial = NO_TUTORIAL,
        action: Action | None = None,
    ) -> StepPicture:
        """The first step in Spanish; screens by their file names, those for one language beside ``1.png``."""
        for name, screen in screens.items():
            screen.image.save(self.folder / name)
            self._texts[name] = tuple(screen.texts)
        variants = tuple(LangFile(name.split(".")[1], name) for name in screens if name.count(".") == 2)
        step = replace(tutorial.steps[0], action=action or Action("tap", target), pictures=variants)
        changed = replace(tutorial, steps=(step, *tutorial.steps[1:]))
        return self.pictures.open(ShownStep(self.folder, changed, 0, "es"))
