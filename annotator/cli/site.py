"""``annotator site``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from annotator.cli import common

_ADDRESS = re.compile(r"https?://[^\s?#]+")


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _ADDRESS.fullmatch(value):
        raise click.BadParameter("Write the whole address, for instance https://school.example.org/help.")
    return value


@click.command(short_help="Make the website: a page for each tutorial and language, and a gallery.")
@common.folders
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PUBLIC",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to upload; made if it is missing.",
)
@click.option(
    "--base-url",
    metavar="URL",
    default=None,
    callback=_address,
    help="The web address that the folder will have.  [default: the website in school.toml]",
)
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language. Repeatable.")
@common.voice()
@click.option("--public", is_flag=True, help="Let search engines list the pages. Otherwise they are asked not to.")
@click.option("--prune", is_flag=True, help="Remove the pages of tutorials that are not among the FOLDERs.")
@common.debug
@click.pass_context
def site(
    context: click.Context,
    folders: tuple[Path, ...],
    output: Path,
    base_url: str | None,
    languages: tuple[str, ...],
    voice: str | None,
    public: bool,
    prune: bool,
) -> None:
    """Make a website of the tutorials in each FOLDER: a folder that you upload as it is.

    It has a gallery, a page for each tutorial and language, and embed.html with snippets for other websites. Its
    pages load nothing from other hosts. The site appears whole or not at all, and what has not changed is not made
    again. Files that you put into it stay there. A folder that has files but is not a site is refused.

    \b
    Examples:
      annotator site tutorials -o public --base-url https://school.example.org/help
      annotator site tutorials -o public --prune
      annotator site zoom -o public --lang es --voice pico
    """
    from annotator.commands import site as making

    folders = tuple(common.find_tutorials(folders))
    request = making.SiteRequest(output, base_url, languages, voice, public, prune)
    with common.progress_bar() as progress:
        outcome = making.build(folders, request, progress)
    for word, names in (("made", outcome.made), ("unchanged", outcome.unchanged), ("removed", outcome.removed)):
        if names:
            click.echo(f"{word}: {', '.join(names)}", err=True)
    for note in outcome.notes:
        click.echo(note, err=True)
    for folder, error in outcome.failed:
        click.echo(f"not made: {folder} (code {error.exit_code})", err=True)
        common.show_error(error, common.is_debugging(context))
    for page in outcome.pages:
        click.echo(page)
    click.echo(outcome.archive)
    if outcome.failed:
        context.exit(max(error.exit_code for _, error in outcome.failed))
