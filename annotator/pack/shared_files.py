"""Make a file that many packs have in common once, and take it from the cache afterwards.

The tutorials of a district's schools differ in a name, a phone number and a face. A picture or sound that shows none of
them is the same in all of their packs: it is drawn and encoded for the first school only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, code_version, key

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels

_KIND = "shared"


@dataclass(frozen=True)
class SharedFiles:
    """Encoded pictures of cards, cached by their content rather than by the pack they are in.

    Don't store what the school shapes: nothing else would use it, and
    thousands of schools would push the rest out of the cache.
    """

    cache: Cache

    def get(self, module: str, suffix: str, make: Callable[[], bytes], *shape: object) -> bytes:
        """The content of a file, which ``make`` returns if it isn't cached.

        Args:
            module: the full name of the module that encodes it.
            suffix: the file's suffix.
            make: draws and encodes it; returns the same bytes for the same ``shape``.
            shape: everything else that it depends on, such as cards and sizes: what ``annotator.cache.key`` can digest.

        Raises what ``make`` raises, and OutputError if the cache can't be written.
        """
        name = key(code_version.of(__name__), module, shape)
        kept = self.cache.read(_KIND, name, suffix)
        if kept is not None:
            return kept
        data = make()
        self.cache.put(_KIND, name, suffix, lambda new: _write(new, data))
        return data

    def get_pixels(self, module: str, draw: Callable[[], Pixels], *shape: object) -> Pixels:
        """A drawn picture (H, W, 3), from which others are made, as `get` returns the content of a file."""
        from annotator.cards import image_files

        return image_files.unpack(self.get(module, ".pixels", lambda: image_files.pack(draw()), shape))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
