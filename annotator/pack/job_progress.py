"""Report the progress of the stages of a build as one count, by an estimate of their work."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from annotator.model import Progress, no_progress
from annotator.pack import catalogue
from annotator.pack.catalogue import Parts


class JobProgress:
    """Reports the progress of all stages of a job to one callback, as one count that never falls.

    ``total`` is the estimated work in units (pictures, sentences, segments, files), at least 1.
    """

    def __init__(self, total: int, progress: Progress = no_progress) -> None:
        """Begin at nothing done."""
        self.total = max(1, total)
        self._progress = progress
        self._done = 0
        self._stage_end = 0

    @contextmanager
    def stage(self, what: str, units: int) -> Iterator[Progress]:
        """Yield the callback for a stage of ``units``, and report the end of the stage as ``what``.

        The callback may have any total: its progress is scaled to the stage's units.
        """
        begin = self._stage_end
        self._stage_end = min(self.total, begin + units)

        def progress(name: str, done: int, total: int) -> None:
            """Report the stage's progress as that of the whole job."""
            self._report(name, begin + (self._stage_end - begin) * min(done, total) // max(1, total))

        yield progress
        self._report(what, self._stage_end)

    def finish(self, what: str) -> None:
        """Report the whole work as done, also where less was estimated or made."""
        self._report(what, self.total)

    def _report(self, what: str, done: int) -> None:
        """Report so many units as done; never fewer than before."""
        self._done = max(self._done, done)
        self._progress(what, self._done, self.total)


def estimate_units(make: Parts, steps: int) -> int:
    """Estimate the work of making parts of a tutorial with that many steps, for the progress bar."""
    return estimate_voice_units(make, steps) + sum(count_units(kind, langs, steps) for kind, langs in make.items())


def estimate_voice_units(make: Parts, steps: int) -> int:
    """Estimate the number of sentences to speak for parts, in each language two for a step and six for opening and closing."""
    return len(spoken_languages(make)) * (2 * steps + 6)


def count_units(kind: str, langs: Sequence[str], steps: int) -> int:
    """Estimate the work of making one kind in some languages; 0 for an unknown kind."""
    product = catalogue.find_product(kind)
    return 0 if product is None else len(langs) * (1 + product.units * steps)


def spoken_languages(make: Parts) -> set[str]:
    """The languages of the parts that have speech."""
    return {lang for kind, langs in make.items() if catalogue.are_spoken([kind]) for lang in langs}
