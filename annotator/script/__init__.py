"""Text in; a value, or all problems at once, out: so staff fix a script in one go, and tests need only strings.

``- tap: Join`` becomes ``Action("tap", TextTarget(("Join",)))``, and back. The files are ``tutorial.md``, ``school.toml`` and
``consent.toml``, as people type them. Of what is offered here, only `read_folder`, `list_files`, `find_scripts`, `has_script`,
`shipped_icons`, `read_school`, `find_school`, `find_school_files` and `find_consents` touch the disk, annotator's own tables and
fonts aside; none opens a picture.
"""

from annotator.script.action_lines import parse_pointing, parse_query
from annotator.script.checks.completeness import MAX_STEPS, check_completeness, describe_step_count
from annotator.script.checks.consents import check_consents
from annotator.script.checks.glyphs import check_glyphs
from annotator.script.checks.problem_rows import problem_row, read_problem_row
from annotator.script.consent import (
    CONSENT,
    USES,
    Consent,
    Consents,
    Use,
    add_consents,
    find_consents,
    read_consents,
    remove_consents,
)
from annotator.script.drafts import draft_script, find_screenshots
from annotator.script.file_names import MEMOS, PICTURES, RECORDINGS, SOUNDS, suffix
from annotator.script.files.memo_slots import MemoSlot, find_memo_slots
from annotator.script.files.natural_order import natural_key
from annotator.script.folder import SCRIPT, find_scripts, has_script, list_files, read_folder, shipped_icons
from annotator.script.language_tags import parse_tag, require_tag
from annotator.script.problems import BadValueError, without_accepted
from annotator.script.reader import Reading, read
from annotator.script.school_file import SCHOOL, GivenSchool, find_school, find_school_files, read_school
from annotator.script.school_values import parse_voice
from annotator.script.target import parse_target, write_target
from annotator.script.writer import write, write_hide, write_show
