"""The words of the format, English and Spanish, and what somebody may have meant by a misspelt one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotator.model import ActionKind, Direction

ACTIONS: dict[str, ActionKind] = {
    "tap": "tap",
    "toque": "tap",
    "pulse": "tap",
    "presione": "tap",
    "hold": "hold",
    "mantenga": "hold",
    "deje": "hold",
    "type": "type",
    "escriba": "type",
    "look": "look",
    "mire": "look",
    "vea": "look",
    "fijese": "look",
    "swipe": "swipe",
    "deslice": "swipe",
    "scroll": "scroll",
    "mueva": "scroll",
    "baje": "scroll",
    "suba": "scroll",
    "wait": "wait",
    "espere": "wait",
    "listen": "listen",
    "escuche": "listen",
    "oiga": "listen",
    "done": "done",
    "listo": "done",
    "say": "say",
    "diga": "say",
}
"""Words for actions, folded; the writer uses the model's own (English) ones."""

IMPLIED: dict[str, Direction] = {"baje": "down", "suba": "up"}
"""Spanish actions that have their direction in themselves."""

DIRECTIONS: dict[str, Direction] = {
    "up": "up",
    "arriba": "up",
    "down": "down",
    "abajo": "down",
    "left": "left",
    "izquierda": "left",
    "right": "right",
    "derecha": "right",
}

STEP_KEYS: dict[str, str] = {
    "mark": "mark",
    "marca": "mark",
    "marque": "mark",
    "hide": "hide",
    "oculte": "hide",
    "show": "show",
    "muestre": "show",
    "also": "also",
    "tambien": "also",
    "ok": "ok",
    "from": "from",
    "desde": "from",
    "to": "to",
    "hasta": "to",
}
"""Words for the further lines of a step, folded."""

FACT_KEYS: dict[str, str] = {
    "device": "device",
    "aparato": "device",
    "dispositivo": "device",
    "checked": "checked",
    "revisado": "checked",
    "platform": "platform",
    "plataforma": "platform",
    "hide": "hide",
    "oculte": "hide",
    "show": "show",
    "muestre": "show",
    "ok": "ok",
}
"""Words for the lines about the whole tutorial, folded; ``why LANG`` is read apart."""

WHY = ("why", "por que", "para que")
"""Words before the language of a ``why LANG`` line, folded."""

OTHER_WORDS = {"tap": "toque", "say": "diga", "to": "hasta"}
"""What the writer puts where the English word is also a declared language (``to`` is Tongan)."""

MEANT = {
    "click": "tap",
    "clic": "toque",
    "press": "tap",
    "touch": "tap",
    "write": "type",
    "enter": "type",
    "arrow": "mark",
    "box": "mark",
    "highlight": "mark",
    "blur": "hide",
    "cover": "hide",
    "esconda": "oculte",
    "end": "done",
    "speak": "say",
    "date": "checked",
    "fecha": "revisado",
    "phone": "device",
    "celular": "aparato",
}
"""Words that the format doesn't have but that people try."""

EXAMPLES: dict[str, str] = {
    "tap": 'Write the word on the button, for instance "- tap: Join".',
    "hold": 'Write the word under the finger, for instance "- hold: Join".',
    "type": 'Write the word in or above the empty field, for instance "- type: Your Name".',
    "look": 'Write what to look at, for instance "- look: Waiting room".',
    "swipe": 'Write where the finger goes, for instance "- swipe: up".',
    "scroll": 'Write where to look further, for instance "- scroll: down".',
    "say": 'Write the words to say, for instance "- say: Presente".',
    "mark": 'Write the word to mark, for instance "- mark: Mute".',
    "hide": 'Write the private text, for instance "- hide: Ana García = Luna".',
    "show": 'Write the text that stays to be seen, for instance "- show: 410-555-0100".',
    "also": 'Write the other wording, for instance "- also: Unirse ahora".',
    "ok": 'Write the reason, for instance "- ok: the family knows this word".',
    "from": 'Write the second where the part begins, for instance "- from: 2 s".',
    "to": 'Write the second where the part ends, for instance "- to: 9 s".',
    "device": 'Write what the pictures show, for instance "- device: Android phone".',
    "checked": 'Write the day when somebody tried these steps, for instance "- checked: 2026-11-24".',
    "platform": 'Write the program or website, for instance "- platform: Zoom".',
}
"""What to do about an empty line, by the word that the line begins with."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` without case, accents, invisible marks and superfluous spaces, to compare words that people typed."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` probably means, compared without case and accents, or None."""
    folded = {fold(choice): choice for choice in choices}
    best = process.extractOne(
        fold(word[:80]).strip("*_` "), folded.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.6
    )
    return folded[best[0]] if best else None


def quoted(words: Iterable[str], joint: str = "or") -> str:
    """``["a", "b", "c"]`` as ``"a", "b" or "c"``."""
    return listed([f'"{word}"' for word in words], joint)


def listed(words: Iterable[str], joint: str = "and") -> str:
    """``["1", "2", "3"]`` as ``1, 2 and 3``."""
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last
