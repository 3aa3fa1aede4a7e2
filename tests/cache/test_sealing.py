"""What is sealed is read with its secret, and with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.cache import sealing
from annotator.cache.sealing import seal, unseal


@given(st.binary(), st.text())
@example(b"", "")
@example(bytes(9_000), "picture")
def test_it_comes_back_as_it_was(data: bytes, secret: str) -> None:
    assert unseal(seal(data, secret), secret) == data


def test_a_long_content_is_sealed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_CHUNK", 7)
    data = bytes(range(256)) * 2
    sealed = seal(data, "picture")
    assert unseal(sealed, "picture") == data
    assert len({sealed[start : start + 7] for start in range(32, len(sealed) - 7, 7)}) == len(data) // 7, (
        "no piece repeats"
    )


@given(st.binary(min_size=1), st.integers(min_value=0))
def test_another_secret_and_damage_are_noticed(data: bytes, where: int) -> None:
    sealed = bytearray(seal(data, "picture"))
    with pytest.raises(ValueError, match="another secret"):
        unseal(bytes(sealed), "picture2")
    sealed[where % len(sealed)] ^= 1
    with pytest.raises(ValueError, match="damaged"):
        unseal(bytes(sealed), "picture")


def test_two_contents_share_no_key_stream() -> None:
    one, two = seal(bytes(64), "picture"), seal(bytes(63) + b"\1", "picture")
    assert one[:32] != two[:32]
    assert one[32:95] != two[32:95]
