"""Measures icons on screens that the finder was not made with: `python -m tests.bench.screen.icons SVGS [FIRST] [COUNT]`.

SVGS is a folder where `npm i @material-symbols/svg-400 lucide-static` put its node_modules. Every screen has icons of
both families, at 14 to 40 CSS pixels, on plain and coloured grounds, gradients and noise, light and dark, at 100 to 300 %,
as PNG or JPEG 50 to 95, among texts with dots and signs. Asked are icons of assets and cuts of the others, taken
from another drawing at half to twice the size: those that are there, and those that are not, siblings first.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from annotator import assets
from annotator.cache import Cache
from annotator.model import Box, IconTarget, Query
from annotator.screen import ocr
from annotator.screen.load import load
from annotator.screen.locate.targets import find

SHIPPED = {
    "back": "arrow_back", "camera": "videocam-fill", "camera-off": "videocam_off-fill", "chat": "chat-fill",
    "menu": "menu", "mic": "mic-fill", "mic-off": "mic_off-fill", "more": "more_vert", "more-horizontal": "more_horiz",
    "plus": "add", "raise-hand": "back_hand-fill", "settings": "settings-fill", "share": "share-fill",
}  # fmt: skip
"""Icons of assets, and the drawings that they were made from."""
SYMBOLS = """
arrow_forward arrow_upward close remove list drag_handle ios_share tune photo_camera-fill call-fill chat_bubble-fill
pan_tool-fill front_hand-fill apps hub-fill add_circle add_box-fill search send-fill home-fill star star-fill wifi
person-fill group-fill lock-fill download mail-fill notifications-fill notifications_off-fill refresh check delete-fill
edit-fill volume_up-fill volume_off-fill mic_external_on-fill sort format_align_left chevron_left chevron_right image-fill
"""
LINES = """
mic mic-off video video-off message-square bell bell-off x house lock phone search send trash-2 user users wifi wifi-off
volume-2 volume-x arrow-right arrow-up list camera image download upload bookmark heart star pencil globe
"""
LIKE = {
    "mic": ["mic_external_on-fill"], "chat": ["chat_bubble-fill"], "menu": ["sort", "format_align_left", "list"],
    "share": ["hub-fill"], "plus": ["add_circle", "add_box-fill"], "raise-hand": ["pan_tool-fill", "front_hand-fill"],
}  # fmt: skip
"""Drawings that people would call by the same name: to find them is neither right nor wrong."""
WORDS = "Tap … to see more… Loading… i.e. a+b, <back> = 5:30 ||| Join a meeting... Lista • de • clases — no, sí: x × + - ..."


@dataclass(frozen=True)
class Drawn:
    """An icon on a screen: its drawing (``m:`` or ``l:`` and a name), its square there, and how it is coloured."""

    name: str
    x: float
    y: float
    size: float
    ink: str
    ground: str
    plain: bool

    def html(self, svgs: Path) -> str:
        """Its ground and itself."""
        pad = self.size * 0.4
        style = (
            f"left:{self.x - pad}px;top:{self.y - pad}px;width:{self.size + 2 * pad}px;height:{self.size + 2 * pad}px"
        )
        round_ = "50%" if len(self.name) % 2 else "22%"
        return (
            f'<div style="position:absolute;{style};background:{self.ground};border-radius:{round_};display:flex;'
            f'align-items:center;justify-content:center">{svg(svgs, self.name, self.size, self.ink)}</div>'
        )


def svg(svgs: Path, name: str, size: float, ink: str) -> str:
    family, drawing = name.split(":")
    folder = "@material-symbols/svg-400/rounded" if family == "m" else "lucide-static/icons"
    text = (svgs / "node_modules" / folder / f"{drawing}.svg").read_text(encoding="utf-8")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r'(?<=[\s])(width|height)="[\d.]+"', f'\\1="{size}"', text, count=2)
    paint = f"fill:{ink}" if family == "m" else f"color:{ink}"
    return text.replace("<svg", f'<svg style="{paint};flex:none"', 1)


def noise(chance: random.Random) -> str:
    """A busy ground: many soft ellipses, as in a photo out of focus."""
    spots = [
        f"radial-gradient(ellipse {chance.randint(10, 60)}px {chance.randint(8, 40)}px at {chance.randint(0, 100)}% "
        f"{chance.randint(0, 100)}%, hsl({chance.randint(0, 359)} 40% {chance.randint(20, 75)}%), transparent)"
        for _ in range(40)
    ]
    return ",".join(spots) + ",#766"


def screen(number: int) -> tuple[str, list[Drawn], tuple[int, int]]:
    """The markup around the icons, the icons, and the size in CSS pixels; every second is dark."""
    chance = random.Random(number)
    dark = number % 2 == 1
    width, height = chance.choice([(360, 740), (412, 860), (900, 600), (1280, 720)])
    bg, fg = ("#17181a", "#e8e8ea") if dark else chance.choice([("#ffffff", "#202124"), ("#f3f4f6", "#3c4043")])
    body = f'<body style="margin:0;background:{bg};color:{fg};font-family:Roboto;overflow:hidden">'
    for row in range(height // 130):
        size = chance.choice((12, 14, 16, 20))
        words = " ".join(chance.choices(WORDS.split(), k=9))
        style = f"position:absolute;left:16px;top:{130 * row + 96}px;font-size:{size}px;white-space:nowrap"
        body += f'<div style="{style}">{words}</div>'
    band = noise(chance)
    body += (
        f'<div style="position:absolute;left:0;top:{height - 130}px;width:100%;height:130px;background:{band}"></div>'
    )
    names = [f"m:{name}" for name in chance.sample(sorted(SHIPPED.values()), 6)]
    names += [f"m:{name}" for name in chance.sample(SYMBOLS.split(), 9)] + [
        f"l:{name}" for name in chance.sample(LINES.split(), 8)
    ]
    chance.shuffle(names)
    cells = [(x, y) for y in range(24, height - 60, 130) for x in range(26, width - 60, 66)]
    drawn = []
    for name, (x, y) in zip(names, chance.sample(cells, min(len(cells), len(names))), strict=False):
        size = chance.choice((14, 16, 18, 20, 24, 24, 24, 28, 32, 40))
        kind, hue = chance.random(), chance.randint(0, 359)
        ink, ground, plain = fg, "none", y < height - 170
        if kind > 0.55:
            ink, ground, plain = "#fff", f"hsl({hue} 70% 38%)", True
        elif kind > 0.45:
            ink, ground, plain = "#fff", f"linear-gradient(135deg,hsl({hue} 80% 45%),hsl({hue + 60} 80% 30%))", False
        elif not plain:
            ink = "#fff"
        drawn.append(Drawn(name, x + chance.random(), y + chance.random(), size, ink, ground, plain))
    return body, drawn, (width, height)


def shot(browser: Browser, body: str, size: tuple[int, int], scale: float) -> Image.Image:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=scale)
    tab = context.new_page()
    tab.set_content(f"<!doctype html><meta charset=utf-8>{body}")
    picture = Image.open(BytesIO(tab.screenshot())).convert("RGB")
    context.close()
    return picture


@dataclass(frozen=True)
class Asked:
    """A question: the icon's file, where the icon is (none: nowhere), and what else may be seen without blame."""

    path: Path
    truths: tuple[Box, ...]
    excused: tuple[Box, ...]


def square(item: Drawn, scale: float) -> Box:
    return Box(round(item.x * scale), round(item.y * scale), round(item.size * scale), round(item.size * scale))


def asked(browser: Browser, svgs: Path, out: Path, number: int) -> tuple[Path, list[Asked]]:
    chance = random.Random(1000 + number)
    body, drawn, size = screen(number)
    scale = chance.choice((1.0, 1.25, 1.5, 2.0, 2.625, 3.0)) if size[0] < 600 else chance.choice((1.0, 1.25, 1.5, 2.0))
    whole = body + "".join(item.html(svgs) for item in drawn)
    picture = shot(browser, whole, size, scale)
    quality = chance.choice((None, 50, 60, 75, 85, 95))
    path = out / f"{number}{'.jpg' if quality else '.png'}"
    picture.save(path, **({"quality": quality} if quality else {}))
    queries = []
    there = {item.name for item in drawn}
    for name, drawing in SHIPPED.items():
        boxes = tuple(square(item, scale) for item in drawn if item.name == f"m:{drawing}")
        like = tuple(square(item, scale) for item in drawn if item.name[2:] in LIKE.get(name, ()))
        # The screen's texts have three dots, and signs: those are never icons.
        queries.append(Asked(assets.asset("icons", f"{name}.png"), boxes, like))
    other = (
        [f"m:{name}" for name in SYMBOLS.split()]
        + [f"l:{name}" for name in LINES.split()]
        + [f"m:{name}" for name in SHIPPED.values()]
    )
    absent = chance.sample(sorted(set(other) - there), 14)
    present = chance.sample([item for item in drawn if item.plain], min(7, sum(item.plain for item in drawn)))
    model = drawn[0]
    wanted = present + [Drawn(name, 0, 0, chance.choice((16, 20, 24, 32)), model.ink if model.plain else "#fff",
                              model.ground if model.plain else "#345", True) for name in absent]  # fmt: skip
    for item in wanted:
        ratio = math.exp(chance.uniform(math.log(0.55), math.log(1.8)))
        cut = out / f"{number}-{item.name.replace(':', '-')}.jpg"
        lone = Drawn(item.name, 30 + chance.random(), 30 + chance.random(), item.size, item.ink, item.ground, True)
        base = body.split(">", 1)[0] + ">"
        again = shot(browser, base + lone.html(svgs), (110, 110), scale * ratio)
        x, y, w, h = (value * scale * ratio for value in (lone.x, lone.y, lone.size, lone.size))
        margin = chance.uniform(0.02, 0.2) * w
        again.crop((round(x - margin), round(y - margin), round(x + w + margin), round(y + h + margin))).save(
            cut, quality=chance.choice((75, 85, 95))
        )
        boxes = tuple(square(one, scale) for one in drawn if one.name == item.name and item in present)
        twins = tuple(
            square(one, scale)
            for one in drawn
            if one.name[2:].removesuffix("-fill") in TWINS.get(item.name[2:].removesuffix("-fill"), ())
        )
        queries.append(Asked(cut, boxes, twins))
    return path, queries


TWINS: dict[str, tuple[str, ...]] = {
    "x": ("close",), "close": ("x",), "arrow-right": ("arrow_forward",), "arrow_forward": ("arrow-right",),
    "arrow-up": ("arrow_upward",), "arrow_upward": ("arrow-up",), "star": ("star",), "search": ("search",),
    "list": ("list", "menu"), "check": ("check",), "wifi": ("wifi",), "lock": ("lock",), "house": ("home",), "send": ("send",),
    "phone": ("call",), "call": ("phone",), "download": ("download",), "bell": ("notifications",), "upload": ("ios_share",),
}  # fmt: skip
"""Drawings of the two families that are nearly the same."""


def right(box: Box, truth: Box) -> bool:
    """Whether the middle of ``box`` is that of the drawing's square, and its size is sensible."""
    off = max(abs(box.x + box.w / 2 - truth.x - truth.w / 2), abs(box.y + box.h / 2 - truth.y - truth.h / 2))
    return off < 0.25 * truth.w and 0.4 * truth.w < max(box.w, box.h) < 1.6 * truth.w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("svgs", type=Path)
    parser.add_argument("first", type=int, nargs="?", default=0)
    parser.add_argument("count", type=int, nargs="?", default=20)
    options = parser.parse_args()
    out = options.svgs / "drawn"
    out.mkdir(exist_ok=True)
    counts: Counter[str] = Counter()
    seconds = 0.0
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-lcd-text"]
        )
        sets = [
            asked(browser, options.svgs, out, number) for number in range(options.first, options.first + options.count)
        ]
        browser.close()
    for path, queries in sets:
        picture = load(path)
        texts = ocr.read_texts(picture, Cache(out / "texts"))
        files = {query.path.name: query.path for query in queries}
        start = time.process_time()
        founds = find(picture, texts, [Query(IconTarget(query.path.name)) for query in queries], files.get)
        seconds += time.process_time() - start
        for query, found in zip(queries, founds, strict=True):
            seen = () if found.box is None else (found.box, *found.others)
            kind = "shipped" if query.path.suffix == ".png" else "cut"
            wrong = [box for box in seen if not any(right(box, truth) for truth in query.truths + query.excused)]
            counts[f"{kind} {'asked' if query.truths else 'absent'}"] += 1
            hit = any(right(box, truth) for box in seen for truth in query.truths)
            counts[f"{kind} hit"] += hit and not wrong
            if wrong:
                counts[f"{kind} {'wrong' if query.truths else 'false'}"] += 1
            if wrong or (query.truths and not hit):
                print(f"{path.name} {query.path.name}: {seen} ({found.score}) for {query.truths}")  # noqa: T201
    for kind in ("shipped", "cut"):
        number = {name: counts[f"{kind} {name}"] for name in ("hit", "asked", "wrong", "false", "absent")}
        print(  # noqa: T201
            f"{kind}: {number['hit']}/{number['asked']} hit, {number['wrong']} in wrong places, "
            f"{number['false']}/{number['absent']} false"
        )
    print(f"CPU seconds: {seconds / len(sets):.2f} for the icons of a screen")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
