"""Switch off the telemetry of the libraries that annotator loads.

onnxruntime is the only library here that reports to its maker: on Linux and macOS unless ``ORT_DISABLE_TELEMETRY`` is set
when it is loaded; on Windows through the system's event tracing, which only a call after loading stops
(:func:`stop_events`).

The package calls :func:`switch_off` before it imports any other of its modules, so that neither a command nor a child process
(which inherits the environment) loads onnxruntime first, nor Python code that imports annotator before it.

A user's own setting is respected: if ``ORT_DISABLE_TELEMETRY`` is ``0``, ``false``, ``no`` or ``off``, telemetry stays on,
and ``annotator doctor`` says so. Any other value, also an empty one, was meant to switch it off and becomes ``1``, since
onnxruntime would take ``2`` or ``disabled`` for a wish to report.
"""

import os
from typing import Any, Final

VARIABLE: Final = "ORT_DISABLE_TELEMETRY"
_REPORTS_WANTED: Final = ("0", "false", "no", "off")


def switch_off() -> None:
    """Switch telemetry off for this process and its children, unless the user has switched it on."""
    if not reports_wanted():
        os.environ[VARIABLE] = "1"


def reports_wanted() -> bool:
    """Whether the user's own setting switches telemetry on."""
    return os.environ.get(VARIABLE, "").strip().lower() in _REPORTS_WANTED


def stop_events(onnxruntime: Any) -> None:
    """Stop the events of a loaded ``onnxruntime`` module; call it before a model is loaded.

    On Windows this is the only switch. It also covers libraries that use the same module (rapidocr, kokoro-onnx).
    """
    if not reports_wanted():
        onnxruntime.disable_telemetry_events()
