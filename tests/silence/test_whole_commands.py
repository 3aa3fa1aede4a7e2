"""A story: nothing leaves the computer: whole commands, where nobody has switched anything off beforehand."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator import assets
from tests.helpers.screens import draw_buttons
from tests.helpers.watch import Computer, Seen

pytestmark = pytest.mark.slow

OUT = Path("..", "out")
COMMANDS: dict[str, list[str | Path]] = {
    "find": ["find", Path("zoom", "01.png"), "Unirse"],
    "build": ["build", "zoom", "-o", OUT / "pico", "--voice", "pico"],
    "say": ["say", "Toque Unirse.", "--lang", "es", "--voice", "pico", "-o", OUT / "unirse.ogg"],
    "doctor": ["doctor"],
}
STAYING = ("build", "doctor")
"""Between them they load onnxruntime in each of the ways in which annotator does: OCR, faces, and kokoro."""


@pytest.fixture(scope="module")
def new_computer(
    need: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Computer]]:
    strace = need("strace")
    allowed = subprocess.run([strace, "-f", "-o", os.devnull, "true"], capture_output=True, check=False)
    if allowed.returncode != 0 and not os.environ.get("ANNOTATOR_TESTS_COMPLETE"):
        pytest.skip("this system lets no program watch another")
    made: list[Computer] = []

    def new() -> Computer:
        made.append(Computer(tmp_path_factory.mktemp("bare"), strace))
        return made[-1]

    yield new
    for computer in made:
        computer.stop()


@pytest.fixture(scope="module")
def computers(new_computer: Callable[[], Computer]) -> dict[str, Computer]:
    """One for each command that stays, for all others, and for onnxruntime without annotator; each has a tutorial."""
    made = {name: new_computer() for name in (*STAYING, "onnxruntime")}
    others = new_computer()
    for computer in (*made.values(), others):
        folder = computer.root / "work" / "zoom"
        folder.mkdir()
        draw_buttons(folder / "01.png", "Unirse")
        (folder / "tutorial.md").write_text(
            "# es: Zoom\n\n- why es: Gasta datos.\n\n![](01.png)\n- tap: Unirse\n- es: Toque Unirse.\n",
            encoding="utf-8",
        )
    return dict.fromkeys(COMMANDS, others) | made


@pytest.fixture(scope="module")
def seen(computers: dict[str, Computer]) -> dict[str, Seen]:
    """What each command did, and, as "onnxruntime", what that does alone.

    The commands of STAYING stay alive until onnxruntime alone, which started later, has reported: had they anything to
    report, they would have had the time.
    """
    if find_spec("kokoro_onnx") is None:
        pytest.skip("the extra natural is not installed")
    for name in STAYING:
        computers[name].start("-m", "annotator", *COMMANDS[name], stay=True)
        computers[name].wait_until_done()
    alone = computers["onnxruntime"]
    model = str(assets.asset("faces", "centerface.onnx"))
    alone.start("-c", f"import onnxruntime; onnxruntime.InferenceSession({model!r})", stay=True)
    ended: dict[str, Seen] = {}
    for name in COMMANDS.keys() - STAYING:  # while that makes up its mind
        computers[name].start("-m", "annotator", *COMMANDS[name])
        ended[name] = computers[name].end()
    alone.wait_until_it_asks()
    return ended | {name: computers[name].end() for name in (*STAYING, "onnxruntime")}


def notes(paths: list[Path]) -> set[str]:
    """Which of the files by which onnxruntime knows its user again are among ``paths``."""
    return {path.name for path in paths} & {".ses", "deviceid", "onnxruntime.db"}


def test_onnxruntime_alone_is_seen_to_report(seen: dict[str, Seen], computers: dict[str, Computer]) -> None:
    assert notes(computers["onnxruntime"].left()) == {".ses", "deviceid", "onnxruntime.db"}
    assert notes(seen["onnxruntime"].written) == {".ses", "deviceid", "onnxruntime.db"}
    assert seen["onnxruntime"].asked


def test_find_notes_nothing_about_its_user(seen: dict[str, Seen]) -> None:
    assert "found at" in seen["find"].output
    assert not notes(seen["find"].written)


def test_commands_ask_nobody_write_only_where_they_were_told_and_leave_nothing(
    seen: dict[str, Seen], computers: dict[str, Computer]
) -> None:
    for name in COMMANDS:
        assert seen[name].code == 0, seen[name].output
        assert seen[name].asked == [], name
        root = computers[name].root
        places = [root / place for place in (Path("cache", "annotator"), "out", "tmp", "watch")]
        elsewhere = [path for path in seen[name].written if not any(path.is_relative_to(place) for place in places)]
        # joblib, which phonemizer brings, tries whether there are semaphores: files in memory, removed at once.
        assert [path for path in elsewhere if not path.as_posix().startswith(("/dev/null", "/dev/shm/sem."))] == []
        assert computers[name].left() == [], name
        assert sorted(path.name for path in (root / "work").rglob("*")) == ["01.png", "tutorial.md", "zoom"]


def test_doctor_says_so_and_finds_everything_that_a_build_needs(seen: dict[str, Seen]) -> None:
    for name in ("Nothing is sent", "video (ffmpeg)", "text on screens (OCR)", "voice kokoro (es)", "voice pico (es)"):
        assert f"works    {name}: " in seen["doctor"].output
