"""How long it takes from a press of Play to the sound, against ``annotator say`` of the same sentence.

    python -m tests.bench.edit.hearing

Each sentence is new to the cache, and on both sides all else is warm. Play is measured four times: with the voice of drafts,
when its child has just been started and when it is warm; with the natural voice, from the press until its sound is there
behind; and with what was spoken ahead. ``annotator say`` speaks with the same voice, in a process of its own. Printed are
the seconds on the clock, and the ratios of their sums.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.cache import Cache
from annotator.edit.recordings.sounds import Sounds
from annotator.edit.work.helper import Helper

TURNS = 4
DRAFT, NATURAL = "pico", "kokoro"
MAX_RATIOS = {"first draft": 1.3, "warm draft": 0.6, "natural behind": 1.6, "spoken ahead": 0.05}
SCRIPT = "# es: Entrar\n\n![](1.png)\n- look: Unirse\n- es: {}\n"
SENTENCES = [
    f"Toque el botón {color} con el número {number}, y espere a la maestra."
    for color in ("verde", "rojo", "azul", "amarillo")
    for number in range(20, 20 + 2 * TURNS)
]


def say(text: str, voice: str, folder: Path, cache: Path) -> float:
    """Seconds of ``annotator say``."""
    out = folder / "said.m4a"
    command = [sys.executable, "-m", "annotator", "say", text, "--lang", "es", "--voice", voice, "-o", str(out)]
    begin = time.perf_counter()
    subprocess.run(command, env=os.environ | {"ANNOTATOR_CACHE": str(cache)}, capture_output=True, check=True)
    return time.perf_counter() - begin


class Player:
    """A tutorial with one sentence, and who plays it."""

    def __init__(self, folder: Path, sounds: Sounds) -> None:
        self._folder = folder
        self._sounds = sounds
        folder.mkdir(exist_ok=True)

    def write(self, text: str) -> None:
        """Say something new."""
        (self._folder / "tutorial.md").write_text(SCRIPT.format(text), encoding="utf-8")

    def press(self) -> float:
        """Seconds from the press to the sound."""
        begin = time.perf_counter()
        self._sounds.play(self._folder, "0", "es", pressed=True)
        return time.perf_counter() - begin

    def wait(self) -> float:
        """Seconds until the natural voice's sound is there."""
        begin = time.perf_counter()
        while self._sounds.prepare(self._folder, "0", "es").is_draft:
            time.sleep(0.01)
        return time.perf_counter() - begin


@contextmanager
def playing(root: Path, cache: Path) -> Iterator[Player]:
    """A player whose children have just been started for the first time."""
    quick, slow = Helper(), Helper()
    try:
        yield Player(root / "tutorial", Sounds(Cache(cache), quick, slow))
    finally:
        quick.close()
        slow.close()


def show(name: str, ours: Sequence[float], theirs: Sequence[float]) -> bool:
    """Print what was measured; whether the ratio is good."""
    ratio = sum(ours) / sum(theirs)
    spent, said = (" ".join(f"{one:.2f}" for one in row) for row in (ours, theirs))
    print(f"{name}: {spent} s; annotator say: {said} s; ratio {ratio:.2f}", flush=True)
    return ratio <= MAX_RATIOS[name]


def main() -> None:
    """Measure and print."""
    sentences = iter(SENTENCES)
    good = []
    with tempfile.TemporaryDirectory() as place:
        root, cache = Path(place), Path(place) / "cache"
        with playing(root, cache) as player:  # the code's digests and the joined model, which are made once
            player.write("Hola.")
            player.press()
            player.wait()
        drafts, naturals = (
            [say(next(sentences), voice, root, cache) for _ in range(TURNS)] for voice in (DRAFT, NATURAL)
        )
        first, behind = [], []
        for _ in range(TURNS):
            with playing(root, cache) as player:
                player.write(next(sentences))
                first.append(player.press())
                behind.append(player.wait() + first[-1])
        warm, ahead = [], []
        with playing(root, cache) as player:
            for turn in range(TURNS + 1):
                player.write(next(sentences))
                pressed = player.press()
                player.wait()
                player.write(next(sentences))
                player.wait()
                if turn:
                    warm.append(pressed)
                    ahead.append(player.press())
        good = [
            show("first draft", first, drafts),
            show("warm draft", warm, drafts),
            show("natural behind", behind, naturals),
            show("spoken ahead", ahead, naturals),
        ]
    sys.exit(not all(good))


if __name__ == "__main__":
    main()
