"""The kinds of errors that users see; each says what is wrong and where, and what to do next if anything helps.

    AnnotatorError            1
    ├── InternalError         1   a bug of annotator's
    ├── ProblemsError         1   the tutorial, a picture or a memo has problems (a list of them)
    ├── MissingError          3   something needed is not installed, or cannot be loaded
    ├── ServiceError          4   a voice service or a Dask scheduler could not be reached
    └── OutputError           5   something could not be written or made

The number is the exit code of the command. Code 2 (wrong usage) is click's own; 129, 130 and 143 belong to signals.
Other modules derive errors of their own from these. Only ``annotator.cli`` prints them.

Staff see a message and a remedy, and a stack trace only with ``--debug``: "The disk is full (encoding the video). Make room, and
run the same command again." Other programs get the same as JSON (`describe`)::

    {"code": "disk-full", "message": "The disk is full …", "remedy": "Make room, …"}
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from annotator.messages import Message, fill, join

if TYPE_CHECKING:
    from annotator.model import Problem

_FULL_ERRNOS = (errno.ENOSPC, errno.EDQUOT)
_POLICY_WINERRORS = (4551, 1260)
"""Windows' ERROR_SYSTEM_INTEGRITY_POLICY_VIOLATION and ERROR_ACCESS_DISABLED_BY_POLICY."""

INSTALL_AGAIN = "Install annotator again, in a new environment: the guide says how, under Computers."


def explain(error: BaseException) -> AnnotatorError | None:
    """The error to show for an exception that no other module explained; None for one that is probably a bug."""
    # For one of Python's own modules, ImportError has nothing but this text.
    loading = isinstance(error, ImportError) and "DLL load failed" in str(error)
    if loading or getattr(error, "winerror", None) in _POLICY_WINERRORS:
        refused = "Windows refused a library that annotator needs: {error}."
        remedy = (
            "Show this to whoever looks after the computer: Smart App Control, or a rule of the school, is in the way."
        )
        return MissingError(refused, remedy, error=" ".join(str(error).split()).rstrip("."))
    if isinstance(error, ImportError):
        library = error.name or " ".join(str(error).split()).rstrip(".")
        return MissingError(
            "A library that annotator needs is missing or broken: {library}.", INSTALL_AGAIN, library=library
        )
    if isinstance(error, MemoryError):
        return OutputError("There is not enough memory.", "Close other programs, then run the same command again.")
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        message = "{filename} disappeared while it was needed."
        remedy = "Run the same command again."
        return OutputError(message, remedy, filename=os.fsdecode(error.filename))
    if isinstance(error, OSError) and error.strerror:
        message = Message("{strerror}.", strerror=error.strerror)
        if isinstance(error.filename, str | bytes):
            message = Message("{path}: {what}", path=os.fsdecode(error.filename), what=message)
        remedy = "Use a shorter name." if error.errno == errno.ENAMETOOLONG else "Choose another place for it."
        return OutputError(message, remedy)
    return None


def as_annotator_error(error: BaseException) -> AnnotatorError:
    """The error to show for any exception: `InternalError` if nothing explains it. A full disk has the code ``disk-full``."""
    explained = error if isinstance(error, AnnotatorError) else explain(error)
    if explained is None:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        remedy = "Send this message to whoever looks after annotator."
        explained = InternalError("Something went wrong inside annotator: {reason}.", remedy, reason=reason)
    if isinstance(explained, OutputError):
        causes = (error, error.__cause__, error.__context__)
        if any(isinstance(cause, OSError) and cause.errno in _FULL_ERRNOS for cause in causes):
            explained.code = "disk-full"
    return explained


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as JSON: ``code``, ``message``, ``remedy``; of several problems those of the first, warnings last."""
    explained = as_annotator_error(error)
    if isinstance(explained, ProblemsError) and explained.problems:
        blocking = [problem for problem in explained.problems if problem.level == "problem"]
        problem = (*blocking, *explained.problems)[0]
        return {"code": explained.code, "message": problem.message, "remedy": problem.remedy}
    return {"code": explained.code, "message": explained.message, "remedy": explained.remedy}


class AnnotatorError(Exception):
    """An error that staff can understand: its text is the message and the remedy.

    Args:
        message: what is wrong and where, as a sentence.
        remedy: what to do next, as a sentence; empty if nothing helps.
        detail: output of a program or library, shown only with ``--debug``.
        parts: the parts of both, where they are templates of `annotator.messages.Message`.

    ``code`` is the word for its kind, by which other programs know it.
    """

    exit_code: ClassVar[int] = 1
    code = "refused"

    def __init__(self, message: str, remedy: str = "", *, detail: str = "", **parts: object) -> None:
        """Fill in the templates."""
        self.message = fill(message, parts)
        self.remedy = fill(remedy, parts)
        super().__init__(self.message, self.remedy)
        self.detail = detail

    @property
    def sentences(self) -> Message:
        """The message and the remedy."""
        return join(self.message, self.remedy)

    def __str__(self) -> str:
        """The message and the remedy as text."""
        return str(self.sentences)

    def __reduce__(self) -> tuple[Any, ...]:
        """How the error is pickled: not by its arguments, whose order differs between the kinds."""
        return Exception.__new__, (type(self), *self.args), self.__dict__


class InternalError(AnnotatorError):
    """A bug of annotator's."""

    code = "internal"


class ProblemsError(AnnotatorError):
    """A tutorial, or one of its files, has problems; ``problems`` lists all that were found, in order."""

    code = "problems"

    def __init__(self, problems: Iterable[Problem]) -> None:
        """The error's text is all of the problems, a line each."""
        self.problems = tuple(problems)
        super().__init__(join(*(problem.line_of_text for problem in self.problems), between="\n"))


def refuse_problems(problems: Iterable[Problem]) -> None:
    """Raise ProblemsError with those of ``problems`` that aren't warnings, if there are any."""
    if blocking := [problem for problem in problems if problem.level == "problem"]:
        raise ProblemsError(blocking)


class MissingError(AnnotatorError):
    """Something that annotator needs is not installed or cannot be loaded; the remedy, if there is any, says how to get it."""

    exit_code = 3
    code = "missing"


class ServiceError(AnnotatorError):
    """A voice service or a Dask scheduler could not be reached, or did not return what it should."""

    exit_code = 4
    code = "service"


class OutputError(AnnotatorError):
    """Something could not be written or made.

    For instance, the disk or the memory is full, permission is missing, a folder is held open, ffmpeg failed, or annotator
    did not make what is there.
    """

    exit_code = 5
    code = "not-writable"


@contextmanager
def refusing(message: str, remedy: str, **parts: Any) -> Iterator[None]:
    """Raise OutputError in place of an OSError within the block; ``{strerror}`` in the message is what the system said."""
    try:
        yield
    except OSError as error:
        raise OutputError(message, remedy, strerror=error.strerror or error, **parts) from error


def writing(place: Path | str, remedy: str) -> AbstractContextManager[None]:
    """Raise OutputError in place of an OSError within the block, in which ``place`` is written."""
    return refusing("{out} could not be written: {strerror}.", remedy, out=place)
