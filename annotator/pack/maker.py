"""Makes the files of one pack in a private folder, and describes them for ``pack.json``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import annotator
from annotator import captions, code_version
from annotator.cache import Cache
from annotator.loudness import Loudness
from annotator.model import Caption, ChatCard, Kind, PackFile, Problem, Progress, Section, Timeline, Utterance
from annotator.pack import discretion, edition, limits, narration, size_budget, website_media
from annotator.pack import renderer as drawing
from annotator.pack.options import Options
from annotator.pack.renderer import Studio
from annotator.pack.survey import Survey
from annotator.phrases import Phrasebook
from annotator.script import without_accepted
from annotator.share import chat
from annotator.text.slugs import slug

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

REVIEW = "review.jpg"
_CHAT_BYTES = 90_000
_REVIEW_HEADING = (
    "Look at every card before you send it: names and small faces can be missed. · "
    "Vea cada tarjeta antes de mandarla: se nos puede pasar un nombre o una cara pequeña."
)


class Maker:
    """Makes the files of one pack in the folder ``made``."""

    def __init__(self, survey: Survey, options: Options, made: Path, cache: Cache, progress: Progress) -> None:
        self.survey = survey
        self.options = options
        self.made = made
        self.cache = cache
        self.progress = progress
        self.studio = Studio(survey, half=options.draft)
        self.notes: tuple[str, ...] = ()
        self._files: list[PackFile] = []
        self._steps: dict[str, Any] = {}
        self._warnings: list[Problem] = []
        self._crf: dict[str, int] = {}
        self._left_out: tuple[str, ...] = ()

    def make(self, name: str) -> dict[str, Any]:
        """Make everything that was asked for; give the content of ``pack.json``."""
        try:
            return self._make(name)
        finally:
            self.studio.close()

    def _make(self, name: str) -> dict[str, Any]:
        spoken = narration.Narration({}, {}, ())
        if self.options.spoken:
            spoken = narration.narrate(self.survey, self.options, self.cache, self.progress)
            self.notes = spoken.notes
        for lang in self.survey.languages:
            self._language(lang, spoken)
        if self._wants("page"):
            website_media.pages(self.survey, self.made, self._files)
        self.notes = tuple(map(self.survey.matcher.masked, (*self.notes, *self._left_out)))
        if (self.made / website_media.WEB).is_dir():
            self._files += website_media.web_files(self.survey, self.made)
        if self._wants("review"):
            self._review()
        if self._wants("index"):
            self._files.append(website_media.index(self.survey, self.made, self._files))
        return self._manifest(name, spoken)

    def take_web(self, folder: Path | None, notes: Sequence[str]) -> None:
        """Take a folder for the website that was made apart, from what may be in it; None: there is none."""
        self._left_out = tuple(notes)
        if folder is not None:
            folder.rename(self.made / website_media.WEB)

    def _wants(self, kind: Kind) -> bool:
        return kind in self.options.kinds

    def _language(self, lang: str, spoken: narration.Narration) -> None:
        (self.made / lang).mkdir()
        book = edition.book_for(self.survey, lang)
        stem = slug(self.survey.tutorial.title(lang), fallback=self.survey.folder.resolve().name)
        if lang in spoken.sounds:
            parts = edition.sections(self.survey, lang, spoken.sounds[lang], draft=self.options.draft)
            self._moving(lang, stem, parts)
            if self._wants("step"):
                self._clips(lang, book, parts, spoken.sounds[lang])
        if self._wants("card"):
            for step, card in enumerate(self._chat_cards(lang, book), start=1):
                self._picture(f"{lang}/{book.step_word}-{step}.jpg", "card", lang, self.studio.card(card), step)
        if self._wants("message"):
            self._message(lang, book)
        if self._wants("paper"):
            path = f"{lang}/{stem}.pdf"
            website_media.hand_out(
                self.survey, self.studio, lang, self.made / path, website_media.publishing(self.survey.school)
            )
            self._add(path, "paper", lang)
        if self._wants_web():
            self._web(lang, spoken)

    def _wants_web(self) -> bool:
        return any(self._wants(kind) for kind in ("page", "captions", "poster"))

    def _web(self, lang: str, spoken: narration.Narration) -> None:
        """Pictures, voices and captions of the page of one language."""
        from annotator import timeline as timelines

        folder, sounds = self.made / website_media.WEB / lang, spoken.sounds.get(lang, {})
        timeline = timelines.plan(edition.sections(self.survey, lang, sounds, draft=self.options.draft))
        self._warnings += website_media.media(
            self.survey, self.studio, lang, folder, sounds, timeline, self.options.kinds
        )
        if self._wants("page"):
            choice = narration.choices(self.survey, self.options, self.cache)[lang]
            self._warnings += website_media.language_name(self.survey, lang, choice, folder, self.cache)

    def _moving(self, lang: str, stem: str, parts: tuple[Section, ...]) -> None:
        """The video and the voice message, from one timeline."""
        from annotator import timeline as timelines
        from annotator.video import soundtrack

        timeline = timelines.plan(parts)
        self._steps[lang] = timelines.steps_table(timeline)
        if self._wants("video"):
            path = f"{lang}/{stem}.mp4"
            self._fitted(timeline, path, lang)
            size = self._add(path, "video", lang, seconds=timeline.seconds)
            self._warnings += limits.of_video(self.survey.tutorial, lang, timeline, size)
        if self._wants("voice"):
            path = f"{lang}/{stem}.ogg"
            self._heard(path, lang, soundtrack.write_voice_message(timeline, self.made / path, self.cache))
            self._add(path, "voice", lang, seconds=timeline.seconds)

    def _clips(
        self, lang: str, book: Phrasebook, parts: tuple[Section, ...], sounds: Mapping[str, Sequence[Utterance]]
    ) -> None:
        """Each step by itself, to send as messages in order."""
        from annotator import timeline as timelines

        for number, part in enumerate((part for part in parts if part.key.startswith("step-")), start=1):
            before, after = sounds.get(edition.step_of(number), ()), sounds.get(edition.NOW_YOU, ())
            plan = timelines.plan_step(part, before, after)
            path = f"{lang}/{book.step_word}-{number}.mp4"
            self._heard(path, lang, self._render(plan.timeline, path, self._crf.get(lang)), number)
            self._add(path, "step", lang, seconds=plan.timeline.seconds, step=number)
            missing = [spoken.text for spoken in (*before, *after)[plan.around :]]
            self._warnings += limits.of_clip(self.survey.tutorial, lang, number, plan.timeline.seconds, missing)

    def _fitted(self, timeline: Timeline, path: str, lang: str) -> None:
        """Make the whole video, at the quality that the budget allows; the steps by themselves then share it."""
        from annotator.video.encoder import DEFAULT_CRF

        heard: Loudness | None = None

        def size(crf: int) -> int:
            nonlocal heard
            heard = self._render(timeline, path, crf)
            return (self.made / path).stat().st_size

        if self.options.budget is None:
            self._heard(path, lang, self._render(timeline, path, None))
            return
        chosen = size_budget.fit(self.options.budget, DEFAULT_CRF, size)
        self._heard(path, lang, heard)
        self._crf[lang] = chosen.crf
        if chosen.soft:
            self._warnings.append(limits.soft(self.survey.tutorial, lang, self.options.budget))

    def _heard(self, path: str, lang: str, heard: Loudness | None, number: int | None = None) -> None:
        self._warnings += limits.of_sound(self.survey.tutorial, lang, path, heard, number)

    def _render(self, timeline: Timeline, path: str, crf: int | None) -> Loudness | None:
        from annotator.video.render import write_video

        return write_video(
            timeline,
            self.studio.frame,
            self.made / path,
            self.cache,
            self.progress,
            jobs=self.options.jobs or os.cpu_count() or 1,
            crf=crf,
            drawing=code_version.of(drawing.__name__),
            size=self.studio.size,
        )

    def _chat_cards(self, lang: str, book: Phrasebook) -> Iterator[ChatCard]:
        title = self.survey.tutorial.title(lang)
        for number, (step, seen) in enumerate(
            zip(self.survey.tutorial.steps, self.survey.seen[lang], strict=True), start=1
        ):
            _, close = edition.step_cards(self.survey, number, step, seen)
            chip = seen.called.text
            lines = self._chat_lines(edition.step_text(step, seen, book) or "", chip, book.short(step.action), lang)
            yield ChatCard(title, close, Caption(lines, chip, edition.also_note(seen, book)))

    def _chat_lines(self, text: str, chip: str | None, verb: str, lang: str) -> tuple[str, ...]:
        """What fits large under a chat picture: all of a short text, else the sentence that says what to do."""
        from annotator.text import sentences

        lines = captions.wrap(text, chip)
        parts = sentences.split(text, lang)
        if len(lines) <= 2 or len(parts) < 2:
            return lines
        doing = [part for part in parts if chip and captions.find_chip(part, chip)]
        doing += [part for part in parts if part.casefold().startswith(verb.casefold())]
        return captions.wrap((*doing, parts[0])[0], chip)

    def _message(self, lang: str, book: Phrasebook) -> None:
        from annotator.text import sentences

        steps = [
            sentences.split(edition.step_text(step, seen, book) or "", lang)
            for step, seen in zip(self.survey.tutorial.steps, self.survey.seen[lang], strict=True)
        ]
        tutorial = self.survey.tutorial
        text = chat.message(book, tutorial.title(lang), tutorial.why(lang), steps, self.survey.school)
        (self.made / lang / "message.txt").write_text(text, encoding="utf-8", newline="\n")
        self._add(f"{lang}/message.txt", "message", lang)

    def _review(self) -> None:
        """All cards on one sheet, with what they say: for a person to look at before anything is sent."""
        from annotator.cards import contact_sheet

        pictures, labels = [], []
        for lang in self.survey.languages:
            book = edition.book_for(self.survey, lang)
            for part in edition.sections(self.survey, lang, {}, draft=self.options.draft):
                for card in part.cards:
                    caption = self._review_caption(part, book)
                    pictures.append(contact_sheet.thumbnail(self.studio.frame(card, caption), 360))
                    labels.append(f"{lang} · {part.key}")
        self._picture(
            REVIEW, "review", None, contact_sheet.sheet(pictures, labels, columns=4, heading=_REVIEW_HEADING), None
        )

    def _review_caption(self, part: Section, book: Phrasebook) -> Caption | None:
        if not part.key.startswith("step-"):
            return None
        index = int(part.key.removeprefix("step-")) - 1
        text = edition.step_text(self.survey.tutorial.steps[index], self.survey.seen[book.lang][index], book)
        lines = captions.wrap(text or "", part.chip)
        return Caption(lines[:2], part.chip, part.note) if lines else None

    def _picture(self, path: str, kind: Kind, lang: str | None, pixels: Pixels, step: int | None) -> None:
        from annotator.cards import image_files

        image_files.save_jpeg(pixels, self.made / path, max_bytes=_CHAT_BYTES if kind == "card" else None)
        self._add(path, kind, lang, step=step)

    def _add(
        self, path: str, kind: Kind, lang: str | None, *, seconds: float | None = None, step: int | None = None
    ) -> int:
        """Enter a finished file in the list; give its size in bytes."""
        size = (self.made / path).stat().st_size
        self._files.append(PackFile(path, kind, lang, size, seconds, step))
        return size

    def _manifest(self, name: str, spoken: narration.Narration) -> dict[str, Any]:
        """The content of ``pack.json``; no private text stands in it."""
        return {
            "tutorial": name,
            "made_with": f"annotator {annotator.__version__}",
            "files": [_file(file) for file in self._files],
            "voices": {
                lang: {"engine": used.engine, "voice": used.voice, "version": used.version, "memos": used.memos}
                for lang, used in spoken.voices.items()
            },
            "steps": self._steps,
            "hidden": self._hidden(),
            "warnings": [
                str(discretion.for_logs(warning, self.survey.matcher))
                for warning in (*self.survey.warnings, *without_accepted(self.survey.tutorial, self._warnings))
            ],
        }

    def _hidden(self) -> list[dict[str, Any]]:
        """What is covered in each language, step by step. Names of pictures may tell what pictures hide."""
        return [
            {
                "step": number,
                "lang": lang,
                "kind": hidden.kind,
                "box": [hidden.box.x, hidden.box.y, hidden.box.w, hidden.box.h],
            }
            for lang in self.survey.languages
            for number, seen in enumerate(self.survey.seen[lang], start=1)
            for hidden in seen.screen.hidden
        ]


def _file(file: PackFile) -> dict[str, Any]:
    row: dict[str, Any] = {"path": file.path, "kind": file.kind, "lang": file.lang, "bytes": file.bytes}
    if file.seconds is not None:
        row["seconds"] = round(file.seconds, 3)
    if file.step is not None:
        row["step"] = file.step
    return row
