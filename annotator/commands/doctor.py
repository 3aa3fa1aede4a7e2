"""The command ``doctor``: test what a build needs on this computer, and empty the cache."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import assets, languages, telemetry
from annotator.errors import INSTALL_AGAIN, AnnotatorError, MissingError
from annotator.messages import Message, join, key_and_parts

if TYPE_CHECKING:
    from annotator.voice.engines.engine import Engine

_SAFE_PILLOW = 12
"""The first major version without known vulnerabilities in its decoders; moviepy makes pip install an older one."""
_MEGABYTE = 1_000_000
_PATH = re.compile(r"(?<![\w~/:])(?:[A-Za-z]:[\\/]|/(?=\w)|\\\\).*")
"""The rest of a line from an absolute path on, which may have spaces: ``/home/rosa/My files``, ``C:\\Users``, ``\\\\server``."""


@dataclass(frozen=True)
class Diagnosis:
    """The result of one test: ``Diagnosis("text on screens (OCR)", True, True, "rapidocr 3.10.0.")``.

    Attributes:
        name: the tested part.
        works: whether the test passed.
        needed: whether no build works without that part.
        detail: what was found, or the fault.
        remedy: how to fix it, or empty.
        broken: whether the part is here, but fails.
    """

    name: str
    works: bool
    needed: bool
    detail: str
    remedy: str = ""
    broken: bool = False


def diagnose() -> list[Diagnosis]:
    """Run all tests."""
    version = Message("{version} on {system}.", version=platform.python_version(), system=platform.system())
    return [
        Diagnosis("Python", True, True, version),
        _run_test("video (ffmpeg)", _test_ffmpeg),
        _run_test("text on screens (OCR)", _test_ocr),
        _run_test("pictures (Pillow)", _test_pillow),
        _run_test("fonts and phrases", _test_assets),
        _run_test("cache", _test_cache),
        check_stranger(),
        check_telemetry(),
        *_test_voices(),
    ]


def format_line(finding: Diagnosis) -> str:
    """The diagnosis as one line for the terminal."""
    template = "works    {test}: {detail}" if finding.works else "no       {test}: {detail}"
    if finding.needed and not finding.works:
        template = "MISSING  {test}: {detail}"
    return join(Message(template, test=finding.name, detail=finding.detail), finding.remedy)


def report(findings: Sequence[Diagnosis]) -> Iterator[str]:
    """The diagnoses in English, with words for known paths, “…” from others on, and for the user."""
    from annotator.cache import default_root  # a broken installation must not keep the other tests from running

    placeholders = {default_root(): "CACHE", sys.prefix: "PYTHON", Path(__file__).parents[2]: "ANNOTATOR"}
    user = re.compile(rf"{re.escape(Path.home().name) or '(?!)'}\b")
    lines = [f"annotator {assets.version()}, Python {platform.python_version()}, {platform.platform()}"]
    for line in (*lines, *map(str, map(format_line, findings))):
        for folder, name in placeholders.items():
            line = line.replace(str(folder), name)
        yield user.sub("…", _PATH.sub("…", line))


def to_json(finding: Diagnosis) -> dict[str, Any]:
    """The diagnosis as an object of the command's JSON list."""
    return {**asdict(finding), **key_and_parts(finding.detail)}


def _run_test(name: str, test: Callable[[], str], *, needed: bool = True) -> Diagnosis:
    """Run a test of something that every build needs, or not; ``test`` returns the detail of a success, or raises."""
    try:
        return Diagnosis(name, True, needed, test())
    except AnnotatorError as error:
        return Diagnosis(name, False, needed, error.message, error.remedy, not isinstance(error, MissingError))
    except Exception as error:  # noqa: BLE001 - a broken library may raise anything, and finding it is the point
        detail = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}."
        return Diagnosis(name, False, needed, detail, INSTALL_AGAIN, broken=True)


def _test_ffmpeg() -> str:
    """Start ffmpeg, and see that it has the encoders of videos and memos."""
    from annotator.media import ffmpeg  # what can't be loaded is this test's finding

    program = ffmpeg.executable()
    listed, _ = ffmpeg.run(("-encoders",), doing="listing what it can do")
    absent = [name for name in ("libx264", "aac", "libopus") if name.encode() not in listed]
    if absent:
        message = "this ffmpeg has no {absent}."
        remedy = "Unset IMAGEIO_FFMPEG_EXE, so that annotator uses its own."
        raise AnnotatorError(message, remedy, absent=", ".join(absent))
    return Message("H.264, AAC and Opus, by {program}.", program=Path(program).name)


def _test_ocr() -> str:
    """Read an empty picture, for which the networks are loaded."""
    import numpy as np  # what can't be loaded is this test's finding

    from annotator.screen import ocr

    ocr.recognize(np.full((64, 64, 3), 255, np.uint8))
    return f"rapidocr {importlib.metadata.version('rapidocr')}."


def _test_pillow() -> str:
    """The version of Pillow, and a warning if pictures of strangers aren't safe to open with it."""
    version = importlib.metadata.version("pillow")
    if int(version.split(".")[0]) >= _SAFE_PILLOW:
        return f"{version}."
    holes = "{version} works, but its decoders have known security holes: open only screenshots from people you know."
    return join(Message(holes, version=version), "The guide says how to install a newer one, under Computers.")


def _test_assets() -> str:
    """Count the files in the folder of assets, and find one of the fonts."""
    count = sum(1 for path in assets.folder().rglob("*") if path.is_file())
    assets.asset("fonts", "Andika-Bold.ttf")
    return Message("{count} files in {root}.", count=count, root=assets.root())


def _test_cache() -> str:
    """Write into the cache, and read it back."""
    # A broken installation must not keep the other tests from running.
    from annotator.cache import LIMIT_BYTES, Cache, default_root, key

    cache = Cache(default_root())
    cache.put_json("doctor", key("doctor"), "works")
    if cache.get_json("doctor", key("doctor")) != "works":
        raise AnnotatorError("what is written there can't be read back.", "Set ANNOTATOR_CACHE to another folder.")
    return Message(
        "{size} MB of at most {limit} MB in {root}. annotator doctor --empty-cache empties "
        "it; what is needed is made again.",
        size=f"{cache.size() / _MEGABYTE:.0f}",
        limit=f"{LIMIT_BYTES / _MEGABYTE:,.0f}",
        root=cache.root,
    )


def empty_cache() -> str:
    """Empty the cache folder; return a message. Raises OutputError if it can't be emptied."""
    from annotator.cache import Cache, default_root  # a broken installation must not keep the other tests from running

    root = default_root()
    freed = Cache(root).empty()
    return Message("Removed {freed} MB from {root}.", freed=f"{freed / _MEGABYTE:.0f}", root=root)


def check_stranger() -> Diagnosis:
    """Whether the package called annotator on the package index, which is not this one, is in the same environment."""
    from annotator.cache import code_version  # a broken installation must not keep the other tests from running

    version = code_version.installed_version("annotator")
    if version is None:
        return Diagnosis("its own place", True, False, "no other package called annotator is installed here.")
    found = "{name} {version}, another package, is installed here, too: its files can take the place of those of this annotator."
    return Diagnosis("its own place", False, False, Message(found, name="annotator", version=version), INSTALL_AGAIN)


def check_telemetry() -> Diagnosis:
    """Whether the telemetry of onnxruntime, the one library that has any, is off."""
    if not telemetry.reports_wanted():
        off = "the telemetry of onnxruntime, the one library that has any, is switched off when it is loaded."
        return Diagnosis("Nothing is sent", True, False, off)
    variable = telemetry.VARIABLE
    template = "onnxruntime may send usage data to its maker, since {variable}={value} is set on this computer."
    why = Message(template, variable=variable, value=os.environ[variable])
    return Diagnosis("Nothing is sent", False, False, why, "Unset it.")


def _test_voices() -> Iterator[Diagnosis]:
    """Yield for each narrated language and each engine that speaks it whether it works. No build needs a certain one.

    The remedy for one that doesn't names the most natural one that does offline, if there is one.
    """
    from annotator.cache import Cache, default_root  # a broken installation must not keep the other tests from running
    from annotator.voice import choose

    candidates = choose.engines(Cache(default_root()))
    for lang in languages.narrated_languages():
        speaking = [engine for engine in candidates if engine.voices(lang)]
        findings = []
        for engine in speaking:
            name = Message("voice {name} ({lang})", name=engine.name, lang=lang)
            findings.append(_run_test(name, partial(_try_engine, engine, lang), needed=False))
        working = [engine for engine, finding in zip(speaking, findings, strict=True) if finding.works]
        for engine, finding in zip(speaking, findings, strict=True):
            if finding.works:
                yield finding
            else:
                yield replace(finding, remedy=choose.suggest_alternative(finding.remedy, engine, lang, working))


def _try_engine(engine: Engine, lang: str) -> str:
    """Let an engine speak one sentence, unless it would send it away. Raises MissingError, EngineError."""
    from annotator.phrases import load_phrasebook
    from annotator.voice import choose, narrate

    engine.require_installed(lang)
    voices = engine.voices(lang)
    detail = Message("speaks as {voices}.", voices=", ".join(voices))
    if engine.online:
        company = engine.traits.company
        return join(detail, Message("It needs the internet, and sends the text to {company}.", company=company))
    sentence = load_phrasebook(lang).fixed("different")
    narrate.speak(engine, sentence, lang, voices[0], choose.default_speed(engine, lang))
    return join(detail, Message("It was heard to say “{sentence}”", sentence=sentence))
