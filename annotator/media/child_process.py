"""How programs are started that work for us: out of reach of the terminal's Ctrl-C, which is ours to handle."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, TypedDict


class ProcessGroup(TypedDict, total=False):
    """The arguments of ``subprocess`` that put a child into a process group of its own."""

    process_group: int
    creationflags: int


class Process(subprocess.Popen[bytes]):
    """A child that does not outlive an interrupt of its start: out of the terminal's reach, it would go on to write."""

    def __init__(self, *args: Any, **options: Any) -> None:
        try:
            super().__init__(*args, **options)
        except BaseException:
            if getattr(self, "pid", None):
                self.kill()
                self.wait()
            raise


# A terminal sends Ctrl-C to the whole group. A child that ends of it before we notice looks like one that has failed,
# and a build that was stopped would be told as one that broke.
if sys.platform == "win32":
    OWN_GROUP: ProcessGroup = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
else:
    OWN_GROUP: ProcessGroup = {"process_group": 0}
