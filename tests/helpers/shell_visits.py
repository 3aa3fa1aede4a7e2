"""Visits to the editor's pages with a stand-in for its server."""

from __future__ import annotations

from typing import Any

from tests.helpers.editor_answers import ORIGIN
from tests.helpers.shell_answers import ShellAnswers


class ShellVisit:
    """A window on the editor's pages; what the page said on its console is kept."""

    def __init__(
        self, browser: Any, hash_: str = "#/", answers: ShellAnswers | None = None, width: int = 1024, **options: Any
    ) -> None:
        height = 700 if width == 1024 else 900
        self.answers = answers or ShellAnswers()
        self.context = browser.new_context(viewport={"width": width, "height": height}, **{"locale": "en-US"} | options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.said: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.answers.serve(self.page)
        self.page.goto(f"{ORIGIN}/{hash_}")
        self.page.locator("h1, h2").first.wait_for()

    def __enter__(self) -> ShellVisit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def change(self, *changes: dict[str, Any]) -> None:
        """Make changes as views do, without waiting for the answer."""
        script = """(changes) => import("/tutorial_store.js").then(({openStore}) =>
            void openStore("t1").change(changes))"""
        self.page.evaluate(script, list(changes))

    @property
    def status(self) -> str:
        """What the indicator says."""
        return str(self.page.locator(".status").inner_text())
