"""A small district: tutorials of two drawn screens, a table of schools, and the ``school.toml`` that equals a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from tests.helpers.screens import draw_texts

_KEYS = {"person": "person", "person_languages": "languages", "photo": "photo"}
_COLORS = ("main", "accent", "mark")


def make_tutorial(folder: Path, langs: Iterable[str] = ("es", "en"), word: str = "Unirse") -> Path:
    """Write a tutorial of two steps into ``folder``, which is named after its task; Ana Peña is on its second screen."""
    folder.mkdir(parents=True)
    draw_texts(folder / "1.png", {word: 300, "Cancelar": 900})
    draw_texts(folder / "2.png", {"Ana Peña": 200, "Silenciar": 500, f"{word} ahora": 800})
    titles = {"es": "Entrar a la clase", "en": "Join the class", "pt": "Entrar na aula"}
    says = {"es": "Toque", "en": "Tap", "pt": "Toque em"}
    script = "".join(f"# {lang}: {titles[lang]}\n" for lang in langs) + "\n"
    script += "".join(f"- why {lang}: {titles[lang]}.\n" for lang in langs)
    for number, target in enumerate((word, "Silenciar"), 1):
        script += f"\n![]({number}.png)\n- tap: {target}\n"
        script += "".join(f"- {lang}: {says[lang]} {target}.\n" for lang in langs)
    (folder / "tutorial.md").write_text(script, encoding="utf-8")
    return folder


def draw_logo(path: Path, color: str) -> Path:
    """Write a logo of one letter's shape in a color."""
    image = Image.new("RGB", (240, 240), "white")
    ImageDraw.Draw(image).ellipse((20, 20, 220, 220), fill=color)
    image.save(path)
    return path


def make_schools(count: int) -> list[dict[str, str]]:
    """The rows of invented schools: all with a name and a phone, most with a person."""
    rows = []
    for number in range(1, count + 1):
        row = {"name": f"Escuela Los Robles {number}", "phone": f"410-555-{number:04d}", "languages": "es"}
        if number % 3:
            row |= {"person": f"Sra. Rosa {number}", "person_languages": "es,en"}
        rows.append(row)
    return rows


def write_table(
    path: Path, rows: Iterable[Mapping[str, str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """Write a table of schools."""
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_school(folder: Path, row: Mapping[str, str]) -> Path:
    """Write the ``school.toml`` that says what a row says."""

    def text(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def listed(value: str) -> str:
        return "[" + ", ".join(text(part.strip()) for part in value.split(",")) + "]"

    top, tables = [], {"help": [], "colors": []}  # type: ignore[var-annotated]
    for column, value in row.items():
        if not value or column == "consent":
            continue
        if column in _KEYS:
            tables["help"].append(f"{_KEYS[column]} = {listed(value) if column == 'person_languages' else text(value)}")
        elif column in _COLORS:
            tables["colors"].append(f"{column} = {text(value)}")
        else:
            top.append(f"{column} = {listed(value) if column in ('languages', 'order') else text(value)}")
    lines = [*top, *(line for name, keys in tables.items() if keys for line in (f"\n[{name}]", *keys))]
    path = folder / "school.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def files_of(pack: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {path.relative_to(pack).as_posix(): path.read_bytes() for path in sorted(pack.rglob("*")) if path.is_file()}
