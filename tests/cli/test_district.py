"""The command ``annotator district`` as a program: its table, its words, its codes, and Ctrl-C."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.cli.schools import district
from tests.helpers.districts import files_of, make_schools, make_tutorial, write_table

COMMAND = [sys.executable, "-m", "annotator", "district"]


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "schools.csv", "zoom", "-o", "packs out", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    process = start(folder, *arguments)
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
    code, out, err = run(folder, "--dry-run", "--voice", "pico")
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
    process = start(folder, "--voice", "pico", "--jobs", "1")
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
    code, out, err = run(folder, "--voice", "pico", "--jobs", "2")
    assert code == 0, err
    assert out.splitlines()[-1].split()[:5] == ["3", "schools", str(3 - made), str(made), "0"]
    assert out.splitlines()[-2].split()[:2] == ["Niño", "Jesús"]
    assert "nino-jesus/zoom" in finished(folder)
    assert len(finished(folder)) == 3
    before = files_of(folder / "packs out")
    code, out, _ = run(folder, "--voice", "pico", "--json")
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
