"""Check every kind of page against WCAG 2.1 A and AA, as far as programs can, and its HTML.

What axe finds at 320, 640 (1280 at 200 %), 768 and 1366 pixels, and what `tests.helpers.access` judges besides: reflow, spacing,
a phone on its side, letters of 200 %, the rims of fields, and a walk through all of the page by Tab, on a computer and on a
phone. The HTML is judged by html-validate, from npm, as files and, of the editor, as the browser has it::

    python -m tests.bench.access.check SITE PACK [WORDS]

``SITE`` is what ``annotator site`` wrote, ``PACK`` a pack; ``WORDS`` limits the pages to those with one of them in their path.
The editor is opened in both languages on a copy of a shipped tutorial. Each place is listed once; nothing is found in any.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.edit.web.access import find_running
from tests.helpers import access
from tests.helpers.chromium import running_chromium
from tests.helpers.editor_windows import FAST_VOICES, PATIENCE_MS
from tests.helpers.live_editor import running
from tests.helpers.visits import Visit, serve

WIDTHS = (320, 640, 768, 1366)
PRACTICE_STATES = ("", "#1", "#1-light", "#2-mark", "#done")
VIEWS = ("", "new", "t/{}/step/1", "t/{}/step/about", "t/{}/check", "t/{}/share", "website", "answer", "memory")
RULES = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y"],
    # A `pre` that is scrolled needs a role, HTML allows a label on `audio`, and a button's type is only a recommendation.
    "rules": {
        "prefer-native-element": "off",
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
        "no-implicit-button-type": "off",
    },
}


def validate(files: Sequence[Path]) -> list[str]:
    """What html-validate finds in these files."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "rules.json"
        config.write_text(json.dumps(RULES), encoding="utf-8")
        told = Path(folder) / "told.json"  # a pipe would lose what is longer than its buffer
        command = ["npx", "--yes", "html-validate@10.17.0", "--config", str(config), "--formatter", f"json={told}"]
        subprocess.run([*command, *map(str, files)], check=False)
        found = json.loads(told.read_text(encoding="utf-8"))
    return [f"{Path(file['filePath']).name}: {each['message']}" for file in found for each in file["messages"]]


def check(page: Any, *, phone: bool = True) -> list[str]:
    """What is wrong on a page, and on the ways through it by keys."""
    wrong = access.faults(page, *WIDTHS, phone=phone)
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        wrong += [f"{width} px: {fault}" for fault in access.walk(page)]
    return wrong


def walk_files(browser: Any, folder: Path, words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each page of a folder with what is wrong on it."""
    with serve(folder) as address:
        for file in sorted(folder.rglob("*.html")):
            path = file.relative_to(folder).as_posix()
            if words and not any(word in path for word in words):
                continue
            for state in PRACTICE_STATES if file.name == "practice.html" else ("",):
                with Visit(browser, address + path + state, 1366, bypass_csp=True, reduced_motion="reduce") as visit:
                    yield path + state, check(visit.page)


def walk_editor(browser: Any, folder: Path, locale: str, kept: Path) -> Iterator[tuple[str, list[str]]]:
    """Each view of the editor with what is wrong in it; its HTML is ``kept`` in a folder."""
    with running(folder.parent) as (_, client):
        tid = client.get("/api/home")["tutorials"][0]["id"]
        page = browser.new_context(locale=locale, bypass_csp=True, reduced_motion="reduce").new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(str(find_running(folder.parent)))
        page.locator(".card").first.wait_for()
        home = page.url.partition("#")[0]
        for view in VIEWS:
            page.goto(f"{home}#/{view.format(tid)}")
            page.locator("h1, h2").first.wait_for()
            page.wait_for_timeout(2000)
            name = f"editor {locale} {view.format('1')}"
            (kept / f"{name.replace('/', '-')}.html").write_text(page.content(), encoding="utf-8")
            yield name, check(page, phone=False)
        page.context.close()


def main(site: Path, pack: Path, words: Sequence[str]) -> None:
    """Write the pages on which something is wrong, and how many there are."""
    pages = faulty = 0

    def tell(name: str, wrong: list[str]) -> None:
        nonlocal pages, faulty
        pages, faulty = pages + 1, faulty + bool(wrong)
        print(f"{name}: {'nothing' if not wrong else ''}", flush=True)
        for fault, count in Counter(wrong).items():
            print(f"  {count} × {fault}")

    with tempfile.TemporaryDirectory() as kept, running_chromium(lambda name: shutil.which(name) or name) as browser:
        for folder in (site, pack):
            for row in walk_files(browser, folder, words):
                tell(*row)
        for locale in ("es-MX", "en-US") if not words or "editor" in words else ():
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary) / "tutorials" / "zoom"
                os.environ["ANNOTATOR_DATA"] = str(Path(temporary) / "data")
                shutil.copytree("tutorials/join-class-on-zoom", folder)
                (folder.parent / "school.toml").write_text(FAST_VOICES, encoding="utf-8")
                for row in walk_editor(browser, folder, locale, Path(kept)):
                    tell(*row)
        files = [file for folder in (site, pack, Path(kept)) for file in folder.rglob("*.html")]
        tell(f"HTML of {len(files)} files", validate(files))
    print(f"{pages} pages and states, {faulty} with faults")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
