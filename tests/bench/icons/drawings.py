"""Fetch the open icon sets of `sets.toml` from npm and draw them as pixels: `python -m tests.bench.icons.drawings WORK`.

Needs npm and `resvg-py`, `opencv-python-headless`, `numpy` in an environment of its own (see README.md). Writes
WORK/drawings.npy, (n, SIDE, SIDE) uint8 opacity, and WORK/drawings.json, which names each: its set, its own name, and what
it means (`meanings.toml`).
"""

from __future__ import annotations

import fnmatch
import json
import random
import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np

HERE = Path(__file__).parent
SIDE = 64
"""Side of a drawing, and longer side of its ink, in pixels."""
OTHERS_PER_SET = 900
"""How many drawings of a set that mean nothing of `meanings.toml` are taken, at random."""
LICENCES = """\
# Whose drawings `marks.onnx` has learnt from

The network contains no drawing. It was trained by `tests/bench/icons` on drawings of the following icon sets, changed: drawn
as pixels at many sizes, in many colours, blurred and compressed. Thanks to all who drew them and gave them away.
The licences' texts are in `licences/`; the copyright is that of the authors named in each row.

{table}
"""
_STYLE_WORDS = """
outline outlined filled fill line linear solid bold light thin regular duotone twotone tone two rounded round sharp baseline
ios md android f7 icon icons rtl ltr o broken 12 16 20 24 28 32 48 400 bulk sm lg stroke standard
"""
STYLES = frozenset(_STYLE_WORDS.split())
"""Parts of a drawing's name that say how it is drawn, not what."""


def base_name(name: str) -> str:
    """What ``name`` calls the thing: `outline-search-24-filled` is `search`."""
    parts = [part for part in re.split(r"[-_]", name.lower()) if part not in STYLES]
    return "-".join(parts)


def fetch(work: Path) -> None:
    """Download the sets that are missing in WORK/sets."""
    folder = work / "sets"
    folder.mkdir(parents=True, exist_ok=True)
    for prefix, version in tomllib.loads((HERE / "sets.toml").read_text())["sets"].items():
        if (folder / f"{prefix}.json").exists():
            continue
        package = f"@iconify-json/{prefix}@{version}"
        command = ["npm", "pack", package, "--silent"]
        tgz = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(folder / tgz) as archive:
            for member, name in (("icons", f"{prefix}.json"), ("info", f"{prefix}.info.json")):
                data = archive.extractfile(f"package/{member}.json")
                assert data
                (folder / name).write_bytes(data.read())
        (folder / tgz).unlink()


def meanings() -> Callable[[str, str], tuple[str, bool]]:
    """A function of a set and a drawing's name: what it means, and whether that is unsure.

    "" is another icon, "other" one that is listed as such because it looks like one with a meaning.
    """
    exact: dict[str, tuple[str, bool]] = {}
    patterns: list[str] = []
    table = tomllib.loads((HERE / "meanings.toml").read_text())
    for meaning, rows in table.items():
        for name in rows["names"]:
            if exact.setdefault(name, (meaning, False)) != (meaning, False):
                raise SystemExit(f"meanings.toml: {name} is {exact[name][0]} and {meaning}")
    for rows in table.values():
        for name in rows.get("unsure", ()):
            if "*" in name:
                patterns.append(fnmatch.translate(name))
            else:
                exact.setdefault(name, ("", True))
    unsure = re.compile("|".join(patterns))

    def meaning(prefix: str, name: str) -> tuple[str, bool]:
        base = base_name(name)
        known = exact.get(f"{prefix}:{base}") or exact.get(base)
        if known:
            return known
        return "", bool(unsure.match(base))

    return meaning


def listed(work: Path) -> Iterator[tuple[str, str, str, str]]:
    """(set, name, meaning, SVG) of each drawing that is used; the meaning is "" for another icon."""
    meaning_of = meanings()
    for prefix in tomllib.loads((HERE / "sets.toml").read_text())["sets"]:
        data = json.loads((work / "sets" / f"{prefix}.json").read_text())
        others = []
        for name, icon in data["icons"].items():
            meaning, unsure = meaning_of(prefix, name)
            if unsure:
                continue
            if meaning:
                yield prefix, name, meaning, svg(data, icon)
            else:
                others.append((name, icon))
        random.Random(prefix).shuffle(others)
        for name, icon in others[:OTHERS_PER_SET]:
            yield prefix, name, "", svg(data, icon)


def svg(data: dict[str, Any], icon: dict[str, Any]) -> str:
    """The SVG of an Iconify icon, black."""
    left, top = icon.get("left", 0), icon.get("top", 0)
    width, height = icon.get("width", data.get("width", 16)), icon.get("height", data.get("height", 16))
    view = f'viewBox="{left} {top} {width} {height}"'
    body = icon["body"].replace("currentColor", "#000")
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view} width="{width}" height="{height}">{body}</svg>'


def draw(text: str) -> np.ndarray | None:
    """The ink of an SVG as opacity, (SIDE, SIDE) uint8, centred; None if there is too little."""
    import resvg_py

    try:
        data = resvg_py.svg_to_bytes(svg_string=text, width=96, height=96, skip_system_fonts=True)
    except ValueError:
        return None
    alpha = cv2.imdecode(np.frombuffer(bytes(data), np.uint8), cv2.IMREAD_UNCHANGED)[:, :, 3]
    ys, xs = np.nonzero(alpha > 40)
    if len(ys) < 12:
        return None
    ink = alpha[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    factor = SIDE / max(ink.shape)
    h, w = (max(1, round(side * factor)) for side in ink.shape)
    ink = cv2.resize(ink, (w, h), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    out = np.zeros((SIDE, SIDE), np.uint8)
    out[(SIDE - h) // 2 : (SIDE - h) // 2 + h, (SIDE - w) // 2 : (SIDE - w) // 2 + w] = ink
    return out


def write_licences(work: Path, path: Path) -> None:
    """Write whose drawings the sets are, and under which licence."""
    rows = []
    for prefix, version in tomllib.loads((HERE / "sets.toml").read_text())["sets"].items():
        info = json.loads((work / "sets" / f"{prefix}.info.json").read_text())
        author, licence = info["author"], info["license"]
        rows.append(
            f"| [{info['name']}]({author.get('url', '')}) | {author['name']} | @iconify-json/{prefix} {version} "
            f"| [{licence['spdx']}]({licence.get('url', 'https://spdx.org/licenses/' + licence['spdx'])}) |"
        )
    table = "\n".join(["| set | by | package on npm | licence |", "| --- | --- | --- | --- |", *rows])
    path.write_text(LICENCES.format(table=table), encoding="utf-8")


def main() -> None:
    work = Path(sys.argv[1])
    fetch(work)
    write_licences(work, work / "LICENSES.md")
    names, drawn = [], []
    rows = list(listed(work))
    with ThreadPoolExecutor(2) as pool:
        for (prefix, name, meaning, _), pixels in zip(rows, pool.map(lambda row: draw(row[3]), rows), strict=True):
            if pixels is not None:
                names.append([prefix, name, meaning])
                drawn.append(pixels)
    np.save(work / "drawings.npy", np.stack(drawn))
    (work / "drawings.json").write_text(json.dumps(names))
    sys.stdout.write(f"{len(names)} drawings\n")


if __name__ == "__main__":
    main()
