"""Switches off what libraries report to their makers about the person who uses them.

The package calls :func:`switch_off` before it imports anything else, so that neither a command, nor Python code that
imports annotator, nor a child process (which inherits the environment) loads onnxruntime before it; a program that has
loaded it by itself earlier is too late (:data:`LOADED_BEFORE`).

onnxruntime is the only library here that reports: from Linux and macOS by itself, unless ``ORT_DISABLE_TELEMETRY`` says
otherwise when it is loaded; from Windows through the system's event tracing, which only a call after loading stops:
:func:`stop_events`.

A person's own setting is respected: where ``ORT_DISABLE_TELEMETRY`` is ``0``, ``false``, ``no`` or ``off``, the reports
stay on, and ``annotator doctor`` says so. Any other value, and an empty one, was meant to switch them off: it becomes
``1``, since onnxruntime would read ``2`` or ``disabled`` as a wish to report.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Final

VARIABLE: Final = "ORT_DISABLE_TELEMETRY"
_REPORTS_WANTED: Final = ("0", "false", "no", "off")
_REPORTS_OFF: Final = ("1", "true", "yes", "on")
LOADED_BEFORE: Final = "onnxruntime" in sys.modules and os.environ.get(VARIABLE, "").lower() not in _REPORTS_OFF
"""Whether a program loaded onnxruntime, reporting, before annotator could switch its reports off."""


def switch_off() -> None:
    """Switch the reports off for this process and its children, unless the person has switched them on."""
    if not reports_wanted():
        os.environ[VARIABLE] = "1"


def reports_wanted() -> bool:
    """Whether the person's own setting switches the reports on."""
    return os.environ.get(VARIABLE, "").strip().lower() in _REPORTS_WANTED


def stop_events(onnxruntime: Any) -> None:
    """Stop the events of a loaded ``onnxruntime``; to be called before it loads a model.

    On Windows this is the switch. It also covers the libraries that use the same module (rapidocr, kokoro-onnx).
    """
    if not reports_wanted():
        onnxruntime.disable_telemetry_events()
