"""How programs are started that work for us: out of reach of the terminal's Ctrl-C, which is ours to handle."""

from __future__ import annotations

import subprocess
import sys
from typing import TypedDict


class Group(TypedDict, total=False):
    """The arguments of ``subprocess`` that put a child into a process group of its own."""

    process_group: int
    creationflags: int


# A terminal sends Ctrl-C to the whole group. A child that ends of it before we notice looks like one that has failed,
# and a build that was stopped would be told as one that broke.
if sys.platform == "win32":
    OWN_GROUP: Group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
else:
    OWN_GROUP: Group = {"process_group": 0}
