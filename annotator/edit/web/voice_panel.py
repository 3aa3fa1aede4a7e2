"""The panel of a place for a recording: what to read, what was recorded, the take that waits, and whose voice it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from annotator.edit.consent_form import Leave
from annotator.edit.take_folder import ALL, Take
from annotator.edit.voice_places import VoicePlace
from annotator.edit.web.consent_fields import describe_date, describe_leave, draw_consent
from annotator.edit.web.panel import Node, PageText, banner, button, element
from annotator.edit.web.place_names import name_place
from annotator.phrases import native_name

RECORD = "record"
"""The tag of the page's own component, which records."""


@dataclass(frozen=True)
class VoicePanel:
    """What the panel of a place shows.

    Attributes:
        path: the address of the tutorial.
        place: the place.
        part: the part that is recorded now: ``all``, or the index of a sentence.
        take: the take of that part that waits.
        parts: the sentences that are kept one by one.
        earlier: takes that can be used or thrown away, the newest first.
        asked: the id of one of which it is asked whether it is to be thrown away.
        people: who gave a voice in this folder before.
        person: who is chosen among them.
        names: the school's names of languages.
        stamp: changes with the recording in the folder, so that the page fetches its sound again.
    """

    path: str
    place: VoicePlace
    part: str
    take: Take | None
    parts: Mapping[int, Take]
    earlier: Sequence[Take]
    asked: str
    people: Sequence[Leave]
    person: str | None
    names: Mapping[str, str]
    stamp: str
    today: datetime.date

    def draw(self, text: PageText) -> Node:
        """The panel."""
        return element(
            "section",
            element(
                "h3", text("voice.title", place=name_place(text, self.place), language=self._language(self.place.lang))
            ),
            self._draw_memo(text),
            self._draw_script(text),
            self._draw_take(text, self.take) if self.take else self._draw_recorder(text),
            self._draw_earlier(text),
            class_="voice",
        )

    def address(self, end: str = "", **query: str) -> str:
        """An address of this place."""
        return f"{self.path}/voice/{self.place.item}{end}?{urlencode({'lang': self.place.lang, **query})}"

    def _language(self, lang: str) -> str:
        return native_name(lang, dict(self.names))

    def _draw_memo(self, text: PageText) -> Node | None:
        """The recording that is there, and what has changed since."""
        place = self.place
        if not place.memos:
            return None
        sound = f"{self.path}/sounds/{place.item}?{urlencode({'lang': place.lang, 'v': self.stamp})}"
        whose = text("voice.unknown")
        if place.consent is not None:
            leave = describe_leave(text, place.consent.uses, place.consent.until)
            whose = f"{text('voice.whose', who=place.consent.who)} {leave}"
        remove = button(text("voice.remove"), (self.address("/remove"), {}), "small", icon="delete")
        return element(
            "div",
            element("p", element("strong", text("voice.recorded")), " ", whose),
            element("audio", controls=True, src=sound, key=self.stamp, preload="none"),
            self._draw_staleness(text),
            element("p", remove, class_="row"),
            class_="voice-memo",
        )

    def _draw_staleness(self, text: PageText) -> Node | None:
        stale, consent = self.place.staleness, self.place.consent
        if self.place.says_private:
            return banner(element("p", text("voice.says-private")), kind="problem")
        if stale is None or consent is None:
            return None
        said = text("voice.still-says", sentence=consent.says) if stale == "sentence" else text("voice.other-picture")
        fits = button(text("voice.fits"), (self.address("/fits"), {}), "small", icon="done")
        return banner(element("p", said), element("p", text("voice.again-or")), fits, kind="warning")

    def _draw_script(self, text: PageText) -> list[Node]:
        """The text to read, as a whole or sentence by sentence."""
        place = self.place
        if not place.text:
            hint = "voice.no-words" if place.others else "voice.no-sentence"
            rows = [
                element("p", f"{self._language(lang)}: {words}", lang=lang, class_="voice-text", key=lang)
                for lang, words in place.others.items()
            ]
            return [element("p", text(hint, language=self._language(place.lang)), class_="hint"), *rows]
        if len(place.sentences) < 2:
            return [element("p", place.text, lang=place.lang, dir="auto", class_="voice-text")]
        ways = [
            button(text("voice.whole"), self._choose(ALL), "small", aria_pressed=str(self.part == ALL).lower()),
            button(
                text("voice.by-sentence"), self._choose("next"), "small", aria_pressed=str(self.part != ALL).lower()
            ),
        ]
        group = element("div", ways, class_="row", role="group", aria_label=text("voice.how"))
        if self.part == ALL:
            return [group, element("p", place.text, lang=place.lang, dir="auto", class_="voice-text")]
        rows = [self._draw_sentence(text, index, sentence) for index, sentence in enumerate(place.sentences)]
        return [group, element("ol", rows, class_="voice-parts")]

    def _draw_sentence(self, text: PageText, index: int, sentence: str) -> Node:
        """A sentence: the one that is recorded now is large, one that is kept can be heard."""
        now, kept = self.part == str(index), self.parts.get(index)
        said = element("p", sentence, lang=self.place.lang, dir="auto", class_="voice-text" if now else None)
        sound = None if kept is None else self._draw_sound(kept)
        label = text("voice.record-again" if kept else "voice.record-this")
        choose = None if now else button(label, self._choose(str(index)), "small")
        return element("li", said, sound, choose, key=str(index), aria_current="true" if now else None)

    def _draw_sound(self, kept: Take) -> Node:
        return element("audio", controls=True, src=f"{self.path}/takes/{kept.id}", preload="none", key=kept.id)

    def _choose(self, part: str) -> tuple[str, Mapping[str, str]]:
        return self.address("/part"), {"part": part}

    def _draw_recorder(self, text: PageText) -> list[Node]:
        place = self.place
        if not place.says:
            return []
        facts = {"item": place.item, "lang": place.lang, "part": self.part, "label": place.sentence(self.part)}
        query = urlencode({"item": place.item, "lang": place.lang, "part": self.part})
        choose = element(
            "input",
            type="file",
            accept="audio/*",
            take=f"{self.path}/takes?{query}",
            aria_label=text("voice.choose-file"),
        )
        return [
            [RECORD, facts],
            element("details", element("summary", text("voice.have-file")), choose, class_="voice-file"),
        ]

    def _draw_take(self, text: PageText, take: Take) -> Node:
        """The take that waits: it is listened to, then kept or recorded again."""
        place = f"{self.path}/takes/{take.id}"
        faults = [
            element("p", text(f"voice.fault-{fault}"), class_="banner warning", role="status", key=fault)
            for fault in take.faults
        ]
        consent = draw_consent(text, self.people, self.person, self.today, self.address("/person"))
        keep = element(
            "button", text("voice.keep"), type="submit", class_="button main", icon="done", disabled=not take.heard
        )
        again = button(text("voice.again"), (f"{place}/again", {}), icon="undo")
        return element(
            "form",
            element("p", text("voice.heard" if take.heard else "voice.listen"), role="status"),
            element("audio", controls=True, src=place, ended=(f"{place}/heard", {}), key=take.id),
            faults,
            consent if take.heard else None,
            element("div", keep, again, class_="row"),
            class_="voice-take",
            submit=f"{place}/keep",
        )

    def _draw_earlier(self, text: PageText) -> Node | None:
        """The other takes, which stay until a person throws them away."""
        if not self.earlier:
            return None
        return element(
            "details",
            element("summary", text("voice.earlier", n=len(self.earlier))),
            element("p", text("voice.earlier-why"), class_="hint"),
            element("ol", [self._draw_one(text, take) for take in self.earlier], class_="voice-parts"),
            class_="voice-earlier",
        )

    def _draw_one(self, text: PageText, take: Take) -> Node:
        when = datetime.datetime.fromisoformat(take.recorded)
        whose = text("voice.unknown") if take.consent is None else text("voice.whose", who=take.consent["who"])
        gone = "" if take.slot == self.place.slot.stem else text("voice.elsewhere")
        said = (f"{describe_date(text, when.date())}, {when:%H:%M}.", whose, gone)
        use = button(text("voice.use"), self._act(take, "use"), "small")
        throw = button(text("voice.throw"), self._act(take, "ask"), "small quiet", icon="delete")
        sure = button(text("voice.throw-yes"), self._act(take, "throw"), "small main")
        no = button(text("voice.throw-no"), (self.address("/part"), {"part": self.part}), "small")
        question = banner(element("p", text("voice.throw-sure")), element("p", sure, no, class_="row"), kind="warning")
        return element(
            "li",
            element("p", " ".join(filter(None, said))),
            element("p", take.sentence, lang=take.lang, dir="auto", class_="soft"),
            self._draw_sound(take),
            question if take.id == self.asked else element("p", use, throw, class_="row"),
            key=take.id,
        )

    def _act(self, take: Take, end: str) -> tuple[str, Mapping[str, str]]:
        query = urlencode({"slot": self.place.slot.stem})
        return f"{self.path}/takes/{take.id}/{end}?{query}", {}
