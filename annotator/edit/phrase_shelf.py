"""Load the phrase memory of a folder: the shipped tutorials and the school's own, each read again when it has changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator import assets, script
from annotator.edit.known_phrases import Phrase, collect_phrases
from annotator.edit.phrase_memory import PhraseMemory
from annotator.model import School
from annotator.privacy.matcher import Matcher, collect_privacy
from annotator.script import SCRIPT
from annotator.voice import choose

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class PhraseShelf:
    """The phrase memories of a folder of tutorials. Thread-safe; nothing is read before it is asked for."""

    root: Path
    _read: dict[Path, tuple[_Stamp, tuple[Phrase, ...]]] = field(default_factory=dict)
    _memories: dict[tuple[Path | None, _Stamp], PhraseMemory] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def load(self, besides: Path | None = None) -> PhraseMemory:
        """The memory of all tutorials but the one in the folder ``besides``, which is being written."""
        with self._lock:
            shipped = list(_list_tutorials(assets.shipped_tutorials()))
            own = [path for path in _list_tutorials(self.root) if path not in shipped]
            wanted = [path for path in (*own, *shipped) if besides is None or path != besides.resolve()]
            stamps = {path: _stamp(path) for path in wanted}
            key = (besides, tuple(entry for path in wanted for entry in stamps[path]))
            if key not in self._memories:
                phrases = [phrase for path in wanted for phrase in self._phrases(path, stamps[path], path in own)]
                self._memories = {key: PhraseMemory(phrases)}  # the last one alone: one tutorial is written at a time
            return self._memories[key]

    def _phrases(self, folder: Path, stamp: _Stamp, own: bool) -> tuple[Phrase, ...]:
        known = self._read.get(folder)
        if known is None or known[0] != stamp:
            known = (stamp, _read_phrases(folder, own))
            self._read[folder] = known
        return known[1]


def _list_tutorials(root: Path) -> Iterator[Path]:
    """The folders in ``root`` with a script, links left out."""
    try:
        paths = sorted(root.iterdir())
    except OSError:
        return
    for path in paths:
        try:
            if not path.is_symlink() and (path / SCRIPT).is_file() and not (path / SCRIPT).is_symlink():
                yield path.resolve()
        except OSError:
            continue


def _stamp(folder: Path) -> _Stamp:
    """What changes with the script, and with the settings and the list of names above it."""
    _, _, school_file = _find_school(folder)
    entries = []
    for path in (folder / SCRIPT, *([school_file] if school_file else [])):
        try:
            state = path.stat()
            entries.append((str(path), state.st_mtime_ns, state.st_size))
        except OSError:
            entries.append((str(path), 0, 0))
    return tuple(entries)


def _find_school(folder: Path) -> tuple[School, bool, Path | None]:
    """The school of a tutorial, and whether all of its file could be read, the list of names above all."""
    school, problems, file = script.find_school(folder, choose.CHOICES)
    return school, not any(problem.level == "problem" for problem in problems), file


def _read_phrases(folder: Path, own: bool) -> tuple[Phrase, ...]:
    """The phrases of one tutorial; none if its list of names can't be read, since then nobody knows what is private."""
    tutorial = script.read_folder(folder).readable
    school, whole, _ = _find_school(folder)
    if tutorial is None or not whole:
        return ()
    matcher = Matcher(collect_privacy(tutorial, school))
    return collect_phrases(tutorial, matcher, folder.name, own=own)
