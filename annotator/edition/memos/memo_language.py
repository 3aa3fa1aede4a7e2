"""Open a tutorial for memos in a language that its script may not have yet."""

from pathlib import Path

from annotator import script
from annotator.errors import refuse_problems
from annotator.messages import join
from annotator.model import School, Tutorial
from annotator.phrases import native_name
from annotator.voice import choose


def open_tutorial(folder: Path) -> tuple[Tutorial, School]:
    """Read a tutorial and its school's settings; a language may be incomplete. Raises ProblemsError for other problems."""
    reading = script.read_folder(folder)
    school, school_problems, _ = script.find_school(folder, choose.CHOICES)
    refuse_problems((*reading.problems, *school_problems))
    assert reading.tutorial is not None, "without a tutorial there is a problem"
    return reading.tutorial, school


def missing_heading(tutorial: Tutorial, school: School, lang: str) -> str | None:
    """The title line that the script still needs for ``lang``, with the language's name where the title goes; or None."""
    if lang in tutorial.languages:
        return None
    name = native_name(lang, dict(school.language_names))
    return join(f"# {lang}:", name if name != lang else "the title in that language")
