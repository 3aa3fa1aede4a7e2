"""Report problems of the picture of a step (turned, large, drawn on), and of the targets on it (missing, ambiguous, private)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.edition.scan.cover_decisions import overlaps
from annotator.edition.scan.target_mentions import TargetMention, describe, find_marked_targets, is_ambiguous
from annotator.messages import Message, join
from annotator.model.findings import Box, Found, Redaction, TextLine
from annotator.model.problem import Decision, Problem
from annotator.model.targets import IconTarget, Target, TextTarget
from annotator.model.tutorial import Hide, Show, Step
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy, shown_wordings
from annotator.screen import boxes
from annotator.screen.locate.passages import span_box
from annotator.script import SCRIPT, write_hide, write_show

_EXAMPLE = "Luna"
"""An invented word to write in place of a private one."""
_MIN_COVERED = 0.9
"""Minimum share of an arrow or ring that a cover hides."""
IF_SHOWN = "Remove the line. If everybody may see that name, take it off the list."
"""What to do about a ``show:`` line with a name of the roster."""


def check_target(found: Found, name: str, mention: TargetMention) -> Iterator[Problem]:
    """A problem if a target isn't on the picture ``name``, or is there more than once and must not be."""
    words = describe(found.target)
    if found.box is None:
        message = Message("{words} is not on {name}.", words=words, name=name)
        yield Problem(SCRIPT, mention.line, message, _suggest_nearest(found))
    elif is_ambiguous(found) and not mention.may_repeat:
        numbered = [
            Message("#{number} at {x},{y} px", number=number, x=box.x, y=box.y)
            for number, box in enumerate(found.numbered_places, start=1)
        ]
        places = join(*numbered, between=", ")
        wording = found.matched or (found.target.file if isinstance(found.target, IconTarget) else words)
        template = "{words} appears {times} times on {name}: {places}."
        message = Message(template, words=words, times=len(found.numbered_places), name=name, places=places)
        which = "Write which one, for instance “{wording} #1”; annotator find --preview shows them in a picture."
        yield Problem(SCRIPT, mention.line, message, Message(which, wording=wording))


def check_halved(name: str, line: int, *, halved: bool) -> Iterator[Problem]:
    """A warning if the picture ``name`` is so large that it is used at half its size."""
    if halved:
        message = Message("{name} is very large, so it is used at half its size.", name=name)
        remedy = "Its file stays as it is. A screenshot is sharper than a photo."
        yield Problem(SCRIPT, line, message, remedy, "warning")


def check_drawn(drawn: Sequence[Box], covers: Sequence[Redaction], name: str, line: int) -> Iterator[Problem]:
    """A warning if the picture ``name`` has arrows or rings of its author that no cover hides."""
    if any(all(boxes.intersection(cover.box, box) < _MIN_COVERED * box.w * box.h for cover in covers) for box in drawn):
        message = Message(
            "Somebody has drawn an arrow or a ring on {name}: families will see it beside the mark.", name=name
        )
        yield Problem(SCRIPT, line, message, "Take a screenshot without it, or cover it.", "warning")


def check_upright(turn: int, name: str, line: int, *, unsure: bool) -> Iterator[Problem]:
    """A warning if the picture ``name`` was turned by ``turn`` degrees, and a problem if nobody knows which way is up."""
    if unsure:
        message = Message("{name} may lie on its side or upside down, and so names on it may show.", name=name)
        remedy = "Turn it until it is upright: with the button Turn in the editor, or in the app for your photos."
        yield Problem(SCRIPT, line, message, remedy)
    elif turn:
        template = "{name} was turned {turn} degrees to the right, since it can be read only this way."
        message = Message(template, name=name, turn=turn)
        yield Problem(SCRIPT, line, message, "If it isn't upright now, turn it in the editor.", "warning")


def check_shown_names(
    step: Step,
    shows: Sequence[Show],
    texts: Sequence[TextLine],
    covers: Sequence[Redaction],
    matcher: Matcher,
    name: str,
) -> Iterator[Problem]:
    """A problem if ``shows``, by whatever target, leave a name of the roster to be seen on the picture ``name``."""
    shown = {wording for show in shows for wording in shown_wordings(show)}
    public = tuple(text for text in matcher.privacy.public if text not in shown)
    listed = Matcher(Privacy(matcher.privacy.names, public=public))
    names = [span_box(line, match.start, match.end) for line in texts for match in listed.full_names(line.text)]
    uncovered = [box for box in names if not any(overlaps(box, cover.box) for cover in covers)]
    if uncovered:
        message = Message("On {name}, “show:” leaves a name from your list of names to be seen.", name=name)
        yield Problem(SCRIPT, step.line, message, IF_SHOWN)


def check_marks_on_covers(
    step: Step, founds: Sequence[Found], automatic: Sequence[Redaction], requested: Sequence[Redaction], name: str
) -> Iterator[Problem]:
    """A problem for each mark on an automatic cover, where it would point at nothing.

    Args:
        step: the step whose marks are checked.
        founds: the located targets of ``find_marked_targets(step)``, in the same order.
        automatic: the covers of detected names, numbers and faces.
        requested: the covers that the script asks for; marks on these are accepted.
        name: the file name of the picture ("03.png").
    """
    for found, mention in zip(founds, find_marked_targets(step), strict=True):
        box, target = found.box, mention.query.target
        if box is None or any(overlaps(cover.box, box) for cover in requested):
            continue
        kinds = [cover.kind for cover in automatic if overlaps(cover.box, box)]
        if kinds:
            template = "{target} on {name} looks private ({kind}): the mark would point at its cover."
            message = Message(template, target=describe(target), name=name, kind=kinds[0])
            remedy = _suggest_showing(target)
            yield Problem(SCRIPT, mention.line, message, remedy, decisions=list_decisions(target))


def list_decisions(target: Target) -> tuple[Decision, ...]:
    """The lines of which one settles a target that looks private: show it; or hide it, if it is a text, by an example."""
    show = Decision(Show(target))
    return (show, Decision(Hide(target, _EXAMPLE))) if isinstance(target, TextTarget) else (show,)


def _suggest_showing(target: Target) -> str:
    show = write_show(Show(target))
    if not isinstance(target, TextTarget):
        return Message("Add “{show}” below the picture to show it, or mark something else.", show=show)
    template = "Add “{show}” below the picture to show it, or “{hide}” to show an invented example."
    return Message(template, show=show, hide=write_hide(Hide(target, _EXAMPLE)))


def move_to_script(problem: Problem, line: int) -> Problem:
    """Move a problem of a picture or memo to the line of the script that names the file."""
    return replace(problem, file=SCRIPT, line=line, message=join(problem.file, problem.message))


def _suggest_nearest(found: Found) -> str:
    if isinstance(found.target, IconTarget):
        return (
            "Cut the icon out of this screenshot and save it beside the screenshot, or write a point such as 50% 30%."
        )
    if found.nearest:
        texts = ", ".join(f"“{text}”" for text in found.nearest)
        template = "The most similar texts there are {texts}. Write one of them, or a point such as 50% 30%."
        return Message(template, texts=texts)
    return "No text there is similar. Write a word that is on the picture, or a point such as 50% 30%."
