"""Make the packs of a district on many computers, by Dask's ``distributed`` (extra ``district``).

``connection`` finds the scheduler, ``worker_version`` compares the workers with this computer, ``run`` hands out the tasks
that ``orders`` submits, ``results`` puts finished packs in place, and ``tasks`` is what runs on the workers.
``file_bundle`` and ``cache_entries`` carry files between disks that have nothing in common. Dask is imported only here.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:]+\]|[^/:\s]+):\d{1,5}/?")


def is_address(text: str) -> bool:
    """Whether a text has the form of a scheduler's address: ``tcp://computer:8786``."""
    return _ADDRESS.fullmatch(text) is not None
