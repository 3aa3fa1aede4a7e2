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
_HOLD_MS, _PAUSE_MS = 600, 2000
"""More than a press takes to be a long one, and than the page waits before it goes on."""
_MAX_TABS = 12
_WAYS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


def walk(page: Any, address: str, hand: Hand, *, misses: int = 20) -> list[str]:
    """Press beside the place ``misses`` times in each step, then on it; return the steps in the order in which they showed.

    The pause after a right press, in which the tick shows, is skipped. Raises AssertionError where a press beside goes on, where
    one on the place doesn't, or where focus is lost.
    """
    if hand != "no script":
        page.clock.install()
    page.goto("about:blank")
    page.goto(address)
    begin = page.locator(".start .button")
    if hand == "keyboard":
        _tab_to(page, ".start .button")
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
        if hand != "no script":
            page.clock.fast_forward(_PAUSE_MS)
        page.wait_for_url(re.compile(rf"#(?!{number[1]}(-|$))(\d+|done)$"))
    return seen


def _tab_to(page: Any, selector: str) -> None:
    """Press Tab until the focus is on an element, from wherever it is."""
    for _ in range(_MAX_TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key doesn't reach {selector} at {page.url}")


def _miss(page: Any, section: Any, hand: Hand, chance: random.Random) -> None:
    """Press beside the place once."""
    if hand == "keyboard":
        _tab_to(page, ".wrong")
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
    kind, direction = set(found["kind"].split()), found["direction"]
    if hand == "keyboard":
        if {"move", "wide"} <= kind:
            page.keyboard.press(f"Arrow{direction.title()}")
            return
        place = ".go" if kind & {"next", "move"} else ".place"
        for _ in range(2 if "hold" in kind else 1):
            _tab_to(page, place)
            page.keyboard.press("Enter")
    elif "next" in kind or ("move" in kind and hand == "no script"):
        arrow = section.locator(".go")
        arrow.tap() if hand == "touch" else arrow.click()
    elif "move" in kind:
        screen, way = found["screen"], _WAYS[direction]
        start = screen["x"] + screen["width"] / 2, max(0, screen["y"]) + min(screen["height"], 400) / 2
        if "wide" in kind and hand == "mouse":
            page.mouse.move(*start)
            page.mouse.wheel(100 * way[0], 100 * way[1])
        else:
            _drag(page, hand, start, (start[0] + 60 * way[0], start[1] + 60 * way[1]))
    else:
        place = found["places"][0]
        middle = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        if "hold" in kind and hand != "no script":
            _drag(page, hand, middle, middle, _HOLD_MS)
        else:
            _press(page, *middle, hand)


def _drag(page: Any, hand: Hand, start: tuple[float, float], end: tuple[float, float], hold_ms: int = 0) -> None:
    """Put a finger or the mouse's button down, move to ``end``, and let go after a time."""
    if hand == "mouse":
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end, steps=4)
    else:
        devtools = page.context.new_cdp_session(page)
        points = [
            (start[0] + (end[0] - start[0]) * part / 4, start[1] + (end[1] - start[1]) * part / 4) for part in range(5)
        ]
        for at, (x, y) in enumerate(points):
            event = {"type": "touchMove" if at else "touchStart", "touchPoints": [{"x": x, "y": y}]}
            devtools.send("Input.dispatchTouchEvent", event)
    if hold_ms:
        page.clock.fast_forward(hold_ms)
    page.mouse.up() if hand == "mouse" else devtools.send(
        "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}
    )
