"""``annotator district`` as a program, alone and with ``--scheduler``: its table, words and codes, Ctrl-C, and TLS."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cli.schools import district
from tests.helpers.clusters import programs
from tests.helpers.districts import files_of, make_schools, make_tutorial, write_table

COMMAND = [sys.executable, "-m", "annotator", "district", "schools.csv", "zoom", "-o", "packs out", "--voice", "pico"]
BLOCKED = "import sys\nsys.modules['distributed'] = None\n"
LISTED = """
import atexit, sys
atexit.register(lambda: print('distributed' in sys.modules or 'dask' in sys.modules, file=open('loaded', 'w')))
"""


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "mi distrito ñ"
    make_tutorial(place / "zoom", ["es"])
    write_table(place / "schools.csv", [*make_schools(2), {"name": "Niño Jesús"}], delimiter=";", encoding="cp1252")
    return place


def test_every_column_is_in_the_help() -> None:
    from annotator.district.schools import COLUMNS

    assert district.help is not None
    assert set(COLUMNS) <= set(re.findall("[a-z_]+", district.help))


def test_a_dry_run_says_what_would_be_made_and_what_is_wrong(folder: Path) -> None:
    rows = [*make_schools(1), {"name": "Niño Jesús", "phone": "?"}, {"name": "Río", "main": "red"}]
    write_table(folder / "schools.csv", rows, delimiter=";", encoding="cp1252")
    code, out, err = run(folder, "--dry-run")
    assert code == 1
    assert [line.split()[-4:] for line in out.splitlines()][-1] == ["1", "0", "0", "0.0"]
    assert "schools.csv:3: phone: " in err
    assert "schools.csv:4: main: " in err
    assert not (folder / "packs out").exists()


def test_a_column_that_is_spelt_wrong_stops_all(folder: Path) -> None:
    (folder / "schools.csv").write_text("name,phnoe\nA,1\n", encoding="utf-8")
    code, out, err = run(folder, "--dry-run")
    assert (code, out) == (1, "")
    assert err == 'schools.csv:1: "phnoe" is not a column here. Did you mean "phone"?\n'


@pytest.mark.slow
@pytest.mark.pico
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
def test_ctrl_c_stops_cleanly_and_the_same_command_goes_on(folder: Path) -> None:
    process = start(folder, "--jobs", "1")
    while not is_at_another(folder) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == "Stopped. Nothing that was finished before is lost."
    record = json.loads((folder / "packs out" / "district.json").read_text(encoding="utf-8"))
    statuses = [pack["status"] for row in record["schools"] for pack in row["packs"]]
    made = len(finished(folder))
    # The last one may have been in its place before its process could say so.
    assert made - 1 <= statuses.count("made") <= made
    assert statuses.count("waiting") == 3 - statuses.count("made")
    assert 1 <= made < 3
    code, out, err = run(folder, "--jobs", "2")
    assert code == 0, err
    assert out.splitlines()[-1].split()[:5] == ["3", "schools", str(3 - made), str(made), "0"]
    assert out.splitlines()[-2].split()[:2] == ["Niño", "Jesús"]
    assert "nino-jesus/zoom" in finished(folder)
    assert len(finished(folder)) == 3
    before = files_of(folder / "packs out")
    code, out, _ = run(folder, "--json")
    assert code == 0
    assert {pack["status"] for row in json.loads(out)["schools"] for pack in row["packs"]} == {"unchanged"}
    after = files_of(folder / "packs out")
    assert {path for path in after if before[path] != after[path]} == {"district.json"}


def is_at_another(folder: Path) -> bool:
    """Whether a further pack is being made, so that the first one is known to be finished."""
    begun = {path.parent.name for path in (folder / "packs out").glob("*/.*.new")}
    done = {name.partition("/")[0] for name in finished(folder)}
    return bool(done) and not begun <= done


def finished(folder: Path) -> list[str]:
    """The packs that are in their places."""
    found = (folder / "packs out").glob("[!.]*/[!.]*/pack.json")
    return [path.parent.relative_to(folder / "packs out").as_posix() for path in found]


def at_start(folder: Path, code: str) -> dict[str, str]:
    """An environment in which Python runs ``code`` before all else."""
    place = folder.parent / "at start"
    place.mkdir()
    (place / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join((os.environ.get("PYTHONPATH", ""), str(place)))}


def wait_for_pack(folder: Path, process: subprocess.Popen[str]) -> None:
    while not finished(folder):
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
    made = {name: (folder / "packs out" / name / "pack.json").stat().st_mtime_ns for name in finished(folder)}
    assert 1 <= len(made) < 3
    code, out, err = run(folder)  # on this computer: what is missing is the same
    assert (code, besides_warnings(err)) == (0, [])
    assert out.splitlines()[-1].split()[:5] == ["3", "schools", str(3 - len(made)), str(len(made)), "0"]
    assert {name: (folder / "packs out" / name / "pack.json").stat().st_mtime_ns for name in made} == made
