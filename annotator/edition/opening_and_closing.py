"""Say the opening and the closing of a tutorial: its title and reason, and whom a family asks."""

from annotator.model import School, Tutorial
from annotator.phrases import Phrasebook


def opening_text(tutorial: Tutorial, lang: str) -> str:
    """The text of the opening: the title, and the reason to watch if there is one."""
    return " ".join(part for part in (end_sentence(tutorial.title(lang)), tutorial.why(lang)) if part)


def closing_text(tutorial: Tutorial, school: School, book: Phrasebook) -> str:
    """The text of the closing: that it is the end, what to do if the screen looks different, and whom to ask at the school.

    If a step says that it is the end ("¡Listo!"), the closing doesn't repeat it.
    """
    counted = [step for step in tutorial.steps if not step.is_aside]
    ends_itself = any(step.action is not None and step.action.kind == "done" for step in counted)
    parts = [] if ends_itself else [book.fixed("end")]
    return " ".join((*parts, book.fixed("different"), help_text(school, book)))


def help_text(school: School, book: Phrasebook) -> str:
    """Whom a family asks, and how."""
    if not school.person:
        return book.fixed(school.help_by)
    names = dict(school.language_names)
    spoken = book.list_or([book.fixed("in", language=book.language(lang, names)) for lang in school.person_languages])
    parts = [end_sentence(book.fixed(f"{school.help_by}-to", person=book.person_after_to(school.person)))]
    if spoken:  # by itself: sentences are short
        parts.append(end_sentence(spoken[0].upper() + spoken[1:]))
    return " ".join(parts)


def not_ours_text(school: School, book: Phrasebook) -> str:
    """The answer in words to a picture of something that the school doesn't teach, without the school's number, to be short."""
    return f"{book.fixed('not-ours')} {help_text(school, book)}"


def end_sentence(text: str) -> str:
    """A text with a full stop, unless it is empty or its last character is one of ``.!?…``."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."
