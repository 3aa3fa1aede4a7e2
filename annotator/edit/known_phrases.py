"""Collect what the steps of a tutorial say, with a gap for the word on the button."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.model import Action, Device, IconTarget, Step, TextTarget, Tutorial
from annotator.privacy.matcher import Matcher
from annotator.script.plain.button_names import BUTTON
from annotator.script.values import GAP
from annotator.text.devices import device_of
from annotator.text.folding import fold
from annotator.text.sentence_roles import is_example
from annotator.text.sentences import split_sentences


@dataclass(frozen=True)
class Phrase:
    """What a step says, or one sentence of it.

    Attributes:
        action: the kind of its action, with the direction if there is one; empty without an action.
        wordings: those of its target, folded; for an icon its file.
        templates: by language, with `BUTTON` in place of the button's word.
        buttons: by language, the word that was there; no entry where a sentence has none.
        source: the name of the tutorial.
        device: what its screens are those of, or None.
        whole: whether it is all that the step says.
        own: whether it is from the school's own tutorials.
    """

    action: str
    wordings: frozenset[str]
    templates: Mapping[str, str]
    buttons: Mapping[str, str]
    source: str
    device: Device | None
    whole: bool
    own: bool

    def text(self, lang: str, button: str | None) -> str:
        """What it says in a language, with ``button`` in the button's place, or the word that was there."""
        return self.templates[lang].replace(BUTTON, button or self.buttons.get(lang, ""))


def collect_phrases(tutorial: Tutorial, matcher: Matcher, source: str, *, own: bool) -> tuple[Phrase, ...]:
    """The phrases of a tutorial, without those that have a private word in any language.

    Args:
        tutorial: with readable steps.
        matcher: finds its private words.
        source: its name.
        own: whether it is one of the school's own.
    """
    origin = _Origin(source, device_of(tutorial.device or ""), own)
    return tuple(phrase for step in tutorial.steps for phrase in _phrases_of(step, matcher.for_step(step), origin))


@dataclass(frozen=True, slots=True)
class _Origin:
    """The tutorial that a phrase is from."""

    source: str
    device: Device | None
    own: bool


def _phrases_of(step: Step, matcher: Matcher, origin: _Origin) -> Iterator[Phrase]:
    texts = {said.lang: said.text for said in step.narration if said.text}
    parts = {lang: split_sentences(text) for lang, text in texts.items()}
    candidates = [(texts, True)]
    counts = {len(sentences) for sentences in parts.values()}
    if len(counts) == 1 and counts != {1}:
        # In each language as many sentences: each is a phrase by itself.
        count = counts.pop()
        candidates += [({lang: parts[lang][index] for lang in parts}, False) for index in range(count)]
    for each, whole in candidates:
        if each and not any(matcher.is_private(text) or matcher.single_words(text) for text in each.values()):
            yield from _make_phrase(each, step, origin, whole=whole)


def _make_phrase(texts: Mapping[str, str], step: Step, origin: _Origin, *, whole: bool) -> Iterator[Phrase]:
    wordings = wordings_of(step)
    templates, buttons = {}, {}
    for lang, text in texts.items():
        templates[lang] = text
        used = [wording for wording in wordings if wording.strip() and _pattern(wording).search(text)]
        longest = max(used, key=len, default=None)
        if longest is None or step.sign == "yours":
            continue
        masked = _pattern(longest).sub(BUTTON, text)
        if any(BUTTON in sentence and is_example(sentence, lang) for sentence in split_sentences(masked)):
            continue  # a name that is different for everybody
        if any(_pattern(wording).search(masked) for wording in used):
            return  # it says two wordings of the button, and a step has one to put in
        templates[lang], buttons[lang] = masked, longest
    keys = [fold(wording) for wording in wordings]
    if step.action is not None and isinstance(step.action.target, IconTarget):
        keys = [step.action.target.file]
    yield Phrase(
        action=action_key(step.action),
        wordings=frozenset(keys),
        templates=templates,
        buttons=buttons,
        source=origin.source,
        device=origin.device,
        whole=whole,
        own=origin.own,
    )


def _pattern(wording: str) -> re.Pattern[str]:
    """A button's word as it is on the screen; in small letters it is an ordinary word ("la contraseña")."""
    return re.compile(rf"(?<!\w){re.escape(wording)}(?!\w)")


def wordings_of(step: Step) -> tuple[str, ...]:
    """The words on the button of a step; none for a gap that waits for them."""
    target = step.action.target if step.action else None
    return target.wordings if isinstance(target, TextTarget) and GAP not in target.wordings else ()


def action_key(action: Action | None) -> str:
    """The kind of an action, with its direction if it has one; empty without an action."""
    if action is None:
        return ""
    return f"{action.kind}-{action.direction}" if action.direction else action.kind
