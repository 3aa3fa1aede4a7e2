"""Start child processes out of reach of the terminal's Ctrl-C, which only the parent handles."""

from __future__ import annotations

import subprocess
import sys
from typing import Any


class Process(subprocess.Popen[bytes]):
    """A child that is killed if its own start is interrupted; out of the terminal's reach, it would keep running."""

    def __init__(self, *args: Any, **options: Any) -> None:
        try:
            super().__init__(*args, **options)
        except BaseException:
            if getattr(self, "pid", None):
                self.kill()
                self.wait()
            raise


# A terminal sends Ctrl-C to the whole process group. A child that dies of it before the parent notices looks like one
# that failed, and a build that the user stopped would be reported as broken.
if sys.platform == "win32":
    OWN_GROUP: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
else:
    OWN_GROUP: dict[str, Any] = {"process_group": 0}
