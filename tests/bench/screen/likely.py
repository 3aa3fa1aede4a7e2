"""Measures what `check` asks about as likely names: `python -m tests.bench.screen.likely [--list] [FOLDER LABELS]`.

tests/labelled/names.json says whose names are on the labelled screens and on those of the shipped tutorials: `names` have
to be asked about; `more` may be (within sentences, made into user names). All else that is asked about is wrong. `--list`
prints each name that is asked about. A folder of other pictures, with labels of the same kind by file name, is measured
in place of these.

Readings are kept in the folder that ANNOTATOR_CACHE names.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.cache import Cache
from annotator.model import TextLine
from annotator.screen.load import load
from annotator.screen.locate.text_match import find_exact_matches
from annotator.screen.names.likely_names import LikelyName, find_likely_names
from annotator.screen.ocr import read_texts
from annotator.text.folding import fold

ROOT = Path(__file__).parents[3]
Labels = dict[str, dict[str, list[str]]]
SETS = {
    "private": "tests/labelled/private/*.jpg",
    "private, more": "tests/labelled/private/more/*.jpg",
    "labelled": "tests/labelled/*.*g",
    "tutorials": "tutorials/*/*-*.png",
}


def same(name: str, other: str) -> bool:
    """Whether two texts are the same name: accents, points and whose it is don't count."""
    one, two = (fold(text).removesuffix("'s").strip(" .…@") for text in (name, other))
    return one == two


def judge(found: Sequence[LikelyName], label: dict[str, list[str]]) -> tuple[list[str], list[LikelyName]]:
    """The names that are not asked about, and what is asked about in vain."""
    meant = [*label.get("names", ()), *label.get("more", ())]
    missed = [name for name in label.get("names", ()) if not any(same(name, item.text) for item in found)]
    vain = [item for item in found if not any(same(name, item.text) for name in meant)]
    return missed, vain


def unfindable(found: Sequence[LikelyName], texts: Sequence[TextLine]) -> Iterator[str]:
    """Likely names that a `hide:` line with their text would not find again."""
    for item in found:
        if not find_exact_matches(item.text, texts):
            yield item.text


def measure(title: str, files: Sequence[Path], labels: Labels, root: Path, cache: Cache, *, listed: bool) -> None:
    counts: Counter[str] = Counter()
    faults = []
    for file in files:
        key = file.relative_to(root).as_posix()
        label = labels.get(key, {})
        picture = load(file)
        texts = read_texts(picture, cache)
        found = find_likely_names(texts, picture.height)
        missed, vain = judge(found, label)
        counts["names"] += len(label.get("names", ()))
        counts["found"] += len(label.get("names", ())) - len(missed)
        counts["asked"] += len(found)
        counts["vain"] += len(vain)
        if not any(label.values()):
            counts["without"] += 1
            counts["without, asked"] += bool(found)
        faults += [f"  {key}: {name!r} is missed" for name in missed]
        faults += [f"  {key}: {item.text!r} ({item.why}) is no name" for item in vain]
        faults += [f"  {key}: hide: {text} would find nothing" for text in unfindable(found, texts)]
        if listed and found:
            faults.append(f"  {key}: " + ", ".join(f"{item.text} ({item.why})" for item in found))
    part = f"{counts['found']}/{counts['names']}" if counts["names"] else "-"
    sys.stdout.write(
        f"{title}: {len(files)} pictures; {part} names; {counts['asked']} asked about, {counts['vain']} in vain; "
        f"{counts['without, asked']} of {counts['without']} pictures without names asked about\n"
    )
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))


def main() -> None:
    arguments = [value for value in sys.argv[1:] if value != "--list"]
    listed = len(arguments) < len(sys.argv) - 1
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(os.environ.get("ANNOTATOR_CACHE", folder)))
        if arguments:
            root = Path(arguments[0])
            files = [file for file in sorted(root.iterdir()) if file.suffix in (".png", ".jpg", ".jpeg", ".webp")]
            measure(root.name, files, json.loads(Path(arguments[1]).read_text("utf-8")), root, cache, listed=listed)
            return
        labels: Labels = json.loads((ROOT / "tests/labelled/names.json").read_text("utf-8"))
        for title, pattern in SETS.items():
            files = sorted(file for file in ROOT.glob(pattern) if file.suffix in (".png", ".jpg"))
            measure(title, files, labels, ROOT, cache, listed=listed)


if __name__ == "__main__":
    main()
