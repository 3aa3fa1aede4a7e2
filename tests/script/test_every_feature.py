"""A story: the fixture that shows every feature of the format, and the one with ten mistakes."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from annotator.model import (
    ACTIONS,
    Action,
    BoxTarget,
    Hide,
    IconTarget,
    Keep,
    LangFile,
    Mark,
    PointTarget,
    Said,
    Show,
    Step,
    TextTarget,
    Tutorial,
)
from annotator.script import list_files, read, read_folder, write

FIXTURES = Path(__file__).parents[1] / "fixtures"
FOLDER = FIXTURES / "every-feature"

EXPECTED = Tutorial(
    titles=(
        Said("es", "Todo lo que puede un guion"),
        Said("en", "Everything a script can say"),
        Said("mix", "Tu'un Savi #"),
    ),
    device="Android phone",
    checked=datetime.date(2026, 11, 24),
    platform="Zoom",
    hides=(Hide(TextTarget(("Marta Ruiz", "Ruiz, Marta")), "Sol"),),
    shows=(Show(TextTarget(("Centro Los Robles",))),),
    whys=(
        Said(
            "es",
            "Este guion muestra cada línea que existe. Lo que sigue a los primeros dos puntos queda tal cual: *así*.",
        ),
        Said("en", "This script shows every line there is. What follows the first colon stays as typed: *like this*."),
    ),
    oks=("nobody in this school speaks a third language well enough to write a reason in it",),
    title_memos=(LangFile("mix", "title.mix.m4a"),),
    end_memos=(LangFile("mix", "end.mix.ogg"),),
    greetings=(LangFile("es", "saludo.es.mp4"), LangFile("en", "greeting.en.mp4")),
    steps=(
        Step(
            "01-tap.png",
            Action("tap", TextTarget(("Join", "Unirse"))),
            (
                Said("es", "La Ñ, los acentos y los dos puntos se quedan: toque."),
                Said("en", "Either word will do; the one on the screen is spoken."),
            ),
            also=("Entrar", "Join | now"),
            pictures=(LangFile("es", "01-tap.es.png"),),
        ),
        Step(
            "02 WhatsApp Image 2026-11-24 at 10.12.34 (1).jpeg",
            Action("tap", TextTarget(("Join",), 2)),
            (Said("en", "The second one, counted from top to bottom, then from left to right."),),
            sign="send",
        ),
        Step(
            "03 percent.PNG",
            Action("hold", TextTarget(("50%",))),
            (Said("en", "Quotes make anything a text, even what looks like a number."),),
            continues=True,
        ),
        Step(
            "04-type.png",
            Action("type", TextTarget(('Your "Name"', "Su nombre"))),
            (Said("es", "Escriba el nombre de su hijo o hija."), Said("en", "Type your child's name.")),
            hides=(Hide(TextTarget(("Ana García",)), "Luna"), Hide(BoxTarget(10, 40, 80, 7))),
            shows=(Show(TextTarget(("410-555-0100",))),),
            source="paper",
            keeps=(Keep(TextTarget(("Save", "Guardar"))), Keep(PointTarget(50, 90))),
            oks=("the sentence on the screen is longer than usual",),
        ),
        Step(
            "04-aside.png",
            Action("tap", TextTarget(("Undo",))),
            (Said("en", "An aside is for those to whom its question applies; it is no step of its own."),),
            questions=(Said("es", "¿Se equivocó?"), Said("en", "Did you make a mistake?"), Said("mix", "¿Ntsa'u?")),
            sign="delete",
        ),
        Step(
            "05-look.png",
            Action("look", IconTarget("mic.png")),
            (Said("en", "An icon, a point and a box."),),
            marks=(Mark(PointTarget(50, 30)), Mark(BoxTarget(10, 40.5, 80, 7))),
            memos=(LangFile("mix", "05-look.mix.opus"),),
        ),
        Step(
            "05-look.png",
            Action("look", IconTarget("own icon.png")),
            (Said("en", "The same picture again; its memos are heard again."),),
            memos=(LangFile("mix", "05-look.mix.opus"),),
        ),
        Step(
            "06-move.png",
            Action("swipe", TextTarget(("Inbox",)), "left"),
            (Said("en", "A direction, then where the finger begins."),),
        ),
        Step("06-move.png", Action("swipe", None, "up"), (Said("en", "A direction alone."),)),
        Step(
            "06-move.png",
            Action("scroll", TextTarget(("up",)), "down"),
            (Said("en", 'Down, until the word "up" is seen.'),),
        ),
        Step("06-move.png", Action("scroll", None, "down"), (Said("en", "Spanish has a word for that."),)),
        Step(
            "07-wait.png",
            Action("wait"),
            (Said("en", "Nothing to point at."),),
            memos=(LangFile("en", "07-wait.en.mp4"),),
        ),
        Step(
            "07-wait.png",
            Action("listen", TextTarget(("Computer audio",))),
            (Said("en", "Or something."),),
            memos=(LangFile("en", "07-wait.en.mp4"),),
        ),
        Step(
            "08-say.png",
            Action("say", words="Presente, maestra: soy Luna"),
            (Said("en", "The words that the person says."),),
        ),
        Step(
            "09-recording.mp4",
            Action("look", TextTarget(("Mute",))),
            (Said("en", "A part of a screen recording."),),
            from_seconds=2.0,
            to_seconds=69.5,
            pictures=(LangFile("es", "09-recording.es.mp4"),),
        ),
        Step(
            "07-wait.png",
            Action("tap", TextTarget(("Join",)), guess=True),
            (Said("en", "A guess of “annotator new”, until somebody takes the question mark away.", guess=True),),
            hides=(Hide(TextTarget(("Ana Luz",)), guess=True),),
            memos=(LangFile("en", "07-wait.en.mp4"),),
        ),
        Step("10-done.png", Action("done")),
    ),
)


def text() -> str:
    return (FOLDER / "tutorial.md").read_text(encoding="utf-8")


def test_every_feature_is_read() -> None:
    reading = read(text(), list_files(FOLDER), icons={"mic.png"})
    assert reading.problems == ()
    assert reading.tutorial
    steps = len(EXPECTED.steps)
    assert replace(reading.tutorial, steps=reading.tutorial.steps[:steps]) == EXPECTED
    further = reading.tutorial.steps[steps:]
    assert all(step.action for step in further), "below these, actions alone are added: what more is said goes above"


def test_every_action_is_in_it() -> None:
    tutorial = read(text(), list_files(FOLDER), icons={"mic.png"}).tutorial
    assert tutorial
    assert {step.action.kind for step in tutorial.steps if step.action} == set(ACTIONS)
    assert read(write(tutorial), list_files(FOLDER), icons={"mic.png"}).tutorial == tutorial


def test_every_line_is_remembered() -> None:
    tutorial = read(text(), list_files(FOLDER), icons={"mic.png"}).tutorial
    assert tutorial
    lines = text().splitlines()
    for step in tutorial.steps:
        assert lines[step.line - 1].startswith("![](")
        assert step.action
        assert lines[step.action.line - 1].startswith("- ")
        for hide in step.hides:
            assert lines[hide.line - 1].startswith(("- hide:", "- hide?:"))
        for keep in step.keeps:
            assert lines[keep.line - 1].startswith(("- keep:", "- conserve:"))
        for question in step.questions:
            assert question.text in lines[question.line - 1]
        assert not step.continues or lines[step.continues_line - 1] == "- sigue: sí"
    assert [lines[title.line - 1][:5] for title in tutorial.titles] == ["# es:", "# en:", "# mix"]


def test_writing_gives_the_canonical_form_of_every_feature() -> None:
    written = write(EXPECTED)
    assert read(written, list_files(FOLDER), icons={"mic.png"}).tutorial == EXPECTED
    assert "![](<02 WhatsApp Image 2026-11-24 at 10.12.34 (1).jpeg>)\n- tap: Join #2\n" in written
    assert '![](<03 percent.PNG>)\n- hold: "50%"\n' in written
    assert '- type: Your "Name" | Su nombre\n' in written
    assert "- mark: 10% 40.5% 80% 7%\n" in written
    assert "- keep: Save | Guardar\n- keep: 50% 90%\n" in written
    assert (
        "- tap: Undo\n- if es: ¿Se equivocó?\n- if en: Did you make a mistake?\n- if mix: ¿Ntsa'u?\n- en: An" in written
    )
    assert "- sign: delete\n" in written
    assert "- source: paper\n" in written
    assert "- continues: yes\n" in written
    assert "- scroll: down\n" in written
    assert "- tap?: Join\n- en?: A guess" in written
    assert "- from: 2 s\n- to: 69.5 s\n" in written
    assert written.endswith("![](10-done.png)\n- done:\n")


def test_notes_name_every_file() -> None:
    notes = (FOLDER / "notes.md").read_text(encoding="utf-8")
    for name in list_files(FOLDER) - {"tutorial.md", "notes.md"}:
        if ".es." in name or ".en." in name or ".mix." in name or "icon" in name:
            assert name in notes


def test_ten_mistakes_give_ten_lines() -> None:
    reading = read_folder(FIXTURES / "ten-mistakes")
    assert reading.tutorial is None
    assert [str(problem) for problem in reading.problems] == [
        'tutorial.md:5: "24/11/2026" is not a date. Write year, month and day like 2026-11-24.',
        'tutorial.md:7: "whi en" is not a word for the tutorial. Did you mean "why en"?',
        'tutorial.md:9: step 1: "01-mensage.png" is not in the folder. Did you mean "01-mensaje.png"?',
        'tutorial.md:12: step 1: This line continues line 11. Join the two into one line, or begin this one with "- ".',
        'tutorial.md:15: step 2: "tpye" is not a word for a step. Did you mean "type"?',
        'tutorial.md:16: step 2: No title declares the language "fr". Write a line "# fr: …" at the top, or use "es" or "en".',
        "tutorial.md:17: step 2: There is nothing after the =. "
        'Write an invented example, for instance "= Luna", or take the = away.',
        "tutorial.md:21: step 3: A step has one action, and this one has it already (line 20). "
        "Make a step of its own for this line: the same picture may be used twice. "
        "To mark a second place, write mark:.",
        'tutorial.md:24: step 4: "upp" is not a direction. Did you mean "up"?',
        "tutorial.md:25: step 4: 50% 130% is not within the picture. Measure from the top left: "
        "first how far to the right, then how far down, up to 100%; of a box then its width and its height.",
    ]
