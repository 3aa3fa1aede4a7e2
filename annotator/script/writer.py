"""Write scripts that ``reader`` reads back as the same tutorial, so that the editor can save what it has opened.

A step is a picture and its lines, which `LINE_KINDS` describes, so a new kind of line needs no code here::

    ![](02.png)
    - tap: Join
    - es: Toque Join.

Scripts are also drafted here from screenshots; and problems, which may offer lines, are written as the JSON that ``annotator
check --json`` prints.
"""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from annotator.messages import key_and_parts
from annotator.model import ACTIONS, Action, Decision, Hide, Problem, Said, Show, Step, StepNumber, Tutorial, Variant
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import keywords
from annotator.script.file_names import MEMOS, PICTURES, RECORDINGS, parse_tagged_name, stem, suffix
from annotator.script.target import parse_hide, parse_target, write_target
from annotator.script.values import GAP, LINE_KINDS, Place, choose_word, write_key

_NO_SCREENSHOTS = frozenset({"logo.png", "logo.jpg"})
"""The names of a school's logo, which is often beside the screenshots."""
_NUMBERED = re.compile(r"(.*\S)\s*\(([0-9]+)\)", re.DOTALL)
"""The name of a copy, as computers number it: ``screenshot (2)``."""
_CLOCK = re.compile(r"\b([0-9]{1,2})(\.[0-9]{2}\.[0-9]{2})\s([ap])\.?\s?m\b")
"""The time in the names of a Mac and of WhatsApp: ``… at 1.05.33 PM``, ``… a las 1.05.33 p. m.``, here in lower case."""

NaturalKey = tuple[tuple[str | int, ...], int, str, str]
"""``Step 10 (2).png`` is ``(("step ", 10, ""), 2, ".png", "Step 10 (2).png")``."""


def natural_key(name: str) -> NaturalKey:
    """A sort key for file names in natural order.

    2 comes before 10, a name without ``(n)`` before its ``(1)``, 11.00.00 AM before 12.59.59 PM; case doesn't matter.
    """
    base = stem(name).casefold()
    match = _NUMBERED.fullmatch(base)
    base, copy = (match[1], match[2]) if match else (base, "0")
    clock = _CLOCK.sub(lambda match: f"{int(match[1]) % 12 + 12 * (match[3] == 'p')}{match[2]}", base)  # of 24 hours
    # A split with a group alternates: text at even positions, digits at odd ones. So keys never compare text to digits.
    parts = re.split(r"([0-9]+)", clock)
    comparable = tuple(int(part) if index % 2 else part for index, part in enumerate(parts))
    return comparable, int(copy), suffix(name), name


def find_screenshots(files: Collection[str]) -> tuple[str, ...]:
    """The pictures and recordings among ``files`` that each need a step, in natural order.

    Left out are variants for one language (``02.es.png``), files for the opening and the closing, and logos.
    """
    candidates = [
        name for name in files if suffix(name) in PICTURES | RECORDINGS and name.lower() not in _NO_SCREENSHOTS
    ]
    stems = {stem(name) for name in candidates}

    def is_screenshot(name: str) -> bool:
        parts = parse_tagged_name(name)
        if parts is None:
            return True
        is_variant = parts.stem in stems
        is_opening_or_closing = (
            parts.stem.casefold() in {"title", "end", *keywords.GREETINGS} and suffix(name) in MEMOS | RECORDINGS
        )
        return not (is_variant or is_opening_or_closing)

    return tuple(sorted(filter(is_screenshot, candidates), key=natural_key))


def draft_script(pictures: Sequence[str], titles: Mapping[str, str], device: str | None, checked: datetime.date) -> str:
    """The text of a script to fill in.

    Every gap is an empty value or ``___``; ``annotator check`` reports each as a problem.

    Args:
        pictures: the file names of the screenshots, in the order of the steps ("01.png", "02.png").
        titles: the title for each language (``{"es": "Entrar a la clase"}``); a title may be empty.
        device: the device on the pictures ("Android phone"), or None if a person must say it.
        checked: the day on which the steps were tried.
    """
    return write(
        Tutorial(
            titles=tuple(Said(lang, title) for lang, title in titles.items()),
            steps=tuple(draft_step(name, tuple(titles)) for name in pictures),
            whys=tuple(Said(lang, draft_why(lang)) for lang in titles),
            device=device or "",
            checked=checked,
        )
    )


def draft_step(picture: str, languages: Sequence[str]) -> Step:
    """A step with an empty action and an empty sentence in each language."""
    return Step(picture, Action("tap"), tuple(Said(lang, "") for lang in languages))


def draft_why(lang: str) -> str:
    """The beginning of a reason to watch, with a gap; empty in a language without phrases."""
    return load_phrasebook(lang).fixed("draft-why", gap=GAP) if has_phrasebook(lang) else ""


def write(tutorial: Tutorial) -> str:
    """The script of a tutorial.

    ``read(write(tutorial), files).readable`` is the same tutorial if its files exist, also if it is a draft: with titles that
    are empty, and actions without what they take.
    """
    paragraphs = [
        [f"# {title.lang}{'?' * title.guess}: {title.text}" for title in tutorial.titles],
        list(_write_lines(tutorial, "tutorial", tutorial.languages)),
        *(list(_write_step(step, tutorial.languages)) for step in tutorial.steps),
    ]
    return "\n\n".join("\n".join(map(str.rstrip, lines)) for lines in paragraphs if lines) + "\n"


def _write_step(step: Step, languages: tuple[str, ...]) -> Iterator[str]:
    """The lines of a step: its picture, its action, all others."""
    yield write_link(step.picture)
    if step.action:
        yield f"- {write_action(step.action, languages)}"
    yield from _write_lines(step, "step", languages)
    for variant in step.variants:
        if variant.action:
            yield f"- {write_action(variant.action, languages, variant.phone)}"
        yield from _write_lines(variant, "variant", languages, variant.phone)


def write_action(action: Action, languages: tuple[str, ...] = (), phone: str = "") -> str:
    """An action line without its hyphen: ``tap: Join``, ``tap?: Join`` for a guess, ``tap iphone: Join`` for a phone."""
    word = f"{choose_word(action.kind, languages)} {phone}".rstrip() + "?" * action.guess
    return f"{word}: {_write_action_value(action)}".rstrip()


def _write_lines(
    part: Step | Variant | Tutorial, place: Place, languages: tuple[str, ...], phone: str = ""
) -> Iterator[str]:
    """The lines of `LINE_KINDS` for a step, its picture on a ``phone``, or the top of the script."""
    for name, kind in LINE_KINDS.items():
        if place in kind.places:
            value = getattr(part, kind.field)
            for each in value if kind.repeats else () if value is None or value is False else (value,):
                yield f"- {write_key(name, each, languages, phone)}: {kind.write(each)}"


def write_hide(hide: Hide) -> str:
    """A ``hide:`` line, for instance ``- hide: Ana García = Luna``, ``- hide?: Ana`` for a guess."""
    return f"- hide{'?' * hide.guess}: {LINE_KINDS['hide'].write(hide)}"


def write_show(show: Show) -> str:
    """A ``show:`` line, for instance ``- show: 410-555-0100``."""
    return f"- show: {LINE_KINDS['show'].write(show)}"


def _write_action_value(action: Action) -> str:
    """The text behind an action's colon: ``Join``, ``left Inbox`` of a swipe, or the words to say."""
    if ACTIONS[action.kind].takes == "words":
        return action.words or ""
    target = write_target(action.target) if action.target else ""
    return f"{action.direction} {target}".rstrip() if action.direction else target


def problem_row(problem: Problem) -> dict[str, Any]:
    """A problem as a row of JSON: ``{"file": "tutorial.md", "line": 7, "step": 2, "level": "problem", …}``.

    Its ``offers`` are the lines that the remedy names: ``{"line": "- hide: Ana Luz", "everywhere": True}``.
    """
    return {
        "file": problem.file,
        "line": problem.line,
        **(problem.step.row("step") if problem.step else {"step": None}),
        "level": problem.level,
        "message": problem.message,
        "remedy": problem.remedy,
        **key_and_parts(problem.message),
        "offers": [{"line": _write_line(each.line), "everywhere": each.everywhere} for each in problem.decisions],
    }


def read_problem_row(row: Mapping[str, Any]) -> Problem:
    """The inverse of `problem_row`."""
    decisions = tuple(Decision(_read_line(each["line"]), each["everywhere"]) for each in row["offers"])
    step = StepNumber.from_row(row, "step")
    facts = row["file"], row["line"], row["message"], row["remedy"], row["level"]
    return Problem(*facts, step=step, decisions=decisions)


def _write_line(line: Hide | Show) -> str:
    """A line that a problem offers."""
    return write_hide(line) if isinstance(line, Hide) else write_show(line)


def _read_line(line: str) -> Hide | Show:
    """The inverse of `_write_line`."""
    value = line.partition(": ")[2]
    return Hide(*parse_hide(value)) if line.startswith("- hide") else Show(parse_target(value))


def write_link(name: str) -> str:
    """The picture line for a file, which every Markdown viewer shows; `blocks.parse_link` reads the name back."""
    # Percent-encode what a viewer would take for an escape, an entity, a fragment or code; keep the rest readable.
    text = re.sub(r"[%\\<>&#?:`\x00-\x1f\x7f]", lambda match: quote(match[0], safe=""), name)
    # Spaces at the ends would be trimmed.
    text = re.sub(r"^\s+|\s+$", lambda match: quote(match[0], safe=""), text)
    plain = re.fullmatch(r"[^\s()]+", text) and not text.startswith("./")
    return f"![]({text})" if plain else f"![](<{text}>)"
