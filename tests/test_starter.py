"""The scripts of ``.ci/starter``: sound for the system that reads them, whatever the folder is called, and however they stop."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from tests.helpers.programs import write_program
from tests.helpers.small_disks import fill, small_disk

ROOT = Path(__file__).parent.parent
FILES = ROOT / ".ci" / "starter-files"
VALUES = dict.fromkeys(["PYTHON_MB", "PLAIN_FETCHED", "PLAIN_KEPT", "NATURAL_FETCHED", "NATURAL_KEPT"], 120) | {
    "ID": "20261129.0640",
    "PYTHON": "3.11",
    "VERSION": "0.1.0",
    "DATE": "2026-11-29",
    "SYSTEM": "linux",
    "HOSTS": "<code>index.example.org</code>",
    "PYTHON_HOST": "python.example.org",
}
HOSTILE = "José & 100% (1) ^ !x! 'ñ' $HOME `id`"


def load(name: str, path: Path) -> ModuleType:
    loader = SourceFileLoader(name, str(path))
    module = module_from_spec(ModuleSpec(name, loader, origin=str(path)))
    module.__file__ = loader.path
    sys.modules[name] = module  # where dataclasses look for it
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def starter() -> ModuleType:
    return load("starter", ROOT / ".ci" / "starter")


# Windows


@pytest.mark.parametrize("name", ["start.cmd", "natural.cmd"])
def test_a_script_of_windows_is_read_the_same_under_each_code_page(starter: ModuleType, name: str) -> None:
    data = starter.as_script(starter.fill(starter.read(name), VALUES | {"ENDING": ".cmd"}), ".cmd")
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") == len(data.splitlines())
    assert b"@ID@" not in data


def test_no_path_on_windows_is_read_as_a_command() -> None:
    """A path with ``& ^ ( ) !`` is safe in quotes without delayed expansion; ``call`` would read ``%`` a second time."""
    text = (FILES / "start.cmd").read_text(encoding="utf-8")
    assert "DisableDelayedExpansion" in text
    lines = [line for line in text.splitlines() if not line.startswith("rem ")]
    for line in lines:
        outside = re.sub(r'"[^"]*"', "", line)
        assert not re.search(r"%(HERE|PLACE|UV|TOOLS|~dp0)", outside), line
        assert "call" not in line or line.endswith("call :guarded")
    jumps = set(re.findall(r"(?:goto|call :)\s*(\w+)", text))
    assert jumps == set(re.findall(r"^:(\w+)", text, re.MULTILINE))


# Linux and Macs


class Ended(NamedTuple):
    code: int
    said: str
    asked: list[list[str]]
    place: Path


class Zip:
    """An unpacked zip whose uv is a script: it notes what it is asked, and ends with the next of ``codes``."""

    def __init__(self, starter: ModuleType, root: Path) -> None:
        self.root, self.home = root / HOSTILE, root / f"home {HOSTILE}"
        (self.root / "program").mkdir(parents=True)
        self.home.mkdir()
        for name, ending in (("start.sh", "Start annotator.sh"), ("natural.sh", "Natural voice.sh")):
            path = self.root / ending
            path.write_bytes(starter.as_script(starter.fill(starter.read(name), VALUES | {"ENDING": ".sh"}), ".sh"))
            path.chmod(0o755)
        shutil.copy(FILES / "start.py", self.root / "program")
        facts = {
            "date": "2026-11-29",
            "longest": 119,
            "index": "index.example.org",
            **{name: {"fetched": 200, "kept": 1} for name in ("plain", "natural")},
        }
        (self.root / "program" / "facts.json").write_text(json.dumps(facts))
        self.codes: list[int] = []

    def start(
        self,
        script: str = "Start annotator.sh",
        stdin: int = subprocess.DEVNULL,
        cwd: Path | None = None,
        **environment: str,
    ) -> Ended:
        (self.root / "codes").write_text("".join(f"{code}\n" for code in self.codes))
        for path in self.root.glob("asked*"):
            path.unlink()
        uv = self.root / "program" / "uv-Linux-x86_64"
        write_program(uv, FAKE_UV)
        variables = {"PATH": f"{self.bin()}:/usr/bin:/bin", "HOME": str(self.home), "ZIP": str(self.root)} | environment
        ran = subprocess.run(
            [self.root / script, *environment.pop("PREPARE", "").split()],
            cwd=cwd,
            stdin=stdin,
            capture_output=True,
            text=True,
            env=variables,
            check=False,
        )
        asked = self.root / "asked"
        calls = [line.split("\t") for line in asked.read_text().splitlines()] if asked.exists() else []
        return Ended(ran.returncode, ran.stdout + ran.stderr, calls, self.place)

    def bin(self) -> Path:
        """A computer that calls itself Linux on x86-64, whatever it is."""
        folder = self.root / "bin"
        folder.mkdir(exist_ok=True)
        (folder / "uname").write_text('#!/bin/sh\n[ "$1" = -s ] && echo Linux || echo "${MACHINE:-x86_64}"\n')
        (folder / "uname").chmod(0o755)
        return folder

    @property
    def place(self) -> Path:
        return self.home / ".local/share/annotator/program" / str(VALUES["ID"])


FAKE_UV = """import os, subprocess, sys
from pathlib import Path
root, arguments = Path(os.environ["ZIP"]), sys.argv[1:]
with (root / "asked").open("a") as asked:
    print(*arguments, sep="\\t", file=asked)
(root / "variables").write_text("".join(f"{name}={value}\\n" for name, value in os.environ.items()))
if arguments[0] == "run":
    at = arguments.index("python")
    sys.exit(subprocess.run([sys.executable, *arguments[at + 1:]]).returncode)
codes = (root / "codes").read_text().splitlines()
(root / "codes").write_text("".join(code + "\\n" for code in codes[1:]))
if codes and codes[0] != "0":
    print(os.environ.get("WORDS", ""), file=sys.stderr)
    sys.exit(int(codes[0]))
if arguments[0] == "venv":
    program = Path(arguments[-1]) / "bin" / "python"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text('#!/bin/sh\\nprintf "%s\\\\n" "http://127.0.0.1:8000/ $*"\\n')
    program.chmod(0o755)
"""


@pytest.fixture
def unpacked(starter: ModuleType, tmp_path: Path) -> Zip:
    if sys.platform == "win32":
        pytest.skip("Windows runs no script of a shell")
    return Zip(starter, tmp_path)


def test_the_first_start_makes_an_environment_and_opens_the_editor(unpacked: Zip) -> None:
    ended = unpacked.start()
    assert ended.code == 0, ended.said
    python, venv, sync = ended.asked
    assert python[:4] == ["run", "--no-project", "--managed-python", "--python"]
    assert venv[0] == "venv"
    assert "--clear" in venv
    assert sync[-1] == "packages-plain.txt"
    assert {"--require-hashes", "--no-build"} <= set(sync)
    assert (ended.place / "plain" / "annotator-release.txt").read_text() == "2026-11-29"
    assert "-P -m annotator edit --restart" in (ended.place / "log.txt").read_text()
    again = unpacked.start()
    assert (again.code, len(again.asked)) == (0, 1), "uv finds Python, and nothing is made"
    assert (ended.place / "log.txt").read_text().rstrip().endswith("annotator edit")


def test_a_computer_is_prepared_without_a_person(unpacked: Zip) -> None:
    ended = unpacked.start("Start annotator.sh", PREPARE="--prepare")
    assert (ended.code, ended.asked[-1][-1]) == (0, "packages-natural.txt"), ended.said
    assert not (ended.place / "log.txt").exists(), "no editor is opened"
    assert "annotator shortcut" in ended.said
    assert (ended.place / "natural" / "opened").exists(), "older ones are removed, and it is opened from then on"
    assert len(unpacked.start("Start annotator.sh", PREPARE="--prepare").asked) == 1, "it is made once"


@pytest.mark.parametrize(("answer", "chosen"), [("", "natural"), ("s", "natural"), ("N", "plain")])
def test_the_natural_voice_is_asked_for(unpacked: Zip, answer: str, chosen: str) -> None:
    ended = by_hand(unpacked, answer)
    assert "¿Quiere también la voz natural?" in ended.said
    assert ended.asked[-1][-1] == f"packages-{chosen}.txt"
    assert "copie ahí esta dirección:" in ended.said, "where no browser opens, the window stays until somebody reads it"


def test_the_natural_voice_comes_later_and_replaces(unpacked: Zip) -> None:
    unpacked.start()
    ended = unpacked.start("Natural voice.sh")
    assert ended.asked[-1][-1] == "packages-natural.txt"
    assert [path.parent.name for path in ended.place.glob("*/opened")] == ["natural"]
    assert not (ended.place / "plain").exists()
    assert len(unpacked.start().asked) == 1


def test_a_newer_version_replaces_the_older_one_once_it_has_opened(unpacked: Zip) -> None:
    older, newer = (unpacked.place.with_name(f"{day}.0640") for day in ("20261001", "20271001"))
    for version in (older, newer):
        (version / "plain").mkdir(parents=True)
    (older / "plain" / "opened").touch()
    unpacked.codes, words = [0, 2, 2], "error: No space left on device (os error 28)"
    failed = unpacked.start(WORDS=words)
    assert failed.code == 20
    assert "El disco está lleno" in failed.said
    assert "The disk is full" in failed.said
    assert older.exists(), "the older one is kept until the new one has opened"
    unpacked.codes = []
    assert unpacked.start().code == 0
    assert not older.exists()
    assert not (failed.place / "problem.txt").exists(), "nobody is to send what is over"
    assert newer.exists(), "it may be being made at this moment"


def test_an_older_zip_opens_the_newer_version(unpacked: Zip) -> None:
    newer = unpacked.place.with_name("20271001.0640") / "plain"
    (newer / "bin").mkdir(parents=True)
    (newer / "bin" / "python").symlink_to("/bin/echo")  # which ends at once, as one that finds a running editor
    for name in ("annotator-release.txt", "opened"):
        (newer / name).touch()
    ended = unpacked.start()
    assert (ended.code, len(ended.asked)) == (0, 1)
    assert "There is a newer annotator already" in ended.said


def by_hand(unpacked: Zip, answer: str) -> Ended:
    """A start by somebody who answers in a terminal."""
    person, terminal = os.openpty()
    os.write(person, f"{answer}\n\n".encode())
    ended = unpacked.start(stdin=terminal)
    os.close(person)
    os.close(terminal)
    return ended


@pytest.mark.parametrize("left", [b"", b"nat", b"natural\0", b"\xff\xfe\x00", b"../plain", None])
def test_an_answer_that_is_not_whole_is_asked_for_again(unpacked: Zip, left: bytes | None) -> None:
    unpacked.place.mkdir(parents=True)
    choice = unpacked.place / "choice"
    if left is None:  # one that nobody may read, or that leads nowhere
        choice.symlink_to(choice)
    else:
        choice.write_bytes(left)
    ended = by_hand(unpacked, "n")
    assert "¿Quiere también la voz natural?" in ended.said
    assert (ended.code, ended.asked[-1][-1], choice.read_bytes()) == (0, "packages-plain.txt", b"plain"), ended.said


def test_a_full_disk_leaves_no_half_answer(unpacked: Zip) -> None:
    unpacked.home.rmdir()
    with small_disk(unpacked.home, "3m") as home:
        unpacked.place.mkdir(parents=True)
        for name in ("lock", "trial"):
            (unpacked.place / name).touch()
        films = fill(home)
        ended = by_hand(unpacked, "s")
        assert ended.code == 20, ended.said
        assert "The disk is full" in ended.said
        assert "Python could not be fetched" not in ended.said
        assert not (ended.place / "choice").exists()
        films.unlink()
        assert by_hand(unpacked, "n").asked[-1][-1] == "packages-plain.txt"
        (ended.place / "log.txt").unlink()
        fill(home)
        assert "The disk is full" in unpacked.start().said, "the editor could not even say why"


@pytest.mark.parametrize("facts", [None, "", '{"date": "2026', "[]"])
def test_whatever_fails_is_said_and_is_not_taken_for_python(unpacked: Zip, facts: str | None) -> None:
    path = unpacked.root / "program" / "facts.json"
    path.unlink() if facts is None else path.write_text(facts)
    ended = unpacked.start()
    assert ended.code == 20
    assert "annotator could not be prepared" in ended.said
    assert "Traceback" not in ended.said


PASS = [
    "UV_DEFAULT_INDEX",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_INDEX_SCHOOL_USERNAME",
    "UV_EXTRA_INDEX_URL",
    "UV_NATIVE_TLS",
]
PASS += ["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"]
STAY = ["NO_VERIFY_HASHES", "ENV_FILE", "PYTHON_INSTALL_MIRROR", "PYTHON_DOWNLOADS_JSON_URL", "CONFIG_FILE", "OFFLINE"]
STAY += ["INSECURE_HOST", "FIND_LINKS", "OVERRIDE", "PYTHON_CACHE_DIR", "WORKING_DIR", "TORCH_BACKEND", "SOME_DAY"]


def test_of_a_schools_variables_only_index_proxy_and_certificates_reach_uv(unpacked: Zip) -> None:
    set_here = dict.fromkeys([*PASS, *(f"UV_{name}" for name in STAY)], "a b\nUV_X=c")
    assert unpacked.start(**set_here).code == 0
    rows = (line.partition("=") for line in (unpacked.root / "variables").read_text().splitlines())
    reached = {name for name, _, value in rows if value == "a b"}
    assert reached == set(PASS)
    allowed = re.search(r"(UV_INDEX \|.*)\) ;;", (FILES / "start.sh").read_text())
    assert allowed is not None
    on_windows = re.search(r'"(UV_INDEX=.*?)"', (FILES / "start.cmd").read_text())
    assert on_windows is not None
    assert on_windows[1].split() == [f"{name}=".replace("*=", "") for name in allowed[1].split(" | ")]


@pytest.mark.parametrize("named", ["datos ñ", "./a/../datos", "~/datos", "~"])
def test_a_data_folder_is_named_from_where_the_starter_starts(unpacked: Zip, tmp_path: Path, named: str) -> None:
    (tmp_path / "here" / "a").mkdir(parents=True)
    ended = unpacked.start(cwd=tmp_path / "here", ANNOTATOR_DATA=named, ANNOTATOR_CACHE=named)
    assert ended.code == 0, ended.said
    whole = unpacked.home / named[2:] if named.startswith("~") else tmp_path / "here" / named
    assert (whole / "program" / str(VALUES["ID"]) / "plain" / "opened").is_file()
    told = (unpacked.root / "variables").read_text()
    for name in ("ANNOTATOR_DATA", "ANNOTATOR_CACHE"):  # the editor runs in the home folder
        (value,) = re.findall(rf"^{name}=(.*)$", told, re.MULTILINE)
        assert value.startswith("/")
        assert Path(value).resolve() == whole.resolve()


@pytest.mark.parametrize("site", ["lib/python3.11/site-packages", "Lib/site-packages"])
@pytest.mark.parametrize("newer", [False, True])
def test_another_package_of_this_name_is_said_and_leaves(unpacked: Zip, site: str, newer: bool) -> None:
    unpacked.start()
    env = unpacked.place / "plain"
    if newer:
        env = unpacked.place.with_name("20271001.0640") / "plain"
        env.mkdir(parents=True)
        (env / "opened").touch()
    (env / site / "annotator_tutorials-0.1.0.dist-info").mkdir(parents=True)
    if not newer:
        assert "is being prepared again" not in unpacked.start().said
    (env / site / "annotator-0.14.2.dist-info").mkdir()
    ended = unpacked.start()
    assert ended.code == 0, ended.said
    assert "Otro programa que también se llama annotator" in ended.said
    assert not (env / site).exists()
    assert "is being prepared again" not in unpacked.start().said


WORDS = {
    "El disco está lleno": "Failed to write: No space left on device (os error 28)",
    "Un filtro o proxy": "client error (Connect): tunnel error: unsuccessful",
    "No hay internet": "error sending request: dns error: failed to lookup address information",
    "Windows no deja abrir": "failed to spawn: An Application Control policy has blocked this file. (os error 4551)",
    "No hay permiso para guardar": "failed to create directory: Permission denied (os error 13)",
    "No se pudo preparar": "something else",
}


def test_failures_are_said_in_both_languages_and_kept_without_names(
    unpacked: Zip, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(unpacked.home))
    start = load("start", unpacked.root / "program" / "start.py")
    unpacked.place.mkdir(parents=True)
    for said, words in WORDS.items():
        start.explain(start.FailedError(f"{unpacked.home}: {words}"), unpacked.place)
        spanish, english = capsys.readouterr().out.strip().splitlines()[:2]
        assert spanish.startswith(said)
        assert english in [row[2] for row in start.FAILURES.values()]
        kept = (unpacked.place / "problem.txt").read_text()
        assert words in kept
        assert unpacked.home.name not in kept


def test_what_fails_once_and_then_works_is_no_failure(unpacked: Zip) -> None:
    unpacked.codes = [0, 2, 0]
    assert unpacked.start().code == 0


def test_a_zip_for_another_computer_and_half_a_zip_are_said(unpacked: Zip) -> None:
    other = unpacked.start(MACHINE="aarch64")
    assert (other.code, other.asked) == (1, [])
    assert "Este zip no es para esta computadora (Linux aarch64)" in other.said
    (unpacked.root / "program" / "start.py").unlink()
    assert "First unpack the whole zip" in unpacked.start().said


# The zips


def test_the_page_says_for_each_system_what_concerns_it(starter: ModuleType) -> None:
    for system in starter.SYSTEMS:
        page = starter.make_page(system, VALUES | {"ENDING": system.script[1]})
        assert ("Open Anyway" in page) == (system.name == "mac")
        assert ("Smart App Control" in page) == system.name.startswith("windows")
        assert ("program/python" in page) == ("offline" in system.name)
        assert ("Nobody has run annotator on this system yet" in page) == (system.name != "linux"), "as the README says"
        assert "<!--" not in page.replace("<!-- unrun -->", "").replace("<!-- end -->", "").replace(
            f"<!-- {system.name.partition('-')[0]} -->", ""
        ).replace("<!-- offline -->", "")


def test_programs_keep_their_rights_and_no_name_needs_a_code_page(starter: ModuleType, tmp_path: Path) -> None:
    files = {"Start annotator.sh*": b"#!/bin/sh\n", "program/facts.json": b"{}"}
    starter.write_zip(tmp_path / "a.zip", files, datetime(2026, 11, 29, tzinfo=UTC))
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        rights = {entry.filename: entry.external_attr >> 16 for entry in made.infolist()}
        assert all(not entry.extra for entry in made.infolist())
    assert rights == {"annotator/Start annotator.sh": 0o100755, "annotator/program/facts.json": 0o100644}


def test_only_the_lock_file_names_the_index(starter: ModuleType) -> None:
    """A school's filter is told from it, on the page in the zip."""
    hosts = starter.index_hosts()
    assert len(hosts) == 2
    named = ["git", "grep", "-lF", *(word for host in hosts for word in ("-e", host)), "--", ".", ":!uv.lock"]
    found = subprocess.run(named, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode == 128:
        pytest.skip("not a git checkout")
    assert found.stdout == ""


def test_each_system_has_a_wheel_of_each_package(starter: ModuleType, tmp_path: Path, monkeypatch: Any) -> None:
    wheel = tmp_path / "annotator_tutorials-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"")
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    names = re.findall(
        r'^name = "(kokoro-onnx|pillow|numpy|py-nanotts|onnxruntime)"\nversion = "(.+)"', lock, re.MULTILINE
    )
    packages = "".join(
        f"{name}=={version}{MARKERS.get((name, version), MARKERS.get(name, ''))} \\\n" for name, version in names
    )
    for system in starter.SYSTEMS:
        assert 30e6 < starter.measure(packages, system, wheel) < 120e6
    with pytest.raises(SystemExit, match=r"py-nanotts .* has no wheel"):
        starter.measure(packages.replace(MARKERS["py-nanotts"], ""), starter.SYSTEMS[1], wheel)


MARKERS: dict[Any, str] = {
    "py-nanotts": " ; sys_platform != 'darwin'",
    ("onnxruntime", "1.23.2"): " ; platform_machine == 'x86_64' and sys_platform == 'darwin'",
    ("onnxruntime", "1.32.0"): " ; platform_machine != 'x86_64' or sys_platform != 'darwin'",
    ("numpy", "2.4.6"): " ; python_full_version < '3.12'",
    ("numpy", "2.5.5"): " ; python_full_version >= '3.12'",
}
