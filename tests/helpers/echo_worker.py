"""A child process for tests of `annotator.edit.worker_channel`: it echoes, waits, fails, or dies as it is told."""

from __future__ import annotations

import os
import signal
import sys
import time

from annotator.edit.worker_process import receive, send


def main() -> None:
    while True:
        try:
            name, args = receive(sys.stdin.buffer)
        except EOFError:
            return
        if name == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "wait":
            time.sleep(args[0])
        if name == "fail":
            answer: tuple[str, object] = "error", {"code": "refused", "message": "No.", "remedy": "Ask again."}
        else:
            answer = ("answer", (os.getpid(), name, args))
        send(sys.stdout.buffer, answer)


if __name__ == "__main__":
    main()
