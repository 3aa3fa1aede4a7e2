"""Find while a field is typed what ``check`` would find in its text, so that nobody learns it only after the last step.

A better wording is offered only if it has no new finding, and this one is gone or is about another word.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from annotator import script
from annotator.edit.errors import ChangeError
from annotator.edit.words import differences
from annotator.edit.words.better_wordings import propose
from annotator.edition import privacy_checks
from annotator.edition.privacy_checks import HAS_HIDDEN_TEXT, HAS_LISTED_NAME
from annotator.messages import kind_of, quoted_parts
from annotator.model import Problem, Said, School, Step, Tutorial
from annotator.privacy.matcher import match_privacy
from annotator.script import SCRIPT, plain
from annotator.script.plain.button_names import list_known_wordings
from annotator.script.plain.like_controls import Place, Places
from annotator.script.plain.review import HARD_TUTORIAL, ScreenTexts

Field = Literal["sentence", "question", "title", "why"]
_HOLDERS: Final = {"sentence": "narration", "question": "questions", "title": "titles", "why": "whys"}
"""The attribute of a tutorial, or of a step, that holds each field."""
_FOLDER: Final = "tutorial"
_MAX_PROPOSALS: Final = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about a field: the problem, its remedy, the whole text in a better wording or None, and the level.

    For instance ``Finding("“clic” is for a mouse.", "Write “toque”.", "Toque Unirse.", "warning", "9f3a…")``. Advice has a
    ``key`` by which it is put away; a problem has None.
    """

    message: str
    remedy: str
    better: str | None
    level: str
    key: str | None


def find(
    tutorial: Tutorial,
    step: int | None,
    field: Field,
    lang: str,
    text: str,
    school: School | None = None,
    seen: ScreenTexts | None = None,
    among: Place | None = None,
) -> tuple[Finding, ...]:
    """The findings about a field, in the words of ``check``, also those that were put away.

    Args:
        tutorial: the current tutorial, in which the field is replaced.
        step: the index of the step from 0; None for ``title`` and ``why``.
        field: which text it is.
        lang: its language, one of the tutorial's.
        text: the text as typed; an empty one has no findings.
        school: the settings of the school, with its list of names.
        seen: the words on the screenshots.
        among: the place of the step's control among those that look like it, if there are any.

    Raises AnnotatorError for a language that isn't there.
    """
    typed = " ".join(text.split())
    if not typed:
        return ()
    edited = _EditedField(tutorial, step, field, lang, school or School(), seen or {}, among)
    problems = edited.review(typed)
    counts = Counter(kind_of(problem.message) for problem in problems)
    known = list_known_wordings(tutorial.steps[step]) if step is not None else ()
    findings = []
    for problem in problems:
        better = _find_better(edited, typed, problem, counts, known)
        key = differences.digest_message(problem.message, text) if problem.level == "warning" else None
        findings.append(Finding(problem.message, problem.remedy, better, problem.level, key))
    return tuple(findings)


def list_texts(tutorial: Tutorial) -> dict[int, dict[str, Any]]:
    """The fields that have a text, by their lines: ``{7: {"step": 0, "field": "sentence", "lang": "es", "text": …}}``."""
    holders: list[tuple[int | None, Any]] = [(None, tutorial), *enumerate(tutorial.steps)]
    return {
        said.line: {"step": step, "field": field, "lang": said.lang, "text": said.text}
        for step, holder in holders
        for field, name in _HOLDERS.items()
        for said in getattr(holder, name, ())
    }


@dataclass(frozen=True)
class _EditedField:
    """A field of a tutorial, in which texts can be tried."""

    tutorial: Tutorial
    step: int | None
    field: Field
    lang: str
    school: School
    seen: ScreenTexts
    among: Place | None

    def review(self, text: str) -> tuple[Problem, ...]:
        """The findings about this field if it has this text, without those about the whole tutorial."""
        changed = self._put_in(text)
        # Read as it would be on disk, so that the lines that messages name are the script's.
        reading = script.read(script.write(changed), _list_files(changed), SCRIPT, script.shipped_icons())
        read = reading.readable
        line = None if read is None else self._find_line(read)
        if read is None or line is None:
            return reading.problems
        matcher = match_privacy(read, self.school)
        places: Places = {(self.step, self.lang): self.among} if self.step is not None and self.among else {}
        found: list[Problem] = [
            *script.check_glyphs(read, (self.lang,)),
            *plain.review(read, read.languages, self.seen),
            *plain.find_unplaced(read, places),
            *privacy_checks.check_typed_texts(self._reduce(read), self.school, matcher, _FOLDER),
        ]
        problems = (*reading.problems, *script.without_accepted(read, found))
        of_line = dict.fromkeys(problem for problem in problems if problem.line == line)
        return tuple(problem for problem in of_line if kind_of(problem.message) != HARD_TUTORIAL)

    def _put_in(self, text: str) -> Tutorial:
        """The tutorial with this text in the field. Raises ChangeError for a language that it doesn't have."""
        steps, languages, holder = self.tutorial.steps, self.tutorial.languages, _HOLDERS[self.field]
        if self.lang not in languages:
            raise ChangeError('The tutorial has no language "{lang}".', "Add the language first.", lang=self.lang)
        part: Any = self.tutorial if self.step is None else steps[self.step]
        texts = {said.lang: said for said in (*getattr(part, holder), Said(self.lang, text))}
        part = replace(part, **{holder: tuple(texts[lang] for lang in languages if lang in texts)})
        if self.step is not None:
            part = replace(self.tutorial, steps=(*steps[: self.step], part, *steps[self.step + 1 :]))
        assert isinstance(part, Tutorial)
        return part

    def _reduce(self, read: Tutorial) -> Tutorial:
        """A tutorial with little text but this field's: looking for names takes long."""
        bare = replace(read, titles=(), whys=(), device=None, platform=None, steps=(), hides=(), shows=())
        if self.step is None:
            return replace(bare, whys=tuple(said for said in (*read.titles, *read.whys) if said.lang == self.lang))
        step = read.steps[self.step]
        texts = tuple(said for said in (*step.questions, *step.narration) if said.lang == self.lang)
        return replace(bare, steps=(Step(step.picture, narration=texts, shows=step.shows, line=step.line),))

    def _find_line(self, read: Tutorial) -> int | None:
        """The line of the field in the script; None if it has none."""
        part: Any = read if self.step is None else read.steps[self.step]
        lines = {said.lang: said.line for said in getattr(part, _HOLDERS[self.field])}
        return lines.get(self.lang)


def _list_files(tutorial: Tutorial) -> tuple[str, ...]:
    """The files that a tutorial names, so that reading it again reports none as missing."""
    names: list[str] = []
    for step in tutorial.steps:
        names += [*step.all_pictures, *(memo.file for memo in step.all_memos)]
    names += [memo.file for memo in (*tutorial.title_memos, *tutorial.end_memos, *tutorial.greetings)]
    return tuple(dict.fromkeys(names))


def _find_better(
    field: _EditedField, text: str, problem: Problem, counts: Counter[str], known: Sequence[str]
) -> str | None:
    """A text with no new finding in which this one is gone, or is about another word; or None."""
    kind, quotes = kind_of(problem.message), quoted_parts(problem.message)
    # Of a whole sentence the finding is gone only where none like it is left: another sentence alone is no better.
    quotes_words = not all(quoted.endswith(("…", ".", "!", "?")) for quoted in quotes)
    private = kind in (HAS_HIDDEN_TEXT, HAS_LISTED_NAME)
    proposals = propose(text, field.lang, problem.message, problem.remedy, known, private=private)
    for proposal in itertools.islice(proposals, _MAX_PROPOSALS):
        messages = [problem.message for problem in field.review(proposal)]
        after = Counter(map(kind_of, messages))
        same_words = [message for message in messages if kind_of(message) == kind and quoted_parts(message) == quotes]
        is_gone = after[kind] < counts[kind] or (quotes_words and not same_words)
        if is_gone and not after - counts:
            return proposal
    return None
