"""The child's end: it answers in order, and ends with its parent."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from annotator.edit import worker_child
from annotator.edit.worker_channel import receive, send

CODE = """
import time
from annotator.edit.worker_child import serve_parent
def answer(name, args):
    print("what a library says")
    time.sleep(30 if name == "wait" else 0)
    return "answer", (name, *args)
serve_parent(answer)
"""


def start() -> subprocess.Popen[bytes]:
    root = Path(worker_child.__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    return subprocess.Popen(
        [sys.executable, "-c", CODE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def test_answers_in_order_and_nothing_else() -> None:
    with start() as child:
        assert child.stdin is not None and child.stdout is not None
        for number in range(3):
            send(child.stdin, ("echo", (number,)))
        assert [receive(child.stdout) for _ in range(3)] == [("answer", ("echo", number)) for number in range(3)]
        child.stdin.close()
        assert child.wait(20) == 0


def test_ends_with_its_parent_in_the_middle_of_a_request() -> None:
    with start() as child:
        assert child.stdin is not None
        send(child.stdin, ("wait", ()))
        child.stdin.close()
        assert child.wait(20) == 0


def test_messages_are_whole_or_none() -> None:
    stream = io.BytesIO()
    send(stream, ("echo", (1,)))
    assert receive(io.BytesIO(stream.getvalue())) == ("echo", (1,))
