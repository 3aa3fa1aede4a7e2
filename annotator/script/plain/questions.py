"""Answer the four questions that tell whether a tutorial is clear, such as "One message?" and "Whom to call?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model import School, Tutorial
from annotator.script.checks.completeness import MAX_STEPS
from annotator.script.language_tags import find_declared
from annotator.script.plain.review import Split
from annotator.script.plain.rules import MAX_WORDS


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer, and what to do if the answer is no."""

    question: str
    yes: bool
    remedy: str

    def __str__(self) -> str:
        return f"{self.question} {'yes' if self.yes else f'no: {self.remedy}'}"


def answer_questions(tutorial: Tutorial, school: School, languages: Sequence[str], split: Split) -> tuple[Answer, ...]:
    """Answer the four questions in their order, for those of ``languages`` that the tutorial declares."""
    declared = [lang for lang in (find_declared(lang, tutorial.languages) for lang in languages) if lang]
    titles = {lang: tutorial.title(lang) for lang in declared}
    has_short_titles = all(len(split(title)) <= 1 and len(title.split()) <= MAX_WORDS for lang, title in titles.items())
    with_opening_memo = {memo.lang for memo in tutorial.title_memos}
    return (
        Answer(
            "One message?",
            has_short_titles and tutorial.counted_steps <= MAX_STEPS,
            f"make two tutorials of at most {MAX_STEPS} steps, each with a title of one short sentence.",
        ),
        Answer(
            "Why first?",
            all(tutorial.why(lang) or lang in with_opening_memo for lang in declared),
            "write a line “- why …” for each language above the first picture.",
        ),
        Answer(
            "Is each step an action?",
            all(step.action is not None or step.marks for step in tutorial.steps),
            "write a line such as “- tap: …” or “- look: …” below every picture.",
        ),
        Answer(
            "Whom to call?",
            bool(school.person or school.phone),
            "write person and phone into school.toml.",
        ),
    )
