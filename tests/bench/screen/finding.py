"""Measures `find` on the labelled set: `python -m tests.bench.screen.finding [--report FILE] [NAME...]`.

Prints hits and false hits of texts, IoU of outlines and of points, hits and false hits of icons, and CPU seconds, for
the pages that the finder was made with and for those that it was not. NAMEs choose pictures whose file name begins so.
Every failure goes to the report, by its category.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from annotator import assets
from annotator.cache import Cache
from annotator.model import Box, Found, IconTarget, PointTarget, Query, TextLine, TextTarget
from annotator.screen import boxes, ocr
from annotator.screen.load import Picture, load
from annotator.screen.locate.targets import find

SET = Path(__file__).parents[2] / "labelled"
GROUPS = {
    "first": "pages that the finder was made with",
    "second": "other pages",
    "third": "pages drawn and measured before the last changes",
}
NEAR = 0.3
"""Least IoU of a text's or icon's box with the true one for a hit."""
GOOD = 0.75
"""An outline below this is listed in the report."""


@dataclass
class Tally:
    """What was counted in one group of pictures."""

    counts: Counter[str] = field(default_factory=Counter)
    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[tuple[str, str, str]] = field(default_factory=list)

    def fail(self, category: str, file: str, what: str) -> None:
        self.failures.append((category, file, what))

    def rate(self, part: str, whole: str) -> str:
        done, asked = self.counts[part], self.counts[whole]
        return f"{done}/{asked} = {done / asked:.4f}" if asked else "none asked"

    def mean(self, name: str) -> str:
        values = self.values[name]
        return f"{statistics.mean(values):.3f} of {len(values)}" if values else "none"


ICONS: Final = tuple(IconTarget(path.name) for path in sorted(assets.root().glob("assets/icons/*.png")))[:10]


def icon_path(name: str) -> Path | None:
    own = SET / "icons" / name
    return own if own.exists() else assets.asset("icons", name)


class Looking:
    """One picture with its label, read once, asked many times."""

    def __init__(self, label: dict[str, Any], picture: Picture, texts: tuple[TextLine, ...]) -> None:
        self.label, self.picture, self.texts = label, picture, texts

    @property
    def file(self) -> str:
        return str(self.label["file"])

    def find(self, *targets: Any) -> tuple[Found, ...]:
        return find(self.picture, self.texts, [Query(target) for target in targets], icon_path)


def judge_texts(look: Looking, tally: Tally) -> None:
    items = look.label["texts"]
    for item, found in zip(
        items, look.find(*(TextTarget((item["text"],), item["occurrence"]) for item in items)), strict=True
    ):
        truth = Box(*item["box"])
        tally.counts["texts"] += 1
        boxes_seen = () if found.box is None else (found.box,) if item["occurrence"] else (found.box, *found.others)
        if not any(boxes.iou(box, truth) > NEAR for box in boxes_seen):
            seen = "nothing" if found.box is None else f"{found.matched!r} elsewhere"
            tally.fail(
                "text missed", look.file, f"{item['text']!r} #{item['occurrence'] or 1}: {seen}, near {found.nearest}"
            )
            continue
        tally.counts["hits"] += 1
        if not item["occurrence"] and boxes.iou(boxes_seen[0], truth) <= NEAR:
            tally.counts["ambiguous"] += 1
            continue
        assert found.outline is not None
        judge_outline(look, item, found.outline, tally)
    for text, found in zip(
        look.label["absent"], look.find(*(TextTarget((text,)) for text in look.label["absent"])), strict=True
    ):
        tally.counts["absent"] += 1
        if found.box is not None:
            tally.counts["false"] += 1
            tally.fail("false text", look.file, f"{text!r} as {found.matched!r} ({found.score})")


def judge_outline(look: Looking, item: dict[str, Any], outline: Box, tally: Tally) -> None:
    if item["outline"] is None:
        truth = Box(*item["box"])
        fits = boxes.intersection(outline, truth) > 0.9 * truth.w * truth.h
        tally.counts["links"] += 1
        tally.counts["links held"] += fits
        if not fits:
            tally.fail("link not held", look.file, f"{item['text']!r}: {outline}, text {truth}")
        return
    iou = boxes.iou(outline, Box(*item["outline"]))
    tally.values[f"outlines of {item['kind']}s"].append(iou)
    tally.values["outlines"].append(iou)
    if iou < GOOD:
        tally.fail(
            f"outline of {item['kind']}", look.file, f"{item['text']!r} IoU {iou:.2f}: {outline} for {item['outline']}"
        )


def judge_points(look: Looking, tally: Tally) -> None:
    width, height = look.picture.width, look.picture.height
    places = look.label["points"]
    targets = [PointTarget(100 * place["x"] / width, 100 * place["y"] / height) for place in places]
    for place, found in zip(places, look.find(*targets), strict=True):
        assert found.outline is not None
        iou = boxes.iou(found.outline, Box(*place["outline"]))
        tally.values["points"].append(iou)
        if iou < GOOD:
            tally.fail(
                "point",
                look.file,
                f"({place['x']}, {place['y']}) IoU {iou:.2f}: {found.outline} for {place['outline']}",
            )


def framed(ink: Box) -> Box:
    """The ink of an icon with what is bare beside a thin one: nobody presses dots that are 2 pixels wide."""
    longer = max(ink.w, ink.h)
    w, h = max(ink.w, round(0.8 * longer)), max(ink.h, round(0.8 * longer))
    return Box(ink.x - (w - ink.w) // 2, ink.y - (h - ink.h) // 2, w, h)


def judge_icons(look: Looking, tally: Tally) -> None:
    items, absent = look.label["icons"], look.label["absent_icons"]
    founds = look.find(*(IconTarget(item["icon"]) for item in items), *(IconTarget(name) for name in absent))
    for item, found in zip(items, founds, strict=False):
        kind = "shipped icons" if item["icon"].endswith(".png") else "cut icons"
        seen = () if found.box is None else (found.box, *found.others)
        inks = [Box(*box) for box in item["boxes"]]
        # annotator's own icons are found as their ink, a cut-out icon with what is bare beside it.
        truths = [*inks, *map(framed, inks)]
        right = [box for box in seen if any(boxes.iou(box, truth) > NEAR for truth in truths)]
        tally.counts[kind] += 1
        tally.counts[f"{kind} hit"] += len(right) == len(seen) > 0
        if len(right) < len(seen):
            tally.counts["icons in wrong places"] += 1
            tally.fail("icon in a wrong place", look.file, f"{item['icon']} at {seen} ({found.score}) for {truths}")
        elif not seen:
            tally.fail(f"{kind} missed", look.file, f"{item['icon']} {truths}")
    for name, found in zip(absent, founds[len(items) :], strict=True):
        tally.counts["absent icons"] += 1
        if found.box is not None:
            tally.counts["false icons"] += 1
            tally.fail("false icon", look.file, f"{name} at {found.box} ({found.score})")


def judge(labels: list[dict[str, Any]], tally: Tally) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for label in labels:
            picture = load(SET / label["file"])
            texts = timed(tally, "read", lambda picture=picture: ocr.read_texts(picture, Cache(Path(folder))))
            look = Looking(label, picture, texts)
            words = [TextTarget((item["text"],)) for item in label["texts"]][:10]
            if words:
                timed(tally, "one query", lambda look=look, words=words: look.find(words[0]))
                timed(tally, "ten queries", lambda look=look, words=words: look.find(*(words * 10)[:10]))
            timed(tally, "one icon", lambda look=look: look.find(ICONS[0]))
            timed(tally, "ten icons", lambda look=look: look.find(*ICONS))
            judge_texts(look, tally)
            judge_points(look, tally)
            timed(tally, "all icons", lambda look=look: judge_icons(look, tally))


def timed(tally: Tally, what: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    result = work()
    tally.values[f"seconds: {what}"].append(time.process_time() - start)
    return result


def lines(name: str, count: int, tally: Tally) -> list[str]:
    kinds = ", ".join(f"{kind} {tally.mean(f'outlines of {kind}')}" for kind in ("buttons", "fields", "rows"))
    times = ("read", "one query", "ten queries", "one icon", "ten icons", "all icons")
    icons = tally.values["seconds: one icon"], tally.values["seconds: ten icons"]
    more = max((ten - one for one, ten in zip(*icons, strict=True)), default=0.0)
    astray = tally.counts["icons in wrong places"]
    return [
        f"{name}: {count} pictures",
        f"  texts            {tally.rate('hits', 'texts')}, among several places {tally.counts['ambiguous']}",
        f"  false texts      {tally.rate('false', 'absent')}",
        f"  outlines         mean IoU {tally.mean('outlines')} ({kinds})",
        f"  links held       {tally.rate('links held', 'links')}",
        f"  points           mean IoU {tally.mean('points')}",
        f"  shipped icons    {tally.rate('shipped icons hit', 'shipped icons')}",
        f"  cut icons        {tally.rate('cut icons hit', 'cut icons')}",
        f"  false icons      {tally.rate('false icons', 'absent icons')}, in wrong places {astray}",
        "  CPU seconds      " + ", ".join(f"{what} {tally.mean(f'seconds: {what}')}" for what in times),
        f"                   ten icons at most {more:.2f} more than one",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    labels = json.loads((SET / "labels.json").read_text(encoding="utf-8"))
    labels = [label for label in labels if not options.names or label["file"].startswith(tuple(options.names))]
    load_reader(labels)
    report: list[str] = []
    for group_name, name in GROUPS.items():
        group = [label for label in labels if label["group"] == group_name]
        if not group:
            continue
        tally = Tally()
        judge(group, tally)
        sys.stdout.write("\n".join(lines(name, len(group), tally)) + "\n")
        report += [*lines(name, len(group), tally), ""]
        for category, number in Counter(failure[0] for failure in tally.failures).most_common():
            report.append(f"{category}: {number}")
            report += [f"  {file}: {what}" for kind, file, what in sorted(tally.failures) if kind == category]
    if options.report:
        options.report.write_text("\n".join(report) + "\n", encoding="utf-8")


def load_reader(labels: list[dict[str, Any]]) -> None:
    """Loads the reader before anything is timed, and says what that took."""
    start = time.process_time()
    ocr.recognize(load(SET / labels[0]["file"]).pixels[:64, :64])
    sys.stdout.write(f"loading the reader took {time.process_time() - start:.2f} CPU seconds\n")


if __name__ == "__main__":
    main()
