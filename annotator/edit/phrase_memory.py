"""Remember the sentences of the shipped tutorials and the school's own in pairs of languages; suggest what fits a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from annotator import assets, languages, script
from annotator.edit.known_phrases import Phrase, action_key, collect_phrases, wordings_of
from annotator.edit.tutorial_list import list_quietly
from annotator.model import Device, IconTarget, School, Step
from annotator.privacy.matcher import Matcher, collect_privacy
from annotator.script import SCRIPT
from annotator.script.plain.button_names import BUTTON
from annotator.script.plain.tables import load_table
from annotator.text.folding import fold
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
_TABLES: Final = ("phrases.toml", "pages.toml", "plain.toml")
_FOREIGN: Final = ("languages", "devices", "script", "presses")
"""Tables of the phrases with words of other languages."""
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in several languages, with a step's own button in it, and the name of the tutorial that it is from."""

    texts: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class _Query:
    """What is looked for: the language that is typed in, what is typed, and what another language says."""

    lang: str
    typed: str
    other_lang: str | None
    other: str


class PhraseMemory:
    """All phrases that are known, prepared for suggestions while somebody types."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self._folded = [{lang: fold(text) for lang, text in phrase.templates.items()} for phrase in self._phrases]
        self._words: dict[str, set[str]] = {}
        for phrase in self._phrases:
            for lang in phrase.templates:
                base = languages.base_language(lang)
                self._words.setdefault(base, set(_list_own_words(base))).update(_words(phrase.text(lang, None)))

    def choose_wording(self, wordings: Sequence[str], lang: str, among: Sequence[str]) -> str | None:
        """The wording of a button that a family who hears ``lang`` is told; None without wordings.

        That is the one with the most words of this language and of no other; of several that are as good, the one in the
        place of the language.

        Args:
            wordings: those of one target.
            lang: one of ``among``.
            among: the tutorial's languages, in its order, in which most scripts write the wordings, too.
        """
        base = languages.base_language(lang)
        own = self._words.get(base, set())
        others = set[str]().union(
            *(self._words.get(languages.base_language(other), ()) for other in among if other != lang)
        )
        position = among.index(lang) if lang in among else 0

        def rank(index: int) -> tuple[float, bool, int]:
            words = _words(wordings[index])
            score = sum((word in own) - (word in others) for word in words) / max(1, len(words))
            return -score, index != position, index

        return wordings[min(range(len(wordings)), key=rank)] if wordings else None

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
        buttons = self._choose_buttons(step, among)
        query = _make_query(step, lang, text[:_MAX_TEXT_CHARS])
        scored = []
        for index, phrase in enumerate(self._phrases):
            other_device = device and phrase.device and (device == "laptop") != (phrase.device == "laptop")
            score = None if other_device else self._score(index, step, query, buttons, among)
            if score is not None:
                scored.append((-score, index))
        pairs: dict[tuple[str, ...], Pair] = {}
        for _, index in sorted(scored):
            pair = _write_pair(self._phrases[index], among, buttons)
            said = tuple(fold(pair.texts.get(each, "")) for each in among)
            known = fold(pair.texts[lang]) == query.typed and all(
                fold(step.said(each) or "") == fold(words) for each, words in pair.texts.items() if each != lang
            )
            if not known and not (matcher and any(map(matcher.is_private, pair.texts.values()))):
                pairs.setdefault(said, pair)
            if len(pairs) == MAX_PAIRS:
                break
        return tuple(pairs.values())

    def _choose_buttons(self, step: Step, among: Sequence[str]) -> dict[str, str]:
        """The word of the step's button in each language; nothing without one."""
        wordings = wordings_of(step)
        chosen = {lang: self.choose_wording(wordings, lang, among) for lang in among}
        return {lang: wording for lang, wording in chosen.items() if wording}

    def _score(
        self, index: int, step: Step, query: _Query, buttons: Mapping[str, str], among: Sequence[str]
    ) -> float | None:
        """How well a phrase fits; None if not at all."""
        phrase = self._phrases[index]
        own_lang = _find(phrase.templates, query.lang)
        if own_lang is None:
            return None
        likeness = 0.0
        if query.typed:
            likeness = _compare(query.typed, self._fill(index, own_lang, buttons.get(query.lang)))
            if likeness < _MIN_LIKENESS:
                return None
        elif query.other_lang is not None:
            other = _find(phrase.templates, query.other_lang)
            if other is None:
                return None
            filled = self._fill(index, other, buttons.get(query.other_lang))
            likeness = fuzz.token_sort_ratio(query.other, filled) + fuzz.ratio(query.other, filled)
        elif not phrase.whole or not phrase.action or phrase.action != action_key(step.action):
            return None
        else:
            # With nothing else to go by, what is short fits more often; what is long is about something else.
            length = len(phrase.templates[own_lang])
            far = length > _MAX_UNASKED_CHARS or _tells_looks(phrase, own_lang)
            if far and not _own_words(step) & phrase.wordings:
                return None
            likeness = -length / 10
        if phrase.buttons and not buttons and likeness < _BEGINS_SO:
            return None  # there is no word to put in
        complete = all(_find(phrase.templates, lang) for lang in among)
        score = _score_action(phrase, step) + _score_button(phrase, own_lang, step)
        return score + likeness + 3.0 * phrase.whole + 2.0 * phrase.own + 6.0 * complete

    def _fill(self, index: int, lang: str, button: str | None) -> str:
        """The folded text of a phrase with a button's word in it."""
        stored = self._phrases[index].buttons.get(lang, "")
        return self._folded[index][lang].replace(BUTTON, fold(button or stored))


def _make_query(step: Step, lang: str, text: str) -> _Query:
    typed = fold(text)
    other = next((said for said in step.narration if said.lang != lang and said.text), None)
    return _Query(lang, typed, None if typed or other is None else other.lang, fold(other.text) if other else "")


def _find(texts: Mapping[str, str], lang: str) -> str | None:
    """The key for a language among those of a phrase: itself, or another region's (``es-MX`` takes ``es``)."""
    if lang in texts:
        return lang
    base = languages.base_language(lang)
    return next((each for each in texts if languages.base_language(each) == base), None)


def _score_action(phrase: Phrase, step: Step) -> float:
    wanted = action_key(step.action)
    if not wanted or not phrase.action:
        return 0.0
    if phrase.action == wanted:
        return 25.0
    # The same gesture in another direction says the wrong one.
    return -10.0 if step.action and phrase.action.split("-")[0] == step.action.kind else 0.0


def _score_button(phrase: Phrase, lang: str, step: Step) -> float:
    """Whether it is about the same button, or one whose word can be put in."""
    if _own_words(step) & phrase.wordings:
        return 30.0
    return (12.0 if phrase.buttons else 0.0) - (8.0 if _tells_looks(phrase, lang) else 0.0)


def _tells_looks(phrase: Phrase, lang: str) -> bool:
    """Whether a phrase tells a colour or place, which another button may not have."""
    table = load_table(lang)
    return table is not None and any(
        table.patterns[name].search(phrase.templates[lang]) for name in ("colours", "places")
    )


def _own_words(step: Step) -> frozenset[str]:
    """The folded words of the step's button, or the file of its icon."""
    if step.action is not None and isinstance(step.action.target, IconTarget):
        return frozenset([step.action.target.file])
    return frozenset(map(fold, wordings_of(step)))


def _compare(typed: str, text: str) -> float:
    """How much of what was typed a text has, of 100, and 20 more if it begins so."""
    return fuzz.partial_ratio(typed, text) + (_BEGINS_SO - 100.0) * text.startswith(typed)


def _write_pair(phrase: Phrase, among: Sequence[str], buttons: Mapping[str, str]) -> Pair:
    texts = {}
    for lang in among:
        found = _find(phrase.templates, lang)
        if found is not None:
            texts[lang] = phrase.text(found, buttons.get(lang))
    return Pair(texts, phrase.source)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


@cache
def _list_own_words(lang: str) -> frozenset[str]:
    """All words of annotator's own phrases in a language; none where it has none."""
    name = languages.find_folder(lang)
    if name is None:
        return frozenset()
    phrases, pages, plain = (assets.table("languages", name, file) or {} for file in _TABLES)
    own = [{key: value for key, value in phrases.items() if key not in _FOREIGN}, pages, plain.get("actions", [])]
    return frozenset(word for text in _list_texts(own) for word in _words(text))


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _list_texts(inner)


@dataclass(frozen=True)
class PhraseShelf:
    """The phrase memories of a folder of tutorials; nothing is read before it is asked for."""

    root: Path

    def load(self, besides: Path | None = None) -> PhraseMemory:
        """The memory of all tutorials but the one in the folder ``besides``, which is being written."""
        shipped = list(_list_tutorials(assets.shipped_tutorials()))
        own = [path for path in _list_tutorials(self.root) if path not in shipped]
        left_out = besides.resolve() if besides is not None else None
        wanted = [path for path in (*own, *shipped) if path != left_out]
        return _make_memory(tuple((path, _stamp(path), path in own) for path in wanted))


@lru_cache(maxsize=1)  # one tutorial is written at a time
def _make_memory(tutorials: tuple[tuple[Path, _Stamp, bool], ...]) -> PhraseMemory:
    return PhraseMemory(phrase for row in tutorials for phrase in _read_phrases(*row))


def _list_tutorials(root: Path) -> Iterator[Path]:
    """The folders in ``root`` with a script, links left out."""
    for path in sorted(list_quietly(root)):
        if not path.is_symlink() and (path / SCRIPT).is_file() and not (path / SCRIPT).is_symlink():
            yield path.resolve()


def _stamp(folder: Path) -> _Stamp:
    """What changes with the script, and with the settings and the list of names above it."""
    _, _, school_file = _find_school(folder)
    entries = []
    for path in (folder / SCRIPT, *([school_file] if school_file else [])):
        try:
            state = path.stat()
            entries.append((str(path), state.st_mtime_ns, state.st_size))
        except OSError:
            entries.append((str(path), 0, 0))
    return tuple(entries)


def _find_school(folder: Path) -> tuple[School, bool, Path | None]:
    """The school of a tutorial, and whether all of its file could be read, the list of names above all."""
    school, problems, file = script.find_school(folder, choose.CHOICES)
    return school, not any(problem.level == "problem" for problem in problems), file


@lru_cache(maxsize=500)
def _read_phrases(folder: Path, _: _Stamp, own: bool) -> tuple[Phrase, ...]:
    """The phrases of one tutorial; none if its list of names can't be read, since then nobody knows what is private."""
    tutorial = script.read_folder(folder).readable
    school, whole, _file = _find_school(folder)
    if tutorial is None or not whole:
        return ()
    matcher = Matcher(collect_privacy(tutorial, school))
    return collect_phrases(tutorial, matcher, folder.name, own=own)
