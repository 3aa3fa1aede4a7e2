"""What strangers send: other websites, rebound names, forms, other people of the same computer."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from annotator.edit.web import desk, security, server
from annotator.edit.web.access import PROOF_PATH, Access
from annotator.edit.web.security import HEADERS, JSON_BYTES, UPLOAD_BYTES, Guard
from tests.helpers.asgi import Answer, ask

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
LOCALHOST = f"localhost:{PORT}"
ORIGIN = f"http://{HOST}"
FOREIGN_HOSTS = (
    [],
    [HOST, HOST],
    ["evil.example", HOST],
    [""],
    ["evil.example"],
    [f"rebound.evil.example:{PORT}"],
    [f"localhost.evil.example:{PORT}"],
    [f"evil-localhost:{PORT}"],
    ["127.0.0.1:9999"],
    ["127.0.0.1"],
    [f"{HOST}0"],
    [f"user@{HOST}"],
    [f" {HOST}"],
    [f"{HOST}, evil.example"],
    [f"LOCALHOST:{PORT}"],
    [f"localhost.:{PORT}"],
    [f"[::1]:{PORT}"],
    [f"0.0.0.0:{PORT}"],
    [f"127.1:{PORT}"],
    [f"127.0.0.1:{PORT}\xff"],
)
FOREIGN_ORIGINS = (
    ["https://evil.example"],
    ["null"],
    [""],
    ["http://127.0.0.1:9999"],
    ["http://127.0.0.1"],
    [f"https://{HOST}"],
    [f"{ORIGIN}.evil.example"],
    [f"{ORIGIN}/"],
    ["file://"],
    [ORIGIN, ORIGIN],
    [ORIGIN, "https://evil.example"],
)
FOREIGN_SITES = (
    ["cross-site"],
    ["same-site"],
    [""],
    ["Same-Origin"],
    ["same-origin, cross-site"],
    ["same-origin", "same-origin"],
    ["same-origin", "cross-site"],
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
FOREIGN_TARGETS = ("http://evil.example/api/home", f"http://{HOST}/api/home", "*", "", "evil.example:80")
Headers = list[tuple[str, str]]


class Inside:
    """Stands for the application: notes what gets through, and forgets every header but one of ours, which it has wrong."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.seen.append(f"{scope['method']} {scope['path']}")
        headers = [(b"content-type", b"application/json"), (b"cache-control", b"public")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})


@pytest.fixture
def access() -> Access:
    return Access(PORT)


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def guard(access: Access, inside: Inside) -> Guard:
    return Guard(inside, access)


def cookie(access: Access) -> tuple[str, str]:
    return "cookie", f"{access.cookie_name}={access.sign('cookie')}"


def page(access: Access, **other: list[str]) -> Headers:
    """The headers that a page of the editor sends with JSON, with other values for some of them."""
    own = {
        "host": [HOST],
        "cookie": [cookie(access)[1]],
        "origin": [ORIGIN],
        "sec-fetch-site": ["same-origin"],
        "content-type": ["application/json"],
    }
    given = own | {name.replace("_", "-"): values for name, values in other.items()}
    return [(name, value) for name, values in given.items() for value in values]


def refused(answer: Answer, inside: Inside, status: int) -> None:
    assert answer.status == status, answer.body
    assert inside.seen == []
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["connection"] == "close"
    assert not [name for name in answer.headers if name.startswith("access-control") or name == "set-cookie"]


def test_only_our_own_pages_are_answered(guard: Guard, access: Access, inside: Inside) -> None:
    """Each host with each origin, site and method: what gets through is written down once more, shorter."""
    hosts = ([HOST], [LOCALHOST], *FOREIGN_HOSTS)
    origins = ([], [ORIGIN], [f"http://{LOCALHOST}"], *FOREIGN_ORIGINS)
    sites = ([], ["same-origin"], ["none"], *FOREIGN_SITES)
    good = 0
    for method, host, origin, site in product(METHODS, hosts, origins, sites):
        reads = method in ("GET", "HEAD")
        ours = (
            host in ([HOST], [LOCALHOST])
            and origin in ([], [f"http://{host[0]}"])
            and (site in ([], ["same-origin"]) or (reads and site == ["none"]))
            and (reads or origin + site != [])
        )
        asked = page(access, host=host, origin=origin, sec_fetch_site=site)
        answer = ask(guard, method, "/api/home", asked)
        if ours:
            assert (answer.status, inside.seen.pop()) == (200, f"{method} /api/home")
            good += 1
        else:
            refused(answer, inside, 403)
    assert good == 2 * (2 * 2 * 3 + 5 * 3)


@pytest.mark.parametrize("method", METHODS)
def test_nothing_but_our_addresses_in_http_is_answered(
    method: str, guard: Guard, access: Access, inside: Inside
) -> None:
    for target in FOREIGN_TARGETS:
        refused(ask(guard, method, target, page(access)), inside, 400)
    for wanted in ("websocket", "h2c", "TLS/1.0"):
        refused(ask(guard, method, "/api/home", page(access, upgrade=[wanted], connection=["upgrade"])), inside, 403)


def test_every_route_is_closed_without_the_cookie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    access, opened, reached = Access(PORT), desk.Desk(tmp_path), Inside()
    try:
        routes = [route for route in server.make_app(opened).routes if isinstance(route, Route)]
    finally:
        opened.close()
    guard, stranger = Guard(reached, access), page(access, cookie=[])
    assert len(routes) > 60
    for route in (route for route in routes if not route.path.startswith(security.MADE_PATH)):
        assert route.methods and route.methods <= {"GET", "HEAD", "POST", "PUT"}
        path = re.sub("{[^}]+}", "0", route.path)
        for method in route.methods:
            refused(ask(guard, method, path, stranger), reached, 401)
            assert ask(guard, method, path, page(access)).status == 200
            assert reached.seen.pop() == f"{method} {path}"


def test_what_was_made_is_opened_as_another_site(guard: Guard, access: Access, inside: Inside) -> None:
    """Its pages have scripts: neither has their address a cookie, nor may they ask for anything."""
    path = f"/made/{access.sign('made')}/website/index.html"
    strangers = [("host", HOST), ("sec-fetch-site", "cross-site")]
    answer = ask(guard, "GET", path, strangers)
    assert answer.status == 200 and inside.seen.pop() == f"GET {path}"
    assert "connect-src 'none'" in dict(answer.all_headers)["content-security-policy"]
    for method, asked, sent in (
        ("GET", path, page(access)),
        ("POST", path, page(access, cookie=[])),
        ("GET", "/made/0/website/index.html", strangers),
    ):
        assert ask(guard, method, asked, sent).status == 403
        assert inside.seen == []


# Bodies

FORMS = (
    "text/plain",
    "text/plain; application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/json, text/plain",
    "text/json",
    "text/html",
    "",
)


@pytest.mark.parametrize("kind", FORMS)
def test_what_a_form_can_send_is_refused(kind: str, guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "POST", "/api/tutorials", page(access, content_type=[kind]), b"{}"), inside, 415)


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("application/json; charset=utf-8", JSON_BYTES),
        ("image/png", UPLOAD_BYTES),
        ("audio/webm;codecs=opus", UPLOAD_BYTES),
    ],
)
def test_a_body_is_as_large_as_it_says_and_no_larger_than_a_page_sends(
    kind: str, most: int, guard: Guard, access: Access, inside: Inside
) -> None:
    for length in (str(most + 1), "9" * 30, "-1", "1e9"):
        asked = page(access, content_type=[kind], content_length=[length])
        refused(ask(guard, "POST", "/api/tutorials", asked), inside, 413)
    endless = page(access, content_type=[kind], transfer_encoding=["chunked"])
    refused(ask(guard, "POST", "/api/tutorials", endless), inside, 400)
    assert ask(guard, "POST", "/x", page(access, content_type=[kind], content_length=[str(most)])).status == 200


def test_a_reading_request_has_no_body(guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "GET", "/api/home", page(access, content_length=["5"])), inside, 413)


# The token and the cookie


@pytest.mark.parametrize(
    "value",
    [
        "annotator-8765=",
        "annotator-8765",
        "annotator-9999={}",
        "annotator={}",
        "ANNOTATOR-8765={}",
        "annotator-8765={}x",
        "a=\xe9",
    ],
)
def test_a_forged_cookie_is_refused(value: str, guard: Guard, access: Access, inside: Inside) -> None:
    forged = value.format(access.sign("cookie"))
    refused(ask(guard, "GET", "/api/home", page(access, cookie=[forged])), inside, 401)


def test_a_start_knows_no_cookie_of_another_one(access: Access, inside: Inside) -> None:
    refused(ask(Guard(inside, Access(PORT)), "GET", "/api/home", page(access)), inside, 401)


def test_a_cookie_of_another_program_does_not_lock_us_out(guard: Guard, access: Access) -> None:
    """Browsers send the cookie of the longer path first."""
    planted = f"annotator-8765=planted; other=1; {cookie(access)[1]}"
    assert ask(guard, "GET", "/api/home", page(access, cookie=[planted])).status == 200


def query(address: str) -> str:
    return f"/?{address.partition('?')[2]}"


def test_a_token_becomes_a_cookie_and_leaves_the_address(guard: Guard, access: Access, inside: Inside) -> None:
    address = access.new_address()
    answer = ask(guard, "GET", query(address), [("host", HOST), ("sec-fetch-site", "cross-site")])
    assert (answer.status, answer.headers["refresh"]) == (200, "0; url=/")
    signed, *rest = answer.headers["set-cookie"].split("; ")
    assert signed == cookie(access)[1]
    assert {each.lower() for each in rest} == {"httponly", "samesite=strict", "path=/"}
    assert answer.headers["referrer-policy"] == "no-referrer"
    got = [("host", HOST), ("cookie", signed)]
    assert ask(guard, "GET", "/api/home", got).status == 200
    again = ask(guard, "GET", query(address), [("host", HOST)])
    assert (again.status, inside.seen) == (401, ["GET /api/home"])
    assert b"annotator edit" in again.body


def test_language_and_tutorial_stay_in_the_address(guard: Guard, access: Access) -> None:
    asked = query(access.new_address("es", "0123456789ab"))
    assert ask(guard, "GET", asked, [("host", HOST)]).headers["refresh"] == "0; url=/?lang=es#/t/0123456789ab"
    forged = query(access.new_address("es%0d%0aSet-Cookie:x=1", "x;url=http://evil.example"))
    assert ask(guard, "GET", forged, [("host", HOST)]).headers["refresh"] == "0; url=/"


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_token_is_not_used_up_by_another_host(host: list[str], guard: Guard, access: Access, inside: Inside) -> None:
    asked = query(access.new_address())
    refused(ask(guard, "GET", asked, [("host", each) for each in host]), inside, 403)
    assert ask(guard, "GET", asked, [("host", HOST)]).status == 200


@pytest.mark.parametrize("wrong", ["token=", "token=x", "token", "Token={}", "xtoken={}", "token={}x", "token=é{}"])
def test_a_wrong_token_is_refused(wrong: str, guard: Guard, access: Access, inside: Inside) -> None:
    good = access.new_address().partition("token=")[2]
    refused(ask(guard, "GET", f"/?{wrong.format(good)}", [("host", HOST)]), inside, 401)
    assert ask(guard, "GET", f"/?token={good}", [("host", HOST)]).status == 200


def test_what_is_signed_for_one_purpose_opens_nothing_else(guard: Guard, access: Access, inside: Inside) -> None:
    """A stranger may ask for the proof of anything."""
    nonce = "0" * 32
    said = ask(guard, "GET", f"{PROOF_PATH}?nonce={nonce}", [("host", HOST)]).body.decode()
    assert said == access.sign("proof", nonce)
    refused(ask(guard, "GET", f"/?token={nonce}{said}", [("host", HOST)]), inside, 401)
    refused(ask(guard, "GET", "/", page(access, cookie=[f"{access.cookie_name}={said}"])), inside, 401)


# What every answer says


def test_each_answer_has_our_headers_once(guard: Guard, access: Access) -> None:
    answer = ask(guard, "GET", "/api/home", page(access))
    for name, value in HEADERS.items():
        assert [each for each in answer.all_headers if each[0] == name] == [(name, value)]


def test_no_page_frames_ours_or_runs_a_script_in_it() -> None:
    rules = dict(rule.split(" ", 1) for rule in HEADERS["content-security-policy"].split("; "))
    assert rules["frame-ancestors"] == rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert "unsafe" not in HEADERS["content-security-policy"]
    assert "microphone=(self)" in HEADERS["permissions-policy"]
