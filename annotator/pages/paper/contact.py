"""Draw the end of a hand-out: the code and the address of its page, and whom to ask, as a bar or in a panel."""

import re
from dataclasses import dataclass

from annotator.model import School
from annotator.pages.labels import load_strings
from annotator.pages.page_data import shorten_address
from annotator.pages.paper.canvas import Align, Column, PaperCanvas

FOOTER_PT = 86.0
"""The height of the bar at the bottom of a page, in points, with the space above it."""
_CODE_PT = 68.0
_MAX_CODE_PT = 132.0
_INSTRUCTIONS_PT = 84.0
"""The usual height of the instructions, to centre them."""
_ADDRESS_PT, _SCAN_LINE_PT = 30.0, 14.0
"""The height of the address with its introduction, and of a line of what to do with the code."""
_TALL_PANEL_PT = 200.0
"""Height from which the code stands above its use."""
_PANEL_PADDING = 9.0
_HEADLINE_SIZES, _TEXT_SIZES, _SCAN_SIZES = (15, 14, 13, 12, 11), (10.5, 10, 9), (11, 10, 9)
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
    """Draw the bar: the code and the address at the left, if there is one, the person to ask at the right."""
    top = bottom + FOOTER_PT - 12
    paper.draw_rule(left, left + width, top, contact.school.colors.main)
    top -= 6
    if contact.address:
        paper.draw_qr_code(contact.address, left, top, _CODE_PT)
        x = left + _CODE_PT + 10
        _draw_instructions(paper, contact, Column(x, top - 4, left + width * 0.63 - x), 1)
    _draw_help(paper, contact, Column(left + width, top - 6, width * 0.36), "right")


def draw_panel(paper: PaperCanvas, contact: Contact, left: float, top: float, width: float, height: float) -> None:
    """Draw what the bar has in a frame: a wide one has the code at the left of all else, a narrow one has it above."""
    paper.draw_panel(left, top, width, height, contact.school.colors.main)
    left, top = left + _PANEL_PADDING, top - _PANEL_PADDING
    width, height = width - 2 * _PANEL_PADDING, height - 2 * _PANEL_PADDING
    help_height = _help_height(contact)
    if not contact.address:
        column = Column(left + width / 2, top - (height - help_height) / 2, width)
        _draw_help(paper, contact, column, "middle")
    elif width > 1.4 * height:
        side = min(height, width * 0.42, _MAX_CODE_PT)
        paper.draw_qr_code(contact.address, left, top - (height - side) / 2, side)
        free_height = height - help_height - _INSTRUCTIONS_PT
        column = Column(left + side + 10, top - free_height / 3, width - side - 10)
        y = _draw_instructions(paper, contact, column, 2).top
        help_top = min(y - 14, top - height + help_height + free_height / 3)
        _draw_help(paper, contact, column._replace(top=help_top), "left")
    else:
        _draw_stacked(paper, contact, Column(left, top, width), height - help_height - 8)
        _draw_help(paper, contact, Column(left + width / 2, top - height + help_height, width), "middle")


def _draw_instructions(paper: PaperCanvas, contact: Contact, column: Column, max_lines: int) -> Column:
    """Draw the purpose of the code and the address to type; return the column below them."""
    say = load_strings(contact.words_lang)
    column = paper.write_lines(say("see-video"), column, _HEADLINE_SIZES, max_lines, bold=True, role="H2")
    column = paper.write_lines(say("scan"), column, _TEXT_SIZES, 3)
    column = paper.write_lines(say("or-type"), column, _TEXT_SIZES, max_lines)
    return _draw_address(paper, contact, column)


def _draw_address(paper: PaperCanvas, contact: Contact, column: Column) -> Column:
    """Draw the address to type, if need be on two lines of about the same length; return the column below it."""
    address = shorten_address(contact.address)
    breaks = [at.end() for at in re.finditer("[/-]", address)]
    size, _ = paper.fit(address, _ADDRESS_SIZES, column.width, 1)
    if size >= _TWO_LINES_PT or not breaks:
        return paper.write_lines(address, column, _ADDRESS_SIZES, 1, bold=True)
    sizes = [size for size in _ADDRESS_SIZES if size <= _TWO_LINES_PT]
    middle = min(breaks, key=lambda at: abs(2 * at - len(address)))
    with paper.tags.content():
        column = paper.write_lines(address[:middle], column, sizes, 1, bold=True)
        return paper.write_lines(address[middle:], column, sizes, 1, bold=True)


def _draw_stacked(paper: PaperCanvas, contact: Contact, column: Column, height: float) -> None:
    """Draw the headline, the code, how to use it (beside it where the panel is low, else below), and the address at the end."""
    say = load_strings(contact.words_lang)
    left, top, width = column
    column = paper.write_lines(say("see-video"), column, _HEADLINE_SIZES, 2, bold=True, role="H2").below(3)
    is_low = height < _TALL_PANEL_PT
    below_code = _ADDRESS_PT if is_low else _ADDRESS_PT + 2 * _SCAN_LINE_PT
    side = min(height - (top - column.top) - below_code, _MAX_CODE_PT)
    if is_low:
        paper.draw_qr_code(contact.address, left - 4, column.top, side)
        paper.write_lines(say("scan"), Column(left + side, column.top - 4, width - side), _SCAN_SIZES, 6)
        column = column.below(side)
    else:
        paper.draw_qr_code(contact.address, left + (width - side) / 2, column.top, side)
        column = paper.write_lines(say("scan"), column.below(side), _SCAN_SIZES, 2)
    column = paper.write_lines(say("or-type"), column, _TEXT_SIZES, 1)
    _draw_address(paper, contact, column)


def _help_height(contact: Contact) -> float:
    """The height of what `_draw_help` draws; 0 for a school without person and number."""
    person, phone = contact.school.person, contact.school.phone or contact.school.whatsapp
    return (16 if person or phone else 0.0) + (22 if person else 0) + (23 if phone else 0)


def _draw_help(paper: PaperCanvas, contact: Contact, column: Column, align: Align) -> None:
    """Draw the person to ask, and how to reach them."""
    person, phone = contact.school.person, contact.school.phone or contact.school.whatsapp
    if person or phone:
        different = load_strings(contact.words_lang)("different")
        column = paper.write_lines(different, column, _SCAN_SIZES, 1, align=align)
        column = paper.write_lines(person, column, (17, 15, 13, 11, 10, 9), 1, bold=True, align=align)
        paper.write_lines(phone, column, (18, 17, 15, 13, 11, 10, 9), 1, bold=True, align=align)
