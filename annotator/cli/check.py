"""``annotator check``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="Say every problem and warning, with the line and what to do.")
@common.folders
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language. Repeatable.")
@common.voice()
@click.option("--strict", is_flag=True, help="Warnings count as problems.")
@common.as_json
@common.debug
@click.pass_context
def check(
    context: click.Context,
    folders: tuple[Path, ...],
    languages: tuple[str, ...],
    voice: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Say every problem and warning of each FOLDER, with the line and what to do. Nothing is written.

    Does everything that build would need, without a network: opens every screenshot and memo, looks for every
    target, and chooses the voice. What it lets pass, build makes. Reads every sentence in Spanish, English and Portuguese
    as a parent would, and says what to write instead: warnings, which a line
    "- ok: reason" in the script accepts, below a picture for its step, above the first one for the top.

    At the end it says how many steps there are, about how many seconds and megabytes, the reading level of each
    language, and whether it is clear. Ends with code 1 if there are problems; warnings do not count, unless
    --strict.

    \b
    Examples:
      annotator check zoom
      annotator check tutorials --strict
      annotator check zoom --lang es --json
    """
    from annotator.commands import check as checking

    folders = tuple(common.tutorials(folders))
    with common.progress_bar() as progress:
        results = [(folder, checking.check(folder, languages, progress, voice=voice)) for folder in folders]
    bad = False
    rows = []
    for folder, checked in results:
        for problem in checked.problems:
            bad = bad or strict or problem.level == "problem"
            file = problem.file if len(folders) == 1 else f"{folder.as_posix()}/{problem.file}"
            rows.append(
                {
                    "file": file,
                    "line": problem.line,
                    "step": problem.step,
                    "level": problem.level,
                    "message": problem.message,
                    "remedy": problem.remedy,
                }
            )
            if not as_json:
                prefix = f"{folder.as_posix()}/" if len(folders) > 1 else ""
                click.echo(f"{prefix}{problem}", err=True)
        if not as_json:
            if not checked.problems:
                click.echo(f"{folder}: no problems.", err=True)
            elif checked.summary is not None:
                click.echo(f"{folder}:", err=True)
            for line in checked.summary.lines() if checked.summary else ():
                click.echo(line, err=True)
    if as_json:
        common.print_json(rows)
    if bad:
        context.exit(1)
