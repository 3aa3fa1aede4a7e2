"""A folder of results that are costly to make: texts read by OCR, spoken sentences, encoded segments.

An entry's key holds everything that shapes it (``annotator.code_version`` has our own part in that), so that nothing is
ever out of date. An entry appears whole or not at all, and carries a checksum; one that can't be read, for whatever
reason, counts as absent. Entries that could tell a private text are sealed (``annotator.cache.sealing``). The folder
keeps itself small (``annotator.cache.eviction``).
"""

from __future__ import annotations

from annotator.cache.keys import digest, key
from annotator.cache.store import Cache, default_root, unwritable

__all__ = ["Cache", "default_root", "digest", "key", "unwritable"]
