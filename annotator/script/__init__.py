"""The script layer: ``tutorial.md`` and ``school.toml`` as people type them, and back.

Text in, a value or all problems out; only `read_folder`, `read_school` and `find_school` look
at the disk, and none opens a picture.
"""

from annotator.script.complete import MOST_STEPS, accepted, completeness
from annotator.script.draft import draft, natural_key, screenshots
from annotator.script.files import MEMOS, PICTURES, RECORDINGS, SOUNDS
from annotator.script.folder import SCRIPT, file_names, read_folder, shipped_icons
from annotator.script.languages import language
from annotator.script.reader import Reading, read
from annotator.script.school import ENGINES, SCHOOL, find_school, parse_voice, read_school
from annotator.script.target import BadValueError, parse_target, write_target
from annotator.script.writer import write

__all__ = [
    "ENGINES",
    "MEMOS",
    "MOST_STEPS",
    "PICTURES",
    "RECORDINGS",
    "SCHOOL",
    "SCRIPT",
    "SOUNDS",
    "BadValueError",
    "Reading",
    "accepted",
    "completeness",
    "draft",
    "file_names",
    "find_school",
    "language",
    "natural_key",
    "parse_target",
    "parse_voice",
    "read",
    "read_folder",
    "read_school",
    "screenshots",
    "shipped_icons",
    "write",
    "write_target",
]
