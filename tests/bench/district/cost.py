"""What the packs of a district cost, as whole commands: a further school against the first.

    python -m tests.bench.district.cost [--schools 20] [--quick] [--products]

The job: join-class-on-zoom in Spanish and English, spoken by pico, for invented schools with a name, phone, person, logo
and photo of their own, by ``annotator district`` from an empty cache. CPU seconds are those of the command with all its
children, memory that of all its processes at once (an upper bound: pages that they share count once for each).

- A further school ÷ the first: at most 0.08 with the same colours and no name of its roster on a screen. The first is a
  district of one school; the others are the rest of a district of so many, in one process. With other colours every
  card is drawn and encoded again, so that is only reported.
- Nothing changed ÷ all: at most 0.01.
- One school's phone changed: its pack alone is made again, for the price of a further school and of a new process, which loads
  libraries and lays the hand-outs out anew.
- Memory of four jobs ÷ one: at most 4.2.
- Twice the schools: at most 2.05 times the cost.

With ``--products`` it only prints what one further school's pack costs by kind of file, in one process.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
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

    def __init__(self, work: Path, name: str, schools: int, **table: Any) -> None:
        self.folder = work / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.schools = schools
        self.table = write_table(self.folder, schools, **table)
        self.out = self.folder / "packs"

    def make(self, jobs: int = 1) -> Cost:
        command = [*ANNOTATOR, "district", str(self.table), str(TUTORIAL), "-o", str(self.out)]
        return measure([*command, "--jobs", str(jobs), "--voice", "pico"], self.folder / "cache")

    def count(self) -> Counter[str]:
        """How many packs had which outcome in the last run."""
        report = json.loads((self.out / "district.json").read_text(encoding="utf-8"))
        return Counter(pack["status"] for school in report["schools"] for pack in school["packs"])


def _verdict(value: float, limit: float) -> str:
    return f"{value:7.3f}  (at most {limit:g}){'' if value <= limit else '  MISSED'}"


def run(work: Path, schools: int, *, quick: bool) -> Iterable[str]:
    """All measurements; yields each line once it is known."""
    first = District(work, "one", 1).make()
    yield f"first school           {first}"
    district = District(work, "all", schools)
    whole = district.make()
    further = (whole.cpu - first.cpu) / (schools - 1)
    yield f"{schools} schools             {whole}   {district.count()}"
    yield f"further / first        {_verdict(further / first.cpu, 0.08)}  {further:.2f} CPU s"
    again = district.make()
    yield f"nothing changed        {again}   {district.count()}"
    yield f"nothing changed / all  {_verdict(again.cpu / whole.cpu, 0.01)}"
    write_table(district.folder, schools, new_phone_of=2)
    changed = district.make()
    yield f"one phone changed      {changed}   {district.count()}"
    yield f"(one phone - nothing changed) / further  {(changed.cpu - again.cpu) / further:.2f}"
    four = District(work, "four jobs", schools).make(4)
    yield f"4 jobs                 {four}"
    yield f"4 jobs / 1, memory     {_verdict(four.memory / whole.memory, 4.2)}"
    if not quick:
        other = District(work, "colours", 5, colors=True).make()
        price = (other.cpu - first.cpu) / 4
        yield f"other colours / first  {price / first.cpu:7.3f}  {price:.2f} CPU s"
        double = District(work, "double", 2 * schools).make()
        yield f"{2 * schools} schools             {double}"
        yield f"{2 * schools} / {schools} schools        {_verdict(double.cpu / whole.cpu, 2.05)}"


def _used() -> float:
    """CPU seconds of this process and of its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def list_products(work: Path) -> Iterable[str]:
    """What a further school's pack costs by kind of file: the third of three that one process makes."""
    os.environ["ANNOTATOR_CACHE"] = str(work / "cache")
    from annotator.cache import Cache
    from annotator.district import schools as tables
    from annotator.pack import build, narration, pack_folder
    from annotator.pack.options import Options
    from annotator.pack.product_context import ProductContext
    from annotator.share import atomic_folder

    spent: Counter[str] = Counter()

    def count(owner: Any, name: str, label: str = "") -> None:
        function = getattr(owner, name)

        def counted(*given: Any, **options: Any) -> Any:
            before = _used()
            try:
                return function(*given, **options)
            finally:
                kind = label or given[1].kind
                spent[kind] += _used() - before

        setattr(owner, name, counted)

    count(ProductContext, "record_outputs")
    count(pack_folder, "run_preflight", "(preflight)")
    count(narration, "narrate", "(narration)")
    count(pack_folder.fingerprint, "compute_fingerprints", "(fingerprints)")
    count(atomic_folder, "swap_in", "(into place)")
    for number, school in enumerate(tables.read_schools(write_table(work, 3)).schools, start=1):
        spent.clear()
        before = _used()
        options = Options(output=work / f"packs-{number}", voice="pico", languages=("es", "en"), jobs=1)
        build.build(TUTORIAL, options, cache=Cache(work / "cache"), given=school.given)
        total = _used() - before
        yield f"school {number}: {total:.2f} CPU s"
    for kind, seconds in spent.most_common():
        yield f"  {kind:16} {seconds:6.2f}  {seconds / total:5.0%}"
    yield f"  {'(the rest)':16} {total - sum(spent.values()):6.2f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="without other colours, and without twice the schools")
    parser.add_argument("--products", action="store_true", help="only what a further school costs by kind of file")
    given = parser.parse_args(arguments)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for line in list_products(work) if given.products else run(work, given.schools, quick=given.quick):
            print(line, flush=True)


if __name__ == "__main__":
    main()
