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

    Raises ChangeError unless that is the same tutorial, files aside, and for a text or an aside that isn't allowed. Faults that
    ``before`` had may stay: its texts, the questions of its asides, and an aside as the first step.
    """
    after = _restore_guesses(before, after)
    old_texts = {*_list_texts(to_json(before, Tutorial)), *files}
    for text in {*_list_texts(to_json(after, Tutorial))} - old_texts:
        check_text(text)
    _check_asides(before, after)
    script = write(after)
    reading = parse(script, frozenset(files))
    if reading.readable is None or without_files(reading.readable) != without_files(after):
        raise _unwritable_change(reading)
    return script, reading


def _restore_guesses(before: Tutorial, after: Tutorial) -> Tutorial:
    """``after`` with its unchanged texts marked as guesses if they were: the page's JSON doesn't tell.

    When the last guess in the steps is confirmed, the titles and the reasons to watch count as confirmed, too.
    """
    old_steps: defaultdict[str, list[Step]] = defaultdict(list)
    for step in before.steps:
        old_steps[step.picture].append(step)
    steps = tuple(_restore_step_guesses(old_steps[step.picture], step) for step in after.steps)
    had_guess = any(step.is_guess for step in before.steps)
    has_guess = any(step.is_guess for step in steps)
    old_texts = () if had_guess and not has_guess else (*before.titles, *before.whys)
    titles, whys = _mark_guesses(after.titles, old_texts), _mark_guesses(after.whys, old_texts)
    return replace(after, titles=titles, whys=whys, steps=steps)


def _restore_step_guesses(old_steps: Sequence[Step], step: Step) -> Step:
    """A step with the guesses among its sentences marked as in the old steps with its picture."""
    variants = []
    for variant in step.variants:
        old_variants = [old for old_step in old_steps for old in old_step.variants if old.phone == variant.phone]
        narration = _mark_guesses(variant.narration, (said for old in old_variants for said in old.narration))
        variants.append(replace(variant, narration=narration))
    narration = _mark_guesses(step.narration, (said for old_step in old_steps for said in old_step.narration))
    return replace(step, narration=narration, variants=tuple(variants))


def _mark_guesses(texts: Iterable[Said], old_texts: Iterable[Said]) -> tuple[Said, ...]:
    """The texts, of which those are guesses that were guesses among the old ones in the same language."""
    guesses = {(said.lang, said.text) for said in old_texts if said.guess}
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
    """Raise ChangeError if an aside comes first where none did, or an aside with new questions has an empty one."""
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
