"""Answer the four questions that staff are asked about a tutorial as a whole.

Is it one message? Does it say why first? Is each step an action? Whom does a family call?
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.messages import Message
from annotator.model import School, Tutorial
from annotator.script.checks.completeness import MAX_STEPS, count_tutorials
from annotator.script.language_tags import find_declared
from annotator.script.plain.rules import MAX_WORDS
from annotator.text.sentence_rules import split_sentences


@dataclass(frozen=True, slots=True)
class Answer:
    """A question about the tutorial, with its answer: ``Answer("Why first?", False, "write a line “- why …” …")``.

    Attributes:
        question: the question as staff read it.
        yes: whether the answer is yes.
        remedy: the thing to do if the answer is no.
    """

    question: str
    yes: bool
    remedy: str

    @property
    def words(self) -> Message:
        """The question and its answer as one line."""
        if self.yes:
            return Message("{question} yes", question=self.question)
        return Message("{question} no: {remedy}", question=self.question, remedy=self.remedy)


def answer_questions(tutorial: Tutorial, school: School, languages: Sequence[str]) -> tuple[Answer, ...]:
    """Answer the four questions in their order, for those of ``languages`` that the tutorial declares."""
    declared = [lang for lang in (find_declared(lang, tutorial.languages) for lang in languages) if lang]
    titles = [tutorial.title(lang) for lang in declared]
    has_short_titles = all(len(split_sentences(title)) <= 1 and len(title.split()) <= MAX_WORDS for title in titles)
    with_opening_memo = {memo.lang for memo in tutorial.title_memos}
    template = "make {count} tutorials of at most {max_steps} steps, each with a title of one short sentence."
    one_message = Message(template, count=count_tutorials(tutorial.counted_steps), max_steps=MAX_STEPS)
    return (
        Answer("One message?", has_short_titles and tutorial.counted_steps <= MAX_STEPS, one_message),
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
        Answer("Whom to call?", bool(school.person or school.phone), "write person and phone into school.toml."),
    )
