"""The command line: options, arguments and output. The work is done in the rooms that it imports.

Importing this package imports nothing heavier than click; each command imports its own modules when it runs.
"""

import click

import annotator
from annotator.cli import lines
from annotator.cli.checks import check, doctor, find
from annotator.cli.group import CommandGroup
from annotator.cli.packs import answer, build
from annotator.cli.schools import district, site
from annotator.cli.tutorials import edit, new, shortcut
from annotator.cli.voices import memos, recording_kit, say


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(annotator.__version__, message="annotator %(version)s")
@click.option("--lines", "in_lines", is_flag=True, hidden=True)
def main(in_lines: bool) -> None:
    """Turn a folder of screenshots into a short, spoken tutorial for families.

    \b
    The usual way:
      1. Put the screenshots of one task into a folder.
      2. annotator new my-folder        writes my-folder/tutorial.md, for you to fill in
      3. annotator check my-folder      lists what is missing, with the line and what to do
      4. annotator build my-folder      makes the videos, pictures and messages in packs/my-folder

    Each command explains itself: annotator build --help
    """
    if in_lines:
        lines.begin_lines()


for _command in (new, check, find, say, answer, recording_kit, memos, build, site, district, edit, shortcut, doctor):
    main.add_command(_command)
