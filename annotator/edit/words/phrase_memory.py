"""Suggest sentences that other tutorials use for the same button or icon, so that one task is worded alike everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from annotator import assets, script
from annotator.edit.tutorial_list import list_quietly
from annotator.model import Device, IconTarget, School, Step, TextTarget, Tutorial
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import SCRIPT
from annotator.script.values import GAP
from annotator.text.folding import device_of, fold
from annotator.voice import choose

MAX_PHRASES: Final = 6


@dataclass(frozen=True)
class Phrase:
    """A step's sentences, with its action and button.

    For instance ``Phrase("tap", frozenset({"unirse", "join"}), {"es": "Toque Unirse.", "en": "Tap Join."}, "phone")``.

    Attributes:
        action: the kind of the step's action (``tap``).
        button: the folded words on the step's button, in all languages, or the file name of its icon (``menu.png``).
        texts: the sentences by language.
        device: the device of the tutorial's screenshots, or None.
    """

    action: str
    button: frozenset[str]
    texts: Mapping[str, str]
    device: Device | None


def suggest(
    phrases: Sequence[Phrase], tutorial: Tutorial, index: int, matcher: Matcher
) -> tuple[Mapping[str, str], ...]:
    """At most six texts by language, for a step whose button is that of a phrase. None is private by ``matcher``."""
    step, langs = tutorial.steps[index], tutorial.languages
    own, device = _button_of(step), device_of(tutorial.device or "")
    said = {text.lang: fold(text.text) for text in step.narration}
    found: dict[tuple[str, ...], Mapping[str, str]] = {}
    for phrase in phrases:
        texts = {lang: phrase.texts[lang] for lang in langs if lang in phrase.texts}
        fits = step.action and phrase.action == step.action.kind and own & phrase.button
        # On a laptop one clicks, on a phone one taps.
        other = device and phrase.device and (device == "laptop") != (phrase.device == "laptop")
        news = any(fold(text) != said.get(lang) for lang, text in texts.items())
        if fits and news and not other and not any(map(matcher.is_private, texts.values())):
            words = tuple(map(fold, texts.values()))
            found.setdefault(words, texts)
    return tuple(found.values())[:MAX_PHRASES]


def collect_phrases(tutorial: Tutorial, matcher: Matcher) -> tuple[Phrase, ...]:
    """The phrases of a tutorial, without those that have a word that ``matcher`` finds, in any language."""
    found = []
    for step in tutorial.steps:
        texts = {said.lang: said.text for said in step.narration if said.text}
        own, button = matcher.for_step(step), _button_of(step)
        is_private = any(own.is_private(text) or own.single_words(text) for text in texts.values())
        if step.action and button and texts and not is_private:
            found.append(Phrase(step.action.kind, button, texts, device_of(tutorial.device or "")))
    return tuple(found)


def load(root: Path, besides: Path | None = None) -> tuple[Phrase, ...]:
    """The phrases of the tutorials in ``root``, then of the shipped ones, without the one in the folder ``besides``."""
    left_out = besides.resolve() if besides is not None else None
    folders = dict.fromkeys((*_list_tutorials(root), *_list_tutorials(assets.shipped_tutorials())))
    return tuple(phrase for path in folders if path != left_out for phrase in _read_tutorial(path))


def _button_of(step: Step) -> frozenset[str]:
    """The folded words on the step's button, or the file of its icon; none for a gap that waits for them."""
    target = step.action.target if step.action else None
    if isinstance(target, IconTarget):
        return frozenset([target.file])
    words = target.wordings if isinstance(target, TextTarget) and GAP not in target.wordings else ()
    return frozenset(map(fold, words))


def _list_tutorials(root: Path) -> Iterator[Path]:
    """The folders in ``root`` with a script, links left out."""
    for path in sorted(list_quietly(root)):
        if not path.is_symlink() and (path / SCRIPT).is_file() and not (path / SCRIPT).is_symlink():
            yield path.resolve()


def _read_tutorial(folder: Path) -> tuple[Phrase, ...]:
    """The phrases of a tutorial; none if its list of names can't be read, since then nobody knows what is private."""
    school, problems, _ = script.find_school(folder, choose.CHOICES)
    if any(problem.level == "problem" for problem in problems):
        return ()
    try:
        state = (folder / SCRIPT).stat()
    except OSError:
        return ()
    return _read_phrases(folder, school, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=500)
def _read_phrases(folder: Path, school: School, _: tuple[int, int]) -> tuple[Phrase, ...]:
    tutorial = script.read_folder(folder).readable
    if tutorial is None:
        return ()
    return collect_phrases(tutorial, match_privacy(tutorial, school))
