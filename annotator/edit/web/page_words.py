"""The words of the page that asks: every answer passes here on its way out, and its messages become the editor's own."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Final

from starlette.types import Scope

from annotator.edit.message_wording import MessageWording, has_wording, wording_in

LANGUAGE_HEADER: Final = "x-editor-language"
"""Which language the page is in; its switch may say another than the browser."""
_LINES: Final = ("problem", "saved_problem", "summary")
"""Members that are a message without a remedy."""
_MESSAGE: Final = ("remedy", "code", "level")
"""What stands beside a ``message`` that is one of ours; the message that a school sends to families has none of these."""

_language: ContextVar[str] = ContextVar("language", default="en")


def remember_language(scope: Scope) -> None:
    """Note for the answer to a request in which language the page is."""
    asked = [value.decode("latin-1") for name, value in scope["headers"] if name == LANGUAGE_HEADER.encode()]
    _language.set(asked[0] if len(asked) == 1 and has_wording(asked[0]) else "en")


def page_language() -> str:
    """The language of the page that asks."""
    return _language.get()


def put_into_words(content: Any) -> Any:
    """An answer with its messages in the words of the page; nothing else of it is changed."""
    return _put(content, wording_in(_language.get()))


def _put(content: Any, wording: MessageWording) -> Any:
    if isinstance(content, list | tuple):
        return [_put(each, wording) for each in content]
    if not isinstance(content, Mapping):
        return content
    row = {name: _put_member(name, value, wording) for name, value in content.items()}
    if isinstance(row.get("message"), str) and any(name in row for name in _MESSAGE):
        row["message"], remedy = wording.problem(row["message"], row.get("remedy") or "")
        if "remedy" in row:
            row["remedy"] = remedy
    return row


def _put_member(name: str, value: Any, wording: MessageWording) -> Any:
    if name in _LINES and isinstance(value, str):
        return wording.problem(value)[0]
    if name == "notes" and isinstance(value, list | tuple):
        return [wording.problem(note)[0] if isinstance(note, str) else note for note in value]
    return _put(value, wording)
