"""Ten minutes with the whole editor, in Spanish, in the places that it takes by itself: nothing is left but what was made."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator import assets, script
from annotator.model import Hide, TextTarget, Tutorial
from tests.helpers.disk_marks import files_with, files_with_sound, pieces
from tests.helpers.editor_windows import OWN_TEXTS, ByMouse, Window
from tests.helpers.microphones import hearing_chromium, spoken, wav
from tests.helpers.pack_words import find_secrets, words_in_files
from tests.helpers.recording_people import WATCH, Person
from tests.helpers.screens import draw_buttons, draw_texts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.pico,
    pytest.mark.enable_socket,
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="looks for processes and folders as Linux has them"
    ),
]

ROOT = Path(__file__).parents[3]
TITLES = {"es": "Entrar a la clase", "en": "Join the class"}
CHAT = {"Chats": 60, "Marta Ruiz": 260, "Grupo": 420, "Xochitl Paredes": 600}
SAID = {"es": "Espere hasta que la maestra le dé permiso."}
OTHER = "Quédese en la puerta. Pronto le va a abrir la señora Rosa."
ROSTER = "Xóchitl Paredes\nPánfilo Quintanilla\n"
UNSEEN = b"quintanilla"
"""A name of the list that is on no picture."""
COLOR = "#5B1A6C"
BYTES = """async (path) => {
    const answer = await fetch(path);
    return [...new Uint8Array(await answer.arrayBuffer())];
}"""


@dataclass(frozen=True)
class Computer:
    """A computer on which nobody has used the editor: an empty home, and an empty folder for temporary files."""

    place: Path

    @property
    def home(self) -> Path:
        return self.place / "home of Ña"

    @property
    def temporary(self) -> Path:
        return self.place / "tmp"

    @property
    def work(self) -> Path:
        return self.home / "Documents" / "annotator"

    @property
    def data(self) -> Path:
        return self.home / ".local" / "share" / "annotator"

    @property
    def cache(self) -> Path:
        return self.home / ".cache" / "annotator"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its programs: without a word of where they keep their files."""
        own = {"HOME": self.home, "USERPROFILE": self.home, "TMPDIR": self.temporary, "PYTHONPATH": ROOT}
        rest = {key: value for key, value in os.environ.items() if not re.match("XDG_|ANNOTATOR_|TE?MP$", key)}
        return rest | {key: str(value) for key, value in own.items()}

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start annotator, with an umask that lets everybody read and write."""
        return subprocess.Popen(
            [sys.executable, "-m", "annotator", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environment,
            cwd=self.temporary,
            umask=0,
        )

    def processes(self) -> list[int]:
        """The processes that have this computer's home."""
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                variables = path.read_bytes().split(b"\0")
            except OSError:
                continue
            if f"HOME={self.home}".encode() in variables:
                found.append(int(path.parent.name))
        return found

    def files(self, folder: Path) -> set[str]:
        """The files below a folder of it."""
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def new_computer(place: Path) -> Computer:
    computer = Computer(place)
    computer.home.mkdir(parents=True)
    computer.temporary.mkdir()
    return computer


class Story:
    """What one person does in the editor."""

    def __init__(self, window: Window, computer: Computer, sound: Path) -> None:
        self.window, self.page, self.computer, self.sound = window, window.page, computer, sound
        self.mouse, self.voice = ByMouse(window), Person(window)
        self.thrown: list[bytes] = []
        """Files of recordings that were thrown away, or will be."""
        self.seen: set[str] = set()
        """What the page has said."""

    @property
    def folder(self) -> Path:
        (path,) = self.computer.work.glob("*/tutorial.md")
        return path.parent

    @property
    def tutorial(self) -> Tutorial:
        found = script.read_folder(self.folder).readable
        assert found is not None
        return found

    @property
    def school(self) -> dict[str, Any]:
        path = self.computer.work / "school.toml"
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def go(self, where: str) -> None:
        self.page.goto(self.page.url.partition("#")[0] + where)

    def look(self) -> None:
        self.seen.update(self.page.evaluate(OWN_TEXTS))

    def fill_in_the_school(self) -> None:
        window, page = self.window, self.page
        page.get_by_text(window.t("home.empty")).first.wait_for()
        window.button("home.school").click()
        page.locator("#school-name").wait_for()
        for name, text in {"name": "Los Robles", "person": "Sra. Rosa", "phone": "410-555-0100", "main": COLOR}.items():
            page.locator(f"[name='{name}']").fill(text)
        for lang in TITLES:
            choice = page.locator(f"[name='voices.{lang}']")
            pico = choice.locator("option[value^=pico]").first.get_attribute("value")
            choice.select_option(pico)
        page.locator("[name='languages.es']").check()
        wanted = {
            "languages": ["es"],
            "name": "Los Robles",
            "phone": "410-555-0100",
            "help": {"person": "Sra. Rosa"},
            "colors": {"main": COLOR},
        }
        self.look()
        window.until(
            lambda: wanted.items() <= self.school.items() and len(self.school["voices"]) == 2, "all is written"
        )

    def begin(self, phone: Path) -> None:
        window, page = self.window, self.page
        page.get_by_role("link", name=window.t("shell.home")).click()
        window.button("home.new").click()
        for lang, title in TITLES.items():
            self.mouse.write(page.locator(f"form input[lang={lang}]"), title)
        window.drop(".drop", sorted(phone.iterdir()))
        page.locator("select[name='new.device']").select_option("Android phone")
        self.look()
        window.button("new.create").click()
        page.locator(".step-row").nth(1).wait_for()

    def choose(self, index: int, kind: str, words: str = "") -> None:
        window = self.window
        self.mouse.go(index)
        self.look()
        self.mouse.choose(self.page.get_by_role("radio", name=window.t(f"action.{kind}"), exact=True))
        window.until(lambda: (window.state["steps"][index]["action"] or {}).get("kind") == kind, kind)
        if words:
            self.mouse.point(words)
            window.until(lambda: window.state["steps"][index]["action"]["target"], "pointed at")

    def write(self, index: int, said: dict[str, str]) -> None:
        self.mouse.go(index)
        for lang, sentence in said.items():
            self.page.locator(f"#sentence-{lang}").fill(sentence)
        self.window.until(lambda: self.window.state["steps"][index]["narration"] == said, "written")

    def record(self, index: int) -> None:
        """Record the Spanish sentence, keep it, and record it once more."""
        window, voice = self.window, self.voice
        self.mouse.go(index)
        voice.open()
        voice.say(4.5)
        voice.hear()
        self.look()
        self.thrown += self.takes()
        assert len(self.thrown) == 2, "the take, and what is heard of it"
        voice.keep()
        (memo,) = window.until(lambda: list(self.folder.glob("*.es.ogg")), "the memo")
        first = memo.read_bytes()
        self.page.locator(".field-head button").first.click()
        heard = bytes(self.page.evaluate(BYTES, f"/api/tutorials/{window.tid}/sounds/{index}?lang=es"))
        clips = files_with_sound(self.computer.cache / "memo")
        assert clips and files_with(pieces(heard), self.computer.cache), "what was made of it"
        self.thrown += [first, heard, *(path.read_bytes() for path in clips)]

        voice.control.wait_for()
        self.sound.write_bytes(
            wav(spoken(OTHER))
        )  # the microphone begins its file anew, so the same words are the same bytes
        voice.say(5)
        voice.hear()
        voice.keep()
        window.until(lambda: memo.exists() and memo.read_bytes() != first, "another memo")
        window.until(lambda: first in self.takes(), "the one before is kept")

    def takes(self) -> list[bytes]:
        files = [path for path in (self.folder / ".takes").rglob("*") if path.is_file()]
        return [path.read_bytes() for path in files if path.suffix != ".json"]

    def cover(self, index: int) -> None:
        window, page = self.window, self.page
        self.mouse.go(index)
        window.button("hide.toggle").click()
        page.locator(".hiding").wait_for()
        page.locator(".overlay").click(position=window.place("Marta"))
        covered = lambda example: (Hide(TextTarget(("Marta Ruiz",)), example),)  # noqa: E731
        window.until(lambda: self.tutorial.hides == covered("Luna"), "one click")
        page.locator(".hiding > ul > li", has_text="Marta Ruiz").first.locator("input").fill("Luna García")
        window.until(lambda: self.tutorial.hides == covered("Luna García"), "its example")
        window.button("hide.roster").click()
        page.locator("#roster").fill(ROSTER)
        window.button("roster.save").click()
        page.locator(".toast", has_text=window.t("roster.saved", n=2)).wait_for()
        window.button("roster.back").click()
        row = page.locator(".hiding > ul > li", has_text="Paredes").first
        row.wait_for()
        assert window.t("hide.why.name") in row.inner_text()
        self.look()
        window.button("hide.end").click()

    def move(self) -> None:
        def order() -> list[str]:
            return [step.picture for step in self.tutorial.steps]

        before = order()
        after = before[::-1]
        self.mouse.go(1)
        self.window.button("arrange.up").click()
        self.window.until(lambda: order() == after, "moved")
        self.page.keyboard.press("Control+z")
        self.window.until(lambda: order() == before, "taken back")
        self.page.keyboard.press("Control+y")
        self.window.until(lambda: order() == after, "moved again")

    def build(self) -> None:
        window, page = self.window, self.page
        window.saved()
        page.locator("nav a", has_text=window.t("tabs.check")).click()
        make = window.button("check.make")
        problems = page.locator(".problems li.problem")
        make.or_(problems.first).wait_for()
        assert problems.all_inner_texts() == []
        self.look()
        make.click()
        window.button("share.look-none").click(timeout=400_000)
        page.locator(".files-grid").first.wait_for()
        window.button("share.copy-message").wait_for()
        self.look()
        page.get_by_role("link", name=window.t("shell.home")).click()
        window.button("home.website").click()
        window.button("website.make").click()
        page.get_by_text(window.t("website.done")).wait_for()
        self.look()

    def throw_away(self) -> None:
        window, page = self.window, self.page
        self.go("#/memory")
        window.button("memory.forget").click()
        self.look()
        window.button("memory.sure").click()
        page.locator(".toast", has_text=window.t("memory.gone")).wait_for()

    def quit(self) -> None:
        window = self.window
        window.button("quit.quit").click()
        self.page.locator("dialog").get_by_role("button", name=window.t("quit.quit"), exact=True).click()
        self.page.get_by_role("heading", name=window.t("quit.done")).wait_for()


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """Two screenshots as a phone names them, taken in the wrong order."""
    folder = tmp_path / "phone"
    folder.mkdir()
    draw_buttons(folder / "captura 1.png", "Unirse")
    draw_texts(folder / "captura 2.png", CHAT)
    return folder


@contextmanager
def at_the_editor(
    computer: Computer, need: Callable[[str], str], sound: Path
) -> Iterator[tuple[subprocess.Popen[str], Story]]:
    """The editor on a computer, and a person before it, in a browser whose microphone hears a WAV file."""
    program = computer.start("edit", "--no-browser")
    try:
        assert program.stdout is not None
        address = program.stdout.readline().strip()
        with (
            hearing_chromium(need, sound) as chromium,
            Window(chromium, computer.work, "es-MX", address=address) as window,
        ):
            window.context.add_init_script(WATCH)
            window.page.reload()
            yield program, Story(window, computer, sound)
    finally:
        if program.poll() is None:
            program.kill()
        program.communicate(timeout=30)


def test_nothing_is_left_behind_but_what_was_made(need: Callable[[str], str], phone: Path, tmp_path: Path) -> None:
    computer = new_computer(tmp_path / "computer")
    sound = tmp_path / "heard.wav"
    sound.write_bytes(wav(spoken(SAID["es"])))
    with at_the_editor(computer, need, sound) as (program, story):
        port = int(story.page.url.split(":")[2].partition("/")[0])
        story.fill_in_the_school()
        story.begin(phone)
        story.choose(0, "tap", "Unirse")
        story.choose(1, "look", "Grupo")
        story.write(0, SAID)
        story.record(0)
        story.cover(1)
        story.move()
        story.build()
        marks = distinctive(story.thrown)
        assert files_with(marks, computer.home), "it can be found"
        story.throw_away()
        assert not files_with(marks, computer.home, computer.temporary)
        assert len(computer.processes()) >= 1
        story.quit()
        assert program.wait(60) == 0
        folder = story.folder
    check_language(story.seen)
    assert computer.processes() == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "nobody listens"
    check_what_is_left(computer, folder)
    assert not files_with(marks, computer.home, computer.temporary)
    (memo,) = files_with_sound(folder)
    assert memo.name.endswith(".es.ogg")
    check_words(computer, folder, need)


def check_language(seen: set[str]) -> None:
    """No text of the English tables was to be seen, but for those that both languages share."""
    spanish, english = (
        {
            text
            for path in assets.folder("languages", lang).glob("editor*.toml")
            for text in texts_of(tomllib.loads(path.read_text(encoding="utf-8")))
        }
        for lang in ("es", "en")
    )
    assert len(seen & spanish) > 80
    assert seen & (english - spanish) == set()


def texts_of(rows: dict[str, Any]) -> Iterator[str]:
    for text in rows.values():
        if isinstance(text, dict):
            yield from texts_of(text)
        else:
            yield text


def distinctive(contents: list[bytes]) -> tuple[bytes, ...]:
    """Some bytes of each recording that are in no other: none of a pause, in which all are zero."""
    found = [[piece for piece in pieces(content) if len(set(piece)) > len(piece) / 2] for content in contents]
    assert all(found)
    return tuple(piece for each in found for piece in each)


def check_what_is_left(computer: Computer, folder: Path) -> None:
    """Every file is one that belongs there, and is closed to others where it must be."""
    assert list(computer.temporary.iterdir()) == []
    assert {path.name for path in computer.home.iterdir()} == {"Documents", ".local", ".cache"}
    for place, only in ((computer.data, computer.home / ".local"), (computer.cache, computer.home / ".cache")):
        assert all((only / name).is_relative_to(place) for name in computer.files(only)), computer.files(only)
    work = computer.files(computer.work)
    assert computer.files(computer.home / "Documents") == {f"annotator/{name}" for name in work}
    assert {name for name in work if "/" not in name} == {"school.toml", "names.txt", "website-web.zip"}
    assert {path.name for path in computer.work.iterdir() if path.is_dir()} == {folder.name, "packs", "website"}
    assert [each.name for each in (computer.work / "packs").iterdir()] == [folder.name]
    made = {f"captura {number}.png" for number in range(1, 3)} | {"tutorial.md", "consent.toml"}
    assert {name for name in computer.files(folder) if not name.endswith(".es.ogg")} == made
    for place in (computer.work, computer.data, computer.cache):
        left = [
            name
            for name in computer.files(place)
            if re.search(r"(^|/)(\.new-|\.incoming-|\.work)|\.tmp$|\.part$", name)
        ]
        assert left == []
    kept = {"history", "jobs", "servers", "last-folder.json"}
    assert {Path(name).parts[0] for name in computer.files(computer.data)} <= kept
    assert [
        name for name in computer.files(computer.data) if name.startswith("servers") and not name.endswith(".port")
    ] == []
    for path in (computer.data, *computer.data.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((computer.work / "names.txt").stat().st_mode) == 0o600


def check_words(computer: Computer, folder: Path, need: Callable[[str], str]) -> None:
    """The list of names is in its file alone, and what was covered is in no output."""
    places = [path for path in computer.home.rglob("*") if path.is_file()]
    assert [path.name for path in places if UNSEEN in path.read_bytes().lower()] == ["names.txt"]
    assert not [path for path in computer.home.rglob("*") if "quintanilla" in path.name.lower()]
    texts = words_in_files(computer.work / "packs" / folder.name, need)
    assert len(texts) > 20
    assert find_secrets(texts, ("marta", "ruiz", "paredes")) == {}
    site = [path for path in (computer.work / "website").rglob("*") if path.is_file()]
    assert site and not [path for path in site if re.search(rb"(?i)marta|ruiz", path.read_bytes())]
