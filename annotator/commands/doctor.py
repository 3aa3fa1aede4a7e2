"""The command ``doctor``: test everything that a build uses on this computer, and empty the cache."""

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
from annotator.messages import Message, join, key_and_parts

_SAFE_PILLOW = 12
"""The first major version without known vulnerabilities in its decoders; moviepy makes pip install an older one."""


@dataclass(frozen=True)
class Diagnosis:
    """The result of one test. ``needed`` says that no build works without it; ``remedy`` says how to fix it."""

    name: str
    works: bool
    needed: bool
    detail: str
    remedy: str = ""


def diagnose(samples: Path | None = None) -> list[Diagnosis]:
    """Run all tests. With ``samples``, write a sentence spoken by each voice into that folder.

    Raises OutputError if ``samples`` is inside a tutorial, a pack or the cache folder.
    """
    if samples is not None:
        from annotator import outputs
        from annotator.cache import default_root

        outputs.claim(samples, "samples", default_root(), option="--samples")
    return [
        _check_python(),
        _run_test("video (ffmpeg)", _test_ffmpeg),
        _run_test("text on screens (OCR)", _test_ocr),
        _check_pillow(),
        _run_test("fonts and phrases", _test_assets),
        _run_test("cache", _test_cache),
        check_telemetry(),
        *_test_voices(samples),
    ]


def format_line(finding: Diagnosis) -> str:
    """The diagnosis as one line for the terminal."""
    template = "works    {test}: {detail}" if finding.works else "no       {test}: {detail}"
    if finding.needed and not finding.works:
        template = "MISSING  {test}: {detail}"
    return join(Message(template, test=finding.name, detail=finding.detail), finding.remedy)


def to_json(finding: Diagnosis) -> dict[str, Any]:
    """The diagnosis as an object of the command's JSON list."""
    return {**asdict(finding), **key_and_parts(finding.detail)}


def _run_test(name: str, test: Callable[[], str]) -> Diagnosis:
    """Run a test of something that every build needs; ``test`` returns the detail of a success, or raises."""
    try:
        return Diagnosis(name, True, True, test())
    except AnnotatorError as error:
        return Diagnosis(name, False, True, error.message, error.remedy)
    except Exception as error:  # noqa: BLE001 - a broken library may raise anything, and finding it is the point
        remedy = "Install annotator again: python -m pip install --force-reinstall annotator."
        return Diagnosis(name, False, True, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}.", remedy)


def _check_python() -> Diagnosis:
    version = platform.python_version()
    return Diagnosis(
        "Python",
        sys.version_info >= (3, 11),
        True,
        Message("{version} on {system}.", version=version, system=platform.system()),
    )


def _test_ffmpeg() -> str:
    from annotator.media import ffmpeg

    program = ffmpeg.executable()
    listed, _ = ffmpeg.run(("-encoders",), doing="listing what it can do")
    absent = [name for name in ("libx264", "aac", "libopus") if name.encode() not in listed]
    if absent:
        raise AnnotatorError(
            "this ffmpeg has no {absent}.",
            "Unset IMAGEIO_FFMPEG_EXE, so that annotator uses its own.",
            absent=", ".join(absent),
        )
    return Message("H.264, AAC and Opus, by {program}.", program=Path(program).name)


def _test_ocr() -> str:
    import numpy as np

    from annotator.screen import ocr

    ocr.recognize(np.full((64, 64, 3), 255, np.uint8))
    return f"rapidocr {importlib.metadata.version('rapidocr')}."


def _check_pillow() -> Diagnosis:
    version = importlib.metadata.version("pillow")
    if int(version.split(".")[0]) >= _SAFE_PILLOW:
        return Diagnosis("pictures (Pillow)", True, True, f"{version}.")
    return Diagnosis(
        "pictures (Pillow)",
        True,
        True,
        Message(
            "{version} works, but its decoders have known security holes: open only screenshots from people you know.",
            version=version,
        ),
        "The README says how to install a newer one.",
    )


def _test_assets() -> str:
    from annotator import assets

    count = sum(1 for path in assets.folder().rglob("*") if path.is_file())
    assets.asset("fonts", "Andika-Bold.ttf")
    return Message("{count} files in {root}.", count=count, root=assets.root())


def _test_cache() -> str:
    from annotator.cache import LIMIT_BYTES, Cache, default_root, key

    cache = Cache(default_root())
    cache.put_json("doctor", key("doctor"), "works")
    if cache.get_json("doctor", key("doctor")) != "works":
        raise AnnotatorError("what is written there can't be read back.", "Set ANNOTATOR_CACHE to another folder.")
    return Message(
        "{size} MB of at most {limit} MB in {root}. annotator doctor --empty-cache empties "
        "it; what is needed is made again.",
        size=f"{cache.size() / 1000000.0:.0f}",
        limit=f"{LIMIT_BYTES / 1000000.0:,.0f}",
        root=cache.root,
    )


def empty_cache() -> str:
    """Empty the cache folder; return a message. Raises OutputError if it can't be emptied."""
    from annotator.cache import Cache, default_root

    root = default_root()
    freed = Cache(root).empty()
    return Message("Removed {freed} MB from {root}.", freed=f"{freed / 1000000.0:.0f}", root=root)


def check_telemetry() -> Diagnosis:
    """Test whether the telemetry of onnxruntime, the one library that has any, is off."""
    reason, remedy = _find_telemetry()
    if reason:
        why = Message("onnxruntime may send usage data to its maker, since {reason}.", reason=reason)
        return Diagnosis("Nothing is sent", False, False, why, remedy)
    # On Windows there are no files to look for: its events go to the system until they are switched off.
    if platform.system() == "Windows":
        detail = "the telemetry of onnxruntime, the one library that has any, is switched off when it is loaded."
    else:
        detail = "the telemetry of onnxruntime, the one library that has any, was tested and is off."
    return Diagnosis("Nothing is sent", True, False, detail)


def _find_telemetry() -> tuple[str, str]:
    """The reason why onnxruntime may send data, and the remedy; both empty if its telemetry is off."""
    variable = telemetry.VARIABLE
    if telemetry.reports_wanted():
        is_set = Message("{variable}={value} is set on this computer", variable=variable, value=os.environ[variable])
        return is_set, "Unset it."
    if telemetry.LOADED_BEFORE:
        remedy = Message("Set {variable}=1 for the program that loads both.", variable=variable)
        return Message("it was loaded before annotator"), remedy
    written = ", ".join(_list_files_of_onnxruntime())
    if written:
        return Message("it writes {files} when it is loaded", files=written), "Tell the person who maintains annotator."
    return "", ""


def _list_files_of_onnxruntime() -> list[str]:
    """The files that onnxruntime writes into an empty home folder, when it is loaded the way annotator loads it."""
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        places = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CACHE_HOME", "TMPDIR", "TEMP", "TMP")
        # Packages installed for this user alone are below the real home folder.
        environment = os.environ | dict.fromkeys(places, folder) | {"PYTHONUSERBASE": site.getuserbase()}
        command = [sys.executable, "-P", "-B", "-c", "import onnxruntime"]
        subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
        return sorted(path.name for path in Path(folder).rglob("*") if path.is_file())


def _test_voices(samples: Path | None) -> Iterator[Diagnosis]:
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
                yield Diagnosis(
                    Message("voice {name} ({lang})", name=name, lang=lang), False, False, error.message, error.remedy
                )
                continue
            detail = Message("speaks as {voices}.", voices=", ".join(engine.voices(lang)))
            if engine.online:
                company = engine.traits.company
                online = Message("It needs the internet, and sends the text to {company}.", company=company)
                detail = join(detail, online)
            if samples is not None:
                detail = join(detail, _sample(samples, name, lang, sentence))
            yield Diagnosis(Message("voice {name} ({lang})", name=name, lang=lang), True, False, detail)


def _sample(samples: Path, name: str, lang: str, sentence: str) -> str:
    from annotator.commands import say as saying

    samples.mkdir(parents=True, exist_ok=True)
    target = samples / f"{name}-{lang}.m4a"
    try:
        saying.say(sentence, lang, name, target)
    except AnnotatorError as error:
        return Message("No sample: {why}", why=error.sentences)
    return Message("Listen to {target}.", target=target)
