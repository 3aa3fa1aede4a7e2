"""The page's types of a document are those of the dataclasses."""

from __future__ import annotations

import datetime
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import pytest

from annotator import assets
from annotator.edit.json_codec import TEXTS, choices_of, classes_of, fields_of, kind_of
from annotator.model import Action, Hide, Keep, Mark, Show, Step, Target, Tutorial

NAMES = {Step: "TutorialStep", Mark: "Line", Show: "Line", Keep: "Line", Hide: "HideLine"}
PLAIN = {str: "string", bool: "boolean", int: "number", float: "number", datetime.date: "string", NoneType: "null"}
HEAD = "/** The tutorial as one document: written by `pytest tests/edit/test_document_types.py --update-goldens`. */\n"


def name_type(kind: Any) -> str:
    """The name of a type in TypeScript."""
    if kind == TEXTS:
        return "Texts"
    if get_origin(kind) is tuple:
        return f"{name_type(get_args(kind)[0])}[]"
    if classes_of(kind) == classes_of(Target):
        return "Target" if NoneType not in choices_of(kind) else "Target | null"
    return " | ".join(name for each in choices_of(kind) for name in name_choice(each))


def name_choice(kind: Any) -> list[str]:
    if get_origin(kind) is Literal:
        return [f'"{value}"' for value in get_args(kind)]
    return [PLAIN.get(kind) or NAMES.get(kind) or kind.__name__]


def declare(kind: type) -> list[str]:
    return [f"{name}: {name_type(of)};" for name, of in fields_of(kind).items()]


def declare_all() -> str:
    target = "\n".join(
        "\t| { " + " ".join([f'kind: "{kind_of(each)}";', *declare(each)]).rstrip(";") + " }"
        for each in classes_of(Target).values()
    )
    named = {"Action": Action, "Line": Mark, "HideLine": Hide, "TutorialStep": Step, "Tutorial": Tutorial}
    interfaces = [
        "".join([f"interface {name} {{\n", *(f"\t{row}\n" for row in declare(kind)), "}\n"])
        for name, kind in named.items()
    ]
    return "\n".join([HEAD, f"type Target =\n{target};\n", *interfaces])


def test_the_page_knows_each_field(request: pytest.FixtureRequest) -> None:
    path = assets.folder("edit") / "types-document.d.ts"
    if request.config.getoption("--update-goldens"):
        path.write_text(declare_all(), encoding="utf-8")
    assert path.read_text("utf-8") == declare_all()
