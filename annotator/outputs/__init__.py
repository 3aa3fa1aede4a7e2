"""Write packs, sites, kits and files without losing anything that annotator did not make.

`claims` says whether a path may be written to and which files annotator made, `replacement` puts a new folder in the place of an
older one.
"""

from annotator.outputs.claims import OwnershipMark, claim

__all__ = ["OwnershipMark", "claim"]
