"""``annotator check``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="List every problem and warning, with its line and what to do.")
@common.folders
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language. Repeatable.")
@common.voice()
@click.option("--strict", is_flag=True, help="Count warnings as problems.")
@click.option(
    "--preview",
    type=click.Path(path_type=Path, file_okay=False),
    help="Draw the candidates for each uncertain mark into this folder. Only older previews there are replaced.",
)
@common.as_json
@common.debug
@click.pass_context
def check(
    context: click.Context,
    folders: tuple[Path, ...],
    languages: tuple[str, ...],
    voice: str | None,
    strict: bool,
    preview: Path | None,
    as_json: bool,
) -> None:
    """List every problem and warning of each FOLDER, with its line and what to do. Writes nothing into FOLDER.

    Checks all that build needs, without the network: opens every screenshot and memo, looks for every target, and
    chooses the voice. Build refuses a tutorial with a problem.

    Where a sentence or picture changed after a person's voice was recorded for it, says that the voice still says
    the old one.

    Also warns about sentences in Spanish, English and Portuguese that a family may not understand, and suggests
    better words. To accept the warnings of a step, write a line "- ok: reason" below its picture; for those of
    the whole tutorial, above the first picture.

    A mark is uncertain where the target was found only in part, an icon may be another one, or the mark surrounds other
    texts. With --preview, such steps are drawn, one picture each, with names and faces covered as in a pack.

    A summary follows: how many steps, about how many seconds and megabytes, the reading level of each language,
    and whether the tutorial is clear. Exits with code 1 if there are problems; warnings count only with --strict.

    \b
    Examples:
      annotator check zoom
      annotator check tutorials --strict
      annotator check zoom --lang es --json
      annotator check zoom --preview look-here
    """
    from annotator.commands import check as checking

    folders = tuple(common.find_tutorials(folders))
    with common.progress_bar() as progress:
        results = [
            (folder, checking.check(folder, languages, progress, voice=voice, preview=preview)) for folder in folders
        ]
    failed = False
    rows = []
    for folder, checked in results:
        for problem in checked.problems:
            failed = failed or strict or problem.level == "problem"
            file = problem.file if len(folders) == 1 else f"{folder.as_posix()}/{problem.file}"
            rows.append(
                {
                    "file": file,
                    "line": problem.line,
                    **(problem.step.row("step") if problem.step else {"step": None}),
                    "level": problem.level,
                    "message": problem.message,
                    "remedy": problem.remedy,
                }
            )
            if not as_json:
                prefix = f"{folder.as_posix()}/" if len(folders) > 1 else ""
                click.echo(f"{prefix}{problem}", err=True)
        for path in checked.pictures:
            click.echo(path, err=as_json)
        if preview is not None and not checked.pictures:
            click.echo(
                f"{folder}: no picture for --preview: no mark that was found is uncertain, or a “hide:” line is not found.",
                err=True,
            )
        if not as_json:
            if not checked.problems:
                click.echo(f"{folder}: no problems.", err=True)
            elif checked.summary is not None:
                click.echo(f"{folder}:", err=True)
            for line in checked.summary.lines() if checked.summary else ():
                click.echo(line, err=True)
    if as_json:
        common.print_json(rows)
    if failed:
        context.exit(1)
