"""Masters and encodes generated timelines, and says how many are in range: loudness and true peak of the files.

    python -m tests.bench.video.loudness [--timelines 200] [--first 0]

A timeline out of range counts as warned of if the library says so. CPU is that of this process and its children.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import argparse
import resource
import tempfile
from collections import Counter
from pathlib import Path

from annotator.media.audio import LOUDNESS_LUFS, TOLERANCE_LU, Loudness
from annotator.video.render import write_voice_message
from tests.helpers import generated_voices as generated
from tests.helpers.soundtracks import MAX_PEAK_DBTP, judged, written_aac


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--timelines", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    tally: dict[str, Counter[str]] = {"aac": Counter(), "opus": Counter()}
    seconds = 0.0
    for seed in range(given.first, given.first + given.timelines):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            timeline = generated.timeline(seed, folder)
            seconds += timeline.seconds
            for codec, count in tally.items():
                before = cpu()
                path = folder / ("voice.m4a" if codec == "aac" else "voice.ogg")
                told = (written_aac if codec == "aac" else write_voice_message)(timeline, path)
                count["cpu ms"] += round(1000 * (cpu() - before))
                assert told is not None
                judge(seed, codec, path, told, count)
    print(f"{given.timelines} timelines of {seconds / given.timelines:.0f} s on average")
    for codec, count in tally.items():
        print(
            f"{codec:5} in range {count['in range']}, out of range and warned of {count['warned']}, "
            f"not warned of {count['silent']}; {count['cpu ms'] / seconds:.1f} CPU ms a second of sound"
        )


def judge(seed: int, codec: str, path: Path, told: Loudness, count: Counter[str]) -> None:
    loudness, peak = judged(path)
    if abs(loudness - LOUDNESS_LUFS) <= TOLERANCE_LU and peak <= MAX_PEAK_DBTP:
        count["in range"] += 1
        return
    count["warned" if told.fault else "silent"] += 1
    print(f"{seed} {codec}: {loudness:.1f} LUFS, {peak:.1f} dBTP; {told.fault or 'no warning'}")


def cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    main()
