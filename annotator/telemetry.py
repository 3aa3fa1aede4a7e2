"""Switch off the telemetry of onnxruntime, which reports to its maker.

On Linux and macOS it reads ``ORT_DISABLE_TELEMETRY`` when it is loaded, so the package sets that to ``1`` before it imports any
other of its modules (`switch_off`). Child processes inherit it. On Windows only a call after loading helps (`stop_events`).

A user who wants to report sets the variable to ``0``, ``false``, ``no`` or ``off``; ``annotator doctor`` says so then. Any other
value, also an empty one, becomes ``1``, since onnxruntime would take ``2`` or ``disabled`` for a wish to report.
"""

import os
from typing import Any, Final

VARIABLE: Final = "ORT_DISABLE_TELEMETRY"
_KEEPS_TELEMETRY: Final = ("0", "false", "no", "off")
"""Values of the variable by which a user switches telemetry on, in any case."""


def switch_off() -> None:
    """Set the variable for this process and its children, unless the user has switched telemetry on."""
    if not reports_wanted():
        os.environ[VARIABLE] = "1"


def reports_wanted() -> bool:
    """Whether the user's own setting switches telemetry on."""
    return os.environ.get(VARIABLE, "").strip().lower() in _KEEPS_TELEMETRY


def stop_events(onnxruntime: Any) -> None:
    """Stop the events of a loaded ``onnxruntime`` module, unless the user has switched telemetry on.

    Call it before a model is loaded. It also covers libraries that use the same module (rapidocr, kokoro-onnx).
    """
    if not reports_wanted():
        onnxruntime.disable_telemetry_events()
