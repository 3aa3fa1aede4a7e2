"""Walk a site from disk in a real browser, as on a computer without internet: gallery, film, each step's voice, practice.

::

    annotator site tutorials -o CARD --offline
    python -m tests.bench.practice.card CARD

Each page is reached by pressing what leads there; a row says how many films, voices and practice steps played. Whatever is asked
for outside of ``CARD``, and whatever the browser complains of, is wrong. So are a name that a card formatted with FAT or an
Android phone can't have, or has already in other letters, and files for players that don't sort in the order of the steps. What
phones do with pages on a card can't be tried here.
"""

import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from annotator.pages.card_folder import CARD
from tests.helpers.practice_walk import walk
from tests.helpers.visits import Visit

_SAFE_NAME = re.compile(
    r"(?!(con|prn|aux|nul|(com|lpt)[0-9])(\.|$))[a-z0-9_.-]{0,99}[a-z0-9_-]", re.IGNORECASE | re.ASCII
)
_STEP = re.compile(r"-(?:paso|step)-(\d+)")
_PLAY = """async media => {
  media.muted = true;
  await media.play();
  for (let n = 0; n < 100 && !media.currentTime; n++) await new Promise(done => setTimeout(done, 50));
  media.pause();
  return media.currentTime > 0;
}"""


def measure(browser: Any, card: Path, page: Path) -> str:
    """Walk one tutorial in one language, and say what played and what was wrong."""
    lang, place = page.parent.name, page.relative_to(card).as_posix()
    with Visit(browser, f"{(card / 'index.html').as_uri()}#{lang}", 1366) as visit:
        visit.page.locator(f'a[href="{place}"]').first.click()
        visit.page.wait_for_url(re.compile(re.escape(page.as_uri())))
        media = visit.page.locator("video, audio")
        played = [media.nth(number).evaluate(_PLAY) for number in range(media.count())]
        pictures = visit.page.locator("main img")
        shown = [
            pictures.nth(n).evaluate("img => (img.loading = 'eager', img.decode().then(() => true))")
            for n in range(pictures.count())
        ]
        steps = walk(visit.page, (page.parent / "practice.html").as_uri(), "mouse", misses=2)
        wrong = [f"asked for {url}" for url in visit.requests if not url.startswith((card.as_uri(), "about:", "data:"))]
        wrong += visit.said
    row = f"{place:45} {sum(played)}/{len(played)} films and voices, {len(shown)} pictures, {len(steps)} practice steps"
    return "\n    ".join((f"{row}, {len(wrong)} wrong", *wrong))


def check_names(card: Path) -> str:
    """Say how many names there are, and which are wrong."""
    paths = [path.relative_to(card) for path in card.rglob("*")]
    folded = Counter(path.as_posix().casefold() for path in paths)
    wrong = [
        str(path) for path in paths if not _SAFE_NAME.fullmatch(path.name) or folded[path.as_posix().casefold()] > 1
    ]
    for folder in (card / CARD).iterdir():
        steps = [
            int(number) for name in sorted(file.name for file in folder.iterdir()) for number in _STEP.findall(name)
        ]
        wrong += [] if steps == sorted(steps) != [] else [f"{folder.name} plays in another order: {steps}"]
    return "\n    ".join((f"{len(paths)} names, {len(wrong)} wrong", *wrong))


def main(card: Path) -> None:
    """Walk all pages of a site, and write a row for each."""
    sys.stdout.write(check_names(card) + "\n")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium-headless-shell"))
        for page in sorted(card.glob("*/*/practice.html")):
            sys.stdout.write(measure(browser, card, page.with_name("index.html")) + "\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
