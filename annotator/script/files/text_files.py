"""Read texts that people wrote, in the encodings in which their programs save them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.messages import Message
from annotator.script.problems import BadValueError

ASK_FOR_ACCESS = "Ask whoever set up this computer to let you open it."
_SAVE_AS_TEXT = 'Save it as "CSV UTF-8" in your spreadsheet program, or as "UTF-8" in a text editor.'
_MAX_BYTES = 5_000_000
_SAVE_AS_UTF8 = 'Open it in the editor and save it again with the encoding "UTF-8" (in Notepad: Save as, Encoding).'


def read_text(path: Path, decoder: Callable[[bytes], str] | None = None) -> str:
    """The text of a file that a person wrote, in UTF-8 or an encoding that ``decoder`` knows.

    Raises BadValueError if it isn't a file, is too long, or can't be read or decoded.
    """
    try:
        if path.is_dir():
            raise BadValueError("It is a folder, not a file.", "Give the folder another name.")
        if path.exists() and not path.is_file():
            raise BadValueError("It is not a file that can be read.", "Take it away.")
        _check_length(path.stat().st_size)
        return (decoder or decode)(path.read_bytes())
    except OSError as error:
        raise unreadable(error) from error


def _check_length(size: int) -> None:
    """Raise BadValueError for a file longer than anything that a person types."""
    if size > _MAX_BYTES:
        raise BadValueError("The file is far too long.", "It may have {n} MB.", n=_MAX_BYTES // 1000000)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark. Raises BadValueError for bytes that aren't UTF-8."""
    return _decode(data, ("utf-8-sig",), "The file is not saved as UTF-8: line {line} cannot be read.", _SAVE_AS_UTF8)


def decode_with_mark(data: bytes) -> str:
    """The same with its byte-order mark, if it has one."""
    decode(data)
    return data.decode("utf-8")


def decode_any(data: bytes) -> str:
    """The text of a file as spreadsheet programs save it: in UTF-8, UTF-16 or Windows-1252.

    Raises BadValueError for a workbook, and for a file that is too long, isn't text, or can't be in any of these encodings.
    """
    _check_length(len(data))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadValueError("It is a workbook, not text.", _SAVE_AS_TEXT)
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    text = _decode(data, encodings, "Its encoding is unknown: line {line} cannot be read.", _SAVE_AS_TEXT)
    if "\0" in text:
        raise BadValueError("It is not text.", _SAVE_AS_TEXT)
    return text


def _decode(data: bytes, encodings: Sequence[str], message: str, remedy: str) -> str:
    """The text in the first of the encodings that it can have. Raises BadValueError if there is none."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise BadValueError(message, remedy, line=line)


def unreadable(error: OSError) -> BadValueError:
    """The error for a file or folder that the system refuses to open."""
    return BadValueError(Message("It cannot be read: {strerror}.", strerror=error.strerror or error), ASK_FOR_ACCESS)
