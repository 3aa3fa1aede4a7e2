"""Seals cache entries that tell what is on a screenshot, so that only who has the screenshot can read them.

The secret is the screenshot's own digest, which is nowhere in the cache. Whoever gets hold of the cache folder (a backup,
a shared disk, the next user of a laptop) learns from a sealed entry only how long it is. Whoever has the screenshot can
open it, and has no need to: it shows the same. It does not protect against somebody who knows the SHA-256 of the
screenshot, or who guesses the screenshot to the last byte.

The cipher is built from the standard library: SHAKE-256 as the key stream, and a keyed BLAKE2b of the content as both the
nonce and the check (the construction of SIV, RFC 5297). Equal contents under one secret are sealed to equal bytes, which
tells nothing here, since an entry's name says the same.
"""

from __future__ import annotations

import hashlib
import hmac

_NONCE_BYTES = 32
_CHUNK = 1 << 22


def seal(data: bytes, secret: str) -> bytes:
    """``data`` so that it can be read only with ``secret``, 32 bytes longer."""
    nonce = _nonce(data, secret)
    return nonce + _crossed(data, secret, nonce)


def unseal(sealed: bytes, secret: str) -> bytes:
    """The inverse of ``seal``. Raises ValueError for another secret and for damaged bytes."""
    nonce = sealed[:_NONCE_BYTES]
    data = _crossed(sealed[_NONCE_BYTES:], secret, nonce)
    if not hmac.compare_digest(nonce, _nonce(data, secret)):
        raise ValueError("sealed with another secret, or damaged")
    return data


def _nonce(data: bytes, secret: str) -> bytes:
    return hashlib.blake2b(data, digest_size=_NONCE_BYTES, key=_derived(secret), person=b"annotator nonce").digest()


def _derived(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"annotator seal").digest()


def _crossed(data: bytes, secret: str, nonce: bytes) -> bytes:
    """``data`` combined by exclusive or with the key stream; twice gives it back."""
    stream_key = _derived(secret) + nonce
    pieces = []
    for start in range(0, len(data), _CHUNK):
        piece = data[start : start + _CHUNK]
        stream = hashlib.shake_256(stream_key + start.to_bytes(8)).digest(len(piece))
        crossed = int.from_bytes(piece, "little") ^ int.from_bytes(stream, "little")
        pieces.append(crossed.to_bytes(len(piece), "little"))
    return b"".join(pieces)
