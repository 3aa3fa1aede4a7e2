"""The four questions of a clear material, answered from the tutorial itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model import School, Tutorial
from annotator.script.completeness import MAX_STEPS
from annotator.script.language_tags import find_declared
from annotator.script.plain.review import Split
from annotator.script.plain.rules import MAX_WORDS


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer, and for a no what to do about it."""

    question: str
    yes: bool
    remedy: str

    def __str__(self) -> str:
        return f"{self.question} {'yes' if self.yes else f'no: {self.remedy}'}"


def answers(tutorial: Tutorial, school: School, languages: Sequence[str], split: Split) -> tuple[Answer, ...]:
    """Answer each: one message, why first, each step an action, whom to call."""
    known = [lang for lang in (find_declared(lang, tutorial.languages) for lang in languages) if lang]
    titles = [tutorial.title(lang) for lang in known]
    short = all(len(split(title, lang)) <= 1 for title, lang in zip(titles, known, strict=True))
    short = short and all(len(title.split()) <= MAX_WORDS for title in titles)
    memos = {memo.lang for memo in tutorial.title_memos}
    return (
        Answer(
            "One message?",
            short and len(tutorial.steps) <= MAX_STEPS,
            f"make two tutorials of at most {MAX_STEPS} steps, each with a title of one short sentence.",
        ),
        Answer(
            "Why first?",
            all(tutorial.why(lang) or lang in memos for lang in known),
            "write a line “- why …” for each language above the first picture.",
        ),
        Answer(
            "Is each step an action?",
            all(step.action is not None for step in tutorial.steps),
            "give every picture a line such as “- tap: …” or “- look: …”.",
        ),
        Answer(
            "Whom to call?",
            bool(school.person or school.phone),
            "write person and phone into school.toml.",
        ),
    )
