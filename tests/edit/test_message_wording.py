"""The words of the editor's page: every message that can reach it has them, and none speaks of script syntax."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import annotator
from annotator import assets, script
from annotator.commands.check import check
from annotator.edit.message_wording import wording_in
from annotator.model import ACTIONS, Problem
from annotator.script.line_kinds import LINE_KINDS
from tests.helpers.message_templates import Found, find_messages, normalise
from tests.helpers.shipped import TUTORIALS

SOURCES = Path(annotator.__file__).parent
SPANISH, ENGLISH = wording_in("es"), wording_in("en")
ELSEWHERE = {
    "cli": "prints for the command line",
    "commands/answer": "a command that the editor does not run",
    "commands/doctor": "a command that the editor does not run",
    "commands/find": "a command that the editor does not run",
    "commands/memos": "a command that the editor does not run",
    "commands/new": "a command that the editor does not run",
    "commands/recording_kit": "a command that the editor does not run",
    "commands/say": "a command that the editor does not run",
    "district": "a command that the editor does not run",
    "edit/web/security": "what no page of the editor sends; pages have words of their own for its codes",
    "pack/products": "labels of the index for staff, which are in both languages already",
    "pack/report": "prints for the command line",
    "video/h264": "names the fault of an encoder, for developers",
    "telemetry": "prints nothing",
    "errors": "prints for the command line what the computer refuses",
}
"""Modules whose texts no page of the editor shows, and why."""
REQUESTS = re.compile(
    r"The request.*|A request has .*|There is nothing at this address\.|A change is .*|There is no change .*|An index is .*"
    r"|This is true or false\.|Texts are an object.*|A date is written like.*|A picture is named by its id\."
    r"|Pictures are a list .*|The change .*|A target .*|\"\{\}\" is a text\.|\"wordings\" is .*|\"occurrence\" is .*"
    r"|A place is given in percent.*"
)
"""What a request must be like: the page has its own words for the code "bad-request"."""
NO_MESSAGES = {
    "module {} has no attribute {}": "for developers",
    "{}: add pictures in place of {}.": "a note of the command new; the editor only takes the script",
    "{}: fill in what to do on {}, or take them out.": "a note of the command new",
    '{} has no words in "{}": fill them in.': "a note of the command new",
    "Where the script says “hide: {}”, write the private words on your own screenshot.": "a note of the command new",
    "{} on {} {}": "the end of each such sentence has a wording",
    "One message?": "the answer is added first",
    "Why first?": "the answer is added first",
    "Is each step an action?": "the answer is added first",
    "Whom to call?": "the answer is added first",
    "why {}": "the key of a line",
    "in {}": "the key of a line",
    "if {}": "the key of a line",
}
"""Texts that look like messages, and why they are none."""


def read_table(lang: str) -> dict[str, str]:
    rows = tomllib.loads(assets.asset("languages", lang, "messages.toml").read_text("utf-8"))
    parts = rows.pop("parts")
    return {**rows, **parts}


@pytest.fixture(scope="module")
def found_messages() -> list[Found]:
    return list(find_all())


def find_all() -> Iterator[Found]:
    for path in sorted(SOURCES.rglob("*.py")):
        module = path.relative_to(SOURCES).with_suffix("").as_posix()
        if not any(module == other or module.startswith(f"{other}/") for other in ELSEWHERE):
            yield from find_messages(path, module)


def as_pattern(template: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, template.split("{}"))), re.DOTALL)


def is_known(template: str, known: dict[str, re.Pattern[str]]) -> bool:
    """Whether a wording is for this template, or for what it becomes, or for more than it."""
    if template in known:
        return True
    if len(template.replace("{}", "")) < 8:
        return False
    more = as_pattern(template)
    return any(
        more.fullmatch(key) or (len(key.replace("{}", "")) >= 8 and pattern.fullmatch(template))
        for key, pattern in known.items()
    )


def test_every_message_that_can_reach_the_editor_has_spanish_words(found_messages: list[Found]) -> None:
    known = {normalise(key): as_pattern(normalise(key)) for key in read_table("es")}
    lacking = [
        found
        for found in found_messages
        if not is_known(found.template, known)
        and not REQUESTS.fullmatch(found.template)
        and found.template not in NO_MESSAGES
    ]
    assert not lacking, "\n".join(map(str, lacking))
    assert len(found_messages) > 700


def test_no_exception_is_out_of_date(found_messages: list[Found]) -> None:
    templates = {found.template for found in found_messages}
    assert not set(NO_MESSAGES) - templates
    for module in ELSEWHERE:
        assert (SOURCES / module).is_dir() or (SOURCES / f"{module}.py").is_file(), module


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_wording_fills_in_only_what_its_message_has(lang: str) -> None:
    for english, wording in read_table(lang).items():
        names = re.findall(r"\{(\w+)!?\}", english)
        assert len(names) == len(set(names)), english
        assert set(re.findall(r"\{(\w+)!?\}", wording)) <= set(names), english
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
    *((f'"{kind}:" is empty.', traits.hint) for kind, traits in ACTIONS.items() if traits.hint),
    *((f'"{name}:" is empty.', LINE_KINDS[name].hint) for name in ("mark", "device", "checked", "platform", "source")),
    ("This step says nothing.", 'Write below it what to do, for instance "- tap: Join".'),
    ("There is no step.", 'Write a line with the name of a screenshot, "![](01.png)", and its action below.'),
    ("There is no title.", 'Write one for each language, for instance "# es: Entrar a la clase por Zoom".'),
    ('There is no title in "en".', 'Write a line "# en: …" at the top, or choose "es".'),
    (
        'Step 2 says nothing in "mix".',
        'Write a line "- mix: …" below the picture, or put a memo beside it, for instance "02.mix.m4a".',
    ),
    (
        'Steps 2 and 3.1 say nothing but a question in "mix".',
        'Write a line "- mix: …" below the picture, or put a memo that asks its question, too, beside it, '
        'for instance "02.mix.m4a".',
    ),
    (
        'The question of this aside is in "es", but not in "en".',
        'Write a line "- if en: …" below the picture.',
    ),
    (
        'The tutorial gives no reason to watch it in "es".',
        'Write a line "- why es: …" above the first picture: what the family gains, and what it costs.',
    ),
    ('"why es:" has a gap (___) to fill in.', "Write the words that belong there."),
    ('"___01.png" is not in the folder.', "Put the picture beside tutorial.md, or correct its name."),
    (
        "“Join” is not on 01.png.",
        "No text there is similar. Write a word that is on the picture, or a point such as 50% 30%.",
    ),
    (
        "“Join” appears 2 times on 01.png: #1 at 3,4 px, #2 at 5,6 px.",
        "Write which one, for instance “Join #1”; annotator find --preview shows them in a picture.",
    ),
]
SYNTAX = re.compile(r"- |# |tutorial\.md|\blines?\b|!\[|annotator|#\d|\d% ")


@pytest.mark.parametrize(("message", "remedy"), GAPS, ids=lambda text: text[:40])
def test_a_gap_is_said_without_syntax(message: str, remedy: str) -> None:
    said = ENGLISH.problem(message, remedy)
    assert not SYNTAX.search(" ".join(said)), said
    spanish = SPANISH.problem(message, remedy)
    assert spanish[0] != message
    assert spanish[1] != remedy
    assert not re.search(r"tutorial\.md|!\[|annotator|\d% |“- |# ", " ".join(spanish)), spanish


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
        message, remedy = SPANISH.problem(problem.message, problem.remedy)
        assert message != problem.message, problem
        assert remedy != problem.remedy, problem
        assert not has_english(message), message
        assert not has_english(remedy), remedy


def has_english(text: str) -> bool:
    """Whether English words are left where nothing is quoted."""
    bare = re.sub(r"“[^”]*”|\"[^\"]*\"|«[^»]*»", "", text)
    return re.search(r"\b(?:the|is|of|and|or|with|this|line|write|not|take|it|for)\b", bare, re.IGNORECASE) is not None


@pytest.mark.slow
def test_nothing_that_check_says_of_a_shipped_tutorial_stays_english() -> None:
    checked = check(TUTORIALS / "join-class-on-zoom", ("es", "en"))
    for problem in checked.problems:
        assert not has_english(" ".join(SPANISH.problem(problem.message, problem.remedy))), problem
    assert checked.summary is not None
    for line in checked.summary.lines():
        assert not has_english(SPANISH.problem(line)[0]), line


# How wordings are found


@pytest.mark.parametrize(
    ("message", "spanish"),
    [
        ("02.png is empty.", "02.png está vacía."),
        ("my picture 2.png is damaged and cannot be read.", "my picture 2.png está dañada y no se puede leer."),
        ("help.photo: foto.png is a film, not a picture.", "help.photo: foto.png es un video, no una imagen."),
        ("“Join” or “Unirse” is not on 01.png.", "“Join” o “Unirse” no está en 01.png."),
        ("The icon mic.png #2 is not on 01.png.", "El dibujo mic.png #2 no está en 01.png."),
        ('Steps 2, 3 and 5 say nothing in "en".', "Los pasos 2, 3 y 5 no dicen nada en “en”."),
        (
            "Look at it with annotator check --preview. Write the words as they are on the picture.",
            "Vea la marca en la tarjeta. Si está mal, señálelo otra vez en la imagen.",
        ),
        (
            "Install it: python -m pip install x, or choose another voice for all of it: --voice pico.",
            "Pida a quien instaló el editor que lo instale (python -m pip install x), o use otra voz (pico).",
        ),
        (
            "The voice pico could not speak “a. B”. Stopped at “a. B” (es). Sentences left: 3; the rest are kept.",
            "La voz pico no pudo decir “a. B”. Se detuvo en “a. B” (es). Faltan 3 frases; las demás se guardan.",
        ),
        ("5 steps and 1 aside", "5 pasos y 1 solo para algunas familias"),
        ("The sound of es/a.m4a is almost silent.", "El sonido de es/a.m4a casi no se oye."),
        ("It cannot be read: Permission denied.", "No se puede leer: no hay permiso."),
        ("  es: about 45 s and 3.1 MB", "  es: unos 45 s y 3.1 MB"),
        ("There is no step.\nThere is no title.", "Todavía no hay ningún paso.\nFalta el título."),
    ],
)
def test_a_message_is_found_with_its_parts(message: str, spanish: str) -> None:
    assert SPANISH.problem(message) == (spanish, "")


@pytest.mark.parametrize(
    "message",
    [
        "",
        " ",
        "Nobody knows this.",
        "Nobody. Knows this. At all",
        "{text}",
        "hidden is what it says",
        "“the opening”",
        "code",
    ],
)
def test_what_is_not_known_stays(message: str) -> None:
    assert SPANISH.problem(message, message) == (message, message)
    assert ENGLISH.problem(message, message) == (message, message)


def test_words_on_buttons_stay_as_they_are() -> None:
    said, _ = SPANISH.problem("“There is no step.” has 14 words.")
    assert said == "“There is no step.” tiene 14 palabras."
