"""Judge a change that the page made of a tutorial as one JSON document: only what a script can hold is accepted.

The page gets the whole tutorial as JSON, changes it, and sends it back. The new one is written as a script and read again: if
that isn't the same tutorial, files aside, the change is refused (`judge`). A step with ``- tap: Join`` is::

    {"picture": "01.png", "action": {"kind": "tap", "target": {"kind": "text", "wordings": ["Join"], …}, …}, …}
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
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

    Raises ChangeError unless that is the same tutorial but for files, and for a text or an aside that isn't allowed. A text that
    was there before may stay, as may an aside without a question, and one that is the first step of both.
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

    A step's are looked for in the old steps with its picture. With the last guess of a step, those of titles and reasons go, too.
    """
    steps_by_picture: defaultdict[str, list[Step]] = defaultdict(list)
    for step in before.steps:
        steps_by_picture[step.picture].append(step)
    steps = tuple(_with_guesses_of_steps(steps_by_picture[step.picture], step) for step in after.steps)
    loses_last_guess = any(step.is_guess for step in before.steps) and not any(step.is_guess for step in steps)
    old_texts = () if loses_last_guess else (*before.titles, *before.whys)
    return replace(after, titles=_marked(old_texts, after.titles), whys=_marked(old_texts, after.whys), steps=steps)


def _with_guesses_of_steps(before: Sequence[Step], step: Step) -> Step:
    variants = tuple(
        replace(variant, narration=_marked(_list_variant_texts(before, variant.phone), variant.narration))
        for variant in step.variants
    )
    narration = _marked((said for old in before for said in old.narration), step.narration)
    return replace(step, narration=narration, variants=variants)


def _list_variant_texts(steps: Sequence[Step], phone: str) -> list[Said]:
    """What is said in these steps for another phone."""
    return [said for step in steps for variant in step.variants if variant.phone == phone for said in variant.narration]


def _marked(before: Iterable[Said], texts: tuple[Said, ...]) -> tuple[Said, ...]:
    """``texts``, those marked as guesses that were guesses before, and no others."""
    guesses = {(said.lang, said.text) for said in before if said.guess}
    return tuple(replace(said, guess=(said.lang, said.text) in guesses) for said in texts)


def _list_texts(document: Any) -> Iterator[str]:
    """All texts in a JSON document, without its keys."""
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
    """Raise ChangeError if the first step becomes an aside (for some families only), or a new aside's question is empty."""
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
