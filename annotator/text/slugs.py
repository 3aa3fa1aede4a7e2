"""Make file names from texts, of ASCII letters, digits and hyphens."""

import hashlib
import re
import unicodedata

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*(?<!\.)")  # Windows drops a dot at the end
_FALLBACK = "tutorial"
_MAX_CHARACTERS = 60
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
"""Names that Windows reserves for devices."""


def plain_name(name: str) -> str:
    """``Tarea en Classroom`` → ``tarea-en-classroom``; a name that is plain already stays as it is.

    A name that leaves nothing (another script, only emoji), or only "tutorial", becomes ``tutorial-`` and six characters of its
    digest; ``con``, which Windows reserves for a device, becomes ``con-1``.
    """
    if _PLAIN.fullmatch(name) and name.partition(".")[0].casefold() not in RESERVED:
        return name
    plain = slugify(name, _FALLBACK)
    if plain != _FALLBACK or name.casefold().strip() == _FALLBACK:
        return plain
    return f"{_FALLBACK}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def slugify(title: str, fallback: str = _FALLBACK) -> str:
    """``Entrar a la clase por Zoom`` → ``entrar-a-la-clase-por-zoom``: a–z, 0–9 and hyphens, at most `_MAX_CHARACTERS`.

    Accents are dropped. If nothing of the title is left (another script, only emoji), ``fallback`` is made a name in its place.
    A name that Windows reserves for a device gets ``-1``.
    """
    folded = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if len(name) > _MAX_CHARACTERS:
        name = name[: _MAX_CHARACTERS + 1].rsplit("-", 1)[0][:_MAX_CHARACTERS].strip("-")
    if not name:
        return slugify(fallback) if fallback not in (title, _FALLBACK) else _FALLBACK
    return f"{name}-1" if name in RESERVED else name
