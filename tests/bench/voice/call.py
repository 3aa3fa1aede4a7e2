"""Puts the steps of calls beside the same steps of films, for listen.py: python -m tests.bench.voice.call LANG OUT PACK...

``PACK`` has the kinds ``call`` and ``video`` or ``wide``, with the natural voice. Writes OUT/call and OUT/film, each with
000.wav … and expected.txt; a call is understood if its word errors are within three points of the film's. Of five shipped
tutorials, film and call had 5.0 and 7.3 % in Spanish, 0.5 and 1.7 % in English; most of the difference is "Ahora hágalo usted",
which only the call says.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from annotator.voice.speech_text import to_speech_text


def group_steps(manifest: dict[str, Any], lang: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The sounds of a call, each with its steps; steps that are done in one go have one sound."""
    sounds = [file for file in manifest["files"] if file["kind"] == "call" and file["lang"] == lang and "step" in file]
    place, placed = -1, []
    for step in manifest["steps"][lang]:
        named = [(file["step"], file.get("aside", False)) for file in sounds[place + 1 : place + 2]]
        place += named == [(step["number"], step.get("aside", False))]
        placed.append((sounds[place]["path"], step))
    return [(path, [step for _, step in rows]) for path, rows in groupby(placed, lambda row: row[0])]


def main(lang: str, out: Path, packs: list[Path]) -> None:
    """Cut the films' sound at the steps, and decode the calls', with what is said in each."""
    expected: dict[str, list[str]] = {"film": [], "call": []}
    for pack in packs:
        manifest = json.loads((pack / "pack.json").read_text(encoding="utf-8"))
        films = [file for file in manifest["files"] if file["path"].endswith(".mp4") and "step" not in file]
        film = next(str(pack / file["path"]) for file in films if file["lang"] == lang)
        page = html.unescape((pack / "call" / lang / "index.html").read_text(encoding="utf-8"))
        for sound, steps in group_steps(manifest, lang):
            said = re.search(rf"<strong>{Path(sound).name}</strong>.*\n<p [^>]*>(.*?)</p>", page)
            assert said, sound
            cut = ("-ss", str(steps[0]["start"]), "-t", f"{sum(step['seconds'] for step in steps):.3f}", "-i", film)
            caption = " ".join(step["caption"] for step in steps)
            for name, source, text in (("film", cut, caption), ("call", ("-i", str(pack / sound)), said[1])):
                (out / name).mkdir(parents=True, exist_ok=True)
                target = out / name / f"{len(expected[name]):03}.wav"
                command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, "-ac", "1", str(target)]
                subprocess.run(command, check=True)
                expected[name].append(f"{text}\t{to_speech_text(text, lang)}\n")
    for name, lines in expected.items():
        (out / name / "expected.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(each) for each in sys.argv[3:]])
