"""Sounds that are spoken ahead: only while the computer is free, and what was pressed comes first."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.edit.recordings.sounds import Sounds, SoundState
from annotator.edit.work.helper import Helper, Task
from tests.helpers.editor_program import wait_until

pytestmark = pytest.mark.slow
SCRIPT = "# es: Entrar\n# en: Join\n# mix: Entrar\n\n" + "".join(
    f"![]({number}.png)\n- look: Unirse\n- es: Mire el número {number}.\n- en: Look at number {number}.\n\n"
    for number in range(1, 5)
)
CHILD = "tests.helpers.sound_child"
FINAL, COMING, DRAFT = SoundState(False), SoundState(True, is_coming=True), SoundState(True)


class Studio:
    """A tutorial, and what was spoken for it."""

    def __init__(self, root: Path, free: list[bool]) -> None:
        self.log = root / "spoken.txt"
        self.log.touch()
        self.folder = root / "zoom"
        self.folder.mkdir()
        self.school = root / "school.toml"
        self.write(SCRIPT)
        self.free = free
        self.helpers = quick, slow = Helper(30, CHILD), Helper(30, CHILD)
        self.sounds = Sounds(Cache(root / "cache"), quick, slow, lambda: free[0])

    def write(self, text: str) -> None:
        """Change the script; its time is another one whatever the disk's clock."""
        path = self.folder / "tutorial.md"
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(time.time_ns(), time.monotonic_ns()))

    def spoken(self, voice: str) -> list[str]:
        """What a voice spoke so far."""
        rows = (row.split(" ", 2) for row in self.log.read_text(encoding="utf-8").splitlines())
        return [row[2] for row in rows if row[0] == voice]

    def prepare(self, item: str, lang: str = "es") -> SoundState:
        return self.sounds.prepare(self.folder, item, lang)

    def press(self, item: str, lang: str = "es") -> bytes:
        return self.sounds.play(self.folder, item, lang, pressed=True)

    def becomes(self, item: str, wanted: SoundState, lang: str = "es") -> bool:
        return bool(wait_until(lambda: self.prepare(item, lang) == wanted))


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    root = Path(__file__).parents[2]
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("SPOKEN_LOG", str(tmp_path / "spoken.txt"))
    opened = Studio(tmp_path, [True])
    yield opened
    for helper in opened.helpers:
        helper.close()


def test_what_is_in_view_is_spoken_ahead_only_while_the_computer_is_free(studio: Studio) -> None:
    studio.free[0] = False
    for _ in range(3):
        assert studio.prepare("0") == COMING
    assert not any(helper.pid for helper in studio.helpers)
    studio.free[0] = True
    assert studio.becomes("0", FINAL)
    assert studio.becomes("0", FINAL, "en")
    assert studio.spoken("pico") == []
    studio.press("0")
    studio.press("0", "en")
    assert studio.spoken("pico") == []
    assert len(studio.spoken("kokoro")) == 2


def test_a_press_comes_before_what_is_only_in_view(studio: Studio) -> None:
    studio.prepare("0")
    studio.prepare("1")  # the child is busy with the first, so this one isn't even begun
    for item in ("2", "3"):
        studio.press(item)
    assert studio.becomes("2", FINAL)
    assert studio.becomes("3", FINAL)
    assert sorted(studio.spoken("kokoro")) == [f"Mire el número {n}." for n in (1, 3, 4)]


def test_two_pages_that_look_at_once_ask_for_one_sound(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[Task] = []

    def submit(name: str, *args: object, **_: Any) -> Task:
        time.sleep(0.2)  # long enough for the other page to look meanwhile
        requests.append(Task(name, args, (0, 0)))
        return requests[-1]

    monkeypatch.setattr(studio.helpers[1], "submit", submit)
    with ThreadPoolExecutor() as pages:
        assert list(pages.map(studio.prepare, ("0", "0"))) == [COMING, COMING]
    assert len(requests) == 1
