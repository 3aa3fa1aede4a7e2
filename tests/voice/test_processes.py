"""The programs that speak one sentence each in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from types import ModuleType

import pytest

from annotator.voice.engines import espeak_process, pico_process


def run(program: ModuleType, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-P", str(program.__file__), *arguments]
    return subprocess.run(command, input=b"Toque Unirse.", capture_output=True, check=False)


@pytest.mark.pico
def test_pico_writes_samples_and_the_same_in_every_run() -> None:
    one, two = (run(pico_process, "es-ES", "1.0", "0.5") for _ in range(2))
    assert one.returncode == 0
    assert len(one.stdout) > 16_000
    assert one.stdout == two.stdout


@pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="the extra natural is not installed")
def test_espeak_writes_a_wave_file_and_refuses_a_voice_that_is_none() -> None:
    spoken = run(espeak_process, "es-419", "150")
    assert spoken.returncode == 0
    assert spoken.stdout[:4] == b"RIFF"
    refused = run(espeak_process, "no-such-voice", "150")
    assert refused.returncode == 1
    assert b"no voice no-such-voice" in refused.stderr
