"""A panel in a real browser: what it sends, and what it keeps of a person's work while answers come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from annotator.edit.web.panel import Node, button, element
from tests.helpers.shell_visits import ShellVisit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]

MOUNT = """async () => {
    const { html, render, useState } = await import("/components.js");
    const { Panel } = await import("/panel.js");
    window.told = [];
    window.changes = 0;
    const Record = ({ item, children }) => html`<p class="record">Recorder of ${item}${children}</p>`;
    const App = () => {
        const [path, setPath] = useState("/api/panel/start");
        window.setPath = setPath;
        return path && html`<${Panel} path=${path} parts=${{ record: Record }} notify=${(text) => window.told.push(text)}
            changed=${() => window.changes += 1} />`;
    };
    const place = document.createElement("div");
    place.id = "panel";
    document.body.replaceChildren(place);
    render(html`<${App} />`, place);
}"""


class Server:
    """Answers a panel's requests with what a test has ready; one that is held waits until it is let go."""

    def __init__(self) -> None:
        self.views: dict[str, Node] = {}
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, Any]] = []
        self.held: dict[str, list[Any]] = {}
        self._lock = threading.Lock()

    def answer(self, route: Any) -> None:
        url = urlsplit(route.request.url)
        name = url.path.removeprefix("/api/panel/")
        if route.request.method == "GET":
            view = self.views.get(name)
            row: Any = {"code": "unknown"} if view is None else {"view": view}
            return route.fulfill(status=404 if view is None else 200, json=row)
        kind = route.request.headers.get("content-type", "")
        body = route.request.post_data_json if "json" in kind else route.request.post_data_buffer
        self.asked.append((f"{name}?{url.query}".rstrip("?"), body))
        if name in self.held:
            self.held[name].append(route)
            return None
        return self._fulfil(route, name)

    def let_go(self, name: str) -> None:
        """Answer what was held, and hold no more."""
        for route in self.held.pop(name):
            self._fulfil(route, name)

    def _fulfil(self, route: Any, name: str) -> None:
        row = self.answers.get(name, {})
        status, row = row if isinstance(row, tuple) else (200, row)
        route.fulfill(status=status, json=row)


Mount = Callable[..., Any]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def mount(browser: Any, server: Server) -> Iterator[Mount]:
    with ShellVisit(browser, permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.page.route("**/api/panel/**", server.answer)

        def show(*children: Any) -> Any:
            server.views["start"] = element("div", *children)
            visit.page.evaluate(MOUNT)
            visit.page.locator("#panel > div").wait_for()
            return visit.page

        yield show
        assert not [text for text in visit.said if "Failed to load resource" not in text]


def told(page: Any) -> list[str]:
    return list(page.evaluate("window.told"))


def settle(page: Any, true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(30)
    raise AssertionError("never true")


def test_markup_stays_text(mount: Mount) -> None:
    hostile = "<b>bold</b><img src=x onerror=window.hit=1>"
    page = mount(element("p", hostile, title=hostile), element("a", hostile, href="#/", lang=hostile), button(hostile))
    assert page.locator("#panel p").inner_text() == hostile
    assert page.locator("#panel p").get_attribute("title") == hostile
    assert page.locator("#panel").locator("b, img").count() == 0
    assert page.evaluate("window.hit") is None


def test_a_press_posts_once_and_the_answer_is_drawn_said_and_followed(mount: Mount, server: Server) -> None:
    page = mount(button("Keep", ("/api/panel/keep", {"n": 1}), "main", icon="done"))
    server.answers["keep"] = {
        "view": element("div", element("p", "Kept")), "notice": "Saved", "changed": True, "go": "#/new",
    }  # fmt: skip
    server.held["keep"] = []
    page.get_by_role("button", name="Keep").dblclick()
    settle(page, lambda: server.held["keep"])
    server.let_go("keep")
    page.get_by_text("Kept").wait_for()
    assert server.asked == [("keep", {"n": 1})]
    assert told(page) == ["Saved"]
    assert page.evaluate("[window.changes, location.hash]") == [1, "#/new"]


def test_a_failing_answer_is_told_and_the_panel_goes_on(mount: Mount, server: Server) -> None:
    field = element("input", type="text", name="phone", value="", change="/api/panel/save", aria_label="Phone")
    page = mount(field, button("Go on", ("/api/panel/next", {})))
    server.answers["save"] = 422, {"code": "refused", "message": "No such phone.", "remedy": "Write ten digits."}
    page.get_by_label("Phone").fill("12")
    page.get_by_role("button").click()
    settle(page, lambda: len(server.asked) == 2)
    assert [name for name, _ in server.asked] == ["save", "next"]
    assert told(page) == ["No such phone. Write ten digits."]
    assert page.get_by_label("Phone").input_value() == "12"


def test_typing_is_sent_after_a_pause_or_when_the_field_is_left(mount: Mount, server: Server) -> None:
    names = ("name", "person")
    page = mount(
        element("input", type="text", name=name, value="", change="/api/panel/save", aria_label=name) for name in names
    )
    page.get_by_label("name").press_sequentially("Los R", delay=20)
    assert not server.asked
    page.wait_for_timeout(700)
    assert server.asked == [("save", {"name": "Los R"})]
    page.get_by_label("name").press_sequentially("obles", delay=20)
    page.get_by_label("person").focus()
    settle(page, lambda: len(server.asked) == 2)
    page.get_by_label("name").focus()
    page.wait_for_timeout(700)
    assert server.asked[1:] == [("save", {"name": "Los Robles"})], "left without a change: nothing is sent"


def test_what_is_typed_is_sent_when_the_panel_goes(mount: Mount, server: Server) -> None:
    page = mount(element("textarea", name="name", change="/api/panel/save", aria_label="Name"))
    page.get_by_label("Name").press_sequentially("Luna")
    page.evaluate("window.setPath(null)")
    settle(page, lambda: server.asked == [("save", {"name": "Luna"})])


def test_a_late_answer_does_not_overwrite_what_is_being_typed(mount: Mount, server: Server) -> None:
    def fields(name: str, person: str) -> Node:
        rows = (("name", name), ("person", person))
        return element(
            "div",
            element("p", f"Known: {name}"),
            (element("input", type="text", name=key, value=text, change="/api/panel/save", aria_label=key) for key, text in rows),
        )  # fmt: skip

    page = mount(fields("", ""))
    server.held["save"] = []
    server.answers["save"] = {"view": element("div", fields("Robles", "nobody"))}
    page.get_by_label("name").press_sequentially("Robles")
    page.get_by_label("person").press_sequentially("Ro")
    settle(page, lambda: len(server.held["save"]) == 1)
    server.let_go("save")
    page.get_by_text("Known: Robles").wait_for()
    page.get_by_label("person").press_sequentially("sa")
    assert page.get_by_label("person").input_value() == "Rosa"
    page.wait_for_timeout(700)
    assert server.asked[-1] == ("save", {"person": "Rosa"})
    assert page.get_by_label("name").input_value() == "Robles"


def test_a_field_that_was_left_is_not_set_back_while_its_own_request_waits(mount: Mount, server: Server) -> None:
    def field(name: str, value: str) -> Node:
        return element("input", type="text", name=name, value=value, change=f"/api/panel/{name}", aria_label=name)

    def view(name: str, person: str) -> Node:
        return element("div", field("name", name), field("person", person), button("Elsewhere"))

    page = mount(view("", ""))
    server.held = {"name": [], "person": []}
    server.answers = {
        "name": {"view": element("div", view("A", ""))},
        "person": {"view": element("div", view("A", "B!"))},
    }
    page.get_by_label("name").fill("A")
    page.get_by_label("person").fill("B")
    page.get_by_role("button").focus()
    settle(page, lambda: len(server.held["name"]) == 1)
    server.let_go("name")
    settle(page, lambda: len(server.held["person"]) == 1)
    assert page.get_by_label("person").input_value() == "B"
    server.let_go("person")
    settle(page, lambda: page.get_by_label("person").input_value() == "B!")
    assert page.get_by_label("name").input_value() == "A"


def test_a_change_that_the_server_takes_back_is_taken_back_on_the_page(mount: Mount, server: Server) -> None:
    def view() -> Node:
        return element(
            "div",
            element("input", type="checkbox", name="clean", checked=True, change="/api/panel/save", aria_label="Clean"),
            element("select", element("option", "One", value="1"), element("option", "Two", value="2"),
                    name="place", value="2", change="/api/panel/save", aria_label="Place"),
        )  # fmt: skip

    page = mount(view())
    server.answers["save"] = {"view": element("div", view())}
    assert page.get_by_label("Place").input_value() == "2"
    page.get_by_label("Clean").uncheck()
    settle(page, lambda: page.get_by_label("Clean").is_checked())
    page.get_by_label("Place").select_option("1")
    settle(page, lambda: page.get_by_label("Place").input_value() == "2")
    assert server.asked == [("save", {"clean": False}), ("save", {"place": "1"})]


def make_form(notes: str = "") -> Node:
    return element(
        "form",
        element("p", notes),
        element("input", type="text", name="who", aria_label="Who"),
        element("input", type="checkbox", name="website", aria_label="Website"),
        element("input", type="checkbox", name="chat", checked=True),
        (element("input", type="checkbox", name="id", value=each, checked=each != "b") for each in "abc"),
        (element("input", type="radio", name="until", value=each, checked=each == "2") for each in "12"),
        element("select", element("option", "x", value="x"), element("option", "y", value="y"), name="one", value="y"),
        (element("input", type="text", name="said", value=each) for each in ("eins", "zwei")),
        element("input", type="text", name="only", value="single", multiple=True),
        element("button", "Send"),
        submit="/api/panel/keep",
    )


def test_a_form_posts_its_fields_by_name_and_repeated_ones_as_lists(mount: Mount, server: Server) -> None:
    page = mount(make_form())
    page.get_by_label("Who").fill("Sra. Rosa")
    page.get_by_role("button").click()
    settle(page, lambda: server.asked)
    assert server.asked[0][1] == {
        "who": "Sra. Rosa", "website": False, "chat": True, "id": ["a", "c"], "until": "2", "one": "y",
        "said": ["eins", "zwei"], "only": ["single"],
    }  # fmt: skip


def test_a_form_keeps_what_was_typed_over_a_redraw_and_starts_anew_when_it_was_posted(
    mount: Mount, server: Server
) -> None:
    page = mount(make_form(), button("Other", ("/api/panel/other", {})))
    server.answers["other"] = {"view": element("div", make_form("heard"), button("Other", ("/api/panel/other", {})))}
    page.get_by_label("Who").fill("Sra. Rosa")
    page.get_by_label("Website").check()
    page.get_by_role("button", name="Other").click()
    page.get_by_text("heard").wait_for()
    assert page.get_by_label("Who").input_value() == "Sra. Rosa"
    assert page.get_by_label("Website").is_checked()
    server.answers["keep"] = 422, {"code": "refused", "message": "No.", "remedy": ""}
    page.get_by_role("button", name="Send").click()
    settle(page, lambda: told(page) == ["No."])
    assert page.get_by_label("Who").input_value() == "Sra. Rosa"
    server.answers["keep"] = {"view": element("div", make_form("kept"))}
    page.get_by_role("button", name="Send").click()
    page.get_by_text("kept").wait_for()
    assert page.get_by_label("Who").input_value() == ""
    assert not page.get_by_label("Website").is_checked()


def test_the_focus_stays_and_goes_to_a_neighbour_where_its_place_is_gone(mount: Mount, server: Server) -> None:
    def rows(*names: str) -> Node:
        return element(
            "ul", (element("li", button(name, ("/api/panel/drop", {"name": name})), key=name) for name in names)
        )

    focused = "document.activeElement.textContent"
    page = mount(rows("one", "two", "three"))
    server.answers["drop"] = {"view": element("div", rows("zero", "one", "two", "three"))}
    page.get_by_role("button", name="two").press("Enter")
    page.get_by_role("button", name="zero").wait_for()
    assert page.evaluate(focused) == "two"
    server.answers["drop"] = {"view": element("div", rows("zero", "one", "three"))}
    page.get_by_role("button", name="two").press("Enter")
    page.get_by_role("button", name="two").wait_for(state="detached")
    assert page.evaluate(focused) == "three"
    server.answers["drop"] = {"view": element("div", rows("zero", "one"))}
    page.get_by_role("button", name="three").press("Enter")
    page.get_by_role("button", name="three").wait_for(state="detached")
    assert page.evaluate(focused) == "one"


def test_a_sound_that_was_heard_to_its_end_is_posted(mount: Mount, server: Server) -> None:
    page = mount(element("audio", controls=True, ended=("/api/panel/heard", {})))
    page.evaluate("document.querySelector('audio').dispatchEvent(new Event('ended'))")
    settle(page, lambda: server.asked == [("heard", {})])


def test_files_are_taken_in_natural_order_and_one_that_fails_is_told(mount: Mount, server: Server) -> None:
    page = mount(element("input", type="file", multiple=True, take="/api/panel/sounds?lang=es", aria_label="Sounds"))
    names = ("10.m4a", "2.m4a", "ñ & 1.m4a")
    page.locator("input").set_input_files(
        [{"name": name, "mimeType": "audio/mp4", "buffer": name.encode()} for name in names]
    )
    settle(page, lambda: len(server.asked) == 3)
    assert server.asked == [
        ("sounds?lang=es&name=2.m4a", b"2.m4a"),
        ("sounds?lang=es&name=10.m4a", b"10.m4a"),
        ("sounds?lang=es&name=%C3%B1%20%26%201.m4a", "ñ & 1.m4a".encode()),
    ]
    server.answers["sounds"] = 413, {"code": "too-large", "message": "", "remedy": ""}
    page.locator("input").set_input_files([{"name": "a.m4a", "mimeType": "audio/mp4", "buffer": b"x"}])
    settle(page, lambda: "too large" in "".join(told(page)))


def test_a_text_is_copied_and_a_file_can_be_dragged(mount: Mount) -> None:
    page = mount(
        button("Copy it", copy="Hola <b>", kind="small"),
        element("a", "Save", href="/api/x", download="a.jpg", drag="a.jpg"),
    )
    assert "small" in page.get_by_role("button").get_attribute("class")
    page.get_by_role("button", name="Copy it").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "Hola <b>"
    assert page.locator("a").get_attribute("draggable") == "true"
    dragged = page.evaluate("""() => {
        const dataTransfer = new DataTransfer();
        document.querySelector("#panel a").dispatchEvent(new DragEvent("dragstart", { dataTransfer }));
        return dataTransfer.getData("DownloadURL");
    }""")
    assert dragged == "application/octet-stream:a.jpg:http://editor.test/api/x"


def test_a_component_of_the_page_has_its_place(mount: Mount) -> None:
    page = mount(element("record", element("b", "!"), item="2"))
    assert page.locator(".record").inner_text() == "Recorder of 2!"


def test_another_path_brings_another_view_and_one_that_is_gone_is_told(mount: Mount, server: Server) -> None:
    page = mount(element("p", "First"), button("Late", ("/api/panel/late", {})))
    server.held["late"] = []
    server.answers["late"] = {"view": element("div", element("p", "Late")), "go": "#/website"}
    page.get_by_role("button").click()
    settle(page, lambda: server.held["late"])
    server.views["second"] = element("div", element("p", "Second"))
    page.evaluate("window.setPath('/api/panel/second')")
    page.get_by_text("Second").wait_for()
    server.let_go("late")
    page.wait_for_timeout(300)
    assert page.locator("#panel").inner_text() == "Second"
    assert page.evaluate("location.hash") == "#/"
    page.evaluate("window.setPath('/api/panel/nothing')")
    page.get_by_role("alert").get_by_text("That is no longer there").wait_for()
