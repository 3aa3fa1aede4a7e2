"""The option ``--lines``, by which another program runs a command.

Each line of standard output is an object with one of ``progress`` (what, done, total), ``result`` (what ``--json`` prints, or a
kit's folder) and ``error`` (code, message and remedy, perhaps problems); messages are as `annotator.messages.to_json` returns
them. The command ends, as by SIGTERM, when its standard input does, and so also when that program dies.
"""

import _thread
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from annotator import errors, messages

_CLEAN_UP_SECONDS = 20.0
"""Maximum seconds for a command to unwind before it is ended at once."""
_output: IO[bytes] | None = None


def begin_lines() -> None:
    """Write lines from now on, and watch standard input. Output of libraries goes to standard error."""
    from annotator.edit.work.child import wait_for_input  # not for --help

    global _output
    _output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_end_with_input, args=(wait_for_input,), daemon=True).start()


def write_line(kind: str, value: Any) -> bool:
    """Write one line, if the command was started with ``--lines``; return whether it was."""
    if _output is None:
        return False
    _output.write(json.dumps(messages.to_json({kind: value})).encode() + b"\n")
    _output.flush()
    return True


def write_error(error: BaseException) -> None:
    """Write a line about an error, if the command was started with ``--lines``."""
    if _output is None:
        return
    row = errors.describe(error)
    if isinstance(error, errors.ProblemsError):
        from annotator.script import problem_row

        row["problems"] = [problem_row(problem) for problem in error.problems]
    write_line("error", row)


def _end_with_input(wait: Callable[[], None]) -> None:
    wait()
    # Not the buffered reader: a thread that waits in it makes the interpreter abort when the command is done.
    while os.read(0, 1024):
        wait()
    if sys.platform == "win32":  # there, a signal would end it without unwinding
        _thread.interrupt_main(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_CLEAN_UP_SECONDS)
    os._exit(128 + signal.SIGTERM)
