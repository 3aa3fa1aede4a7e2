"""Find while a field is typed what ``check`` would find in its text, so that nobody learns it only after the last step."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NamedTuple

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
_NAMES: Final[dict[Field, str]] = {"sentence": "narration", "question": "questions", "title": "titles", "why": "whys"}
"""The attribute of a step, or of a tutorial, that has the texts of each field."""
_MAX_PROPOSALS: Final = 12
"""Maximum number of wordings that are tried for one finding."""


class FieldText(NamedTuple):
    """A field and its text: ``FieldText(0, "sentence", "es", "Toque Unirse.")`` in the first step.

    ``step`` is None for ``title`` and ``why``.
    """

    step: int | None
    field: Field
    lang: str
    text: str


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
    typed: FieldText,
    school: School | None = None,
    screen_texts: ScreenTexts | None = None,
    place: Place | None = None,
) -> tuple[Finding, ...]:
    """The findings about a field, in the words of ``check``, also those that were put away.

    Args:
        tutorial: the current tutorial, in which the field is replaced.
        typed: the field and its text as typed; an empty one has no findings.
        school: the settings of the school, with its list of names.
        screen_texts: the words on the screenshots.
        place: the place of the step's control among those that look like it, if there are any.

    Raises AnnotatorError for a language that isn't there.
    """
    text = " ".join(typed.text.split())
    if not text:
        return ()
    edited = _EditedField(tutorial, typed, school or School(), screen_texts or {}, place)
    problems = edited.review(text)
    findings = []
    for problem in problems:
        better = _find_better(edited, text, problem, problems)
        key = differences.digest_message(problem.message, typed.text) if problem.level == "warning" else None
        findings.append(Finding(problem.message, problem.remedy, better, problem.level, key))
    return tuple(findings)


def list_texts(tutorial: Tutorial) -> dict[int, FieldText]:
    """The fields that have a text, by their lines."""
    texts = {}
    holders: list[tuple[int | None, Tutorial | Step]] = [(None, tutorial), *enumerate(tutorial.steps)]
    for step, holder in holders:
        for field in _NAMES:
            for said in _texts_of(holder, field):
                texts[said.line] = FieldText(step, field, said.lang, said.text)
    return texts


@dataclass(frozen=True)
class _EditedField:
    """A field of a tutorial, in which texts can be tried."""

    tutorial: Tutorial
    typed: FieldText
    school: School
    screen_texts: ScreenTexts
    place: Place | None

    def review(self, text: str) -> tuple[Problem, ...]:
        """The findings about this field if it has this text, without those about the whole tutorial.

        If the script can't be read then, or lacks the field, its problems.
        """
        changed = self._with_text(text)
        # Read as it would be on disk, so that the lines that messages name are the script's.
        reading = script.read(script.write(changed), _list_files(changed), SCRIPT, script.shipped_icons())
        read = reading.readable
        line = None if read is None else self._find_line(read)
        if read is None or line is None:
            return reading.problems
        matcher = match_privacy(read, self.school)
        step, lang = self.typed.step, self.typed.lang
        places: Places = {(step, lang): self.place} if step is not None and self.place else {}
        found: list[Problem] = [
            *script.check_glyphs(read, (lang,)),
            *plain.review(read, read.languages, self.screen_texts),
            *plain.find_unplaced(read, places),
            *privacy_checks.check_typed_texts(self._without_other_texts(read), self.school, matcher, "tutorial"),
        ]
        problems = (*reading.problems, *script.without_accepted(read, found))
        of_line = dict.fromkeys(problem for problem in problems if problem.line == line)
        return tuple(problem for problem in of_line if kind_of(problem.message) != HARD_TUTORIAL)

    def list_buttons(self) -> Sequence[str]:
        """The words on the step's buttons; none for a title or a reason to watch."""
        return () if self.typed.step is None else list_known_wordings(self.tutorial.steps[self.typed.step])

    def _with_text(self, text: str) -> Tutorial:
        """The tutorial with this text in the field. Raises ChangeError for a language that it doesn't have."""
        steps, languages = self.tutorial.steps, self.tutorial.languages
        if self.typed.lang not in languages:
            raise ChangeError('The tutorial has no language "{lang}".', "Add the language first.", lang=self.typed.lang)
        old_texts = _texts_of(self._holder(self.tutorial), self.typed.field)
        texts = {said.lang: said for said in (*old_texts, Said(self.typed.lang, text))}
        in_order = tuple(texts[lang] for lang in languages if lang in texts)
        change: Any = {_NAMES[self.typed.field]: in_order}
        if self.typed.step is None:
            return replace(self.tutorial, **change)
        step = replace(steps[self.typed.step], **change)
        return replace(self.tutorial, steps=(*steps[: self.typed.step], step, *steps[self.typed.step + 1 :]))

    def _without_other_texts(self, read: Tutorial) -> Tutorial:
        """The tutorial without most other texts, since searching texts for names takes long."""
        bare = replace(read, titles=(), whys=(), device=None, platform=None, steps=(), hides=(), shows=())
        if self.typed.step is None:
            return replace(
                bare, whys=tuple(said for said in (*read.titles, *read.whys) if said.lang == self.typed.lang)
            )
        step = read.steps[self.typed.step]
        texts = tuple(said for said in (*step.questions, *step.narration) if said.lang == self.typed.lang)
        return replace(bare, steps=(Step(step.picture, narration=texts, shows=step.shows, line=step.line),))

    def _find_line(self, read: Tutorial) -> int | None:
        """The line of the field in the script; None if it has none."""
        lines = {said.lang: said.line for said in _texts_of(self._holder(read), self.typed.field)}
        return lines.get(self.typed.lang)

    def _holder(self, tutorial: Tutorial) -> Tutorial | Step:
        """What has the field: the step, or else the tutorial."""
        return tutorial if self.typed.step is None else tutorial.steps[self.typed.step]


def _texts_of(holder: Tutorial | Step, field: Field) -> tuple[Said, ...]:
    """The texts of a field, by language; none for a field that a step, or a tutorial, doesn't have."""
    texts: tuple[Said, ...] = getattr(holder, _NAMES[field], ())
    return texts


def _list_files(tutorial: Tutorial) -> tuple[str, ...]:
    """The files that a tutorial names, so that reading it again reports none as missing."""
    names: list[str] = []
    for step in tutorial.steps:
        names += [*step.all_pictures, *(memo.file for memo in step.all_memos)]
    names += [memo.file for memo in (*tutorial.title_memos, *tutorial.end_memos, *tutorial.greetings)]
    return tuple(dict.fromkeys(names))


def _find_better(edited: _EditedField, text: str, problem: Problem, problems: Sequence[Problem]) -> str | None:
    """The first wording proposed for one of the field's problems that is better; None if none is."""
    is_private = kind_of(problem.message) in (HAS_HIDDEN_TEXT, HAS_LISTED_NAME)
    proposals = propose(
        text, edited.typed.lang, problem.message, problem.remedy, buttons=edited.list_buttons(), private=is_private
    )
    for proposal in itertools.islice(proposals, _MAX_PROPOSALS):
        if _is_better(problem, problems, edited.review(proposal)):
            return proposal
    return None


def _is_better(problem: Problem, before: Sequence[Problem], after: Sequence[Problem]) -> bool:
    """Whether a problem of those ``before`` is gone, or is about other words, and none is new."""
    kind, quotes = kind_of(problem.message), quoted_parts(problem.message)
    old_kinds = Counter(kind_of(old.message) for old in before)
    new_kinds = Counter(kind_of(new.message) for new in after)
    if new_kinds - old_kinds:
        return False
    if new_kinds[kind] < old_kinds[kind]:
        return True
    # A problem of a whole sentence isn't gone because the sentence is another one now.
    quotes_words = not all(quoted.endswith(("…", ".", "!", "?")) for quoted in quotes)
    remains = any(kind_of(new.message) == kind and quoted_parts(new.message) == quotes for new in after)
    return quotes_words and not remains
