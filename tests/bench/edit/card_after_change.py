"""How long a change of target takes until its new enlarged card is there, against drawing that card alone in one process.

    python -m tests.bench.edit.card_after_change [TUTORIAL…]

On each step of the shipped tutorials three things are clicked in turn (`PictureReader.point`), and three others are taken
from the list of items; the step gets the target, and its card is asked for from the warm child (`PictureReader.draw_card`).
The other side draws the very same card, already planned, in this process: it decodes the picture, covers what is private,
draws, sets the caption, and encodes the JPEG. Both sides take turns. Printed are the ratios on the clock and in CPU seconds,
and the peak memory.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from annotator import assets, script
from annotator.cache import Cache
from annotator.edit.pointing.card_previews import CardPreviews, choose_frame
from annotator.edit.pointing.picture_reader import PictureReader
from annotator.edit.pointing.pointed import Item
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.pointing.step_pictures import StepPictures
from annotator.edit.work.helper import Helper
from annotator.edition.renderer import FrameRenderer
from annotator.model import ACTIONS, Step, Target, Tutorial

CLICKS = 3
MAX_RATIO = 1.5


def with_target(tutorial: Tutorial, index: int, target: Target) -> Tutorial:
    """The tutorial with another target in one step."""
    step = tutorial.steps[index]
    assert step.action is not None
    changed = replace(step, action=replace(step.action, target=target))
    return replace(tutorial, steps=(*tutorial.steps[:index], changed, *tutorial.steps[index + 1 :]))


def takes_target(step: Step) -> bool:
    """Whether a step has a target that can be changed."""
    return step.action is not None and step.action.target is not None and "target" in ACTIONS[step.action.kind].takes


def spread(items: Sequence[Item], count: int) -> list[Item]:
    """So many of the items, from all over the list."""
    return [items[(2 * at + 1) * len(items) // (2 * count)] for at in range(count)] if items else []


class Alone(CardPreviews):
    """Draws planned cards in this process, with a new renderer each time."""

    cpu = 0.0

    def time(self, folder: Path, tutorial: Tutorial, index: int, lang: str) -> float:
        """Seconds to draw the enlarged card alone. Adds to ``cpu``."""
        edition, files = self.plan_step(folder, tutorial, index, lang, to_send=False)
        card, caption = choose_frame(edition, edition.steps[index], "close")
        begin, spent = time.perf_counter(), time.process_time()
        with FrameRenderer(files) as renderer:
            Image.fromarray(renderer.frame(card, caption)).save(BytesIO(), "JPEG", quality=88, subsampling=0)
        self.cpu += time.process_time() - spent
        return time.perf_counter() - begin


def cpu_and_peak(helpers: tuple[Helper, ...]) -> tuple[float, float]:
    """Seconds of CPU, and the sum of peaks of memory in MB, of helpers' processes (Linux)."""
    seconds = peak = 0.0
    for pid in (helper.pid for helper in helpers if helper.pid is not None):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / 100
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        peak += int(status.partition("VmHWM:")[2].split()[0]) / 1000
    return seconds, peak


@dataclass
class Side:
    """What was measured of the targets that came in one way: seconds after a change, and seconds of the card alone."""

    changes: list[float] = field(default_factory=list)
    alones: list[float] = field(default_factory=list)

    def show(self, name: str) -> None:
        """Print the ratios."""
        ratios = sorted(change / other for change, other in zip(self.changes, self.alones, strict=True))
        print(
            f"{name}: {len(ratios)} changes, ratio of all {self.ratio():.2f}, median {statistics.median(ratios):.2f}, "
            f"95th percentile {ratios[int(0.95 * len(ratios))]:.2f}, worst {ratios[-1]:.2f}; "
            f"seconds a change: median {statistics.median(self.changes):.3f}, worst {max(self.changes):.3f}"
        )

    def ratio(self) -> float:
        """All changes against all cards alone."""
        return sum(self.changes) / sum(self.alones)


def main() -> None:
    """Measure and print."""
    wanted = sys.argv[1:]
    clicked, listed_ones = Side(), Side()
    clicks: list[float] = []
    cpu = 0.0
    with tempfile.TemporaryDirectory() as root:
        cache = Cache(Path(root))
        helpers = Helper(600), Helper(600)
        alone, reader = Alone(StepPictures(cache)), PictureReader(cache.root, *helpers)
        for folder in sorted(path.parent for path in assets.shipped_tutorials().glob("*/tutorial.md")):
            if wanted and folder.name not in wanted:
                continue
            tutorial = script.read_folder(folder).readable
            assert tutorial is not None
            lang = tutorial.languages[0]
            here = Side()
            for index in (at for at, step in enumerate(tutorial.steps) if takes_target(step)):
                while (listed := reader.items(ShownStep(folder, tutorial, index, lang))) is None:
                    time.sleep(0.05)
                reader.draw_card(ShownStep(folder, tutorial, index, lang), "close")
                chosen = spread(listed.items, 2 * CLICKS)
                for at, item in enumerate(chosen):
                    target, side = item.target, listed_ones
                    if at % 2:
                        begin = time.perf_counter()
                        box = item.box
                        pointed = reader.point(
                            ShownStep(folder, tutorial, index, lang), box.x + box.w / 2, box.y + box.h / 2
                        )
                        clicks.append(time.perf_counter() - begin)
                        target, side = pointed.candidates[pointed.chosen].target, clicked
                    if target == tutorial.steps[index].action.target:  # type: ignore[union-attr]
                        continue
                    changed = with_target(tutorial, index, target)
                    spent, _ = cpu_and_peak(helpers)
                    begin = time.perf_counter()
                    reader.draw_card(ShownStep(folder, changed, index, lang), "close")
                    seconds = time.perf_counter() - begin
                    cpu += cpu_and_peak(helpers)[0] - spent
                    by_itself = alone.time(folder, changed, index, lang)
                    for one in (side, here):
                        one.changes.append(seconds)
                        one.alones.append(by_itself)
            if here.changes:
                print(
                    f"{folder.name}: {statistics.mean(here.changes):.3f} s a change, ratio {here.ratio():.2f}",
                    flush=True,
                )
        _, peak = cpu_and_peak(helpers)
        for helper in helpers:
            helper.close()
    clicked.show("clicked")
    listed_ones.show("from the list")
    both = Side(clicked.changes + listed_ones.changes, clicked.alones + listed_ones.alones)
    both.show("all")
    print(f"seconds a click: median {statistics.median(clicks):.3f}, worst {max(clicks):.3f}")
    print(f"CPU seconds a change {cpu / len(both.changes):.3f}, ratio {cpu / alone.cpu:.2f}")
    print(f"peak memory of both children {peak:.0f} MB")
    sys.exit(max(clicked.ratio(), listed_ones.ratio()) > MAX_RATIO)


if __name__ == "__main__":
    main()
