"""Faults that a person sees in the browser, on the real server as a program of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.web.access import find_running
from tests.helpers.axe import violations
from tests.helpers.editor_program import say, wait_until
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons

MISTAKES = Path(__file__).parent.parent.parent / "fixtures" / "ten-mistakes"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.enable_socket]
SCRIPT = (
    "# es: Entrar\n# en: Enter\n\n- why es: Así ve a la maestra.\n\n![](1.png)\n- tap: Unirse\n- es: Toque Unirse.\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "tutorials" / "zoom"
    folder.mkdir(parents=True)
    draw_buttons(folder / "1.png", "Unirse")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return folder.parent


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    yield context
    context.close()


def open_first(page: Any, address: str) -> None:
    page.goto(address)
    page.locator(".card h2 a").first.click()
    trouble = page.get_by_role("alert")
    page.locator("#sentence-es").or_(trouble).first.wait_for()
    assert trouble.all_inner_texts() == []


@contextmanager
def opened(browser: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Client]]:
    """A page at the first step, and the server's own answers; the server is in this process."""
    monkeypatch.setenv("ANNOTATOR_DATA", str(root.parent / "data"))
    with running(root) as (_, client):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US", reduced_motion="reduce")
        context.set_default_timeout(60_000)
        page = context.new_page()
        open_first(page, str(find_running(root)))
        yield page, client
        context.close()


def is_said(page: Any, status: str) -> None:
    page.locator(".status", has_text=re.compile(f"^{status}")).wait_for()


DOCUMENTS = "**/api/tutorials/*"


def unless_written(route: Any, do: Callable[[], object] = lambda: None) -> None:
    """Let the page read, but lose what it writes, after something was done with it."""
    if route.request.method == "PUT":
        do()
        route.abort()
    else:
        route.continue_()


def test_what_waits_survives_a_reload_a_lost_answer_and_a_conflict(
    browser: Any, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(browser, root, monkeypatch) as (page, client):
        path = f"/api/tutorials/{client.get('/api/home')['tutorials'][0]['id']}"
        sentence = page.locator("#sentence-es")
        page.route(DOCUMENTS, lambda route: unless_written(route))
        sentence.fill("Toque aquí.")
        is_said(page, "Not saved yet")
        page.unroute(DOCUMENTS)
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        is_said(page, "Saved")
        assert "- es: Toque aquí." in (root / "zoom" / "tutorial.md").read_text("utf-8")

        before = client.get(path)["revision"]
        arrived: list[Any] = []
        page.route(DOCUMENTS, lambda route: unless_written(route, lambda: arrived.append(route.fetch())))
        sentence.fill("Toque allí.")
        wait_until(lambda: page.wait_for_timeout(50) or arrived)
        page.unroute(DOCUMENTS)
        is_said(page, "Saved")
        assert client.get(path)["revision"] == before + 1, "it is not done twice"
        assert not page.get_by_role("dialog").count()

        dialog = page.get_by_role("dialog")
        page.route(DOCUMENTS, lambda route: unless_written(route))
        sentence.fill("Mía.")
        is_said(page, "Not saved yet")
        say(client, path, "Suya.")
        page.unroute(DOCUMENTS)
        for text in ("Mía.", "Suya."):
            dialog.get_by_text(text).first.wait_for()
        dialog.get_by_role("button", name="Keep mine").click()
        is_said(page, "Saved")
        said = lambda: client.get(path)["tutorial"]["steps"][0]["narration"]["es"] == "Mía."  # noqa: E731
        wait_until(lambda: page.wait_for_timeout(50) or said())


def test_axe_finds_nothing_in_any_view(browser: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(root.parent / "data"))
    with running(root) as (_, client):
        look = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light", "reduced_motion": "reduce"}
        context = browser.new_context(locale="es-MX", bypass_csp=True, **look)
        page = context.new_page()
        page.goto(str(find_running(root)))
        page.locator(".card").wait_for()  # it has been sent on to the address without the token
        home = page.url.partition("#")[0]
        tid = client.get("/api/home")["tutorials"][0]["id"]
        for view in (
            "",
            "new",
            f"t/{tid}/step/1",
            f"t/{tid}/step/about",
            f"t/{tid}/check",
            f"t/{tid}/share",
            "website",
            "answer",
            "memory",
        ):
            page.goto(f"{home}#/{view}")
            page.locator("h1, h2").first.wait_for()
            page.wait_for_timeout(300)
            assert violations(page) == [], view
        context.close()


def test_two_tabs_show_each_others_changes(context: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(root.parent / "data"))
    with running(root):
        one, two = context.new_page(), context.new_page()
        open_first(one, str(find_running(root)))
        two.goto(one.url)
        two.locator("#sentence-en").wait_for()
        one.locator("#sentence-es").fill("Toque aquí.")
        two.wait_for_function("() => document.querySelector('#sentence-es').value === 'Toque aquí.'")
        two.locator("#sentence-en").fill("Tap here.")
        one.wait_for_function("() => document.querySelector('#sentence-en').value === 'Tap here.'")
        said = (root / "zoom" / "tutorial.md").read_text("utf-8")
        assert "- es: Toque aquí." in said and "- en: Tap here." in said


def test_a_script_with_mistakes_opens_each_at_its_step(
    context: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "tutorials" / "mistakes"
    shutil.copytree(MISTAKES, folder)
    path = folder / "tutorial.md"
    before = path.read_bytes()
    with running(folder.parent):
        page = context.new_page()
        page.goto(str(find_running(folder.parent)))
        page.locator(".card .states .warning").first.wait_for()
        page.locator(".card h2 a").first.click()
        page.locator("nav a", has_text="Check").click()
        page.get_by_text("9 lines of the tutorial's file").wait_for()
        assert page.locator("form input[name=line]").count() == 9
        assert path.read_bytes() == before
        page.locator("h3", has_text="Step 2").wait_for()
        page.locator("a", has_text="tpye").click()
        page.locator(".work-side input[name=line]").first.wait_for()
        assert page.locator(".work-side input[name=line]").first.input_value() == "- type: Your Name | Su nombre"
        assert violations(page) == []
        page.locator("#sentence-es").fill("Escriba su nombre.")
        page.locator(".toast", has_text="would be lost").wait_for()
        page.locator(".work-side").get_by_role("button", name="Write it so").first.click()
        wait_until(lambda: b"- type: Your Name | Su nombre" in path.read_bytes())
        page.locator("nav a", has_text="Check").click()
        for left in range(8, 0, -1):
            page.wait_for_function("n => document.querySelectorAll('input[name=line]').length === n", arg=left)
            page.get_by_role("button", name="Take the line away").first.click()
        page.get_by_role("button", name="Check again").wait_for()
        page.locator("button[aria-label^=Undo]").first.click()
        page.get_by_text("One line of the tutorial's file").wait_for()


def test_a_folder_of_pictures_becomes_a_tutorial_in_place(
    context: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / 'capturas "nuevas" 🙂'
    folder.mkdir()
    for name in ("10 unirse.png", "9 unirse.png"):
        draw_buttons(folder / name, "Unirse")
    with running(folder):
        page = context.new_page()
        page.goto(str(find_running(folder)))
        page.get_by_role("link", name=re.compile("start with its 2 pictures")).click()
        page.get_by_text("The pictures of the folder become the steps").wait_for()
        assert page.locator("input[type=file]").count() == 0
        page.get_by_label("Title in Spanish").fill("Entrar a la clase")
        page.get_by_role("button", name="Start").click()
        page.locator(".step-row").nth(1).wait_for()
    said = (folder / "tutorial.md").read_text("utf-8")
    assert said.index("9 unirse.png") < said.index("10 unirse.png")
    assert sorted(each.name for each in folder.iterdir()) == ["10 unirse.png", "9 unirse.png", "tutorial.md"]
