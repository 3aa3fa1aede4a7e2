"""Nothing is lost: the way of changes to the server when it goes, comes back, refuses, or was overtaken."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.helpers.shell_answers import ShellAnswers
from tests.helpers.shell_visits import ShellVisit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
VIEW = "#/t/t1/share"


def title(text: str) -> dict[str, Any]:
    return {"do": "set-title", "lang": "es", "text": text}


def why(text: str) -> dict[str, Any]:
    return {"do": "set-why", "lang": "es", "text": text}


@pytest.fixture
def visit(browser: Any) -> Any:
    with ShellVisit(browser, VIEW) as visit:
        visit.page.locator(".status").wait_for()
        yield visit


def wait_for_status(visit: ShellVisit, text: str) -> None:
    visit.page.locator(".status", has_text=re.compile("^" + text)).wait_for(timeout=10_000)


def test_changes_go_one_by_one_and_it_says_saved(visit: ShellVisit) -> None:
    visit.change(title("Uno"))
    visit.change(title("Dos"))
    wait_for_status(visit, "Saved")
    visit.page.get_by_role("heading", level=1, name="Dos").wait_for()
    assert [change["text"] for change in visit.answers.changes] == ["Uno", "Dos"]


@pytest.mark.parametrize("fault", ["away", "signed_out"])
def test_what_is_done_while_the_server_is_gone_is_sent_when_it_is_back(visit: ShellVisit, fault: str) -> None:
    setattr(visit.answers, fault, True)
    visit.change(title("Uno"))
    visit.change(title("Dos"))
    wait_for_status(visit, "Not saved yet")
    visit.page.get_by_role("alert").get_by_text("Keep this page open").wait_for()
    setattr(visit.answers, fault, False)
    wait_for_status(visit, "Saved")
    assert [change["text"] for change in visit.answers.changes] == ["Uno", "Dos"]
    assert not visit.page.get_by_role("alert").count()
    assert not visit.page.get_by_role("dialog").count()


def test_what_waits_survives_a_reload(visit: ShellVisit) -> None:
    visit.answers.away = True
    visit.change(title("Uno"))
    wait_for_status(visit, "Not saved yet")
    visit.answers.away = False
    visit.page.on("dialog", lambda dialog: dialog.accept())
    visit.page.reload()
    wait_for_status(visit, "Saved")
    assert visit.answers.state["titles"]["es"] == "Uno"


def test_who_leaves_a_tutorial_and_comes_back_sends_what_waits_once(visit: ShellVisit) -> None:
    visit.answers.away = True
    visit.change(title("Uno"), why("Porque sí"))
    wait_for_status(visit, "Not saved yet")
    visit.page.evaluate("location.hash = '#/school'")
    visit.page.locator(".status").wait_for(state="detached")
    visit.page.evaluate("location.hash = '#/t/t1/share'")
    visit.answers.away = False
    wait_for_status(visit, "Saved")
    visit.page.wait_for_timeout(2500)
    assert [change["do"] for change in visit.answers.changes] == ["set-title", "set-why"]
    assert not visit.page.get_by_role("dialog").count()


def test_what_waits_is_sent_although_the_tutorial_was_left(visit: ShellVisit) -> None:
    visit.answers.away = True
    visit.change(title("Uno"))
    wait_for_status(visit, "Not saved yet")
    visit.page.evaluate("location.hash = '#/school'")
    visit.answers.away = False
    visit.page.wait_for_timeout(3000)
    assert [change["text"] for change in visit.answers.changes] == ["Uno"]


def test_a_server_that_starts_anew_with_the_same_script_takes_what_waits(visit: ShellVisit) -> None:
    visit.answers.away = True
    visit.change(title("Uno"))
    wait_for_status(visit, "Not saved yet")
    visit.answers.state = visit.answers.state | {"revision": 40}
    visit.answers.away = False
    wait_for_status(visit, "Saved")
    assert visit.answers.state["titles"]["es"] == "Uno"


def test_a_change_whose_answer_got_lost_is_not_done_twice(visit: ShellVisit) -> None:
    visit.answers.away = True
    visit.change(title("Uno"))
    wait_for_status(visit, "Not saved yet")
    visit.answers.change_elsewhere("Uno")  # it had arrived
    visit.answers.away = False
    wait_for_status(visit, "Saved")
    assert visit.answers.changes == []
    assert not visit.page.get_by_role("dialog").count()


@pytest.mark.parametrize(("press", "left"), [("Put mine in", "Uno"), ("Keep what is there", "Otro")])
def test_a_conflict_shows_both_and_keeps_what_is_chosen(visit: ShellVisit, press: str, left: str) -> None:
    visit.answers.change_elsewhere("Otro")
    visit.change(title("Uno"))
    dialog = visit.page.get_by_role("dialog")
    dialog.wait_for()
    assert "Uno" in dialog.inner_text()
    assert "Otro" in dialog.inner_text()
    assert "changed elsewhere" in visit.status
    dialog.get_by_role("button", name=press).click()
    wait_for_status(visit, "Saved")
    visit.page.get_by_role("heading", level=1, name=left).wait_for()
    assert visit.answers.state["titles"]["es"] == left


def sentence(step: int, text: str) -> dict[str, Any]:
    return {"do": "set-sentence", "step": step, "lang": "es", "text": text}


@pytest.mark.parametrize("change", [sentence(0, "Toque."), sentence(1, "Toque."), why("Porque sí")], ids=str)
def test_a_change_of_something_else_goes_through_by_itself(visit: ShellVisit, change: dict[str, Any]) -> None:
    visit.answers.change_elsewhere("Otro")
    visit.change(change)
    wait_for_status(visit, "Saved")
    assert visit.answers.changes == [change]
    assert visit.answers.state["titles"]["es"] == "Otro"
    assert not visit.page.get_by_role("dialog").count()


@pytest.mark.parametrize("fault", ["the same sentence", "another order", "deleted"])
def test_a_change_of_the_same_field_or_of_a_step_elsewhere_is_asked_about(visit: ShellVisit, fault: str) -> None:
    visit.answers.change_elsewhere("Otro")
    steps = [dict(step) for step in visit.answers.state["steps"]]
    if fault == "another order":
        steps.reverse()
    else:
        steps[0]["narration"] = {"es": "Aquí.", "en": ""}
    visit.answers.state["steps"] = steps
    visit.change({"do": "delete-step", "step": 0} if fault == "deleted" else sentence(0, "Toque."))
    visit.page.get_by_role("dialog").get_by_role("button", name="Put mine in").wait_for()
    assert visit.answers.changes == []


def test_what_was_undone_is_said(visit: ShellVisit) -> None:
    visit.change(title("Uno"))
    wait_for_status(visit, "Saved")
    visit.page.keyboard.press("Control+z")
    wait_for_status(visit, "Saved Undone: title")
    visit.page.keyboard.press("Control+y")
    wait_for_status(visit, "Saved Done again: title")
    visit.change(title("Dos"))
    visit.page.wait_for_function("() => document.querySelector('.status').textContent.trim() === 'Saved'")


def test_a_script_changed_elsewhere_is_shown_by_itself(visit: ShellVisit) -> None:
    visit.answers.change_elsewhere("Otro")
    visit.page.get_by_role("heading", level=1, name="Otro").wait_for(timeout=6000)
    assert not visit.page.get_by_role("dialog").count()


def test_a_full_disk_is_said_and_the_change_goes_later(visit: ShellVisit) -> None:
    visit.answers.next_error = (507, {"code": "disk-full", "message": "No space.", "remedy": "Delete."})
    visit.change(title("Uno"))
    wait_for_status(visit, "Not saved: The disk is full")
    wait_for_status(visit, "Saved")
    assert visit.answers.state["titles"]["es"] == "Uno"


def test_a_refused_change_is_explained_and_the_next_one_goes(visit: ShellVisit) -> None:
    visit.answers.next_error = (422, {"code": "refused", "message": "There is no step 9.", "remedy": "Choose another."})
    visit.change({"do": "delete-step", "step": 0})
    visit.page.get_by_text("There is no step 9.").wait_for()
    visit.change(title("Uno"))
    wait_for_status(visit, "Saved")
    assert [change["do"] for change in visit.answers.changes] == ["set-title"]


def test_undo_and_redo_by_keys_send_first_what_a_field_holds(visit: ShellVisit) -> None:
    visit.change(title("Uno"))
    wait_for_status(visit, "Saved")
    visit.page.evaluate("""() => import("/tutorial_store.js").then(({openStore}) => {
        const store = openStore("t1");
        const release = store.hold(() => { release(); store.change({do: "set-title", lang: "es", text: "Dos"}); });
    })""")
    assert visit.status == "Saving…"
    visit.page.keyboard.press("Control+z")
    visit.page.wait_for_timeout(500)
    assert [change["text"] for change in visit.answers.changes] == ["Uno", "Dos"]
    visit.page.keyboard.press("Control+y")
    visit.page.wait_for_timeout(500)
    visit.answers.state = visit.answers.state | {"redo": "set-title"}
    visit.page.keyboard.press("Control+Shift+z")
    visit.page.wait_for_timeout(500)
    assert visit.answers.undone == ["undo", "redo", "redo"]


def test_a_tutorial_that_is_not_there_says_so(browser: Any) -> None:
    answers = ShellAnswers()
    answers.missing = True
    with ShellVisit(browser, "#/t/gone/share", answers) as visit:
        visit.page.get_by_text("no longer there").wait_for()


def test_lost_lines_are_asked_about_before_anything_is_written(browser: Any) -> None:
    answers = ShellAnswers()
    answers.state |= {"lost_lines": [12]}
    with ShellVisit(browser, VIEW, answers) as visit:
        dialog = visit.page.get_by_role("dialog")
        dialog.get_by_role("button", name="Change nothing").click()
        assert answers.changes == []
        answers.next_error = (409, {"code": "lost-lines", "message": "Lines.", "remedy": "Accept."})
        visit.change(title("Uno"))
        dialog.get_by_role("button", name="Go on without").click()
        wait_for_status(visit, "Saved")
        assert [change["do"] for change in answers.changes] == ["accept-loss"]
