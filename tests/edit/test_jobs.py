"""Jobs in real child processes: what they tell, and that they end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator import errors, script
from annotator.commands import check as checking
from annotator.edit import job_results, jobs
from annotator.edit.errors import NotListedError
from annotator.edit.job_requests import JobKind, JobRequest
from annotator.edit.jobs import BusyError, Jobs
from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.work.child import Child
from annotator.edit.workspace import Workspace
from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError, ServiceError
from annotator.model import Decision, Problem, Show, TextTarget
from annotator.outputs import marks

SCRIPT = (
    "# es: Entrar a la clase\n\n- why es: La maestra lo espera.\n\n![](01.png)\n- tap: Unirse\n- es: Toca Unirse.\n"
)
TEST_SECONDS = 120
Put = Callable[..., None]
NAMED = script.problem_row(
    Problem(
        "tutorial.md",
        5,
        "“Ana Luz” may be a name.",
        "",
        "warning",
        decisions=(Decision(Show(TextTarget(("Ana Luz",)))),),
    )
)
"""What ``check`` tells of an undecided name."""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def all_jobs(tmp_path: Path) -> Iterator[Jobs]:
    made = Jobs(tmp_path)
    yield made
    made.close()


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """A function that puts a program of our own in the command line's place; it has ``tell``. A check has ``found`` that."""

    def put(body: str, found: Sequence[object] | None = None) -> None:
        (tmp_path / "own").mkdir(exist_ok=True)
        head = (
            "import json, os, signal, sys, time\n"
            "def tell(**told):\n    print(json.dumps(told), flush=True)\n"
            "name = os.path.basename(sys.argv[3])\n"
        )
        if found is not None:
            head += f"if sys.argv[2] == 'check':\n    tell(result={found!r})\n    sys.exit()\n"
        (tmp_path / "own" / "own_command.py").write_text(head + body, encoding="utf-8")
        monkeypatch.setattr(jobs, "Child", lambda _module, *arguments, **more: Child("own_command", *arguments, **more))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path / "own"))

    return put


def put(root: Path, name: str = "zoom", text: str = SCRIPT) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    return folder


def wait(all_jobs: Jobs, job: str, until: Callable[[dict[str, Any]], bool] | None = None) -> dict[str, Any]:
    done = until or (lambda row: row["state"] != "running")
    end = time.monotonic() + TEST_SECONDS
    while time.monotonic() < end:
        row = all_jobs.status(job)
        if done(row):
            return row
        time.sleep(0.02)
    raise AssertionError(f"the job takes too long: {all_jobs.status(job)}")


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return Path("/proc/self").exists() is False


def test_check_says_exactly_what_the_command_says(tmp_path: Path, all_jobs: Jobs) -> None:
    folder = put(tmp_path)
    row = wait(all_jobs, all_jobs.start("check", [folder]))
    assert row["state"] == "done"
    assert row["tutorial"] == tutorial_id(folder)
    found = checking.check(folder).problems
    told = [(each["line"], each["level"], each["message"], each["remedy"]) for each in row["result"]["problems"]]
    assert told == [(each.line, each.level, each.message, each.remedy) for each in found]
    templates = [getattr(each["message"], "template", None) for each in row["result"]["problems"]]
    assert templates == [getattr(each.message, "template", None) for each in found]
    assert {each["step"] for each in row["result"]["problems"]} == {0}


def test_a_build_of_a_tutorial_with_problems_fails_with_their_list(tmp_path: Path, all_jobs: Jobs) -> None:
    folder = put(tmp_path)
    row = wait(all_jobs, all_jobs.start("build", [folder]))
    assert row["state"] == "failed"
    assert row["error"]["code"] == "problems"
    (problem,) = [each for each in row["error"]["problems"] if each["level"] == "problem"]
    assert problem["step"] == 0
    assert "01.png" in problem["message"]
    assert not (tmp_path / "packs").exists() or not list((tmp_path / "packs").iterdir())


def test_the_command_lines_of_jobs(tmp_path: Path, data: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"

    def command(kind: JobKind, *folders: Path, languages: tuple[str, ...] = ()) -> list[str]:
        return JobRequest(kind, folders, languages).command()

    assert command("build", one, languages=("es", "en")) == [
        *("build", str(one), "-o", str(tmp_path / "packs"), "--json", "--lang=es", "--lang=en")
    ]
    draft = data / "drafts" / tutorial_id(one) / "es"
    expected = ["build", str(one), "-o", str(draft), "--draft", "--only", "video", "--json", "--lang=es"]
    assert command("draft", one, languages=("es",)) == expected
    site = ["site", str(one), str(two), "-o", str(tmp_path / "website"), "--json"]
    assert command("website", one, two) == site
    kit = ["recording-kit", str(one), "-o", str(tmp_path / "one-mix-kit"), "--lang=mix"]
    assert command("kit", one, languages=("mix",)) == kit
    check = ["check", str(one), str(two), "--json"]
    assert JobRequest("website", (one, two)).check_command() == check
    put(tmp_path, "one", "# es: Entrar\n# mix:\n\n![](01.png)\n- wait:\n")
    # The picture is the one that the speaker is shown, whatever languages the school makes.
    check = ["check", str(one), "--json", "--lang=es", "--lang=mix"]
    assert JobRequest("kit", (one,), ("mix",)).check_command() == check


@pytest.mark.parametrize("kind", ["build", "review", "kit", "website"])
@pytest.mark.parametrize("end", ["found", "died"])
def test_nothing_that_leaves_is_made_while_a_name_is_undecided(
    tmp_path: Path, all_jobs: Jobs, command: Put, kind: JobKind, end: str
) -> None:
    """Seen: the picture for a colleague showed a name that nobody had decided on. Nor is anything made where the check died."""
    folders = [put(tmp_path, name) for name in ("zoom", "zoom-2")][: 2 if kind == "website" else 1]
    file = f"{folders[-1].as_posix()}/tutorial.md" if kind == "website" else "tutorial.md"
    made = tmp_path / "made"
    command(
        f"if sys.argv[2] == 'check':\n    os._exit(9)\nopen({str(made)!r}, 'w')\ntell(result=[])",
        [{**NAMED, "file": file}] if end == "found" else None,
    )
    row = wait(all_jobs, all_jobs.start(kind, folders, ("mix",) if kind == "kit" else ()))
    assert (row["state"], row["result"], made.exists()) == ("failed", None, False)
    if end == "found":
        assert (row["error"]["code"], row["error"]["tutorials"]) == ("undecided", [tutorial_id(folders[-1])])
        assert NAMED["message"] in row["error"]["message"]


def test_a_draft_is_watched_here_and_made_with_undecided_names(tmp_path: Path, all_jobs: Jobs, command: Put) -> None:
    command("tell(result=[dict(path='x', pack=dict(files=[]))])", [NAMED])
    assert wait(all_jobs, all_jobs.start("draft", [put(tmp_path)], ("es",)))["state"] == "done"


def test_a_pack_that_needed_nothing_is_no_longer_old(tmp_path: Path, command: Put) -> None:
    """Seen: after a change that was undone, the page asked for the video again and again."""
    folder, pack, place = put(tmp_path), tmp_path / "packs" / "zoom", Workspace(tmp_path)
    pack.mkdir(parents=True)
    (pack / "pack.json").write_text("{}", encoding="utf-8")
    os.utime(pack / "pack.json", (0, 0))
    assert place.pack_state(folder) == "old"
    command(
        f"tell(result=[dict(path={str(pack)!r}, pack=dict(warnings=[], files=[]), notes=[], unchanged=True)])\n", []
    )
    all_jobs = Jobs(tmp_path)
    assert wait(all_jobs, all_jobs.start("build", [folder]))["result"]["unchanged"]
    assert place.pack_state(folder) == "current"
    (folder / "tutorial.md").write_text(SCRIPT + "\n", encoding="utf-8")
    assert place.pack_state(folder) == "old"
    all_jobs.close()


def test_progress_and_the_time_that_is_left(tmp_path: Path, command: Put) -> None:
    command(
        "print('{\"progress\": [\"vo')\ntell(progress=('voice', 10, 40))\n"
        f"while not os.path.exists({str(tmp_path / 'go')!r}): time.sleep(0.01)\n"
        "tell(result=[])"
    )
    now = [100.0]
    all_jobs = Jobs(tmp_path, clock=lambda: now[0])
    job = all_jobs.start("check", [put(tmp_path)])
    row = wait(all_jobs, job, lambda row: row["done"] == 10)
    assert (row["what"], row["total"], row["seconds_left"]) == ("voice", 40, None)
    now[0] = 110.0
    assert all_jobs.status(job)["seconds_left"] == 30
    (tmp_path / "go").touch()
    row = wait(all_jobs, job)
    assert (row["state"], row["result"], row["seconds_left"]) == ("done", {"problems": []}, None)


def test_two_run_at_once_and_the_third_waits(tmp_path: Path, command: Put) -> None:
    command(
        f"while not os.path.exists(os.path.join({str(tmp_path)!r}, 'go-' + name)): time.sleep(0.01)\ntell(result=[])"
    )
    all_jobs = Jobs(tmp_path)
    folders = [put(tmp_path, name) for name in "abc"]
    first, second, third = (all_jobs.start("check", [folder]) for folder in folders)
    wait(all_jobs, second, lambda row: row["what"] != jobs.WAITING)
    assert all_jobs.status(third)["what"] == jobs.WAITING
    (tmp_path / "go-a").touch()
    assert wait(all_jobs, first)["state"] == "done"
    wait(all_jobs, third, lambda row: row["what"] != jobs.WAITING)
    all_jobs.cancel(third)
    (tmp_path / "go-b").touch()
    assert wait(all_jobs, second)["state"] == "done"
    all_jobs.close()
    assert all_jobs.status(third)["state"] == "cancelled"
    with pytest.raises(BusyError):
        all_jobs.start("check", folders[:1])


def test_one_pack_is_made_once_at_a_time(tmp_path: Path, command: Put) -> None:
    command("sys.stdin.read()")
    all_jobs = Jobs(tmp_path)
    folder = put(tmp_path)
    all_jobs.start("build", [folder])
    with pytest.raises(BusyError):
        all_jobs.start("build", [folder], ("es",))
    all_jobs.start("draft", [folder])
    all_jobs.close()


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path, command: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_GRACE_SECONDS", 0.2)
    command("tell(progress=('x', os.getpid(), 10**9))\ntime.sleep(60)")
    all_jobs = Jobs(tmp_path)
    job = all_jobs.start("check", [put(tmp_path)])
    pid = wait(all_jobs, job, lambda row: row["done"] > 0)["done"]
    all_jobs.cancel(job)
    assert wait(all_jobs, job)["state"] == "cancelled"
    assert not is_alive(pid)


def test_a_child_that_dies_without_a_word_is_a_failure(tmp_path: Path, command: Put) -> None:
    command("print('not a value', flush=True)\nos._exit(9)")
    all_jobs = Jobs(tmp_path)
    row = wait(all_jobs, all_jobs.start("check", [put(tmp_path)]))
    assert (row["state"], row["error"]["code"]) == ("failed", "internal")
    assert "without a word" in row["error"]["message"]


def test_a_website_with_an_older_page_of_a_tutorial_stays_old(tmp_path: Path, command: Put) -> None:
    folder, site = put(tmp_path), tmp_path / "website"
    (site / "zoom").mkdir(parents=True)
    (site / "zoom" / "page.json").write_text("{}", encoding="utf-8")
    marks.write_mark(site, "site")
    failed = {"folder": str(folder), "code": "problems", "message": "Something is missing.", "remedy": "Add it."}
    all_jobs, place = Jobs(tmp_path), Workspace(tmp_path)
    for rows, state in (([failed], "old"), ([], "current")):
        command(f"tell(result=dict(notes=[], failed={rows!r}))\n", [])
        assert wait(all_jobs, all_jobs.start("website", [folder]))["state"] == "done"
        assert place.describe_website()["state"] == state
    all_jobs.close()


def test_a_job_whose_editor_ended_is_interrupted_until_it_is_made_again(tmp_path: Path, command: Put) -> None:
    command("sys.stdin.read()")
    folder, other = (put(tmp_path, name) for name in ("zoom", "other"))
    before = Jobs(tmp_path)
    made = before.start("website", [folder, other])
    checked = before.start("check", [folder])
    before.close()
    assert before.status(checked)["state"] == "cancelled"

    after = Jobs(tmp_path)
    assert after.find("website") == made and after.find("check", tutorial_id(folder)) is None
    row = after.status(made)
    assert (row["state"], row["kind"], row["tutorial"]) == ("interrupted", "website", None)
    assert row["tutorials"] == [tutorial_id(folder), tutorial_id(other)]
    assert not after.running
    assert Jobs(tmp_path / "elsewhere").find("website") is None
    again = after.start("website", [folder, other])
    assert after.find("website") == again
    with pytest.raises(NotListedError):
        after.status(made)
    after.cancel(again)
    assert wait(after, again)["state"] == "cancelled"
    after.close()
    assert Jobs(tmp_path).find("website") is None


def test_what_was_interrupted_can_be_left_so(tmp_path: Path, command: Put, data: Path) -> None:
    command("sys.stdin.read()")
    before = Jobs(tmp_path)
    job = before.start("build", [put(tmp_path)], ("es",))
    before.close()
    after = Jobs(tmp_path)
    row = after.status(job)
    assert (row["state"], row["languages"]) == ("interrupted", ["es"])
    other = put(tmp_path, "other")
    after.start("draft", [tmp_path / "zoom"])
    after.start("check", [other])
    assert after.find("build", row["tutorial"]) == job
    after.cancel(job)
    assert after.status(job)["state"] == "cancelled"
    after.close()
    assert Jobs(tmp_path).find("build", row["tutorial"]) is None


@pytest.mark.parametrize(
    "note",
    [
        "[[1, 2",
        "[" * 100_000,
        "7",
        '{"abcde": 1}',
        '[[["a"], "build", ["zoom"], [], "en"]]',
        '[["a", "build", [], [], "en"]]',
        '[["a", "build", ["zo\\u0000om"], [], "en"]]',
        '[["a", "build", ["\\ud800"], [], "en"]]',
        '[["a", "explode", ["zoom"], [], "en"]]',
        '[["a", "kit", ["zoom"], [7], "en"]]',
    ],
    ids=lambda note: note[:50],
)
def test_a_note_that_is_damaged_or_odd_is_no_job(tmp_path: Path, command: Put, data: Path, note: str) -> None:
    command("sys.stdin.read()")
    before = Jobs(tmp_path)
    before.start("website", [put(tmp_path)])
    before.close()
    (place,) = (data / "jobs").iterdir()
    place.write_text(note, encoding="utf-8")
    assert Jobs(tmp_path)._jobs == {}


def test_each_error_has_its_code() -> None:
    full = OutputError("x")
    full.__cause__ = OSError(28, "No space left on device")
    problem = Problem("tutorial.md", 7, "This is wrong.", "Do that.")
    expected = {
        "problems": ProblemsError([problem]),
        "missing": MissingError("x"),
        "service": ServiceError("x"),
        "not-writable": OutputError("x"),
        "disk-full": full,
        "unknown": NotListedError("x"),
        "busy": BusyError("x"),
        "refused": AnnotatorError("x"),
        "internal": ZeroDivisionError("x"),
    }
    assert {code: errors.describe(error)["code"] for code, error in expected.items()} == dict(
        zip(expected, expected, strict=True)
    )
    assert errors.describe(OSError(28, "No space left on device"))["code"] == "disk-full"
    row = errors.describe(expected["problems"])
    assert (row["message"], row["remedy"]) == ("This is wrong.", "Do that.")


def test_problems_belong_to_the_step_above_their_line(tmp_path: Path) -> None:
    folder = put(tmp_path, text="# es: Entrar\n\n\n\n![](01.png)\n- wait:\n\n\n![](02.png)\n- wait:\n")

    def step(line: int, file: str = "tutorial.md") -> int | None:
        row = script.problem_row(Problem(file, line, "", ""))
        found: int | None = job_results.describe_problems([row], folder)[0]["step"]
        return found

    assert [step(line) for line in (0, 1, 5, 8, 9, 20)] == [None, None, 0, 0, 1, 1]
    assert step(6, "school.toml") is None
