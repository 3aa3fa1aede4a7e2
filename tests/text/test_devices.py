"""What kind of device the words of a script name."""

from __future__ import annotations

import pytest

from annotator.model import Device
from annotator.text.folding import device_of


@pytest.mark.parametrize(
    ("fact", "device"),
    [
        ("Android phone", "phone"),
        ("celular Android", "phone"),
        ("Teléfono", "phone"),
        ("Android tablet", "tablet"),
        ("tableta", "tablet"),
        ("computadora portátil con Windows", "laptop"),
        ("Chromebook", "laptop"),
        ("Samsung Galaxy A15", "phone"),
        ("Moto G", "phone"),
        ("cel de la escuela", "phone"),
        ("Galaxy Tab A9", "tablet"),
        ("Android phone or Chromebook", None),
        ("Celular o computadora", None),
        ("celular e computador", None),
        ("tablet/laptop", None),
        ("iPhone or Android phone", "phone"),
        ("Chromebook, school", "laptop"),
        ("", None),
        ("television", None),
    ],
)
def test_devices_by_their_names(fact: str, device: Device | None) -> None:
    assert device_of(fact) == device
