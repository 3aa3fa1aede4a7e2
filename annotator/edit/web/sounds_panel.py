"""The panel of dropped sound files: each can be heard, gets a place, and all are kept with one consent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from annotator.edit.consent_form import Leave
from annotator.edit.loose_recordings import Pairing
from annotator.edit.take_folder import Take
from annotator.edit.voice_places import VoicePlace
from annotator.edit.web.consent_fields import draw_consent
from annotator.edit.web.panel import Node, PageText, button, element
from annotator.edit.web.place_names import name_place

_MOST_LETTERS = 60
"""Of a sentence in a choice of places."""


@dataclass(frozen=True)
class SoundsPanel:
    """What the panel of dropped files shows: the tutorial's address, the files with their places, and whose voice it is."""

    path: str
    pairing: Pairing
    languages: Sequence[str]
    people: Sequence[Leave]
    person: str | None
    names: Mapping[str, str]
    today: datetime.date

    def draw(self, text: PageText) -> Node:
        """The panel."""
        sounds = self.pairing.sounds
        if not sounds:
            return element("section", element("p", text("sounds.none"), role="status"), class_="sounds")
        placed = [sound for sound in sounds if self.pairing.place(sound) is not None]
        return element(
            "section",
            element("h2", text("sounds.title", n=len(sounds))),
            element("p", text("sounds.unclear" if self.pairing.unclear else "sounds.clear"), role="status"),
            self._draw_language(text),
            element("ol", [self._draw_row(text, sound) for sound in sounds], class_="sound-rows"),
            element(
                "form",
                draw_consent(text, self.people, self.person, self.today, self._address("/person")),
                element(
                    "div",
                    element(
                        "button",
                        text("sounds.keep", n=len(placed)),
                        type="submit",
                        class_="button main",
                        icon="done",
                        disabled=not placed,
                    ),
                    button(text("sounds.leave-out"), (self._address("/drop"), {}), icon="delete"),
                    class_="row",
                ),
                submit=self._address("/keep"),
                class_="voice-take",
            ),
            class_="sounds",
        )

    def _address(self, end: str = "") -> str:
        return f"{self.path}/sounds{end}?{urlencode({'lang': self.pairing.lang})}"

    def _draw_language(self, text: PageText) -> Node | None:
        if len(self.languages) < 2:
            return None
        options = [
            element("option", self.names.get(lang) or text.language(lang), value=lang, key=lang)
            for lang in self.languages
        ]
        choice = element(
            "select", options, id="sounds-lang", name="lang", value=self.pairing.lang, change=self._address("/language")
        )
        return element("div", element("label", text("sounds.language"), for_="sounds-lang"), choice, class_="field")

    def _draw_row(self, text: PageText, sound: Take) -> Node:
        where = f"{self.path}/takes/{sound.id}"
        place = self.pairing.place(sound)
        name = f"place-{sound.id}"
        options = [element("option", text("sounds.nowhere"), value="", key="")]
        options += [
            element("option", self._label(text, each), value=each.slot.stem, key=each.slot.stem)
            for each in self.pairing.places
        ]
        choice = element(
            "select",
            options,
            id=name,
            name=name,
            value=sound.slot if place is not None else "",
            change=self._address(f"/{sound.id}/place"),
        )
        notes = [element("p", text(f"voice.fault-{fault}"), class_="hint", key=fault) for fault in sound.faults]
        if place is not None and place.memos:
            notes.append(element("p", text("sounds.replaces"), class_="hint", key="replaces"))
        return element(
            "li",
            element("p", element("strong", sound.name), " ", text("sounds.seconds", n=max(1, round(sound.seconds)))),
            element("audio", controls=True, preload="none", src=where, aria_label=sound.name),
            element("div", element("label", text("sounds.place"), for_=name), choice, class_="field"),
            notes,
            button(
                text("sounds.leave-one"),
                (self._address(f"/{sound.id}/drop"), {}),
                "small",
                aria_label=f"{text('sounds.leave-one')}: {sound.name}",
            ),
            key=sound.id,
        )

    def _label(self, text: PageText, place: VoicePlace) -> str:
        said = place.says
        short = said if len(said) <= _MOST_LETTERS else f"{said[: _MOST_LETTERS - 1].rstrip()}…"
        return f"{name_place(text, place)}: {short}" if short else name_place(text, place)
