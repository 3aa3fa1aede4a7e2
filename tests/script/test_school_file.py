"""``school.toml``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.model import Colors, School, VoiceChoice
from annotator.script.school_file import find_school, read_school
from annotator.script.school_values import parse_voice

VOICES = ("auto", "kokoro", "pico", "gtts")
WHOLE = """\
name = "Escuela Primaria Los Robles"
logo = "logo.png"
phone = "410-555-0100"            # the help phone
whatsapp = "+1 (410) 555-0100"
order = ["join-class-on-zoom", "get-zoom", "get-zoom"]
website = "https://losrobles.example.org/ayuda"
languages = ["es", "EN"]
names = "list.txt"
website-film = "wide"
pointer = "hand"
paper = "a4"
memo-clean = false
[help]
person = "Sra. Rosa"
languages = ["es", "mix"]
photo = 'fotos\\rosa.jpg'
[language-names]
mix = "Mixteco de San Juan"
[colors]
main = "#0b4f6c"
mark = "#000000"
[voices]
es = "kokoro:ef_dora"
en = { voice = "pico", speed = 0.9 }
[lexicon.es]
Zoom = "Sum"
"Google Classroom" = "Gúguel Clásrum"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "logo.png").touch()
    (tmp_path / "fotos").mkdir()
    (tmp_path / "fotos" / "rosa.jpg").touch()
    (tmp_path / "list.txt").write_bytes("\ufeffAna García\r\n\r\n Luis \r\nAna García\r\n".encode())
    return tmp_path


def test_every_key(folder: Path) -> None:
    school, problems = read_school("\ufeff" + WHOLE.replace("\n", "\r\n"), "school.toml", folder, VOICES)
    assert problems == ()
    assert school == School(
        name="Escuela Primaria Los Robles",
        logo=folder / "logo.png",
        phone="410-555-0100",
        whatsapp="+1 (410) 555-0100",
        website="https://losrobles.example.org/ayuda",
        order=("join-class-on-zoom", "get-zoom"),
        languages=("es", "en"),
        names=("Ana García", "Luis"),
        website_film="wide",
        pointer="hand",
        paper="a4",
        memo_clean=False,
        person="Sra. Rosa",
        person_languages=("es", "mix"),
        photo=folder / "fotos" / "rosa.jpg",
        language_names=(("mix", "Mixteco de San Juan"),),
        colors=Colors(main="#0B4F6C", mark="#000000"),
        voices=(("es", VoiceChoice("kokoro", "ef_dora")), ("en", VoiceChoice("pico", None, 0.9))),
        lexicons=(("es", (("Zoom", "Sum"), ("Google Classroom", "Gúguel Clásrum"))),),
    )


def test_every_key_is_optional(folder: Path) -> None:
    assert read_school("", "school.toml", folder, VOICES) == (School(), ())


def test_all_problems_at_once_with_their_lines(folder: Path) -> None:
    text = (
        'nam = "x"\nphone = 4105550100\nlanguages = ["es", "Spanish"]\npointer = "hnd"\nwebsite = "losrobles"\n'
        'memo-clean = "yes"\nnames = "nomes.txt"\nlogo = "list.txt"\n[help]\npersona = "x"\nlanguages = "es"\n[colors]\n'
        'main = "blue"\n[voices]\nes = "kokor"\nenglish = "pico"\nen = { voice = "kokoro:ef_dora", speed = 3 }\n'
        'mix = { voice = "pico", pace = 1 }\n[lexicon.es]\nZoom = 3\n[colours]\n'
    )
    school, problems = read_school(text, "school.toml", folder, VOICES)
    assert school == School()
    assert [str(problem) for problem in problems] == [
        'school.toml:1: "nam" is not a key here. Did you mean "name"?',
        'school.toml:2: phone: this is not a text. Put it in quotes, for instance "Sra. Rosa".',
        'school.toml:3: languages: "Spanish" is not how a language is written. Did you mean "es"?',
        'school.toml:4: pointer: "hnd" is not possible. Did you mean "hand"?',
        'school.toml:5: website: "losrobles" is not a web address. Write it whole, as in "https://losrobles.example.org".',
        "school.toml:6: memo-clean: this is neither yes nor no. Write true or false, without quotes.",
        f'school.toml:7: names: there is no file "nomes.txt". Put it into the folder {folder}, or correct its name.',
        'school.toml:8: logo: "list.txt" is not a picture. Use one that ends in .png, .jpg, .webp or .heic.',
        'school.toml:10: "persona" is not a key here. Did you mean "person"?',
        'school.toml:11: help.languages: this is not a list. Write it like ["es", "en"].',
        'school.toml:13: colors.main: "blue" is not a colour. Write # and six digits or letters a to f, as in "#0B4F6C".',
        'school.toml:15: voices.es: there is no voice engine "kokor". Did you mean "kokoro"?',
        'school.toml:16: voices.english: "english" is not how a language is written. Did you mean "en"?',
        "school.toml:17: voices.en: the speed is not possible. "
        "Write a number from 0.5 (slow) to 2 (fast); 1 is the voice's own.",
        'school.toml:18: voices.mix: "pace" is not a key here. Write it like { voice = "kokoro:ef_dora", speed = 0.9 }.',
        'school.toml:19: lexicon.es: "Zoom" says nothing. Write how it sounds, as in Zoom = "Sum".',
        'school.toml:21: "colours" is not a key here. Did you mean "colors"?',
    ]


WRITE = 'This line cannot be read. Write it like name = "Escuela Los Robles", with straight quotes around the text.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# hola\nname = “Los Robles”\n", f"2: {WRITE}"),
        ('name = "a\n', f"1: {WRITE}"),
        ("\n\nname = ", f"3: {WRITE}"),
        ('name = "a"\n\nname = "b"\n', "3: This appears twice. Take one of the two away."),
        ('[help]\nperson = "a"\n[help]\n', "3: This appears twice. Take one of the two away."),
        (
            'logo = "C:\\Users\\logo.png"\n',
            "1: This line has a \\, which has a meaning of its own here. Write / in its place, also on Windows.",
        ),
        ('help = "Rosa"\n', '1: "help" has no value of its own. Write [help] on a line, and its keys below.'),
        ('name = ""\n', "1: name: this is empty. Write something between the quotes, or take the line away."),
        ('help.persn = "Rosa"\n', '1: "persn" is not a key here. Did you mean "person"?'),
        ('person = "Rosa"\n', '1: "person" is not a key here. Write it below a line "[help]".'),
        (
            '[help]\nphone = "911"\n',
            '2: "phone" is not a key here. Move this line up, above the first line in brackets, such as "[help]".',
        ),
        (
            'phone = "abc"\n',
            '1: phone: "abc" is not a phone number. Write it as people dial it, for instance "410-555-0100".',
        ),
        ("[lexicon]\nes = 3\n", '2: lexicon.es: this is not a list of words. '
         'Write [lexicon.es] on a line, and below Zoom = "Sum".'),
    ],
)  # fmt: skip
def test_one_problem(text: str, expected: str, tmp_path: Path) -> None:
    _, problems = read_school(text, "school.toml", tmp_path, VOICES)
    assert [str(problem) for problem in problems] == [f"school.toml:{expected}"]


def test_lists_of_names_that_cannot_be_used(tmp_path: Path) -> None:
    for data, words in [
        (b"\n \n", '"n.txt" is empty. Write one name a line, or take this line away.'),
        (b"Ana\nMu\x81oz\n", '"n.txt": Its encoding is unknown: line 2 cannot be read.'),
        (b"Ana\n3A\n", '"n.txt": Line 2 of the list has no name. Take it away, or write # before it.'),
        (b"PK\x03\x04", '"n.txt": It is a workbook, not text.'),
        (b"Ana\0\0\n", '"n.txt": It is not text.'),
    ]:
        (tmp_path / "n.txt").write_bytes(data)
        _, (problem,) = read_school('names = "n.txt"', "school.toml", tmp_path, VOICES)
        assert str(problem).startswith(f"school.toml:1: names: {words}")


def test_the_nearest_school_is_found(folder: Path) -> None:
    deep = folder / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    (folder / "school.toml").write_text('name = "far"', encoding="utf-8")
    assert find_school(deep / "..", VOICES)[0].name == "far"
    assert find_school(deep.parent, VOICES) == (School(name="far"), (), folder / "school.toml")
    assert find_school(deep, VOICES)[0] == School()
    (deep.parent / "school.toml").write_text('name = "near"', encoding="utf-8")
    assert find_school(deep, VOICES)[0].name == "near"


@pytest.mark.parametrize(
    ("files", "names", "problem"),
    [
        ({"zoom/school.toml": 'name = "Otra"'}, ("Ana", "Luis"), ""),
        ({"zoom/school.toml": ""}, ("Ana", "Luis"), ""),
        ({"zoom/school.toml": 'names = "own.txt"', "zoom/own.txt": "Beto\nAna"}, ("Beto", "Ana", "Luis"), ""),
        ({"school.toml": 'names = "two.txt"', "two.txt": "Zoé", "zoom/school.toml": ""}, ("Zoé", "Ana", "Luis"), ""),
        ({"zoom/school.toml": "name ="}, ("Ana", "Luis"), "school.toml:1: This line cannot be read."),
        ({"zoom/school.toml": "", "../school.toml": "x ="}, (), "../../school.toml:1: This line cannot be read."),
        ({"zoom/school.toml": "", "../school.toml": 'names = "lost.txt"\n'}, (), "../../school.toml:1: names: there is"),
        ({"zoom/school.toml": "", "../school.toml": 'nam = 1\nnames = "l.txt"\n'}, ("Ana", "Luis"), ""),
        ({"zoom/school.toml": "", "zoom/names.txt": "Beto"}, ("Ana", "Luis"), "school.toml: warning: There is a list names.txt"),
        ({"../school.toml": 'name = "x"\n', "../names.txt": "Ana"}, (), "school.toml: warning: There is a list names.txt"),
        ({"zoom/school.toml": "", "../names.txt": "Ana"}, ("Ana", "Luis"), "../../school.toml: warning: There is a list"),
        ({"zoom/school.toml": "", "zoom/names.txt": ""}, ("Ana", "Luis"), ""),
    ],
)  # fmt: skip
def test_the_lists_of_all_schools_above_a_tutorial_count(
    files: dict[str, str], names: tuple[str, ...], problem: str, tmp_path: Path
) -> None:
    """Seen: a ``school.toml`` in the tutorial's folder, without ``names``, switched the school's list off."""
    tutorials = tmp_path / "school" / "tutorials"
    (tutorials / "zoom").mkdir(parents=True)
    usual = {"../school.toml": 'names = "l.txt"\nphone = "410-555-0100"\n', "../l.txt": "Ana\nLuis\n"}
    for name, text in (usual | files).items():
        (tutorials / name).write_text(text, encoding="utf-8")
    school, problems, file = find_school(tutorials / "zoom", VOICES)
    assert school.names == names
    assert [str(found)[: len(problem)] for found in problems] == ([problem] if problem else [])
    assert file is not None
    assert not school.phone or file.parent == tutorials.parent, "of the others only the list counts"
    (tmp_path / "stick").mkdir()
    (tutorials / "zoom").rename(tmp_path / "stick" / "zoom")
    (tutorials / "zoom").symlink_to(tmp_path / "stick" / "zoom")
    assert find_school(tutorials / "zoom", VOICES)[0].names == names, "also of a folder that is a link"


def test_a_broken_school_gives_what_can_be_read_and_its_problems(tmp_path: Path) -> None:
    (tmp_path / "school.toml").write_text('name = "x"\nnam = 1\n', encoding="utf-8")
    school, problems, path = find_school(tmp_path, VOICES)
    assert (school, path) == (School(name="x"), tmp_path / "school.toml")
    assert [str(problem) for problem in problems] == ['school.toml:2: "nam" is not a key here. Did you mean "name"?']
    (tmp_path / "school.toml").write_bytes('name = "ñ"'.encode("utf-16"))
    assert str(find_school(tmp_path, VOICES)[1][0]).startswith("school.toml: The file is not saved as UTF-8")


def test_voices_are_named_as_in_the_command() -> None:
    assert parse_voice("gtts", VOICES) == VoiceChoice("gtts"), "on the command line"
    assert parse_voice("kokoro:em_alex", VOICES) == VoiceChoice("kokoro", "em_alex")
    assert str(parse_voice("kokoro:em_alex", VOICES)) == "kokoro:em_alex"


@pytest.mark.parametrize("entry", ['"gtts"', '"gtts:com.mx"', '{ voice = "gtts", speed = 0.9 }'])
def test_no_school_can_choose_a_voice_of_the_network(entry: str, tmp_path: Path) -> None:
    school, problems = read_school(f"[voices]\nes = {entry}\n", "school.toml", tmp_path, VOICES)
    assert school.voices == ()
    assert [str(problem) for problem in problems] == [
        'school.toml:2: voices.es: "gtts" sends each sentence to a company, so a school cannot choose it. '
        "Remove the line. To use that voice, ask for it each time: annotator build FOLDER --voice gtts."
    ]


FOLDER = "It is a folder, not a file. Give the folder another name."


def test_a_folder_named_like_the_file_is_told_and_not_passed_over(tmp_path: Path) -> None:
    """Seen: above it another school.toml was found, or none, and nobody heard of it."""
    (tmp_path / "school.toml").write_text('name = "far"', encoding="utf-8")
    (tmp_path / "zoom" / "school.toml").mkdir(parents=True)
    school, problems, path = find_school(tmp_path / "zoom", VOICES)
    assert (school, path) == (School(), tmp_path / "zoom" / "school.toml")
    assert [str(problem) for problem in problems] == [f"school.toml: {FOLDER}"]


def test_folders_in_the_place_of_files_are_called_folders(tmp_path: Path) -> None:
    for name in ("logo.png", "rosa.jpg", "list.txt"):
        (tmp_path / name).mkdir()
    text = 'logo = "logo.png"\nnames = "list.txt"\n[help]\nphoto = "rosa.jpg"\n'
    _, problems = read_school(text, "school.toml", tmp_path, VOICES)
    assert [str(problem) for problem in problems] == [
        'school.toml:1: logo: "logo.png" is a folder. Write the name of a file.',
        'school.toml:2: names: "list.txt" is a folder. Write the name of a file.',
        'school.toml:4: help.photo: "rosa.jpg" is a folder. Write the name of a file.',
    ]


@pytest.mark.skipif(os.name != "posix", reason="on Windows links need rights of their own")
def test_links_in_a_circle_are_no_files(tmp_path: Path) -> None:
    for name in ("logo.png", "rosa.jpg", "names.txt", "lists"):
        (tmp_path / name).symlink_to(name)
    text = 'logo = "logo.png"\nnames = "names.txt"\n[help]\nphoto = "rosa.jpg"\n'
    for each, lines in ((text, [1, 2, 4]), ('names = "lists/names.txt"', [1])):
        _, problems = read_school(each, "school.toml", tmp_path, VOICES)
        assert [problem.line for problem in problems] == lines
        assert all('there is no file "' in problem.message for problem in problems)


def test_files_that_nobody_may_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "n.txt").touch()
    (tmp_path / "school.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    rights = "Permission denied. Ask whoever set up this computer to let you open it."
    assert [str(p) for p in find_school(tmp_path, VOICES)[1]] == [f"school.toml: It cannot be read: {rights}"]
    _, problems = read_school('names = "n.txt"', "school.toml", tmp_path, VOICES)
    assert [str(p) for p in problems] == [f'school.toml:1: names: "n.txt": It cannot be read: {rights}']


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "school.toml")
    assert [str(p) for p in find_school(tmp_path, VOICES)[1]] == [
        "school.toml: It is not a file that can be read. Take it away."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "???"', '1: name: "???" has no letter and no digit. Write it in words, or take the line away.'),
        ('[language-names]\nmix = "…"', '2: language-names.mix: "…" has no letter and no digit. '
         "Write it in words, or take the line away."),
        (f'website = "https://a.example.org/{"b" * 300}"', "1: website: this address is too long for a code to scan. "
         "Use a shorter one, of at most 300 characters."),
        ('website = "https://a.example.org/b c"', '1: website: "https://a.example.org/b c" is not a web address. '
         'Write it whole, as in "https://losrobles.example.org".'),
        ('[lexicon.es]\nZoom = "…"', '1: lexicon.es: "Zoom" says nothing. Write how it sounds, as in Zoom = "Sum".'),
    ],
)  # fmt: skip
def test_what_a_build_could_not_draw_speak_or_encode(text: str, expected: str, tmp_path: Path) -> None:
    _, problems = read_school(text, "school.toml", tmp_path, VOICES)
    assert [str(problem) for problem in problems] == [f"school.toml:{expected}"]


NUL = (
    'names = "a\\u0000b.txt"',
    'logo = "a\\u0000b.png"',
    'order = ["a\\u0000b"]',
    'help.photo = "\\u0000"',
    'help.person = "Sra. \\u0000Rosa"',
)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('whatsapp = "410-555-0100"', '"410-555-0100" is not a phone number with its country. WhatsApp needs +'),
        ('whatsapp = "+44 (0)20 5550 1234"', "no 0 behind it"),
        ('whatsapp = "+0410 555 0100"', "no 0 behind it"),
        ('whatsapp = "Sra. Rosa"', '"Sra. Rosa" is not a phone number with its country. WhatsApp needs +'),
        ('whatsapp = "+1 410 555 0100 000 000 0"', "is not a phone number with its country."),
        ("whatsapp = 14105550100", "this is not a text."),
        ('order = "get-zoom"', 'this is not a list. Write it like ["join-class-on-zoom", "get-zoom"].'),
        ("order = [3]", "this is not a text."),
        *((line, "character that no screen can show. Type the line again.") for line in NUL),
    ],
)
def test_a_wrong_number_or_order_is_a_problem(folder: Path, line: str, message: str) -> None:
    school, problems = read_school(line, "school.toml", folder, VOICES)
    assert school == School()
    assert len(problems) == 1
    assert message in str(problems[0])
    assert str(problems[0]).startswith("school.toml:1: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_of_names_is_read_as_any_program_saves_it(tmp_path: Path, encoding: str, end: str) -> None:
    names = ("Ángel Muñoz Peña", "Sofía Núñez", "José López")
    (tmp_path / "n.txt").write_bytes(end.join((*names, "")).encode(encoding))
    school, problems = read_school('names = "n.txt"', "school.toml", tmp_path, VOICES)
    assert (school.names, problems) == (names, ())
