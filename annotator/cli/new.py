"""``annotator new``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="Write a tutorial.md with one step for each screenshot, to fill in.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="A language, for instance es. Repeatable.")
@click.option("--like", "model", metavar="NAME", help="Start from this tutorial, which comes with annotator.")
@common.debug
def new(folder: Path, languages: tuple[str, ...], model: str | None) -> None:
    """Write FOLDER/tutorial.md, to fill in: one step for each screenshot, in the order of their names.

    Also writes FOLDER/order.jpg, a sheet of numbered thumbnails, to check the order by eye. A script that is
    already there is never overwritten.

    With --like, the script is copied from a tutorial that comes with annotator, such as join-class-on-zoom, and
    gets your screenshots in their order. Write any other NAME to see a list.

    \b
    Examples:
      annotator new zoom
      annotator new "C:\\Users\\Rosa\\Pictures\\Zoom class" --lang es --lang en
      annotator new zoom --like join-class-on-zoom
    """
    from annotator.commands import new as drafting

    written = drafting.start_script(folder, languages, model=model)
    for path in written.paths:
        click.echo(path)
    for note in written.notes:
        click.echo(note, err=True)
    click.echo(
        f"Now look at {folder / 'order.jpg'}: is the order right? "
        f"Then fill in tutorial.md and run: annotator check {common.quote_for_shell(folder)}",
        err=True,
    )
