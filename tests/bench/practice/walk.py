"""Walk the practice pages of all shipped tutorials, those of other phones, too, to their ends in a real browser, as `tests.helpers.practice_walk` does.

In both languages, by touch, mouse and keyboard and without a script, on screens 320, 360, 412 and 1366 pixels wide, with 20
presses beside the place in each step (five by keyboard, which has one other place to press). Measures also the bytes of the
pictures, whether any page asks for something that isn't beside it, and what axe says::

    python -m tests.bench.practice.walk OUT [--short] [TUTORIAL …]

``OUT`` keeps the packs: only ``practice`` is built, with the voice espeak, since nobody listens. ``--short`` walks in each way at
one width alone.
"""

from __future__ import annotations

import itertools
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.pack import build
from annotator.pack.catalogue import Options
from tests.helpers import axe
from tests.helpers.practice_walk import HANDS, Hand, walk
from tests.helpers.visits import Visit

WIDTHS, MISSES, KEY_MISSES = (320, 360, 412, 1366), 20, 5
SHIPPED = Path("tutorials")


def measure(browser: Any, page: Path, ways: Sequence[tuple[Hand, int]]) -> tuple[int, list[str]]:
    """Walk one page in these ways; return the number of steps that were walked, and what went wrong."""
    from playwright.sync_api import Error

    walked, wrong = 0, []
    for hand, width in ways:
        options = {"java_script_enabled": hand != "no script", "has_touch": hand == "touch"}
        with Visit(browser, "about:blank", width, **options) as visit:
            visit.page.set_default_timeout(60_000)
            misses = KEY_MISSES if hand == "keyboard" else MISSES
            try:
                walked += len(walk(visit.page, page.as_uri(), hand, misses=misses))
            except (AssertionError, Error) as error:
                place = visit.page.url.rpartition("/")[2]
                wrong.append(f"{hand}, {width} px: {place}: {str(error).splitlines()[0]}")
            beside = (page.parent.as_uri(), "about:", "data:")
            wrong += [f"asked for {url}" for url in visit.requests if not url.startswith(beside)]
            wrong += visit.said
    with Visit(browser, "about:blank", 360, bypass_csp=True) as visit:
        for state in ("", "#1", "#1-light", "#2-mark", "#done"):
            visit.page.goto("about:blank")
            visit.page.goto(page.as_uri() + state)
            wrong += [f"axe {state}: {violation}" for violation in axe.violations(visit.page)]
    return walked, wrong


def main(out: Path, names: Sequence[str], *, short: bool) -> None:
    """Build and walk the tutorials, and write a row for each page."""
    from playwright.sync_api import sync_playwright

    ways = list(zip(HANDS, WIDTHS, strict=True)) if short else list(itertools.product(HANDS, WIDTHS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium-headless-shell"))
        for folder in sorted(each.parent for each in SHIPPED.glob("*/tutorial.md")):
            if names and folder.name not in names:
                continue
            if not (out / folder.name).exists():
                build.build(folder, Options(out, ("es", "en"), ("practice",), "espeak"))
            for page in sorted((out / folder.name / "web").resolve().glob("*/practice*.html")):
                sizes = [file.stat().st_size for file in page.parent.glob("*-practice.jpg")]
                walked, wrong = measure(browser, page, ways)
                name = f"{folder.name} {page.parent.name}/{page.stem}"
                row = f"{name:48} {walked:4} steps, bytes {max(sizes):6} {sum(sizes):7}, {len(wrong)} wrong"
                sys.stdout.write("\n    ".join((row, *wrong)) + "\n")
                sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(Path(arguments[0]), [each for each in arguments[1:] if each != "--short"], short="--short" in arguments)
