"""The command ``doctor``: try everything that a build uses on this computer."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import site
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from annotator import languages, telemetry
from annotator.errors import AnnotatorError

_OLD_PILLOW = 12
"""Decoders before this version have known vulnerabilities; plain pip installs an older one for moviepy's sake."""


@dataclass(frozen=True)
class Diagnosis:
    """Whether one thing works. ``needed``: no build works without it; ``remedy``: how to fix it."""

    name: str
    works: bool
    needed: bool
    detail: str
    remedy: str = ""


def examine(samples: Path | None = None) -> list[Diagnosis]:
    """Try everything for real; with ``samples``, write a sentence spoken by each voice into that folder.

    Raises OutputError if ``samples`` is inside a tutorial, a pack or the cache folder.
    """
    if samples is not None:
        from annotator import places
        from annotator.cache import default_root

        places.claim(samples, "samples", default_root(), option="--samples")
    findings = [_python(), _try("video (ffmpeg)", _ffmpeg), _try("text on screens (OCR)", _ocr), _pillow()]
    findings.append(_try("fonts and phrases", _assets))
    findings.append(_try("cache", _cache))
    findings.append(check_telemetry())
    findings += _voices(samples)
    return findings


def as_line(finding: Diagnosis) -> str:
    """The diagnosis as one line for the terminal."""
    mark = "works  " if finding.works else ("MISSING" if finding.needed else "no     ")
    return f"{mark}  {finding.name}: {finding.detail}" + (f" {finding.remedy}" if finding.remedy else "")


def as_json(finding: Diagnosis) -> dict[str, Any]:
    """The diagnosis as an object of the command's JSON list."""
    return asdict(finding)


def _try(name: str, look: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(name, True, True, look())
    except AnnotatorError as error:
        return Diagnosis(name, False, True, error.message, error.remedy)
    except Exception as error:  # noqa: BLE001 - a broken library may raise anything, and finding it is the point
        remedy = "Install annotator again: python -m pip install --force-reinstall annotator."
        return Diagnosis(name, False, True, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}.", remedy)


def _python() -> Diagnosis:
    version = platform.python_version()
    return Diagnosis("Python", sys.version_info >= (3, 11), True, f"{version} on {platform.system()}.")


def _ffmpeg() -> str:
    from annotator.media import ffmpeg

    ffmpeg.check()
    program = ffmpeg.executable()
    listed, _ = ffmpeg.run(("-encoders",), doing="listing what it can do")
    absent = [name for name in ("libx264", "aac", "libopus") if name.encode() not in listed]
    if absent:
        raise AnnotatorError(
            f"this ffmpeg has no {', '.join(absent)}.", "Unset IMAGEIO_FFMPEG_EXE, so that annotator's own one is used."
        )
    return f"H.264, AAC and Opus, by {Path(program).name}."


def _ocr() -> str:
    import numpy as np

    from annotator.screen import ocr

    ocr.recognize(np.full((64, 64, 3), 255, np.uint8))
    return f"rapidocr {importlib.metadata.version('rapidocr')}."


def _pillow() -> Diagnosis:
    version = importlib.metadata.version("pillow")
    if int(version.split(".")[0]) >= _OLD_PILLOW:
        return Diagnosis("pictures (Pillow)", True, True, f"{version}.")
    return Diagnosis(
        "pictures (Pillow)",
        True,
        True,
        f"{version} works, but its decoders have known security holes: open only screenshots from people you know.",
        "The README says how to install a newer one.",
    )


def _assets() -> str:
    from annotator import assets

    count = sum(1 for path in assets.folder().rglob("*") if path.is_file())
    assets.asset("fonts", "Andika-Bold.ttf")
    return f"{count} files in {assets.root()}."


def _cache() -> str:
    from annotator.cache import Cache, default_root, eviction, key

    cache = Cache(default_root())
    cache.put_json("doctor", key("doctor"), "works")
    if cache.get_json("doctor", key("doctor")) != "works":
        raise AnnotatorError("what is written there can't be read back.", "Set ANNOTATOR_CACHE to another folder.")
    size = sum(unit.bytes for unit in eviction.find_units(cache.root))
    return (
        f"{size / 1e6:.0f} MB of at most {eviction.LIMIT_BYTES / 1e6:,.0f} MB in {cache.root}. "
        "annotator doctor --empty-cache empties it; what is needed is made again."
    )


def empty_cache() -> str:
    """Empty the cache folder; return a message. Raises OutputError while another run uses the folder."""
    from annotator.cache import default_root, eviction, process_registry, unwritable

    root = default_root()
    try:
        process_registry.register(root)
        freed = eviction.remove_all(root)
    except OSError as error:
        raise unwritable(root, error) from error
    return f"Removed {freed / 1e6:.0f} MB from {root}."


def check_telemetry() -> Diagnosis:
    """Whether onnxruntime, the one library with telemetry, is silent."""
    reason, remedy = _why_it_may_report()
    if reason:
        detail = f"not so: onnxruntime may report to its maker, since {reason}."
        return Diagnosis("Nothing is sent", False, False, detail, remedy)
    # On Windows it writes no files to look for: its events go to the system until they are stopped.
    proof = "is silenced when it is loaded" if platform.system() == "Windows" else "was tried and is silent"
    detail = f"onnxruntime, the one library that reports to its maker, {proof}."
    return Diagnosis("Nothing is sent", True, False, detail)


def _why_it_may_report() -> tuple[str, str]:
    """The reason and the remedy; both empty if onnxruntime is silent."""
    if telemetry.reports_wanted():
        return (
            f"{telemetry.VARIABLE}={os.environ[telemetry.VARIABLE]} is set on this computer",
            "Unset it, and it is silent.",
        )
    if telemetry.LOADED_BEFORE:
        return "it was loaded before annotator", f"Set {telemetry.VARIABLE}=1 for the program that loads both."
    notes = ", ".join(_notes_of_onnxruntime())
    return (f"it writes {notes} when it is loaded", "Tell whoever looks after annotator.") if notes else ("", "")


def _notes_of_onnxruntime() -> list[str]:
    """The files that onnxruntime writes into an empty home folder, when it is loaded the way annotator loads it."""
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        places = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CACHE_HOME", "TMPDIR", "TEMP", "TMP")
        # Packages installed for this user alone are below the real home folder.
        environment = os.environ | dict.fromkeys(places, folder) | {"PYTHONUSERBASE": site.getuserbase()}
        command = [sys.executable, "-P", "-B", "-c", "import onnxruntime"]
        subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
        return sorted(path.name for path in Path(folder).rglob("*") if path.is_file())


def _voices(samples: Path | None) -> Iterator[Diagnosis]:
    from annotator.cache import Cache, default_root
    from annotator.phrases import load_phrasebook
    from annotator.voice import choose

    for engine in choose.engines(Cache(default_root())):
        name = engine.name
        for lang in languages.narrated_languages():
            if not engine.voices(lang):
                continue
            sentence = load_phrasebook(lang).fixed("sample")
            try:
                engine.require_installed(lang)
            except AnnotatorError as error:
                yield Diagnosis(f"voice {name} ({lang})", False, False, error.message, error.remedy)
                continue
            detail = f"speaks as {', '.join(engine.voices(lang))}." + (
                f" It needs the internet, and sends the text to {engine.traits.company}." if engine.online else ""
            )
            if samples is not None:
                detail = f"{detail} {_sample(samples, name, lang, sentence)}"
            yield Diagnosis(f"voice {name} ({lang})", True, False, detail)


def _sample(samples: Path, name: str, lang: str, sentence: str) -> str:
    from annotator.commands import say as saying

    samples.mkdir(parents=True, exist_ok=True)
    target = samples / f"{name}-{lang}.m4a"
    try:
        saying.say(sentence, lang, name, target)
    except AnnotatorError as error:
        return f"No sample: {error}"
    return f"Listen to {target}."
