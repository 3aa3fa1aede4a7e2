"""Speaks the sentences of this folder and says what it cost: python -m tests.bench.voice.speak ENGINE LANG OUT [LEXICON.toml].

Writes OUT/000.wav … and OUT/expected.txt, the sentences as they are meant to be heard; listen.py judges them.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from annotator import pace
from annotator.cache import Cache, default_root
from annotator.voice import choose
from annotator.voice.narrate import SayRequest, narrate
from annotator.voice.speech_text import to_speech_text


def main() -> None:
    engine, lang, out = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    name = sys.argv[4] if len(sys.argv) > 4 else f"{lang}.txt"
    sentences = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        # The model is loaded from the usual cache, so that only speaking is measured.
        engines = choose.engines(Cache(default_root()))
        narrate([SayRequest(lang, "Uno.")], {lang: engine}, Cache(Path(folder)), engines=engines)
        began, clock = _cpu_seconds(), time.monotonic()
        narration = narrate(
            [SayRequest(lang, sentence) for sentence in sentences], {lang: engine}, Cache(Path(folder)), engines=engines
        )
        cost, took = _cpu_seconds() - began, time.monotonic() - clock
        expected, seconds, paced, words = [], 0.0, 0.0, 0
        for number, spoken in enumerate(narration.spoken):
            assert len(spoken) == 1, spoken
            clip = spoken[0].clip
            (out / f"{number:03}.wav").write_bytes(clip.path.read_bytes())
            expected.append(f"{spoken[0].text}\t{to_speech_text(spoken[0].text, lang)}")
            seconds += clip.seconds
            paced += clip.seconds + pace.pause_after(spoken[0].text, clip.seconds)
            words += len(expected[-1].split("\t")[1].split())
    (out / "expected.txt").write_text("\n".join(expected) + "\n", encoding="utf-8")
    print(
        f"{engine} {lang}: {cost / seconds:.2f} CPU s and {took / seconds:.2f} s for each s of sound; "
        f"{60 * words / seconds:.0f} words a minute within sentences, {60 * words / paced:.0f} with pauses"
    )


def _cpu_seconds() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
