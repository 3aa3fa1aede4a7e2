"""Check memos against the script: warn of one for another sentence or picture, refuse one with a private word.

Known is only what an entry of ``consent.toml`` says about its recording.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.edition.edition import Edition, SpokenText
from annotator.edition.tutorial_source import TutorialSource, today
from annotator.messages import Message
from annotator.model import Problem, Step
from annotator.privacy.matcher import Matcher
from annotator.script import SCRIPT, Consent, Consents, find_consents
from annotator.script.checks.staleness import digest_picture, find_staleness


@dataclass(frozen=True)
class _Recording:
    """A recording in one language, and the texts that it says; steps that say the same beside one picture share it.

    A memo for the third step has one text, ``SpokenText("step-3", …)``, and the entry of its file in ``consent.toml``.
    """

    edition: Edition
    texts: tuple[SpokenText, ...]
    consent: Consent

    @property
    def line(self) -> int:
        """The line of its first text in the script."""
        first = self.texts[0]
        if first.step is None:
            return self.edition.line()
        step = self.edition.step(first.step).step
        typed = (said.line for said in (*step.narration, *step.questions) if said.lang == self.edition.lang)
        return next(typed, 0) or step.line

    def problem(self, message: str, remedy: str, *, blocks: bool = False) -> Problem:
        """A problem with the recording if it ``blocks`` a build, else a warning."""
        return Problem(SCRIPT, self.line, message, remedy, "problem" if blocks else "warning", self.texts[0].step)


def check_recordings(source: TutorialSource, editions: Sequence[Edition], matcher: Matcher) -> Iterator[Problem]:
    """Warn of each recording of another sentence, or for another picture; one that says a private word is a problem."""
    for edition in editions:
        for recording in _list_recordings(source, edition):
            sentence = recording.consent.says
            if sentence and matcher.is_private(sentence):
                message = "The voice says a name or a text that is hidden or on your list."
                remedy = "Record it again without that."
                yield recording.problem(message, remedy, blocks=True)
                continue
            texts, picture = _current_texts(recording, editions), _digest_of_picture(source, recording)
            stale = find_staleness(recording.consent, texts, picture)
            if stale == "sentence":
                message = Message("The voice still says “{said}”.", said=sentence)
                remedy = Message(
                    'Record it again; or, if it still fits, write the new sentence after "fits" of "{file}" in '
                    "consent.toml.",
                    file=recording.consent.file,
                )
                yield recording.problem(message, remedy)
            elif stale == "picture":
                message = "The voice was recorded for another picture."
                remedy = Message(
                    "Listen to it beside the new one. Record it again; or, if it still fits, take the line "
                    '“picture = …” of "{file}" out of consent.toml.',
                    file=recording.consent.file,
                )
                yield recording.problem(message, remedy)


def find_memos(folder: Path, step: Step, sentences: Mapping[str, str]) -> dict[str, Path]:
    """The recordings of a step by language that may be sent, where ``sentences`` has the step's typed sentence."""
    consents, day = find_consents(folder)[0], today()
    paths = {}
    for memo in step.memos:
        sentence = sentences.get(memo.lang)
        if sentence and sentence == step.said(memo.lang) and _may_be_sent(memo.file, consents, sentence, day):
            paths[memo.lang] = folder / memo.file
    return paths


def _list_recordings(source: TutorialSource, edition: Edition) -> Iterator[_Recording]:
    """The recordings of an edition that have an entry in ``consent.toml``."""
    by_file: dict[str, list[SpokenText]] = {}
    for text in edition.texts:
        if text.memo is not None:
            by_file.setdefault(text.memo, []).append(text)
    for file, texts in by_file.items():
        consent = source.consents.find(file)
        if consent is not None:
            yield _Recording(edition, tuple(texts), consent)


def _current_texts(recording: _Recording, editions: Sequence[Edition]) -> Collection[str]:
    """The sentences that a recording may say today: its own language's, or any language's where it has no phrases.

    Empty, which means unknown, if another language isn't being made.
    """
    keys = {text.key for text in recording.texts}
    if recording.edition.book.is_native:
        editions = [recording.edition]
    elif {edition.lang for edition in editions} < {*recording.edition.tutorial.languages}:
        return ()
    joined = [" ".join(text.text for text in edition.texts if text.key in keys and text.text) for edition in editions]
    return [sentences for sentences in joined if sentences]


def _digest_of_picture(source: TutorialSource, recording: _Recording) -> str:
    """The digest of the picture that a recording is heard with; empty if there is none, or none to compare it with."""
    number = recording.texts[0].step
    if number is None or not recording.consent.picture:
        return ""
    return digest_picture(source.folder / recording.edition.step(number).step.screenshot(recording.edition.lang))


def _may_be_sent(file: str, consents: Consents, sentence: str, day: datetime.date) -> bool:
    """Whether nothing is known against a recording: that it says another sentence, or has no consent for chats any more."""
    consent = consents.find(file)
    is_allowed = consent is None or consents.is_allowed(file, "chat", day)
    return is_allowed and find_staleness(consent, [sentence]) is None
