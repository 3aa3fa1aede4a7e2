"""Draws what ``check`` is uncertain about: the candidates for each doubtful mark, on the covered screenshot."""

from __future__ import annotations

from pathlib import Path

from annotator.cache import Cache
from annotator.pack.preflight import Preflight
from annotator.pack.renderer import FrameRenderer
from annotator.pack.scan.step_view import StepScan
from annotator.places import claim, ownership
from annotator.share import atomic_folder


def write_previews(checked: Preflight, place: Path, cache: Cache) -> tuple[Path, ...]:
    """Draw a picture for each step with a doubtful mark into the folder ``place``; return the pictures, by step.

    An older preview there is replaced, also by none. Names, faces and all else that a build covers is covered. Where
    the target of a ``hide:`` line is missing, nothing is drawn, since nobody knows what should be covered there.

    Raises OutputError if the folder can't be written, or annotator did not make it.
    """
    from annotator.cards import image_files
    from annotator.cards.preview import draw_preview

    scans = _doubtful_scans(checked)
    if not scans and not place.exists():
        return ()
    with atomic_folder.staging_dir(place, cache.root) as made, FrameRenderer(checked.files) as renderer:
        for name, scan in scans.items():
            drawn = draw_preview(renderer.screenshot(scan.screen.digest), scan.doubtful)
            image_files.save_jpeg(drawn, made / name, max_bytes=None)
        ownership.write_mark(made, "preview")
        atomic_folder.swap_in(made, place)
    return tuple(place / name for name in scans)


def place_of(preview: Path, folder: Path, cache: Cache) -> Path:
    """The folder in ``preview`` for the pictures of the tutorial in ``folder``. Raises OutputError if it can't be used."""
    place = preview / folder.resolve().name
    claim(place, "preview", cache.root, tutorial=folder, option="--preview")
    return place


def _doubtful_scans(checked: Preflight) -> dict[str, StepScan]:
    """The scans with doubtful marks, by the names of their pictures; languages that share a picture share it here."""
    wrong = {problem.line for problem in checked.problems if problem.level == "problem"}
    if any(hide.line in wrong for hide in checked.source.tutorial.hides):
        return {}
    return {
        f"{step.number.name()}-{Path(step.scan.file).stem}.jpg": step.scan
        for edition in checked.editions
        for step in edition.steps
        if step.scan.doubtful and not any(hide.line in wrong for hide in step.step.hides)
    }
