"""Plain words: what a family that reads little would not understand, told kindly and with what to write instead.

Pure, from the tutorial and the words on its screenshots. The words of each language are in ``assets/languages``.
"""

from annotator.script.plain.questions import Answer, answers
from annotator.script.plain.readability import Level
from annotator.script.plain.review import OLD_DAYS, age, findings, level, review
from annotator.script.plain.rules import Finding

__all__ = ["OLD_DAYS", "Answer", "Finding", "Level", "age", "answers", "findings", "level", "review"]
