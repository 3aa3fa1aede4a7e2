"""Write packs, sites, kits and files without losing anything that annotator did not make.

`claims` says whether a path may be written to, `marks` which files of a folder annotator made, `replacement` puts a new folder in
the place of an older one.
"""

from annotator.outputs.claims import claim
from annotator.outputs.marks import OwnershipMark

__all__ = ["OwnershipMark", "claim"]
