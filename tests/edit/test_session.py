"""A session writes every change, never over another's, undoes exactly, and survives full disks and being killed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.errors import ChangeError
from annotator.edit.tutorial import script_file
from annotator.edit.tutorial.file_moves import FileMove
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session, StaleError
from annotator.edit.tutorial.session_state import Change
from annotator.errors import OutputError, ProblemsError
from annotator.model import Said

SCRIPT = "\ufeff# es: Entrar\r\n# en: Join\r\n\r\n![](01.png)\r\n- toque: Unirse\r\n"
LOST = "# es: Entrar\n\n![](01.png)\n- tap: Join\n- tap: Other\n"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Éntrar “a” clase"
    folder.mkdir()
    for name in ("01.png", "02.png", "01.es.m4a"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "tutorial.md").write_bytes(SCRIPT.encode())
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(folder: Path, tmp_path: Path, clock: Clock) -> Callable[[], Session]:
    """Open a session on the folder, as each start of the editor does."""
    return lambda: Session(folder, History(tmp_path / "data" / "history", folder), clock)


def say(session: Session, text: str, lang: str = "es") -> Change:
    """The sentence of the first step."""
    first, *others = session.tutorial.steps
    first = replace(first, narration=(*(said for said in first.narration if said.lang != lang), Said(lang, text)))
    return Change("set-sentence", replace(session.tutorial, steps=(first, *others)), field=f"0:{lang}")


def rename(session: Session) -> Change:
    """Another picture for one language."""
    return Change("set-language-picture", session.tutorial, (FileMove("02.png", "01.es.png"),))


def say_in_vain(session: Session, text: str) -> None:
    """A sentence for which the disk has no room; the session holds it."""
    with pytest.raises(OutputError):
        session.apply(session.revision, say(session, text))


def script(folder: Path) -> str:
    return (folder / "tutorial.md").read_bytes().decode()


def test_a_change_is_written_at_once_and_undone_byte_by_byte(start: Callable[[], Session], folder: Path) -> None:
    session = start()
    before = session.tutorial
    session.apply(session.revision, say(session, "Toque."))
    after = session.tutorial
    assert script(folder) == "# es: Entrar\n# en: Join\n\n![](01.png)\n- tap: Unirse\n- es: Toque.\n"
    assert (session.undo_name, session.redo_name, session.unsaved) == ("set-sentence", None, None)
    session.undo(session.revision)
    assert script(folder) == SCRIPT
    assert session.tutorial == before
    assert (session.undo_name, session.redo_name) == (None, "set-sentence")
    session.redo(session.revision)
    assert session.tutorial == after
    assert session.tutorial.steps[0].said("es") == "Toque."
    with pytest.raises(ChangeError):
        session.redo(session.revision)


def test_a_script_changed_elsewhere_is_taken_over_and_ours_kept(start: Callable[[], Session], folder: Path) -> None:
    session = start()
    session.apply(session.revision, say(session, "ours"))
    ours, revision = script(folder), session.revision
    theirs = "# es: Suyo\n\n![](02.png)\n- tap: A\n"
    (folder / "tutorial.md").write_text(theirs, encoding="utf-8")
    with pytest.raises(StaleError):
        session.apply(revision, say(session, "lost?"))
    assert script(folder) == theirs
    assert session.revision > revision
    assert session.tutorial.title("es") == "Suyo"
    assert session.undo_name == "changed-elsewhere"
    session.undo(session.revision)
    assert script(folder) == ours
    session.redo(session.revision)
    assert script(folder) == theirs


def test_refresh_notices_scripts_and_files_of_others(start: Callable[[], Session], folder: Path) -> None:
    session = start()
    assert not session.refresh()
    (folder / "01.en.m4a").write_text("memo", encoding="utf-8")
    revision = session.revision
    assert session.refresh()
    assert session.tutorial.steps[0].memo("en") == "01.en.m4a"
    assert session.revision == revision + 1
    (folder / "03.png").write_text("in the tray", encoding="utf-8")
    session.refresh()
    assert session.revision == revision + 1
    assert "03.png" in session.files
    (folder / "tutorial.md").write_text(SCRIPT + "- es: x\n", encoding="utf-8")
    assert session.refresh()
    assert session.revision == revision + 2


@pytest.mark.parametrize("data", ["é".encode("latin-1"), "# es: a".encode("utf-16"), b"a" * 500_000])
def test_a_script_that_became_unreadable_is_not_overwritten(
    start: Callable[[], Session], folder: Path, data: bytes
) -> None:
    session = start()
    (folder / "tutorial.md").write_bytes(data)
    assert not session.refresh()
    assert session.unsaved
    with pytest.raises(ChangeError):
        session.apply(session.revision, say(session, "x"))
    with pytest.raises(ChangeError, match="changed by another program"):
        session.undo(session.revision)
    assert (folder / "tutorial.md").read_bytes() == data
    (folder / "tutorial.md").write_bytes(SCRIPT.encode())
    session.refresh()
    assert session.unsaved is None
    session.apply(session.revision, say(session, "x"))


def test_a_script_that_was_taken_away_is_written_with_the_next_change(
    start: Callable[[], Session], folder: Path
) -> None:
    session = start()
    (folder / "tutorial.md").unlink()
    session.refresh()
    session.refresh()
    assert session.unsaved and not (folder / "tutorial.md").exists()
    session.apply(session.revision, say(session, "x"))
    assert session.unsaved is None
    assert "- es: x" in script(folder)


def test_the_script_keeps_its_name_and_its_permissions(start: Callable[[], Session], folder: Path) -> None:
    (folder / "tutorial.md").rename(folder / "Tutorial.MD")
    (folder / "Tutorial.MD").chmod(0o640)
    session = start()
    session.apply(session.revision, say(session, "x"))
    assert sorted(path.name for path in folder.iterdir()) == ["01.es.m4a", "01.png", "02.png", "Tutorial.MD"]
    assert (folder / "Tutorial.MD").stat().st_mode & 0o777 == 0o640


def test_a_private_script_is_private_at_every_moment(
    start: Callable[[], Session], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, modes = Path.replace, []

    def replace_and_note(new: Path, old: Path) -> Path:
        modes.append((old.name, new.stat().st_mode & 0o777))
        return real(new, old)

    (folder / "tutorial.md").chmod(0o600)
    monkeypatch.setattr(Path, "replace", replace_and_note)
    before = os.umask(0)
    try:
        session = start()
        session.apply(session.revision, say(session, "x"))
    finally:
        os.umask(before)
    assert ("tutorial.md", 0o600) in modes
    assert {mode for _, mode in modes} == {0o600}
    assert (folder / "tutorial.md").stat().st_mode & 0o777 == 0o600


MISTAKES = """# es: a\r
# en: b\r
- chekced: 2026-01-01\r
\r
![](01.png)\r
- tap Unirse\r
- es: Toque Unirse.\r
  otra vez\r
- swipe: upp\r
"""


def test_a_script_with_mistakes_opens_and_changes_only_by_correcting_them(
    start: Callable[[], Session], folder: Path
) -> None:
    path = folder / "tutorial.md"
    path.write_bytes(MISTAKES.encode())
    session = start()
    meant = [(3, "- checked: 2026-01-01"), (6, "- tap: Unirse"), (8, "  otra vez"), (9, "- swipe: up")]
    assert [(each.problem.line, each.text) for each in session.mistakes] == meant
    with pytest.raises(ChangeError, match=r"Line 3 of tutorial\.md"):
        session.apply(session.revision, say(session, "x"))
    with pytest.raises(ChangeError, match="no such line"):
        session.correct(session.revision, 7, None)
    with pytest.raises(ChangeError, match="line break"):
        session.correct(session.revision, 8, "- es: x\n- en: y")
    assert path.read_bytes() == MISTAKES.encode()
    session.correct(session.revision, 9, None)
    session.correct(session.revision, 8, None)
    session.correct(session.revision, 6, "- tap: Unirse")
    session.correct(session.revision, 3, "- checked: 2026-01-01")
    assert path.read_bytes() == (
        b"# es: a\r\n# en: b\r\n- checked: 2026-01-01\r\n\r\n![](01.png)\r\n- tap: Unirse\r\n- es: Toque Unirse.\r\n"
    )
    session.apply(session.revision, say(session, "x"))
    for _ in range(5):
        session.undo(session.revision)
    assert path.read_bytes() == MISTAKES.encode()
    path.write_text(LOST, encoding="utf-8")
    assert session.refresh() and session.unsaved is None, "and so does one that another program wrote meanwhile"
    assert [each.problem.line for each in session.mistakes] == [5]


@pytest.mark.parametrize("text", ["# Entrar\n\n![](01.png)\n- tap: x\n", "- tap: x\n", "hola\n![](01.png)\n- wait\n"])
def test_a_script_without_a_title_is_not_opened(start: Callable[[], Session], folder: Path, text: str) -> None:
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"tutorial\.md:1"):
        start()


def test_a_folder_without_a_script_is_a_problem(folder: Path, start: Callable[[], Session]) -> None:
    (folder / "tutorial.md").unlink()
    with pytest.raises(ProblemsError):
        start()


def test_files_are_not_renamed_over_others(start: Callable[[], Session], folder: Path) -> None:
    session = start()
    (folder / "01.es.png").write_text("theirs", encoding="utf-8")
    with pytest.raises(StaleError):  # it was noticed
        session.apply(session.revision, rename(session))
    with pytest.raises(ChangeError):
        session.apply(session.revision, rename(session))
    assert (folder / "01.es.png").read_text(encoding="utf-8") == "theirs"
    assert (folder / "02.png").exists()
    assert session.undo_name is None and session.unsaved is None


@pytest.fixture(params=[errno.ENOSPC, errno.EACCES, errno.EROFS], ids=errno.errorcode.get)
def full_disk(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Callable[[bool], None]:
    """A function that fills the disk of the tutorial's folder, or empties it; or forbids writing, and allows it."""
    real = script_file.replacing

    def refuse(*arguments: Any, **more: Any) -> Any:
        raise OSError(request.param, os.strerror(request.param), "tutorial.md")

    return lambda full: monkeypatch.setattr(script_file, "replacing", refuse if full else real)


def test_on_a_full_disk_changes_are_kept_and_written_later(
    start: Callable[[], Session], folder: Path, full_disk: Callable[[bool], None], clock: Clock
) -> None:
    session = start()
    full_disk(True)
    for text in ("one", "two"):
        say_in_vain(session, text)
        clock.now += 10
    assert session.tutorial.steps[0].said("es") == "two"
    assert session.unsaved and "tutorial.md" in session.unsaved
    assert script(folder) == SCRIPT
    assert not session.refresh() and session.unsaved
    full_disk(False)
    session.refresh()
    assert session.unsaved is None
    assert "- es: two" in script(folder)
    session.undo(session.revision)
    assert "- es: one" in script(folder)
    session.undo(session.revision)
    assert script(folder) == SCRIPT


def test_a_history_that_can_not_be_kept_does_not_stop_the_work(
    start: Callable[[], Session], folder: Path, tmp_path: Path
) -> None:
    session = start()
    (tmp_path / "data").write_text("a file in the way", encoding="utf-8")
    session.apply(session.revision, say(session, "x"))
    assert "- es: x" in script(folder)
    assert session.unsaved and "undo history" in session.unsaved
    session.apply(session.revision, rename(session))
    session.undo(session.revision)
    assert (folder / "02.png").exists()
    (tmp_path / "data").unlink()
    session.refresh()
    assert session.unsaved is None
    assert start().undo_name == "set-sentence"


class Killed(BaseException):
    pass


@pytest.mark.parametrize("at", ["ScriptFile.write", "History.save", "do_moves"])
def test_killed_between_two_steps_of_a_change_nothing_is_lost(
    start: Callable[[], Session], folder: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    session = start()
    session.apply(session.revision, say(session, "before"))

    def kill(*_arguments: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(f"annotator.edit.tutorial.session.{at}", kill)
        with pytest.raises(Killed):
            session.apply(session.revision, replace(rename(session), tutorial=say(session, "after", "en").tutorial))
    again = start()
    assert again.tutorial.steps[0].said("es") == "before"
    assert (folder / "02.png").exists()
    if at == "do_moves":
        assert again.tutorial.steps[0].said("en") == "after"
        again.undo(again.revision)
        assert again.tutorial.steps[0].said("en") is None
        again.redo(again.revision)
        assert again.tutorial.steps[0].said("en") == "after"
        assert (folder / "01.es.png").exists()


def test_a_script_changed_while_the_editor_was_closed(start: Callable[[], Session], folder: Path) -> None:
    session = start()
    session.apply(session.revision, say(session, "ours"))
    (folder / "tutorial.md").write_text("# es: Suyo\n", encoding="utf-8")
    again = start()
    assert again.tutorial.title("es") == "Suyo"
    assert again.revision > session.revision
    assert again.undo_name == "changed-elsewhere"
    assert start().revision == again.revision
    again.undo(again.revision)
    assert "- es: ours" in script(folder)


def test_undo_and_revision_survive_a_restart_and_can_be_emptied(start: Callable[[], Session]) -> None:
    session = start()
    session.apply(session.revision, say(session, "x"))
    again = start()
    assert (again.revision, again.undo_name) == (session.revision, "set-sentence")
    again.forget()
    assert (again.undo_name, again.redo_name) == (None, None)
    last = start()
    assert (last.revision, last.undo_name) == (session.revision, None)


def test_undo_is_refused_where_a_name_was_taken(start: Callable[[], Session], folder: Path) -> None:
    session = start()
    session.apply(session.revision, rename(session))
    (folder / "02.png").write_text("new", encoding="utf-8")
    session.refresh()
    with pytest.raises(ChangeError):
        session.undo(session.revision)
    assert (folder / "02.png").read_text(encoding="utf-8") == "new"
    assert session.undo_name == "set-language-picture"


@pytest.mark.parametrize("cut", [slice(0, -5), slice(0, 0)], ids=["cut off", "empty"])
def test_a_history_that_can_not_be_read_is_set_aside(start: Callable[[], Session], tmp_path: Path, cut: slice) -> None:
    session = start()
    session.apply(session.revision, say(session, "x"))
    left = session.history.path.read_bytes()[cut]
    for number in (1, 2):
        session.history.path.write_bytes(left)
        again = start()
        assert (again.undo_name, again.revision > session.revision) == (None, True)
        again.apply(again.revision, say(again, f"{number}"))
        assert again.undo_name == "set-sentence"
        aside = list(session.history.path.parent.glob("*.json.*"))
        assert [path.read_bytes() for path in aside] == [left] * number
    History(session.history.path.parent, session.folder).remove()
    assert list(session.history.path.parent.iterdir()) == []


def test_a_name_that_becomes_too_long_changes_nothing(start: Callable[[], Session], folder: Path) -> None:
    session = start()
    change = Change("set-language-picture", session.tutorial, (FileMove("02.png", "x" * 250 + ".es.png"),))
    with pytest.raises(OutputError):
        session.apply(session.revision, change)
    assert session.unsaved is None and session.undo_name is None
    assert (folder / "02.png").exists()
