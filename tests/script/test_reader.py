"""What is read of a script with problems, the exact words of what is wrong, and that one slip gives one line."""

from __future__ import annotations

import pytest

from annotator.model import ACTIONS, Action, StepNumber, TextTarget, Tutorial
from annotator.script import Reading, check_completeness
from annotator.script.reader import read

FILES = {"01.png", "02.png", "rec.mp4", "notes.pdf", "04.png.png", "mic.png"}
ACTION = "![](01.png)\n- tap: Join\n\n"
TWO = {"01.png", "02.png"}
TEXT = """# es: Entrar
# en: Join

- why es: Así ve a la maestra.
- why en: You see the teacher.

![](01.pgn)
- tap: Join | Unirse
- hide: 10% 10% 5% 5% = Luna

![](02.png)
- tpa: Join
- es: Toque Unirse.

![](02.png)
- es: Mire.
"""


def problems(text: str) -> list[str]:
    return [str(problem) for problem in read(text, FILES).problems]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- tap Join", 'This line has no colon. Write one after its first word: "- tap: Join".'),
        ("- look", 'This line has no colon. Write one after its first word: "- look:".'),
        ("- wait here", 'This line has no colon. Write one after its first word: "- wait: here".'),
        ("- : a", 'This line has no word before a colon. Write it like "- tap: Join".'),
        ("- tap:", '"tap:" is empty. Write the word on the button, for instance "- tap: Join".'),
        ("- Toque:", '"Toque:" is empty. Write the word on the button, for instance "- tap: Join".'),
        ("- tup: Join", '"tup" is not a word for a step. Did you mean "tap"?'),
        ("- **tap**: Join", '"**tap**" is not a word for a step. Did you mean "tap"?'),
        ("- fijase: Join", '"fijase" is not a word for a step. Did you mean "fijese"?'),
        (
            "- xyzzy: hola",
            f'"xyzzy" is not a word for a step. Use {", ".join(ACTIONS)}, mark, hide, show, keep, also, if es (or another '
            "language), continues, sign, source, ok or a language.",
        ),
        ("- device: iPhone", '"device" is about the whole tutorial. Move this line up, above the first picture.'),
        ("- why es: x", '"why es" is about the whole tutorial. Move this line up, above the first picture.'),
        (
            "- fr: bonjour",
            'No title declares the language "fr". Write a line "# fr: …" at the top, or use "es" or "en".',
        ),
        ("- español: hola", '"español" is not how a language is written here. Write "es:".'),
        ("- swipe: Inbox", '"Inbox" is not a direction. Write up, down, left or right first, for instance "swipe: up Inbox".'),
        ("- deslice: ariba", '"ariba" is not a direction. Did you mean "arriba"?'),
        ("- baje: arriba", '"baje" and "arriba" are different directions. Write "scroll: up".'),
        (
            "- tap: mik.png",
            'There is no icon "mik.png". Did you mean "mic.png"?',
        ),
        (
            "- es:",
            '"es:" is empty. Write what to do in one short sentence, or take the line away if there is an action.',
        ),
        ("- es: Toque ___.", '"es:" has a gap (___) to fill in. Write the words that belong there.'),
        ("- if: ¿Se equivocó?", '"if:" says no language. Write "- if es: …".'),
        ("- si: ¿Se equivocó?", '"si:" says no language. Write "- si es: …".'),
        ("- if fr: Erreur ?", 'No title declares the language "fr". Write a line "# fr: …" at the top, or use "es" or "en".'),
        ("- if español: ¿Sí?", '"español" is not how a language is written here. Write "if es:".'),
        (
            "- si es:",
            '"si es:" is empty. Write for whom this step is, as a question, for instance "- if es: ¿Se equivocó?", '
            "or take the line away.",
        ),
        ("- if es: ¿___?", '"if es:" has a gap (___) to fill in. Write the words that belong there.'),
        (
            "- continues:",
            '"continues:" is empty. Write "- continues: yes" if nobody can stop after this step, or take the line away.',
        ),
        (
            "- sigue: no",
            '"sigue:" takes yes, not "no". '
            'Write "- continues: yes" if nobody can stop after this step, or take the line away.',
        ),
        (
            "- sign:",
            '"sign:" is empty. '
            'Write delete, pay, share, send, refuse, lift, yours or together, for instance "- sign: delete".',
        ),
        ("- sign: delet", '"delet" is not something that "sign:" takes. Did you mean "delete"?'),
        (
            "- señal: zzz",
            '"zzz" is not something that "señal:" takes. '
            'Write delete, pay, share, send, refuse, lift, yours or together, for instance "- sign: delete".',
        ),
        (
            "- source:",
            '"source:" is empty. '
            'Write where the words come from: paper, name, sticker or message, for instance "- source: paper".',
        ),
        ("- origen: papell", '"papell" is not something that "origen:" takes. Did you mean "papel"?'),
        (
            "- source: zzz",
            '"zzz" is not something that "source:" takes. '
            'Write where the words come from: paper, name, sticker or message, for instance "- source: paper".',
        ),
        (
            "- keep:",
            '"keep:" is empty. '
            'Write what the enlarged picture must show besides, for instance "- keep: Zoom Workplace".',
        ),
        (
            "- conserve: mik.png",
            'There is no icon "mik.png". Did you mean "mic.png"?',
        ),
        ("- keep: 50% 130%", "50% 130% is not within the picture. Measure from the top left: first how far to the right, "
         "then how far down, up to 100%; of a box then its width and its height."),
        ("- kepe: Join", '"kepe" is not a word for a step. Did you mean "keep"?'),
        ("- tap iphone: x", 'No line declares the phone "iphone". Write a line "- phone: iphone = …" above the first picture.'),
        ("– tap: Join", 'This line does not begin with a hyphen and a space. Write "- tap: Join".'),
        ("• tap: Join", 'This line does not begin with a hyphen and a space. Write "- tap: Join".'),
        ("-tap: Join", 'This line does not begin with a hyphen and a space. Write "- tap: Join".'),
        ("tap: Join", 'The hyphen at the beginning is missing. Write "- tap: Join".'),
        ("1. tap: Join", 'This line begins with a number. Begin it with a hyphen and a space: "- ".'),
        ("> - tap: Join", "This line is quoted with >. Take the > away."),
        ("- - tap: Join", 'This line begins with two hyphens. Begin it with one: "- ".'),
        ("-", 'This line has no word before a colon. Write it like "- tap: Join".'),
        ("<!-- later -->", 'This line is neither a title, a picture nor a list line. Every line begins with "# es:" '
         '(a title), with "- " and a word, or is a picture: ![](01.png).'),
        (
            "### Paso",
            "This line begins with ###, but a script has only titles. "
            'Write one #, for instance "# es: Entrar a la clase", or take the line away.',
        ),
        ("- tap: a\x07", "This line has a character that no screen can show. Type the line again."),
        ("[](02.png)", "This line is a link, not a picture. Write an exclamation mark before it: ![](02.png)"),
        ("![](02.png) x", "This line does not read as a picture. Write it as ![](01.png), alone on its line."),
    ],
)  # fmt: skip
def test_a_line_of_a_step(line: str, expected: str) -> None:
    assert problems(f"# es: a\n# en: b\n\n![](01.png)\n{line}\n") == [f"tutorial.md:5: step 1: {expected}"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("![](02.pgn)", '"02.pgn" is not in the folder. Did you mean "02.png"?'),
        ("![](rec)", '"rec" is not in the folder. Did you mean "rec.mp4"?'),
        ("![](fotografía.png)", '"fotografía.png" is not in the folder. '
         "Put the picture beside tutorial.md, or correct its name."),
        (
            "![](04.png)",
            '"04.png" is not in the folder, but "04.png.png" is: it has two endings, and Windows hides the last one. '
            'Rename it to "04.png".',
        ),
        (
            "![](notes.pdf)",
            '"notes.pdf" is neither a screenshot nor a recording. Take a picture that ends in .png, .jpg, .webp or .heic, '
            "or a recording that ends in .mp4, .mov or .webm.",
        ),
        ("![](sub/02.png)", '"sub/02.png" is in another folder. Put it beside tutorial.md, and write its name alone: "02.png".'),
        (
            "![](C:\\fotos\\02.png)",
            '"C:\\fotos\\02.png" is in another folder. Put it beside tutorial.md, and write its name alone: "02.png".',
        ),
        (
            "![](https://example.org/a.png)",
            '"https://example.org/a.png" is in another folder. '
            'Put it beside tutorial.md, and write its name alone: "a.png".',
        ),
        ("![]()", "The picture has no name. Write its file's name: ![](01.png)."),
    ],
)  # fmt: skip
def test_a_picture(line: str, expected: str) -> None:
    assert problems(f"# es: a\n\n{line}\n- tap: Join\n") == [f"tutorial.md:3: step 1: {expected}"]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("", '1: There is no title. Write one for each language, for instance "# es: Entrar a la clase por Zoom".'),
        ("# Entrar\n", '1: This title says no language. Write the language before it, for instance "# es: Entrar".'),
        ("# Español: Entrar\n", '1: "Español" is not how a language is written here. Write "# es: Entrar".'),
        ("# es: a\n# eng: Join\n", '2: "eng" is not how a language is written here. Write "# en: Join".'),
        (
            "# es:\n",
            "1: The title is empty. "
            'Write what the family will be able to do, for instance "# es: Entrar a la clase por Zoom".',
        ),
        ("#es: Entrar\n", '1: A space is missing after the #. Write "# es: Entrar".'),
        ("# es: a\n# es: b\n", '2: There is already a title in "es" (line 1). Take one of them away.'),
        ("# es: a\n- why: x\n", '2: "why:" says no language. Write "- why es: …".'),
        (
            "# es: a\n- why fr: x\n",
            '2: No title declares the language "fr". Write a line "# fr: …" at the top, or use "es".',
        ),
        ("# es: a\n- why spanish: x\n", '2: "spanish" is not how a language is written here. Write "why es:".'),
        (
            "# es: a\n- why es:\n",
            '2: "why es:" is empty. Write in one or two sentences what the family gains, and what it costs, '
            "or take the line away.",
        ),
        (
            "# es: a\n- checked: 2026-13-01\n",
            '2: "2026-13-01" is not a date. Write year, month and day like 2026-11-24.',
        ),
        ("# es: a\n- devise: x\n", '2: "devise" is not a word for the tutorial. Did you mean "device"?'),
        (
            "# es: a\n- device: a\n- device: b\n",
            '3: There is already a line "device:" (line 2). Take one of them away.',
        ),
        (
            "# es: a\n- es: hola\n",
            '2: A sentence in "es" is above the first picture. Move it below its picture, or write "- why es: hola" '
            "if it is the reason to watch the tutorial.",
        ),
        (
            "# es: a\n- phone: iphone\n",
            '2: "iphone" is not a word and a name. Write a word for the names of its files, and its name, for instance '
            '"- phone: iphone = iPhone". What the pictures show is "- device: Android phone".',
        ),
        *(
            (
                f"# es: a\n- phone: {word} = X\n",
                f"2: \"{word}\" can't be a phone's word. Take a word of at least four plain letters, perhaps with digits behind "
                "them, that is neither the name of a page (index, embed, practice) nor the ending of a file, for instance "
                '"- phone: iphone = iPhone".',
            )
            for word in ("embed", "webp", "mix", "índice")
        ),
        (
            "# es: a\n- phone: android = A\n- phone: android = B\n",
            '3: There is already a phone "android" (line 2). Take one of them away.',
        ),
        (
            "# es: a\n- tap: Join\n",
            '2: "tap" is above the first picture. Move this line below the picture of its step.',
        ),
    ],
)
def test_a_line_above_the_first_picture(top: str, expected: str) -> None:
    assert problems(f"{top}\n![](01.png)\n- tap: Join\n- es: Toque Join.\n") == [f"tutorial.md:{expected}"]


def test_a_title_below_a_picture_does_not_declare_a_language() -> None:
    assert problems(f"# es: a\n\n{ACTION}# en: b\n") == [
        "tutorial.md:6: step 1: A title is below a picture. Move it to the top, above the first picture."
    ]


def test_a_step_has_one_action_and_one_sentence_in_a_language() -> None:
    text = "# es: a\n\n![](01.png)\n- tap: a\n- es: b\n- toque: c\n- ES: d\n"
    assert problems(text) == [
        "tutorial.md:6: step 1: A step has one action, and this one has it already (line 4). "
        "Make a step of its own for this line: the same picture may be used twice. To mark a second place, write mark:.",
        'tutorial.md:7: step 1: There is already a line "es:" (line 5). Write all of it in one line.',
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- tap iphone: Entrar", ""),
        ("- es iphone: Toque.", '"01.png" may be another one on the picture of "B"'),
        ("- tap iphon: Entrar", 'No line declares the phone "iphon". Did you mean "iphone"?'),
        ("- tap android: A", 'The lines of the first phone have no word: this one has "android". Write "tap:".'),
        ("- sign iphone: send", '"sign" is the same on every phone. Take the phone\'s word behind it away.'),
    ],
)
def test_a_line_of_another_phone(line: str, expected: str) -> None:
    """The step's own action is a place, which is another one there."""
    script = f"# es: a\n\n- phone: android = A\n- phone: iphone = B\n\n![](01.png)\n- tap: 5% 5%\n{line}\n"
    told = "\n".join(map(str, read(script, {"01.png", "01.iphone.png"}).problems))
    assert expected in told
    assert bool(expected) == bool(told)
    assert ('There is no picture of "B"' in str(read(script, {"01.png"}).problems)) == (
        " iphone: " in line and "sign" not in line
    )


@pytest.mark.parametrize(("word", "value"), [("if es", "¿Sí?"), ("sigue", "sí"), ("sign", "send"), ("origen", "papel")])
def test_what_a_step_has_once(word: str, value: str) -> None:
    twice = f"- {word}: {value}\n" * 2
    remedy = "Write one question." if word == "if es" else "Take one of them away."
    assert problems(f"# es: a\n\n{ACTION}![](01.png)\n- type: a\n{twice}\n{ACTION}") == [
        f'tutorial.md:9: step {"1?" if word == "if es" else 2}: There is already a line "{word}:" (line 8). {remedy}'
    ]


def test_a_source_and_a_sign_belong_to_an_action() -> None:
    source = (
        '"source" says where the words to type come from, but here nothing is typed. '
        'Take the line away, or write the action as "- type: …".'
    )
    assert problems("# es: a\n\n![](01.png)\n- tap: Join\n- source: paper\n") == [f"tutorial.md:5: step 1: {source}"]
    assert problems("# es: a\n\n![](01.png)\n- es: Escriba.\n- source: paper\n") == [f"tutorial.md:5: step 1: {source}"]
    assert problems("# es: a\n\n![](01.png)\n- type: Name\n- source: paper\n") == []
    yours = (
        '"sign: yours" is drawn where a row looks different for each person, but this step points at nothing. '
        'Name the row, for instance "- tap: Maestra Elena", or take the line away.'
    )
    assert problems("# es: a\n\n![](01.png)\n- wait:\n- sign: yours\n") == [f"tutorial.md:5: step 1: {yours}"]
    alone = (
        '"sign: together" is for buttons that are pressed at the same time, but this step points at one at most. '
        'Name the other one, for instance "- mark: 59% 61% 6% 18%", or take the line away.'
    )
    assert problems("# es: a\n\n![](01.png)\n- tap: 9% 9%\n- sign: juntos\n") == [f"tutorial.md:5: step 1: {alone}"]
    for lines in (
        "- tap: Elena\n- sign: yours",
        "- wait:\n- mark: Elena\n- sign: yours",
        "- done:\n- sign: send",
        "- tap: Comprar\n- señal: paga",
        "- tap: Elena\n- sign: share",
        "- tap: Elena\n- señal: soltar",
        "- tap: 9% 9%\n- mark: 9% 30%\n- sign: together",
    ):
        assert problems(f"# es: a\n\n![](01.png)\n{lines}\n") == []
    # An action that is there is none that types; where there is none, it may be in the line that can't be read.
    assert (
        problems("# es: a\n\n![](01.png)\n- tap: Join\n- source: paper\n- xyzzy: a\n")[0]
        == f"tutorial.md:5: step 1: {source}"
    )
    assert [
        line.partition(": step")[0] for line in problems("# es: a\n\n![](01.png)\n- tipe: a\n- source: paper\n")
    ] == ["tutorial.md:4"]


def test_a_step_that_says_nothing() -> None:
    silent = 'This step says nothing. Write below it what to do, for instance "- tap: Join".'
    assert problems("# es: a\n\n![](01.png)\n\n![](02.png)\n- hide: Ana\n") == [
        f"tutorial.md:3: step 1: {silent}",
        f"tutorial.md:5: step 2: {silent}",
    ]
    assert read("# es: a\n\n![](01.png)\n", {"01.png", "01.es.m4a"}).problems == ()
    assert problems("# es: a\n\n![](01.png)\n- es: Mire.\n") == []


def test_no_step() -> None:
    assert problems("# es: a\n") == [
        'tutorial.md: There is no step. Write a line with the name of a screenshot, "![](01.png)", and its action below.'
    ]


def test_lines_that_continue_are_nested_or_follow_too_closely() -> None:
    text = "# es: a\n\n![](01.png)\n- es: Toque\naquí.\n  - tap: Join\n![](02.png)\n- tap: b\n\n      c\nes: c\n"
    assert problems(text) == [
        'tutorial.md:5: step 1: This line continues line 4. Join the two into one line, or begin this one with "- ".',
        "tutorial.md:6: step 1: This line is indented. Take the spaces before it away.",
        "tutorial.md:7: step 2: An empty line is missing above this picture. Put an empty line before it.",
        "tutorial.md:10: step 2: This line is indented. Take the spaces before it away.",
        'tutorial.md:11: step 2: The hyphen at the beginning is missing. Write "- es: c".',
    ]


def test_parts_of_a_recording() -> None:
    def step(*lines: str) -> list[str]:
        return problems("\n".join(("# es: a", "", "![](rec.mp4)", "- look: Mute", *lines)))

    assert step("- from: 1,5 segundos", "- hasta: 1:09") == []
    assert step("- from: soon") == [
        'tutorial.md:5: step 1: "soon" is not a time in seconds. Write it like "2 s" or "1:05".'
    ]
    assert step("- from: 9 s", "- to: 2 s") == [
        'tutorial.md:6: step 1: The part ends before it begins. Write a "to" that is later than "from".'
    ]
    assert step("- from: 1 s", "- desde: 2 s") == [
        'tutorial.md:6: step 1: There is already a line "desde:" (line 5). Take one of them away.'
    ]
    assert problems(f"# es: a\n\n{ACTION[:-1]}- from: 2 s\n") == [
        'tutorial.md:5: step 1: "from" and "to" cut a recording, but "01.png" is a still picture. Take the line away.'
    ]


def test_a_title_without_a_language_does_not_make_its_sentences_wrong() -> None:
    text = "# Entrar\n# en: Join\n\n![](01.png)\n- es: Toque.\n- tpa: Join\n"
    assert problems(text) == [
        'tutorial.md:1: This title says no language. Write the language before it, for instance "# es: Entrar".',
        'tutorial.md:6: step 1: "tpa" is not a word for a step. Did you mean "tap"?',
    ]


def test_a_guessed_title_in_a_misspelt_language_stays_a_guess() -> None:
    readable = read("# español?: Entrar\n", ()).readable
    assert readable is not None
    assert readable.titles[0].guess


def test_words_in_the_brackets_of_a_picture_are_a_warning_that_ok_accepts() -> None:
    text = "# es: a\n\n![una foto](01.png)\n- tap: Join\n"
    reading = read(text, FILES)
    assert reading.tutorial
    assert [str(problem) for problem in reading.problems] == [
        'tutorial.md:3: step 1: warning: Nobody sees the words "una foto" in the brackets. Leave them empty: ![](…).'
    ]
    assert read(text + "- ok: they help our own staff\n", FILES).problems == ()


def test_what_is_typed_stays_as_it_is_typed() -> None:
    text = (
        "\ufeff# es: Sala #\r\n\r\n![](01.png)\r\n*   Tap :  *Join* [now](x) &amp; \\n  \r\n+ es: 1: a — <b>\u2028c\r\n"
    )
    tutorial = read(text, FILES).tutorial
    assert tutorial
    assert tutorial.title("es") == "Sala #"
    assert tutorial.steps[0].action == Action("tap", TextTarget(("*Join* [now](x) &amp; \\n",)))
    assert tutorial.steps[0].said("es") == "1: a — <b>\u2028c"


def test_a_word_of_the_format_may_be_a_declared_language() -> None:
    text = "# es: a\n# to: Malo\n\n![](rec.mp4)\n- say: Presente\n- to: Malo e lelei\n- hasta: 9 s\n"
    tutorial = read(text, FILES).tutorial
    assert tutorial
    assert tutorial.steps[0].said("to") == "Malo e lelei"
    assert tutorial.steps[0].to_seconds == 9
    undeclared = read("# es: a\n\n![](01.png)\n- say: Presente\n", FILES).tutorial
    assert undeclared
    assert undeclared.steps[0].action == Action("say", words="Presente")


@pytest.mark.parametrize("word", ["wait", "done", "Listen", "espere", "listo?", "baje"])
def test_an_action_that_needs_nothing_stands_alone(word: str) -> None:
    alone, colon = (read(f"# es: a\n\n![](01.png)\n- {line}\n", FILES) for line in (word, f"{word}:"))
    assert alone.tutorial and alone == colon


@pytest.mark.parametrize(
    ("word", "kind", "direction"),
    [
        ("toque", "tap", None), ("pulse", "tap", None), ("mantenga", "hold", None), ("deje", "hold", None),
        ("escriba", "type", None), ("mire", "look", None), ("Fíjese", "look", None), ("fi\u0301jese", "look", None),
        ("espere", "wait", None), ("escuche", "listen", None), ("listo", "done", None),
        ("deslice", "swipe", "left"), ("mueva", "scroll", "left"),
    ],
)  # fmt: skip
def test_spanish_words_for_actions(word: str, kind: str, direction: str | None) -> None:
    value = "izquierda Unirse" if direction else "Unirse"
    tutorial = read(f"# es: a\n\n![](01.png)\n- {word}: {value}\n", FILES).tutorial
    assert tutorial
    action = tutorial.steps[0].action
    assert action
    assert (action.kind, action.direction, action.target) == (kind, direction, TextTarget(("Unirse",)))


def partial(text: str) -> tuple[Tutorial, Reading]:
    reading = read(text, TWO)
    assert reading.tutorial is None, "callers that build nothing from a script with problems need not look for them"
    assert reading.readable is not None
    return reading.readable, reading


def lacking(text: str, *languages: str) -> list[str]:
    tutorial, reading = partial(text)
    return [
        str(p) for p in check_completeness(tutorial, languages, required=False, unparsed_lines=reading.unparsed_lines)
    ]


def test_what_can_be_read_is_there_with_its_lines() -> None:
    tutorial, reading = partial(TEXT)
    assert [(problem.line, problem.step) for problem in reading.problems] == [(7, StepNumber(1)), (12, StepNumber(2))]
    assert [(step.line, step.picture) for step in tutorial.steps] == [(7, "01.pgn"), (11, "02.png"), (15, "02.png")]
    assert tutorial.steps[0].hides[0].example == "Luna"
    assert tutorial.steps[1].said("es") == "Toque Unirse."
    assert tutorial.why("en") == "You see the teacher."


def test_only_what_surely_lacks_is_called_lacking() -> None:
    # Step 2 may have an action, once its word is right: nobody knows yet that English lacks there.
    assert lacking(TEXT, "es", "en") == [
        'tutorial.md:15: step 3: Step 3 says nothing in "en". '
        'Write a line "- en: …" below the picture, or put a memo beside it, for instance "02.en.m4a".'
    ]


def test_a_why_that_cannot_be_read_is_not_called_missing() -> None:
    assert lacking(TEXT.replace("why en: You", "whi en: You"), "en")[0].startswith("tutorial.md:15")


def test_without_a_title_the_steps_are_there_all_the_same() -> None:
    tutorial, reading = partial("![](01.png)\n- tap: Unirse\n\n![](03.png)\n- tap: b\n")
    assert [step.picture for step in tutorial.steps] == ["01.png", "03.png"]
    assert [problem.line for problem in reading.problems] == [1, 4]
    assert check_completeness(tutorial, ("es",), required=False, unparsed_lines=reading.unparsed_lines) == ()


def test_warnings_of_a_script_with_problems_can_be_accepted_too() -> None:
    text = "# es: a\n\n![foto](01.png)\n- tap: Join\n- ok: our own words\n\n![](03.png)\n- tap: b\n"
    assert [problem.level for problem in partial(text)[1].problems] == ["problem"]
