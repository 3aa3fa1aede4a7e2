"""Renders the test screens with Chromium, and labels them from the page: `python -m tests.bench.screen.screens OUT [FILE...]`.

Writes OUT/<name>.png or .jpg and OUT/labels.json: all screens, or those named. The few in tests/fixtures/screens were made
so, and are kept, so that unit tests need no browser. Chromium is a system program (Debian: `apt-get install chromium`).
"""

from __future__ import annotations

import itertools
import json
import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.bench.screen.pages import PAGES, Page

LABELS = """
() => {
  const box = r => [r.left, r.top, r.width, r.height];
  const texts = [...document.querySelectorAll('[data-t]')].map(e => {
    const range = document.createRange();
    range.selectNodeContents(e);
    const held = e.closest('[data-o]');
    const link = e.hasAttribute('data-link') || !held;
    return {text: e.innerText.replace(/\\s+/g, ' ').trim(), box: box(range.getBoundingClientRect()),
            outline: link ? null : box(held.getBoundingClientRect())};
  });
  const icons = [...document.querySelectorAll('[data-i]')].map(
    e => ({icon: e.dataset.i, box: box(e.getBoundingClientRect())}));
  const drawn = [...document.querySelectorAll('svg')].map(e => `>${e.dataset.name}<`).join('');
  return {texts, icons, drawn, all: document.body.innerText};
}
"""
SCALES = {"phone": (2.0, 2.625, 3.0, 1.0), "laptop": (1.0, 1.25, 1.5, 2.0)}
QUALITIES = (None, 60, 80, 95)
"""JPEG qualities; None is PNG."""


def html(page: Page, lang: str, dark: bool) -> str:
    body = page.body(lambda en, es: es if lang == "es" else en, dark)
    style = f"*{{box-sizing:border-box}}body{{margin:0;font-family:'{page.font}';overflow:hidden;height:100vh;position:relative}}"
    return f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><style>{style}</style>{body}'


def render(out: Path, only: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    out.mkdir(parents=True, exist_ok=True)
    labels = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]
        )
        variants = itertools.product(PAGES, ("es", "en"), (False, True))
        for number, (page, lang, dark) in enumerate(variants):
            kind = "phone" if page.width < 600 else "laptop"
            turn = number + number // 4
            scale, quality = SCALES[kind][turn % 4], QUALITIES[(turn + turn // 4) % 4]
            name = f"{page.name}-{lang}-{'dark' if dark else 'light'}" + (".jpg" if quality else ".png")
            if only and name not in only:
                continue
            context = browser.new_context(
                viewport={"width": page.width, "height": page.height}, device_scale_factor=scale
            )
            tab = context.new_page()
            tab.set_content(html(page, lang, dark))
            tab.wait_for_timeout(60)
            found = tab.evaluate(LABELS)
            picture = Image.open(BytesIO(tab.screenshot())).convert("RGB")
            context.close()
            options = {"quality": quality} if quality else {"optimize": True}
            picture.save(out / name, **options)
            labels.append({"file": name, "page": page.name, "scale": scale, "kind": kind, **_scaled(found, scale)})
        browser.close()
    (out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1), encoding="utf-8")
    return labels


def _scaled(found: dict[str, Any], scale: float) -> dict[str, Any]:
    def box(values: list[float] | None) -> list[int] | None:
        return None if values is None else [round(value * scale) for value in values]

    texts = [{"text": t["text"], "box": box(t["box"]), "outline": box(t["outline"])} for t in found["texts"]]
    icons = [{"icon": i["icon"], "box": box(i["box"])} for i in found["icons"]]
    return {"texts": texts, "icons": icons, "drawn": found["drawn"], "all": found["all"]}


if __name__ == "__main__":
    print(len(render(Path(sys.argv[1]), tuple(sys.argv[2:]))), "screens")  # noqa: T201
