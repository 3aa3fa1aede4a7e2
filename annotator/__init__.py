"""Turn a folder of screenshots into a short, spoken tutorial.

The Python API is eight functions: `answer`, `build`, `check`, `find`, `match`, `point_at`, `propose` and `say`. They are loaded
at the first use, so that ``import annotator`` costs nothing; each has an example. So are the errors to catch: `AnnotatorError`
is the base of all, and four of its kinds are here, too.

The map, with the values that rooms hand on::

    tutorial.md ─ script ─▶ Tutorial ─ screen ─▶ Found, covers ─┬─ cards ──▶ pictures ─┐
                                                                └─ voice ──▶ clips ────┴ edition ─▶ timeline, video, pages ─▶ pack

    model, pace    the values that rooms share, without I/O; the pace of speech and captions
    messages    English sentences with named parts, for staff
    errors    the tree of errors, and the computer's own errors in the words of staff
    assets, languages, phrases, typeface    data: fonts, a folder for each language, annotator's own sentences
    wordings    messages in the language of their reader
    cache, telemetry, outputs    kept results and their keys; telemetry off; who made a file, and folders replaced as a whole
    media, text    ffmpeg, sound, and files written whole or not at all; sentences, slugs and devices
    privacy        private names and codes in a text: one matcher for pictures, sentences and services
    script         tutorial.md and school.toml: read, write, review (plain language, what is missing)
    screen         a screenshot: load, OCR, faces, redaction; locate/ targets, element/ touch targets, propose/ guesses, match/
    voice          an engine a file behind one interface; memos, lexicon, mastering, narration
    cards          the pictures for families: steps, opening, closing, chat pictures; plan/ lays them out
    timeline       when each picture, sound and caption comes, in pure functions
    video          a Timeline becomes an mp4
    pages          pages, hand-out, staff index
    edition        what a tutorial shows and says: scans, editions, narration, privacy checks, answers, matches
    pack           a whole build: preflight, products, files kept of an older pack
    district       the packs of many schools: their table, the order of the work, processes
    commands       the other commands, without terminal output; only ``api`` and ``cli`` import them
    api            the eight functions
    edit           the editor's server; its docstring maps its own rooms; web/ answers the browser
    cli, __main__    the command line, with click

The rules of the flow; ``tests/test_flow.py`` checks the first and the last:

- A room imports rooms above it in the map, never below. Those down to ``outputs`` import each other, too, without circles;
  ``screen``, ``voice`` and ``cards`` know nothing of each other.
- Only ``cli`` and ``__main__`` print. All else returns values and raises the errors of `annotator.errors`.
- What rooms hand on is frozen. Progress is a callback.
- A result that is kept is keyed by everything that shaped it: `annotator.cache.code_version` knows the rooms.
- ``annotator --help`` imports click and nothing heavier: import what is heavy inside the function that needs it.
"""

from typing import TYPE_CHECKING

from annotator import telemetry

if TYPE_CHECKING:
    from annotator.api import answer, build, check, find, match, point_at, propose, say
    from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError, ServiceError

__all__ = [
    "AnnotatorError",
    "MissingError",
    "OutputError",
    "ProblemsError",
    "ServiceError",
    "__version__",
    "answer",
    "build",
    "check",
    "find",
    "match",
    "point_at",
    "propose",
    "say",
]

__version__ = "0.1.0"

# Here, since whatever is imported from this package runs this file first.
telemetry.switch_off()

if not TYPE_CHECKING:  # a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        """A function of `annotator.api` or an error, loaded at its first use."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        # By name: an import statement would make each cached result depend on the code of these modules.
        room = "errors" if name.endswith("Error") else "api"
        return getattr(import_module(f"annotator.{room}"), name)

    def __dir__() -> list[str]:
        """The names of this package that are for everybody."""
        return sorted(__all__)
