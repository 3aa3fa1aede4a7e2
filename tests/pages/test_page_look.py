"""What a parent finds on pages and gallery, measured in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.cards.palette import MIN_TEXT_CONTRAST, contrast_ratio
from tests.helpers import sites, visits
from tests.helpers.visits import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
ES = "zoom-class/es/"
ORDER = ("tutorial-07", "tutorial-03")
BOX = "node => { const box = node.getBoundingClientRect(); return [box.left, box.top, box.width, box.height]; }"
COLORS = """node => {
  const style = getComputedStyle(node), numbers = text => text.match(/[\\d.]+/g).map(Number);
  let ground = node;
  while (numbers(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  return [numbers(style.color).slice(0, 3), numbers(getComputedStyle(ground).backgroundColor).slice(0, 3)];
}"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a gallery of ten tutorials."""
    root: Path = tmp_path_factory.mktemp("many")
    sites.write_gallery_of(root, 10, ORDER)
    with visits.serve(root) as address:
        yield address


def boxes(page: Any, selector: str) -> list[list[float]]:
    return [node.evaluate(BOX) for node in page.locator(selector).all() if node.is_visible()]


def test_from_a_disk_the_gallery_leads_on_and_nothing_else_is_asked_for(browser: Any, public: Path) -> None:
    with Visit(browser, (public / "index.html").as_uri(), 1366) as visit:
        visit.page.locator("main a[href$='es/index.html']").first.click()
        visit.page.wait_for_url("**/es/index.html*")
        assert visit.page.locator("h1").first.is_visible()
        assert {url for url in visit.requests if not url.startswith((public.as_uri(), "data:"))} == set()
        assert visit.said == []


def test_on_a_phone_a_sentence_has_the_whole_width_and_then_a_large_speaker(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 320) as visit:
        page = visit.page
        for selector in (".steps > li", ".steps .aside"):
            for item in page.locator(selector).all():
                inside = item.evaluate("node => node.clientWidth - parseFloat(getComputedStyle(node).paddingLeft) * 2")
                words = item.locator("> .words").evaluate(BOX)
                picture = item.locator("> .picture").evaluate(BOX)
                speaker = item.locator("> .tools .play").evaluate(BOX)
                assert words[2] >= inside - 1
                assert words[1] >= picture[1] + picture[3], "first the picture"
                assert speaker[1] >= words[1] + words[3], "then the sentence, then its voice"
                assert min(speaker[2:]) >= 56
                assert not item.locator("> .number").is_visible()
        assert page.locator(".steps .play path").first.get_attribute("d").startswith("M3 9v6h4l6"), "a speaker"


def test_fingers_find_everything(browser: Any, address: str, many: str) -> None:
    for url in (address + ES, many):
        with Visit(browser, url, 360) as visit:
            small = [
                each
                for each in boxes(visit.page, "a.button, .ask, .play, .tel, .choose label, .filter label, summary")
                if each[3] < 48
            ]
            assert not small


def test_the_gallery_begins_with_languages_and_tiles_and_ends_with_filters(browser: Any, many: str) -> None:
    with Visit(browser, many, 360) as visit:
        page = visit.page
        choices, tiles, filters = boxes(page, ".choose label"), boxes(page, ".tile"), boxes(page, ".filter")
        assert len(choices) == 2
        assert min(height for *_, height in choices) >= 56
        assert tiles[1][1] + tiles[1][3] <= 740, "two whole tiles in the first view"
        weighed = "Promise.all(['', 'style.css'].map(name => fetch(name).then(file => file.text())))"
        assert sum(map(len, page.evaluate(weighed))) <= 60_000, "before pictures, of ten tutorials"
        assert filters[0][1] > tiles[-1][1] + tiles[-1][3]
        assert page.locator(".tile h2:visible").first.inner_text() == "Entrar a la clase número 7 por Zoom"
        page.evaluate(
            "() => { window.played = []; HTMLMediaElement.prototype.play = function () {"
            "played.push(this.getAttribute('src')); return Promise.resolve(); }; }"
        )
        page.get_by_role("radio", name="English").click()
        assert page.evaluate("played") == ["tutorial-07/en/language.m4a"], "it says its name"
        assert page.locator(".tile h2:visible").first.inner_text() == "Join class number 7 on Zoom"
        page.get_by_role("button", name="Hear: Join class number 3 on Zoom").click()
        assert page.evaluate("played")[1:] == ["tutorial-03/en/title.m4a"]
    with Visit(browser, f"{many}#en", 360) as visit:
        assert visit.page.locator(".tile h2:visible").first.inner_text() == "Join class number 7 on Zoom"


@pytest.mark.parametrize("width", [1280, 768])
def test_tiles_are_one_grid_whose_rows_are_full(browser: Any, many: str, width: int) -> None:
    with Visit(browser, many, width) as visit:
        tops = [round(top) for _, top, _, _ in boxes(visit.page, ".tile")]
        rows = [tops.count(top) for top in sorted(set(tops))]
        assert len(set(rows)) == 1
        assert rows[0] >= (3 if width >= 1024 else 2)


def test_the_first_pictures_of_the_gallery_are_not_lazy(browser: Any, many: str) -> None:
    with Visit(browser, many, 360) as visit:
        signs = visit.page.locator(".tile.l1 .shot")
        loading = signs.evaluate_all("nodes => nodes.map(node => node.getAttribute('loading'))")
        assert loading[:3] == [None] * 3
        assert set(loading[3:]) == {"lazy"}
        assert signs.first.get_attribute("fetchpriority") == "high"
        assert all(signs.evaluate_all("nodes => nodes.map(node => node.hasAttribute('width'))"))
        assert visit.page.locator(".tile").last.locator("img").count() == 1, "an app without a sign"
        links = visit.page.get_by_role("link", name="Ver el video")
        assert len(set(links.evaluate_all("all => all.map(each => each.ariaLabel)"))) == 10


def test_in_dark_mode_buttons_look_alive(browser: Any, address: str, many: str) -> None:
    for url in (address + ES, many, address + "zoom-class/staff.html"):
        with Visit(browser, url, 360, color_scheme="dark") as visit:
            shown = visit.page.locator(
                "a.button, button, .ask, .tel, .choose label, .filter label, .languages a, summary, .tile h2, .go"
            )
            looked = 0
            for node in shown.all():
                if node.is_visible():
                    ink, ground = (tuple(map(int, color)) for color in node.evaluate(COLORS))
                    least = 7 if "whatsapp" not in (node.get_attribute("class") or "") else MIN_TEXT_CONTRAST
                    assert contrast_ratio(ink, ground) >= least, (url, node.inner_text(), ink, ground)
                    looked += 1
            assert looked >= 5


def test_each_step_asks_for_help_at_its_place(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 360) as visit:
        links = visit.page.locator(".ask").evaluate_all("nodes => nodes.map(node => node.href)")
        texts = ["1", "2", "2%3F", "3", "4"]
        assert links == [f"https://wa.me/14105550100?text=Zoom%2C%20paso%20{text}" for text in texts]
        assert visit.page.get_by_role("link", name="Pedir ayuda: Zoom, paso 2?").count() == 1
        first, sends = visit.page.locator(".actions a").all()[:2]
        assert first.get_attribute("href") == "https://wa.me/14105550100?text=Entrar%20a%20la%20clase%20por%20Zoom"
        assert (first.locator(".face").count(), visit.page.locator(".ask .face").count()) == (1, 5), (
            "as she looks who helps"
        )
        assert "/?text=" in sends.get_attribute("href")
        footer = visit.page.locator("footer")
        link = footer.locator("a.whatsapp").get_attribute("href")
        assert link == "https://wa.me/14105550100?text=Entrar%20a%20la%20clase%20por%20Zoom"
        face = footer.get_by_role("img", name="la Sra. Rosa", exact=True)
        face.scroll_into_view_if_needed()
        visit.page.wait_for_function("document.querySelector('.person').naturalWidth > 0")
    with Visit(browser, address + "nasty/es/", 360) as visit:
        assert visit.page.locator(".ask, footer a").count() == 0


def test_staff_have_one_switch_of_language_and_open_the_other_one(browser: Any, address: str) -> None:
    with Visit(browser, address + "zoom-class/staff.html", 1280) as visit:
        page = visit.page
        named = page.locator("a, label, button").filter(has_text="English")
        assert named.count() == 1
        assert page.locator("fieldset").count() == 1
        parts = page.locator("details.send-in")
        assert [part.get_attribute("open") is not None for part in parts.all()] == [True, False, False]
        parts.nth(1).locator("summary").click()
        parts.nth(1).locator("img").first.wait_for()
