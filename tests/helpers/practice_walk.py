"""Walk a practice page to its end in a real browser, as somebody would who first presses everywhere else."""

from __future__ import annotations

import random
import re
from typing import Any, Literal

Hand = Literal["touch", "mouse", "keyboard", "no script"]
HANDS: tuple[Hand, ...] = ("touch", "mouse", "keyboard", "no script")
_PLACES = """section => ({
  screen: section.querySelector('.screen').getBoundingClientRect(),
  places: Array.from(section.querySelectorAll('.place')).map(place => place.getBoundingClientRect()),
  kind: section.className, direction: section.dataset.direction || '' })"""
_FINGER_PX = 18
"""Half of the least that a place takes: see ``.place::after``."""
_OUTLINE_PX = 7
"""The outline and light around a place belong to it: whoever presses there has understood."""
_WAYS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


def walk(page: Any, address: str, hand: Hand, *, misses: int = 20) -> list[str]:
    """Press beside the place ``misses`` times in each step, then on it; return the steps in the order in which they showed.

    Raises AssertionError where a press beside goes on, where one on the place doesn't, or where focus is lost.
    """
    page.goto("about:blank")
    page.goto(address)
    begin = page.locator(".start .button")
    if hand == "keyboard":
        begin.focus()
        page.keyboard.press("Enter")
    else:
        begin.tap() if hand == "touch" else begin.click()
    seen: list[str] = []
    chance = random.Random("practice")
    while not page.url.endswith("#done"):
        number = re.search(r"#(\d+)$", page.url)
        assert number, page.url
        seen.append(number[1])
        section = page.locator(f".s{number[1]}")
        section.locator("img").evaluate("img => img.decode()")
        for _ in range(misses):
            _miss(page, section, hand, chance)
            assert re.search(rf"#{number[1]}(-(again|light|mark))?$", page.url), (
                f"{page.url} after a miss in {number[1]}"
            )
        _do(page, section, hand)
        page.wait_for_url(re.compile(rf"#(?!{number[1]}(-|$))(\d+|done)$"))
    return seen


def _miss(page: Any, section: Any, hand: Hand, chance: random.Random) -> None:
    """Press beside the place once."""
    if hand == "keyboard":
        section.locator(".wrong:visible").focus()
        page.keyboard.press("Enter")
        page.locator(":focus").wait_for(state="attached")  # else focus is lost
        return
    found = section.evaluate(_PLACES)
    screen = found["screen"]
    height = min(screen["height"], page.viewport_size["height"] - max(0, screen["y"]) - 90)
    while True:
        x, y = (screen["x"] + chance.uniform(4, screen["width"] - 4), screen["y"] + chance.uniform(4, height - 4))
        if "move" in found["kind"] or not any(_near(x, y, place) for place in found["places"]):
            break
    _press(page, x, y, hand)


def _near(x: float, y: float, place: dict[str, float]) -> bool:
    """Whether a point is on a place with its outline, as large as a finger needs it."""
    across, down = (max(place[side] / 2 + _OUTLINE_PX, _FINGER_PX) for side in ("width", "height"))
    middle = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    return abs(x - middle[0]) <= across + 1 and abs(y - middle[1]) <= down + 1


def _press(page: Any, x: float, y: float, hand: Hand) -> None:
    """A short press on the page."""
    page.touchscreen.tap(x, y) if hand == "touch" else page.mouse.click(x, y)


def _do(page: Any, section: Any, hand: Hand) -> None:
    """Do a step as it is to be done."""
    found = section.evaluate(_PLACES)
    kind = set(found["kind"].split())
    if hand == "keyboard":
        section.locator(".go" if kind & {"next", "move"} else ".place").first.focus()
        page.keyboard.press("Enter")
        if "hold" in kind:
            section.locator(".place").first.focus()
            page.keyboard.press("Enter")
    elif "next" in kind or ("move" in kind and hand in ("no script", "touch")):
        arrow = section.locator(".go")
        arrow.tap() if hand == "touch" else arrow.click()
    elif "move" in kind:
        screen, way = found["screen"], _WAYS[found["direction"]]
        x, y = screen["x"] + screen["width"] / 2, max(0, screen["y"]) + min(screen["height"], 400) / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60 * way[0], y + 60 * way[1], steps=4)
        page.mouse.up()
    else:
        place = found["places"][0]
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        if "hold" in kind and hand == "mouse":
            page.mouse.move(x, y)
            page.mouse.down()
            page.wait_for_url(re.compile(r"#\d+$"))
            section.wait_for(state="hidden")
            page.mouse.up()
            return
        for _ in range(2 if "hold" in kind and hand == "touch" else 1):
            _press(page, x, y, hand)
