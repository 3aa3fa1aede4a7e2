"""What a build costs, as whole processes, against a naive script and against the encoder alone.

    python -m tests.bench.video.speed [--runs 3] [--quick]

The job: 8 steps of 6 s memos spoken by espeak-ng (about 80 s of video), box targets, 720×1280, 15 frames/s, after
``annotator check`` has read pictures and memos once. A step is changed in its words, by which all later sound moves; then
its memo is spoken anew. A: x264 alone on all ready frames, with our settings. B: on the frames that differ. C: reading
the pictures, plus encoding the sound, alone. Memory is that of a process with all its children.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache
from annotator.edition import narration, tutorial_source
from annotator.edition.renderer import FrameRenderer
from annotator.media import ffmpeg
from annotator.model import FPS
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from annotator.video.encoder import Encoder
from annotator.video.i420 import to_i420
from annotator.video.render import join_clips
from tests.bench.video import job

ANNOTATOR = [sys.executable, "-m", "annotator"]


@dataclass(frozen=True)
class Cost:
    """What a process cost with all its children: CPU and wall in seconds, memory in bytes."""

    cpu: float
    wall: float
    memory: int

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} CPU s  {self.wall:7.2f} s  {self.memory / 1e6:6.0f} MB"


def measure(command: list[str], cache: Path, feed: Iterable[bytes] = ()) -> Cost:
    """Run a command to its end; ``feed`` goes to its standard input. Raises SystemExit if it fails."""
    began = time.monotonic()
    environment = {**os.environ, "ANNOTATOR_CACHE": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment)
        feeder = threading.Thread(target=_feed, args=(child, feed))
        feeder.start()
        peak = 0
        while True:
            peak = max(peak, memory(child.pid))
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.03)
        child.returncode = os.waitstatus_to_exitcode(status)
        feeder.join()
        if child.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {child.returncode}:\n{said.read().decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - began, peak)


def _feed(child: subprocess.Popen[bytes], feed: Iterable[bytes]) -> None:
    assert child.stdin
    for data in feed:
        child.stdin.write(data)
    child.stdin.close()


def memory(pid: int, parent: str = "") -> int:
    """Resident bytes of a process and its children; shared pages count once for each, so this is an upper bound.

    A child that has not become another program yet lives in its parent's memory (vfork), and counts nothing.
    """
    total = 0
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
        if command == parent:
            return 0
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) * 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            children = (task / "children").read_text(encoding="ascii").split()
            total += sum(memory(int(child), command) for child in children)
    except (OSError, ValueError):
        pass
    return total


def build(folder: Path, out: Path, cache: Path, *more: str) -> Cost:
    return measure([*ANNOTATOR, "build", str(folder), "-o", str(out), *more], cache)


def checked(folder: Path, cache: Path) -> Path:
    """A new cache in which the pictures and memos of ``folder`` were read."""
    shutil.rmtree(cache, ignore_errors=True)
    measure([*ANNOTATOR, "check", str(folder)], cache)
    return cache


def once(work: Path, quick: bool) -> dict[str, Cost]:
    """All measurements, each from a fresh state."""
    costs: dict[str, Cost] = {}
    folder, out, cache = work / "job", work / "out", work / "cache"
    shutil.rmtree(out, ignore_errors=True)
    both = job.make(work / "both", 8, ("es", "en"))
    job.make(folder, 8)
    only = ("--only", "video")
    checked(folder, cache)
    costs["build"] = build(folder, out, cache, *only)
    costs["nothing changed"] = build(folder, out, cache, *only)
    job.change_a_step(folder)
    costs["one step changed"] = build(folder, out, cache, *only)
    job.speak_a_step_anew(folder)
    costs["one step spoken anew"] = build(folder, out, cache, *only)
    (video,) = (out / "job" / "es").glob("*.mp4")
    print(f"the video: {video.stat().st_size / 1e6:.2f} MB")
    checked(both, cache)
    costs["two languages"] = build(both, out, cache, *only)
    many = job.make(work / "many", 40)
    checked(many, cache)
    costs["40 steps"] = build(many, out, cache, *only)
    job.make(folder, 8)
    checked(folder, cache)
    costs |= alone(folder, cache)
    if not quick:
        checked(folder, cache)
        costs["whole pack"] = build(folder, out, cache)
        shutil.rmtree(cache)
        shutil.rmtree(out)  # what a whole pack holds would be kept
        costs["pictures never read"] = build(folder, out, cache, *only)
        costs["naive"] = measure(
            [sys.executable, "-m", "tests.bench.video.naive", str(folder), "8", str(work / "naive.mp4")], cache
        )
    return costs


def alone(folder: Path, cache: Path) -> dict[str, Cost]:
    """The parts that nobody can do without: the encoder on all frames (A), on those that differ (B), and C."""
    seen = preflight(tutorial_source.read_source(folder), Options(), Cache(cache)).passed()
    narrated = narration.narrate(
        seen.source, seen.editions, narration.choose_voices(seen.editions, Cache(cache)), seen.matcher, Cache(cache)
    )
    timeline = narrated["es"].timeline
    renderer = FrameRenderer(seen.files)
    shots = [shot for part in timeline.sections for shot in part.shots]
    frames = [to_i420(renderer.frame(shot.card, shot.caption)) for shot in shots]
    counts = [round(shot.seconds * FPS) for shot in shots]
    encode = [ffmpeg.executable(), *Encoder().arguments()]
    fast = [ffmpeg.executable(), *Encoder(preset="veryfast").arguments()]
    every = [frame for frame, count in zip(frames, counts, strict=True) for _ in range(count)]
    print(f"{len(every)} frames, {len(frames)} differ; {timeline.seconds:.1f} s")
    read = "import sys\nfrom PIL import Image\nfor name in sys.argv[1:]: Image.open(name).convert('RGB')"
    pictures = measure([sys.executable, "-c", read, *map(str, sorted(folder.glob("*.png")))], cache)
    sound = ["-f", "s16le", "-ar", "24000", "-ac", "1", "-i", "pipe:0", "-c:a", "aac", "-b:a", "32k", "-f", "ipod"]
    spoken = measure([ffmpeg.executable(), "-y", *sound, str(cache / "c.m4a")], cache, join_clips(timeline))
    return {
        "A": measure(encode, cache, every),
        "A, veryfast": measure(fast, cache, every),
        "B": measure(encode, cache, frames),
        "C": Cost(pictures.cpu + spoken.cpu, pictures.wall + spoken.wall, max(pictures.memory, spoken.memory)),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="without the naive script, the whole pack and OCR")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        runs = [once(Path(temporary), given.quick) for _ in range(given.runs)]
    middle = {
        name: Cost(*(statistics.median(getattr(run[name], what) for run in runs) for what in ("cpu", "wall", "memory")))
        for name in runs[0]
    }
    for name, cost in middle.items():
        print(f"{name:20} {cost}")
    whole = middle["build"].cpu
    for encoder, limit in (("A", "  (at most 1.6)"), ("A, veryfast", ""), ("B", "")):
        print(
            f"build / ({encoder} + C){'':{12 - len(encoder)}}{whole / (middle[encoder].cpu + middle['C'].cpu):6.2f}{limit}"
        )
    print(f"one step changed       {middle['one step changed'].cpu / whole:6.2f}  (at most 0.35)")
    print(f"one step spoken anew   {middle['one step spoken anew'].cpu / whole:6.2f}")
    print(f"nothing changed        {middle['nothing changed'].cpu / whole:6.3f} (at most 0.06)")
    print(f"two languages / one    {middle['two languages'].cpu / whole:6.2f}  (at most 1.8)")
    print(f"40 steps, CPU          {middle['40 steps'].cpu / whole:6.2f}  (at most 5.2)")
    print(f"40 steps, memory       {middle['40 steps'].memory / middle['build'].memory:6.2f}  (at most 1.15)")
    if "naive" in middle:
        print(f"naive / build          {middle['naive'].cpu / whole:6.2f}  (at least 20)")


if __name__ == "__main__":
    main()
