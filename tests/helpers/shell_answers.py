"""A stand-in for the editor's server for the views around a tutorial: home, new, check, share, website, and faults."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from annotator import assets
from annotator.edit.jobs import JobKind
from annotator.edit.school_page import SchoolPage
from annotator.edit.web.check_pages import CheckPages, Page
from annotator.edit.web.home_panel import draw_home
from annotator.edit.web.new_panel import draw_new
from annotator.edit.web.page_words import remember_language
from annotator.edit.web.panel import PageText, element
from annotator.edit.web.school_panel import SchoolPanel
from annotator.edit.web.share_panel import draw_share
from annotator.edit.web.website_panel import Wish, draw_website
from annotator.edit.web.worded_state import put_job
from annotator.edit.workspace import Workspace
from tests.helpers.editor_answers import SHOTS, TYPES, EditorAnswers, make_step

TYPES.setdefault(".ttf", "font/ttf")
SHIPPED = {"name": "join-class-on-zoom", "titles": {"es": "Entrar a la clase por Zoom", "en": "Join class on Zoom"}}


def make_card(tid: str, **more: Any) -> dict[str, Any]:
    return {
        "id": tid, "name": tid, "titles": {"es": f"Título {tid}", "en": f"Title {tid}"},
        "picture": "/api/tutorials/t1/pictures/a1/image?w=360",
        "steps": 6, "missing": 0, "pack": "none", "checked_days": None, "problem": None,
    } | more  # fmt: skip


def make_file(kind: str, name: str, number: int, **more: Any) -> dict[str, Any]:
    url = f"/api/tutorials/t1/pack/{number}"
    return {
        "id": str(number),
        "kind": kind,
        "path": name,
        "label": {"es": "", "en": ""},
        "open": {"es": "", "en": ""},
        "name": name,
        "bytes": 123_456,
        "seconds": None,
        "step": None,
        "text": "",
        "url": url,
    } | more


class ShellAnswers(EditorAnswers):
    """Answers for all views; ``away`` makes the server unreachable, ``signed_out`` makes it forget the page."""

    def __init__(self) -> None:
        super().__init__()
        self.state |= {"languages": ["es"]}
        for step in self.state["steps"]:
            step["missing"] = []
        self.away = self.signed_out = self.missing = False
        self.next_error: tuple[int, dict[str, Any]] | None = None
        self.created: list[dict[str, Any]] = []
        self.jobs: list[dict[str, Any]] = []
        self.cancelled: list[str] = []
        self.polls_until_done = 1
        self.polls: dict[str, int] = {}
        self.ended: dict[str, str] = {}
        self.checks = CheckPages(self)
        self.undone: list[str] = []
        self.found: list[dict[str, Any]] = [
            {
                "step": 1,
                "line": 12,
                "level": "problem",
                "message": "“Unirse” is not on the picture.",
                "remedy": "Point at it.",
            },
            {"step": None, "line": 1, "level": "warning", "message": "No why.", "remedy": "Write why."},
        ]
        self.tutorials = [
            make_card("t1", missing=3),
            make_card("t2", missing=1, pack="old", titles={"es": "Mandar una foto de la tarea por WhatsApp", "en": ""}),
            make_card("t3", pack="current", checked_days=200),
            make_card("t4", picture=None, steps=1),
        ]
        self.beginnings: list[dict[str, Any]] = []
        self.pack: dict[str, Any] = {"exists": True, "current": True, "folder": "/home/rosa/packs/zoom", "languages": [
            {
                "lang": lang, "name": name, "message": f"{word} 1\nLine two", "whatsapp": "https://wa.me/?text=Hola",
                "video": make_file("video", f"{word}.mp4", 1, seconds=58.2, bytes=1_234_567),
                "voice": make_file("voice", f"{word}.ogg", 2, seconds=41.0),
                "cards": [make_file("card", f"{word}-{n}.jpg", 2 + n, text=f"{word} {n}.", step=str(n)) for n in (1, 2, 3)],
                "clips": [make_file("step", f"{word}-{n}.mp4", 20 + n, text=f"{word} {n}.", seconds=9.0) for n in (1, 2)],
                "others": [make_file("paper", f"{word}.pdf", 40)],
            }
            for lang, name, word in (("es", "Español", "paso"), ("en", "English", "step"))
        ]}  # fmt: skip

    def _answer(self, route: Any) -> None:
        asked = route.request.headers.get("x-editor-language", "en")
        remember_language({"headers": [(b"x-editor-language", asked.encode())]})
        try:
            self._route(route)
        finally:
            remember_language({"headers": []})

    def _route(self, route: Any) -> None:
        url = urlsplit(route.request.url)
        if url.path == "/drawings.svg":
            return self._file(route, assets.asset("web", "drawings.svg"))
        if url.path.startswith("/fonts/"):
            return self._file(route, assets.folder("fonts") / url.path.removeprefix("/fonts/"))
        if url.path.startswith("/api/"):
            if self.away:
                return route.abort()
            if self.missing and "/tutorials/" in url.path:
                return route.fulfill(status=404, json={"code": "unknown", "message": "No.", "remedy": ""})
            if self.signed_out:
                return route.fulfill(status=401, json={"code": "signed-out", "message": "Who are you?", "remedy": ""})
        return super()._answer(route)

    def _api(self, path: str, query: dict[str, str], body: dict[str, Any]) -> Any:
        match path.split("/"):
            case ["home"]:
                return self._home()
            case ["panels", "school", "cards", _]:
                return SHOTS / "06-en-clase.png"
            case ["panels", name]:
                return self._panel(name, body)
            case ["tutorials", _, "share"]:
                return {"view": draw_share("/api/tutorials/t1", self.pack, body.get("lang"), False, PageText())}
            case ["tutorials", _, "helper"]:
                return {"view": element("div")}
            case ["tutorials", _, "check"]:
                return self._check(body)
            case ["tutorials", _, "changes"] if self.next_error:
                error, self.next_error = self.next_error, None
                return error
            case ["tutorials", _, "changes"] if body["revision"] != self.state["revision"]:
                return 409, {"code": "stale", "message": "Changed elsewhere.", "remedy": "", "state": self.state}
            case ["tutorials", _, "undo" | "redo" as turn]:
                self.undone.append(turn)
                self.state = self.state | {"revision": self.state["revision"] + 1, "undo": None, "redo": "set-title"}
                return self.state
            case ["tutorials", _, "changes"] if body["changes"] == [{"do": "accept-loss"}]:
                self.state |= {"lost_lines": []}
                return super()._api(path, query, body)
            case ["tutorials", _, "jobs"]:
                return {"job": self._start(**body)}
            case ["jobs", jid, "cancel"]:
                self.cancelled.append(jid)
                return {}
            case ["jobs", jid]:
                self.polls[jid] += 1
                return put_job(self.status(jid), PageText())
            case ["tutorials", _, "pack", _]:
                return SHOTS / "06-en-clase.png"
            case _:
                return super()._api(path, query, body)

    def _home(self) -> dict[str, Any]:
        school = {"name": "Los Robles", "person": "Sra. Rosa", "phone": None, "file": True}
        shipped = [SHIPPED | {"steps": 7, "device": None}]
        return {"folder": "/home/rosa/Tutoriales", "tutorials": self.tutorials, "shipped": shipped,
                "beginnings": self.beginnings, "school": school, "single": False, "version": "0.1.0"}  # fmt: skip

    def _panel(self, name: str, body: dict[str, Any]) -> Any:
        text, home = PageText(), self._home()
        if name == "website":
            wish = Wish(body.get("id"), body.get("website.address", ""))
            if "job" in body:
                return {"view": draw_website(home, wish, text, ended=self.status(body["job"]))}
            job = self._start("website", tutorials=body["id"], base_url=wish.address) if body else None
            return {"view": draw_website(home, wish, text, job)}
        if name == "new":
            return self._create(body, home, text) if body else {"view": draw_new(home, None, text)}
        if name == "school":
            with tempfile.TemporaryDirectory() as folder:
                return {"view": SchoolPanel(SchoolPage(Workspace(Path(folder))), text).draw()}
        return {"view": draw_home(home, text)}

    def _create(self, body: dict[str, Any], home: dict[str, Any], text: PageText) -> Any:
        titles = {lang: body[f"new.title-{lang}"] for lang in ("es", "en") if body[f"new.title-{lang}"]}
        if not titles:
            return {"notice": text("new.title-first")}
        like, device = (body[f"new.{name}"] or None for name in ("like-which", "device"))
        self.created.append({"titles": titles, "like": like, "device": device, "from": body.get("from")})
        self.state |= {"titles": titles, "steps": []}
        return {"view": draw_new(home, None, text, "t1")}

    def _check(self, body: dict[str, Any]) -> Any:
        page = Page("/api/tutorials/t1", self.state, self._start)
        if "job" in body:
            return self.checks.end(page, body["job"], body["build"])
        return self.checks.start(page, body["do"]) if body else self.checks.show(page)

    # Jobs

    def _start(self, kind: JobKind, **more: Any) -> str:
        jid = str(len(self.jobs))
        self.jobs.append({"kind": kind, **more})
        self.polls[jid] = 0
        return jid

    def find_running(self, kind: JobKind, tutorial: str | None = None) -> str | None:
        running = (str(index) for index, job in enumerate(self.jobs) if job["kind"] == kind)
        return next((jid for jid in running if self.status(jid)["state"] == "running"), None)

    def status(self, jid: str) -> dict[str, Any]:
        kind = self.jobs[int(jid)]["kind"]
        result = {
            "check": {"problems": self.found, "summary": None},
            "build": {"notes": []},
            "website": {"folder": "/home/rosa/website", "notes": []},
        }
        state = (
            "cancelled" if jid in self.cancelled else "done" if self.polls[jid] >= self.polls_until_done else "running"
        )
        if state != "running":
            state = self.ended.setdefault(jid, state)
        state = self.ended.get(jid, state)
        return {"kind": kind, "tutorial": None, "state": state, "what": "video", "done": 3, "total": 40, "seconds_left": 25,
                "error": None, "result": result[kind] if state == "done" else None}  # fmt: skip

    def change_elsewhere(self, text: str) -> None:
        """Another window, or another program, changes the script."""
        titles = self.state["titles"] | {"es": text}
        self.state = self.state | {"titles": titles, "revision": self.state["revision"] + 1, "undo": "set-title"}


__all__ = ["ShellAnswers", "make_card", "make_file", "make_step"]
