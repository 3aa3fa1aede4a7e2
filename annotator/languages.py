"""What annotator knows of a language as such."""

from __future__ import annotations


def base(lang: str) -> str:
    """The language of a BCP 47 tag without script and region: ``es-MX`` gives ``es``."""
    return lang.replace("_", "-").split("-")[0].lower()
