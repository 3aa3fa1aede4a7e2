"""Covering over a real socket changes the picture that was seen, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.not_listed import tutorial_id
from annotator.edit.web import hide_routes, roster_panel
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


def walk(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
        for child in node[2:]:
            yield from walk(child)


def panel(client: Client, path: str, step: int = 0) -> Any:
    return client.get(f"{path}/steps/{step}/hiding?lang=es")["view"]


def press(client: Client, drawn: Any, label: str, status: int = 200) -> Any:
    button = next(each for each in walk(drawn) if label in each[1].get("aria-label", "") and "press" in each[1])
    return client.post(*button[1]["press"], status)


def test_nothing_is_changed_on_another_picture_or_by_another_word(
    page: tuple[Path, Client], begin: Callable[[], tuple[Path, str]]
) -> None:
    _, client = page
    folder, path = begin()
    before = (folder / "tutorial.md").read_bytes()
    row = {"do": "add-hide", "step": 0, "target": {"kind": "point", "x": 5, "y": 5}, "example": None}
    address = f"{path}/steps/0/hiding"
    pid = client.get(path)["steps"][0]["picture"]
    other = client.get(path)["steps"][1]["picture"]
    for body, status in (
        ({"picture": other, "change": row}, 404),
        ({"picture": pid, "change": {**row, "do": "delete-step"}}, 400),
        ({"picture": pid, "change": {**row, "example": 5}}, 400),
        ({"picture": pid, "change": {**row, "step": 99}}, 422),
        ({"picture": pid, "change": [row]}, 400),
        ({"change": row}, 400),
        ({"picture": pid}, 400),
    ):
        client.post(address, body, status)
    client.post(f"{address}/example", {"names": "x"}, 400)
    client.post(f"{address}/example", {"example-000000000000": "x"}, 404)
    client.post(f"{path}/steps/9/hiding", {"picture": pid, "change": row}, 404)
    for bad in ("9/hiding?lang=es", "0/hiding?lang=fr", "0/hiding", "x/hiding?lang=es", "0/covered?lang=es"):
        assert client.request("GET", f"{path}/steps/{bad}").status in (400, 404), bad
    assert (folder / "tutorial.md").read_bytes() == before


def test_every_address_is_that_of_a_tutorial_that_the_server_has_listed() -> None:
    for module in (hide_routes, roster_panel):
        for route in module.routes(None):  # type: ignore[arg-type]  # it is asked for nothing yet
            assert route.path.startswith("/api/tutorials/{tid}/")
