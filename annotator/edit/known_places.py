"""Spare the cards of listed items a search: where the list of items has found a target, a build finds the same."""

from __future__ import annotations

from dataclasses import replace

from annotator.edit import touch_places
from annotator.edit.step_pictures import StepPicture
from annotator.model import Box, Found, IconTarget, Query, TextTarget
from annotator.phrases import is_link
from annotator.screen import boxes
from annotator.screen.locate.targets import match_text


def recall(seen: StepPicture) -> None:
    """Tell the picture's analysis where the step's targets are, as far as that was found for the list of items."""
    action = seen.step.action
    queries = [Query(mark.target) for mark in seen.step.marks]
    if action is not None and action.target is not None:
        queries.append(Query(action.target, action.kind))
    for query in queries:
        found = find_known(seen, query)
        if found is not None:
            seen.owner.analysis.remember(seen.picture, seen.tutorial.device, query, seen.scanner.icon_path, found)


def find_known(seen: StepPicture, query: Query) -> Found | None:
    """What ``seen.find`` returns for a text that is a whole line, or for an icon that is there once; None if not known."""
    match query.target:
        case TextTarget():
            return _find_line(seen, query, query.target)
        case IconTarget(occurrence=None):
            icons = touch_places.recall_icons(seen) or ()
            return next((icon for icon in icons if icon.target == query.target), None)
    return None


def _find_line(seen: StepPicture, query: Query, target: TextTarget) -> Found | None:
    found = match_text(seen.texts, target)
    if found.box is None or _is_by_link(seen, found.box):  # a link's outline is that of its address
        return None
    outlines = touch_places.recall_text_outlines(seen, query.action) or ()
    for line, outline in zip(seen.texts, outlines, strict=False):
        if line.box == found.box and outline is not None:
            return replace(found, outline=outline)
    return None


def _is_by_link(seen: StepPicture, box: Box) -> bool:
    near = (line for line in seen.texts if boxes.intersection(line.box, box))
    return any(is_link(word) for line in near for word in line.text.split())
