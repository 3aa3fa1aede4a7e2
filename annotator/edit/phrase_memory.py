"""Suggest sentences for a step, in pairs of languages, from the shipped tutorials and the school's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from annotator import assets, script
from annotator.edit.tutorial_list import list_quietly
from annotator.languages import base_language
from annotator.model import Action, Device, IconTarget, School, Step, TextTarget, Tutorial
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import SCRIPT
from annotator.script.plain.button_names import BUTTON
from annotator.script.plain.tables import load_table
from annotator.script.values import GAP
from annotator.text.folding import fold
from annotator.text.names import device_of
from annotator.text.sentences import is_example, split_sentences
from annotator.voice import choose

MAX_PAIRS: Final = 6
_MAX_TEXT_CHARS: Final = 400
"""More than any sentence; what a page sends beyond is not looked at."""
_MAX_UNASKED_CHARS: Final = 45
"""The longest sentence that is suggested for a button that no sentence knows, before anything is typed."""
_MIN_LIKENESS: Final = 75.0
"""Of 100: below, a sentence has little of what was typed."""
_BEGINS_SO: Final = 120.0
"""The likeness of a sentence that begins as what was typed."""
_WORD: Final = re.compile(r"\w+")


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
    """

    action: str
    wordings: frozenset[str]
    templates: Mapping[str, str]
    buttons: Mapping[str, str]
    source: str
    device: Device | None
    whole: bool

    def text(self, lang: str, button: str | None = None) -> str:
        """What it says in a language, with ``button`` in the button's place, or the word that was there."""
        return self.templates[lang].replace(BUTTON, button or self.buttons.get(lang, ""))

    def find(self, lang: str) -> str | None:
        """The key for a language among its own: itself, or another region's (``es-MX`` takes ``es``)."""
        base = base_language(lang)
        same = (each for each in self.templates if base_language(each) == base)
        return lang if lang in self.templates else next(same, None)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in several languages, with a step's own button in it, and the name of the tutorial that it is from."""

    texts: Mapping[str, str]
    source: str


class PhraseMemory:
    """All phrases that are known, those of the school's own tutorials first."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)

    def choose_wording(self, wordings: Sequence[str], lang: str, among: Sequence[str]) -> str | None:
        """The wording of a button that a family who hears ``lang`` is told; None without wordings.

        That is the one with the most words of this language's phrases and of no other's; of several that are as good,
        the one in the place of the language among the tutorial's, since most scripts write wordings in this order, too.
        """
        own = self._list_words([lang])
        other = self._list_words([each for each in among if each != lang])
        place = among.index(lang) if lang in among else 0

        def rate(wording: str) -> tuple[float, bool]:
            words = _words(wording)
            score = sum((word in own) - (word in other) for word in words) / max(1, len(words))
            return score, wordings.index(wording) == place

        return max(wordings, key=rate, default=None)

    def _list_words(self, langs: Sequence[str]) -> set[str]:
        """All words of the phrases in some languages."""
        found = ((phrase, phrase.find(lang)) for phrase in self._phrases for lang in langs)
        return {word for phrase, own in found if own for word in _words(phrase.text(own))}

    def suggest(
        self,
        step: Step,
        lang: str,
        text: str,
        among: Sequence[str],
        matcher: Matcher | None = None,
        device: Device | None = None,
    ) -> tuple[Pair, ...]:
        """At most six pairs for a step, the best first.

        Args:
            step: what is said is about its action and target.
            lang: the language that is typed in.
            text: what is typed so far. Without any, a sentence in another language leads, else the action alone.
            among: the languages that the pairs should have: the tutorial's, in its order.
            matcher: finds the private words of the tutorial that is written; what has any is left out.
            device: what the tutorial's screens are those of: on a laptop one clicks, on a phone one taps.
        """
        chosen = {each: self.choose_wording(_wordings_of(step), each, among) for each in among}
        buttons = {each: wording for each, wording in chosen.items() if wording}
        typed = fold(text[:_MAX_TEXT_CHARS])
        scored = []
        for index, phrase in enumerate(self._phrases):
            other_device = device and phrase.device and (device == "laptop") != (phrase.device == "laptop")
            likeness = None if other_device else _compare(phrase, step, lang, typed, buttons)
            if likeness is not None and (buttons or not phrase.buttons or likeness >= _BEGINS_SO):
                complete = all(map(phrase.find, among))
                score = likeness + _score_target(phrase, step) + 3.0 * phrase.whole + 6.0 * complete
                scored.append((-score, index))
        said = {each: fold(step.said(each) or "") for each in among} | {lang: typed}
        pairs: dict[tuple[str, ...], Pair] = {}
        for _, index in sorted(scored):
            pair = _make_pair(self._phrases[index], among, buttons)
            is_said = all(fold(words) == said[each] for each, words in pair.texts.items())
            if not is_said and not (matcher and any(map(matcher.is_private, pair.texts.values()))):
                pairs.setdefault(tuple(fold(pair.texts.get(each, "")) for each in among), pair)
            if len(pairs) == MAX_PAIRS:
                break
        return tuple(pairs.values())


def _compare(phrase: Phrase, step: Step, lang: str, typed: str, buttons: Mapping[str, str]) -> float | None:
    """How near a phrase is to what is typed or said in another language; None if it can't be meant."""
    own = phrase.find(lang)
    if own is None:
        return None
    if typed:
        text = fold(phrase.text(own, buttons.get(lang)))
        likeness = fuzz.partial_ratio(typed, text) + (_BEGINS_SO - 100.0) * text.startswith(typed)
        return likeness if likeness >= _MIN_LIKENESS else None
    said = next((each for each in step.narration if each.lang != lang and each.text), None)
    if said is not None:
        other = phrase.find(said.lang)
        if other is None:
            return None
        wanted, text = fold(said.text), fold(phrase.text(other, buttons.get(said.lang)))
        return fuzz.token_sort_ratio(wanted, text) + fuzz.ratio(wanted, text)
    if not phrase.whole or not phrase.action or phrase.action != _action_key(step.action):
        return None
    # With nothing else to go by, what is short fits more often; what is long is about something else.
    length = len(phrase.templates[own])
    far = length > _MAX_UNASKED_CHARS or _tells_looks(phrase, own)
    return None if far and not _own_words(step) & phrase.wordings else -length / 10


def _score_target(phrase: Phrase, step: Step) -> float:
    """Whether it is about the same action, and the same button or one whose word can be put in."""
    action = 25.0 if phrase.action and phrase.action == _action_key(step.action) else 0.0
    return action + (30.0 if _own_words(step) & phrase.wordings else 12.0 if phrase.buttons else 0.0)


def _tells_looks(phrase: Phrase, lang: str) -> bool:
    """Whether a phrase tells a colour or place, which another button may not have."""
    table, text = load_table(lang), phrase.templates[lang]
    return table is not None and any(table.patterns[name].search(text) for name in ("colours", "places"))


def _make_pair(phrase: Phrase, among: Sequence[str], buttons: Mapping[str, str]) -> Pair:
    found = {lang: phrase.find(lang) for lang in among}
    return Pair({lang: phrase.text(own, buttons.get(lang)) for lang, own in found.items() if own}, phrase.source)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def collect_phrases(tutorial: Tutorial, matcher: Matcher, source: str) -> tuple[Phrase, ...]:
    """The phrases of the tutorial ``source``, without those that have a word that ``matcher`` finds, in any language."""
    return tuple(
        phrase
        for step in tutorial.steps
        for texts, whole in _split_narration(step, matcher.for_step(step))
        if (phrase := _make_phrase(texts, step, source, device_of(tutorial.device or ""), whole=whole))
    )


def _split_narration(step: Step, matcher: Matcher) -> Iterator[tuple[Mapping[str, str], bool]]:
    """All that a step says, by language, then each sentence if all languages have as many; and whether it is all."""
    texts = {said.lang: said.text for said in step.narration if said.text}
    candidates = [(texts, True)]
    parts = {lang: split_sentences(text) for lang, text in texts.items()}
    counts = {len(sentences) for sentences in parts.values()}
    if len(counts) == 1 and counts != {1}:
        candidates += [({lang: parts[lang][index] for lang in parts}, False) for index in range(counts.pop())]
    for each, whole in candidates:
        if each and not any(matcher.is_private(text) or matcher.single_words(text) for text in each.values()):
            yield each, whole


def _make_phrase(
    texts: Mapping[str, str], step: Step, source: str, device: Device | None, *, whole: bool
) -> Phrase | None:
    """The phrase; None if it says two wordings of the button, since a step has one to put in."""
    templates, buttons = dict(texts), {}
    for lang, text in texts.items():
        used = [wording for wording in _wordings_of(step) if wording.strip() and _pattern(wording).search(text)]
        longest = max(used, key=len, default=None)
        if longest is None or step.sign == "yours":
            continue
        masked = _pattern(longest).sub(BUTTON, text)
        if any(BUTTON in sentence and is_example(sentence, lang) for sentence in split_sentences(masked)):
            continue  # a name that is different for everybody
        if any(_pattern(wording).search(masked) for wording in used):
            return None
        templates[lang], buttons[lang] = masked, longest
    return Phrase(_action_key(step.action), _own_words(step), templates, buttons, source, device, whole)


def _pattern(wording: str) -> re.Pattern[str]:
    """A button's word as it is on the screen; in small letters it is an ordinary word ("la contraseña")."""
    return re.compile(rf"(?<!\w){re.escape(wording)}(?!\w)")


def _wordings_of(step: Step) -> tuple[str, ...]:
    """The words on the button of a step; none for a gap that waits for them."""
    target = step.action.target if step.action else None
    return target.wordings if isinstance(target, TextTarget) and GAP not in target.wordings else ()


def _own_words(step: Step) -> frozenset[str]:
    """The folded words of the step's button, or the file of its icon."""
    target = step.action.target if step.action else None
    return frozenset([target.file] if isinstance(target, IconTarget) else map(fold, _wordings_of(step)))


def _action_key(action: Action | None) -> str:
    """The kind of an action, with its direction if it has one; empty without an action."""
    if action is None:
        return ""
    return f"{action.kind}-{action.direction}" if action.direction else action.kind


@dataclass(frozen=True)
class PhraseShelf:
    """The phrases of a folder of tutorials; each tutorial is read again when it, or its school, has changed."""

    root: Path

    def load(self, besides: Path | None = None) -> PhraseMemory:
        """The phrases of all tutorials but the one in the folder ``besides``, which is being written."""
        left_out = besides.resolve() if besides is not None else None
        folders = dict.fromkeys((*_list_tutorials(self.root), *_list_tutorials(assets.shipped_tutorials())))
        return PhraseMemory(phrase for path in folders if path != left_out for phrase in _read_tutorial(path))


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
    return collect_phrases(tutorial, match_privacy(tutorial, school), folder.name)
