"""What ``annotator new`` writes, and the order of names."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from annotator.script.reader import read
from annotator.script.writer import draft_script, find_screenshots, natural_key

DAY = datetime.date(2026, 11, 24)


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
