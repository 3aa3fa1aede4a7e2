"""Answer the page's requests about pictures, in two child processes, so that a card doesn't wait until other pictures are read.

The slow helper reads texts and touch targets (`reading_queue`), and answers what reads many pictures; the quick one answers
clicks and draws cards, which takes a tenth of a second once the texts are read. Both run `picture_requests`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from annotator.edit import data_root
from annotator.edit.errors import StalePreviewError
from annotator.edit.pointing.cover_results import Covers
from annotator.edit.pointing.guesses import Guess, MatchedGuess
from annotator.edit.pointing.pointed import Items, MarkPlace, Pointed
from annotator.edit.pointing.reading_queue import REQUEST, ReadingQueue, Stamp
from annotator.edit.pointing.shown_step import Frame, ShownStep, View
from annotator.edit.work.helper import Helper
from annotator.edition.matched_steps import Today
from annotator.model import Action, Tutorial

T = TypeVar("T")


class PictureReader:
    """Answers requests about pictures. Its methods wait, but for `warm_up` and `button`, and may be called from any thread.

    They raise the AnnotatorError that a request ended with, usually a PictureError. A preview is requested for a ``revision`` of
    the tutorial, a number that grows with every change; StalePreviewError means that a newer one was requested meanwhile.

    Attributes:
        queue: the reading of pictures ahead of time.
    """

    def __init__(self, cache_root: Path, quick: Helper, slow: Helper) -> None:
        """Share the cache folder ``cache_root`` with builds; answers have another one."""
        self.queue = ReadingQueue(cache_root, slow)
        self._root = cache_root
        self._quick = quick
        self._slow = slow
        self._buttons: dict[tuple[Stamp, Action], MarkPlace] = {}
        """The button on the screen, for each picture and action whose mark was looked for."""
        self._revisions: dict[Path, int] = {}
        """The newest revision of each tutorial for which a preview was requested."""

    def warm_up(self) -> None:
        """Start the helpers, whose libraries take a second to load, before somebody waits for them."""
        for helper in (self._quick, self._slow):
            helper.submit(REQUEST, self._root, "start", rank=0)

    def items(self, shown: ShownStep) -> Items:
        """Everything on a step's picture that can be pointed at."""
        self.queue.wait_for_texts(shown.pictures())
        return self._request(self._slow, Items, shown.folder, "items", shown)

    def point(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """The candidates for a click at these pixels of a step's picture."""
        self.queue.wait_for_texts(shown.pictures())
        return self._ask(Pointed, "point", shown, x, y)

    def point_box(self, shown: ShownStep, box: Sequence[float]) -> Pointed:
        """A box that was drawn on a step's picture: left, top, width and height in pixels."""
        return self._ask(Pointed, "box", shown, box)

    def guesses(self, shown: ShownStep) -> tuple[Guess, ...]:
        """Guesses of the action of a step, best first, from its picture and that of the next step that is no aside."""
        tutorial, paths = shown.tutorial, [shown.folder / shown.name]
        steps = enumerate(tutorial.steps[shown.index + 1 :], start=shown.index + 1)
        following = next((index for index, step in steps if not step.is_aside), None)
        if following is not None:
            paths.append(shown.folder / tutorial.steps[following].screenshot(shown.lang))
        self.queue.wait_for_texts(paths)
        return self._ask(tuple, "guesses", shown, following)

    def match(
        self, shown: ShownStep, folder: Path, message: str, chosen: tuple[Path, int] | None = None
    ) -> MatchedGuess:
        """The answer for the step of the tutorials in ``folder`` that a family's picture shows, or the ``chosen`` one."""
        self.queue.wait_for_texts(shown.pictures())
        return self._request(
            self._slow, MatchedGuess, shown.folder, "match", shown, folder, self._root, message, chosen
        )

    def compare_today(self, folder: Path, tutorial: Tutorial, names: Sequence[str]) -> Today:
        """The steps of a tutorial beside pictures of its folder, of today."""
        self.queue.wait_for_texts([folder / name for name in names])
        return self._request(self._slow, Today, folder, "today", folder, tutorial, tuple(names))

    def coverable(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """The candidates to cover for a click at these pixels."""
        return self._ask(Pointed, "coverable", shown, x, y)

    def covers(self, shown: ShownStep) -> Covers:
        """The covers of a step's picture, the names to decide on, and what else could be covered."""
        return self._ask(Covers, "covers", shown)

    def covered(self, shown: ShownStep, width: int, revision: int) -> bytes:
        """A step's picture as families will see it, as a JPEG at most ``width`` pixels wide."""
        return self._ask(bytes, "covered", shown, width, revision=revision)

    def marks(self, shown: ShownStep, revision: int | None = None) -> tuple[MarkPlace, ...]:
        """The places of a step's action and of its other marks on its picture."""
        places: tuple[MarkPlace, ...] = self._ask(tuple, "marks", shown, revision=revision)
        entry = _action_entry(shown)
        if entry is not None and places and places[0].of == "action":
            self._buttons[entry] = places[0]
        return places

    def button(self, shown: ShownStep) -> MarkPlace | None:
        """The place and the word of the button on the step's screen, if `marks` has looked for it before; doesn't wait."""
        entry = _action_entry(shown)
        return self._buttons.get(entry) if entry is not None else None

    def draw_card(self, shown: ShownStep, view: View, revision: int | None = None) -> bytes:
        """The card of a step as a build would draw it: a JPEG, or a PNG for the view ``answer``."""
        return self._ask(bytes, "card", shown, view, revision=revision)

    def draw_frame(
        self, folder: Path, tutorial: Tutorial, lang: str, frame: Frame, school_file: Path | None = None
    ) -> bytes:
        """The opening or the closing of a tutorial as a JPEG, with the settings of ``school_file`` if it is given."""
        return self._request(self._quick, bytes, folder, "frame", folder, tutorial, lang, frame, school_file)

    def _ask(self, kind: type[T], name: str, shown: ShownStep, *values: object, revision: int | None = None) -> T:
        """The answer of the quick helper, a value of that ``kind``, once the texts of the shown picture are read.

        Raises StalePreviewError if a preview of a newer revision was requested meanwhile.
        """
        self.queue.wait_for_texts(shown.pictures()[:1])
        if revision is not None:
            self._revisions[shown.folder] = max(revision, self._revisions.get(shown.folder, revision))

        def is_stale() -> bool:
            """Whether a preview of a newer revision was requested."""
            return revision is not None and revision < self._revisions[shown.folder]

        answer = self._request(self._quick, kind, shown.folder, name, shown, *values, is_stale=is_stale)
        if is_stale():
            raise StalePreviewError
        return answer

    def _request(self, helper: Helper, kind: type[T], folder: Path, name: str, *values: object, **options: Any) -> T:
        """The answer of a helper about pictures in ``folder``, a value of that ``kind``; ``options`` as in `Helper.ask`."""
        answer = helper.ask(REQUEST, data_root.cache_root(folder, self._root), name, *values, **options)
        assert isinstance(answer, kind)
        return answer


def _action_entry(shown: ShownStep) -> tuple[Stamp, Action] | None:
    """The key of a step's button: its picture and its action; None without one of them."""
    action = shown.step.action
    stamp = Stamp.of(shown.folder / shown.name)
    return None if stamp is None or action is None else (stamp, action)
