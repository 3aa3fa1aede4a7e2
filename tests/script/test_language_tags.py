"""Language tags."""

from __future__ import annotations

import pytest

from annotator.script.language_tags import guess_tag, parse_tag


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("es", "es"), (" ES ", "es"), ("es-mx", "es-MX"), ("es-419", "es-419"), ("zh-hant-tw", "zh-Hant-TW"), ("mix", "mix"),
        ("qu-x-Ayacucho", "qu-x-ayacucho"), ("de-u-CO-phonebk", "de-u-co-phonebk"), ("de-1ABC", "de-1abc"),
        ("de-1996", "de-1996"), ("to", "to"), ("tap", "tap"),
        ("español", None), ("es_MX", None), ("e", None), ("eng", None), ("sp", None), ("12", None), ("", None), ("ok", None),
        ("ñu", None), ("es-", None),
    ],
)  # fmt: skip
def test_tags(typed: str, tag: str | None) -> None:
    assert parse_tag(typed) == tag


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("Español", "es"), ("INGLÉS", "en"), ("eng", "en"), ("es_MX", "es-MX"), ("Zoom", None), ("ok", None)],
)
def test_what_is_meant(typed: str, tag: str | None) -> None:
    assert guess_tag(typed) == tag
