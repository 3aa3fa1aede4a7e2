"""The panels around a tutorial, as the server draws them: what they say, where they lead, and that texts stay texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from annotator.edit.not_listed import NotListedError
from annotator.edit.web.answers import RequestError
from annotator.edit.web.aside_panel import draw_questions
from annotator.edit.web.check_pages import CheckPages, Page
from annotator.edit.web.check_panel import draw_check
from annotator.edit.web.home_panel import draw_home
from annotator.edit.web.new_panel import draw_new
from annotator.edit.web.panel import PageText
from annotator.edit.web.panel_fields import choice, line
from annotator.edit.web.problem_list import list_problems
from annotator.edit.web.share_panel import draw_share
from annotator.edit.web.static_files import StaticFiles
from annotator.edit.web.website_panel import Wish, draw_website
from annotator.edit.web.worded_state import put_job, put_state
from tests.helpers.panel_nodes import all_texts, find_nodes

MARKUP = "<b>x</b>\"'</script>"
ENGLISH, SPANISH = PageText("en"), PageText("es")
CARD: dict[str, Any] = {
    "id": "t1", "name": "zoom", "titles": {"es": "Entrar", "en": ""}, "picture": "/api/x", "steps": 2, "missing": 0,
    "pack": "none", "checked_days": None, "problem": None,
}  # fmt: skip
SCHOOL = {"name": "Los Robles", "person": "", "phone": "410-555-0100", "file": False}


def home(*tutorials: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"folder": "/home/rosa", "tutorials": list(tutorials), "beginnings": [], "school": SCHOOL} | more


def said(node: Any) -> str:
    return " ".join(all_texts(node))


# Home


def test_home_without_tutorials_says_how_to_begin() -> None:
    assert SPANISH("home.first") in said(draw_home(home(), SPANISH))
    beginnings = [{"id": "b1", "name": "fotos", "pictures": 1}]
    view = draw_home(home(beginnings=beginnings), SPANISH)
    assert SPANISH("home.first") not in said(view)
    assert "fotos: empezar con su imagen" in said(view)
    assert "#/new/b1" in [node[1]["href"] for node in find_nodes(view, "a")]


@pytest.mark.parametrize(
    ("row", "states"),
    [
        ({}, ["play"]),
        ({"missing": 2}, ["warning"]),
        ({"missing": 1, "pack": "old"}, ["warning", "warning"]),
        ({"pack": "current", "checked_days": 181}, ["done", "warning"]),
        ({"pack": "current", "checked_days": 180}, ["done"]),
        ({"problem": "Its script is a link that leads out of the folder."}, ["warning"]),
    ],
)
def test_a_card_says_what_its_tutorial_needs(row: dict[str, Any], states: list[str]) -> None:
    view = draw_home(home(CARD | row), ENGLISH)
    (shown,) = (node for node in find_nodes(view, "ul") if node[1]["class"] == "states")
    assert [node[1]["class"] for node in find_nodes(shown, "li")] == states
    shared = any(node[1]["href"] == "#/t/t1/share" for node in find_nodes(view, "a"))
    assert shared == (row.get("pack", "none") != "none")


def test_a_title_is_in_the_page_language_else_in_its_own() -> None:
    (link,) = (node for node in find_nodes(draw_home(home(CARD), ENGLISH), "a") if node[1]["href"] == "#/t/t1")
    assert link[1]["lang"] == "es" and link[2] == "Entrar"
    assert ENGLISH.title({}, "zoom") == ("en", "zoom")


def test_problems_are_in_the_words_of_the_page() -> None:
    problem = "Its script is a link that leads out of the folder."
    assert problem not in said(draw_home(home(CARD | {"problem": problem}), SPANISH))
    assert problem not in said(draw_website(home(CARD | {"problem": problem}), Wish(), SPANISH))


# Problems and the check


def step(index: int, *missing: str) -> dict[str, Any]:
    return {"index": index, "number": str(index + 1), "aside": False, "missing": list(missing)}


def state(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "t1", "revision": 1, "languages": ["es", "en"], "titles": {"es": "Entrar", "en": "Join"},
        "steps": list(steps), "problems": [], "name": "zoom", "device": None, "lost_lines": [], "pictures": {},
    } | more  # fmt: skip


def problem(step: int | None, level: str = "problem", line: int = 20, **more: Any) -> dict[str, Any]:
    return {"step": step, "level": level, "line": line, "message": "Odd.", "remedy": "Change it."} | more


def test_what_is_missing_is_said_once() -> None:
    found = [problem(0), problem(1), problem(0, "warning"), problem(None, line=2), problem(None, line=9)]
    rows = list_problems(state(step(0, "target"), step(1), titles={"es": "Entrar"}), found, ENGLISH)
    assert [(row["step"], row["message"]) for row in rows] == [
        (None, "The title in English is missing."),
        (0, ENGLISH("missing.target")),
        (1, "Odd."),
        (0, "Odd."),
        (None, "Odd."),
    ]


def test_a_language_has_a_name_in_the_page_language() -> None:
    assert SPANISH.language("en") == "inglés"
    assert SPANISH.language("xx") == "xx"


class Board:
    """Jobs whose state a test says."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def begin(self, kind: str) -> str:
        self.rows.append({"kind": kind, "state": "running", "result": None, "error": None})
        return str(len(self.rows) - 1)

    def status(self, job: str) -> dict[str, Any]:
        if not job.isdigit() or int(job) >= len(self.rows):
            raise NotListedError("There is no such job any more.", "Start it again.")
        return self.rows[int(job)]

    def find_running(self, kind: str, tutorial: str | None = None) -> str | None:
        assert tutorial == "t1"
        rows = enumerate(self.rows)
        return next((str(job) for job, row in rows if (row["kind"], row["state"]) == (kind, "running")), None)


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def pages(board: Board) -> CheckPages:
    return CheckPages(board)


def page(board: Board, **more: Any) -> Page:
    return Page("/api/tutorials/t1", state(step(0), **more), board.begin)


def job_of(answer: Any) -> Any:
    (job,) = find_nodes(answer["view"], "job")
    return job[1]


def test_a_page_is_checked_when_it_is_opened_and_once_a_revision(board: Board, pages: CheckPages) -> None:
    first = job_of(pages.show(page(board)))
    assert job_of(pages.show(page(board)))["id"] == first["id"], "two windows wait for one check"
    assert job_of(pages.show(page(board, revision=2)))["id"] != first["id"]
    board.rows[1] |= {"state": "done", "result": {"problems": []}}
    assert job_of(pages.show(page(board, revision=2)))["id"] == "2", "opened again: checked again"


def test_a_finished_check_lets_the_video_be_made(board: Board, pages: CheckPages) -> None:
    job = job_of(pages.show(page(board)))
    address, body = job["ended"]
    assert (address, body) == ("/api/tutorials/t1/check", {"job": "0", "build": None})
    assert job_of(pages.end(page(board), "0"))["id"] == "0", "not yet"
    board.rows[0] |= {"state": "done", "result": {"problems": [problem(0)]}}
    view = pages.end(page(board), "0")["view"]
    assert ENGLISH("check.problems", n=1) in said(view) and ENGLISH("check.make") not in said(view)
    board.rows[0]["result"] = {"problems": [problem(0, "warning")]}
    view = pages.end(page(board), "0")["view"]
    assert ENGLISH("check.warnings") in said(view) and ENGLISH("check.make") in said(view)
    board.rows[0]["state"] = "cancelled"
    assert ENGLISH("check.make") not in said(pages.end(page(board, problems=[]), "0")["view"])


def test_making_goes_on_over_a_reload_and_leads_to_sharing(board: Board, pages: CheckPages) -> None:
    build = job_of(pages.start(page(board), "build"))["id"]
    shown = pages.show(page(board))
    assert job_of(shown)["id"] == build and ENGLISH("check.making") in said(shown["view"])
    assert len(board.rows) == 1, "no check beside it"
    board.rows[0]["state"] = "done"
    assert pages.end(page(board), build) == {"go": "#/t/t1/share"}


@pytest.mark.parametrize("end", ["cancelled", "failed"])
def test_why_no_video_was_made_is_said_until_something_else_is_done(end: str, board: Board, pages: CheckPages) -> None:
    build = job_of(pages.start(page(board), "build"))["id"]
    board.rows[0] |= {"state": end, "error": {"code": "problems", "message": "Odd <b>.", "remedy": "Look."}}
    words = ENGLISH("check.cancelled") if end == "cancelled" else "Odd <b>. Look."
    answer = pages.end(page(board), build)
    assert words in said(answer["view"])
    check = job_of(answer)["ended"][1]
    board.rows[1] |= {"state": "done", "result": {"problems": []}}
    assert words in said(pages.end(page(board), check["job"], check["build"])["view"])
    assert words not in said(pages.start(page(board), "check")["view"])


def test_other_work_is_refused(board: Board, pages: CheckPages) -> None:
    with pytest.raises(RequestError):
        pages.start(page(board), "rm")
    with pytest.raises(NotListedError):
        pages.end(page(board), "nope")
    assert not board.rows


def test_a_problem_leads_to_its_place_and_offers_a_change() -> None:
    change = {"do": "add-hide", "step": 0, "target": {}}
    rows = list_problems(
        state(step(0)), [problem(0, offers=[{"do": "hide", "example": "Luna", "change": change}])], ENGLISH
    )
    view = draw_check("/api/tutorials/t1", state(step(0)), rows, ENGLISH, checked=True)
    assert [node[1]["href"] for node in find_nodes(view, "a")] == ["#/t/t1/step/1"]
    offer = next(node for node in find_nodes(view, "button") if node[1]["class"] == "small")
    assert offer[1]["press"] == ["/api/tutorials/t1/check", {"do": "change", "change": change}]
    assert "Luna" in offer[2]


# Share


def file(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "card", "name": name, "bytes": 123_456, "seconds": None, "step": None, "aside": False, "text": "",
        "url": f"/{name}", "path": f"es/{name}", "label": {"es": "", "en": ""},
    } | more  # fmt: skip


def pack(**more: Any) -> dict[str, Any]:
    language = {
        "lang": "es", "name": "Español", "message": "Hola", "whatsapp": "https://wa.me/?text=Hola", "video": None, "voice": None,
        "cards": [file("paso-1.jpg", text="Toque.")], "clips": [], "others": [],
    }  # fmt: skip
    return {"exists": True, "current": True, "folder": "/packs/x", "languages": [language | more]}


def test_a_card_is_saved_dragged_and_copied() -> None:
    view = draw_share("/api/tutorials/t1", pack(), None, False, ENGLISH)
    (link,) = (node[1] for node in find_nodes(view, "a") if "download" in node[1])
    assert (link["href"], link["download"], link["drag"]) == ("/paso-1.jpg", "paso-1.jpg", "paso-1.jpg")
    copies = [node[1] for node in find_nodes(view, "button") if {"copy", "copy-picture"} & node[1].keys()]
    assert [each.get("copy") or each["copy-picture"] for each in copies] == [
        "Toque.",
        "/paso-1.jpg",
        "Hola",
        "/packs/x",
    ]


@pytest.mark.parametrize(
    ("text", "heading"),
    [(SPANISH, "Solo para las familias a quienes les pasa"), (ENGLISH, "Only for those to whom it happens")],
    ids=["es", "en"],
)
@pytest.mark.parametrize("section", ["cards", "clips"])
def test_what_is_only_for_some_comes_last_and_says_so(text: PageText, heading: str, section: str) -> None:
    files = [file("paso-1.jpg"), file("paso-2.jpg"), file("paso-1-si.jpg", step="1?", aside=True)]
    view = draw_share("/api/tutorials/t1", pack(**{"cards": [], "clips": []} | {section: files}), None, False, text)
    everyone, some = said(view).split(heading)
    assert ("paso-2.jpg" in everyone, "paso-1-si.jpg" in everyone, "paso-1-si.jpg" in some) == (True, False, True)
    assert heading not in said(draw_share("/api/tutorials/t1", pack(), None, False, text))


@pytest.mark.parametrize("text", [SPANISH, ENGLISH], ids=["es", "en"])
def test_the_way_into_a_chat_is_told_in_steps_with_drawings(text: PageText) -> None:
    view = draw_share("/api/tutorials/t1", pack(), None, False, text)
    whatsapp, messenger = find_nodes(view, "details")
    assert (whatsapp[1].get("open"), messenger[1].get("open")) == (True, None)
    for how, address in ((whatsapp, "web.whatsapp.com"), (messenger, "facebook.com/messages")):
        assert address in str(how)
        drawn = [node[1]["href"] for node in find_nodes(how, "use")]
        assert drawn == [f"/drawings.svg#how-{name}" for name in ("open", "drag", "paste", "send")]
        assert len(list(find_nodes(how, "li"))) == 4
    drawings = StaticFiles.listed().read("/drawings.svg")[0].decode()
    assert all(f'<symbol id="{name.partition("#")[2]}"' in drawings for name in drawn)


def test_a_clip_says_its_sentence_to_copy() -> None:
    clip = file("paso-1.mp4", kind="step", text="Toque.")
    view = draw_share("/api/tutorials/t1", pack(cards=[], clips=[clip], message=""), None, False, ENGLISH)
    copies = [node[1].get("copy") for node in find_nodes(view, "button") if "copy" in node[1]]
    assert copies == ["Toque.", "/packs/x"]


def test_a_page_is_named_by_its_place_since_alone_it_shows_nothing() -> None:
    slides = file(
        "index.html", kind="present", path="present/index.html", label={"es": "Las láminas.", "en": "Slides."}
    )
    view = draw_share("/api/tutorials/t1", pack(cards=[], others=[slides]), None, False, SPANISH)
    assert not [node for node in find_nodes(view, "a") if "download" in node[1]]
    assert "present/index.html · 0,12 MB" in said(view)
    assert "Las láminas." in said(view)


@pytest.mark.parametrize(
    ("size", "text", "shown"),
    [(1_234_567, ENGLISH, "1.2 MB"), (1_234_567, SPANISH, "1,2 MB"), (12_345, ENGLISH, "0.012 MB"), (0, ENGLISH, "0 MB"),
     (123_456_789, ENGLISH, "120 MB"), (20_000_000, ENGLISH, "20 MB")],
)  # fmt: skip
def test_sizes_have_two_digits_that_count(size: int, text: PageText, shown: str) -> None:
    view = draw_share("/api/tutorials/t1", pack(cards=[file("a.jpg", bytes=size, seconds=9.4)]), None, False, text)
    assert f"a.jpg · {shown} · 9 s" in said(view)


def test_no_pack_says_where_to_make_one() -> None:
    nothing = {"exists": False, "current": False, "folder": "", "languages": []}
    assert ENGLISH("share.none") in said(draw_share("/api/tutorials/t1", nothing, None, False, ENGLISH))
    assert ENGLISH("check.making") in said(draw_share("/api/tutorials/t1", nothing, None, True, ENGLISH))
    old = draw_share("/api/tutorials/t1", pack() | {"current": False}, "qu", False, ENGLISH)
    assert ENGLISH("share.old") in said(old)


# Website


def test_the_website_form_keeps_what_was_chosen_while_it_is_made() -> None:
    rows = home(CARD, CARD | {"id": "t2"}, CARD | {"id": "t3", "problem": "Odd."})
    chosen = [node[1].get("checked") for node in find_nodes(draw_website(rows, Wish(), ENGLISH), "input")]
    assert chosen[:3] == [True, True, None]
    view = draw_website(rows, Wish(("t2",), "https://school.example.org"), ENGLISH, "j1")
    boxes = [node[1] for node in find_nodes(view, "input")]
    assert [box.get("checked") for box in boxes[:3]] == [None, True, None]
    assert boxes[3]["value"] == "https://school.example.org"
    (job,) = find_nodes(view, "job")
    again = {"job": "j1", "id": ["t2"], "website.address": "https://school.example.org"}
    assert job[1]["ended"] == ["/api/panels/website", again]


def test_the_end_of_a_website_is_said() -> None:
    done = {"state": "done", "error": None, "result": {"folder": "/home/rosa/website", "notes": ["A note."]}}
    assert "A note." in said(draw_website(home(CARD), Wish(), ENGLISH, ended=done))
    failed = {"state": "failed", "error": {"code": "disk-full", "message": "", "remedy": ""}, "result": None}
    assert ENGLISH("error.disk-full") in said(draw_website(home(CARD), Wish(), ENGLISH, ended=failed))


# Texts stay texts


def test_fields_have_labels_and_hints() -> None:
    field = line(ENGLISH, "website.address", type="url")
    assert [node[1]["for"] for node in find_nodes(field, "label")] == ["website.address"]
    select = choice(ENGLISH, "new.device", [("x", MARKUP)], "new.any-device", value="x")
    assert [node[1]["value"] for node in find_nodes(select, "option")] == ["", "x"]


def test_markup_in_every_field_stays_one_text() -> None:
    hostile = CARD | {"name": MARKUP, "titles": {"es": MARKUP}, "picture": MARKUP, "problem": MARKUP, "pack": "old"}
    whole = home(hostile, folder=MARKUP, beginnings=[{"id": "b", "name": MARKUP, "pictures": 2}])
    shared = pack(message=MARKUP, name=MARKUP, cards=[file(f"{MARKUP}.jpg", text=MARKUP)]) | {"folder": MARKUP}
    rows = list_problems(state(step(0)), [problem(0, message=MARKUP, remedy=MARKUP)], ENGLISH)
    views = [
        draw_home(whole, ENGLISH),
        draw_website(whole, Wish(address=MARKUP), ENGLISH),
        draw_share("/api/tutorials/t1", shared, None, False, ENGLISH),
        draw_check("/api/tutorials/t1", state(step(0)), rows, ENGLISH, failure=MARKUP),
    ]
    for view in views:
        assert any(MARKUP in text for text in all_texts(view))
        assert not list(find_nodes(view, "b")) and not list(find_nodes(view, "script"))


def test_a_state_says_what_is_missing_first() -> None:
    shown = put_state(state(step(0, "action"), problems=[problem(0, "warning")]), SPANISH)
    assert [(row["message"], row.get("gap")) for row in shown["problems"]] == [
        (SPANISH("missing.action"), SPANISH("todo.action")),
        ("Odd.", None),
    ]
    assert shown["steps"][0]["shown"]["task"] == SPANISH("missing.action")
    assert shown["steps"][0]["shown"]["todo"] == [SPANISH("todo.action")]
    assert shown["title"] == ("es", "Entrar")


def test_a_step_leads_to_what_is_to_be_done_next() -> None:
    steps = [step(0), step(1, "target"), step(2) | {"aside": True, "number": "2?"}]
    shown = put_state(state(*steps), ENGLISH)["steps"]
    assert [each["shown"]["next"] for each in shown] == [("step/2", "Step 2")] * 3
    assert shown[2]["shown"]["name"] == "After step 2, only for some"
    assert put_state(state(step(0), titles={}), ENGLISH)["steps"][0]["shown"]["next"][0] == "step/about"
    assert put_state(state(step(0)), ENGLISH)["steps"][0]["shown"]["next"][0] == "check"


def test_problems_that_are_no_gaps_are_counted() -> None:
    found = [problem(0), problem(0), problem(0, "warning"), problem(None, line=9)]
    shown = put_state(state(step(0), problems=found), ENGLISH)
    assert (shown["shown"]["todo"], shown["steps"][0]["shown"]["todo"]) == (["1 problem"], ["2 problems"])


def test_what_cannot_be_changed_is_said() -> None:
    shown = put_state(state(step(0) | {"sign": "send", "also": ["a", "b"]}), ENGLISH)
    assert shown["steps"][0]["shown"]["kept"].endswith(
        "what the press does: it sends · other words a family may see: a, b"
    )
    assert put_state(state(step(0)), ENGLISH)["shown"]["kept"] is None


def test_lines_that_would_vanish_and_pictures_that_are_read_are_told() -> None:
    pictures = {name: {"state": name, "used": True} for name in ("ready", "failed", "reading")}
    found = [problem(None, line=12), problem(None, line=13)]
    unused = {"tray": {"state": "ready", "used": False}}
    shown = put_state(
        state(step(0), lost_lines=[12], problems=found, pictures=pictures | unused, device="Tablet X"), ENGLISH
    )
    assert len(shown["lost"]) == 2 and "12" in shown["lost"][0] and shown["lost"][1].endswith("Odd. Change it.")
    assert shown["reading"] == {"done": 2, "total": 3}
    assert shown["devices"][-1] == ("Tablet X", "Tablet X") and ("laptop", "laptop") in shown["devices"]
    assert put_state(state(step(0)), ENGLISH)["lost"] == []


@pytest.mark.parametrize(("seconds", "left"), [(None, None), (21, "25"), (61, "2 minutes"), (60, "a minute")])
def test_a_job_says_what_it_does_and_how_long_it_takes_still(seconds: int | None, left: str | None) -> None:
    row = put_job({"what": "video", "seconds_left": seconds}, ENGLISH)
    assert row["label"] == ENGLISH("job.video")
    assert row["left"] is None if left is None else left in row["left"]
    assert put_job({"what": "unheard-of", "seconds_left": None}, ENGLISH)["label"] == ENGLISH("job.running")


def test_a_question_is_one_of_the_common_ones_or_ones_own() -> None:
    view = draw_questions("/api/q", ["es", "en"], [{"es": MARKUP, "en": "Wrong?"}], ENGLISH)
    common, own = find_nodes(view, "button")
    assert common[1]["press"] == ["/api/q", {"es": MARKUP, "en": "Wrong?"}]
    assert view[1]["submit"] == "/api/q" and "press" not in own[1]
    assert [node[1]["name"] for node in find_nodes(view, "input")] == ["es", "en"]


# New


def test_a_new_tutorial_is_titled_in_the_page_language_first() -> None:
    for text, languages in ((SPANISH, ["es", "en"]), (ENGLISH, ["en", "es"])):
        view = draw_new(home(shipped=[]), None, text)
        assert [node[1]["lang"] for node in find_nodes(view, "input")] == languages
        assert len(list(find_nodes(view, "select"))) == 1
    view = draw_new(home(shipped=[{"name": "zoom", "titles": {"es": "Entrar"}, "steps": 1}]), None, SPANISH, "t9")
    assert "Entrar (1 paso)" in said(view)
    assert [node[1] for node in find_nodes(view, "pictures")] == [{"tid": "t9"}]


def test_a_tutorial_of_a_folder_of_pictures_takes_no_others() -> None:
    view = draw_new(home(shipped=[{"name": "zoom", "titles": {}, "steps": 1}]), "b1", ENGLISH)
    assert not list(find_nodes(view, "pictures")) and not list(find_nodes(view, "details"))
    assert [node[1]["value"] for node in find_nodes(view, "input") if node[1]["type"] == "hidden"] == ["b1"]


def test_an_icon_has_a_name() -> None:
    assert ENGLISH.icon("mic-off.png") == "microphone off"
    assert SPANISH.icon("nuestro logo.png") == "nuestro logo"
