"""The views around a tutorial, in a real browser: home, new, check, build, share, website, quit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.editor_answers import ORIGIN
from tests.helpers.shell_answers import ShellAnswers
from tests.helpers.shell_visits import ShellVisit

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]

VIEWS = ("#/", "#/new", "#/website", "#/school", "#/t/t1/check", "#/t/t1/share")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALL = """[...document.querySelectorAll("a, button, input, select")]
    .filter((each) => each.offsetHeight && each.offsetHeight < 24).length"""
PICTURE = {"name": "10.png", "mimeType": "image/png", "buffer": b"\x89PNG"}


@pytest.mark.parametrize(("width", "scheme"), [(1024, "light"), (1024, "dark"), (1440, "light"), (1440, "dark")])
def test_views_are_accessible_quiet_and_keep_to_their_host(browser: Any, width: int, scheme: str) -> None:
    for view in VIEWS:
        with ShellVisit(browser, view, width=width, color_scheme=scheme, locale="es-MX") as visit:
            visit.page.wait_for_timeout(700)
            result = axe.Axe().run(visit.page, options=RULES).response
            found = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in result["violations"]]
            assert not found, (view, found)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, view
            assert not visit.said, (view, visit.said)
            assert all(url.startswith(ORIGIN) for url in visit.requests)
            assert visit.page.evaluate(SMALL) == 0, view


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs_are_accessible(browser: Any, scheme: str) -> None:
    answers = ShellAnswers()
    answers.state |= {"lost_lines": [12, 15]}
    with ShellVisit(browser, "#/t/t1/share", answers, color_scheme=scheme) as visit:
        visit.page.get_by_role("dialog").get_by_text("12, 15").wait_for()
        assert not axe.Axe().run(visit.page, options=RULES).response["violations"]
    for width in (1024, 1440):
        with ShellVisit(browser, "#/t/t1/share", width=width, color_scheme=scheme) as visit:
            visit.page.get_by_role("button", name="Quit").click()
            visit.page.get_by_role("dialog").wait_for()
            assert not axe.Axe().run(visit.page, options=RULES).response["violations"]
            visit.page.keyboard.press("Escape")
            visit.answers.change_elsewhere("Otro")
            visit.change({"do": "set-title", "lang": "es", "text": "Uno"})
            visit.page.get_by_role("button", name="Put mine in").wait_for()
            assert not axe.Axe().run(visit.page, options=RULES).response["violations"]


def test_home_shows_what_each_tutorial_needs(browser: Any) -> None:
    with ShellVisit(browser) as visit:
        cards = visit.page.locator(".card")
        assert cards.count() == 4
        assert "3 things missing" in cards.nth(0).inner_text()
        assert "1 thing missing" in cards.nth(1).inner_text()
        assert "changed after the video" in cards.nth(1).inner_text()
        assert "Checked 200 days ago" in cards.nth(2).inner_text()
        assert cards.nth(1).get_by_role("link", name="Mandar una foto").first.get_attribute("lang") == "es"
        cards.nth(0).get_by_role("link", name="Title t1").click()
        visit.page.wait_for_url("**/#/t/t1")


def test_language_follows_the_browser_and_the_switch(browser: Any) -> None:
    with ShellVisit(browser, locale="es-MX") as visit:
        page = visit.page
        assert page.locator("h1").inner_text() == "Sus tutoriales"
        assert page.locator("html").get_attribute("lang") == "es"
        page.get_by_role("button", name="English").click()
        page.get_by_role("heading", name="Your tutorials").wait_for()
        page.reload()
        page.get_by_role("heading", name="Your tutorials").wait_for()
        assert page.locator("html").get_attribute("lang") == "en"


def test_new_sends_pictures_in_order_and_tells_of_the_one_that_fails(browser: Any) -> None:
    answers = ShellAnswers()
    answers.refuse = {"3.png"}
    with ShellVisit(browser, "#/new", answers) as visit:
        page = visit.page
        page.get_by_role("button", name="Start").click()
        page.get_by_text("First write a title").wait_for()
        page.get_by_label("Title in Spanish").fill("Entrar")
        page.locator("input[type=file]").set_input_files(
            [PICTURE, PICTURE | {"name": "2.png"}, PICTURE | {"name": "3.png"}]
        )
        assert page.locator(".files li span").all_inner_texts() == ["2.png", "3.png", "10.png"]
        page.get_by_role("button", name="Start").click()
        page.wait_for_url("**/#/t/t1")
        page.locator(".toast", has_text="2 pictures came in").get_by_text("3.png was not taken").wait_for()
        assert answers.created == [{"titles": {"es": "Entrar"}, "like": None, "device": None, "from": None}]
        page.locator(".status", has_text="Saved").wait_for()
        assert len(answers.did("add-pictures")[0]["pictures"]) == 2


def test_new_takes_pictures_by_drop_and_paste(browser: Any) -> None:
    make = """([selector, type, key]) => {
        const data = new DataTransfer();
        data.items.add(new File(["x"], "a.png", {type: "image/png"}));
        const event = key === "dataTransfer" ? new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true})
            : new ClipboardEvent(type, {clipboardData: data, bubbles: true, cancelable: true});
        document.querySelector(selector).dispatchEvent(event);
    }"""
    with ShellVisit(browser, "#/new") as visit:
        visit.page.evaluate(make, [".drop", "drop", "dataTransfer"])
        visit.page.evaluate(make, ["h1", "paste", "clipboardData"])
        visit.page.locator(".files li").nth(1).wait_for()
        visit.page.get_by_role("button", name="Remove a.png").first.click()
        assert visit.page.locator(".files li").count() == 1


def test_new_like_a_shipped_one(browser: Any) -> None:
    with ShellVisit(browser, "#/new") as visit:
        visit.page.get_by_label("Title in English").fill("Join")
        visit.page.get_by_text("No screenshots yet?").click()
        visit.page.get_by_label("Like").select_option("join-class-on-zoom")
        visit.page.get_by_role("button", name="Start").click()
        visit.page.wait_for_url("**/#/t/t1")
        assert visit.answers.created[0]["like"] == "join-class-on-zoom"


def test_check_lists_by_step_and_a_click_goes_there(browser: Any) -> None:
    with ShellVisit(browser, "#/t/t1/check") as visit:
        page = visit.page
        page.get_by_text("One thing is missing").wait_for()
        assert page.locator("section h3").all_inner_texts() == ["The whole tutorial", "Step 2"]
        assert not page.get_by_role("button", name="Make the video").count()
        page.get_by_role("link", name="is not on the picture").click()
        page.wait_for_url("**/#/t/t1/step/2")


def test_check_says_what_is_missing_in_the_pages_words_and_once(browser: Any) -> None:
    answers = ShellAnswers()
    answers.state |= {"languages": ["es", "en"]}
    answers.state["steps"][1]["missing"] = ["target"]
    row = {"line": 2, "level": "problem", "message": "The title is empty.", "remedy": 'Write "# en: Join".'}
    answers.found = [row | {"step": None}, row | {"step": 1, "remedy": 'Write "- tap: Join".'}]
    with ShellVisit(browser, "#/t/t1/check", answers) as visit:
        page = visit.page
        page.get_by_text("2 things are missing").wait_for()
        assert "title is empty" not in page.locator("main").inner_text()
        page.get_by_role("link", name="Click on the picture what the family presses.").wait_for()
        page.get_by_role("link", name="The title in English is missing.").click()
        page.wait_for_url("**/step/about")
        page.locator("#title-en").wait_for()


def test_a_check_that_was_cancelled_does_not_say_that_all_is_well(browser: Any) -> None:
    answers = ShellAnswers()
    answers.polls_until_done = 10**6
    with ShellVisit(browser, "#/t/t1/check", answers) as visit:
        visit.page.get_by_role("button", name="Cancel").click()
        visit.page.get_by_text("Not everything was checked").wait_for()
        assert not visit.page.get_by_role("button", name="Make the video").count()


def test_build_shows_progress_can_be_cancelled_and_leads_to_sharing(browser: Any) -> None:
    answers = ShellAnswers()
    answers.found = []
    with ShellVisit(browser, "#/t/t1/check", answers) as visit:
        page = visit.page
        make = page.get_by_role("button", name="Make the video")
        make.wait_for()
        answers.polls_until_done = 10**6
        make.click()
        page.get_by_text("About 25 seconds left").wait_for()
        assert page.locator("progress").get_attribute("value") == "3"
        page.reload()
        page.get_by_role("button", name="Cancel").click()
        page.get_by_text("Nothing was changed").wait_for()
        answers.polls_until_done = 2
        make.click()
        page.wait_for_url("**/#/t/t1/share")
        assert [job["kind"] for job in answers.jobs].count("build") == 2


def test_share_has_all_to_send(browser: Any) -> None:
    with ShellVisit(browser, "#/t/t1/share", permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.page
        page.get_by_role("heading", name="First the pictures").wait_for()
        assert page.locator("video").count() == 3
        assert "1.2 MB · 58 s" in page.locator("body").inner_text()
        link = page.get_by_role("link", name="Save paso.mp4")
        assert link.get_attribute("download") == "paso.mp4"
        assert link.get_attribute("draggable") == "true"
        assert page.get_by_role("link", name="Open WhatsApp").get_attribute("href").startswith("https://wa.me/")
        page.get_by_role("button", name="English", exact=True).nth(0).click()
        page.get_by_role("link", name="Save step.mp4").wait_for()


def test_message_sentence_and_picture_are_copied(browser: Any) -> None:
    read = """async (type) => {
        const [item] = await navigator.clipboard.read();
        const blob = await item.getType(type);
        return type.startsWith("text") ? blob.text() : blob.size;
    }"""
    with ShellVisit(browser, "#/t/t1/share", permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.page
        page.get_by_role("button", name="Copy the message").click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate(read, "text/plain") == "paso 1\nLine two"
        page.wait_for_timeout(2500)
        page.get_by_role("button", name="Copy the sentence").nth(1).click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate(read, "text/plain") == "paso 2."
        page.wait_for_timeout(2500)
        page.get_by_role("button", name="Copy the picture").first.click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate(read, "image/png") > 1000


@pytest.mark.parametrize("width", [700, 1024])
def test_the_tabs_of_a_tutorial_stay_whole_words(browser: Any, width: int) -> None:
    with ShellVisit(browser, "#/t/t1/share", locale="es-MX", width=width) as visit:
        for tab in visit.page.locator(".top nav a").all():
            assert tab.bounding_box()["height"] < 60
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_share_tells_of_a_pack_that_is_old_or_missing(browser: Any) -> None:
    answers = ShellAnswers()
    answers.pack |= {"current": False}
    with ShellVisit(browser, "#/t/t1/share", answers) as visit:
        visit.page.get_by_text("Something changed after this was made").wait_for()
    answers = ShellAnswers()
    answers.pack = {"exists": False, "current": False, "folder": "", "languages": []}
    with ShellVisit(browser, "#/t/t1/share", answers) as visit:
        visit.page.get_by_role("link", name="Check and make the video").click()
        visit.page.wait_for_url("**/#/t/t1/check")


def test_website_is_made_of_the_chosen_tutorials(browser: Any) -> None:
    with ShellVisit(browser, "#/website") as visit:
        page = visit.page
        page.get_by_label("Title t3").uncheck()
        page.get_by_label("Address").fill("https://school.example.org/")
        page.get_by_role("button", name="Make the website").click()
        page.get_by_text("/home/rosa/website").wait_for()
        assert visit.answers.jobs == [
            {"kind": "website", "tutorials": ["t1", "t2", "t4"], "base_url": "https://school.example.org/"}
        ]


def test_school_says_which_file_has_it(browser: Any) -> None:
    with ShellVisit(browser, "#/school") as visit:
        text = visit.page.locator("main").inner_text()
        assert "Los Robles" in text
        assert "Not set" in text
        assert "/home/rosa/Tutoriales/school.toml" in text


def test_quit_asks_first_and_the_page_says_that_it_may_be_closed(browser: Any) -> None:
    with ShellVisit(browser) as visit:
        page = visit.page
        page.get_by_role("button", name="Quit").click()
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
        page.get_by_role("button", name="Quit").click()
        page.get_by_role("dialog").get_by_role("button", name="Quit").click()
        page.get_by_role("heading", name="The editor is closed").wait_for()
        assert "POST /api/quit" in visit.answers.asked
        assert "POST /api/alive" in visit.answers.asked


def test_keyboard_alone_reaches_new_and_shows_where_it_is(browser: Any) -> None:
    with ShellVisit(browser) as visit:
        page = visit.page
        for _ in range(6):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == "#/new":
                break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="New tutorial").wait_for()
