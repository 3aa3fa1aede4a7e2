"""Other websites in a real browser that is signed in: what browsers send for them, and what they get to see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.edit.web import server
from annotator.edit.web.access import find_running
from tests.helpers.editor_program import wait_until
from tests.helpers.live_editor import running
from tests.helpers.visits import serve

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]

SCRIPT = "# es: Zoom\n\n- why es: Gasta datos.\n"
TRIES = """async ([target, tid]) => {
    const seen = [];
    const note = async (name, work) => {
        try { const answer = await work(); seen.push([name, answer.type, answer.status, (await answer.text()).length]); }
        catch (error) { seen.push([name, "error", 0, 0]); }
    };
    const json = JSON.stringify({revision: 1, do: "add-pictures", pictures: []});
    const change = `${target}/api/tutorials/${tid}/attach`;
    const whole = {method: "PUT", body: json, headers: {"Content-Type": "application/json"}, credentials: "include"};
    await note("write whole", () => fetch(`${target}/api/tutorials/${tid}`, whole));
    await note("read", () => fetch(`${target}/api/home`, {credentials: "include"}));
    await note("read blindly", () => fetch(`${target}/api/home`, {mode: "no-cors", credentials: "include"}));
    for (const type of ["text/plain", "application/json", "application/x-www-form-urlencoded"]) {
        const options = {method: "POST", body: json, headers: {"Content-Type": type}, credentials: "include"};
        await note(`write ${type}`, () => fetch(change, options));
        await note(`write ${type} blindly`, () => fetch(change, {...options, mode: "no-cors"}));
        await note(`quit ${type} blindly`, () => fetch(`${target}/api/quit`, {...options, body: "{}", mode: "no-cors"}));
    }
    seen.push(["beacon", String(navigator.sendBeacon(`${target}/api/quit`, "{}")), 0, 0]);
    const load = (tag, name, path) => new Promise((done) => {
        const element = document.createElement(tag);
        element.onload = () => done([`${tag} ${path}`, "loaded", 0, 0]);
        element.onerror = () => done([`${tag} ${path}`, "error", 0, 0]);
        element[name] = target + path;
        if (tag === "link") element.rel = "stylesheet";
        document.head.append(element);
    });
    seen.push(await load("img", "src", "/pictograms/tap.png"));
    seen.push(await load("script", "src", "/app.js"));
    seen.push(await load("link", "href", "/style.css"));
    seen.push(await new Promise((done) => {
        const socket = new WebSocket(target.replace("http", "ws") + "/api/home");
        socket.onopen = () => done(["websocket", "open", 0, 0]);
        socket.onerror = () => done(["websocket", "error", 0, 0]);
    }));
    return seen;
}"""
FORM = """<form method="post" enctype="text/plain" action="TARGET/api/quit" target="answer">
<input name='{"a":"' value='"}'><button>Win a phone</button></form><iframe name="answer" src="TARGET/"></iframe>"""


def test_another_website_gets_nothing_and_changes_nothing(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    tutorial = tmp_path / "ours" / "zoom"
    tutorial.mkdir(parents=True)
    (tutorial / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "evil").mkdir()
    with running(tmp_path / "ours") as (editor, page), serve(tmp_path / "evil") as evil:
        target = f"http://127.0.0.1:{page.port}"
        tid = page.get("/api/home")["tutorials"][0]["id"]
        (tmp_path / "evil" / "index.html").write_text(FORM.replace("TARGET", target), encoding="utf-8")
        # By another name of this computer the page is of another site; at another port it is of ours, with our cookie.
        for origin in (evil, evil.replace("127.0.0.1", "localhost")):
            context = browser.new_context()
            own = context.new_page()
            own.goto(find_running(tmp_path / "ours"))
            own.wait_for_url(f"{target}/")
            assert "token" not in own.url
            assert own.evaluate("fetch('/api/home').then((answer) => answer.status)") == 200
            other = context.new_page()
            other.goto(origin)
            seen = other.evaluate(TRIES, [target, tid])
            for name, kind, status, length in seen:
                assert (status, length) == (0, 0), (origin, name)
                assert kind in ("error", "opaque", "true"), (origin, name)
            with other.expect_event("framenavigated"):
                other.get_by_role("button").click()
            for frame in other.frames[1:]:
                frame.wait_for_load_state()
                assert "annotator" not in frame.content()
                assert frame.locator("#app").count() == 0
            assert own.evaluate("fetch('/api/home').then((answer) => answer.status)") == 200
            context.close()
        assert (tutorial / "tutorial.md").read_text(encoding="utf-8") == SCRIPT
        assert editor.address


def test_the_private_file_opens_the_page_and_leaves_no_token(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    opened: list[str] = []
    monkeypatch.setattr(server.webbrowser, "open", opened.append)
    with running(tmp_path) as (_, page):
        server.open_browser(str(find_running(tmp_path, "es")))
        wait_until(lambda: opened)
        context = browser.new_context()
        own = context.new_page()
        sent: list[dict[str, str]] = []
        own.on("request", lambda request: sent.append(request.all_headers()))
        own.goto(opened[0])
        own.wait_for_url(f"http://127.0.0.1:{page.port}/?lang=es")
        own.locator("h1").wait_for()
        own.reload()
        own.locator("h1").wait_for()
        own.go_back()
        assert "token" not in own.url
        own.go_forward()
        assert own.evaluate("location.href + document.referrer + history.length").count("token") == 0
        assert not [headers for headers in sent if "token=" in headers.get("referer", "")]
        assert own.evaluate("document.cookie") == ""
        (cookie,) = context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/")
        context.close()
