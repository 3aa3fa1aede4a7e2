"""What is told while steps are arranged, in a browser before the real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.live_editor import running
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.enable_socket]

SCRIPT = """# es: Entrar
# en: Join

![](1.png)
- es: Uno.
- en: One.

![](2.png)
- if es: ¿Se equivocó?
- if en: Did you make a mistake?
- es: Aparte.
- en: Aside.

![](3.png)
- wait:
- es: Dos.
- en: Two.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    tutorial = tmp_path / "work" / "zoom"
    tutorial.mkdir(parents=True)
    for number in (1, 2, 3):
        draw_buttons(tutorial / f"{number}.png", f"Paso {number}")
    (tutorial / "tutorial.md").write_text(SCRIPT, "utf-8")
    return tutorial


@pytest.fixture
def page(browser: Any, folder: Path) -> Iterator[Any]:
    with running(folder.parent) as (_, client):
        origin = f"http://127.0.0.1:{client.port}"
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-US", permissions=["clipboard-read", "clipboard-write"]
        )
        name, _, value = client.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": origin, "httpOnly": True, "sameSite": "Strict"}])
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{origin}/#/t/{client.get('/api/home')['tutorials'][0]['id']}/step/1")
        page.locator(".step-row").nth(2).wait_for()
        yield page
        context.close()


def test_asides_that_go_with_their_step_are_told_and_come_back(page: Any) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Delete the step").click()
    toast = page.locator(".toast")
    toast.get_by_text("Step 1 was deleted with its step only for some.").wait_for()
    page.locator(".step-row").nth(1).wait_for(state="detached")
    toast.get_by_role("button", name="Undo").click()
    page.locator(".step-row").nth(2).wait_for()
    page.locator(".status", has_text="Undone: step deleted").wait_for()


def test_whoever_leaves_a_step_while_its_sentence_is_on_its_way_is_refused_nothing(page: Any, folder: Path) -> None:
    """Seen: cards and marks of the next step were refused, since the page didn't know the newest revision yet."""
    held: list[Any] = []

    def hold(route: Any) -> None:
        if route.request.method == "PUT" and not held:
            held.append((route, route.fetch()))
        else:
            route.fallback()

    page.route("**/api/tutorials/*", hold)
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status == 409 else None)
    with page.expect_request(lambda request: request.method == "PUT"):
        page.locator("#sentence-en").fill("Tap one.")
        page.locator("#sentence-en").press("Enter")
    while not held:
        page.wait_for_timeout(50)
    with page.expect_response(lambda answer: "/cards/2" in answer.url):
        page.locator(".choose-step").nth(2).click()
    page.locator("#sentence-en").fill("Tap two.")
    route, answer = held[0]
    route.fulfill(response=answer)
    page.locator(".status.saved").wait_for()
    written = (folder / "tutorial.md").read_text("utf-8")
    assert "- en: Tap one.\n" in written and "- en: Tap two.\n" in written and not page.locator(".toast p").count()
    assert refused == []
