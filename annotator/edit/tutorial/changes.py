"""Judge a change that the page made of a tutorial as one JSON document: only what a script can hold is accepted.

The page gets the whole tutorial as JSON, changes it, and sends it back. The new one is written as a script and read again: if
that isn't the same tutorial, the change is refused (`judge`). A step with ``- tap: Join`` is::

    {"picture": "01.png", "action": {"kind": "tap", "target": {"kind": "text", "wordings": ["Join"], …}, …}, …}
"""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from annotator.edit.errors import ChangeError
from annotator.edit.json_codec import to_json
from annotator.model import Said, Step, Tutorial
from annotator.script import SCRIPT, Reading, read, shipped_icons, write

MAX_TEXT = 1_000
"""Maximum length of a new text, in characters."""


def judge(before: Tutorial, after: Tutorial, files: Collection[str]) -> tuple[str, Reading]:
    """The script of ``after``, a change of ``before``, and the tutorial read back from it with these files in its folder.

    Raises ChangeError unless that is the same tutorial, and for a new text or aside that isn't allowed; old ones may stay.
    """
    after = _with_guesses_of(before, after)
    for text in set(_list_texts(to_json(after, Tutorial))) - set(_list_texts(to_json(before, Tutorial))) - set(files):
        check_text(text)
    _check_asides(before, after)
    script = write(after)
    reading = parse(script, frozenset(files))
    if reading.readable is None or without_files(reading.readable) != without_files(after):
        raise _unwritable_change(reading)
    return script, reading


def _with_guesses_of(before: Tutorial, after: Tutorial) -> Tutorial:
    """``after`` with unchanged texts marked as guesses again, since the page's JSON has only the words.

    With the last guess of a step, those of titles and reasons go, too.
    """
    guesses = {(step.picture, said.lang, said.text) for step in before.steps for said in step.narration if said.guess}
    guesses |= {
        (f"{step.picture}.{each.phone}", said.lang, said.text)
        for step in before.steps
        for each in step.variants
        for said in each.narration
        if said.guess
    }

    def marked(texts: tuple[Said, ...], picture: str = "") -> tuple[Said, ...]:
        return tuple(replace(said, guess=(picture, said.lang, said.text) in guesses) for said in texts)

    def marked_step(step: Step) -> Step:
        variants = tuple(
            replace(each, narration=marked(each.narration, f"{step.picture}.{each.phone}")) for each in step.variants
        )
        return replace(step, narration=marked(step.narration, step.picture), variants=variants)

    steps = tuple(map(marked_step, after.steps))
    if not any(step.is_guess for step in before.steps) or any(step.is_guess for step in steps):
        guesses |= {("", said.lang, said.text) for said in (*before.titles, *before.whys) if said.guess}
    return replace(after, titles=marked(after.titles), whys=marked(after.whys), steps=steps)


def _list_texts(document: Any) -> Iterator[str]:
    """All texts in a JSON document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict):
        yield from _list_texts([*document.values()])
    elif isinstance(document, list):
        for member in document:
            yield from _list_texts(member)


def check_text(text: str) -> None:
    """Raise ChangeError for a text that is too long, or can't be on one line of a script."""
    if len(text) > MAX_TEXT:
        raise ChangeError("This text is too long.", "Write at most {max_text} characters.", max_text=f"{MAX_TEXT:,}")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
        raise ChangeError("This text has a line break or a character that no screen can show.", "Type it again.")


def _check_asides(before: Tutorial, after: Tutorial) -> None:
    """Raise ChangeError for a new aside (a step for some families only) that comes first, or has no question."""
    if _begins_with_aside(after) and not _begins_with_aside(before):
        raise ChangeError("An aside can't be the first: there is no step before it.", "Make it a step first.")
    old_questions = {step.questions for step in before.steps}
    for step in after.steps:
        if step.is_aside and step.questions not in old_questions and not all(said.text for said in step.questions):
            remedy = "Write for whom it is, as a question, or make it a step for everybody."
            raise ChangeError("Without a question it would be a step for everybody.", remedy)


def _begins_with_aside(tutorial: Tutorial) -> bool:
    return bool(tutorial.steps) and tutorial.steps[0].is_aside


def _unwritable_change(reading: Reading) -> ChangeError:
    """Why a change, once written, would not read back the same."""
    for problem in reading.problems:
        if problem.line in reading.dropped_lines:
            return ChangeError(problem.message, problem.remedy)
    return ChangeError("The script can't hold this.", "Write it shorter or simpler.")


def parse(text: str, files: frozenset[str]) -> Reading:
    """Read a script as it would be read from the folder with these files."""
    return read(text, files, SCRIPT, shipped_icons())


def without_files(tutorial: Tutorial) -> Tutorial:
    """A tutorial as the script alone has it: without the memos and pictures that are found by their names."""
    steps = tuple(replace(step, pictures=(), memos=(), phone_files=()) for step in tutorial.steps)
    return replace(tutorial, steps=steps, title_memos=(), end_memos=(), greetings=())
