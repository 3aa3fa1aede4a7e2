"""Cache results that are costly to make, such as OCR texts, spoken sentences and encoded segments, in one folder.

Callers put everything that shapes an entry into its key, our own code included (``annotator.code_version``), so that no
entry goes stale. An entry is written whole or not at all, with a checksum; one that can't be read counts as missing.
Entries that could reveal private text are encrypted (``sealing``). The least recently used entries are removed when the
folder grows too large (``eviction``).
"""

from __future__ import annotations

from annotator.cache.keys import digest, key
from annotator.cache.store import Cache, default_root, unwritable

__all__ = ["Cache", "default_root", "digest", "key", "unwritable"]
