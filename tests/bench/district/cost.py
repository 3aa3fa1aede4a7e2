"""What the packs of a district cost, as whole commands: a further school against the first.

    python -m tests.bench.district.cost [--schools 20] [--voice kokoro] [--quick]

The job: join-class-on-zoom in Spanish and English, for invented schools with a name, phone, person, logo and photo of their
own, by ``annotator district`` from an empty cache. CPU seconds are those of the command with all its children, memory that of
all its processes at once (an upper bound: pages that they share count once for each).

- A further school ÷ the first: at most 0.20 with the same colours and no name of its roster on a screen. The first is a
  district of one school; the others are the rest of a district of so many. With other colours every card is drawn and
  encoded again, so that is only reported.
- Nothing changed ÷ all: at most 0.01 of 20 schools; of few, the command itself counts.
- One school's phone changed: its pack alone is made again, for the price of a further school and of a new process, which loads
  libraries and lays the hand-outs out anew.
- Memory of four jobs ÷ one: at most 4.2.
- Twice the schools: at most 2.05 times the cost.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.bench.video.speed import ANNOTATOR, Cost, measure

TUTORIAL = Path(__file__).parents[3] / "tutorials" / "join-class-on-zoom"
_COLUMNS = ("name", "phone", "person", "person_languages", "website", "logo", "photo", "main", "languages", "consent")
_PEOPLE = ("Sra. Rosa", "Sr. Tomás", "Sra. Pilar", "Sr. Ovidio", "Sra. Nieves", "Sra. Alma", "Sr. Bruno")
_CONSENT = '["{photo}"]\nwho = "a drawing of nobody"\nuse = ["chat", "website"]\nuntil = 2099-12-31\n'


def write_table(folder: Path, schools: int, *, colors: bool = False, new_phone_of: int | None = None) -> Path:
    """Write ``schools.csv`` with its pictures; with ``colors``, each school has a main colour of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number in range(1, schools + 1):
        logo, photo, consent = (f"{number}-{name}" for name in ("logo.png", "photo.png", "consent.toml"))
        for name, seed in ((logo, number), (photo, -number)):
            if not (folder / name).exists():
                _draw_blobs(folder / name, seed)
        (folder / consent).write_text(_CONSENT.format(photo=photo), encoding="utf-8")
        rows.append(
            {
                "name": f"Escuela Primaria Número {number}",
                "phone": f"410-555-0{100 + number + (500 if number == new_phone_of else 0):03}",
                "person": _PEOPLE[number % len(_PEOPLE)],
                "person_languages": "es en",
                "website": f"https://school-{number}.example.org/ayuda",
                "logo": logo,
                "photo": photo,
                "main": f"#{random.Random(number).randrange(0x40):02X}3A6C" if colors else "#0B4F6C",
                "languages": "es en",
                "consent": consent,
            }
        )
    table = folder / "schools.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return table


def _draw_blobs(path: Path, seed: int) -> None:
    """A picture of 400 × 400 pixels like no other."""
    chance = random.Random(seed)

    def color() -> tuple[int, int, int]:
        return chance.randrange(256), chance.randrange(256), chance.randrange(256)

    image = Image.new("RGB", (400, 400), color())
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = chance.randrange(350), chance.randrange(350)
        pen.ellipse((x, y, x + chance.randrange(20, 200), y + chance.randrange(20, 200)), fill=color())
    image.save(path)


class District:
    """The packs of a table in a folder of their own, with a cache of their own, which is empty at first."""

    def __init__(self, work: Path, name: str, schools: int, voice: str, **table: Any) -> None:
        self.voice = voice
        self.folder = work / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.schools = schools
        self.table = write_table(self.folder, schools, **table)
        self.out = self.folder / "packs"

    def make(self, jobs: int = 1) -> Cost:
        command = [*ANNOTATOR, "district", str(self.table), str(TUTORIAL), "-o", str(self.out)]
        return measure([*command, "--jobs", str(jobs), "--voice", self.voice], self.folder / "cache")

    def count(self) -> Counter[str]:
        """How many packs had which outcome in the last run."""
        report = json.loads((self.out / "district.json").read_text(encoding="utf-8"))
        return Counter(pack["status"] for school in report["schools"] for pack in school["packs"])


def _verdict(value: float, limit: float) -> str:
    return f"{value:7.3f}  (at most {limit:g}){'' if value <= limit else '  MISSED'}"


def run(work: Path, schools: int, voice: str, *, quick: bool) -> Iterable[str]:
    """All measurements; yields each line once it is known."""
    first = District(work, "one", 1, voice).make()
    yield f"first school           {first}"
    district = District(work, "all", schools, voice)
    whole = district.make()
    further = (whole.cpu - first.cpu) / (schools - 1)
    yield f"{schools} schools             {whole}   {district.count()}"
    yield f"further / first        {_verdict(further / first.cpu, 0.2)}  {further:.2f} CPU s"
    again = district.make()
    yield f"nothing changed        {again}   {district.count()}"
    yield f"nothing changed / all  {_verdict(again.cpu / whole.cpu, 0.01)}"
    write_table(district.folder, schools, new_phone_of=2)
    changed = district.make()
    yield f"one phone changed      {changed}   {district.count()}"
    yield f"(one phone - nothing changed) / further  {(changed.cpu - again.cpu) / further:.2f}"
    if not quick:
        four = District(work, "four jobs", schools, voice).make(4)
        yield f"4 jobs                 {four}"
        yield f"4 jobs / 1, memory     {_verdict(four.memory / whole.memory, 4.2)}"
        other = District(work, "colours", 5, voice, colors=True).make()
        price = (other.cpu - first.cpu) / 4
        yield f"other colours / first  {price / first.cpu:7.3f}  {price:.2f} CPU s"
        double = District(work, "double", 2 * schools, voice).make()
        yield f"{2 * schools} schools             {double}"
        yield f"{2 * schools} / {schools} schools        {_verdict(double.cpu / whole.cpu, 2.05)}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--voice", default="pico")
    parser.add_argument("--quick", action="store_true", help="one job, the same colours, and not twice the schools")
    given = parser.parse_args(arguments)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for line in run(work, given.schools, given.voice, quick=given.quick):
            print(line, flush=True)


if __name__ == "__main__":
    main()
