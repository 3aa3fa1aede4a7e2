"""What `check` lets pass can be built, and what `build` refuses, `check` says: both look by one preflight."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotator import assets
from annotator.commands.check import CheckResult, check
from annotator.errors import MissingError, ProblemsError
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from annotator.voice.engines.kokoro import Kokoro

ZOOM = assets.shipped_tutorials() / "join-class-on-zoom"
TOP = "# es: Entrar a la clase\n\n- why es: Así ve a la maestra.\n"
STEP = "\n![](1.png)\n- tap: Unirse\n"
DAMAGED = "is not a picture that can be read. Take a screenshot and save it as PNG or JPEG."
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a tutorial's folder of a script, perhaps a ``school.toml``, and further files by their names."""

    def make(script: str, school: str = "", **files: bytes) -> Path:
        folder = tmp_path / "clase"
        folder.mkdir()
        shutil.copy(ZOOM / "03-unirse.png", folder / "1.png")
        (folder / "tutorial.md").write_text(script, encoding="utf-8")
        if school:
            (folder / "school.toml").write_text(school, encoding="utf-8")
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return folder

    return make


def problems(checked: CheckResult) -> list[str]:
    return [str(problem) for problem in checked.problems if problem.level == "problem"]


def refused(folder: Path, **options: object) -> list[str]:
    """The problems with which a build does not begin; nothing is left behind."""
    out = folder.parent / "packs"
    with pytest.raises(ProblemsError) as caught:
        build(folder, Options(out, **options))  # type: ignore[arg-type]
    assert not list(out.glob("*"))
    return [str(problem) for problem in caught.value.problems if problem.level == "problem"]


def both(folder: Path, voice: str = "pico") -> list[str]:
    """The problems that `check` says, which are those of `build`."""
    told = problems(check(folder, voice=voice))
    assert refused(folder, voice=voice) == told
    return told


@pytest.mark.slow
def test_a_language_that_no_voice_speaks(make: Make) -> None:
    """Seen: `check` ended with 0, and `build` with "No voice"."""
    folder = make("# tl: Sumali sa klase\n" + STEP + "- tl: Pindutin ang Unirse.\n")
    (told,) = both(folder, "auto")
    assert told == (
        "tutorial.md:5: step 1: No voice of this computer speaks the language “tl”. Record a memo for each step, "
        "or run the command with --voice gtts (it sends the text to a company), or build another language. "
        "The memo of this step is named “1.tl.m4a”."
    )
    (told,) = both(folder)
    assert "The voice pico does not speak the language “tl”." in told


@pytest.mark.slow
def test_the_voice_of_the_school_is_chosen_too(make: Make) -> None:
    folder = make(TOP + STEP, '[voices]\nes = "kokoro:nobody"\n')
    told = problems(check(folder))
    assert told == refused(folder)
    assert told[0].startswith("tutorial.md:1: The voice kokoro has no “nobody” for the language “es”. It has ef_dora")
    assert problems(check(folder, voice="pico")) == [], "--voice wins, as in a build"


def test_a_voice_that_is_not_installed(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_self: Kokoro, _lang: str) -> None:
        raise MissingError("The natural voice (kokoro) is not installed.", "Install it.")

    monkeypatch.setattr(Kokoro, "require_installed", absent)
    folder = make(TOP + STEP)
    (told,) = problems(check(folder, voice="kokoro"))
    assert told.startswith("tutorial.md:1: The natural voice (kokoro) is not installed. Install it. Or choose another")
    with pytest.raises(MissingError, match="not installed"):
        build(folder, Options(folder.parent / "packs", voice="kokoro"))
    assert problems(check(folder)) == [], "auto takes another"


def test_a_voice_of_the_network_is_chosen_without_it(make: Make) -> None:
    """No test may open a socket; a name of the list is told before anything would be sent."""
    folder = make(TOP + STEP + "- es: Toque Unirse.\n")
    assert problems(check(folder, voice="gtts")) == []
    (folder / "names.txt").write_text("Marta Ruiz\n", encoding="utf-8")
    (folder / "school.toml").write_text('names = "names.txt"\n', encoding="utf-8")
    (folder / "tutorial.md").write_text(TOP + STEP + "- es: Toque con Marta Ruiz.\n", encoding="utf-8")
    told = problems(check(folder, voice="gtts"))
    assert any("tutorial.md:7: step 1:" in line and "gtts sends its text to a company" in line for line in told)


def test_a_sentence_that_no_picture_can_show_is_a_problem_at_its_line(make: Make) -> None:
    words = "Toque el botón azul que la maestra le mandó en el mensaje para entrar a la clase de su hija y "
    folder = make(TOP + STEP + f"- es: {(words * 5)[:249]}.\n")
    assert problems(check(folder)) == []
    (folder / "tutorial.md").write_text(TOP + STEP + f"- es: {(words * 5)[:399]}.\n", encoding="utf-8")
    assert problems(check(folder)) == [
        "tutorial.md:7: step 1: This sentence is too long for a picture (es): 400 characters. "
        "10 lines fit, about 250 characters: use fewer words, or make two steps of it."
    ]


@pytest.mark.parametrize(
    ("lines", "things"),
    [
        ('- es: Espere en Clase de 2.º B. Toque Unirse.\n- mark: "7:58"\n', "“7:58”"),
        ("- es: Mire “7:58” y “Clase de 2.º B”. Toque Unirse.\n", "“7:58”"),
        ("- es: Mire “Su nombre”. Toque Unirse.\n", ""),
    ],
)
def test_what_a_chat_picture_has_no_room_for_is_warned_about(lines: str, things: str, make: Make) -> None:
    told = [str(problem) for problem in check(make(TOP + STEP + lines)).problems if "has no room" in str(problem)]
    assert len(told) == bool(things)
    assert not told or (told[0].startswith("tutorial.md:7: step 1: warning: ") and things in told[0])


@pytest.mark.parametrize(
    ("script", "place"),
    [
        (TOP + STEP + "- es: !!!\n", "7: step 1: “!!!”"),
        (TOP + STEP + "- es: 👍👍\n", "7: step 1: “👍👍”"),
        ("# es: ¡!\n" + STEP, "1: “¡!”"),
    ],
)
def test_a_sentence_in_which_there_is_nothing_to_say(script: str, place: str, make: Make) -> None:
    told = both(make(script))
    assert f"tutorial.md:{place} has no words to speak. Write a sentence with words." in told


def test_nothing_to_say_is_no_problem_where_nothing_is_spoken(make: Make) -> None:
    folder = make(TOP + STEP + "- es: !!!\n")
    assert build(folder, Options(folder.parent / "packs", kinds=("message",))).manifest["files"]


@pytest.mark.parametrize(
    ("lines", "languages"),
    [
        ("- es: Escriba Zoom.\n- en: Type Zoom.\n", "es and en"),
        ("- es: Escriba “Zoom”.\n- en: Type Zoom.\n", "en"),
        ("- es: Escriba “Zoom”.\n- en: Type “Zoom”.\n", ""),
        ("- es: Escriba Zoom.\n- en: Type Zoom.\n- source: message\n", ""),
        ("- es: Escriba el correo que dio a la escuela.\n- en: Type your e-mail.\n", ""),
        ("- es: Escriba su contraseña.\n- en: Type the code.\n", "en"),
    ],
)
def test_what_to_type_is_shown_or_warned_about(lines: str, languages: str, make: Make) -> None:
    folder = make(TOP + "# en: Join\n- why en: You see.\n\n![](1.png)\n- type: Unirse\n" + lines)
    told = [str(problem) for problem in check(folder).problems if "to type" in str(problem)]
    line = (folder / "tutorial.md").read_text(encoding="utf-8").split("\n").index("- type: Unirse") + 1
    warning = (
        f"tutorial.md:{line}: step 1: warning: In {languages}, nothing shows what to type. Put the word into quotes in the "
        'sentence, or write where it comes from, for instance "- source: paper", or an invented example, "- hide: … = Luna".'
    )
    assert told == ([warning] if languages else [])


@pytest.mark.parametrize(
    ("label", "quotes"),
    [
        ("Password", False),
        ("Contraseña", False),
        ("Meeting passcode", False),
        ("User name", False),
        ("Your town", True),
    ],
)
def test_a_password_is_not_put_into_quotes(label: str, quotes: bool, make: Make) -> None:
    told = [str(problem) for problem in check(make(f"{TOP}\n![](1.png)\n- type: {label} | Unirse\n")).problems]
    (own,) = [problem for problem in told if "to type" in problem]
    assert ("into quotes" in own) is quotes
    assert "source: paper" in own


def test_a_logo_that_is_no_picture(make: Make) -> None:
    """Seen: it passed `check`, and failed `build`."""
    school = 'name = "Los Robles"\nlogo = "logo.png"\n[help]\nphoto = "rosa.jpg"\n'
    folder = make(TOP + STEP, school, **{"logo.png": b"GIF", "rosa.jpg": b""})
    assert both(folder) == [
        f"school.toml:2: logo: logo.png {DAMAGED}",
        "school.toml:4: help.photo: rosa.jpg is empty. Copy it to this computer again.",
    ]


@pytest.mark.slow
def test_a_photo_and_a_logo_of_the_same_bytes_are_both_shown(make: Make) -> None:
    data = (ZOOM / "03-unirse.png").read_bytes()
    school = 'logo = "logo.png"\n[help]\nperson = "Sra. Rosa"\nphoto = "rosa.png"\n'
    folder = make(TOP + STEP, school, **{"logo.png": data, "rosa.png": data})
    built = build(folder, Options(folder.parent / "packs", kinds=("page",), voice="pico"))
    assert "web/logo.webp" in {file["path"] for file in built.manifest["files"]}


def test_an_icon_that_is_no_picture(make: Make) -> None:
    folder = make(TOP + "\n![](1.png)\n- tap: Unirse\n- mark: mine.png\n", **{"mine.png": b"x"})
    assert both(folder) == [f"tutorial.md:7: step 1: mine.png {DAMAGED}"]


def test_an_icon_that_a_phone_saved_as_heic_can_be_looked_for(make: Make) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    folder = make(TOP + "\n![](1.png)\n- tap: mine.heic\n")
    with Image.open(folder / "1.png") as screen:
        pillow_heif.from_pillow(screen.convert("RGB").crop((20, 20, 120, 120))).save(folder / "mine.heic")
    assert [line for line in problems(check(folder, voice="pico")) if "mine.heic does not" not in line] == []


def test_a_picture_of_which_nothing_would_be_left(make: Make) -> None:
    folder = make(TOP + "\n![](wide.png)\n- look: 50% 50%\n")
    Image.fromarray(np.zeros((8, 2400, 3), np.uint8)).save(folder / "wide.png")
    (told,) = both(folder)
    assert told.startswith("tutorial.md:5: step 1: wide.png is 300 times as wide as high")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("# es: Paso 1", "With this title, the video gets the same file name as the clip of a step: paso-1.mp4."),
        ("# en: Step 1!", "With this title, the video gets the same file name as the clip of a step: step-1.mp4."),
    ],
)
def test_a_title_whose_files_would_meet_others(title: str, words: str, make: Make) -> None:
    lang = title[2:].split(":")[0]
    (first, *_) = both(make(f"{title}\n\n![](1.png)\n- tap: Unirse\n- {lang}: Unirse.\n"))
    assert first.startswith(f"tutorial.md:1: {words}")


def test_one_missing_picture_hides_nothing(make: Make) -> None:
    """Seen: with one misspelt name of a picture, nothing else was looked at until it was right."""
    script = (
        "# es: Entrar\n\n- devise: iPhone\n\n![](9.png)\n- tap: Unirse\n- es: !!!\n\n"
        "![](1.png)\n- tap: No está aquí\n\n![](bad.png)\n- tap: Unirse\n\n![](1.png)\n- wait:\n- es: Espere 你好.\n"
    )
    school = 'nam = "x"\nlogo = "logo.png"\n'
    folder = make(script, school, **{"bad.png": b"x", "logo.png": b"x", "1.es.m4a": b"x"})
    told = both(folder)
    starts = [
        'tutorial.md:3: "devise" is not a word for the tutorial. Did you mean "device"?',
        'tutorial.md:5: step 1: "9.png" is not in the folder.',
        "tutorial.md:7: step 1: “!!!” has no words to speak.",
        "tutorial.md:9: step 2: 1.es.m4a The recording 1.es.m4a is damaged",
        "tutorial.md:10: step 2: “No está aquí” is not on 1.png.",
        f"tutorial.md:12: step 3: bad.png {DAMAGED}",
        "tutorial.md:15: step 4: 1.es.m4a The recording 1.es.m4a is damaged",
        "tutorial.md:17: step 4: The letters “你好” are not in annotator's typeface.",
        'school.toml:1: "nam" is not a key here.',
        f"school.toml:2: logo: logo.png {DAMAGED}",
    ]
    assert [line[: len(start)] for line, start in zip(told, starts, strict=True)] == starts


def test_pictures_are_looked_at_also_where_no_title_can_be_read(make: Make) -> None:
    folder = make("# Entrar\n\n![](1.png)\n- tap: No está aquí\n")
    told = both(folder)
    assert [line.split(":")[1] for line in told] == ["1", "4"]


def test_nothing_outside_of_the_folder_is_opened(make: Make) -> None:
    folder = make(TOP + "\n![](../secret.png)\n- tap: Unirse\n")
    (folder.parent / "secret.png").write_bytes(b"x")
    assert [line.split(" is ")[0] for line in both(folder)] == ['tutorial.md:5: step 1: "../secret.png"']


@pytest.mark.slow
def test_a_button_in_letters_that_cannot_be_drawn_is_pointed_at_without_its_name(make: Make) -> None:
    folder = make(TOP + "\n![](1.png)\n- tap: Unirse | 加入\n")
    assert problems(check(folder, voice="pico")) == []
    built = build(folder, Options(folder.parent / "packs", kinds=("message", "card", "page"), voice="pico"))
    texts = [path.read_text(encoding="utf-8") for path in built.pack.rglob("*") if path.suffix in (".txt", ".html")]
    assert texts
    assert not any("加入" in text for text in texts)


def test_a_folder_with_no_script_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "school.toml").mkdir()
    told = problems(check(tmp_path))
    assert [line.split(":")[0] for line in told] == ["tutorial.md", "school.toml"]


@pytest.mark.slow
def test_what_passes_can_be_built(make: Make) -> None:
    folder = make(TOP + STEP + "- es: Toque Unirse 👍.\n- ok: it is in the message\n", 'phone = "410-555-0100"\n')
    assert problems(check(folder, voice="pico")) == []
    assert build(folder, Options(folder.parent / "packs", kinds=("card", "paper"), voice="pico")).manifest["files"]


def test_what_is_said_at_the_end_is_looked_at_like_any_sentence(make: Make) -> None:
    long = "Directora Guadalupe Hernández de los Ángeles y López"
    folder = make(f"{TOP}{STEP}", f'name = "Los Robles"\nwhatsapp = "+1 410 555 0134"\n[help]\nperson = "{long}"\n')
    told = [str(problem) for problem in check(folder, voice="pico").problems if problem.file == "school.toml"]
    assert len(told) == 1
    assert told[0].startswith("school.toml:4: warning: “Mándele un mensaje de voz a la Directora")
    assert "has 15 words." in told[0]


def test_what_is_said_at_the_end_has_no_private_name(make: Make) -> None:
    school = (
        'names = "names.txt"\n[help]\nperson = "Sra. Rosa"\nlanguages = ["mix"]\n[language-names]\nmix = "{name}"\n'
    )
    folder = make(f"{TOP}{STEP}", school.format(name="Mateo Rojas"), **{"names.txt": b"Mateo Rojas\n"})
    (problem,) = both(folder)
    assert problem.startswith("school.toml:3: What is said at the end has a name")
