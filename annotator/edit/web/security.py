"""Guard the routes: refuse requests that don't come from a page of the editor, and add security headers to the answers.

Any website that the user visits can send requests to this computer, by its address or by a name of its own (DNS
rebinding); so can programs of other people who use the computer. Therefore, in this order:

- ``Host`` must be one of two, exactly, and nothing is upgraded.
- Without the cookie, only the address with the token, the proof for a second start, and what was made are answered.
- What was made is opened at the other one of the two hosts, by an address with a secret of its own.
- A page of another port is "same-site" to a browser, which sends our cookie with its requests: they are refused where
  ``Sec-Fetch-Site`` or ``Origin`` tells. What changes something needs ``Sec-Fetch-Site: same-origin`` or our ``Origin``, and a
  type of body that another website can't send without asking first.

The cookie and the secrets are `annotator.edit.web.access`'s.
"""

from collections.abc import Callable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.edit.web.access import HOST, JSON, PROOF_PATH, Access, is_same
from annotator.edit.web.responses import RequestError, error_response, remember_language
from annotator.languages import staff_languages

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
MADE_PATH = "/made/"
"""Where the website and the packs are opened. Their pages have scripts of their own, so they are another site to a browser."""
MADE_HEADERS = {
    **HEADERS,
    "content-security-policy": (
        "default-src 'self' 'unsafe-inline' data:; connect-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
}
_UPLOADS = ("image/", "audio/", "application/octet-stream")
_SIGNED_OUT = """<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>annotator</title><meta name="viewport" content="width=device-width">
</head><body><main><h1>annotator</h1>
<p lang="es">Esta dirección ya se usó, o el editor se cerró. Escriba <code>annotator edit</code> otra vez: la página
se abre sola.</p>
<p lang="en">This address was used before, or the editor has ended. Type <code>annotator edit</code> again: the page opens by
itself.</p></main></body></html>
"""


class Guard:
    """An ASGI application that guards another one by the rules above."""

    def __init__(self, app: ASGIApp, access: Access, language_names: Callable[[], Mapping[str, str]] = dict) -> None:
        self._app = app
        self._access = access
        self._language_names = language_names
        self._used: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to the application."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_made = scope["path"].startswith(MADE_PATH)
                MutableHeaders(scope=message).update(MADE_HEADERS if is_made else HEADERS)
            await send(message)

        remember_language(scope, self._language_names)
        answer = self._answer(Request(scope)) or self._app
        await answer(scope, receive, send_with_headers)

    def _answer(self, request: Request) -> Response | None:
        """The answer to a request that doesn't reach the application; None for all others. The rest of its body is not read."""
        path, parameters = request.scope["path"], request.query_params
        try:
            _check_address(request, self._access.port)
            if request.method == "GET" and path == PROOF_PATH:
                answer: Response = PlainTextResponse(self._access.sign("proof", parameters.get("nonce", "")))
            elif request.method == "GET" and path == "/" and self._redeem(parameters.get("token", "")):
                answer = self._enter(parameters.get("lang", ""), parameters.get("at", ""))
            elif path.startswith(MADE_PATH):
                self._check_made(request)
                return None
            else:
                if not is_same(request.cookies.get(self._access.cookie_name, ""), self._access.sign("cookie")):
                    remedy = "Type annotator edit again."
                    raise RequestError("signed-out", "The editor doesn't know this browser.", remedy)
                _check_origin(request)
                _check_body(request)
                return None
        except RequestError as refusal:
            as_page = refusal.code == "signed-out" and path == "/"
            answer = HTMLResponse(_SIGNED_OUT, 401) if as_page else error_response(refusal)
        answer.headers["connection"] = "close"
        return answer

    def _redeem(self, token: str) -> bool:
        """Whether a token is good; it is not good again."""
        if token in self._used or not self._access.is_token(token):
            return False
        self._used.add(token)
        return True

    def _enter(self, language: str, tutorial: str) -> Response:
        """Sign a browser in, until it is closed, and send it on to the address without the token.

        Not by a redirect: browsers send a strict cookie only where a page of ours leads, and the link may be another's.
        """
        at = f"#/t/{tutorial}" if tutorial.isascii() and tutorial.isalnum() else ""
        page = f"/?lang={language}{at}" if language in staff_languages() else f"/{at}"
        answer = HTMLResponse(headers={"refresh": f"0; url={page}"})
        cookie = self._access.sign("cookie")
        answer.set_cookie(self._access.cookie_name, cookie, httponly=True, samesite="strict")
        return answer

    def _check_made(self, request: Request) -> None:
        """Raise RequestError unless the address has the secret, and is at the host for which the browser has no cookie of ours.

        So a script in a page that was made can ask the editor for nothing.
        """
        has_secret = is_same(request.scope["path"].split("/")[2], self._access.sign("made"))
        if not (has_secret and _is_reading(request)) or self._access.cookie_name in request.cookies:
            raise RequestError("forbidden", "Open this page from the editor.")


def _check_address(request: Request, port: int) -> None:
    """Raise RequestError unless the request names this server as our pages do."""
    hosts = request.headers.getlist("host")
    if hosts not in ([f"{HOST}:{port}"], [f"localhost:{port}"]):
        raise RequestError("forbidden", "This server answers only to its own address.")
    if not request.scope["path"].startswith("/"):
        raise RequestError("bad-request", "The address is not one of this server.")
    if "upgrade" in request.headers:
        raise RequestError("forbidden", "This server speaks nothing but HTTP.")


def _is_reading(request: Request) -> bool:
    return request.method in ("GET", "HEAD")


def _check_origin(request: Request) -> None:
    """Raise RequestError if one of two headers tells of another website, or a request that changes something has neither."""
    sites, origins = (request.headers.getlist(name) for name in ("sec-fetch-site", "origin"))
    allowed_sites = (["same-origin"], ["none"]) if _is_reading(request) else (["same-origin"],)
    allowed_origins = [f"http://{request.headers['host']}"]
    is_anonymous = not sites and not origins and not _is_reading(request)
    if is_anonymous or (sites and sites not in allowed_sites) or (origins and origins != allowed_origins):
        raise RequestError("forbidden", "This request comes from another website.")


def _check_body(request: Request) -> None:
    """Raise RequestError for a body that is too large, of unknown length, or of a type that others can send without our leave."""
    length, kind = request.headers.get("content-length", "0"), request.headers.get("content-type", "").lower()
    if "transfer-encoding" in request.headers:
        raise RequestError("bad-request", "The request doesn't say its length.")
    if _is_reading(request):
        limit = 0
    elif kind.partition(";")[0].strip() == JSON:
        limit = JSON_BYTES
    elif kind.startswith(_UPLOADS):
        limit = UPLOAD_BYTES
    else:
        raise RequestError("media-type", "The request has a type that is not taken here.")
    if not length.isdecimal() or int(length) > limit:
        raise RequestError("too-large", "This is too large.")
