"""Join a name that is broken over lines, as "Welcome, Ximena" above "Bautista!" or on the narrow tile of a meeting. Pure.

A list of people may have its rows as close: there, the next line begins with a given name, or follows a whole name.
"""

from __future__ import annotations

import re
from typing import Final

from annotator.privacy import GIVEN_NAMES, GIVEN_NAMES_AND_WORDS, SURNAMES
from annotator.screen.locate.passages import MAX_LINES, reads_on
from annotator.screen.names.name_cues import PARTICLES
from annotator.screen.names.name_form import NameForm, parse_name_at
from annotator.screen.names.name_phrases import PageLayout
from annotator.text.folding import fold

_WORD: Final = re.compile(r"[^\W\d_]+")
_NEVER_SECOND: Final = GIVEN_NAMES | (GIVEN_NAMES_AND_WORDS - SURNAMES)
"""Words with which the next person's name begins."""
_ENDED: Final = re.compile(r"\s*(?:[^\w\s]|$)")
"""What ends a name on its last line: punctuation, or nothing more."""


def join_lines(page: PageLayout, number: int, form: NameForm) -> tuple[tuple[int, NameForm], ...]:
    """The parts of a name that begins on line ``number``, each with its line; the evidence of the last is that of all.

    ``((3, NameForm(9, 15, …)), (4, NameForm(0, 8, …)))`` of "Welcome, Ximena" in line 3 and "Bautista!" below it.
    """
    parts = [(number, form)]
    lines = page.texts
    text = lines[number].text.rstrip()
    in_list = number in page.dated or any(reads_on(lines[n].box, lines[number].box) for n in page.names if n != number)
    while len(parts) < MAX_LINES:
        last, part = parts[-1]
        box = lines[last].box
        below = [n for n, line in enumerate(lines) if line.box.y > box.y and reads_on(box, line.box)]
        nearest = min(below, key=lambda n: lines[n].box.y, default=last)
        lower = lines[nearest].text
        joined = parse_name_at(f"{text} {lower}", form.start)
        end = joined.end - len(text) - 1 if joined and below else 0
        if joined is None or end <= 0 or not _belongs(text[form.start :], lower, end, in_list=in_list):
            break
        parts[-1] = (last, NameForm(part.start, len(lines[last].text.rstrip()), part.evidence))
        parts.append((nearest, NameForm(0, end, joined.evidence)))
        text = f"{text} {lower}".rstrip()
    return tuple(parts)


def _belongs(upper: str, lower: str, end: int, *, in_list: bool) -> bool:
    """Whether the words of ``lower`` up to ``end`` are more of the name in ``upper``, rather than somebody or something else."""
    words = _list_words(lower[:end])
    if lower[0].islower():  # "de la Cruz"
        return True
    if in_list or words[0] in _NEVER_SECOND or parse_name_at(lower, 0) is None:  # "Los Robles" is a place
        return False
    is_whole = any(word in SURNAMES for word in _list_words(upper)[1:])
    return words[0] in SURNAMES or (not is_whole and bool(_ENDED.match(lower, end)))


def _list_words(text: str) -> list[str]:
    return [word for match in _WORD.finditer(text) if (word := fold(match.group())) not in PARTICLES]
