"""The script layer: ``tutorial.md`` and ``school.toml`` as people type them, and back.

Text in, a value or all problems out; only `read_folder`, `read_school`, `find_school` and `find_consents` look
at the disk, and none opens a picture.
"""

from annotator.script.complete import MOST_STEPS, accepted, completeness
from annotator.script.consent import (
    CONSENT,
    USES,
    Consent,
    Consents,
    Use,
    add_consents,
    consent_problems,
    find_consents,
    read_consents,
    write_consents,
)
from annotator.script.draft import draft, natural_key, screenshots
from annotator.script.file_names import MEMOS, PICTURES, RECORDINGS, SOUNDS, suffix
from annotator.script.folder import SCRIPT, file_names, read_folder, shipped_icons
from annotator.script.glyphs import undrawn
from annotator.script.language_tags import language
from annotator.script.memo_places import MemoPlace, memo_places
from annotator.script.reader import Reading, read
from annotator.script.school import SCHOOL, find_school, read_school
from annotator.script.school_values import parse_voice
from annotator.script.target import BadValueError, parse_target, write_target
from annotator.script.writer import write, write_hide, write_show

__all__ = [
    "CONSENT",
    "MEMOS",
    "MOST_STEPS",
    "PICTURES",
    "RECORDINGS",
    "SCHOOL",
    "SCRIPT",
    "SOUNDS",
    "USES",
    "BadValueError",
    "Consent",
    "Consents",
    "MemoPlace",
    "Reading",
    "Use",
    "accepted",
    "add_consents",
    "completeness",
    "consent_problems",
    "draft",
    "file_names",
    "find_consents",
    "find_school",
    "language",
    "memo_places",
    "natural_key",
    "parse_target",
    "parse_voice",
    "read",
    "read_consents",
    "read_folder",
    "read_school",
    "screenshots",
    "shipped_icons",
    "suffix",
    "undrawn",
    "write",
    "write_consents",
    "write_hide",
    "write_show",
    "write_target",
]
