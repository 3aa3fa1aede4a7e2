"""Messages for staff: English sentences with named parts, whose wordings in other languages `annotator.wordings` knows.

A `Message` is the English text, so whoever shows texts can show it. It also remembers its template: that is the key of its
wordings in other languages, and tells what kind of message it is. A text without parts is its own template.

As JSON, for the editor's page, the message of the example below is::

    {"key": "“{word}” is not on {picture}.", "parts": {"word": "Join", "picture": "01.png"}}
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, Self

PLACEHOLDER: Final = re.compile(r"\{(\w+)(!?)\}")
"""The placeholder of a part in a template; the part of ``{name!}`` is itself put into the reader's language."""

_QUOTATION: Final = re.compile(r"“([^“”]+)”")


class Message(str):
    """A message in English, which remembers its template and its parts.

    Example:
        >>> Message("“{word}” is not on {picture}.", word="Join", picture="01.png")
        '“Join” is not on 01.png.'

    Attributes:
        template: the English text with names in braces.
        parts: the values for these names; a part may be a message.
    """

    template: str
    parts: Mapping[str, object]

    def __new__(cls, template: str, /, **parts: object) -> Self:
        """Fill in a template. Raises KeyError for a name without a part; a text without parts may have braces of its own."""
        text = PLACEHOLDER.sub(lambda match: str(parts[match[1]]), template) if parts else template
        message = super().__new__(cls, text)
        message.template, message.parts = template, parts
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        """How the message is pickled: by its template and its parts."""
        return _restore_message, (self.template, dict(self.parts))


def _restore_message(template: str, parts: Mapping[str, object]) -> Message:
    """The inverse of `Message.__reduce__`."""
    return Message(template, **parts)


def fill(template: str, parts: Mapping[str, object]) -> Message:
    """A template with those of the ``parts`` that it names; a message, and a text without parts, stays as it is.

    Raises KeyError for a name that is not among the ``parts``.
    """
    if isinstance(template, Message):
        return template
    names = {match[1] for match in PLACEHOLDER.finditer(template)} if parts else ()
    return Message(template, **{name: parts[name] for name in names})


def join(*sentences: str, between: str = " ") -> Message:
    """Several messages as one; empty ones are left out."""
    parts = {f"part{number}": sentence for number, sentence in enumerate(sentences) if sentence}
    return Message(between.join(f"{{{name}!}}" for name in parts), **parts)


def join_quoted(words: Iterable[str], conjunction: Literal["and", "or"] = "or") -> str:
    """``["a", "b", "c"]`` as ``"a", "b" or "c"``. Raises ValueError if there are none."""
    return join_words([f'"{word}"' for word in words], conjunction)


def join_words(words: Iterable[str], conjunction: Literal["and", "or"] = "and") -> str:
    """``["1", "2", "3"]`` as ``1, 2 and 3``. Raises ValueError if there are none."""
    *first, last = words
    template = {"and": "{first} and {last}", "or": "{first} or {last}"}[conjunction]
    return Message(template, first=join(*first, between=", "), last=last) if first else last


def kind_of(text: str) -> str:
    """The template by which a message is compared; for a `join` those of its sentences, for a plain text the text itself."""
    if not isinstance(text, Message):
        return text
    if PLACEHOLDER.sub("", text.template).strip():
        return text.template
    return " ".join(kind_of(part) for part in text.parts.values() if isinstance(part, str))


def find_part(text: str, name: str) -> str | None:
    """The part with this name of a message, or of a message in it; None if there is none."""
    parts = text.parts if isinstance(text, Message) else {}
    if name in parts:
        return str(parts[name])
    inner = (find_part(part, name) for part in parts.values() if isinstance(part, Message))
    return next((found for found in inner if found is not None), None)


def quoted_parts(text: str) -> list[str]:
    """The texts that a message quotes, in order: its parts in “quotes”, and what its other parts quote."""
    found: list[str] = []
    if not isinstance(text, Message):
        return found
    for match in PLACEHOLDER.finditer(text.template):
        part = str(text.parts[match[1]])
        found += [part] if text.template[: match.start()].endswith("“") else _QUOTATION.findall(part)
    return found


def change_parts(text: str, change: Callable[[str], str]) -> str:
    """A message with ``change`` applied to its parts; one without parts is changed as a whole."""
    if not isinstance(text, Message) or not text.parts:
        return change(text)
    parts = {
        name: change_parts(part if isinstance(part, str) else str(part), change) for name, part in text.parts.items()
    }
    return Message(text.template, **parts)


def to_json(value: Any) -> Any:
    """A JSON value in which each `Message` is ``{"key": template, "parts": {name: part}}``; a part may be such an object, too."""
    if isinstance(value, Message):
        return key_and_parts(value)
    if isinstance(value, Mapping):
        return {name: to_json(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(member) for member in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def key_and_parts(text: str) -> dict[str, Any]:
    """A message as the object of `to_json`; a text without parts is its own template."""
    if not isinstance(text, Message):
        return {"key": text, "parts": {}}
    return {"key": text.template, "parts": {name: to_json(part) for name, part in text.parts.items()}}


def from_json(row: dict[str, Any]) -> Any:
    """Turn an object of `to_json` back into its message; leave others. The ``object_hook`` of `json.loads`."""
    return Message(row["key"], **row["parts"]) if row.keys() == {"key", "parts"} else row
