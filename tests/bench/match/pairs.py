"""Draws pairs from the shipped screens: `python -m tests.bench.match.pairs OUT`; needs Chromium and Roboto.

A step's picture is the Spanish one that ships; each is drawn again as another phone may show it (`LOOKS`), photographed (in
perspective, with moiré, as JPEG 40) or inside a chat. OUT gets ``tutorials/`` (the folder to match with, Spanish pictures
alone) and ``queries/``; ``labels.json`` has for each query its kind and the steps that are right.
"""
# ruff: noqa: T201 - a program to be run by hand

from __future__ import annotations

import base64
import io
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from annotator import script

TUTORIALS: Final = Path(__file__).resolve().parents[3] / "tutorials"
SCREENS: Final = TUTORIALS / "_screens"
PHOTOS, CHATS = 60, 20
MAX_DIFFERENCE: Final = 6.0
"""Mean difference (0..255) of two steps' pictures that show one screen; a clock or a battery may differ."""
IPHONE: Final = """.status, .buttons { display: none !important } body { padding: 46px 0 26px !important }
* { font-family: Arial, Helvetica, sans-serif !important }"""
DARK: Final = "html { filter: invert(.93) hue-rotate(180deg) }"


class Look(NamedTuple):
    """How a screen is drawn: its language, its size in other words than the device's, styles, and a factor for fonts."""

    lang: str = "es"
    phone: tuple[int, int, float] | None = None
    laptop: tuple[int, int, float] | None = None
    css: str = ""
    font: float = 1.0


LOOKS: Final = {
    "theme": Look(css=DARK),
    "font": Look(font=1.25),
    "viewport": Look(phone=(412, 915, 2.625), laptop=(1280, 800, 1.0)),
    "language": Look("en"),
    "phone": Look(phone=(393, 852, 2.0), laptop=(1536, 864, 1.25), css=IPHONE),
    "several": Look("en", (393, 852, 2.0), (1536, 864, 1.25), IPHONE + DARK, 1.1),
}
_FONTS: Final = """factor => { for (const one of [...document.querySelectorAll("body *")].map(
  element => [element, parseFloat(getComputedStyle(element).fontSize)])) one[0].style.fontSize = factor * one[1] + "px"; }"""


def draw(browser: Browser, source: Path, look: Look) -> Image.Image:
    """A screen as a phone, tablet or laptop shows it."""
    sys.path.insert(0, str(SCREENS))
    from render import DEVICES, device  # the program that draws the screens that ship

    kind = device(source)
    width, height, scale = (look.laptop if kind == "laptop" else look.phone if kind == "phone" else None) or DEVICES[
        kind
    ]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    try:
        page.goto(source.resolve().as_uri())
        page.evaluate("lang => { document.documentElement.lang = lang }", look.lang)
        sized = f"html.{kind} {{ width: {width}px; height: {height}px }}"
        page.add_style_tag(content=sized + look.css)
        if look.font != 1:
            page.evaluate(_FONTS, look.font)
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    finally:
        page.close()


def photograph(image: Image.Image, seed: int) -> bytes:
    """A photo of a screen by hand: in perspective on a table, with moiré, noise and a shadow, as JPEG 40."""
    chance = np.random.default_rng(seed)
    image = image.resize((round(image.width * 1500 / max(image.size)), round(image.height * 1500 / max(image.size))))
    pixels = np.asarray(image, np.float32)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    pixels = pixels + 7 * np.sin(x / chance.uniform(1.3, 2.2) + y / chance.uniform(3, 9))[..., None]
    room = 0.12
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners * (1 - 2 * room) + room * np.array([width, height], np.float32)
    moved += chance.uniform(-0.06, 0.06, (4, 2)) * np.array([width, height])
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.uniform(-7, 7)), 1)
    moved = cv2.transform(moved[None].astype(np.float32), turn)[0]
    table = np.full((height, width, 3), chance.uniform(50, 150, 3), np.float32)
    place = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    photo: NDArray[Any] = cv2.warpPerspective(
        pixels, place, (width, height), dst=table, borderMode=cv2.BORDER_TRANSPARENT
    )
    photo = photo * (0.75 + 0.25 * x / width)[..., None] + chance.normal(0, 4, photo.shape)
    photo = cv2.GaussianBlur(np.clip(photo, 0, 255).astype(np.uint8), (0, 0), 0.7)
    data = io.BytesIO()
    Image.fromarray(photo).save(data, "JPEG", quality=40)
    return data.getvalue()


def send(browser: Browser, image: Image.Image, caption: str) -> Image.Image:
    """A screenshot of a chat in which the picture was sent."""
    data = io.BytesIO()
    image.save(data, "PNG")
    page = browser.new_page(viewport={"width": 360, "height": 780}, device_scale_factor=3)
    try:
        page.set_content(
            f"""<body style="margin:0;background:#efe6dd;font:16px Roboto">
            <div style="background:#075e54;color:#fff;padding:22px">
            ← &nbsp; Mamá de Luis <small>en línea</small></div><p style="margin:12px;padding:8px;background:#fff;width:200px">
            Buenas tardes, maestra</p><p style="margin:12px;padding:6px;background:#fff;width:270px"><img id="i" width="270">
            <br>{caption}</p><p style="position:fixed;bottom:0;left:12px;right:12px;padding:12px;background:#fff">Mensaje</p>"""
        )
        page.evaluate(
            "source => { document.getElementById('i').src = source }",
            "data:image/png;base64," + base64.b64encode(data.getvalue()).decode(),
        )
        page.wait_for_function("document.getElementById('i').complete")
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    finally:
        page.close()


def read_steps(out: Path) -> Iterator[tuple[str, int, Path, NDArray[Any]]]:
    """Lay out the folder to match with; yield each step, the HTML of its picture, and a small copy of it."""
    for folder in sorted(path.parent for path in TUTORIALS.glob("*/tutorial.md")):
        tutorial = script.read_folder(folder).tutorial
        assert tutorial is not None
        target = out / "tutorials" / folder.name
        target.mkdir(parents=True)
        shutil.copy(folder / script.SCRIPT, target)
        for icon in folder.glob("*.png"):
            if icon.stem.count(".") == 0:
                shutil.copy(icon, target)
        for number, step in enumerate(tutorial.steps, start=1):
            small = np.asarray(Image.open(folder / step.picture).convert("L").resize((90, 195)), np.float32)
            yield folder.name, number, folder / "screens" / f"{Path(step.picture).stem}.html", small


def main(out: Path) -> None:
    """Draw all queries, and write their labels."""
    flags = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]
    steps = list(read_steps(out))
    queries = out / "queries"
    queries.mkdir()
    labels: list[dict[str, Any]] = []
    with sync_playwright() as playwright:
        program = shutil.which("chromium-headless-shell")
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        sources = list({source: (name, small) for name, _, source, small in steps}.items())
        for index, (source, (name, small)) in enumerate(sources):
            right = [
                (other, number)
                for other, number, _, twin in steps
                if float(np.abs(small - twin).mean()) < MAX_DIFFERENCE
            ]
            plain = draw(browser, source, Look())
            made = {kind: draw(browser, source, look) for kind, look in LOOKS.items()}
            if index % 3 == 0 and index // 3 < CHATS:
                made["chat"] = send(browser, plain, "¿Qué aprieto?")
            if index % 3 == 1:
                made["part"] = plain.crop((0, plain.height // 4, plain.width, 3 * plain.height // 4))
            files = {f"{name}-{source.stem}-{kind}.png": kind for kind in made}
            for file, kind in files.items():
                made[kind].save(queries / file)
            if index < PHOTOS:
                files[photo := f"{name}-{source.stem}-photo.jpg"] = "photo"
                (queries / photo).write_bytes(photograph(plain, index))
            labels += [{"file": file, "kind": kind, "tutorial": name, "right": right} for file, kind in files.items()]
            print(source.stem, len(labels))
        browser.close()
    (out / "labels.json").write_text(json.dumps(labels, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
