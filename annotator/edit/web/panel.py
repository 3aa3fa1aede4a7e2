"""The page's texts in one language, where the server says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.edit.web.page_words import page_language
from annotator.edit.web.static_files import strings
from annotator.phrases import native_name
from annotator.wordings import put_into_words


class PageText:
    """The page's texts in one language: ``text("home.steps", n=3)``."""

    def __init__(self, lang: str | None = None) -> None:
        self.lang = lang or page_language()
        self._tables = strings(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """The text with its ``{placeholders}`` filled in; with ``n=1``, ``key-one`` if there is one. Raises KeyError."""
        text = self.find(f"{key}-one") if values.get("n") == 1 else None
        text = text or self.find(key)
        if text is None:
            raise KeyError(key)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def title(self, titles: Mapping[str, str], fallback: str) -> tuple[str, str]:
        """The language of a tutorial's title, and the title: the one in the page's language, else its first one."""
        lang = next((lang for lang in (self.lang, *titles) if titles.get(lang)), self.lang)
        return lang, titles.get(lang) or fallback

    def language(self, lang: str) -> str:
        """The name of a language in the page's language, else in its own."""
        return self.find(f"language.{lang}") or native_name(lang, {})

    def icon(self, file: str) -> str:
        """What an icon's picture shows; of one that isn't ours its file's name."""
        stem = file.rpartition(".")[0] or file
        return self.find(f"icons.{stem}") or stem

    def message(self, message: str, remedy: str = "") -> tuple[str, str]:
        """A message of ours and its remedy in the words of the page."""
        return put_into_words(message, self.lang, "editor"), put_into_words(remedy, self.lang, "editor")

    def failure(self, error: Mapping[str, Any]) -> str:
        """What a failure says: the page's own words for its code, else its message and remedy."""
        own = self.find(f"error.{error['code']}")
        return own or " ".join(self.message(error["message"], error.get("remedy") or "")).strip()

    def find(self, key: str) -> str | None:
        """The text of a key as it stands in the table, or None."""
        table: Any = self._tables
        for part in key.split("."):
            table = table.get(part) if isinstance(table, Mapping) else None
        return table if isinstance(table, str) else None
