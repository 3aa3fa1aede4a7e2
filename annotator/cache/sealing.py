"""Encrypt cache entries that reveal what is on a screenshot, so that only a holder of the screenshot can read them.

The secret is the screenshot's own digest, which is stored nowhere in the cache. Whoever gets hold of the cache folder (a
backup, a shared disk, the next user of a laptop) learns only the length of a sealed entry. Whoever has the screenshot
can open it, but sees the same on the screenshot. It does not protect against somebody who knows the SHA-256 of the
screenshot, or can guess the screenshot to the last byte.

The cipher is built from the standard library: SHAKE-256 as the key stream, and a keyed BLAKE2b of the content as both
nonce and authentication tag (the construction of SIV, RFC 5297). Equal contents under one secret seal to equal bytes,
which reveals nothing here: the entry's name says as much.
"""

from __future__ import annotations

import hashlib
import hmac

_NONCE_BYTES = 32
_CHUNK = 1 << 22


def seal(data: bytes, secret: str) -> bytes:
    """Encrypt ``data`` with ``secret``; the result is 32 bytes longer."""
    nonce = _nonce(data, secret)
    return nonce + _xor_stream(data, secret, nonce)


def unseal(sealed: bytes, secret: str) -> bytes:
    """The inverse of ``seal``. Raises ValueError for a wrong secret or damaged bytes."""
    nonce = sealed[:_NONCE_BYTES]
    data = _xor_stream(sealed[_NONCE_BYTES:], secret, nonce)
    if not hmac.compare_digest(nonce, _nonce(data, secret)):
        raise ValueError("sealed with another secret, or damaged")
    return data


def _nonce(data: bytes, secret: str) -> bytes:
    return hashlib.blake2b(data, digest_size=_NONCE_BYTES, key=_derived(secret), person=b"annotator nonce").digest()


def _derived(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"annotator seal").digest()


def _xor_stream(data: bytes, secret: str, nonce: bytes) -> bytes:
    """``data`` XOR the key stream; its own inverse."""
    stream_key = _derived(secret) + nonce
    pieces = []
    for start in range(0, len(data), _CHUNK):
        piece = data[start : start + _CHUNK]
        stream = hashlib.shake_256(stream_key + start.to_bytes(8)).digest(len(piece))
        crossed = int.from_bytes(piece, "little") ^ int.from_bytes(stream, "little")
        pieces.append(crossed.to_bytes(len(piece), "little"))
    return b"".join(pieces)
