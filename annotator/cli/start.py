"""``annotator new`` and ``edit``: a new tutorial, and the editor."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common
from annotator.messages import Message
from annotator.wordings import staff_languages


@click.command(short_help="Write a tutorial.md with one step for each screenshot, to fill in.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="A language, for instance es. Repeatable.")
@click.option("--like", "model", metavar="NAME", help="Start from this tutorial, which comes with annotator.")
@common.debug
def new(folder: Path, languages: tuple[str, ...], model: str | None) -> None:
    """Write FOLDER/tutorial.md, to fill in: one step for each screenshot, in the order of their names.

    A script that is already there is never overwritten.

    With --like, the script is copied from a tutorial that comes with annotator, such as join-class-on-zoom, and
    gets your screenshots in their order. Write any other NAME to see a list.

    \b
    Examples:
      annotator new zoom
      annotator new "C:\\Users\\Rosa\\Pictures\\Zoom class" --lang es --lang en
      annotator new zoom --like join-class-on-zoom
    """
    from annotator.commands import new as drafting

    path, notes = drafting.start_script(folder, languages, model=model)
    click.echo(path)
    fill_in = "Now fill in tutorial.md: are the pictures in order? Then run: annotator check {folder}"
    common.say(*notes, Message(fill_in, folder=f'"{folder}"'))


@click.command(short_help="Open the editor in the browser: make a tutorial without typing a script.")
@click.argument("folder", required=False, metavar="[FOLDER]", type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Print the address only; open nothing.")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="N",
    default=None,
    help="Listen at this port.  [default: a free one]",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(staff_languages()),
    default=None,
    help="The language of the editor.  [default: the browser's]",
)
@common.debug
def edit(folder: Path | None, no_browser: bool, port: int | None, language: str | None) -> None:
    """Make and change tutorials in the browser, without typing a script.

    FOLDER is one tutorial, or a folder of them; without it, the one of last time is opened, at first "annotator" in your
    documents. The page works on this computer alone, and its address on the first line opens it once: for another
    browser, run the command again. tutorial.md is written as you go, so every other command works on the same folders.
    The editor ends with Ctrl-C, with "Quit" in the page, or half an hour after the last page was closed.

    \b
    Examples:
      annotator edit
      annotator edit zoom
      annotator edit tutorials --no-browser --port 8765
    """
    import logging

    from annotator.edit import workspace
    from annotator.edit.web import start

    if common.current.debugging:
        logging.basicConfig(level=logging.ERROR)
    opened = _choose(folder)
    if (address := start.find_running(opened, language)) is not None:
        click.echo(address)
        common.say("The editor is open for this folder already.")
        if not no_browser:
            start.open_browser(address)
        return
    editor = start.Editor.open(opened, port, language)
    workspace.remember(opened)
    click.echo(editor.address)
    common.say(Message("The editor is open for {folder}. Press Ctrl-C here to end it.", folder=opened))
    if not no_browser:
        start.open_browser(editor.address)
    editor.serve()


def _choose(folder: Path | None) -> Path:
    """The folder to open. Raises a usage error for one that isn't there."""
    from annotator.edit import workspace

    if folder is None:
        return workspace.last_used() or workspace.default_folder()
    if not folder.is_dir():
        raise click.BadParameter(Message("{folder} is not a folder.", folder=folder), param_hint=common.words("FOLDER"))
    return folder.resolve()
