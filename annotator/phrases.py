"""Phrasebooks: the sentences that annotator itself speaks and writes, from ``assets/languages/XX/phrases.toml``.

A step without a sentence of its own gets one from there. With the lines::

    [say.tap]
    with = "Toque {target}."
    without = "Toque donde señala la flecha."

the step ``tap: Unirse`` is spoken as "Toque Unirse.", and one that taps a point as "Toque donde señala la flecha.". The words
of its grammar (articles, contractions, "or") are in its table, too.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from annotator import assets, languages, typeface
from annotator.model import ACTIONS, Action, ActionKind, Device, Found, IconTarget, TargetName, TextTarget

_WEB_ADDRESS = re.compile(r"^(?i:https?://|www\.)|\.[a-z]{2,6}/|^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,6}$")


@dataclass(frozen=True)
class Phrasebook:
    """The phrases used for a language.

    Attributes:
        lang: the language of the tutorial.
        words_lang: the language of the phrases: ``lang`` itself, or the one that lends them.
        table: the contents of ``phrases.toml``.
    """

    lang: str
    words_lang: str
    table: dict[str, Any]

    @property
    def is_native(self) -> bool:
        """Whether the phrases are in ``lang`` itself. Lent phrases are written on cards, but never spoken."""
        return self.words_lang == self.lang

    def file_word(self, name: Literal["step", "aside", "yours"]) -> str:
        """A word in the names of files: ``paso`` of a step, ``si`` of an aside, ``suyo`` of one that somebody edited."""
        return str(self.table[name])

    def name_step(self, tutorial: str, number: object) -> str:
        """What a family can write in a chat about a step: ``Zoom, paso 4``; of an aside, ``Zoom, paso 4?``."""
        return f"{tutorial}, {self.file_word('step')} {number}"

    def fixed(self, name: str, **values: object) -> str:
        """A phrase that needs no grammar, with its placeholders filled in: ``fixed("step-of", number=3, total=4)``."""
        return str(self.table["fixed"][name]).format(**values)

    def sentence(self, action: Action, target: TargetName, device: Device | None = None) -> str:
        """The narration of an action for which the script has no sentence: "Toque Unirse.", on a laptop another one.

        Empty for an action in a draft that still lacks its direction or its words.
        """
        takes = ACTIONS[action.kind].takes
        if (takes == "direction" and action.direction is None) or (takes == "words" and not action.words):
            return ""
        name = f"{action.kind}-{action.direction}" if action.direction else action.kind
        phrases = self._section("say", device)[name]
        if takes == "words":
            return str(phrases["without"]).format(words=(action.words or "").rstrip(".!? "))
        wording = target.text
        if action.kind == "tap" and isinstance(action.target, IconTarget):
            wording = self.table.get("icons", {}).get(action.target.file.partition(".")[0])
        if wording is None:
            return str(phrases["name" if target.person else "without"])
        if "link" in phrases and is_link(wording):
            return str(phrases["link"])
        return str(phrases["with"]).format(target=wording)

    def short_action(self, action: Action | None, device: Device | None = None) -> str:
        """An action in a few words, for the small pictures on the closing card."""
        return str(self._section("short", device)[action.kind if action else "none"])

    def label_action(self, action: Action, wording: str, device: Device | None = None) -> str:
        """An action and the text of its target, for the closing card: "Toque Unirse"; a web address is called a link."""
        if is_link(wording):
            return str(self._section("short", device)["link"])
        return str(self._section("fixed", device)["label"]).format(
            action=self.short_action(action, device), wording=wording
        )

    def gesture(self, name: str) -> str:
        """A gesture that is shown in place of the action (`StepCard.gesture`), in a few words: "Levante el dedo"."""
        return str(self.table["short"][name])

    def _section(self, name: str, device: Device | None) -> Mapping[str, Any]:
        """A section of the table, with those phrases replaced that differ on ``device`` (``[on.laptop.say.tap]``)."""
        phrases_on_device = self.table.get("on", {}).get(device, {}).get(name, {})
        return {**self.table[name], **phrases_on_device}

    def action_keywords(self, kind: ActionKind) -> tuple[str, ...]:
        """The keywords for an action in a script written in this language."""
        return tuple(self.table["script"][kind])

    def device(self, device: str) -> str:
        """A device's name in this language; unknown devices are returned unchanged."""
        return str(self.table["devices"].get(device, device))

    def language(self, lang: str, own_names: dict[str, str]) -> str:
        """The name of the language ``lang`` in this language; ``own_names`` of ``school.toml`` take precedence."""
        return own_names.get(lang) or str(self.table["languages"].get(lang, lang))

    def person(self, person: str) -> str:
        """A person's name within a sentence, with an article where the language needs one: ``la Sra. Rosa``.

        For a title of both men and women the given name decides; without a known one there is no article: ``la Lic. Ana``,
        ``Lic. Cruz``.
        """
        title, *names = person.split(" ")
        article = self.table["articles"].get(title, "")
        if article == "?":
            given = _bare_words(names[0]) if names else ""
            ending = given[-1:] if given in _known_given_names() else ""
            article = self.table["given"].get(given, self.table["given"].get(ending, ""))
        return f"{article} {person}".strip()

    def person_after_to(self, person: str) -> str:
        """A person's name after "to": ``a la Sra. Rosa``, but ``al Sr. Luis``."""
        phrase = str(self.table["fixed"]["to"]).format(person=self.person(person))
        return languages.contract(phrase, self.words_lang)

    def list_or(self, words: list[str]) -> str:
        """Join phrases with commas and "or": "en español, en inglés o en mixteco"."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.fixed('or')} {words[-1]}"


def is_link(wording: str) -> bool:
    """Whether a text on the screen is a web address, which opens when it is tapped."""
    return _WEB_ADDRESS.search(wording) is not None


def visible_wording(action: Action | None, found: Found | None) -> str | None:
    """The text of an action's target as on the screen, or as in the script if it was not found.

    None for actions without a text target, and for a text with letters that the typeface lacks: a sentence without a name
    is better than one with a gap.
    """
    if action is None or not isinstance(action.target, TextTarget):
        return None
    wording = found.matched if found is not None and found.matched else action.target.wordings[0]
    return None if typeface.undrawable(wording) else wording


@cache
def load_phrasebook(lang: str, lender: str = languages.DEFAULT_LANGUAGE) -> Phrasebook:
    """The phrasebook for a BCP 47 tag, with the phrases of ``lender`` if its language has none.

    Raises LookupError if the lender has none either.
    """
    for words_lang in (lang, lender):
        table = languages.load_table(words_lang, "phrases.toml")
        if table is not None:
            return Phrasebook(lang, words_lang, table)
    raise LookupError(f"{lender} has no phrases to lend")


def translate_question(text: str, lang: str, target_lang: str) -> str | None:
    """A common question in another language, or None. Punctuation, case and accents don't matter."""
    words = _bare_words(text)
    for key, question in _load_questions(lang).items():
        if _bare_words(question) == words:
            return _load_questions(target_lang).get(key)
    return None


@cache
def _known_given_names() -> frozenset[str]:
    """Given names that are not also words, in lower case without accents: a family name such as "García" decides no article."""
    return frozenset(((assets.table("names.toml") or {})["given"]).split())


def _load_questions(lang: str) -> Mapping[str, str]:
    """The common questions of a language by their keys; none in a language without phrases."""
    questions: Mapping[str, str] = load_phrasebook(lang).table.get("questions", {}) if has_phrasebook(lang) else {}
    return questions


def _bare_words(text: str) -> str:
    """The words of a text without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in letters if char.isalnum() or char.isspace()).split())


def has_phrasebook(lang: str) -> bool:
    """Whether annotator has phrases in a language."""
    return languages.has_table(lang, "phrases.toml")


def load_phrasebooks() -> tuple[Phrasebook, ...]:
    """All phrasebooks, in the order of their language tags."""
    return tuple(load_phrasebook(lang) for lang in assets.languages() if has_phrasebook(lang))


def native_name(lang: str, own_names: dict[str, str]) -> str:
    """A language's name in that language: from ``school.toml``, else from its phrasebook, else the tag itself."""
    return own_names.get(lang) or (str(load_phrasebook(lang).table["name"]) if has_phrasebook(lang) else lang)
