"""The pages that check a tutorial and share its pack, before the real server: what they show of its answers, and of its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from annotator import assets
from annotator.edit.web.static_files import list_files
from tests.helpers import editor_program
from tests.helpers.editor_windows import Window, text_of, window_on
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.enable_socket]
SCRIPT = "# es: Entrar\n# en:\n\n![](1.png)\n- tap:\n\n![](2.png)\n- wait:\n"
MARKUP = "<b>x</b>\"'</script>"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("school")
    folder = place / "ours" / "zoom"
    folder.mkdir(parents=True)
    for name in ("1.png", "2.png"):
        draw_buttons(folder / name, "Unirse")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_DATA", str(place / "data"))
        yield folder.parent


@pytest.fixture(scope="module")
def opened(browser: Any, root: Path) -> Iterator[Window]:
    """A window for all tests that answer what it asks."""
    with window_on(browser, root, "es-MX") as window:
        yield window


@pytest.fixture
def window(opened: Window) -> Iterator[Window]:
    yield opened
    opened.page.unroute_all()


def go(window: Window, part: str) -> None:
    """To a part of the tutorial, loaded anew; what it asks the server for may be answered by the test."""
    page = window.page
    tid = page.evaluate("async () => (await (await fetch('/api/home')).json()).tutorials[0].id")
    page.goto(f"{page.url.partition('#')[0]}#/t/{tid}/{part}")
    page.reload()


# Website


def test_a_website_gets_what_it_can_take(window: Window, root: Path) -> None:
    page = window.page
    home = page.evaluate("async () => (await fetch('/api/home')).json()")
    tid = home["tutorials"][0]["id"]
    home["website"] = {"state": "current", "tutorials": [tid], "folders": ["zoom"], "address": ""}
    page.route("**/api/home*", lambda route: route.fulfill(json=home))
    page.goto(f"{page.url.partition('#')[0]}#/website")
    page.reload()
    page.get_by_text(window.t("website.do-unknown")).wait_for()
    page.get_by_label(window.t("website.can-html")).check()
    assert page.locator("a[href$='/zoom/block.html']").count() == 1
    assert not page.locator("a[href$='embed.html']").count()
    page.get_by_label(window.t("website.can-files")).check()
    page.locator("summary").click()
    assert page.locator("a[href$='/zoom/embed.html']").count() == 1
    page.get_by_label(window.t("website.can-links")).check()
    page.get_by_label(window.t("school.website-film")).select_option("wide")
    asked = 'website-film = "wide"'
    window.until(lambda: any(asked in each.read_text("utf-8") for each in root.glob("school.toml")), "asked for")
    assert page.locator(f"a[href='#/t/{tid}/share']").count() == 1
    assert not page.get_by_text(window.t("website.make")).count()
    (root / "school.toml").unlink()


# Share


def file(name: str, **more: Any) -> dict[str, Any]:
    row = {"id": name, "kind": "card", "name": name, "path": f"es/{name}", "bytes": 123_456, "seconds": None}
    return row | {"aside": False, "text": "", "label": {"es": "", "en": ""}} | more


def show_pack(
    window: Window, message: str = "Hola", folder: str = "/packs/x", *, current: bool = True, **sections: Any
) -> dict[str, Any]:
    """The page of a pack with these files. Returns what the server goes on answering."""
    empty: dict[str, Any] = {name: [] for name in ("cards", "video", "voice", "clips", "others")}
    language = {"lang": "es", "name": "Español", "message": message, "whatsapp": "https://wa.me/?text=Hola"}
    languages = [language | {"sections": empty | sections}]
    website = {"state": "none", "tutorials": []}
    pack = {"folder": folder, "current": current, "languages": languages, "website": website}
    window.page.route("**/api/tutorials/*/share", lambda route: route.fulfill(json=pack))
    go(window, "share")
    window.page.locator(".files-grid" if current else ".banner").first.wait_for()
    return pack


def test_the_way_into_a_chat_is_told_in_steps_with_drawings(window: Window) -> None:
    show_pack(window, cards=[file("paso-1.jpg", text="Toque.")])
    ways = window.page.locator("details.how", has=window.page.locator(".hows"))
    assert [way.get_attribute("open") is not None for way in ways.all()] == [True, False]
    for way, address in zip(ways.all(), ("web.whatsapp.com", "facebook.com/messages"), strict=True):
        assert address in way.text_content()
        assert way.locator("li").count() == 4
        drawn = [use.get_attribute("href") for use in way.locator("use").all()]
        assert drawn == [f"/drawings.svg#how-{name}" for name in ("open", "drag", "paste", "send")]
    drawings = list_files()["/drawings.svg"].read_text(encoding="utf-8")
    assert all(f'<symbol id="{name.partition("#")[2]}"' in drawings for name in drawn)
    other_ways = [image.get_attribute("src") for image in window.page.locator(".ways img").all()]
    assert len(other_ways) == 4 and set(other_ways) <= list_files().keys(), "onto a phone, a picture each"


def test_what_is_older_is_not_offered_until_it_is_updated_be_it_in_another_window(window: Window) -> None:
    asked = show_pack(window, current=False, cards=[file("paso-1.jpg")])
    window.button("share.update").wait_for()
    assert not window.page.locator(".file, .letter, code").count()
    asked["undecided"] = 2
    window.page.evaluate("dispatchEvent(new Event('focus'))")  # as when a person comes back from the other one
    window.page.get_by_text(window.t("share.undecided")).wait_for()
    assert window.button("share.make").get_attribute("href").endswith("/check"), "it would be refused"
    asked |= {"undecided": 0, "current": True}
    window.page.locator(".file").wait_for()


def test_all_cards_are_looked_at_before_anything_is_offered(window: Window) -> None:
    pack = show_pack(window, cards=[file("paso-1.jpg")])
    pack["look"] = {"key": "k", "picture": file("review.jpg", digest="d")}
    sent: list[Any] = []

    def note(route: Any) -> None:
        sent.append(route.request.post_data_json)
        pack["look"] = None
        route.fulfill(json={})

    window.page.route("**/api/tutorials/*/share/look", note)
    go(window, "share")
    window.page.get_by_role("heading", name=window.t("share.look")).wait_for()
    assert not window.page.locator(".file, .letter, code").count()
    assert window.page.locator(".look img").get_attribute("src").endswith("/pack/review.jpg?d")
    order = window.page.locator(".look .button, .look img").evaluate_all("(all) => all.map((each) => each.tagName)")
    assert order == ["BUTTON", "A", "A", "IMG"], "what is to be decided comes before all the cards"
    assert not window.page.get_by_role("group", name=window.t("share.which")).count(), (
        "all languages are on one picture"
    )
    window.button("arrange.step_name", number=2).click()
    window.page.locator(".step-row.here[data-step='1']").wait_for()
    window.button("hide.end").wait_for()
    window.page.locator("figcaption", has_text=window.t("hide.first")).wait_for()
    window.page.go_back()
    window.button("share.look-none").click()
    window.page.locator(".file").wait_for()
    assert sent == [{"key": "k"}]


def test_all_files_of_a_language_are_saved_in_one_press(window: Window) -> None:
    show_pack(window, cards=[file("paso-1.jpg")], folder="C:\\packs\\zoom")
    link = window.page.get_by_role("link", name=window.t("share.save-all", language="español"))
    assert link.get_attribute("href").endswith("/archive/es") and link.get_attribute("download") == "zoom-es.zip"


@pytest.mark.parametrize(("hash_", "shown"), [("#in-en", "en"), ("#en", "en"), ("#in-es", "es"), ("", "es")])
def test_the_website_opens_in_the_language_of_the_editor(browser: Any, tmp_path: Path, hash_: str, shown: str) -> None:
    scripts = re.findall("<script>.*?</script>", assets.folder("web").joinpath("gallery.html").read_text("utf-8"), re.S)
    choices = "".join(f'<input type="radio" name="language" value="{lang}">' for lang in ("es", "en"))
    (tmp_path / "index.html").write_text(choices.replace(">", " checked>", 1) + "".join(scripts), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri() + hash_)
    assert page.locator("[name=language]:checked").input_value() == shown
    page.close()


def test_a_tutorial_is_put_away_and_taken_back(window: Window, root: Path) -> None:
    page = window.page
    page.goto(f"{page.url.partition('#')[0]}#/")
    window.button("home.put-away").click()
    page.get_by_text(window.t("home.away", n=1)).click()
    assert not page.locator(".card").count() and (root / "put-away" / "zoom" / "tutorial.md").is_file()
    window.button("home.take-back").click()
    page.locator(".card").wait_for()
    assert (root / "zoom" / "tutorial.md").is_file()


def test_sizes_have_two_digits_that_count(window: Window) -> None:
    sizes = {1_234_567: "1.2 MB", 75_900: "76 KB", 0: "0 KB", 123_456_789: "120 MB", 20_000_000: "20 MB"}
    show_pack(window, cards=[file(f"{size}.jpg", bytes=size, seconds=9.4) for size in sizes])
    shown = window.page.locator(".file > .soft").all_inner_texts()
    assert shown == [f"{size}.jpg · {said} · 9 s" for size, said in sizes.items()], "in Mexico, too"


def test_what_is_only_for_some_comes_last_and_says_so(window: Window) -> None:
    files = [file("paso-1.jpg"), file("paso-2.jpg"), file("paso-1-si.jpg", aside=True)]
    for section in ("cards", "clips"):
        show_pack(window, **{section: files})
        everyone, some = window.page.locator("main").inner_text().split(window.t("share.asides"))
        shown = "paso-2.jpg" in everyone, "paso-1-si.jpg" in everyone, "paso-1-si.jpg" in some
        assert shown == (True, False, True), section


def test_markup_stays_text(window: Window) -> None:
    show_pack(window, message=MARKUP, folder=MARKUP, cards=[file(f"{MARKUP}.jpg", text=MARKUP)])
    assert window.page.locator("main").inner_text().count(MARKUP) == 4
    assert not window.page.locator("main b, main script").count()


# Check


def test_all_names_are_decided_on_once_they_were_seen_and_one_press_undoes_it(window: Window, root: Path) -> None:
    """Seen: one press on “All of them may be seen”, beside “2 things are missing. Click each one to fix it”."""

    def found(step: int, name: str) -> dict[str, Any]:
        target = {"kind": "text", "wordings": [name], "occurrence": None}
        lines = (
            {"kind": "hide", "target": target, "example": "Luna", "guess": False},
            {"kind": "show", "target": target},
        )
        row = {"step": step, "level": "warning", "line": 20, "message": name, "remedy": "!"}
        return row | {"offers": [{"line": line, "everywhere": True} for line in lines]}

    names = ("Ana Luz", "Beto Mora", "Lupita Torres")
    problems = [found(at // 2, name) for at, name in enumerate(names)]
    ended = {"kind": "check", "state": "done", "result": {"problems": problems}, "error": None}
    window.page.route("**/api/jobs", lambda route: route.fulfill(json={"job": "x"}))
    window.page.route("**/api/jobs/x", lambda route: route.fulfill(json=ended))
    go(window, "check")
    script, dialog = root / "zoom" / "tutorial.md", window.page.locator("dialog")
    before = script.read_text(encoding="utf-8")
    for kind in ("show", "hide"):
        window.button(f"check.{kind}-all").click()
        listed = dialog.locator("li").all_inner_texts()
        step = [window.t("check.step", number=number) for number in (1, 1, 2)]
        assert listed == [f"“{name}” · {where}" for name, where in zip(names, step, strict=True)]
        window.button("shell.cancel").click()
        dialog.wait_for(state="detached")
        assert script.read_text(encoding="utf-8") == before, "each was only shown"
        window.button(f"check.{kind}-all").click()
        dialog.locator(".main").click()
        window.page.get_by_text(window.t(f"check.{kind}-all-done", n=3)).wait_for()
        written = script.read_text(encoding="utf-8")
        assert [f"- {kind}: {name}" in written for name in names] == [True] * 3
        window.button("edit.undo").click()
        window.until(lambda: script.read_text(encoding="utf-8") == before, "all of it by one press")


def test_a_picture_for_a_colleague_waits_for_each_name(window: Window) -> None:
    tid = window.page.evaluate("async () => (await (await fetch('/api/home')).json()).tutorials[0].id")
    error = {"code": "undecided", "message": "Ana Luz", "remedy": "Cover it.", "tutorials": [tid]}
    ended = {"kind": "review", "state": "failed", "result": None, "error": error}
    window.page.route("**/api/jobs", lambda route: route.fulfill(json={"job": "x"}))
    window.page.route("**/api/jobs/x", lambda route: route.fulfill(json=ended))
    go(window, "step/about/en")
    window.button("colleague.review").click()
    refused = window.page.locator(".colleague .banner")
    refused.wait_for()
    assert "Ana Luz Cover it." in refused.inner_text()
    assert refused.get_by_role("link", name=window.t("tabs.check")).get_attribute("href") == f"#/t/{tid}/check"
    assert not window.page.locator("a[download]").count()
    window.page.route("**/api/jobs?kind=website", lambda route: route.fulfill(json={"job": None}))
    window.page.goto(f"{window.page.url.partition('#')[0]}#/website")
    window.button("website.make").click()
    assert window.page.locator(".banner a", has_text="Entrar").get_attribute("href") == f"#/t/{tid}/check"


def test_what_is_missing_is_said_once(window: Window, root: Path) -> None:
    def found(step: int | None, level: str = "problem", line: int = 20) -> dict[str, Any]:
        return {"step": step, "level": level, "line": line, "message": MARKUP, "remedy": "!"}

    place = {"step": 1, "field": "sentence", "lang": "es", "text": "Haz clic."}
    advice = found(1, "warning") | {"message": "Tú", "at": place, "better": "Toque.", "key": "k"}
    differs = found(1, "warning") | {"key": "d"}
    problems = [found(0), found(1), found(0, "warning"), found(None, line=2), found(None, line=9), advice, differs]
    (root / "school.toml").write_text('languages = ["en"]\n', encoding="utf-8")
    ended = {"kind": "check", "state": "done", "result": {"problems": problems}, "error": None}
    window.page.route("**/api/jobs", lambda route: route.fulfill(json={"job": "x"}))
    window.page.route("**/api/jobs/x", lambda route: route.fulfill(json=ended))
    go(window, "check")
    window.page.locator(".verdict").wait_for()
    assert window.page.locator(".problems strong").all_inner_texts() == [
        window.t("missing.title", language="inglés"),
        MARKUP,
        window.t("missing.target"),
        MARKUP,
        MARKUP,
        "Tú",
        MARKUP,
    ]
    assert window.page.locator("section.panel h3").all_inner_texts() == [
        window.t("check.whole"),
        window.t("check.step", number=1),
        window.t("check.step", number=2),
    ]
    assert window.page.locator(".verdict").inner_text() == window.t("check.problems", n=4)
    assert not window.button("check.make").count(), "nothing is made with a gap in it"
    window.button("check.without", language="inglés").click()
    script = root / "zoom" / "tutorial.md"
    window.until(lambda: "# en" not in script.read_text(encoding="utf-8"), "it isn't made in that language")
    assert window.page.locator(".problems q").inner_text() == "Toque."
    window.button("say.stays").click()
    window.page.locator(".problems q").wait_for(state="detached")
    accepted: list[Any] = []
    window.page.route("**/fits", lambda route: (accepted.append(route.request.post_data_json), route.fulfill(json={})))
    window.button("say.same").click()
    window.until(
        lambda: [each["key"] for each in accepted] == ["d"], "of a difference between languages it is said here, too"
    )
    spanish = {"es": "español", "en": "Spanish"}[window.lang]
    left_out = window.page.get_by_text(window.t("check.left_out", language=spanish))
    left_out.wait_for()
    window.button("check.take_in").click()
    left_out.wait_for(state="detached")
    assert (root / "school.toml").read_text(encoding="utf-8") == 'languages = ["en", "es"]\n'


def test_after_the_editor_ended_a_video_is_made_again_by_one_press(browser: Any, tmp_path: Path) -> None:
    """The bar doesn't stand still: the page says that it was interrupted, also when the editor is there again."""
    folder = tmp_path / "ours" / "zoom"
    folder.mkdir(parents=True)
    draw_buttons(folder / "1.png", "Unirse", "Hola, Ana Luz")
    (folder / "tutorial.md").write_text("# es: Entrar\n\n![](1.png)\n- tap: Unirse\n", encoding="utf-8")
    (folder.parent / "school.toml").write_text('[voices]\nes = "pico"\n', encoding="utf-8")
    first = editor_program.start(folder.parent, tmp_path / "data")
    window = Window(browser, folder.parent, address=first.address)
    page = window.page
    go(window, "check")
    page.get_by_text(window.t("check.names-one")).wait_for()
    assert not window.button("check.make").count(), "somebody decides on the name first"
    window.button("check.show").click()
    window.button("check.make").click()
    page.get_by_text(window.t("check.making")).wait_for()
    page.locator("progress").wait_for()
    first.kill()
    page.get_by_text(window.t("job.interrupted")).wait_for()
    assert not page.locator("progress").count()
    second = editor_program.start(folder.parent, tmp_path / "data", "--port", str(urlsplit(first.address).port))
    try:
        other = window.context.new_page()
        other.goto(second.address)
        other.locator(".card").wait_for()
        other.goto(page.url)
        other.get_by_text(window.t("job.interrupted")).wait_for()
        other.close()
        window.button("check.remake").click()
        page.locator("progress").wait_for()
        page.get_by_text(text_of("en", "check.making")).wait_for()
        page.get_by_role("button", name=re.compile(window.t("shell.cancel"))).click()
        page.get_by_text(window.t("check.cancelled")).wait_for()
        window.close()
    finally:
        second.kill()
