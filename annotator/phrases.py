"""Look up what annotator itself says and writes in a language, in ``assets/languages/XX/phrases.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import assets, languages, typeface
from annotator.model import ACTIONS, Action, ActionKind, Found, TargetName, TextTarget

_LINK = re.compile(r"^(?i:https?://|www\.)|\.[a-z]{2,6}/|^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,6}$")


_STEP = "step"
"""Begins the names of step files in a language without phrases: a borrowed word would say that they are in that language."""


@dataclass(frozen=True)
class Phrasebook:
    """The phrases to use in the language ``lang``; ``words_lang`` is the language they are in, which may be another one."""

    lang: str
    words_lang: str
    table: dict[str, Any]

    @property
    def speaks(self) -> bool:
        """Whether the phrases are in the language itself, so that annotator may say them to its families."""
        return self.words_lang == self.lang

    @property
    def step_word(self) -> str:
        """The word for "step" in file names: ``paso``, ``step``."""
        return str(self.table["step"]) if self.speaks else _STEP

    def fixed(self, name: str, **values: object) -> str:
        """A fixed phrase with its placeholders filled, for instance ``fixed("step-of", number=3, total=4)``."""
        return str(self.table["fixed"][name]).format(**values)

    def sentence(self, action: Action, called: TargetName) -> str:
        """The sentence for an action, spoken if the script has none; ``called`` is the name of the action's target."""
        name = f"{action.kind}-{action.direction}" if action.direction else action.kind
        phrases = self.table["say"][name]
        if ACTIONS[action.kind].takes == "words":
            return str(phrases["without"]).format(words=(action.words or "").rstrip(".!? "))
        wording = called.text
        if wording is None:
            return str(phrases["name" if called.person else "without"])
        if "link" in phrases and is_link(wording):
            return str(phrases["link"])
        return str(phrases["with"]).format(target=wording)

    def short(self, action: Action | None) -> str:
        """One or two words for an action, for a small card."""
        return str(self.table["short"][action.kind if action else "none"])

    def names(self, kind: ActionKind) -> tuple[str, ...]:
        """The words by which a script in this language names an action."""
        return tuple(self.table["script"][kind])

    def device(self, device: str) -> str:
        """A device's name in this language, or as it was typed."""
        return str(self.table["devices"].get(device, device))

    def language(self, lang: str, own_names: dict[str, str]) -> str:
        """The name of the language ``lang`` in this language; ``own_names`` are those in ``school.toml``."""
        return own_names.get(lang) or str(self.table["languages"].get(lang, lang))

    def person(self, person: str) -> str:
        """A person inside a sentence, with the article that the language wants: ``la Sra. Rosa``."""
        article = self.table["articles"].get(person.split(" ")[0], "")
        return f"{article} {person}".strip()

    def list_or(self, words: list[str]) -> str:
        """``["a", "b", "c"]`` as "a, b o c", and ``["siete", "ocho"]`` as "siete u ocho"."""
        if len(words) < 2:
            return "".join(words)
        sounds_like_o = words[-1].casefold().startswith(("o", "ó", "ho"))
        conjunction = self.table["fixed"]["or-before-o" if sounds_like_o else "or"]
        return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def is_link(wording: str) -> bool:
    """Whether a text on the screen is an address that opens when it is pressed."""
    return _LINK.search(wording) is not None


def wording_of(action: Action | None, found: Found | None) -> str | None:
    """The button's word as it is on the screen, or None for points, boxes, icons and absent targets.

    None also where the typeface lacks its letters: what can't be drawn can't be shown, and a phrase without a name says
    more than one with a gap.
    """
    if action is None or not isinstance(action.target, TextTarget):
        return None
    wording = found.matched if found is not None and found.matched else action.target.wordings[0]
    return None if typeface.undrawable(wording) else wording


@cache
def phrasebook(lang: str, lender: str = languages.DEFAULT_LANGUAGE) -> Phrasebook:
    """The phrasebook of a BCP 47 tag: its own or its language's; where it has none, that of ``lender``."""
    for words_lang in (lang, lender):
        name = languages.folder(words_lang)
        table = assets.table("languages", name, "phrases.toml") if name else None
        if table is not None:
            return Phrasebook(lang, words_lang, table)
    raise LookupError(f"{lender} has no phrases to lend")


def speaks(lang: str) -> bool:
    """Whether annotator has sentences of its own in a language."""
    return languages.has(lang, "phrases.toml")


def phrasebooks() -> tuple[Phrasebook, ...]:
    """The phrasebooks of all languages that have one, in the order of their tags."""
    return tuple(phrasebook(lang) for lang in assets.languages() if speaks(lang))


def own_name(lang: str, own_names: dict[str, str]) -> str:
    """A language's name in that language: from ``school.toml``, from its phrasebook, or the tag itself."""
    return own_names.get(lang) or (str(phrasebook(lang).table["name"]) if speaks(lang) else lang)
