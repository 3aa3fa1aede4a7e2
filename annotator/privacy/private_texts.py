"""Collect the private texts of a school and its tutorial, and the texts that may be seen although they have a listed name."""

from dataclasses import dataclass, field

from annotator.model import Hide, School, Show, TextTarget, Tutorial


@dataclass(frozen=True, slots=True)
class HiddenText:
    """A text that a ``hide:`` line covers: ``- hide: Ana Luz = Luna`` in line 9 is ``HiddenText("Ana Luz", "Luna", 9)``.

    Attributes:
        text: the private text.
        example: the invented text in its place, or None.
        line: the number of the line.
        occurrence: the number of the only place that the line covers on its picture (``- hide: Ana #2``), or None.
    """

    text: str
    example: str | None = None
    line: int = field(default=0, compare=False)
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class Privacy:
    """The private texts of a tutorial and its school, and the exceptions.

    ``Privacy(names=("García López, Ana",), hidden=(HiddenText("Marta Ruiz"),), public=("Sra. Rosa",), phones=("410-555-0100",))``

    Attributes:
        names: the lines of the roster, as ``Ana García López`` or ``García López, Ana``.
        hidden: the texts that the script hides.
        public: the texts in which a listed name may be seen: the help person, the school's name, examples, and the ``show:``
            lines of a tutorial or a step.
        phones: the phone numbers that may be seen, in any spelling.
    """

    names: tuple[str, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    public: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def collect_privacy(tutorial: Tutorial | None, school: School) -> Privacy:
    """Collect the private texts of a school and one of its tutorials, with what any of its steps hides."""
    hides = all_hides(tutorial) if tutorial else ()
    hidden = dict.fromkeys(
        HiddenText(wording, hide.example, hide.line, hide.target.occurrence)
        for hide in hides
        if isinstance(hide.target, TextTarget)
        for wording in hide.target.wordings
    )
    examples = [hide.example for hide in hides if hide.example]
    shown = [wording for show in (tutorial.shows if tutorial else ()) for wording in shown_wordings(show)]
    public = [text for text in (school.person, school.name, *examples, *shown) if text]
    return Privacy(
        school.names,
        tuple(hidden),
        tuple(dict.fromkeys(public)),
        tuple(number for number in (school.phone, school.whatsapp) if number),
    )


def all_hides(tutorial: Tutorial) -> tuple[Hide, ...]:
    """All ``hide:`` lines of a tutorial: those above its first picture, then those of its steps and of other phones' pictures."""
    return (*tutorial.hides, *(hide for step in tutorial.steps for part in step.parts for hide in part.hides))


def hidden_wordings(hide: Hide) -> tuple[str, ...]:
    """The texts that a ``hide:`` line hides (``Marta Ruiz | Ruiz, Marta``); none for an icon, a point or a box."""
    return hide.target.wordings if isinstance(hide.target, TextTarget) else ()


def shown_wordings(show: Show) -> tuple[str, ...]:
    """The texts that a ``show:`` line makes public; none for one place on a picture (``show: Ana #2``)."""
    target = show.target
    return target.wordings if isinstance(target, TextTarget) and target.occurrence is None else ()
