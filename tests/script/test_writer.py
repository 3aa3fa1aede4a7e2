"""What ``annotator new`` writes, the order of names, and which lines would vanish if a script were written anew."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Action
from annotator.script.drafts import draft_script, find_screenshots
from annotator.script.files.natural_order import natural_key
from annotator.script.folder import read_folder, shipped_icons
from annotator.script.reader import read
from annotator.script.writer import write

DAY = datetime.date(2026, 11, 24)
ROOT = Path(__file__).parent.parent.parent
FILES = {"01.png", "02.png", "mic.png"}
HEAD = "# es: a\n# en: b\n\n![](01.png)\n"


def test_a_draft_asks_for_what_only_a_person_can_say() -> None:
    pictures = ["01.png", "WhatsApp Image (1).jpeg"]
    text = draft_script(pictures, {"es": "Entrar a la clase", "mix": ""}, None, DAY)
    assert text == (
        "# es: Entrar a la clase\n# mix:\n\n- device:\n- checked: 2026-11-24\n"
        "- why es: Con ___ usted puede ___. No le cobra. Se gastan datos de su celular.\n- why mix:\n\n"
        "![](01.png)\n- tap:\n- es:\n- mix:\n\n![](<WhatsApp Image (1).jpeg>)\n- tap:\n- es:\n- mix:\n"
    )
    assert [str(problem).split(". ")[0] for problem in read(text, pictures).problems] == [
        "tutorial.md:2: The title is empty",
        'tutorial.md:4: "device:" is empty',
        'tutorial.md:6: "why es:" has a gap (___) to fill in',
        'tutorial.md:7: "why mix:" is empty',
        *(f'tutorial.md:{line}: step 1: "{word}:" is empty' for line, word in [(10, "tap"), (11, "es"), (12, "mix")]),
        *(f'tutorial.md:{line}: step 2: "{word}:" is empty' for line, word in [(15, "tap"), (16, "es"), (17, "mix")]),
    ]


def test_a_draft_that_is_filled_in_has_no_problems() -> None:
    text = draft_script(["01.png"], {"es": "Entrar", "en": "Join"}, "iPhone", DAY)
    filled = text.replace("___", "Zoom").replace("- tap:\n", "- tap: Join\n").replace("- es:\n- en:\n", "")
    reading = read(filled, ["01.png"])
    assert reading.problems == ()
    assert reading.tutorial
    assert (reading.tutorial.device, reading.tutorial.checked) == ("iPhone", DAY)
    assert reading.tutorial.why("en") == ("With Zoom you can Zoom. It does not charge you. It uses your phone's data.")


def test_names_in_the_order_of_a_person_who_counts() -> None:
    ordered = [
        "1.png",
        "2.png",
        "10.png",
        "10b.png",
        "Captura.png",
        "captura (1).PNG",
        "Captura (2).png",
        "captura (10).png",
        "Imagen de WhatsApp 2026-11-24 a las 12.59.59 p.\u00a0m..jpeg",
        "Imagen de WhatsApp 2026-11-24 a las 1.05.12 p.\u00a0m..jpeg",
        "Paso 9 - a.png",
        "paso 10 - a.png",
        "Shot 2026-11-24 at 9.05.00\u202fAM.png",
        "Shot 2026-11-24 at 11.00.00 AM.png",
        "Shot 2026-11-24 at 12.59.59 PM.png",
        "Shot 2026-11-24 at 1.05.12 PM.png",
        "WhatsApp Image 2026-11-24 at 10.12.34.jpeg",
        "WhatsApp Image 2026-11-24 at 10.12.34 (1).jpeg",
        "WhatsApp Image 2026-11-24 at 10.12.34 (2).jpeg",
        "WhatsApp Image 2026-11-24 at 10.12.34 (10).jpeg",
        "WhatsApp Image 2026-11-24 at 10.13.01.jpeg",
    ]
    assert sorted(sorted(ordered, key=lambda name: name[::-1]), key=natural_key) == ordered


@given(st.lists(st.text(st.sampled_from("aA1029 .(),ñ٣²"), max_size=8)))
def test_any_names_can_be_ordered(names: list[str]) -> None:
    keys = sorted(natural_key(name) for name in names)  # raises TypeError where two can't be compared
    assert len(set(keys)) == len(set(names))


def test_pictures_that_want_a_step() -> None:
    files = {
        "10.png", "2.JPG", "2.es.png", "2.es.m4a", "rec.mp4", "rec.en.mp4", "logo.png", "names.txt",
        "title.es.mp4", "saludo.es.mp4", "Foto 12.30.jpeg", "tutorial.md", "3.heic",
    }  # fmt: skip
    assert find_screenshots(files) == ("2.JPG", "3.heic", "10.png", "Foto 12.30.jpeg", "rec.mp4")


@pytest.mark.parametrize(
    "folder",
    [
        ROOT / "tests" / "fixtures" / "every-feature",
        *sorted(path.parent for path in ROOT.glob("tutorials/*/tutorial.md")),
    ],
    ids=lambda folder: folder.name,
)
def test_a_good_script_loses_nothing(folder: Path) -> None:
    reading = read_folder(folder)
    assert reading.readable and reading.dropped_lines == ()
    again = read(write(reading.readable), {path.name for path in folder.iterdir()}, icons=shipped_icons())
    assert again.readable == reading.readable
    assert again.dropped_lines == ()


def test_each_of_ten_mistakes_with_words_is_a_loss() -> None:
    folder = ROOT / "tests" / "fixtures" / "ten-mistakes"
    lines = (folder / "tutorial.md").read_text(encoding="utf-8").split("\n")
    lost = [lines[line - 1].strip() for line in read_folder(folder).dropped_lines]
    assert lost == [
        "- checked: 24/11/2026",
        "- whi en: On Zoom you can see and hear the teacher. Zoom is free, but it uses data.",
        "que le mandó la maestra.",
        "- tpye: Your Name | Su nombre",
        "- fr: Écrivez le nom.",
        "- hide: Ana García =",
        "- hold: Join",
        "- swipe: upp",
        "- mark: 50% 130%",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "- tap:",
            "- toque:",
            "- tap: ___",
            "- say:",
            "- swipe:",
            "- es:",
            "- es: ___",
            "- es: Toque ___.",
            "- if es:",
        ),
        *(
            "- mark:",
            "- hide:",
            "- ok:",
            "-",
            "---",
            "***",
            "![](gone.png)",
            "![words](02.png)",
            "- TAP:  Join  ",
            "-  tap: a",
        ),
        *(
            "> - es: quoted",
            "1. es: numbered",
            "tap: Join",
            "- toque: mic.png",
            "- from: 2 s",
            "- baje:",
            "![](./02.png)",
        ),
    ],
)
def test_gaps_other_spellings_and_what_is_read_all_the_same_are_no_loss(text: str) -> None:
    assert read(HEAD + text + "\n", FILES).dropped_lines == ()


@pytest.mark.parametrize(
    "text",
    [
        *("- tap: a\n- hold: b", "- es: a\n- es: b", "- es: a\n  b", "- sign: delete\n- sign: send", "- tap: gone.png"),
        *(
            "a note",
            "## part",
            "# es: late",
            "# fr: late",
            "<!-- a note -->",
            "- nota: x",
            "- device: late",
            "- es Toque",
        ),
        *(
            "- hide: A =",
            "- swipe: upp",
            "- mark: 1% 200%",
            "- if fr: ¿a?",
            "- if es: ¿a ___?",
            "- from: soon",
            "- - a: b",
        ),
    ],
)
def test_what_can_not_be_read_is_a_loss(text: str) -> None:
    last = HEAD.count("\n") + 1 + text.count("\n")
    assert read(HEAD + text + "\n", FILES).dropped_lines == (last,)


def test_all_lines_of_a_block_are_lost() -> None:
    assert read(HEAD + "- tap: a\n\n```\nb\n\nc\n```\n\n<!-- d\ne -->\n\n    f\n", FILES).dropped_lines == (
        8,
        10,
        13,
        14,
        16,
    )


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("- tap:", Action("tap")),
        ("- desliza:", None),
        ("- deslice:", Action("swipe")),
        ("- say:", Action("say")),
        ("- look:", Action("look")),
    ],
)
def test_an_unfinished_action_is_kept_and_a_problem(line: str, action: Action | None) -> None:
    reading = read(HEAD + line + "\n", FILES)
    assert reading.readable and reading.readable.steps[0].action == action
    assert reading.tutorial is None
    assert 4 in reading.unparsed_lines
    assert [problem.line for problem in reading.problems if problem.level == "problem"] == [5]
    text = write(reading.readable)
    assert read(text, FILES).readable == reading.readable
    assert "- tap: \n" not in text


def test_a_source_under_an_unfinished_action_is_not_judged() -> None:
    assert len(read(HEAD + "- tap:\n- source: paper\n", FILES).problems) == 1


def test_empty_titles_and_sentences_with_gaps_are_kept() -> None:
    text = "# es:\n# en: ___\n\n- why es: Con ___.\n\n![](01.png)\n- tap:\n- es: Toque ___.\n"
    reading = read(text, FILES)
    assert reading.readable
    assert write(reading.readable) == text
    assert reading.tutorial is None
