"""What each crf gives: VMAF of the still pictures against their cards (mean and lowest), and bytes a picture.

python -m tests.bench.video.quality tutorials/join-class-on-zoom
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from annotator import timeline as timelines
from annotator.cache import Cache, default_root
from annotator.edition import tutorial_source
from annotator.edition.renderer import FrameRenderer
from annotator.media import ffmpeg
from annotator.model import FPS, HEIGHT, WIDTH
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from annotator.video.encoder import Encoder
from annotator.video.i420 import to_i420

CRFS = (1, 17, 20, 22, 24, 26, 28, 32, 38)
RAW = f"-f rawvideo -pix_fmt yuv420p -video_size {WIDTH}x{HEIGHT} -framerate {FPS}".split()
RAW_OUT = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"]


def main(folder: Path) -> None:
    seen = preflight(tutorial_source.read_source(folder), Options(), Cache(default_root())).passed()
    frames: list[bytes] = []
    with FrameRenderer(seen.files) as renderer:
        for edition in seen.editions:
            shots = [shot for part in timelines.plan(edition.sections({})).sections for shot in part.shots]
            frames += [to_i420(renderer.frame(shot.card, shot.caption)) for shot in shots]
    print(f"{len(frames)} pictures without captions")
    with tempfile.TemporaryDirectory() as temporary:
        raw, seen_again, log = (Path(temporary) / name for name in ("raw.yuv", "seen.yuv", "vmaf.json"))
        # Each twice: VMAF is milder where things move, and here they stand.
        raw.write_bytes(b"".join(frame + frame for frame in frames))
        print(" crf  VMAF mean  lowest  bytes a picture")
        for crf in CRFS:
            data, _ = ffmpeg.run(Encoder(crf).arguments(), [raw.read_bytes()], doing="encoding")
            # Decoded first: between a stream with colour tags and raw pictures without, ffmpeg would convert colours.
            back = ["-f", "h264", "-framerate", str(FPS), "-i", "pipe:0", *RAW_OUT]
            seen_again.write_bytes(ffmpeg.run(back, [data], doing="decoding")[0])
            compare = f"[0:v][1:v]libvmaf=log_fmt=json:log_path={log}:n_threads=1"
            pair = [*RAW, "-i", str(seen_again), *RAW, "-i", str(raw), "-lavfi", compare, "-f", "null", "-"]
            ffmpeg.run(pair, doing="comparing")
            scores = [frame["metrics"]["vmaf"] for frame in json.loads(log.read_text(encoding="utf-8"))["frames"]]
            print(f"{crf:4}  {sum(scores) / len(scores):9.2f}  {min(scores):6.2f}  {len(data) / len(frames):15.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
