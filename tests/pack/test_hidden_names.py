"""A story: a name that a script hides, or that is on the roster, is in no output; one that nobody decided on is asked about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cache import Cache
from annotator.cli import main
from annotator.commands.check import check
from annotator.model import Problem
from annotator.text.folding import fold
from tests.helpers.pack_words import find_secrets, words_on_pictures
from tests.helpers.screens import draw_texts

pytestmark = pytest.mark.slow
HIDDEN = "- hide: Marta Ruiz = Luna García\n"
SCRIPT = """# es: Mandar un mensaje
# en: Send a message

- why es: Así le contesta la escuela.
- why en: This way the school answers.
{top}
![](1.png)
- toque: Marta Ruiz
{first}
![](2.png)
- look: Saldo
- es: Fíjese en Saldo.
- en: Look at Saldo.

![](3.png)
- done:
"""
SCREENS: Mapping[str, Mapping[str, int]] = {
    "1.png": {"Chats": 60, "Marta Ruiz": 260, "Grupo de la escuela": 420},
    "2.png": {"Saldo": 60, "Marta Ruiz 120.50": 260, "RUIZ, MARTA 80.00": 420},
    "3.png": {"Listo": 60, "Mensaje enviado": 260},
}
SECRETS = ("marta", "ruiz")


@dataclass(frozen=True)
class Place:
    """A tutorial's folder to write scripts into."""

    folder: Path

    def write(self, *, top: str = "", first: str = "", roster: str = "") -> Path:
        (self.folder / "tutorial.md").write_text(SCRIPT.format(top=top, first=first), encoding="utf-8")
        names = 'names = "names.txt"\n' if roster else ""
        (self.folder / "names.txt").write_text(roster, encoding="utf-8")
        school = f'name = "Escuela Los Robles"\nphone = "410-555-0100"\n{names}[help]\nperson = "Sra. Rosa"\n'
        (self.folder / "school.toml").write_text(school, encoding="utf-8")
        return self.folder


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screens")
    for name, texts in SCREENS.items():
        draw_texts(folder / name, texts)
    return folder


@pytest.fixture
def place(drawn: Path, tmp_path: Path) -> Place:
    folder = tmp_path / "mensaje"
    shutil.copytree(drawn, folder)
    return Place(folder)


def build(folder: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["build", str(folder), "-o", str(out), "--voice", "pico", *options])


def told(folder: Path, private_cache: Path, line: int) -> list[Problem]:
    return [problem for problem in check(folder, cache=Cache(private_cache)).problems if problem.line == line]


def secrets_in(texts: Mapping[str, str]) -> dict[str, list[str]]:
    return find_secrets(texts, SECRETS)


def test_the_phrasebook_says_the_example_of_a_hidden_name_everywhere(
    place: Place, tmp_path: Path, words_of_pack: Callable[[Path], dict[str, str]]
) -> None:
    """Also where invisible characters stand in the name."""
    folder = place.write(first="- hide: Mar\u00adta Ruiz = Luna García\n", roster="• Ru\u2060iz Soto, Mar\u200bta\n")
    script = (folder / "tutorial.md").read_text(encoding="utf-8")
    (folder / "tutorial.md").write_text(script.replace("toque: Marta", "toque: Ma\u200drta"), encoding="utf-8")
    kinds = ("card", "message", "captions", "page", "index")
    built = build(folder, tmp_path / "packs", "--lang", "es", *(f"--only={kind}" for kind in kinds))
    assert built.exit_code == 0, built.stderr
    pack = tmp_path / "packs" / "mensaje"
    texts = {"stderr": built.stderr, "stdout": built.stdout, **words_of_pack(pack), **words_on_pictures(pack)}
    assert secrets_in(texts) == {}
    assert "Toque “Luna García”" in texts["es/message.txt"]
    assert "Toque Luna García" in texts["web/es/index.html"]
    captions = json.loads((pack / "pack.json").read_text(encoding="utf-8"))["steps"]
    assert captions["es"][0]["caption"] == "Toque Luna García."
    assert "luna garcia" in fold(texts["es/paso-1.jpg"])


@pytest.mark.parametrize("names", [("Lupita Torres",), ("Lupita Torres", "Beto Mora")])
def test_the_last_line_counts_the_names_that_nobody_has_decided_on(
    names: tuple[str, ...], place: Place, tmp_path: Path
) -> None:
    folder = place.write(top="- hide: Marta Ruiz = Luna\n")
    draw_texts(folder / "3.png", {"Listo": 60} | {f"Hola, {name}": 260 + 160 * at for at, name in enumerate(names)})
    last = "possible names that nobody has decided on" if len(names) > 1 else "possible name that nobody has decided on"
    for _ in range(2):  # also where nothing has changed
        built = build(folder, tmp_path / "packs", "--lang", "es", "--only", "message")
        assert built.stderr.splitlines()[-1].startswith(f"{len(names)} {last}: annotator check shows"), built.stderr
        assert "Lupita" not in built.stderr
    manifest = json.loads((tmp_path / "packs" / "mensaje" / "pack.json").read_text(encoding="utf-8"))
    assert manifest["undecided"] == len(names)
    place.write(top="- hide: Marta Ruiz = Luna\n" + "".join(f"- show: {name}\n" for name in names))
    built = build(folder, tmp_path / "packs", "--lang", "es", "--only", "message")
    assert built.exit_code == 0 and "possible name" not in built.stderr


def test_without_an_example_it_says_a_sentence_without_the_name(place: Place, tmp_path: Path) -> None:
    folder = place.write(top="- hide: Marta Ruiz\n")
    assert build(folder, tmp_path / "packs", "--lang", "es", "--only", "message").exit_code == 0
    message = (tmp_path / "packs" / "mensaje" / "es" / "message.txt").read_text(encoding="utf-8")
    assert "Toque aquí, en el nombre." in message
    assert secrets_in({"message": message}) == {}


def test_a_listed_name_is_an_example_or_a_problem_too(place: Place, tmp_path: Path) -> None:
    folder = place.write(roster="Ruiz Soto, Marta\n")
    refused = build(folder, tmp_path / "packs", "--only", "message")
    assert refused.exit_code == 1
    assert "looks private (name)" in refused.stderr
    assert secrets_in({"stderr": refused.stderr}) == {}
    place.write(roster="Ruiz Soto, Marta\n", first=HIDDEN)
    built = build(folder, tmp_path / "packs", "--lang", "es", "--only", "message")
    assert built.exit_code == 0, built.stderr
    message = (tmp_path / "packs" / "mensaje" / "es" / "message.txt").read_text(encoding="utf-8")
    assert "Toque “Luna García”." in message
    assert secrets_in({"message": message, "said": built.stderr}) == {}


def test_what_one_step_hides_is_covered_in_all_and_a_single_word_is_asked_about(
    place: Place, private_cache: Path, tmp_path: Path
) -> None:
    draw_texts(place.folder / "3.png", {"¡Bienvenida, Marta!": 60, "Mensaje enviado": 260})
    folder = place.write(first="- hide: Marta Ruiz\n")
    [ask] = [problem for problem in told(folder, private_cache, 16) if problem.secret]
    assert ask.message == "“Marta” on 3.png is part of a name that line 9 hides."
    assert ask.remedy == "Put “- hide: Marta = Luna” or “- show: Marta” above the first picture."
    built = build(folder, tmp_path / "packs", "--lang", "es", "--only", "card")
    assert built.exit_code == 0
    warnings = json.loads((tmp_path / "packs" / "mensaje" / "pack.json").read_text(encoding="utf-8"))["warnings"]
    assert any("There may be a name to decide on." in warning for warning in warnings)
    assert secrets_in({"stderr": built.stderr, "warnings": " ".join(warnings)}) == {}
    shown = words_on_pictures(tmp_path / "packs" / "mensaje")
    assert secrets_in({name: text for name, text in shown.items() if "3" not in name}) == {}
    for decision in ("- show: Marta\n", "- hide: Marta = Luna\n"):
        place.write(first="- hide: Marta Ruiz\n", top=decision)
        assert not [problem for problem in told(folder, private_cache, 17) if problem.secret]


def test_a_typed_sentence_with_a_listed_name_is_a_problem(place: Place, private_cache: Path) -> None:
    folder = place.write(
        first="- es: Toque García López, Ana, o a la Sra. Rosa.\n", roster="Ana García López\nRosa Ríos\n"
    )
    [problem] = [problem for problem in told(folder, private_cache, 9) if problem.level == "problem"]
    assert problem.message == "This line has a name from your list of names, and everybody would read and hear it."
    assert problem.remedy.startswith("Write “Toque el nombre, o a la Sra. Rosa.”.")


@pytest.mark.parametrize(
    ("example", "roster", "message"),
    [
        ("Luna García", "García Ríos, Luna\n", "This example is on your list of names."),
        ("Luna", "Luna\n", "This example is on your list of names."),
        ("Marta Ruiz", "", "This example is hidden itself."),
        ("Luna", "Luna García\n", None),
    ],
)
def test_an_example_is_invented(
    place: Place, private_cache: Path, example: str, roster: str, message: str | None
) -> None:
    folder = place.write(first=f"- hide: Marta Ruiz = {example}\n", roster=roster)
    assert [problem.message for problem in told(folder, private_cache, 9)] == ([message] if message else [])


def test_a_text_is_not_hidden_and_shown_at_once(place: Place, private_cache: Path) -> None:
    folder = place.write(first=f"{HIDDEN}- show: Marta Ruiz\n")
    assert "Line 9 hides this text" in told(folder, private_cache, 10)[0].message


def test_a_hidden_text_that_is_on_no_picture_is_warned_of(place: Place, private_cache: Path) -> None:
    folder = place.write(top="- hide: Marta Ruís | María Sol\n", first=HIDDEN)
    assert [problem.message for problem in told(folder, private_cache, 6)] == ["This text is on no picture."]
    place.write(top="- hide: RUIZ, MARTA\n", first=HIDDEN)
    assert told(folder, private_cache, 6) == []
