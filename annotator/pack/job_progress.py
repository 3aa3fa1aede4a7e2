"""Progress of a job with several stages, reported as one count that never falls and ends at its total."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from annotator.model import Progress, no_progress
from annotator.pack import catalogue
from annotator.pack.products.product import Part


class JobProgress:
    """Reports the progress of all stages of a job to one callback.

    ``total`` is the estimated work in units (pictures, sentences, segments, files), at least 1.
    """

    def __init__(self, total: int, progress: Progress = no_progress) -> None:
        self.total = max(1, total)
        self._progress = progress
        self._done = 0
        self._stage_end = 0

    @contextmanager
    def stage(self, what: str, units: int) -> Iterator[Progress]:
        """Yield the callback for a stage of ``units``, and report the end of the stage as ``what``.

        The callback's own total may be any: its progress is scaled to the stage's units.
        """
        begin = self._stage_end
        self._stage_end = min(self.total, begin + units)

        def progress(name: str, done: int, total: int) -> None:
            self._report(name, begin + (self._stage_end - begin) * min(done, total) // max(1, total))

        yield progress
        self._report(what, self._stage_end)

    def finish(self, what: str) -> None:
        """Report the total, whatever was estimated."""
        self._report(what, self.total)

    def _report(self, what: str, done: int) -> None:
        self._done = max(self._done, done)
        self._progress(what, self._done, self.total)


def estimate_units(parts: Iterable[Part], steps: int) -> int:
    """Estimate the work of making ``parts`` of a tutorial with that many steps, without the narration."""
    units_of = {product.kind: 1 + product.units * steps for product in catalogue.PRODUCTS}
    return sum(units_of[part.kind] for part in parts)


def estimate_voice_units(parts: Collection[Part], steps: int) -> int:
    """Estimate the number of sentences to speak for ``parts``: two for each step, six for the opening and closing."""
    langs = {part.lang for part in parts if catalogue.requires_audio([part.kind])}
    return len(langs) * (2 * steps + 6)
