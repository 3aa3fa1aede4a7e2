"""Look up the files of a folder by name, forgiving what people don't see: the case of a suffix, the form of an accent."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from annotator.script.file_names import (
    PICTURES,
    RECORDINGS,
    TaggedName,
    is_named_as_media,
    parse_tagged_name,
    stem,
    suffix,
)
from annotator.script.keywords import find_nearest


class FileIndex:
    """The file names of one folder. `find` ignores the Unicode form of the name and the case of its suffix."""

    def __init__(self, files: Collection[str]) -> None:
        self._all = sorted(files)
        self._exact = frozenset(self._all)
        self._normalized = {stem(name) + suffix(name): name for name in reversed(self._all)}  # of two, the first counts
        self._tagged: dict[str, list[TaggedName]] = defaultdict(list)
        for tagged in filter(None, map(parse_tagged_name, self._all)):
            self._tagged[tagged.stem].append(tagged)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def find(self, name: str) -> str | None:
        """The file's real name, or None."""
        return name if name in self._exact else self._normalized.get(stem(name) + suffix(name))

    def find_doubled(self, name: str) -> str | None:
        """The file whose name is ``name``, which ends like media, and a suffix that Windows hides (``01.png.png``), or None."""
        if not is_named_as_media(name):
            return None
        doubled = (self.find(name + ending) for ending in sorted(PICTURES | RECORDINGS))
        return next((file for file in doubled if file is not None), None)

    def find_nearest(self, name: str, suffixes: Collection[str], also: Collection[str] = ()) -> str | None:
        """The file that ``name`` is probably meant to be, or None: one with one of the ``suffixes``, or one of ``also``."""
        choices = [*(file for file in self._all if suffix(file) in suffixes), *also]
        same_stem = [file for file in choices if stem(file) == unicodedata.normalize("NFC", name)]
        return same_stem[0] if same_stem else find_nearest(name, choices)

    def find_tagged(self, base: str) -> Sequence[TaggedName]:
        """All files ``BASE.LANG.SUFFIX`` of a stem in NFC, as `file_names.stem` returns it, sorted by name."""
        return self._tagged.get(base, ())

    def find_of_phone(self, name: str, word: str) -> list[str]:
        """All pictures ``STEM.WORD.SUFFIX`` that share the stem of ``name``, in any case of the word."""
        stems = {file: stem(file).rpartition(".") for file in self._all if suffix(file) in PICTURES}
        return [
            file for file, (base, _, last) in stems.items() if base == stem(name) and last.casefold() == word.casefold()
        ]

    def find_named(self, word: str, suffixes: Collection[str]) -> list[TaggedName]:
        """All files ``WORD.LANG.SUFFIX`` with one of the ``suffixes``; the lower-case ``word`` may begin with a capital there."""
        found = (*self.find_tagged(word), *self.find_tagged(word.capitalize()))
        return [file for file in found if file.suffix in suffixes]
