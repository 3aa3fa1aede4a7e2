"""The guide in the editor: each page by itself, in a browser that knows only what the server has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from annotator import assets
from annotator.edit.web import guide_pages
from tests.helpers.live_editor import Client, running

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    root = tmp_path_factory.mktemp("editor")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_DATA", str(root / "data"))
        with running(root) as (_, page):
            yield page


def test_all_pages_are_listed() -> None:
    assert {f"{name}.md" for name in guide_pages.PAGES} == {path.name for path in assets.folder("guide").iterdir()}


@pytest.mark.parametrize("name", guide_pages.PAGES)
def test_a_page_and_all_that_it_links_to_are_served(name: str, client: Client) -> None:
    address = f"/guide/{name}.md"
    reply = client.request("GET", address)
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    html = reply.body.decode()
    assert 0 < html.index("<h1 id=") < html.index("<nav"), "it opens on its own words, not on the list of all pages"
    assert "style=" not in html, "the page's policy would not let it through"
    for link in set(re.findall(r'(?:href|src)="([^"#]+)', html)):
        if not link.startswith("https://"):
            assert client.request("GET", urljoin(address, link)).status == 200, link


@pytest.mark.parametrize("name", ["nothing", "..%2Fguide%2Feditor", "../edit/vendor/README", "Editor"])
def test_no_other_file_is_a_page(name: str, client: Client) -> None:
    assert client.request("GET", f"/guide/{name}.md").status == 404


@pytest.mark.parametrize("name", ["editor", "editor-es"])
def test_what_the_editor_opens_is_for_staff(name: str) -> None:
    beginning = assets.asset("guide", f"{name}.md").read_text("utf-8").partition("\n## ")[0]
    assert "`" not in beginning.partition("![")[0], "no command before the picture"


def test_a_stranger_sees_no_page(client: Client) -> None:
    assert Client(client.port).request("GET", "/guide/editor.md").status == 401


def test_markup_stays_text_and_headings_can_be_linked() -> None:
    html = guide_pages.render("## What it sends, and `when`\n\n<script>alert(1)</script>\n\n| a |\n| --- |\n| b |\n")
    assert '<h2 id="what-it-sends-and-when">What it sends, and <code>when</code></h2>' in html
    assert "&lt;script&gt;" in html
    assert "<td>b</td>" in html
