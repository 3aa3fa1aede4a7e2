"""The guard before every route: it refuses what no page of the editor sends, and puts its headers on each answer.

Any website that the user visits can send requests to this computer, by its address or by a name of its own (DNS
rebinding); so can programs of other people who use the computer. Therefore, in this order:

- ``Host`` must be one of two, exactly, for every method. Only GET, HEAD and POST exist; nothing is upgraded.
- Without the cookie there is nothing but the address with the token. A page of another port is "same-site" to a browser,
  which sends it our cookie: only requests of our own pages are answered.
- What changes something needs ``Sec-Fetch-Site: same-origin`` or our ``Origin``, and a type of body that another website
  can't send without asking first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.edit.web.access import SECRET_HEADER, Access
from annotator.edit.web.answers import STATUS, RequestError, error_body
from annotator.edit.web.bodies import LimitedBody
from annotator.edit.web.page_words import remember_language

JSON_BYTES = 1_000_000
UPLOAD_BYTES = 40_000_000
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=(), display-capture=(), usb=(), serial=()",
    "cache-control": "no-store",
}
_UPLOAD_PATH = re.compile(r"/api/(?:tutorials/[0-9a-f]{1,64}/(?:pictures|takes|sounds)|panels/school/(?:logo|photo))")
_JSON_TYPE = re.compile(r'application/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?', re.IGNORECASE)
_UPLOAD_TYPE = re.compile(
    r"(?:image|audio)/[a-z0-9][a-z0-9.+-]*(?:\s*;[ -~]*)?|application/octet-stream", re.IGNORECASE
)
_ACCESS_PATH = "/api/access"
_SIGNED_OUT = """<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>annotator</title><meta name="viewport" content="width=device-width">
</head><body><main><h1>annotator</h1>
<p lang="es">Esta dirección ya se usó, o el editor se cerró. Escriba <code>annotator edit</code> otra vez: la página
se abre sola.</p>
<p lang="en">This address was used before, or the editor has ended. Type <code>annotator edit</code> again: the page opens by
itself.</p></main></body></html>
"""


class Guard:
    """An ASGI application around another one; see above."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access
        self._hosts = {f"{name}:{access.port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to the application."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        answering = _Answering(send, scope["method"])
        remember_language(scope)
        try:
            if (location := self._entrance(scope)) is not None:
                cookie = () if self._signed_in(scope) else ((b"set-cookie", self._access.cookie.encode()),)
                await answering.finish(303, b"", ((b"location", location), *cookie))
                return
            self._check(scope)
            body = LimitedBody(receive, scope["headers"], _largest_body(scope))
            await self._app(scope, body.receive, answering.send)
        except RequestError as refusal:
            if answering.begun:
                raise  # uvicorn breaks the connection off
            as_page = refusal.code == "signed-out" and scope["path"] == "/"
            content = _SIGNED_OUT.encode() if as_page else error_body(refusal.code, refusal.message, refusal.remedy)
            # Whatever is left of the body is not read.
            headers = ((b"connection", b"close"),) if refusal.code in _LEAVES_BODY else ()
            await answering.finish(
                STATUS[refusal.code], content, headers, "text/html" if as_page else "application/json"
            )

    def _entrance(self, scope: Scope) -> bytes | None:
        """Where to go from an address with a token: to the same page without it. None for any other address."""
        self._check_host(scope)
        if scope["path"] != "/" or scope["method"] != "GET" or b"token" not in scope["query_string"]:
            return None
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        tokens, languages = asked.get("token", []), asked.get("lang", [])
        if len(tokens) != 1:
            return None
        if self._access.redeem(tokens[0]) or self._signed_in(scope):
            return f"/?lang={languages[0]}".encode() if languages[:1] in (["es"], ["en"]) else b"/"
        raise RequestError("signed-out", "This address was used before.", "Type annotator edit again.")

    def _check_host(self, scope: Scope) -> None:
        """Raise RequestError unless the request names this server as our pages do."""
        if (host := _only(scope, b"host")) is None or host not in self._hosts:
            raise RequestError("forbidden", "This server answers only to its own address.")
        if not scope["path"].startswith("/"):
            raise RequestError("bad-request", "The address is not one of this server.")
        if _values(scope, b"transfer-encoding") and _values(scope, b"content-length"):
            raise RequestError("bad-request", "The request has two lengths.")
        if _values(scope, b"upgrade"):
            raise RequestError("forbidden", "This server speaks nothing but HTTP.")

    def _check(self, scope: Scope) -> None:
        """Raise RequestError for what no page of ours sends."""
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            raise RequestError("method", "This server knows GET, HEAD and POST.")
        if method == "POST" and scope["path"] == _ACCESS_PATH:
            self._check_second_start(scope)
            return
        if not self._signed_in(scope):
            raise RequestError("signed-out", "The editor doesn't know this browser.", "Type annotator edit again.")
        site, origins = _values(scope, b"sec-fetch-site"), _values(scope, b"origin")
        if any(origin != f"http://{_only(scope, b'host')}" for origin in origins):
            raise RequestError("forbidden", "This request comes from another website.")
        if method == "POST":
            if site != ["same-origin"] and (site or len(origins) != 1):
                raise RequestError("forbidden", "This request comes from another website.")
            _check_type(scope)
        elif site not in ([], ["same-origin"], ["none"]):
            raise RequestError("forbidden", "This request comes from another website.")

    def _check_second_start(self, scope: Scope) -> None:
        """A second ``annotator edit`` knows the secret; a browser never asks for this."""
        secret = _only(scope, SECRET_HEADER.encode())
        from_browser = any(
            name in (b"origin", b"referer") or name.startswith(b"sec-fetch") for name, _ in scope["headers"]
        )
        if secret is None or from_browser or not self._access.knows_secret(secret):
            raise RequestError("forbidden", "The secret is wrong.")
        _check_type(scope)

    def _signed_in(self, scope: Scope) -> bool:
        return self._access.is_signed_in(_values(scope, b"cookie"))


_LEAVES_BODY = ("too-large", "bad-take", "too-slow", "forbidden", "signed-out", "media-type", "method", "bad-request")


class _Answering:
    """The way out: our headers on each answer, and whether it has begun."""

    def __init__(self, send: Send, method: str) -> None:
        self._send = send
        self._method = method
        self.begun = False

    async def send(self, message: Message) -> None:
        """Pass a message of the application on."""
        if message["type"] == "http.response.start":
            self.begun = True
            own = {name.encode(): value.encode() for name, value in HEADERS.items()}
            given = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in own]
            message = {**message, "headers": [*given, *own.items()]}
        await self._send(message)

    async def finish(
        self, status: int, content: bytes, headers: Iterable[tuple[bytes, bytes]] = (), kind: str = "application/json"
    ) -> None:
        """Send a whole answer."""
        about = [(b"content-type", f"{kind}; charset=utf-8".encode()), (b"content-length", str(len(content)).encode())]
        await self.send({"type": "http.response.start", "status": status, "headers": [*about, *headers]})
        await self.send({"type": "http.response.body", "body": b"" if self._method == "HEAD" else content})


def _values(scope: Scope, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == wanted]


def _only(scope: Scope, wanted: bytes) -> str | None:
    """The value of a header that is there exactly once."""
    values = _values(scope, wanted)
    return values[0] if len(values) == 1 else None


def _is_upload(scope: Scope) -> bool:
    return scope["method"] == "POST" and _UPLOAD_PATH.fullmatch(scope["path"]) is not None


def _largest_body(scope: Scope) -> int:
    if scope["method"] != "POST":
        return 0
    return UPLOAD_BYTES if _is_upload(scope) else JSON_BYTES


def _check_type(scope: Scope) -> None:
    """Raise RequestError for a body of a type that a form, or a script without our leave, could send."""
    kind, pattern = _only(scope, b"content-type"), _UPLOAD_TYPE if _is_upload(scope) else _JSON_TYPE
    if kind is None or not pattern.fullmatch(kind.strip()):
        raise RequestError("media-type", "The request has a type that is not taken here.")
    if any(value.strip().lower() != "identity" for value in _values(scope, b"content-encoding")):
        raise RequestError("media-type", "The body must not be compressed.")
