"""Cache results that are costly to make, such as the texts of a picture or the sound of a sentence.

The folder is for the user alone, since it holds private texts. Callers put everything that shapes a result into its key,
our own code included (`code_version`), so that no result goes stale. An entry is written whole or not at all; one that is
missing or can't be read is made again. When a run first stores one, those used longest ago beyond 4 GB are removed, but none
of the last day.
"""

from annotator.cache.keys import digest, key
from annotator.cache.store import LIMIT_BYTES, Cache, default_root, named_folder

__all__ = ["LIMIT_BYTES", "Cache", "default_root", "digest", "key", "named_folder"]
