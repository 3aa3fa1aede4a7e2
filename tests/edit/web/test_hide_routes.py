"""Covering over a real socket: what a click offers, the panel and its changes, the covered picture, the list of names."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from annotator import script
from annotator.edit.not_listed import tutorial_id
from annotator.edit.web import hide_routes, roster_panel
from annotator.model import BoxTarget, Hide, Show, TextTarget, Tutorial
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


def read(folder: Path) -> Tutorial:
    found = script.read_folder(folder).readable
    assert found is not None
    return found


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


def test_a_click_offers_what_is_covered_everywhere(
    page: tuple[Path, Client], begin: Callable[[], tuple[Path, str]]
) -> None:
    _, client = page
    folder, path = begin()
    asked = {"step": 0, "lang": "es", "x": 100, "y": 285, "hide": True}
    pointed = client.post(f"{path}/point", asked)
    chosen = pointed["candidates"][pointed["chosen"]]
    assert (chosen["target"]["wordings"], chosen["everywhere"], chosen["example"]) == (["Marta Ruiz"], True, "Luna")
    plain = client.post(f"{path}/point", {**asked, "hide": False})
    assert "example" not in plain["candidates"][0]
    state = client.get(path)
    change = {"do": "add-hide", "step": None, "target": chosen["target"], "example": "Luna"}
    state = client.post(f"{path}/changes", {"revision": state["revision"], "changes": [change]})
    assert read(folder).hides == (Hide(TextTarget(("Marta Ruiz",)), "Luna"),)
    assert client.post(f"{path}/point", asked)["candidates"] == [], "covered already"
    first = client.request("GET", f"{path}/steps/0/covered?lang=es&revision={state['revision']}")
    assert first.headers["content-type"] == "image/jpeg"
    covered, plain_image = (
        np.asarray(Image.open(io.BytesIO(data)).convert("L"), dtype=int)
        for data in (first.body, (folder / "1.png").read_bytes())
    )
    assert covered.shape == plain_image.shape
    differs = np.abs(covered - plain_image).max(axis=1) > 60
    assert differs[270:310].any() and differs[425:465].any(), "the name and the address"
    assert not differs[60:110].any(), "not the rest"
    for other in (1, 1_764_183_000):  # a damaged history counts on from the clock's seconds
        old = client.request("GET", f"{path}/steps/0/covered?lang=es&revision={other}")
        assert (old.status, old.json["code"]) == (409, "stale")
        card = client.request("GET", f"{path}/cards/0?lang=es&view=whole&revision={other}")
        assert (card.status, card.json["code"]) == (409, "stale")
    assert client.request("GET", f"{path}/steps/0/covered?lang=es&revision={state['revision']}").status == 200


def test_the_panel_changes_what_it_lists(page: tuple[Path, Client], begin: Callable[[], tuple[Path, str]]) -> None:
    _, client = page
    folder, path = begin()
    answer = press(client, panel(client, path), f"Show it: {ADDRESS}")
    assert answer["changed"] and read(folder).shows == (Show(TextTarget((ADDRESS,))),)
    press(client, panel(client, path), f"Don't show it any more: “{ADDRESS}”")
    press(client, panel(client, path), "Cover it and write “Luna” there: Lupita Torres")
    assert read(folder).hides == (Hide(TextTarget(("Lupita Torres",)), "Luna"),) and not read(folder).shows
    drawn = panel(client, path)
    [field] = [each[1] for each in walk(drawn) if each[0] == "input"]
    assert client.post(field["change"], {field["name"]: "Estrella"})["changed"]
    assert read(folder).hides[0].example == "Estrella"
    assert client.post(field["change"], {field["name"]: " "})["changed"]
    assert read(folder).hides[0].example is None
    press(client, drawn, "Don't cover it: “Lupita Torres”")
    assert read(folder).hides == ()
    assert press(client, drawn, "Don't cover it: “Lupita Torres”", 422)["code"] == "refused", "twice"
    assert client.post(field["change"], {field["name"]: "Luna"}, 404)["code"] == "unknown"
    state = client.get(path)
    for _ in range(3):
        state = client.post(f"{path}/undo", {"revision": state["revision"]})
    assert read(folder).hides == () and read(folder).shows == (), "and back"


def test_boxes_are_put_and_moved_without_a_mouse(
    page: tuple[Path, Client], begin: Callable[[], tuple[Path, str]]
) -> None:
    _, client = page
    folder, path = begin()
    drawn = panel(client, path, 1)
    centre = next(each for each in walk(drawn) if each[2:] == ["Put a box in the centre"])
    client.post(*centre[1]["press"])
    press(client, panel(client, path, 1), "Move right")
    press(client, panel(client, path, 1), "Make taller")
    assert read(folder).steps[1].hides == (Hide(BoxTarget(31, 44, 40, 12)),)


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


def test_the_list_of_names_is_in_its_own_answer_alone(
    page: tuple[Path, Client], begin: Callable[..., tuple[Path, str]]
) -> None:
    root, client = page
    (_, path), (_, other) = begin("one"), begin("two")
    revision = client.get(path)["revision"]
    drawn = client.get(f"{path}/roster")["view"]
    assert drawn[1]["submit"] == f"{path}/roster"
    fields = {each[1]["name"]: each[1]["value"] for each in walk(drawn) if "name" in each[1]}
    saved = client.post(f"{path}/roster", {**fields, "names": "Pánfilo Quintanilla\nMarta Ruiz"})
    assert saved["changed"] and saved["notice"] == "The list has 2 names. They are covered from now on."
    assert client.get(path)["revision"] > revision, "so that previews are drawn again"
    assert (root / "school.toml").read_text(encoding="utf-8").startswith('name = "Los Robles"  # ours\n')
    stale = client.post(f"{path}/roster", {**fields, "names": "Ana"}, 409)
    assert stale["code"] == "stale" and "Quintanilla" not in str(stale)
    listed = panel(client, path)
    assert "It is on your school's list of names." in str(listed), "Marta Ruiz on the picture"
    answers = [
        client.request("GET", address).body.decode()
        for address in (
            "/api/home",
            *(f"{each}{part}" for each in (path, other) for part in ("", "/revision", "/steps/0/hiding?lang=es")),
            f"{other}/steps/1/hiding?lang=es",
        )
    ]
    assert not any("uintanilla" in answer for answer in answers)
    with_names = client.get(f"{other}/roster")
    assert "Quintanilla" in str(with_names), "who asks for the list of the same school gets it"
    fields = {each[1]["name"]: each[1]["value"] for each in walk(with_names["view"]) if "name" in each[1]}
    assert client.post(f"{path}/roster", {**fields, "names": ""})["notice"] == "The list is empty."
    assert (root / "names.txt").read_bytes() == b""


def test_every_address_is_that_of_a_tutorial_that_the_server_has_listed() -> None:
    for module in (hide_routes, roster_panel):
        for route in module.routes(None):  # type: ignore[arg-type]  # it is asked for nothing yet
            assert route.path.startswith("/api/tutorials/{tid}/")
