"""A liaison brings a language in that is only spoken, and covers a name after the website was made, by the browser alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.tutorial_list import tutorial_id
from annotator.script import CONSENT
from tests.helpers.editor_windows import OWN_TEXTS, Window
from tests.helpers.live_editor import running
from tests.helpers.microphones import spoken, wav
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.pico, pytest.mark.enable_socket]

MIXTEC = "Mixteco de San Juan"
SCRIPT = """# es: Entrar a la clase
# en: Join class

- show: Mateo

![](01-unirse.png)
- tap: Unirse
- es: Toque Unirse.
- en: Tap Join.

![](02-mateo.png)
- tap: Mateo
- es: Toque su nombre.
- en: Tap your name.

![](02-mateo.png)
- tap: Mateo
- if es: ¿Quiere salir?
- if en: Do you want to leave?
- es: Avise antes a la maestra.
- en: Tell the teacher first.
"""
PLAYS_FAST = "addEventListener('play', ({ target }) => { target.playbackRate = 8; }, true)"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, own_data: Path) -> Iterator[Path]:
    """A school's folder, with one editor for all tests."""
    place = tmp_path_factory.mktemp("school") / "ours"
    folder = place / "entrar"
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    draw_buttons(folder / "01-unirse.png", "Unirse")
    draw_buttons(folder / "02-mateo.png", "Mateo")
    text = 'name = "Los Robles"\nlanguages = ["es", "en"]\nwebsite = "https://losrobles.example.org"\n'
    text += '[help]\nperson = "Sra. Rosa"\n[voices]\n'
    (place / "school.toml").write_text(f'{text}es = "pico"\nen = "pico"\n', encoding="utf-8")
    with running(place):
        yield place


@pytest.fixture
def window(browser: Any, school: Path) -> Iterator[Window]:
    opened = Window(browser, school, "es-MX", viewport={"width": 1366, "height": 768})
    opened.context.add_init_script(PLAYS_FAST)
    opened.page.reload()
    yield opened
    opened.close()


def test_a_language_that_is_only_spoken_comes_in_by_voice_messages(window: Window, school: Path) -> None:
    page, folder = window.page, school / "entrar"
    page.locator(".card h2 a").click()
    page.locator(".about-button").click()
    page.locator("input[name='edit.spoken']").fill(MIXTEC)
    window.button("edit.add_spoken").click()
    page.get_by_text(window.t("edit.ticked", language=MIXTEC)).wait_for()
    assert 'languages = ["es", "en", "mix"]' in (school / "school.toml").read_text(encoding="utf-8"), "it is made, too"
    assert page.locator("#title-mix").input_value() == "", "the Spanish title is only lent"
    assert page.locator("#title-mix").get_attribute("placeholder") == "Entrar a la clase"
    window.button("record.elsewhere", language=MIXTEC).click()
    window.button("kit.make").click()
    pairs = page.locator(".kit .sound-rows li")
    pairs.last.wait_for(timeout=400_000)
    assert pairs.locator("audio").count() == 6, "what to do, the opening, two steps, what only some do, the closing"
    assert pairs.locator("img").count() == 5
    aside = window.t("voice.aside", number=2, question="¿Quiere salir?")
    assert aside in page.locator(".kit").inner_text(), "asked for by itself, in words"
    assert "Para quien manda esto" in (school / "entrar-mix-kit" / "00-leame.txt").read_text(encoding="utf-8"), (
        "for who sends it"
    )

    page.locator(".step-row .choose-step").first.click()
    page.locator(".next", has_text=window.t("missing.recording")).wait_for()
    lacking = page.locator(".next-recording textarea.lacks")
    assert [field.get_attribute("id") for field in lacking.all()] == ["sentence-mix"], "the others have words"
    page.locator("#sentence-mix").fill("Join.")
    lacking.wait_for(state="detached")
    page.locator("#sentence-mix").fill("")
    lacking.wait_for()

    # One more than was asked for, and dropped where nothing says which language it is.
    sent = {f"PTT-20261124-WA000{number}.wav": wav(spoken(f"Frase {number}.")) for number in (4, 1, 3, 6, 5, 2)}
    window.drop(".work-side", list(sent.items()))
    page.get_by_text(window.t("sounds.which")).wait_for()
    assert not page.locator(".sound-rows").count(), "nobody's language is guessed"
    page.get_by_role("button", name=MIXTEC, exact=True).click()
    too_many = page.get_by_text(window.t("sounds.too-many-one", all=6, places=5))
    too_many.wait_for()
    places = ["title", "01-unirse", "02-mateo", "02-mateo.2", "end"]
    rows, names = page.locator(".sound-rows li:has(select)"), page.locator(".sound-rows strong")
    assert [each.input_value() for each in rows.locator("select").all()] == [*places, ""]
    window.until(lambda: page.evaluate(SEEN) == 5, "each has its picture beside it, also while one is too many")
    extra = rows.filter(has_text="WA0003").get_by_role("button", name=re.compile(window.t("sounds.leave-one")))
    extra.click()
    too_many.wait_for(state="detached")
    page.locator(".left-out summary").click()
    page.locator(".left-out button").click()
    too_many.wait_for()
    extra.click()
    in_order = [f"PTT-20261124-WA000{number}.wav" for number in (1, 2, 4, 5, 6)]
    window.until(lambda: names.all_inner_texts() == in_order, "in the order in which they were sent")
    assert [each.input_value() for each in rows.locator("select").all()] == places
    for first in (1, 0):
        rows.nth(0).locator("select").select_option(places[1])
        window.until(lambda at=first: names.first.inner_text() == in_order[at], "swapped")
    assert aside in rows.nth(3).inner_text()

    assert window.t("kit.waits", places="").rstrip(".") in page.locator(".kit").inner_text()
    keep = window.button("sounds.keep", n=5)
    assert keep.is_disabled(), "nobody has listened to them"
    window.button("sounds.play-all").click()
    window.until(keep.is_enabled, "all were heard, one after the other")
    page.locator("#consent-who").fill("Doña Elena")
    assert not [text for text in page.evaluate(OWN_TEXTS) if re.search(r"\bmix\b", text)], "no code is shown"
    keep.click()
    page.get_by_text(window.t("kit.whole")).wait_for()
    page.locator(".kit").get_by_role("link", name=window.t("kit.save")).wait_for()
    for stem, name in zip(places, in_order, strict=True):
        assert (folder / f"{stem}.mix.wav").read_bytes() == sent[name]
    assert (folder / CONSENT).read_text(encoding="utf-8").count("Doña Elena") == 5
    assert not window.state["steps"][0]["missing"]
    page.get_by_role("link", name=window.t("shell.home")).click()
    page.get_by_role("link", name=window.t("kit.home-current", language=MIXTEC)).wait_for()
    assert not page.get_by_text(window.t("home.beginnings")).count(), "a kit is no tutorial to begin with"


SEEN = (
    "[...document.querySelectorAll('.sound-rows li:has(select) img')].filter((picture) => picture.naturalWidth).length"
)


def pictures(site: Path) -> dict[Path, bytes]:
    """The pictures of the step with the name."""
    return {path: path.read_bytes() for path in site.rglob("*-2.*") if path.suffix in (".webp", ".jpg")}


def test_a_name_that_is_covered_later_makes_the_website_older_and_one_press_makes_it_right(
    window: Window, school: Path
) -> None:
    page, site = window.page, school / "website"
    window.button("home.website").click()
    page.get_by_text("https://losrobles.example.org").wait_for()
    window.button("website.make").click()
    page.get_by_text(window.t("website.done")).wait_for(timeout=400_000)
    before = pictures(site)
    assert len(before) >= 2, "the step's picture in each language"
    page.get_by_text(window.t("website.embed")).click()
    with page.expect_popup() as popup:
        page.locator("details .button").last.click()
    popup.value.wait_for_url("**/made/*/website/entrar/embed.html#in-es")
    assert popup.value.evaluate("location.origin") != page.evaluate("location.origin"), "it is not the editor's own"
    popup.value.close()
    with page.expect_download() as saved:
        window.button("made.save-website").click()
    assert Path(saved.value.path()).read_bytes() == (school / "website-web.zip").read_bytes()

    window.open(tutorial_id(school / "entrar"), "step/2")
    window.button("hide.toggle").click()
    page.locator(".hiding").wait_for()
    page.locator(".overlay").click(position=window.place("Mateo"))
    window.until(lambda: "hide: Mateo" in (school / "entrar" / "tutorial.md").read_text(encoding="utf-8"), "covered")
    page.get_by_role("link", name=window.t("shell.home")).click()
    with page.expect_popup() as popup:
        window.button("made.update").click()
    popup.value.wait_for_url("**/made/*/website/index.html#in-es", timeout=400_000)
    after = pictures(site)
    assert after.keys() == before.keys()
    assert all(after[path] != before[path] for path in before), "it is right again"
    popup.value.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # a browser without windows never gives the focus back
    window.button("made.open-website").wait_for()
