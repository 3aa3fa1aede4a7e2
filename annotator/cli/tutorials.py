"""``annotator new``, ``check``, ``find``, ``edit``, ``shortcut`` and ``doctor``: making a tutorial, and testing its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import options, signals, terminal
from annotator.languages import staff_languages
from annotator.messages import Message, join

if TYPE_CHECKING:
    from annotator.edition.matched_steps import Today


@click.command(short_help="List every problem and warning, with its line and what to do.")
@options.tutorials
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language. Repeatable.")
@options.voice()
@click.option("--strict", is_flag=True, help="Count warnings as problems.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="SCREENS",
    help="Only compare the steps with the screenshots of today in this folder, in any order.",
)
@options.as_json
@options.debug
@click.pass_context
def check(
    context: click.Context,
    folders: tuple[Path, ...],
    languages: tuple[str, ...],
    voice: str | None,
    strict: bool,
    against: Path | None,
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

    Warns of an uncertain mark, too: where the target was found only in part, an icon may be another one, or the mark
    surrounds other texts. To see it, annotator find draws all candidates with --preview.

    A summary follows: how many steps, about how many seconds and megabytes, the reading level of each language,
    and whether the tutorial is clear. Exits with code 1 if there are problems; warnings count only with --strict.

    With --against, take the screens of the app again, and see which steps look as before, changed, or are gone, and
    which screens are new. Exits with code 1 where a step is gone, or what it presses is not found any more.

    \b
    Examples:
      annotator check zoom
      annotator check tutorials --strict
      annotator check zoom --lang es --json
      annotator check zoom --against ~/new-screens
    """
    from annotator.commands import check as checking
    from annotator.script import problem_row

    if against is not None:
        with terminal.progress_bar() as progress:
            compared = checking.check_against(folders, against, progress)
        _print_compared(compared, as_json=as_json)
        if not compared or any(today.is_lost for today in compared.values()):
            context.exit(1)
        return
    with terminal.progress_bar() as progress:
        results = [(folder, checking.check(folder, languages, progress, voice=voice)) for folder in folders]
    failed = False
    rows = []
    for folder, checked in results:
        for problem in checked.problems:
            failed = failed or strict or problem.level == "problem"
            file = problem.file if len(folders) == 1 else f"{folder.as_posix()}/{problem.file}"
            rows.append({**problem_row(problem), "file": file})
            if not as_json:
                prefix = f"{folder.as_posix()}/" if len(folders) > 1 else ""
                terminal.say(join(prefix, problem.line_of_text, between=""))
        if not as_json:
            if checked.guesses:
                terminal.say(Message("Guesses to look at: {count}.", count=checked.guesses))
            if not checked.problems:
                terminal.say(Message("{folder}: no problems.", folder=folder))
            elif checked.summary is not None:
                click.echo(f"{folder}:", err=True)
            terminal.say(*(checked.summary.lines() if checked.summary else ()))
    if as_json:
        terminal.print_json(rows)
    if failed:
        context.exit(1)


def _print_compared(compared: dict[Path, Today], *, as_json: bool) -> None:
    """Print the steps of tutorials beside screenshots of today, and the line that says when they were checked."""
    from annotator.commands import check as checking
    from annotator.edition import new_screens, tutorial_source

    if as_json:
        terminal.print_json({folder.as_posix(): new_screens.to_json(today) for folder, today in compared.items()})
        return
    if not compared:
        terminal.say("None of these screenshots shows a step of these tutorials.")
    date = tutorial_source.today().isoformat()
    for folder, today in compared.items():
        rows = [[terminal.words(cell) for cell in row] for row in checking.list_rows(today)]
        states, screens = (max(len(row[column]) for row in rows) for column in (1, 2))
        click.echo(f"{folder}:")
        for number, state, screen, *changes in rows:
            click.echo(f"  {number:>3}  {state:{states}}  {screen:{screens}}  {' '.join(changes)}".rstrip())
        ready = "Write this line into {folder}/tutorial.md, above the first picture: - checked: {date}"
        later = "When these steps are right again, write into {folder}/tutorial.md: - checked: {date}"
        terminal.say(Message(later if today.is_lost else ready, folder=folder.as_posix(), date=date), err=False)


@click.command(short_help="Show where a text, an icon, a point or a box is on a screenshot.")
@click.argument("picture", metavar="PICTURE", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--preview",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw all candidates, numbered, into this picture. Only an older preview is overwritten.",
)
@options.as_json
@options.debug
@click.pass_context
def find(context: click.Context, picture: Path, targets: tuple[str, ...], preview: Path | None, as_json: bool) -> None:
    """Show where each TARGET is on PICTURE: a text, an icon (mic.png), a point (50% 30%) or a box.

    A TARGET may be an action line of a script: "type: Usuario" shows the field of a label, "look: Cuotas" takes the
    value beside it along. Put quotes inside quotes for a text with a colon that reads like one: '"Look: here"'.

    PICTURE may be a screen recording (.mp4): then its last frame is searched.

    Exits with code 0 if every target is found, else 1.

    \b
    Examples:
      annotator find 03-unirse.png "Join | Unirse"
      annotator find zoom/03-unirse.png Join --preview where.png
      annotator find 05-inicio.png "type: Usuario" "escriba: Clave"
      annotator find "WhatsApp Image 1.jpeg" "50% 30%" mic.png --json
    """
    from annotator.commands import find as finding

    with terminal.progress_bar() as progress:
        located = finding.find(picture, targets, preview, progress)
    terminal.say(*located.notices)
    answers, size = located.answers, located.size
    if as_json:
        terminal.print_json(
            [finding.to_json(query, answer, size) for query, answer in zip(targets, answers, strict=True)]
        )
    else:
        for query, answer in zip(targets, answers, strict=True):
            terminal.say(finding.format_line(query, answer, size), err=False)
    if preview is not None:
        terminal.say(Message("The candidates are drawn in {preview}.", preview=preview))
    if not all(finding.is_found(answer) for answer in answers):
        context.exit(1)


@click.command(short_help="Show what works on this computer, and how to fix what does not.")
@click.option(
    "--empty-cache",
    is_flag=True,
    help="Only empty the cache, which makes the next builds slower, and say how much space that freed.",
)
@click.option("--report", is_flag=True, help="Print it to be sent: in English, without names or paths of yours.")
@options.as_json
@options.debug
@click.pass_context
def doctor(context: click.Context, empty_cache: bool, report: bool, as_json: bool) -> None:
    """Show what works on this computer, and how to fix what does not.

    Exits with code 3 if something that every build needs is missing, with code 1 if a voice that is installed isn't
    heard.

    \b
    Examples:
      annotator doctor
      annotator doctor --report
      annotator doctor --empty-cache
    """
    from annotator.commands import doctor as health

    if empty_cache:
        terminal.say(health.empty_cache())
        return
    findings = health.diagnose()
    if report:
        click.echo("\n".join(health.report(findings)))
    elif as_json:
        terminal.print_json([health.to_json(finding) for finding in findings])
    else:
        for finding in findings:
            terminal.say(health.format_line(finding), err=False)
    if any(finding.needed and not finding.works for finding in findings):
        context.exit(3)
    if any(finding.broken for finding in findings):
        context.exit(1)


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
        raise click.BadParameter(
            Message("{folder} is not a folder.", folder=folder), param_hint=terminal.words("FOLDER")
        )
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
