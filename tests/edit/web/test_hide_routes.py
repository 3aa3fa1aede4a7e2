"""The addresses of what is covered, over a real socket."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.tutorial_list import tutorial_id
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_texts

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]
SCRIPT = "# es: Mandar\n# en: Send\n\n![](1.png)\n- tap: Chats\n\n![](2.png)\n- look: Saldo\n"
ADDRESS = "luna.perez@example.org"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    draw_texts(folder / "1.png", {"Chats": 60, "Marta Ruiz": 260, ADDRESS: 420, "Hola, Lupita Torres": 560})
    draw_texts(folder / "2.png", {"Saldo": 60, "Marta Ruiz 120.50": 260})
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Client]]:
    root = tmp_path_factory.mktemp("school")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_DATA", str(root / "data"))
        (root / "ours").mkdir()
        (root / "ours" / "school.toml").write_text('name = "Los Robles"  # ours\n', encoding="utf-8")
        with running(root / "ours") as (_, client):
            yield root / "ours", client


@pytest.fixture
def begin(page: tuple[Path, Client], work: Path, request: pytest.FixtureRequest) -> Callable[[], tuple[Path, str]]:
    """A tutorial of this test's own: its folder and address."""

    def make(name: str = "") -> tuple[Path, str]:
        folder = page[0] / (name or request.node.name[5:40])
        shutil.copytree(work, folder)
        (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
        return folder, f"/api/tutorials/{tutorial_id(folder)}"

    return make


def test_no_button_sends_a_name_that_nobody_has_decided_on(
    page: tuple[Path, Client], begin: Callable[[], tuple[Path, str]]
) -> None:
    """Seen: the picture for a colleague showed it."""
    _, client = page
    folder, path = begin()

    def end(kind: str, languages: list[str]) -> Any:
        asked = {"kind": kind, "tutorials": [tutorial_id(folder)], "languages": languages}
        job = client.request("POST", "/api/jobs", asked).json["job"]
        while (row := client.request("GET", f"/api/jobs/{job}").json)["state"] == "running":
            time.sleep(0.2)
        return row

    jobs: dict[str, list[str]] = {"review": [], "kit": ["mix"], "website": [], "build": []}
    for kind, languages in jobs.items():
        error = end(kind, languages)["error"]
        assert (error["code"], error["tutorials"]) == ("undecided", [tutorial_id(folder)]), kind
        assert "Lupita Torres" in error["message"]
    assert client.request("GET", f"{path}/review").status == 404
    script = (folder / "tutorial.md").read_text(encoding="utf-8")
    decided = script.replace("# en: Send\n", "# en: Send\n\n- hide: Marta Ruiz = Luna\n- hide: Lupita Torres = Sol\n")
    (folder / "tutorial.md").write_text(decided, encoding="utf-8")
    assert end("review", [])["state"] == "done"
    assert client.request("GET", f"{path}/review").status == 200


def test_a_text_with_a_private_word_is_not_copied_for_a_colleague(
    page: tuple[Path, Client], begin: Callable[[], tuple[Path, str]]
) -> None:
    folder, path = begin()
    texts = {"Toque Chats.": None, "Busque a Marta.": "undecided", "Busque a Marta Ruiz.": "undecided"}
    for text, code in texts.items():
        script = SCRIPT.replace("- tap: Chats\n", f"- tap: Chats\n- es: {text}\n").replace(
            "\n\n", "\n\n- hide: Marta Ruiz\n\n", 1
        )
        (folder / "tutorial.md").write_text(script, encoding="utf-8")
        page[1].request("GET", path)
        error = page[1].request("GET", f"{path}/message").json["error"]
        assert (error and error["code"]) == code, text
