"""``annotator check``, ``find`` and ``doctor``: what is wrong with a tutorial or this computer, and where a target is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import options, terminal
from annotator.messages import Message, join

if TYPE_CHECKING:
    from annotator.commands.check import CheckResult
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
        from annotator.commands.check_against import check_against

        with terminal.progress_bar() as progress:
            compared = check_against(folders, against, progress)
        _print_compared(compared, as_json=as_json)
        if not compared or any(today.is_lost for today in compared.values()):
            context.exit(1)
        return
    with terminal.progress_bar() as progress:
        results = {folder: checking.check(folder, languages, progress, voice=voice) for folder in folders}
    if as_json:
        terminal.print_json(
            [
                {**problem_row(problem), "file": _name_folder(folder, folders) + problem.file}
                for folder, checked in results.items()
                for problem in checked.problems
            ]
        )
    else:
        for folder, checked in results.items():
            _print_checked(folder, _name_folder(folder, folders), checked)
    problems = [problem for checked in results.values() for problem in checked.problems]
    if any(strict or problem.level == "problem" for problem in problems):
        context.exit(1)


def _name_folder(folder: Path, folders: tuple[Path, ...]) -> str:
    """What is written before a file's name to tell the folders apart; empty for a single one."""
    return f"{folder.as_posix()}/" if len(folders) > 1 else ""


def _print_checked(folder: Path, prefix: str, checked: CheckResult) -> None:
    """Print the problems of a tutorial, each with ``prefix`` before its file, then the summary."""
    for problem in checked.problems:
        terminal.say(join(prefix, problem.line_of_text, between=""))
    if checked.guesses:
        terminal.say(Message("Guesses to look at: {count}.", count=checked.guesses))
    if not checked.problems:
        terminal.say(Message("{folder}: no problems.", folder=folder))
    elif checked.summary is not None:
        click.echo(f"{folder}:", err=True)
    if checked.summary is not None:
        terminal.say(*checked.summary.lines())


def _print_compared(compared: dict[Path, Today], *, as_json: bool) -> None:
    """Print the steps of tutorials beside screenshots of today, and the line that says when they were checked."""
    from annotator.commands.check_against import list_rows
    from annotator.edition import new_screens, tutorial_source

    if as_json:
        terminal.print_json({folder.as_posix(): new_screens.to_json(today) for folder, today in compared.items()})
        return
    if not compared:
        terminal.say("None of these screenshots shows a step of these tutorials.")
    date = tutorial_source.today().isoformat()
    for folder, today in compared.items():
        rows = [[terminal.words(cell) for cell in row] for row in list_rows(today)]
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
