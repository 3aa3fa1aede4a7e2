"""A stand-in for the editor's server, for pages alone: a tutorial of three steps whose changes it knows a few of."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from annotator import assets
from annotator.edit.web.aside_panel import draw_questions
from annotator.edit.web.panel import PageText
from annotator.edit.web.worded_state import put_state

SHOTS = assets.root() / "tutorials" / "join-class-on-zoom"
ORIGIN = "http://editor.test"
KINDS = ("script", "style", "img", "media", "connect", "font")
CSP = "; ".join(
    ["default-src 'none'", *(f"{kind}-src 'self'{' blob:' if kind in ('img', 'media') else ''}" for kind in KINDS)]
)
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ttf": "font/ttf",
}
JOIN: dict[str, Any] = {"kind": "text", "wordings": ["Unirse", "Join"], "occurrence": None, "label": "Unirse | Join"}
BUTTON = [90, 1000, 900, 150]
WORD = [450, 1040, 180, 60]


def make_step(index: int, picture: str, **more: Any) -> dict[str, Any]:
    return {
        "index": index, "number": str(index + 1), "aside": False, "picture": picture, "waiting": False, "recording": False,
        "language_pictures": {}, "memos": {}, "action": None, "marks": [], "narration": {}, "questions": {},
        "spoken": {"es": "", "en": ""}, "continues": False, "sign": None, "source": None, "also": [], "covers": 0, "oks": [],
        "stale_voices": {}, "missing": [],
    } | more  # fmt: skip


def list_missing(step: dict[str, Any]) -> list[str]:
    if step["waiting"]:
        return ["picture"]
    action = step["action"]
    if action is None:
        return ["action"]
    return ["target"] if action["kind"] == "tap" and not action["target"] else []


def make_picture(name: str, used: bool = True) -> dict[str, Any]:
    return {
        "name": name, "state": "ready", "width": 1080, "height": 2340, "problem": None, "used": used, "recording": False,
        "turn": 0, "unsure": False,
    }  # fmt: skip


class EditorAnswers:
    """Answers what pages ask of the editor's server, and notes every change."""

    def __init__(self) -> None:
        self.changes: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.refuse: set[str] = set()
        self.card_status = 200
        self.found_again = True
        tap = {"kind": "tap", "direction": None, "words": None, "target": JOIN}
        steps = [
            make_step(0, "a1", action=tap, spoken={"es": "Toque Unirse.", "en": "Tap Join."}, covers=1),
            make_step(1, "a2", action=tap | {"target": None}, narration={"es": "Toque el botón azul.", "en": ""}),
            make_step(2, "a3"),
        ]
        for step in steps:
            step["missing"] = list_missing(step)
        self.files = {"a1": "01-mensaje.png", "a2": "02-nombre.png", "a3": "03-unirse.png", "a4": "04-permiso.png"}
        self.state: dict[str, Any] = {
            "id": "t1", "name": "zoom", "revision": 1, "saved": True, "saved_problem": None, "undo": None, "redo": None,
            "languages": ["es", "en"], "titles": {"es": "Entrar a la clase", "en": ""}, "whys": {}, "device": None,
            "platform": None, "checked": None, "hides": 0, "lost_lines": [], "steps": steps,
            "pictures": {pid: make_picture(name, pid != "a4") for pid, name in self.files.items()},
            "tray": ["a4"], "problems": [], "greetings": [], "title_memos": [], "end_memos": [],
        }  # fmt: skip

    def serve(self, page: Any) -> None:
        page.route("**/*", self._answer)

    def did(self, name: str) -> list[dict[str, Any]]:
        return [change for change in self.changes if change["do"] == name]

    def _answer(self, route: Any) -> None:
        url = urlsplit(route.request.url)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        self.asked.append(f"{route.request.method} {url.path}")
        route_path = url.path.lstrip("/")
        if url.path.startswith("/pictograms/"):
            self._file(route, assets.folder("icons") / route_path)
        elif url.path.startswith("/fonts/"):
            self._file(route, assets.root() / "assets" / route_path)
        elif not url.path.startswith("/api/"):
            self._file(route, assets.folder("edit") / (route_path or "index.html"))
        else:
            raw = route.request.method != "POST" or "pictures" in url.path
            answer = self._api(url.path.removeprefix("/api/"), query, {} if raw else route.request.post_data_json or {})
            if isinstance(answer, Path):
                self._file(route, answer)
            else:
                status, row = answer if isinstance(answer, tuple) else (200, answer)
                text = PageText(route.request.headers.get("x-editor-language", "en"))
                if "steps" in row:
                    row = put_state(row, text)
                elif "state" in row and isinstance(row["state"], dict):
                    row = {**row, "state": put_state(row["state"], text)}
                route.fulfill(status=status, content_type="application/json", body=json.dumps(row))

    def _file(self, route: Any, path: Path) -> None:
        if not path.is_file():
            route.fulfill(status=404, body="")
            return
        headers = {"Content-Security-Policy": CSP, "Content-Type": TYPES[path.suffix]}
        route.fulfill(status=200, headers=headers, body=path.read_bytes())

    def _api(self, path: str, query: dict[str, str], body: dict[str, Any]) -> Any:
        match path.split("/"):
            case ["strings"]:
                files = sorted(assets.folder("languages").glob(f"{query['lang']}/editor*.toml"))
                return {key: table for file in files for key, table in tomllib.loads(file.read_text("utf-8")).items()}
            case ["tutorials", _]:
                return self.state
            case ["tutorials", _, "revision"]:
                return {"revision": self.state["revision"], "saved": True, "saved_problem": None}
            case ["tutorials", _, "changes"]:
                for change in body["changes"]:
                    self.changes.append(change)
                    self._change(change)
                self.state = {**self.state, "revision": self.state["revision"] + 1, "undo": body["changes"][-1]["do"]}
                return self.state
            case ["tutorials", _, "pictures"]:
                name = query["name"]
                if name in self.refuse:
                    why = {
                        "code": "unreadable-picture",
                        "message": f"{name} is no picture.",
                        "remedy": "Take it again.",
                    }
                    return 422, why
                pid = f"b{len(self.files)}"
                self.files[pid] = "05-espere.png"
                self.state["pictures"][pid] = make_picture(name)
                return {"picture": pid}
            case ["tutorials", _, "pictures", pid, "turn"]:
                copy = f"{pid}-turned"
                self.files[copy] = self.files[pid]
                self.state["pictures"][copy] = make_picture(f"{copy}.jpg")
                return {"picture": copy}
            case ["tutorials", _, "pictures", pid, "image"]:
                return SHOTS / self.files[pid]
            case ["tutorials", _, "pictures", _, "items"]:
                rows = [("Unirse", WORD, JOIN), ("Su nombre", [90, 700, 400, 60], JOIN | {"wordings": ["Su nombre"]})]
                items = [
                    {"kind": "text", "text": text, "box": box, "outline": BUTTON, "target": t} for text, box, t in rows
                ]
                return {"state": "ready", "width": 1080, "height": 2340, "items": items}
            case ["tutorials", _, "point"]:
                small = {"box": WORD, "outline": WORD, "target": JOIN, "label": "Unirse"}
                point = {"kind": "point", "x": 50.0, "y": 45.0, "label": "50% 45%"}
                return {
                    "state": "ready",
                    "candidates": [small, small | {"box": BUTTON, "outline": BUTTON, "target": point, "label": ""}],
                    "chosen": 0,
                }
            case ["tutorials", _, "steps", index, "marks"]:
                step = self.state["steps"][int(index)]
                of: list[Any] = [
                    *(["action"] if step["action"] and step["action"]["target"] else []),
                    *range(len(step["marks"])),
                ]
                return {
                    "state": "ready",
                    "marks": [{"of": o, "box": WORD, "outline": BUTTON, "found": True, "others": []} for o in of],
                    "turn": self.state["pictures"][step["picture"]]["turn"] if step["picture"] in self.files else 0,
                }
            case ["tutorials", _, "cards", _]:
                return (
                    SHOTS / "06-en-clase.png"
                    if self.card_status == 200
                    else (422, {"code": "refused", "message": "No card.", "remedy": "Point."})
                )
            case ["tutorials", _, "findings"]:
                better = {
                    "message": "“clic” is a word of computers.",
                    "remedy": "Say toque.",
                    "better": "Toque Unirse.",
                }
                return {"findings": [better] if "clic" in body["text"] else []}
            case ["tutorials", _, "suggestions"]:
                return {
                    "pairs": [
                        {"texts": {"es": f"Frase {n}.", "en": f"Sentence {n}."}, "from": "zoom"} for n in (1, 2, 3)
                    ]
                }
            case ["tutorials", _, "replaced"]:
                return {"found": self.found_again, "old": "a1", "new": self.state["steps"][body["step"]]["picture"]}
            case ["tutorials", _, "questions"]:
                if body:
                    change = {"do": "make-aside", "step": int(query["step"]), "questions": body}
                    wish = {"revision": self.state["revision"], "changes": [change]}
                    self._api(f"{path.removesuffix('questions')}changes", {}, wish)
                    return {"changed": True}
                common = [{"es": "¿Se equivocó?", "en": "Did you make a mistake?"}]
                address = f"/api/{path}?step={query['step']}"
                return {"view": draw_questions(address, self.state["languages"], common, PageText())}
            case ["tutorials", _, "reading"]:
                return {"done": 3, "total": 3}
            case _:
                return {}

    def _change(self, change: dict[str, Any]) -> None:
        steps = self.state["steps"] = [dict(step) for step in self.state["steps"]]
        step = steps[change["step"]] if "step" in change else {}
        empty = {"kind": "tap", "direction": None, "words": None, "target": None}
        match change["do"]:
            case "set-target":
                step["action"] = (step["action"] or empty) | {"target": change["target"]}
            case "set-action":
                step["action"] = (step["action"] or empty) | {"kind": change["kind"], "direction": "up"}
            case "add-mark":
                step["marks"] = [*step["marks"], change["target"]]
            case "remove-mark":
                step["marks"] = [mark for index, mark in enumerate(step["marks"]) if index != change["mark"]]
            case "set-sentence":
                step["narration"] = step["narration"] | {change["lang"]: change["text"]}
            case "set-sentences":
                step["narration"] = step["narration"] | change["texts"]
            case "set-title":
                self.state["titles"] = self.state["titles"] | {change["lang"]: change["text"]}
            case "move-step":
                steps.insert(change["to"], steps.pop(change["step"]))
            case "delete-step":
                steps.remove(step)
            case "make-aside":
                step |= {"aside": True, "questions": change["questions"]}
            case "replace-picture":
                step |= {"picture": change["picture"], "waiting": False}
            case "insert-step":
                steps.insert(change["at"], make_step(0, "gap", waiting=True))
            case "add-pictures":
                steps.extend(make_step(0, pid) for pid in change["pictures"])
        for index, each in enumerate(steps):
            each |= {"index": index, "number": str(index + 1), "missing": list_missing(each)}
