"""Draws the screenshots of the shipped tutorials from their HTML.

    python tutorials/_screens/render.py [FOLDER...]

Without a folder, every tutorial's. ``screens/NAME.html`` becomes ``NAME.png`` in the first language of ``LANGUAGES``
that stands in it, and ``NAME.LANG.png`` in each further one. Without a folder, also the face for the title card.
Needs Chromium, Roboto and the development tools.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

LANGUAGES = ("es", "en", "pt")
"""The base picture is Spanish: a language without its own screens, such as Mixtec, meets Spanish phones."""
DEVICES = {
    "phone": (360, 780, 3.0),
    "tablet": (800, 1280, 1.5),
    "laptop": (1366, 768, 1.5),
    "portrait": (240, 240, 2.0),
    "photo": (360, 450, 3.0),
    "outside": (480, 350, 3.0),
}
"""Width and height in CSS pixels, and pixels of the screenshot for each of them."""
COLORS = 256
"""Screens are flat: as many colours as a palette takes keep letters smooth, and the files small."""
TUTORIALS = Path(__file__).resolve().parent.parent
ROSA = TUTORIALS / "_screens" / "rosa.html"
"""The help person of the invented school; it becomes ``tutorials/rosa.png``."""

Draw = Callable[[Path, str], Image.Image]


def device(source: Path) -> str:
    """The device that a screen is for: the class of its ``<html>``."""
    match = re.search(r'<html[^>]*\bclass="([a-z]+)"', source.read_text(encoding="utf-8"))
    if match is None or match[1] not in DEVICES:
        raise SystemExit(
            f'{source}: the page has no device. Write <html lang="es" class="phone">, or another one of: {", ".join(DEVICES)}.'
        )
    return match[1]


def pictures(source: Path) -> Iterator[tuple[str, Path]]:
    """Each language in which a screen is drawn, with the PNG that it becomes."""
    body = source.read_text(encoding="utf-8").partition("<body")[2]
    languages = [lang for lang in LANGUAGES if f'lang="{lang}"' in body] or [LANGUAGES[0]]
    for lang in languages:
        suffix = ".png" if lang == languages[0] else f".{lang}.png"
        yield lang, source.parent.parent / (source.stem + suffix)


def sources(folder: Path) -> list[Path]:
    """The screens of one tutorial, in order."""
    return sorted((folder / "screens").glob("*.html"))


def need(program: str, package: str) -> str:
    """The path of a system program; ends with what to install where there is none."""
    path = shutil.which(program)
    if path is None:
        raise SystemExit(f"The program {program} is not installed. On Debian: apt install {package}")
    return path


def has_roboto() -> bool:
    """Whether this computer has the typeface of Android: another one would move every letter."""
    command = [need("fc-match", "fontconfig"), "--format=%{family}", "Roboto"]
    return "Roboto" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


@contextmanager
def drawing() -> Iterator[Draw]:
    """A function that draws one screen in one language, in RGB. Chromium stays open meanwhile."""
    flags = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=need("chromium-headless-shell", "chromium-headless-shell"), args=flags
        )

        def draw(source: Path, lang: str) -> Image.Image:
            width, height, scale = DEVICES[device(source)]
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
            try:
                page.goto(source.resolve().as_uri())
                page.evaluate("lang => { document.documentElement.lang = lang }", lang)
                return Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            finally:
                page.close()

        try:
            yield draw
        finally:
            browser.close()


def save(image: Image.Image, target: Path) -> None:
    """Write a screen as a small PNG."""
    flat = image.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(target, optimize=True)


def main(arguments: list[str]) -> None:
    """Draw the screens of the named tutorials, or of all; print what was written."""
    if not has_roboto():
        raise SystemExit("The typeface Roboto is not installed. On Debian: apt install fonts-roboto")
    folders = [Path(argument) for argument in arguments] or sorted(path.parent for path in TUTORIALS.glob("*/screens"))
    pages = [] if arguments else [ROSA]
    for folder in folders:
        if not sources(folder):
            raise SystemExit(f"{folder}: there are no screens/*.html to draw. Name a tutorial's folder.")
        pages += sources(folder)
    with drawing() as draw:
        for source in pages:
            for lang, target in pictures(source):
                save(draw(source, lang), target)
                print(target, f"{target.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
