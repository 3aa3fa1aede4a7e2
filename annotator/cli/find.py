"""``annotator find``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="Show where a text, an icon, a point or a box is on a screenshot.")
@click.argument("picture", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--preview",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw all candidates, numbered, into this picture. Only an older preview is overwritten.",
)
@click.option("--grid", is_flag=True, help="Draw percent lines on the preview, for points such as 50% 30%.")
@common.as_json
@common.debug
@click.pass_context
def find(
    context: click.Context, picture: Path, targets: tuple[str, ...], preview: Path | None, grid: bool, as_json: bool
) -> None:
    """Show where each TARGET is on PICTURE: a text, an icon (mic.png), a point (50% 30%) or a box.

    A TARGET may be an action line of a script: "type: Usuario" shows the field of a label, "look: Cuotas" takes the
    value beside it along. Put quotes inside quotes for a text with a colon that reads like one: '"Look: here"'.

    PICTURE may be a screen recording (.mp4): then its last frame is searched.

    Exits with code 0 if every target is found, else 1.

    \b
    Examples:
      annotator find 03-unirse.png "Join | Unirse"
      annotator find zoom/03-unirse.png Join --preview where.png --grid
      annotator find 05-inicio.png "type: Usuario" "escriba: Clave"
      annotator find "WhatsApp Image 1.jpeg" "50% 30%" mic.png --json
    """
    from annotator.commands import find as finding

    if grid and preview is None:
        raise click.UsageError("--grid draws on the preview. Add --preview FILE.")
    with common.progress_bar() as progress:
        located = finding.find(picture, targets, preview, progress, grid=grid)
    for notice in located.notices:
        click.echo(notice, err=True)
    answers, size = located.answers, located.size
    if as_json:
        common.print_json(
            [finding.to_json(query, answer, size) for query, answer in zip(targets, answers, strict=True)]
        )
    else:
        for query, answer in zip(targets, answers, strict=True):
            click.echo(finding.format_line(query, answer, size))
    if preview is not None:
        click.echo(f"The candidates are drawn in {preview}.", err=True)
    if not all(finding.is_found(answer) for answer in answers):
        context.exit(1)
