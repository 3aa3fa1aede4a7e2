"""Draw the end of a hand-out: the code and the address of its page, and whom to ask, as a bar or in a panel."""

import re
from dataclasses import dataclass

from annotator.model import School
from annotator.pages.labels import load_strings
from annotator.pages.page_data import shorten_address
from annotator.pages.paper.canvas import PaperCanvas

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
"""Font sizes of the address, the one text that may be smaller than nine points, since a truncated one is useless."""
_TWO_LINES_PT = 7
"""The size at which two lines of an address need hardly more room than one usually has."""


@dataclass(frozen=True)
class Contact:
    """Where a family goes on: the page's address, or none, and the school's person; the words around are in ``words_lang``."""

    words_lang: str
    school: School
    address: str


def draw_footer(paper: PaperCanvas, contact: Contact, left: float, bottom: float, width: float) -> None:
    """Draw the bar: the code and the address at the left, the person to ask at the right."""
    top = bottom + FOOTER_PT - 12
    paper.rule(left, left + width, top, contact.school.colors.main)
    top -= 6
    if contact.address:
        paper.qr_code(contact.address, left, top, _CODE_PT)
        x = left + _CODE_PT + 10
        _draw_instructions(paper, contact, x, top - 4, left + width * 0.63 - x, 1)
    _draw_help(paper, contact, left + width, top - 6, width * 0.36, "right")


def draw_panel(paper: PaperCanvas, contact: Contact, left: float, top: float, width: float, height: float) -> None:
    """Draw what the bar has in a frame: a wide one has the code at the left of all else, a narrow one has it above."""
    paper.panel(left, top, width, height, contact.school.colors.main)
    left, top = left + _PANEL_PADDING, top - _PANEL_PADDING
    width, height = width - 2 * _PANEL_PADDING, height - 2 * _PANEL_PADDING
    help_height = _help_height(contact)
    if not contact.address:
        _draw_help(paper, contact, left + width / 2, top - (height - help_height) / 2, width, "middle")
    elif width > 1.4 * height:
        side = min(height, width * 0.42, _MAX_CODE_PT)
        paper.qr_code(contact.address, left, top - (height - side) / 2, side)
        x, text_width = left + side + 10, width - side - 10
        free_height = height - help_height - _INSTRUCTIONS_PT
        y = _draw_instructions(paper, contact, x, top - free_height / 3, text_width, 2)
        _draw_help(paper, contact, x, min(y - 14, top - height + help_height + free_height / 3), text_width, "left")
    else:
        _draw_stacked(paper, contact, left, top, width, height - help_height - 8)
        _draw_help(paper, contact, left + width / 2, top - height + help_height, width, "middle")


def _draw_instructions(
    paper: PaperCanvas, contact: Contact, x: float, top: float, width: float, max_lines: int
) -> float:
    """Draw the purpose of the code and the address to type; return their lower edge."""
    say = load_strings(contact.words_lang)
    y = paper.lines(say("see-video"), x, top, width, (15, 14, 13, 12, 11), max_lines, bold=True, role="H2")
    y = paper.lines(say("scan"), x, y, width, (10.5, 10, 9), 3)
    y = paper.lines(say("or-type"), x, y, width, (10.5, 10, 9), max_lines)
    return _draw_address(paper, contact, x, y, width)


def _draw_address(paper: PaperCanvas, contact: Contact, x: float, top: float, width: float) -> float:
    """Draw the address to type, if need be on two lines of about the same length; return its lower edge."""
    address = shorten_address(contact.address)
    breaks = [at.end() for at in re.finditer("[/-]", address)]
    size, _ = paper.fit(address, _ADDRESS_SIZES, width, 1)
    if size >= _TWO_LINES_PT or not breaks:
        return paper.lines(address, x, top, width, _ADDRESS_SIZES, 1, bold=True)
    sizes = [size for size in _ADDRESS_SIZES if size <= _TWO_LINES_PT]
    middle = min(breaks, key=lambda at: abs(2 * at - len(address)))
    with paper.tags.content():
        y = paper.lines(address[:middle], x, top, width, sizes, 1, bold=True)
        return paper.lines(address[middle:], x, y, width, sizes, 1, bold=True)


def _draw_stacked(paper: PaperCanvas, contact: Contact, left: float, top: float, width: float, height: float) -> None:
    """Draw the headline, the code, how to use it (beside it where the panel is low, else below), and the address at the end."""
    say = load_strings(contact.words_lang)
    y = paper.lines(say("see-video"), left, top, width, (15, 14, 13, 12, 11), 2, bold=True, role="H2") - 3
    is_low = height < _TALL_PANEL_PT
    code_side = min(height - (top - y) - (_ADDRESS_PT if is_low else _ADDRESS_PT + 2 * _SCAN_LINE_PT), _MAX_CODE_PT)
    if is_low:
        paper.qr_code(contact.address, left - 4, y, code_side)
        paper.lines(say("scan"), left + code_side, y - 4, width - code_side, (11, 10, 9), 6)
        y -= code_side
    else:
        paper.qr_code(contact.address, left + (width - code_side) / 2, y, code_side)
        y = paper.lines(say("scan"), left, y - code_side, width, (11, 10, 9), 2)
    y = paper.lines(say("or-type"), left, y, width, (10.5, 10, 9), 1)
    _draw_address(paper, contact, left, y, width)


def _help_height(contact: Contact) -> float:
    """The height of what `_draw_help` draws; 0 for a school without person and phone."""
    person, phone = contact.school.person, contact.school.phone or contact.school.whatsapp
    return (16 if person or phone else 0.0) + (22 if person else 0) + (23 if phone else 0)


def _draw_help(paper: PaperCanvas, contact: Contact, x: float, top: float, width: float, align: str) -> None:
    """Draw the person to ask, and how to reach them."""
    person, phone = contact.school.person, contact.school.phone or contact.school.whatsapp
    if person or phone:
        different = load_strings(contact.words_lang)("different")
        y = paper.lines(different, x, top, width, (11, 10, 9), 1, align=align)
        y = paper.lines(person, x, y, width, (17, 15, 13, 11, 10, 9), 1, bold=True, align=align)
        paper.lines(phone, x, y, width, (18, 17, 15, 13, 11, 10, 9), 1, bold=True, align=align)
