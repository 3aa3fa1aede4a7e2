"""Keep pictures that many packs have in common, so that a district's schools don't each encode them.

The packs of these schools differ in a name, a phone number and a face. Only pictures that show none of them are kept here: one of
a single school would take the place of one that all need. A change in the code of ``pack``, or of a room that it may import, or
in their data and libraries, makes all of them anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.cache import Cache, code_version, key

if TYPE_CHECKING:
    from annotator.screen.load import Pixels


def encode_once(cache: Cache, suffix: str, encode: Callable[[], bytes], *shape: object) -> bytes:
    """The content of a file that many packs have in common: from the cache, or made by ``encode``.

    Args:
        cache: the cache that all packs share.
        suffix: the file's suffix (".jpg").
        encode: the function that makes the content; the same bytes for the same ``shape``.
        shape: the parts of the key: a word for the kind of file ("chat"), and every value that ``encode`` uses.

    Raises what ``encode`` raises, and OutputError if the cache can't be written.
    """
    name = key(code_version.of(__name__), shape)
    data = cache.read("shared", name, suffix)
    if data is None:
        data = made = encode()
        cache.put("shared", name, suffix, lambda new: new.write_bytes(made))
    return data


def draw_once(cache: Cache, draw: Callable[[], Pixels], *shape: object) -> Pixels:
    """A drawn picture (H, W, 3), from which others are made, cached as `encode_once` caches the content of a file."""
    from annotator.cards import image_files  # loads OpenCV

    return image_files.unpack(encode_once(cache, ".pixels", lambda: image_files.pack(draw()), *shape))
