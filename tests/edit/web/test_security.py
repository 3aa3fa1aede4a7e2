"""What strangers send: other websites, rebound names, forms, other people of the same computer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from annotator.edit.web.access import SECRET_HEADER, Access
from annotator.edit.web.security import HEADERS, JSON_BYTES, UPLOAD_BYTES, Guard
from tests.helpers.asgi import Answer, ask

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
HOSTS = {
    "foreign": ["evil.example"],
    "missing": [],
    "twice": [HOST, HOST],
    "twice, foreign first": ["evil.example", HOST],
    "empty": [""],
    "rebound": [f"rebound.evil.example:{PORT}"],
    "begins like ours": [f"localhost.evil.example:{PORT}"],
    "ends like ours": [f"evil-localhost:{PORT}"],
    "other port": ["127.0.0.1:9999"],
    "no port": ["127.0.0.1"],
    "port and more": [f"{HOST}0"],
    "name and password": [f"user@{HOST}"],
    "with a space": [f" {HOST}"],
    "list": [f"{HOST}, evil.example"],
    "upper case": [f"LOCALHOST:{PORT}"],
    "dot behind": [f"localhost.:{PORT}"],
    "IPv6": [f"[::1]:{PORT}"],
    "any address": [f"0.0.0.0:{PORT}"],
    "short form": [f"127.1:{PORT}"],
    "as a number": [f"2130706433:{PORT}"],
    "bytes": [f"127.0.0.1:{PORT}\xff"],
}
Headers = list[tuple[str, str]]


@pytest.fixture
def access() -> Access:
    return Access(PORT)


class Inside:
    """Stands for the application: notes what gets through, and reads the body."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.body = b""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.seen.append(f"{scope['method']} {scope['path']}")
        more = True
        while more:
            message = await receive()
            self.body += message.get("body", b"")
            more = message.get("more_body", False)
        # An answer that forgets every header, and one that names a header of ours.
        headers = [(b"content-type", b"application/json"), (b"Cache-Control", b"public")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def guard(access: Access, inside: Inside) -> Guard:
    return Guard(inside, access)


def cookie(access: Access) -> tuple[str, str]:
    return "cookie", access.cookie.partition(";")[0]


def page(access: Access, *more: tuple[str, str], without: Iterable[str] = ()) -> Headers:
    """The headers that a page of the editor sends with JSON, some of them left out, and others added."""
    own = [
        ("host", HOST),
        cookie(access),
        ("origin", ORIGIN),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/json"),
    ]
    return [pair for pair in own if pair[0] not in without] + list(more)


def refused(answer: Answer, inside: Inside, status: int) -> None:
    assert answer.status == status, answer.body
    assert inside.seen == []
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "access-control-allow-origin" not in answer.headers
    assert "set-cookie" not in answer.headers


# Names


@pytest.mark.parametrize("hosts", HOSTS.values(), ids=HOSTS)
def test_another_host_is_refused_for_every_method(
    hosts: list[str], guard: Guard, access: Access, inside: Inside
) -> None:
    headers = [("host", host) for host in hosts] + page(access, without=["host"])
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"):
        refused(ask(guard, method, "/api/home", headers, b"{}" if method == "POST" else b""), inside, 403)


@pytest.mark.parametrize("hosts", HOSTS.values(), ids=HOSTS)
def test_a_token_is_not_used_up_by_another_host(hosts: list[str], guard: Guard, access: Access, inside: Inside) -> None:
    query = access.new_address().partition("?")[2]
    refused(ask(guard, "GET", f"/?{query}", [("host", host) for host in hosts]), inside, 403)
    assert ask(guard, "GET", f"/?{query}", [("host", HOST)]).status == 303


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}"])
def test_both_of_our_names_are_answered(host: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("host", host), ("origin", f"http://{host}"), without=["host", "origin"])
    assert ask(guard, "GET", "/api/home", headers).status == 200
    assert ask(guard, "HEAD", "/api/home", headers).status == 200
    assert ask(guard, "POST", "/api/tutorials", headers, b"{}").status == 200


def test_a_page_of_the_one_name_does_not_write_by_the_other(guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("origin", f"http://localhost:{PORT}"), without=["origin"])
    refused(ask(guard, "POST", "/api/tutorials", headers, b"{}"), inside, 403)


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_other_methods_are_refused(method: str, guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, method, "/api/home", page(access)), inside, 405)


def test_a_preflight_is_given_no_leave(guard: Guard, access: Access, inside: Inside) -> None:
    asking = [
        ("host", HOST),
        ("origin", "https://evil.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-private-network", "true"),
    ]
    answer = ask(guard, "OPTIONS", "/api/quit", asking)
    refused(answer, inside, 405)
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["http://evil.example/api/home", "*", "", "evil.example:80"])
def test_an_address_of_elsewhere_is_refused(path: str, guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "GET", path, page(access)), inside, 400)


@pytest.mark.parametrize("host", [HOST, "evil.example"])
def test_a_websocket_is_closed(host: str, guard: Guard, access: Access, inside: Inside) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/api/home", "headers": [(b"host", host.encode())], "query_string": b""}
    asyncio.run(guard(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert inside.seen == []


@pytest.mark.parametrize("wanted", ["websocket", "h2c", "TLS/1.0"])
def test_an_upgrade_is_refused(wanted: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("upgrade", wanted), ("connection", "upgrade"))
    refused(ask(guard, "GET", "/api/home", headers), inside, 403)


# Other websites


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "same-origin, cross-site", "Same-Origin"])
def test_another_website_does_not_write(site: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("sec-fetch-site", site), without=["sec-fetch-site"])
    refused(ask(guard, "POST", "/api/tutorials", headers, b"{}"), inside, 403)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "cross-site, same-origin"])
def test_another_website_does_not_read(site: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("sec-fetch-site", site), without=["sec-fetch-site", "origin"])
    for path in ("/", "/api/home", "/app.js", "/api/tutorials/aa/pictures/bb/image"):
        for method in ("GET", "HEAD"):
            refused(ask(guard, method, path, headers), inside, 403)


ORIGINS = {
    "foreign": "https://evil.example",
    "null": "null",
    "empty": "",
    "other port": "http://127.0.0.1:9999",
    "no port": "http://127.0.0.1",
    "https": f"https://{HOST}",
    "longer": f"{ORIGIN}.evil.example",
    "with a path": f"{ORIGIN}/",
    "file": "file://",
    "extension": "chrome-extension://abcdef",
}


@pytest.mark.parametrize("origin", ORIGINS.values(), ids=ORIGINS)
@pytest.mark.parametrize("site", [None, "same-origin"])
def test_another_origin_is_refused(origin: str, site: str | None, guard: Guard, access: Access, inside: Inside) -> None:
    more = [("origin", origin), *([("sec-fetch-site", site)] if site else [])]
    headers = page(access, *more, without=["origin", "sec-fetch-site"])
    for method in ("GET", "HEAD", "POST"):
        refused(ask(guard, method, "/api/tutorials", headers, b"{}" if method == "POST" else b""), inside, 403)


def test_two_origins_are_refused(guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "POST", "/api/quit", page(access, ("origin", "https://evil.example")), b"{}"), inside, 403)
    twice = page(access, ("origin", ORIGIN), without=["sec-fetch-site"])
    refused(ask(guard, "POST", "/api/quit", twice, b"{}"), inside, 403)


def test_a_write_says_where_it_comes_from(guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, without=["origin", "sec-fetch-site"])
    refused(ask(guard, "POST", "/api/quit", headers, b"{}"), inside, 403)


@pytest.mark.parametrize("left_out", ["origin", "sec-fetch-site"])
def test_one_of_both_is_enough_for_older_browsers(left_out: str, guard: Guard, access: Access, inside: Inside) -> None:
    assert ask(guard, "POST", "/api/quit", page(access, without=[left_out]), b"{}").status == 200


def test_a_typed_address_is_answered(guard: Guard, access: Access, inside: Inside) -> None:
    headers = [("host", HOST), cookie(access), ("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")]
    assert ask(guard, "GET", "/", headers).status == 200


# Bodies


TYPES = [
    "text/plain",
    "text/plain; application/json",
    "text/plain;charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-7",
    "application/json; charset=utf-16",
    "application/json; charset=utf-8; charset=utf-7",
    "application/json, text/plain",
    "application/jsonp",
    "application/json-patch+json",
    "text/json",
    "application/ json",
    "",
]


@pytest.mark.parametrize("kind", [*TYPES, "image/png", "application/octet-stream"])
def test_json_must_say_that_it_is_json(kind: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("content-type", kind), without=["content-type"])
    refused(ask(guard, "POST", "/api/tutorials", headers, b"{}"), inside, 415)


@pytest.mark.parametrize("kind", [*TYPES, "application/json", "text/html", "image/", "video/mp4", "image/png\x80"])
def test_a_picture_must_say_that_it_is_one(kind: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("content-type", kind), without=["content-type"])
    refused(ask(guard, "POST", "/api/tutorials/0a1b/pictures", headers, b"x"), inside, 415)


def test_a_body_without_or_with_two_types_is_refused(guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "POST", "/api/quit", page(access, without=["content-type"]), b"{}"), inside, 415)
    refused(ask(guard, "POST", "/api/quit", page(access, ("content-type", "text/plain")), b"{}"), inside, 415)


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON", "application/json;charset=UTF-8"])
def test_json_is_taken(kind: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("content-type", kind), without=["content-type"])
    assert ask(guard, "POST", "/api/tutorials", headers, b"{}").status == 200


@pytest.mark.parametrize("kind", ["image/png", "image/heic", "audio/mp4; codecs=opus", "application/octet-stream"])
def test_pictures_are_taken(kind: str, guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("content-type", kind), without=["content-type"])
    assert ask(guard, "POST", "/api/tutorials/0a1b/pictures?name=a.png", headers, b"x").status == 200
    assert inside.body == b"x"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "identity, gzip"])
def test_a_compressed_body_is_refused(coding: str, guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "POST", "/api/quit", page(access, ("content-encoding", coding)), b"{}"), inside, 415)


@pytest.mark.parametrize(
    ("path", "kind", "most"),
    [
        ("/api/tutorials", "application/json", JSON_BYTES),
        ("/api/tutorials/0a1b/pictures", "image/png", UPLOAD_BYTES),
    ],
)
@pytest.mark.parametrize("length", ["{}", "9" * 30, "-1", "1e9", "0x10"])
def test_a_body_that_says_it_is_too_large_is_not_read(
    path: str, kind: str, most: int, length: str, guard: Guard, access: Access, inside: Inside
) -> None:
    more = [("content-type", kind), ("content-length", length.format(most + 1))]
    answer = ask(guard, "POST", path, page(access, *more, without=["content-type"]))
    refused(answer, inside, 413)
    assert answer.headers["connection"] == "close"


def test_a_body_without_end_is_cut_off(guard: Guard, access: Access, inside: Inside) -> None:
    answer = ask(guard, "POST", "/api/tutorials", page(access), endless=b" " * 65536)
    assert answer.status == 413
    assert answer.headers["connection"] == "close"
    assert len(inside.body) <= JSON_BYTES
    assert answer.read <= JSON_BYTES + 65536


def test_a_reading_request_has_no_body(guard: Guard, access: Access, inside: Inside) -> None:
    assert ask(guard, "GET", "/api/home", page(access), endless=b"x").status == 413
    refused(ask(guard, "HEAD", "/x", page(access, ("content-length", "5"))), Inside(), 413)


def test_a_slow_body_is_given_up(guard: Guard, access: Access, inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.edit.web.bodies.CHUNK_SECONDS", 0.05)
    answer = ask(guard, "POST", "/api/tutorials", page(access), silent=True)
    assert answer.status == 408
    assert answer.headers["connection"] == "close"


# The token and the cookie


@pytest.mark.parametrize("path", ["/", "/api/home", "/app.js", "/api/quit", "/fonts/Andika-Bold.ttf"])
def test_without_a_cookie_there_is_nothing(path: str, guard: Guard, access: Access, inside: Inside) -> None:
    for method in ("GET", "HEAD", "POST"):
        answer = ask(guard, method, path, page(access, without=["cookie"]), b"{}" if method == "POST" else b"")
        refused(answer, inside, 401)


COOKIES = {
    "of an older start": "annotator-8765=" + "a" * 43,
    "empty": "annotator-8765=",
    "without a value": "annotator-8765",
    "of another port": "annotator-9999={}",
    "under another name": "annotator={}",
    "in other case": "ANNOTATOR-8765={}",
    "cut": "annotator-8765={}x",
    "not ASCII": "annotator-8765=\xe9",
    "quoted": 'annotator-8765="{}"',
}


@pytest.mark.parametrize("value", COOKIES.values(), ids=COOKIES)
def test_a_forged_cookie_is_refused(value: str, guard: Guard, access: Access, inside: Inside) -> None:
    own = cookie(access)[1].partition("=")[2]
    headers = page(access, ("cookie", value.format(own)), without=["cookie"])
    refused(ask(guard, "GET", "/api/home", headers), inside, 401)


def test_a_cookie_of_another_program_does_not_lock_us_out(guard: Guard, access: Access, inside: Inside) -> None:
    headers = page(access, ("cookie", "annotator-8765=planted; other=1"), cookie(access), without=["cookie"])
    assert ask(guard, "GET", "/api/home", headers).status == 200


def test_a_token_becomes_a_cookie_and_leaves_the_address(guard: Guard, access: Access, inside: Inside) -> None:
    token = access.new_address().partition("?")[2]
    answer = ask(guard, "GET", f"/?{token}", [("host", HOST)])
    assert answer.status == 303
    assert answer.headers["location"] == "/"
    assert answer.headers["referrer-policy"] == "no-referrer"
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name == f"annotator-{PORT}"
    assert rest.split("; ")[1:] == ["HttpOnly", "SameSite=Strict", "Path=/"]
    assert token.partition("=")[2] not in answer.headers["set-cookie"]
    got = [("host", HOST), ("cookie", answer.headers["set-cookie"].partition(";")[0])]
    assert ask(guard, "GET", "/api/home", got).status == 200


def test_the_language_of_the_start_stays_in_the_address(guard: Guard, access: Access, inside: Inside) -> None:
    token = access.new_address().partition("?")[2]
    assert ask(guard, "GET", f"/?{token}&lang=es", [("host", HOST)]).headers["location"] == "/?lang=es"
    token = access.new_address().partition("?")[2]
    forged = ask(guard, "GET", f"/?{token}&lang=es%0d%0aSet-Cookie:x=1", [("host", HOST)])
    assert forged.headers["location"] == "/"


def test_a_token_is_good_once(guard: Guard, access: Access, inside: Inside) -> None:
    token = access.new_address().partition("?")[2]
    assert ask(guard, "GET", f"/?{token}", [("host", HOST)]).status == 303
    again = ask(guard, "GET", f"/?{token}", [("host", HOST)])
    refused(again, inside, 401)
    assert b"annotator edit" in again.body
    assert "script" not in again.body.decode()


def test_looking_at_the_address_does_not_use_the_token_up(guard: Guard, access: Access, inside: Inside) -> None:
    token = access.new_address().partition("?")[2]
    for method in ("HEAD", "POST", "OPTIONS"):
        assert ask(guard, method, f"/?{token}", [("host", HOST)]).status in (401, 405)
    assert ask(guard, "GET", f"/api/home?{token}", [("host", HOST)]).status == 401
    assert ask(guard, "GET", f"/?{token}", [("host", HOST)]).status == 303


@pytest.mark.parametrize(
    "query", ["token=", "token=x", "token", "token=a&token=b", "Token={}", "xtoken={}", "token={}x"]
)
def test_a_wrong_token_is_refused(query: str, guard: Guard, access: Access, inside: Inside) -> None:
    good = access.new_address().partition("=")[2]
    refused(ask(guard, "GET", f"/?{query.format(good)}", [("host", HOST)]), inside, 401)
    assert access.redeem(good)


def test_a_token_in_a_referer_or_header_opens_nothing(guard: Guard, access: Access, inside: Inside) -> None:
    address = access.new_address()
    token = address.partition("=")[2]
    headers = [("host", HOST), ("referer", address), ("authorization", f"Bearer {token}"), ("cookie", f"token={token}")]
    refused(ask(guard, "GET", "/api/home", headers), inside, 401)


def test_whoever_is_in_may_follow_an_old_address(guard: Guard, access: Access, inside: Inside) -> None:
    answer = ask(guard, "GET", "/?token=old", [("host", HOST), cookie(access)])
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "set-cookie" not in answer.headers


# The second start


def second(access: Access, *more: tuple[str, str], secret: str | None = None) -> Headers:
    own = [("host", HOST), ("content-type", "application/json")]
    return [*own, (SECRET_HEADER, access.secret if secret is None else secret), *more]


def test_a_second_start_is_let_through(guard: Guard, access: Access, inside: Inside) -> None:
    assert ask(guard, "POST", "/api/access", second(access), b"{}").status == 200
    assert inside.seen == ["POST /api/access"]


@pytest.mark.parametrize("secret", ["", "x", "é"])
def test_a_wrong_secret_is_refused(secret: str, guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "POST", "/api/access", second(access, secret=secret), b"{}"), inside, 403)


@pytest.mark.parametrize(
    "header",
    [
        ("origin", ORIGIN),
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-mode", "cors"),
        ("referer", f"{ORIGIN}/"),
        (SECRET_HEADER, "another"),
        ("host", HOST),
    ],
    ids="{0[0]}".format,
)
def test_a_browser_does_not_use_the_secret(
    header: tuple[str, str], guard: Guard, access: Access, inside: Inside
) -> None:
    refused(ask(guard, "POST", "/api/access", second(access, header), b"{}"), inside, 403)


def test_the_cookie_is_not_the_secret(guard: Guard, access: Access, inside: Inside) -> None:
    refused(ask(guard, "POST", "/api/access", page(access), b"{}"), inside, 403)
    refused(ask(guard, "GET", "/api/access", second(access)), inside, 401)
    refused(ask(guard, "POST", "/api/access/", second(access), b"{}"), inside, 401)
    refused(ask(guard, "POST", "/api/quit", second(access), b"{}"), inside, 401)


# What every answer says


def test_each_answer_has_our_headers_once(guard: Guard, access: Access, inside: Inside) -> None:
    answer = ask(guard, "GET", "/api/home", page(access))
    for name, value in HEADERS.items():
        assert answer.all_headers.count((name, value)) == 1
        assert [each for each, _ in answer.all_headers].count(name) == 1


def test_no_page_frames_ours_or_runs_a_script_in_it() -> None:
    rules = dict(rule.split(" ", 1) for rule in HEADERS["content-security-policy"].split("; "))
    assert rules["frame-ancestors"] == rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert "unsafe" not in HEADERS["content-security-policy"]
    assert HEADERS["x-frame-options"] == "DENY"
    assert HEADERS["x-content-type-options"] == "nosniff"
    assert "microphone=(self)" in HEADERS["permissions-policy"]


def test_an_answer_to_head_has_no_body(guard: Guard, access: Access, inside: Inside) -> None:
    answer = ask(guard, "HEAD", "/api/home", page(access, without=["cookie"]))
    assert (answer.status, answer.body) == (401, b"")


def test_a_broken_answer_is_not_mended(access: Access) -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            await receive()

    from annotator.edit.web.answers import RequestError

    with pytest.raises(RequestError):
        ask(Guard(broken, access), "POST", "/api/quit", page(access), endless=b"x" * 100_000)
