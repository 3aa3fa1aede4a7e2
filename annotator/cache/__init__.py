"""A folder of results that are costly to make: OCR texts, spoken sentences, encoded segments.

An entry's key covers everything that shapes the entry, our own code included (``annotator.code_version``), so no entry
is ever stale. An entry is written whole or not at all, with a checksum; one that can't be read, for whatever reason,
counts as missing. Entries that could reveal private text are encrypted (``sealing``). The least recently used entries
are removed when the folder grows too large (``eviction``).
"""

from __future__ import annotations

from annotator.cache.keys import digest, key
from annotator.cache.store import Cache, default_root, unwritable

__all__ = ["Cache", "default_root", "digest", "key", "unwritable"]
