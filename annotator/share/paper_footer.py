"""Draws what is at the end of a hand-out: the code for the page with instructions, and the person to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.share.page_data import load_strings, shorten_address
from annotator.share.paper_canvas import PaperCanvas

if TYPE_CHECKING:
    from annotator.share.handout import Handout

FOOTER_PT = 86.0
"""The height of the bar at the bottom of a page, in points, with the space above it."""
_CODE_PT = 68.0
_MAX_CODE_PT = 132.0
_INSTRUCTIONS_PT = 84.0
"""The usual height of the instructions, to centre them."""
_ADDRESS_PT, _SCAN_LINE_PT = 30.0, 14.0
"""The height of the address with its introduction, and of a line of what to do with the code."""
_TALL_PANEL_PT = 200.0
_PANEL_PADDING = 9.0
_ADDRESS_SIZES = (12, 11, 10, 9, 8, 7, 6)
"""An address that is cut off is of no use, so it is the one text that may be smaller than nine points."""


def draw_footer(paper: PaperCanvas, sheet: Handout, left: float, bottom: float, width: float) -> None:
    """Draw the bar: the code and the address at the left, the person to ask at the right."""
    top = bottom + FOOTER_PT - 12
    paper.rule(left, left + width, top, sheet.school.colors.main)
    top -= 6
    if sheet.address:
        paper.qr_code(sheet.address, left, top, _CODE_PT)
        x = left + _CODE_PT + 10
        _draw_instructions(paper, sheet, x, top - 4, left + width * 0.63 - x, 1)
    _draw_help(paper, sheet, left + width, top - 6, width * 0.36, "right")


def draw_panel(paper: PaperCanvas, sheet: Handout, left: float, top: float, width: float, height: float) -> None:
    """Draw the same in a frame: a wide one has the code at the left of all else, a narrow one has it above."""
    paper.panel(left, top, width, height, sheet.school.colors.main)
    left, top = left + _PANEL_PADDING, top - _PANEL_PADDING
    width, height = width - 2 * _PANEL_PADDING, height - 2 * _PANEL_PADDING
    helped = _help_height(sheet)
    if not sheet.address:
        _draw_help(paper, sheet, left + width / 2, top - (height - helped) / 2, width, "middle")
    elif width > 1.4 * height:
        side = min(height, width * 0.42, _MAX_CODE_PT)
        paper.qr_code(sheet.address, left, top - (height - side) / 2, side)
        x, room = left + side + 10, width - side - 10
        free = height - helped - _INSTRUCTIONS_PT
        y = _draw_instructions(paper, sheet, x, top - free / 3, room, 2)
        _draw_help(paper, sheet, x, min(y - 14, top - height + helped + free / 3), room, "left")
    else:
        _draw_stacked(paper, sheet, left, top, width, height - helped - 8)
        _draw_help(paper, sheet, left + width / 2, top - height + helped, width, "middle")


def _draw_instructions(paper: PaperCanvas, sheet: Handout, x: float, top: float, room: float, max_lines: int) -> float:
    """Draw what the code is for and the address to type; return their lower edge."""
    say = load_strings(sheet.words_lang)
    y = paper.lines(say("see-video"), x, top, room, (15, 14, 13, 12, 11), max_lines, bold=True)
    y = paper.lines(say("scan"), x, y, room, (10.5, 10, 9), 3)
    y = paper.lines(say("or-type"), x, y, room, (10.5, 10, 9), max_lines)
    return paper.lines(shorten_address(sheet.short or sheet.address), x, y, room, _ADDRESS_SIZES, 1, bold=True)


def _draw_stacked(paper: PaperCanvas, sheet: Handout, left: float, top: float, width: float, height: float) -> None:
    """Draw the headline, the code, how to use it and the address: beside the code where the panel is low, else below it."""
    say = load_strings(sheet.words_lang)
    y = paper.lines(say("see-video"), left, top, width, (15, 14, 13, 12, 11), 2, bold=True) - 3
    low = height < _TALL_PANEL_PT
    side = min(height - (top - y) - (_ADDRESS_PT if low else _ADDRESS_PT + 2 * _SCAN_LINE_PT), _MAX_CODE_PT)
    if low:
        paper.qr_code(sheet.address, left - 4, y, side)
        paper.lines(say("scan"), left + side, y - 4, width - side, (11, 10, 9), 6)
        y -= side
    else:
        paper.qr_code(sheet.address, left + (width - side) / 2, y, side)
        y = paper.lines(say("scan"), left, y - side, width, (11, 10, 9), 2)
    y = paper.lines(say("or-type"), left, y, width, (10.5, 10, 9), 1)
    paper.lines(shorten_address(sheet.short or sheet.address), left, y, width, _ADDRESS_SIZES, 1, bold=True)


def _help_height(sheet: Handout) -> float:
    person, phone = sheet.school.person, sheet.school.phone or sheet.school.whatsapp
    return (16 if person or phone else 0.0) + (22 if person else 0) + (23 if phone else 0)


def _draw_help(paper: PaperCanvas, sheet: Handout, x: float, top: float, room: float, align: str) -> None:
    person, phone = sheet.school.person, sheet.school.phone or sheet.school.whatsapp
    if person or phone:
        different = load_strings(sheet.words_lang)("different")
        y = paper.lines(different, x, top, room, (11, 10, 9), 1, align=align)
        y = paper.lines(person, x, y, room, (17, 15, 13, 11, 10, 9), 1, bold=True, align=align)
        paper.lines(phone, x, y, room, (18, 17, 15, 13, 11, 10, 9), 1, bold=True, align=align)
