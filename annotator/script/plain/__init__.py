"""Review the language of a tutorial, because a family that reads little stops at the first sentence it doesn't understand.

``- es: Ingrese sus credenciales.`` is a warning with better words in it. Pure: takes the tutorial and the words on its
screenshots. The words of each language are in ``assets/languages``.
"""

from annotator.script.plain.compare import compare
from annotator.script.plain.four_questions import Answer, answer_questions
from annotator.script.plain.like_controls import find_unplaced, place_among
from annotator.script.plain.reading_level import ReadingLevel
from annotator.script.plain.review import check_text, measure_level, review
from annotator.script.plain.rules import Finding
from annotator.script.plain.step_rules import says_what_to_type
