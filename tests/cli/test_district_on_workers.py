"""``annotator district --scheduler`` as a program: its words and codes, Ctrl-C, TLS, and Dask only where it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cli.schools import district
from tests.helpers.clusters import programs
from tests.helpers.districts import make_schools, make_tutorial, write_table

COMMAND = [sys.executable, "-m", "annotator", "district", "schools.csv", "zoom", "-o", "packs", "--voice", "pico"]
BLOCKED = "import sys\nsys.modules['distributed'] = None\n"
LISTED = """
import atexit, sys
atexit.register(lambda: print('distributed' in sys.modules or 'dask' in sys.modules, file=open('loaded', 'w')))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_tutorial(tmp_path / "distrito ñ" / "zoom", ["es"])
    write_table(tmp_path / "distrito ñ" / "schools.csv", make_schools(4))
    return tmp_path / "distrito ñ"


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    process = start(folder, *arguments, **environment)
    out, err = process.communicate()
    return process.returncode, out, err


def at_start(folder: Path, code: str) -> dict[str, str]:
    """An environment in which Python runs ``code`` before all else."""
    place = folder.parent / "at start"
    place.mkdir()
    (place / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join((os.environ.get("PYTHONPATH", ""), str(place)))}


def packs(folder: Path) -> list[Path]:
    """The ``pack.json`` of each pack that is in its place."""
    return [path for path in folder.glob("packs/*/*/pack.json") if not path.parent.name.startswith(".")]


def wait_for_pack(folder: Path, process: subprocess.Popen[str]) -> None:
    while not packs(folder):
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)


def besides_warnings(err: str) -> list[str]:
    """The lines of standard error but for what builds warn of."""
    return [line for line in err.splitlines() if not line.startswith(("look at: ", "  "))]


def test_options_that_contradict_each_other_are_refused(folder: Path) -> None:
    code, out, err = run(folder, "--shared", "packs")
    assert (code, out) == (2, "")
    assert "add --scheduler" in " ".join(err.split())


def test_the_address_may_come_from_the_environment_as_for_dask(folder: Path) -> None:
    code, _, err = run(folder, DASK_SCHEDULER_ADDRESS="nowhere")
    assert code == 4
    assert "The Dask scheduler nowhere cannot be reached." in err
    (option,) = [option for option in district.params if option.name == "scheduler"]
    assert option.envvar == "DASK_SCHEDULER_ADDRESS"


def test_dask_is_loaded_only_for_a_scheduler(folder: Path) -> None:
    code, _, err = run(folder, "--dry-run", **at_start(folder, LISTED))
    assert (code, besides_warnings(err)) == (0, [])
    assert (folder / "loaded").read_text(encoding="utf-8") == "False\n"


def test_without_the_extra_the_option_says_what_to_install(folder: Path) -> None:
    code, out, err = run(folder, "--scheduler", "tcp://127.0.0.1:8786", **at_start(folder, BLOCKED))
    assert (code, out) == (3, "")
    assert err.startswith("Making packs on many computers needs Dask. Write --extra district after “uv run”")


@pytest.mark.slow
@pytest.mark.pico
@pytest.mark.enable_socket
def test_only_who_has_the_certificate_gets_in_and_a_scheduler_that_dies_loses_nothing(
    folder: Path, tmp_path: Path, need: Callable[[str], str]
) -> None:
    pem, key = tmp_path / "distrito.pem", tmp_path / "distrito.key"
    command = [need("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=distrito"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(pem)], check=True, capture_output=True)
    prefix = "DASK_DISTRIBUTED__COMM__TLS__"
    own = {f"{prefix}CA_FILE": str(pem), "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        own |= {f"{prefix}{who}__CERT": str(pem), f"{prefix}{who}__KEY": str(key)}
    with programs(tmp_path / "tls", scheme="tls", environment=own) as cluster:
        cluster.add_worker("tls://127.0.0.2")
        code, _, err = run(folder, "--scheduler", cluster.address)
        assert code == 4
        assert err.startswith(f"The Dask scheduler {cluster.address} cannot be reached. Start it")
        assert "settings for TLS" in err
        assert err.count("\n") == 1
        process = start(folder, "--scheduler", cluster.address, **own)
        wait_for_pack(folder, process)
        cluster.kill_scheduler()
        out, err = process.communicate()
    assert (process.returncode, out) == (4, "")
    assert err == (
        f"The Dask scheduler {cluster.address} can no longer be reached. Start it and its workers again, then run the "
        "same command: it makes only what is missing.\n"
    )
    made = {path: path.stat().st_mtime_ns for path in packs(folder)}
    assert 1 <= len(made) < 4
    code, out, err = run(folder)  # on this computer: what is missing is the same
    assert (code, besides_warnings(err)) == (0, [])
    assert out.splitlines()[-1].split()[:5] == ["4", "schools", str(4 - len(made)), str(len(made)), "0"]
    assert {path: path.stat().st_mtime_ns for path in made} == made
