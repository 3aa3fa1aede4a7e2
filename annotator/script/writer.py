"""Write scripts that `reader` reads back as the same tutorial, so that the editor can save what it has opened.

A step is a picture and its lines, which `LINE_KINDS` describes, so a new kind of line needs no code here::

    ![](02.png)
    - tap: Join
    - es: Toque Join.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from annotator.model import ACTIONS, Action, Hide, Show, Step, Tutorial, Variant
from annotator.script.line_kinds import LINE_KINDS, ScriptPart, choose_word, write_key
from annotator.script.target import write_target


def write(tutorial: Tutorial) -> str:
    """The script of a tutorial.

    ``read(write(tutorial), files).readable`` is the same tutorial if its files exist, also if it is a draft: with titles that
    are empty, and actions without what they take. Its other empty texts, such as sentences, are not read back.
    """
    paragraphs = [
        [f"# {title.lang}{'?' * title.guess}: {title.text}" for title in tutorial.titles],
        list(_write_lines(tutorial, "tutorial", tutorial.languages)),
        *(list(_write_step(step, tutorial.languages)) for step in tutorial.steps),
    ]
    return "\n\n".join("\n".join(map(str.rstrip, lines)) for lines in paragraphs if lines) + "\n"


def _write_step(step: Step, languages: tuple[str, ...]) -> Iterator[str]:
    """The lines of a step: its picture, its action, its others, then those of each other phone."""
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
    part: Step | Variant | Tutorial, part_name: ScriptPart, languages: tuple[str, ...], phone: str = ""
) -> Iterator[str]:
    """The lines of `LINE_KINDS` for a step, its picture on a ``phone``, or the top of the script."""
    for name, kind in LINE_KINDS.items():
        if part_name in kind.parts:
            value = getattr(part, kind.field)
            items = value if kind.repeats else (value,)
            for item in items:
                if item is not None and item is not False:
                    yield f"- {write_key(name, item, languages, phone)}: {kind.write(item)}"


def write_hide(hide: Hide, phone: str = "") -> str:
    """A ``hide:`` line: ``- hide: Ana García = Luna``, ``- hide?: Ana`` for a guess, ``- hide iphone: Ana`` for a phone."""
    return f"- {write_key('hide', hide, (), phone)}: {LINE_KINDS['hide'].write(hide)}"


def write_show(show: Show) -> str:
    """A ``show:`` line, for instance ``- show: 410-555-0100``."""
    return f"- show: {LINE_KINDS['show'].write(show)}"


def _write_action_value(action: Action) -> str:
    """The text behind an action's colon: ``Join``, ``left Inbox`` of a swipe, or the words to say."""
    if ACTIONS[action.kind].takes == "words":
        return action.words or ""
    target = write_target(action.target) if action.target else ""
    return f"{action.direction} {target}".rstrip() if action.direction else target


def write_link(name: str) -> str:
    """The picture line for a file, which every Markdown viewer shows; `blocks.parse_link` reads the name back."""
    # Percent-encode what a viewer would take for an escape, an entity, a fragment or code; keep the rest readable.
    text = re.sub(r"[%\\<>&#?:`\x00-\x1f\x7f]", lambda match: quote(match[0], safe=""), name)
    # Spaces at the ends would be trimmed.
    text = re.sub(r"^\s+|\s+$", lambda match: quote(match[0], safe=""), text)
    plain = re.fullmatch(r"[^\s()]+", text) and not text.startswith("./")
    return f"![]({text})" if plain else f"![](<{text}>)"
