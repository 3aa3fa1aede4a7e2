"""The words of the page that asks: every answer passes here on its way out, and its messages become the editor's own."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Final

from starlette.types import Scope

from annotator.messages import Message
from annotator.wordings import has_wording, put_into_words

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


def put_into_page_words(content: Any) -> Any:
    """An answer with its messages in the words of the page; nothing else of it is changed."""
    if isinstance(content, list | tuple):
        return [put_into_page_words(each) for each in content]
    if isinstance(content, Mapping):
        has_message = any(name in content for name in _MESSAGE)
        return {name: _put_member(name, value, has_message) for name, value in content.items()}
    return put_into_words(content, _language.get(), "editor") if isinstance(content, Message) else content


def _put_member(name: str, value: Any, has_message: bool) -> Any:
    if isinstance(value, str) and (name in _LINES or (name in ("message", "remedy") and has_message)):
        return put_into_words(value, _language.get(), "editor")
    if name == "notes" and isinstance(value, list | tuple):
        return [put_into_words(note, _language.get(), "editor") if isinstance(note, str) else note for note in value]
    return put_into_page_words(value)
