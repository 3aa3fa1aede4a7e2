"""Makes assets/voices/kokoro.npz from the npm package kokoro-js: python tests/bench/voice/kokoro_voices.py TARBALL [OUT].

The tarball is what ``npm pack kokoro-js@1.2.1`` writes. Without OUT nothing is written: the result is compared with the
file that is there. It takes the voices that the languages name in their ``voices.toml``, so a new language is its
folder, then this program. It is here, among what is run by hand, since assets hold no code.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np

from annotator import assets
from annotator.voice.engines import voice_tables

SHAPE = (510, 1, 256)
"""A style vector of 256 for each length of a text in phonemes."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that a zip file can't go below: the same voices make the same bytes."""


def main() -> None:
    voices = [
        voice for lang in voice_tables.languages_of("kokoro") for voice in voice_tables.voices_of("kokoro", lang).voices
    ]
    made = {voice: styles(Path(sys.argv[1]), voice) for voice in voices}
    there = Path(assets.asset("voices", "kokoro.npz"))
    with np.load(there) as known:
        for voice in sorted({*made, *known.files}):
            if voice not in known.files:
                print(f"{voice}: new")
            elif voice not in made:
                print(f"{voice}: no language names it any more")
            else:
                farthest = np.abs(made[voice].astype(np.float64) - known[voice]).max()
                print(f"{voice}: {'the same' if farthest == 0 else f'differs by up to {farthest:g}'}")
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_bytes(archive(made))


def styles(tarball: Path, voice: str) -> np.ndarray:
    """The styles of a voice, rounded to 16 bits: half the size, and nobody hears it."""
    with tarfile.open(tarball) as package:
        file = package.extractfile(f"package/voices/{voice}.bin")
        assert file is not None, f"the package has no {voice}"
        return np.frombuffer(file.read(), "<f4").reshape(SHAPE).astype(np.float16)


def archive(voices: dict[str, np.ndarray]) -> bytes:
    """What ``numpy.savez_compressed`` would write, without the time of writing."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for voice in sorted(voices):
            entry = BytesIO()
            np.save(entry, voices[voice])
            info = zipfile.ZipInfo(f"{voice}.npy", _BEGINNING)
            packed.writestr(info, entry.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


if __name__ == "__main__":
    main()
