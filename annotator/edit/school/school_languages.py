"""The languages of a school's form, and a tag for one that people add by its name."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any, Final

from annotator.edit.school.school_form import SHOWN, SchoolForm
from annotator.phrases import has_phrasebook, native_name
from annotator.text.folding import fold

_UNKNOWN: Final = "mis"
"""ISO's tag for a language that has none."""


def list_languages(form: SchoolForm) -> list[dict[str, Any]]:
    """The languages of a form, each with the school's name for it, and whether the form has a field for that name.

    It has one (``called``) if there is such a name, or no other: a language whose own name annotator doesn't know.
    """
    names = form.show(SHOWN["language-names"])
    return [
        {"lang": lang, "own": names[lang], "called": bool(names[lang]) or native_name(lang, {}) == lang}
        for lang in form.languages
    ]


def find_tag(name: str, school_names: Mapping[str, str], known: Sequence[tuple[str, str]]) -> str | None:
    """The tag that a language has already; None for one that is new to the school.

    Args:
        name: the name that people call it.
        school_names: the school's names for languages, by tag.
        known: the tags and names of languages that annotator knows; one is meant by its name where it has a phrasebook.
    """
    named = [lang for lang, label in school_names.items() if fold(label) == fold(name)]
    shipped = [lang for lang, label in known if fold(label) == fold(name) and has_phrasebook(lang)]
    return next(iter(named + shipped), None)


def make_tag(name: str, taken: Collection[str], known: Sequence[tuple[str, str]]) -> str:
    """A tag for a language that is new to the school: “Mixteco de San Juan” gets ``mix``, the next “Mixteco” ``mix-x-1``.

    Args:
        name: the name that people call it.
        taken: the tags that the school has names for.
        known: the tags and names of languages; a name that begins with one of them gets its tag, or a private one of it if
            that is taken or has a phrasebook. Any other name gets a private tag of ``mis``.
    """
    variants = (lang for lang, label in known if f"{fold(name)} ".startswith(f"{fold(label)} "))
    base = next(variants, _UNKNOWN)
    if base != _UNKNOWN and base not in taken and not has_phrasebook(base):
        return base
    return next(tag for number in count(1) if (tag := f"{base}-x-{number}") not in taken)
