"""One count for the whole of a job, however many stages it has: it only rises, and ends at its total."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from annotator.model import Progress, no_progress
from annotator.pack import catalogue
from annotator.pack.products.product import Part


class JobProgress:
    """Counts the units of a job, which are estimated before it begins: pictures, sentences, segments, files.

    A stage may turn out longer or shorter than its units: within them it is told in proportion.
    """

    def __init__(self, total: int, progress: Progress = no_progress) -> None:
        self.total = max(1, total)
        self._progress = progress
        self._done = 0
        self._begun = 0

    @contextmanager
    def stage(self, what: str, units: int) -> Iterator[Progress]:
        """A stage of so many units: gives the callback for it, which counts from 0 to whatever its own total is.

        ``what`` is told at its end; a callback tells its own words.
        """
        begin = self._begun
        self._begun = min(self.total, begin + units)

        def progress(name: str, done: int, total: int) -> None:
            self._tell(name, begin + (self._begun - begin) * min(done, total) // max(1, total))

        yield progress
        self._tell(what, self._begun)

    def finish(self, what: str) -> None:
        """Everything is done."""
        self._tell(what, self.total)

    def _tell(self, what: str, done: int) -> None:
        self._done = max(self._done, done)
        self._progress(what, self._done, self.total)


def estimate_units(parts: Iterable[Part], steps: int) -> int:
    """How much work it is to make parts of a tutorial with so many steps, without their voices."""
    each = {product.kind: 1 + product.units * steps for product in catalogue.PRODUCTS}
    return sum(each[part.kind] for part in parts)


def estimate_voice_units(parts: Collection[Part], steps: int) -> int:
    """About how many sentences have to be spoken for parts: two a step, the opening, and the closing."""
    spoken = {part.lang for part in parts if catalogue.requires_audio([part.kind])}
    return len(spoken) * (2 * steps + 6)
