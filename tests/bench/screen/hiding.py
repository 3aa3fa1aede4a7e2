"""Measures what hides itself: `python -m tests.bench.screen.hiding`.

Takes the screens with private data in tests/labelled/private and its folder `more`, covers what `find_pii` and
`detect_faces` find, reads the covered picture again, and prints for each kind how much is gone. Then it counts the covers
on the labelled set, where nobody's data are.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from annotator.cache import Cache
from annotator.model import Box, Redaction
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.screen import boxes, ocr
from annotator.screen.covers import draw_redactions
from annotator.screen.faces import detect_faces
from annotator.screen.load import load
from annotator.screen.pii import find_pii
from annotator.text.folding import fold

SET = Path(__file__).parents[2] / "labelled"
SETS = (SET / "private", SET / "private" / "more")
"""Folders of pictures; whose names are on them is in names.txt."""
NAMES = tuple(name for folder in SETS for name in (folder / "names.txt").read_text(encoding="utf-8").splitlines())
SCHOOL_PHONE = "410-555-0100"
SHOWN = 0.3
"""A face of which more than this is seen is not hidden."""
_WORD = re.compile(r"\w+")


def covered(box: Box, covers: list[Box]) -> float:
    """The part of ``box`` (0..1) that lies under ``covers``."""
    mask = np.zeros((box.h, box.w), bool)
    for other in covers:
        part = boxes.shifted(other, -box.x, -box.y)
        mask[max(0, part.y) : max(0, part.bottom), max(0, part.x) : max(0, part.right)] = True
    return float(mask.mean())


def hides(hidden: list[Redaction], box: Box) -> bool:
    letters = Box(box.x, box.y + box.h // 4, box.w, max(1, box.h // 2))  # without the room above and below them
    return covered(letters, [boxes.inflated(other.box, 0.1 * other.box.h) for other in hidden]) > 0.9


def judge(label: dict[str, Any], folder: Path, names: list[str], asked: Counter[str], gone: Counter[str]) -> list[str]:
    picture = load(folder / label["file"])
    texts = ocr.recognize(picture.pixels)
    hidden = [*find_pii(texts, Matcher(Privacy(tuple(names), phones=(SCHOOL_PHONE,))))]
    heads = detect_faces(picture.pixels)
    after = draw_redactions(picture.pixels, [*hidden, *(Redaction(box, "face") for box in heads)])
    seen = ocr.recognize(after)
    faults = []
    for item in label["texts"]:
        around = [Box(*box) for box in item["boxes"]]
        near = " ".join(fold(line.text) for line in seen if any(boxes.intersection(line.box, box) for box in around))
        asked[item["kind"]] += 1
        readable = any(word in _WORD.findall(near) for word in _WORD.findall(fold(item["text"])) if len(word) > 1)
        if not readable and all(hides(hidden, box) for box in around):
            gone[item["kind"]] += 1
        else:
            faults.append(f"{label['file']}: {item['kind']} {item['text']!r} still seen; {near!r} is read there")
    for values in label["faces"]:
        box = Box(*values)
        size = "face" if box.h >= 40 else "face below 40 px"
        asked[size] += 1
        shown = 1 - covered(box, list(heads))
        gone[size] += shown < SHOWN
        if shown >= SHOWN:
            faults.append(f"{label['file']}: face {box} shows {shown:.0%}")
    private_boxes = [boxes.inflated(Box(*box), 6) for item in label["texts"] for box in item["boxes"]]
    for item in hidden:
        if covered(item.box, private_boxes) < 0.5:
            asked["covers too many"] += 1
            words = [line.text for line in texts if boxes.intersection(line.box, item.box)]
            faults.append(f"{label['file']}: covers {item.kind} in {words}")
    for box in heads:
        if not any(boxes.intersection(box, Box(*values)) for values in label["faces"]):
            asked["covers too many"] += 1
            faults.append(f"{label['file']}: covers a face at {box}")
    return faults


def on_others(labels: list[dict[str, Any]]) -> tuple[Counter[str], list[str]]:
    """Covers on pictures without private data of real people; invented addresses and numbers stand there, too."""
    counts: Counter[str] = Counter()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for label in labels:
            picture = load(SET / label["file"])
            texts = ocr.read_texts(picture, Cache(Path(folder)))
            for item in find_pii(texts, Matcher(Privacy(NAMES, phones=(SCHOOL_PHONE,)))):
                words = " ".join(line.text for line in texts if boxes.intersection(line.box, item.box))
                meant = any(sign in words for sign in ("@", "/j/", "S-00"))
                counts["meant" if meant else item.kind] += 1
                if not meant:
                    faults.append(f"{label['file']}: covers {item.kind} in {words!r}")
            for box in detect_faces(picture.pixels):
                counts["face"] += 1
                faults.append(f"{label['file']}: covers a face at {box}")
    return counts, faults


def main() -> None:
    out, faults = [], []
    for folder in SETS:
        names = (folder / "names.txt").read_text(encoding="utf-8").splitlines()
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        asked: Counter[str] = Counter()
        gone: Counter[str] = Counter()
        faults += [fault for label in labels for fault in judge(label, folder, names, asked, gone)]
        many = asked.pop("covers too many", 0)
        out.append(f"{folder.name}: {len(labels)} pictures with private data, {many} covers too many")
        out += [f"  {kind:18} {gone[kind]}/{asked[kind]}" for kind in sorted(asked)]
    others = json.loads((SET / "labels.json").read_text(encoding="utf-8"))
    counts, more = on_others(others)
    wrong = sum(number for kind, number in counts.items() if kind != "meant")
    out.append(f"{len(others)} pictures without: {wrong / len(others):.3f} covers a picture ({dict(counts)})")
    sys.stdout.write("\n".join([*out, *faults, *more]) + "\n")


if __name__ == "__main__":
    main()
