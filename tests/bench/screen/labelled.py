"""Draws the labelled set: `python -m tests.bench.screen.labelled [SET]` writes tests/labelled/ anew, or one of SETS.

Every page stands there twice: in both languages, in both themes, at 100 to 300 %, as PNG or as JPEG of quality 60 to 95.
All boxes are taken from the page. `labels.json` has an object for each picture:

- `texts`: `text`, `box` (of the letters), `outline` (the element that a finger presses there, or null for a link),
  `kind` of the element (button, field, row) and `occurrence` where the text stands there several times;
- `absent`: plausible texts that do not stand there: what the page says in the other language, and words of other pages;
- `icons`: `icon` (a file of assets/icons, or one in tests/labelled/icons that was cut from another rendering of the page, at
  another scale and quality) and `boxes`; `absent_icons`: files that must not be found;
- `points`: `x` and `y` in pixels, and the `outline` of the button or field there, or of what carries a small thing there;
- `group`: which pages it is of, since the finder was made with the first of them only.

Chromium is a system program (Debian: `apt-get install chromium`).
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.bench.screen import held_out_pages, more_pages, pages
from tests.bench.screen.pages import html

OUT = Path(__file__).parents[2] / "labelled"
SETS = {"first": {"first": pages, "second": more_pages}, "held-out": {"third": held_out_pages}}
"""Pages by their groups; what is absent from a picture is taken from the pages of its set."""
SHIPPED = Path(__file__).parents[3] / "assets" / "icons"
SCALES = {"phone": (2.0, 2.625, 1.0, 3.0, 1.5), "laptop": (1.0, 1.25, 1.5, 2.0)}
QUALITIES = (80, None, 60, 90, 70, 95)
"""JPEG qualities; None is PNG."""
ALIKE = {"gear": "settings", "hand": "raise-hand", "more": "more-horizontal"}
"""Drawings in ``pages`` that look like one of the icons in assets."""
LABELS = """
() => {
  const box = r => [r.left, r.top, r.width, r.height];
  const shown = r => {
    if (r.left < 0 || r.top < 0 || r.right > innerWidth || r.bottom > innerHeight) return false;
    const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
    return top && top.closest('[data-shade]') === null ? top : null;
  };
  const texts = [];
  for (const e of document.querySelectorAll('[data-t]')) {
    const range = document.createRange();
    range.selectNodeContents(e);
    const r = range.getBoundingClientRect(), top = shown(r);
    if (!top || !(e.contains(top) || top.contains(e))) continue;
    const held = e.closest('[data-o]');
    const link = e.hasAttribute('data-link') || !held;
    const labels = held ? held.querySelectorAll('[data-t]').length : 0;
    const h = held ? held.getBoundingClientRect() : null;
    const small = h && labels === 1 && h.height < 80 && h.width < 0.97 * innerWidth;
    texts.push({text: e.innerText.replace(/\\s+/g, ' ').trim(), box: box(r), outline: link ? null : box(h),
                kind: link ? 'link' : held.dataset.kind || (small ? 'button' : 'row')});
  }
  const icons = [...document.querySelectorAll('[data-i]')].filter(e => shown(e.getBoundingClientRect())).map(
    e => ({icon: e.dataset.i, box: box(e.getBoundingClientRect())}));
  const small = [...document.querySelectorAll('[data-p]')].filter(e => shown(e.getBoundingClientRect())).map(
    e => ({box: box(e.getBoundingClientRect()), outline: box(e.closest('[data-o]').getBoundingClientRect())}));
  const drawn = [...document.querySelectorAll('[data-name]')].map(e => e.dataset.name);
  return {texts, icons, small, drawn, all: document.body.innerText};
}
"""


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in plain if character.isalnum())


def draw(browser: Browser, page: Any, lang: str, dark: bool, scale: float) -> tuple[Image.Image, dict[str, Any]]:
    context = browser.new_context(viewport={"width": page.width, "height": page.height}, device_scale_factor=scale)
    tab = context.new_page()
    tab.set_content(html(page, lang, dark))
    tab.wait_for_timeout(60)
    found: dict[str, Any] = tab.evaluate(LABELS)
    picture = Image.open(BytesIO(tab.screenshot())).convert("RGB")
    context.close()
    for item in (*found["texts"], *found["icons"], *found["small"]):
        for name in ("box", "outline"):
            if item.get(name):
                item[name] = [round(value * scale) for value in item[name]]
    return picture, found


def boxes_of(icon: str, drawn: str, items: list[dict[str, Any]]) -> list[list[int]]:
    """Where ``drawn`` stands: its shape alone for an icon of assets, with its margin for one that was cut out."""
    own = [item["box"] for item in items if item["icon"] == drawn]
    return [ink(icon, box) for box in own] if icon == drawn else own


def ink(icon: str, box: list[int]) -> list[int]:
    """Where the shape of an icon in assets lies, which is drawn in ``box`` with its margin."""
    with Image.open(SHIPPED / icon) as image:
        alpha = image.getchannel("A").point(lambda value: 255 * (value > 32))
        x0, y0, x1, y1 = alpha.getbbox() or (0, 0, image.width, image.height)
        x, y, w, h = box
        across, down = w / image.width, h / image.height
    return [x + round(x0 * across), y + round(y0 * down), round((x1 - x0) * across), round((y1 - y0) * down)]


def cut_icons(again: Image.Image, found: dict[str, Any], name: str) -> dict[str, str]:
    """Icons of the page as staff would cut them out of another screenshot, by their names on the page."""
    files: dict[str, str] = {}
    for item in found["icons"]:
        if item["icon"] not in files and len(files) < 2:
            x, y, w, h = item["box"]
            margin = round(0.12 * w)
            area = (max(0, x - margin), max(0, y - margin), x + w + margin, y + h + margin)
            file = f"{name}-{Path(item['icon']).stem}.jpg"
            again.crop(area).save(OUT / "icons" / file, quality=85)
            files[item["icon"]] = file
    return files


def numbered(texts: list[dict[str, Any]]) -> None:
    """Adds which of several equal texts each is, in reading order."""
    for item in texts:
        same = [other for other in texts if fold(other["text"]) == fold(item["text"])]
        same.sort(key=lambda other: (other["box"][1], other["box"][0]))
        item["occurrence"] = same.index(item) + 1 if len(same) > 1 else None


def points(texts: list[dict[str, Any]], small: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """The middles of small things, and two places in every button and field, away from its edge."""
    found = []
    for item in small:
        x, y, w, h = item["box"]
        found.append({"x": x + w // 2, "y": y + h // 2, "outline": item["outline"]})
    for item in texts:
        if item["kind"] in ("button", "field"):
            x, y, w, h = item["outline"]
            for _ in range(2):
                place = {"x": x + round(w * chance.uniform(0.12, 0.88)), "y": y + round(h * chance.uniform(0.2, 0.8))}
                found.append(place | {"outline": item["outline"]})
    return found


def absent_icons(label: dict[str, Any], cuts: dict[str, list[str]], chance: random.Random) -> list[str]:
    drawn = set(label["drawn"]) | {ALIKE[name] for name in label["drawn"] if name in ALIKE}
    shipped = [path.name for path in sorted(SHIPPED.glob("*.png")) if path.stem not in drawn]
    others = [file for name, files in cuts.items() if name not in drawn and name not in drawn for file in files]
    return chance.sample(shipped, min(4, len(shipped))) + chance.sample(sorted(others), min(2, len(others)))


def render(name_of_set: str) -> list[dict[str, Any]]:
    (OUT / "icons").mkdir(parents=True, exist_ok=True)
    labels: list[dict[str, Any]] = []
    cuts: dict[str, list[str]] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]
        )
        every = [(page, group) for group, module in SETS[name_of_set].items() for page in module.PAGES]
        for number, ((page, group), second) in enumerate((entry, n) for entry in every for n in (False, True)):
            dark, lang = second ^ bool(number // 2 % 2), "en" if second else "es"
            kind = "phone" if page.width < 600 else "laptop"
            scale, quality = SCALES[kind][number % len(SCALES[kind])], QUALITIES[number % len(QUALITIES)]
            picture, found = draw(browser, page, lang, dark, scale)
            again, elsewhere = draw(browser, page, lang, dark, scale * (1.5 if scale < 2 else 0.6))
            name = f"{page.name}-{lang}-{'dark' if dark else 'light'}"
            file = name + (".jpg" if quality else ".png")
            save(picture, OUT / file, quality)
            files = cut_icons(again, elsewhere, name)
            for icon, cut in files.items():
                cuts.setdefault(Path(icon).stem, []).append(cut)
            numbered(found["texts"])
            icons = [
                {"icon": icon, "boxes": boxes_of(icon, drawn, found["icons"])}
                for drawn in dict.fromkeys(item["icon"] for item in found["icons"])
                for icon in (drawn if drawn.endswith(".png") else None, files.get(drawn))
                if icon
            ]
            labels.append(
                {"file": file, "page": page.name, "group": group, "lang": lang, "dark": dark}
                | {"scale": scale, "quality": quality, "texts": found["texts"], "icons": icons}
                | {
                    "points": points(found["texts"], found["small"], random.Random(number)),
                    "drawn": found["drawn"],
                    "all": found["all"],
                }
            )
        browser.close()
    return completed(labels, cuts)


def completed(labels: list[dict[str, Any]], cuts: dict[str, list[str]]) -> list[dict[str, Any]]:
    """With what is absent on each picture; without what only served to know that."""
    pool = sorted({item["text"] for label in labels for item in label["texts"]})
    for number, label in enumerate(labels):
        chance = random.Random(number)
        sister = next(other for other in labels if other["page"] == label["page"] and other is not label)
        translated = [item["text"] for item in sister["texts"]]
        page = fold(label["all"])
        others = chance.sample(pool, 40)
        absent = [text for text in (*translated, *others) if fold(text) not in page]
        label["absent"] = list(dict.fromkeys(absent))[:24]
        label["absent_icons"] = absent_icons(label, cuts, chance)
    return [{name: value for name, value in label.items() if name not in ("all", "drawn")} for label in labels]


def save(picture: Image.Image, path: Path, quality: int | None) -> None:
    if quality:
        picture.save(path, quality=quality, optimize=True)
    else:
        picture.save(path, optimize=True)


def remove(labels: list[dict[str, Any]]) -> None:
    """Deletes the pictures of ``labels``, and the icons that were cut for them."""
    for label in labels:
        (OUT / label["file"]).unlink(missing_ok=True)
        for icon in (OUT / "icons").glob(f"{Path(label['file']).stem}-*.jpg"):
            icon.unlink()


if __name__ == "__main__":
    path = OUT / "labels.json"
    every = json.loads(path.read_text(encoding="utf-8"))
    for name_of_set in sys.argv[1:] or SETS:
        remove([label for label in every if label["group"] in SETS[name_of_set]])
        every = [label for label in every if label["group"] not in SETS[name_of_set]] + render(name_of_set)
    lines = ",\n".join(json.dumps(label, ensure_ascii=False) for label in every)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(len(every), "pictures")  # noqa: T201
