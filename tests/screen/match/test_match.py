"""Which step a picture shows, where its target is, and what differs: on screens that are texts and places alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from annotator.model import Box, TextLine, TextTarget
from annotator.screen.match.counterpart import find_element, find_target
from annotator.screen.match.differences import describe_differences
from annotator.screen.match.likeness import Likeness, compare
from annotator.screen.match.looks import EDGE_GRID, Looks, describe, read_rows
from annotator.screen.match.rarity import count_texts, weigh_icons, weigh_texts
from annotator.screen.match.reading import Reading
from annotator.screen.transitions import compare as find_transition

SIZE = (1080, 2400)
JOIN = ("Join meeting", "Meeting ID", "Your name", "Don't connect to audio", "Turn off my video", "Join")
UNIRSE = ("Unirse a reunión", "ID de la reunión", "Su nombre", "No conectar el audio", "Apagar mi video", "Unirse")
SETTINGS = ("Settings", "Network & internet", "Connected devices", "Apps", "Notifications", "Battery", "Storage")
ASK = ("Allow Zoom to record audio?", "While using the app", "Only this time", "Don't allow")


def read(
    words: Sequence[str], top: int = 200, gap: int = 240, scale: float = 1, left: int = 90, dark: bool = False
) -> Reading:
    """A screen with a text in each row."""
    texts = tuple(
        TextLine(word, Box(*(round(scale * n) for n in (left, top + gap * row, 22 * len(word), 44))), 0.99)
        for row, word in enumerate(words)
    )
    size = (round(scale * SIZE[0]), round(scale * SIZE[1]))
    return Reading.of(texts, size, (), Looks("0" * EDGE_GRID[0] * EDGE_GRID[1], (), dark))


STEPS = {"join": read(JOIN), "settings": read(SETTINGS, gap=150), "ask": read(ASK, top=900, left=300)}
COUNTS = count_texts(STEPS.values())


def put(here: Reading, there: Reading) -> Likeness:
    """Two screens side by side."""
    return compare(here, there, COUNTS, weigh_icons(here, (there, *STEPS.values())))


@pytest.mark.parametrize(
    ("here", "step"),
    [
        (read(JOIN, scale=2 / 3), "join"),
        (read(JOIN, top=330, gap=280, dark=True), "join"),
        (read(("9:41 PM", *JOIN[2:], "Privacy")), "join"),
        (read(UNIRSE), "join"),
        (read(JOIN[1:5], top=20, scale=0.7, left=400), "join"),
        (read(SETTINGS[2:], gap=170, scale=1.3), "settings"),
        (read(("Allow Zoom to recard audio?", *ASK[1:]), top=700, left=200), "ask"),
    ],
    ids=["size", "font", "version", "language", "part", "part", "misread"],
)
def test_the_step_is_the_one_with_the_same_words_or_places(here: Reading, step: str) -> None:
    certainty = {name: put(here, there).certainty for name, there in STEPS.items()}
    assert max(certainty, key=lambda name: certainty[name]) == step, certainty


@pytest.mark.parametrize("top", [200, 900], ids=["at the top", "below a picture"])
def test_another_title_is_that_of_another_screen_of_the_app(top: int) -> None:
    """Its list and its places may be the same."""
    titles = (("Ocean films", "Ocean films"), ("Ocean films", "Backup"), ("Search", "< Search"))
    screens = [[read((title, *SETTINGS[4:6]), top, gap=520) for title in pair] for pair in titles]
    same, other, usual = (put(here, there).score for here, there in screens)
    assert other < same - 3
    assert usual < same - 0.5, "many apps have it"


def test_screens_of_two_titles_contradict_each_other_more_beside_a_menu_that_names_both() -> None:
    menu, films = (
        [read((title, *SETTINGS[1:])) for title in titles]
        for titles in (SETTINGS[1:3], ("Ocean films", "Photo backup"))
    )
    assert put(*menu).contradiction > put(*films).contradiction > put(films[0], films[0]).contradiction == 0
    assert put(read(("MPEG-4 360p", *SETTINGS[1:])), read(("MPEG-4", *SETTINGS[1:]))).contradiction == 0, (
        "in part the same"
    )
    chat, part = read(("Ms. Ortiz", "Good morning", *JOIN), gap=200, scale=0.8), read(JOIN[2:], top=60)
    assert put(chat, STEPS["join"]).contradiction == put(part, STEPS["join"]).contradiction == 0, "its title is below"


def test_a_screen_without_words_has_no_header() -> None:
    assert not read(()).header.any()


def test_what_is_written_alike_in_every_language_counts() -> None:
    here = read(("27 items", "4,6 MB", "/storage/emulated", "Cancel", "Categories"))
    there = read(("9 artículos", "512 kB", "/data/app", "Abbrechen", "Kategorien"))
    assert here.kind_weights.keys() == there.kind_weights.keys() == {"count", "size", "path", "back"}
    sizes = read(("120 MB", "95 MB", "4,6 MB"))
    assert put(here, there).kinds == 1 > put(here, sizes).kinds > put(read(JOIN), sizes).kinds == 0, "of one kind alone"
    assert here.stems & there.stems == {"kate"}
    assert put(read(JOIN * 4, gap=80), STEPS["join"]).imbalance > put(read(UNIRSE), STEPS["join"]).imbalance


def test_icons_that_no_other_step_has_tell_a_screen_wherever_they_are() -> None:
    shapes = ("0f" * 8 + "f0" * 8 + "ff" * 16, "f00f" * 16, "ffff0000" * 8, "0ff0" * 16)
    grid = Looks("0" * EDGE_GRID[0] * EDGE_GRID[1], shapes[:2], dark=False)

    def draw(words: Sequence[str], left: int, looks: Looks) -> Reading:
        return replace(read(words), all_marks=(Box(left, 1700, 44, 44), Box(left, 2000, 44, 44)), looks=looks)

    here, same = draw(JOIN, 40, grid), draw(JOIN[:3], 900, grid)
    other = replace(same, looks=replace(grid, shapes=shapes[2:]))
    assert put(here, same).score > put(here, other).score + 1
    assert put(draw((), 40, grid), draw((), 40, grid)).score > put(draw((), 40, grid), draw((), 900, grid)).score + 2
    assert weigh_icons(here, (same, same, other)) == pytest.approx(2 * weigh_icons(here, (other,)) / 3)


@pytest.mark.parametrize(
    "words",
    [("Calendar", "Monday", "Tuesday", "9 a.m.", "Lunch"), ("Settings", "Paper", "Ink", "Margins"), ("Hello",), ()],
)
def test_a_foreign_screen_is_certain_of_none(words: Sequence[str]) -> None:
    assert all(put(read(words, top=380, left=500), there).certainty < 0.5 for there in STEPS.values())


@pytest.mark.parametrize(
    ("here", "found", "said"),
    [
        (read(JOIN, dark=True), "Join", ["It is in the dark theme."]),
        (read((*JOIN[:5], "Log in"), gap=290), "Log in", ["The button is called “Log in” here, and is lower."]),
        (read(UNIRSE), "Unirse", ["The screen is in another language.", "The button is called “Unirse” here."]),
        (read(JOIN, gap=340), "Join", ["What this step presses is lower here."]),
        (read(JOIN[:5]), None, ["What this step presses is not on this picture."]),
        (read((*JOIN[:5], "Storage")), None, ["What this step presses is not on this picture."]),
    ],
    ids=["theme", "renamed", "language", "lower", "absent", "another word there"],
)
def test_the_target_is_found_and_differences_are_said(here: Reading, found: str | None, said: list[str]) -> None:
    there = STEPS["join"]
    like, box = put(here, there), there.words[-1].box
    counterpart = find_target(like, TextTarget(("Join",)), box)
    assert next((word.text for word in here.words if word.box == counterpart.box), None) == found
    assert list(describe_differences(like, box, counterpart, lambda text: text)) == said


def test_what_a_screen_says_often_and_what_many_apps_say_counts_less() -> None:
    once, again, usual = (
        weigh_texts(("Ocean films",), COUNTS)[0],
        weigh_texts(("Ocean films",) * 4, COUNTS)[0],
        weigh_texts(("search",), COUNTS),
    )
    assert again == pytest.approx(once / 4)
    assert usual[0] < weigh_texts(("marina",), COUNTS)[0] / 2


def test_a_button_whose_word_is_gone_may_be_its_icon_alone() -> None:
    shape = "0f" * 8 + "f0" * 8 + "ff" * 16
    icon, moved = Box(30, 1400, 44, 44), Box(900, 120, 44, 44)
    grid = Looks("0" * EDGE_GRID[0] * EDGE_GRID[1], (shape,), dark=False)
    there, here = (
        replace(read(words), all_marks=(box,), looks=grid) for words, box in ((JOIN, icon), (JOIN[:5], moved))
    )
    found = find_target(put(here, there), TextTarget(("Join",)), there.words[-1].box)
    assert found is not None
    assert (found.kind, found.box) == ("icon", moved)
    dots = replace(here, all_marks=(Box(900, 120, 20, 60),))
    gone = find_target(put(dots, there), TextTarget(("Join",)), there.words[-1].box)
    assert gone is not None
    assert gone.box is None, "it has another form"


def test_what_is_another_word_of_the_step_is_not_the_target() -> None:
    there, here = read(("Permissions", "Ignored list", "History")), read(("Ajustes", "Permisos", "Lista de ignorados"))
    found = find_element(put(here, there), there.words[-1].box)
    assert found.box is None
    here = read(("Permisos", "Lista de ignorados", "Copia automática"))
    switch = Looks("0" * EDGE_GRID[0] * EDGE_GRID[1], ("0f" * 32,), dark=False)
    labelled = replace(here, all_marks=(Box(900, here.words[-1].box.y, 137, 60),), looks=switch)
    places = [find_element(put(one, there), there.words[-1].box).box for one in (here, labelled)]
    assert places == [here.words[-1].box, None], "the label of a switch is no button"


def test_no_private_word_is_said() -> None:
    like, box = put(read(UNIRSE), STEPS["join"]), STEPS["join"].words[-1].box
    counterpart = find_target(like, TextTarget(("Join",)), box)
    said = describe_differences(like, box, counterpart, lambda text: "")
    assert all("Unirse" not in text for text in said)


def test_screens_of_two_sizes_are_compared_as_if_equally_wide() -> None:
    """The draft and the match know by the same function that a screen was scrolled, or that something came up."""
    moved = find_transition(read(SETTINGS, gap=150), read(SETTINGS[2:], gap=150, scale=0.5))
    over = find_transition(read(SETTINGS, gap=150), read((*SETTINGS[:3], "", *ASK), gap=150, scale=1.5))
    assert (moved.kind, moved.direction, over.kind) == ("moved", "down", "over")


def test_looks_are_the_same_in_a_dark_theme_and_at_another_size() -> None:
    light = np.full((480, 240, 3), 250, np.uint8)
    light[100:140, 60:180], light[400:420, 20:40] = 90, 30
    box = Box(16, 396, 28, 28)
    one, other = (
        describe(light, (box,), (TextLine("Guardar", Box(60, 60, 120, 30), 1.0),)),
        describe(
            255 - light.repeat(2, 0).repeat(2, 1),
            (Box(32, 792, 56, 56),),
            (TextLine("Guardar", Box(120, 120, 240, 60), 1.0),),
        ),
    )
    assert (one.dark, other.dark) == (False, True)
    assert read_rows(one.shapes, 64)[0] @ read_rows(other.shapes, 64)[0] > 0.95
    assert sum(a != b for a, b in zip(one.edges, other.edges, strict=True)) < 0.05 * len(one.edges)


def test_a_light_question_over_a_dimmed_page_is_in_the_light_theme() -> None:
    page = np.full((480, 240, 3), 60, np.uint8)
    page[150:330, 20:220] = 250
    assert not describe(
        page, (), (TextLine("¿Permitir?", Box(60, 180, 120, 30), 1.0), TextLine("No", Box(60, 280, 40, 30), 1.0))
    ).dark
