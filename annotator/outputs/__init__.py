"""Write packs, sites, kits and files without losing anything that somebody else made.

`claims` says whether a path may be written to and what annotator made, and `replacement` puts a new folder in the place of an
older one.
"""

from __future__ import annotations

from annotator.outputs.claims import OwnershipMark, claim

__all__ = ["OwnershipMark", "claim"]
