"""Suggest sentences that other tutorials use for the same button or icon, so that one task is worded alike everywhere.

A step ``- tap: Unirse | Join`` of another tutorial, with the sentences "Toque el botón azul que dice Unirse." and "Tap the blue
button that says Join.", is suggested for steps that tap *Join*. Sentences with private words are never suggested.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from annotator import assets, script
from annotator.edit.tutorial_list import list_tutorials
from annotator.model import Device, IconTarget, School, Step, TextTarget, Tutorial, without_warnings
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import SCRIPT
from annotator.script.line_values import GAP
from annotator.script.plain.tables import load_table
from annotator.text.devices import device_of
from annotator.text.folding import fold
from annotator.text.sentence_rules import split_sentences
from annotator.voice import choose

MAX_PHRASES: Final = 6
"""Maximum number of suggestions."""


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
    phrases: Sequence[Phrase], tutorial: Tutorial, index: int, matcher: Matcher, screen_texts: Sequence[str] = ()
) -> tuple[Mapping[str, str], ...]:
    """Suggestions for a step, as texts by language: those of phrases with its action and button that say something else than it.

    At most `MAX_PHRASES`; none in which ``matcher`` finds something private, and none of a laptop for a phone, or the reverse.

    The same button may be on screens that ask other questions, so a question in a text stays only if it is about a permission
    that the ``screen_texts`` of the step ask for.
    """
    step = tutorial.steps[index]
    present_texts = {said.lang: fold(said.text) for said in step.narration}
    device, screen = device_of(tutorial.device or ""), " ".join(screen_texts)
    suggestions: dict[tuple[str, ...], Mapping[str, str]] = {}
    for phrase in phrases:
        if not _is_for(phrase, step, device):
            continue
        texts = {}
        for lang in tutorial.languages:
            if lang in phrase.texts and (text := _without_questions(phrase.texts[lang], lang, screen)):
                texts[lang] = text
        is_new = any(fold(text) != present_texts.get(lang) for lang, text in texts.items())
        if is_new and not any(map(matcher.is_private, texts.values())):
            suggestions.setdefault(tuple(map(fold, texts.values())), texts)
    return tuple(suggestions.values())[:MAX_PHRASES]


def _is_for(phrase: Phrase, step: Step, device: Device | None) -> bool:
    """Whether a phrase has the step's action and button, and is for such a device."""
    # On a laptop people click, on a phone they tap.
    is_other_device = device and phrase.device and (device == "laptop") != (phrase.device == "laptop")
    has_action = step.action is not None and phrase.action == step.action.kind
    return has_action and bool(phrase.button & _button_of(step)) and not is_other_device


def _without_questions(text: str, lang: str, screen: str) -> str:
    """A text without its questions, except about a permission that the screen asks for: the microphone, the camera."""
    permissions = {tag: table.rows["explain"] for tag in assets.languages() if (table := load_table(tag))}
    # The screen may be in another language than the text.
    requested = {row.about for rows in permissions.values() for row in rows if row.pattern.search(screen)}
    patterns = [row.asks for row in permissions.get(lang, ()) if row.about in requested and row.asks]

    def is_kept(sentence: str) -> bool:
        return not sentence.endswith("?") or any(pattern.search(sentence) for pattern in patterns)

    return " ".join(filter(is_kept, split_sentences(text)))


def collect_phrases(tutorial: Tutorial, matcher: Matcher) -> tuple[Phrase, ...]:
    """The phrases of a tutorial, without those in which ``matcher`` finds something private, in any language."""
    phrases = []
    for step in tutorial.steps:
        texts = {said.lang: said.text for said in step.narration if said.text}
        step_matcher, button = matcher.for_step(step), _button_of(step)
        is_private = any(step_matcher.is_private(text) or step_matcher.single_words(text) for text in texts.values())
        if step.action and button and texts and not is_private:
            phrases.append(Phrase(step.action.kind, button, texts, device_of(tutorial.device or "")))
    return tuple(phrases)


def load(root: Path, excluded: Path | None = None) -> tuple[Phrase, ...]:
    """The phrases of the tutorials in ``root``, then of the shipped ones, without those of the ``excluded`` folder."""
    listed = (*list_tutorials(root), *list_tutorials(assets.shipped_tutorials()))
    folders = dict.fromkeys(path.resolve() for path in listed)
    if excluded is not None:
        folders.pop(excluded.resolve(), None)
    return tuple(phrase for path in folders for phrase in _read_tutorial(path))


def _button_of(step: Step) -> frozenset[str]:
    """The folded words on the step's button, or the file of its icon; none if it has neither, or a gap for them."""
    target = step.action.target if step.action else None
    if isinstance(target, IconTarget):
        return frozenset([target.file])
    words = target.wordings if isinstance(target, TextTarget) and GAP not in target.wordings else ()
    return frozenset(map(fold, words))


def _read_tutorial(folder: Path) -> tuple[Phrase, ...]:
    """The phrases of a tutorial; none without a script, or if its school has problems: its list of names may be incomplete."""
    school, problems, _ = script.find_school(folder, choose.CHOICES)
    if without_warnings(problems):
        return ()
    try:
        status = (folder / SCRIPT).stat()
    except OSError:
        return ()
    return _read_phrases(folder, school, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=500)
def _read_phrases(folder: Path, school: School, _stamp: tuple[int, int]) -> tuple[Phrase, ...]:
    """The phrases of a tutorial, read once for each ``_stamp`` (modification time and size) of its script."""
    tutorial = script.read_folder(folder).readable
    if tutorial is None:
        return ()
    return collect_phrases(tutorial, match_privacy(tutorial, school))
