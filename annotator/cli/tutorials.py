"""``annotator new``, ``edit`` and ``shortcut``: making a tutorial, as a script or in the editor."""

from pathlib import Path

import click

from annotator.cli import options, signals, terminal
from annotator.languages import staff_languages
from annotator.messages import Message


@click.command(short_help="Write a tutorial.md with one step for each screenshot, to fill in.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="A language, for instance es. Repeatable.")
@click.option("--like", "model", metavar="NAME", help="Start from this tutorial, which comes with annotator.")
@click.option("--blank", is_flag=True, help="Guess nothing: leave every step to fill in.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what is guessed, as JSON.")
@options.as_json
@options.debug
def new(folder: Path, languages: tuple[str, ...], model: str | None, blank: bool, dry_run: bool, as_json: bool) -> None:
    """Write FOLDER/tutorial.md: a draft with one step for each screenshot, in the order of their names.

    What is done in a step is guessed from the pictures, since the next one shows what was pressed. A guess has a
    question mark: "- tap?: Join". Take it away where the guess is right; annotator check tells the reason of each, and
    what else it may be. Where nothing is known, a gap is left to fill in.

    A script that is already there is never overwritten.

    With --like, the script is copied from a tutorial that comes with annotator, such as join-class-on-zoom, and
    gets your screenshots in their order. Write any other NAME to see a list.

    \b
    Examples:
      annotator new zoom
      annotator new "C:\\Users\\Rosa\\Pictures\\Zoom class" --lang es --lang en
      annotator new zoom --like join-class-on-zoom
      annotator new zoom --dry-run --json
    """
    from annotator.commands import new as drafting

    if dry_run:
        with terminal.progress_bar() as progress:
            rows = drafting.propose(folder, progress=progress)
        terminal.print_json(rows)
        return
    with terminal.progress_bar() as progress:
        path, notes = drafting.start_script(folder, languages, model=model, blank=blank, progress=progress)
    if as_json:
        terminal.print_json({"script": str(path), "notes": notes})
    else:
        click.echo(path)
    fill_in = "Now fill in tutorial.md: are the pictures in order? Then run: annotator check {folder}"
    terminal.say(*notes, Message(fill_in, folder=f'"{folder}"'))


@click.command(short_help="Open the editor in the browser: make a tutorial without typing a script.")
@click.argument("folder", required=False, metavar="[FOLDER]", type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Print the address only; open nothing.")
@click.option("--restart", is_flag=True, help="First end each editor that is open, unless it is making something.")
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
@options.debug
def edit(folder: Path | None, no_browser: bool, restart: bool, port: int | None, language: str | None) -> None:
    """Make and change tutorials in the browser, without typing a script.

    FOLDER is one tutorial, or a folder of them; without it, the one of last time is opened, at first "annotator" in your
    documents. The page works on this computer alone, and its address on the first line opens it once: for another
    browser, run the command again. tutorial.md is written as you go, so every other command works on the same folders.
    The editor ends with Ctrl-C, with "Quit" in the page, or half an hour after the last page was closed.

    A folder in the place of a command is opened, too: annotator zoom

    \b
    Examples:
      annotator edit
      annotator edit zoom
      annotator edit tutorials --no-browser --port 8765
    """
    import logging

    from annotator.edit import work_folder
    from annotator.edit.web import access, server

    if signals.current.debugging:
        logging.basicConfig(level=logging.ERROR)
    opened = _choose(folder)
    if restart:
        access.end_running()
    if (address := access.find_running(opened, language)) is not None:
        click.echo(address)
        terminal.say("The editor is open for this folder already.")
        if not no_browser:
            server.open_browser(address)
        return
    editor = server.Editor.open(opened, port, language)
    work_folder.remember(opened)
    click.echo(editor.address)
    terminal.say(Message("The editor is open for {folder}. Press Ctrl-C here to end it.", folder=opened))
    if not no_browser:
        server.open_browser(editor.address)
    editor.serve()


def _choose(folder: Path | None) -> Path:
    """The folder to open. Raises a usage error for one that isn't there."""
    from annotator.edit import work_folder

    if folder is None:
        return work_folder.last_used() or work_folder.default_folder()
    if not folder.is_dir():
        template = "{folder} is not a folder."
        raise click.BadParameter(Message(template, folder=folder), param_hint=terminal.words("FOLDER"))
    return folder.resolve()


@click.command(short_help="Make a shortcut that opens the editor without a terminal.")
@click.option("--remove", is_flag=True, help="Remove it instead.")
@options.debug
def shortcut(remove: bool) -> None:
    """Make a shortcut that opens the editor without a terminal, or make it anew.

    On Windows it is on the desktop and under "Send to", on a Mac in your Applications, on Linux in the menu of programs.
    """
    from annotator.edit import shortcut as shortcuts

    terminal.say(shortcuts.change(remove=remove))
