"""Word the steps of an open tutorial that have no sentence of their own, by the phrasebook and the words on their screens."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.edit.data_root import is_answer
from annotator.edit.pointing.picture_reader import PictureReader
from annotator.edit.pointing.pointed import MarkPlace
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.tutorial.session import Session
from annotator.edit.web.responses import page_language
from annotator.edition import answering
from annotator.edition.scan.cover_decisions import choose_public_name
from annotator.model import TextTarget
from annotator.phrases import has_phrasebook, load_phrasebook, visible_wording
from annotator.privacy.matcher import Matcher
from annotator.text.devices import device_of


@dataclass(frozen=True)
class StepSentences:
    """The phrasebook's sentences for the steps of a tutorial."""

    folder: Path
    session: Session
    reader: PictureReader

    def say(self, matcher: Matcher, index: int, lang: str, phrase_lang: str | None = None) -> str:
        """The sentence of a step; empty without an action, and in a language without phrases.

        Private words of the button, which ``matcher`` finds, are replaced by their examples, or the button isn't named.

        Args:
            matcher: the matcher of the tutorial and its school.
            index: the index of the step.
            lang: the language of the button's word.
            phrase_lang: the language of the words around it; None for ``lang``.
        """
        tutorial, phrase_lang = self.session.tutorial, phrase_lang or lang
        step = tutorial.steps[index]
        if step.action is None or not has_phrasebook(phrase_lang):
            return ""
        # As on the card, which is drawn for the picture's device.
        picture = self.folder / step.screenshot(lang)
        device = device_of(tutorial.device or self.reader.queue.state(picture).device or "")
        wording = self._find_wording(index, lang) or visible_wording(step.action, None)
        name = choose_public_name(wording, matcher.for_step(step))
        book = load_phrasebook(phrase_lang)
        text = book.sentence(step.action, name, device)
        if not text or not is_answer(self.folder):
            return text
        return answering.say_marks(text, step, (), matcher, book, device)

    def translate(self, matcher: Matcher, index: int, languages: Iterable[str]) -> dict[str, str]:
        """The sentences of some languages, translated into the page's: ``{"es": "Tap Aplicaciones."}``."""
        others = [lang for lang in languages if lang != page_language()]
        return {lang: self.say(matcher, index, lang, page_language()) for lang in others}

    def is_unread(self, index: int, lang: str) -> bool:
        """Whether the sentence of a step lacks the button's word as it is on the screen, which isn't read or doesn't have it."""
        step = self.session.tutorial.steps[index]
        if step.said(lang) or step.action is None or not isinstance(step.action.target, TextTarget):
            return False
        button = self.find_button(index, lang)
        return button is None or button.matched is None

    def find_button(self, index: int, lang: str) -> MarkPlace | None:
        """The button of a step on its screen, if that is read."""
        return self.reader.button(ShownStep(self.folder, self.session.tutorial, index, lang))

    def _find_wording(self, index: int, lang: str) -> str | None:
        """The button's word as found on the screen, or the target's wording in the place of a language.

        In a tutorial in Spanish and English that is "Join" of ``Unirse | Join`` for English; None if the target isn't a text.
        """
        button = self.find_button(index, lang)
        if button is not None and button.matched is not None:
            return button.matched
        tutorial = self.session.tutorial
        action = tutorial.steps[index].action
        if action is None or not isinstance(action.target, TextTarget):
            return None
        wordings = action.target.wordings
        return wordings[min(tutorial.languages.index(lang), len(wordings) - 1)]
