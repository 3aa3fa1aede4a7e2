"""Every message for staff has its words in Spanish, on the editor's page and at the terminal; none is put together by hand."""

from __future__ import annotations

import ast
import errno
import functools
import json
import os
import pickle
import re
import tomllib
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import annotator
from annotator import assets, script, wordings
from annotator.cli import main
from annotator.cli.terminal import confirm
from annotator.commands.check import check
from annotator.messages import PLACEHOLDER, Message, change_parts, from_json, join, join_words, to_json
from annotator.model import ACTIONS, Problem
from annotator.script.line_kinds import HINTS
from annotator.wordings import put_into_words
from tests.helpers.message_templates import Found, find_messages
from tests.helpers.shipped import TUTORIALS

SOURCES = Path(annotator.__file__).parent
NOBODY_READS = {
    "__init__": "what Python says of a name that isn't there",
    "edit/web": "addresses",
    "pack/products": "labels of the index for staff, which are in both languages already",
    "telemetry": "prints nothing",
    "video/h264": "names the fault of an encoder, for developers",
}
"""Modules whose texts nobody reads as a message of one language, and why."""
OF_REQUESTS = "The request's "
"""How a message begins that says what a request must be like: the page has words of its own for its code."""


def read_table(lang: str, name: str = "messages.toml") -> dict[str, str]:
    rows = tomllib.loads(assets.asset("languages", lang, name).read_text("utf-8"))
    parts = rows.pop("parts", {})
    return {**rows, **parts}


@functools.cache
def found_messages() -> tuple[Found, ...]:
    return tuple(find_all())


def find_all() -> Iterator[Found]:
    for path in sorted(SOURCES.rglob("*.py")):
        module = path.relative_to(SOURCES).with_suffix("").as_posix()
        if "_data" not in path.parts and not any(f"{module}/".startswith(f"{other}/") for other in NOBODY_READS):
            yield from (found for found in find_messages(path, module) if not found.template.startswith(OF_REQUESTS))


def test_no_message_is_put_together_without_its_template() -> None:
    by_hand = [found for found in found_messages() if "{}" in found.template]
    assert not by_hand, "\n".join(map(str, by_hand))


def is_finished_sentence(node: ast.AST) -> bool:
    """Whether an expression is the text of a message: `problem.message`, `error.remedy`, or either as a plain text."""
    inner = node.args[0] if isinstance(node, ast.Call) and ast.unparse(node.func) == "str" and node.args else node
    return isinstance(inner, ast.Attribute) and inner.attr in ("message", "remedy")


def reads_prose(node: ast.AST) -> bool:
    """Whether something is looked for in the finished sentence of a message, or compared with it."""
    if isinstance(node, ast.Compare):
        told = any(is_finished_sentence(each) for each in (node.left, *node.comparators))
        return told and not any(isinstance(each, ast.Constant) and each.value is None for each in node.comparators)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name, of = node.func.attr, node.func.value
        if name in {"startswith", "endswith", "removeprefix", "removesuffix", "split", "partition", "find", "index"}:
            return is_finished_sentence(of)
        searches = {"search", "match", "fullmatch", "findall", "finditer", "sub"}
        return name in searches and any(is_finished_sentence(each) for each in node.args)
    return False


def test_nothing_is_read_out_of_finished_sentences() -> None:
    for line in ('x.message.startswith("a")', '"a" in x.remedy', "x.message == y", "re.search(y, str(x.message))"):
        assert any(map(reads_prose, ast.walk(ast.parse(line)))), "each way is seen"
    package = Path(annotator.__file__).parent
    found = [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if reads_prose(node)
    ]
    assert found == []


def test_every_message_has_spanish_words() -> None:
    known = wordings.load_wordings("es", "terminal")
    lacking = [found for found in found_messages() if "{}" not in found.template and found.template not in known]
    assert not lacking, "\n".join(map(str, lacking))
    assert len(found_messages()) > 700


def test_every_help_text_has_spanish_words() -> None:
    known = wordings.load_wordings("es", "terminal")
    lacking = [text for text in list_help_texts() if text not in known and not text.startswith("annotator ")]
    assert not lacking, "\n".join(lacking)


def list_help_texts() -> Iterator[str]:
    for command in (main, *main.commands.values()):
        for paragraph in cleandoc(command.callback.__doc__ or "").split("\n\n"):
            lines = paragraph.split("\n")[1:] if paragraph.startswith("\b") else [" ".join(paragraph.split())]
            yield from map(str.strip, lines)


def test_no_wording_is_for_a_message_that_nobody_says() -> None:
    sources = [path for path in SOURCES.rglob("*.py") if "_data" not in path.parts]
    sources += Path(click.__file__).parent.glob("*.py")  # which passes its own words through ours
    said = {text for path in sources for text in list_texts(path)} | set(list_help_texts())
    said |= {os.strerror(code) for code in errno.errorcode} | {"Spanish", "English"}
    for path in assets.folder("languages").glob("*/*.toml"):
        if path.name not in ("messages.toml", "terminal.toml"):
            said |= set(re.findall(r'"([^"\n]+)"', path.read_text("utf-8")))
    never = [english for english in wordings.load_wordings("es", "terminal") if english not in said]
    assert not never, "\n".join(never)


def list_texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_wording_fills_in_only_what_its_message_has(lang: str) -> None:
    for english, wording in read_table(lang).items():
        names = [match[1] for match in PLACEHOLDER.finditer(english)]
        assert len(names) == len(set(names)), english
        assert {match[1] for match in PLACEHOLDER.finditer(wording)} <= set(names), english
        assert wording.strip() == wording, english
        assert wording, english


def test_spanish_says_usted_and_names_no_commands() -> None:
    for english, wording in read_table("es").items():
        assert not re.search(r"\b(tu|tus|tú|puedes|quieres|haz|elige|pulsa|clica)\b", wording.lower()), english
        assert not re.search(r"--\w|pack\.json|tutorial\.md|school\.toml|python -m|annotator \w", wording), english


def test_english_words_of_the_editor_name_no_commands() -> None:
    for english, wording in read_table("en").items():
        assert not re.search(r"--\w|pack\.json|tutorial\.md|school\.toml|python -m|annotator \w|!\[\]|“- ", wording), (
            english
        )


# Gaps: what a tutorial still lacks


GAPS = [
    '"{word}:" is empty.',
    *(traits.hint for traits in ACTIONS.values() if traits.hint),
    *(HINTS[name] for name in ("mark", "device", "checked", "platform", "source")),
    "This step says nothing.",
    'Write below it what to do, for instance "- tap: Join".',
    "There is no step.",
    'Write a line with the name of a screenshot, "![](01.png)", and its action below.',
    "There is no title.",
    'Write one for each language, for instance "# es: Entrar a la clase por Zoom".',
    'There is no title in "{lang}".',
    'Write a line "# {lang}: …" at the top, or choose {languages}.',
    'Step {numbers} says nothing in "{lang}".',
    'Write a line "- {lang}: …" below the picture, or put a memo beside it, for instance "{memo_name}".',
    'The question of this aside is in {languages}, but not in "{lang}".',
    'Write a line "- if {lang}: …" below the picture.',
    'The tutorial gives no reason to watch it in "{lang}".',
    'Write a line "- why {lang}: …" above the first picture: what the family gains, and what it costs.',
    "{what} has a gap ({gap}) to fill in.",
    "Write the words that belong there.",
    '"{name}" is not in the folder.',
    "Put the picture beside tutorial.md, or correct its name.",
    "{words} is not on {name}.",
    "No text there is similar. Write a word that is on the picture, or a point such as 50% 30%.",
    "{words} appears {times} times on {name}: {places}.",
    "Write which one, for instance “{wording} #1”; annotator find --preview shows them in a picture.",
]
SYNTAX = re.compile(r"- |# |tutorial\.md|\blines?\b|!\[|annotator|#\d|\d% ")


@pytest.mark.parametrize("template", GAPS, ids=lambda text: text[:40])
def test_a_gap_is_said_without_syntax_on_the_page(template: str) -> None:
    english = wordings.load_wordings("en", "editor").get(template, template)
    assert not SYNTAX.search(english), english
    spanish = wordings.load_wordings("es", "editor")[template]
    assert not re.search(r"tutorial\.md|!\[|annotator|\d% |“- |# ", spanish), spanish


# Broken scripts


BROKEN = {
    "no title": "![](01.png)\n- tap: Join\n",
    "nothing": "",
    "texts": "# es: a\n\n![](01.png)\n- tap Join\n- : x\n- say:\n- es: ___\n- mark: “a\n- hide: = x\n- hide: a =\n",
    "targets": "# es: a\n\n![](01.png)\n- tap: 50%\n- mark: 10% 140%\n- mark: 1% 1% 0% 3%\n- mark: 90% 90% 20% 20%\n"
    "- mark: a #0\n- mark: a #1 | b #2\n- mark: |\n- mark: mic.png #1 | x\n- mark: mik.png\n- mark: zzzzzzz.png\n",
    "words": "# es: a\n- tap: x\n- es: hola\n- foo: x\n- devise: x\n- why: x\n- why en: x\n- platform: a\n- platform: b\n\n"
    "![](01.png)\n- bar: x\n- device: x\n- es: a\n- es: b\n- tap: A\n- hold: B\n- if: x\n- if es:\n- continues: no\n"
    "- from: 1 s\n- to: x\n- source: paper\n- sign: together\n- sign: bad\n- scroll: sideways\n- keep: 3%\n",
    "lines": "# es: a\n# es: b\n#en: x\n## es: y\nen: x\n* es: x\n1. tap: Join\n> - tap: Join\nJust a sentence.\n[x](01.png)\n\n"
    "![](01.png)\n- es: a\n  b\n- - tap: x\n-\n- ![](01.png)\n---\n<!-- a -->\n```\nx\n```\n    code\n\n| a |\n|---|\n",
    "pictures": "# es: a\n# en: b\n# eng: c\n![]()\n- tap: a\n\n![](x.txt)\n- tap: a\n\n![](https://a.example/b.png)\n- tap: a\n"
    "\n![](sub/01.png)\n- tap: a\n\n![](99.png)\n- tap: a\n\n![words](01.png)\n- tap: a\n# es: below\n",
    "order": "# es: a\n\n![](01.png)\n- if es: ¿No?\n- tap: a\n- continues: yes\n\n"
    + "![](01.png)\n- tap: a\n- continues: yes\n\n" * 6,
}
FILES = [
    "01.png",
    "01.xx.m4a",
    "01.m4a",
    "zzz.m4a",
    "01.es.m4a.m4a",
    "01.es.m4a",
    "01.es.ogg",
    "saludo.es.mp4",
    "02.png.png",
]


def broken_problems() -> Iterator[Problem]:
    for text in BROKEN.values():
        yield from script.read(text, FILES, "tutorial.md", script.shipped_icons()).problems


def test_nothing_of_broken_scripts_stays_english() -> None:
    problems = list(dict.fromkeys(broken_problems()))
    assert len(problems) > 70
    for problem in problems:
        for text in (problem.message, problem.remedy):
            words = put_into_words(text, "es", "editor")
            assert words != text, problem
            assert not has_english(words), words


def has_english(text: str) -> bool:
    """Whether English words are left where nothing is quoted."""
    bare = re.sub(r"“[^”]*”|\"[^\"]*\"|«[^»]*»", "", text)
    return re.search(r"\b(?:the|is|of|and|or|with|this|line|write|not|take|it|for)\b", bare, re.IGNORECASE) is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["join-class-on-zoom"])
def test_nothing_that_check_says_of_a_shipped_tutorial_stays_english(name: str) -> None:
    checked = check(TUTORIALS / name, ("es", "en"))
    for problem in checked.problems:
        assert not has_english(put_into_words(problem.sentences, "es", "editor")), problem
    assert checked.summary is not None
    for line in checked.summary.lines():
        assert not has_english(put_into_words(line, "es", "editor")), line


# Messages as values


def test_a_message_is_its_english_text_and_keeps_its_parts() -> None:
    message = Message("“{word}” is not on {picture}.", word="Join", picture=join("a", "b"))
    assert message == "“Join” is not on a b."
    for copy in (
        pickle.loads(pickle.dumps(message)),
        json.loads(json.dumps(to_json([message])), object_hook=from_json)[0],
    ):
        assert (copy, copy.template, dict(copy.parts)) == (message, message.template, dict(message.parts))


@pytest.mark.parametrize(
    ("message", "spanish"),
    [
        (join("02.png", "is empty."), "02.png está vacía."),
        (Message("It cannot be read: {strerror}.", strerror="Permission denied"), "No se puede leer: no hay permiso."),
        (join_words(["2", "3", Message("{steps} steps", steps=5)]), "2, 3 y 5 pasos"),
        (join_words(["es", "en"]), "español e inglés"),
        (
            Message(
                "{path} is inside {what} {folder}, where nothing else belongs.",
                path="a",
                what="the tutorial",
                folder="zoom",
            ),
            "a está dentro del tutorial zoom, donde no debe ir nada más.",
        ),
        ("There is no step.", "Todavía no hay ningún paso."),
        (
            Message('The consent for "{file}" ended on {until}.', file="a.ogg", until="2026-11-28"),
            "El permiso de “a.ogg” terminó el 28 de noviembre de 2026.",
        ),
        ("Nobody knows this.", "Nobody knows this."),
        (Message("“{text}” has braces.", text="{text}"), "“{text}” has braces."),
    ],
)
def test_a_message_is_put_into_words_with_its_parts(message: str, spanish: str) -> None:
    assert put_into_words(message, "es", "editor") == spanish


def test_languages_are_called_as_the_school_calls_them() -> None:
    missing = Message(
        'Not recorded in "{lang}": {parts}.', lang="mix", parts=join_words(["the opening", "the closing"])
    )
    said = put_into_words(missing, "es", "editor", lambda: {"mix": "mixteco de San Juan"})
    assert said == "Falta grabar en mixteco de San Juan: el principio y el final."
    typed = Message("In {languages}, nothing shows what to type.", languages=join_words(["es", "en"]))
    assert put_into_words(typed, "en", "editor") == "In Spanish and English, nothing shows what to type."


@pytest.mark.parametrize(
    ("variables", "system", "lang"),
    [
        ({"ANNOTATOR_LANG": "es"}, "en_US", "es"),
        ({}, "es_MX", "es"),
        ({}, "Spanish_Mexico", "es"),
        ({}, "en_US", "en"),
        ({}, None, "en"),
        ({"ANNOTATOR_LANG": "fr"}, "es_MX", "en"),
        ({"LANG": "es_MX.UTF-8"}, "en_US", "es"),  # the system has no data for es_MX
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "C.UTF-8"}, "en_US", "en"),
        ({"LANG": "es_MX.UTF-8", "ANNOTATOR_LANG": "en"}, "es_MX", "en"),
    ],
)
def test_the_command_line_speaks_the_readers_language(
    variables: dict[str, str], system: str | None, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ANNOTATOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, variables.get(name, ""))
    monkeypatch.setattr(wordings, "_SYSTEM", system or "")
    monkeypatch.setattr("locale.getlocale", lambda: ("fr_FR", "UTF-8"))  # as espeak-ng sets another one
    assert wordings.spoken_language() == lang


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["bulid"], "Error: No existe el comando 'bulid'. ¿Quiso decir 'build'?"),
        (["check"], "Error: Falta 'CARPETA...'."),
        (["check", "x", "--lng", "es"], "Error: No existe la opción '--lng'."),
        (["new", "a", "b", "c"], "Error: Sobran: b c"),
        (["build", "x", "--jobs", "abc"], "Error: '--jobs': 'abc' no es un número que sirva aquí."),
        (["edit", "x", "--lang", "fr"], "Error: '--lang': 'fr' no sirve aquí."),
        (["find", "no.png", "Unirse"], "no.png: no está. Revise el nombre y la carpeta."),
        *(([name, "--help"], f"Uso: annotator {name} [OPCIONES]") for name in main.commands),
    ],
)
def test_the_command_line_explains_itself_in_spanish(
    arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_LANG", "es")
    for command in (main, *main.commands.values()):  # click keeps what --help is, in the first language asked for
        monkeypatch.setattr(command, "_help_option", None, raising=False)
    said = CliRunner().invoke(main, arguments, prog_name="annotator").output
    assert told in said
    assert not has_english(said.replace("annotator", "")), said
    monkeypatch.setenv("ANNOTATOR_LANG", "en")
    assert "Usage: annotator [OPTIONS] COMMAND" in CliRunner().invoke(main, ["--help"], prog_name="annotator").output


@pytest.mark.parametrize(("answer", "agreed"), [("sí", True), ("S", True), ("yes", True), ("no", False), ("", False)])
def test_a_question_is_answered_in_spanish_or_english(
    answer: str, agreed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: answer)
    assert confirm("Is this right?") is agreed


def test_what_is_changed_in_a_message_is_changed_in_paths_and_messages_inside_it() -> None:
    message = Message("{folder} has {what}.", folder=Path("/ana"), what=Message("{name} and ana", name="ana"))
    assert change_parts(message, lambda text: text.replace("ana", "…")) == f"{Path('/…')} has … and ana."
