"""Write ``consent.toml``: add entries to it, or remove them, and keep everything else of it as it is."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from annotator.script.consent import Consent, read_consents
from annotator.script.toml_lines import find_key_lines

_HEADING = "# Who gave each voice and face, where it may be used (chat, website), and until when.\n"
_TABLE_HEADER = re.compile(r"[ \t]*\[")


def write_consents(consents: Iterable[Consent]) -> str:
    """The text of a ``consent.toml``; the inverse of `read_consents`."""
    return _HEADING + "".join(f"\n{_write_entry(consent)}" for consent in consents)


def _write_entry(consent: Consent) -> str:
    uses = ", ".join(f'"{use}"' for use in consent.uses)
    told = (("says", consent.says), ("fits", consent.fits), ("picture", consent.picture))
    return (
        f"[{_write_string(consent.file)}]\nwho = {_write_string(consent.who)}\n"
        f"use = [{uses}]\nuntil = {consent.until.isoformat()}\n"
        + "".join(f"{key} = {_write_string(text)}\n" for key, text in told if text)
    )


def _write_string(text: str) -> str:
    """A TOML string. Its escapes are JSON's, but TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def add_consents(text: str, new: Iterable[Consent]) -> str:
    """``text`` with ``new`` consents, which replace older ones for the same files.

    Comments are kept, unless the file isn't written with one header for each entry: then all of it is written anew.
    ``text`` is empty, or a ``consent.toml`` without problems.
    """
    return _exchange(text, (), tuple(new))


def remove_consents(text: str, files: Iterable[str]) -> str:
    """``text``, a ``consent.toml`` without problems, without the entries of ``files``. Comments are kept as in `add_consents`."""
    return _exchange(text, files, ())


def _exchange(text: str, old_files: Iterable[str], new: Sequence[Consent]) -> str:
    files = {_normal(file) for file in (*old_files, *(consent.file for consent in new))}
    old, _ = read_consents(text)
    expected = (*(entry for entry in old.entries if _normal(entry.file) not in files), *new)
    kept_text = _remove_entries(text, files)
    added_text = "".join(f"\n{_write_entry(consent)}" for consent in new)
    merged = "\n".join(part for part in (kept_text, added_text) if part) if kept_text else _HEADING + added_text
    merged = merged if merged.endswith("\n") else f"{merged}\n"
    read, problems = read_consents(merged)
    return merged if not problems and read.entries == expected else write_consents(expected)


def _normal(file: str) -> str:
    return unicodedata.normalize("NFC", file)


def _remove_entries(text: str, files: Collection[str]) -> str:
    """``text`` without the tables of ``files``, but with the comments in them."""
    kept: list[str] = []
    in_removed_table = False
    for line in text.removeprefix("\ufeff").replace("\r\n", "\n").splitlines():
        if _TABLE_HEADER.match(line):
            in_removed_table = any(_normal(path[0]) in files for path in find_key_lines(line))
        if not in_removed_table or line.lstrip().startswith("#"):
            kept.append(line)
    return "\n".join(kept).strip("\n")
