"""``annotator site`` and ``district``: a website of all tutorials, and the packs of many schools."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import options, terminal
from annotator.messages import Message

if TYPE_CHECKING:
    from annotator.district.outcome import Outcome

_WEB_ADDRESS = re.compile(r"https?://[^\s?#]+")


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _WEB_ADDRESS.fullmatch(value):
        raise click.BadParameter("Write the whole address, for instance https://school.example.org/help.")
    return value


@click.command(short_help="Make the website: a page for each tutorial and language, and a gallery.")
@options.tutorials
@options.output("The folder to upload; made if it is missing.", required=True, metavar="PUBLIC")
@click.option(
    "--base-url",
    metavar="URL",
    default=None,
    callback=_address,
    help="The web address that the folder will have.  [default: the website in school.toml]",
)
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language. Repeatable.")
@options.voice()
@click.option("--public", is_flag=True, help="Let search engines list the pages. Otherwise they are asked not to.")
@click.option(
    "--offline",
    is_flag=True,
    help="For a memory card, too: the folder _card has films, pictures and voices that phones show in order.",
)
@options.as_json
@options.debug
@click.pass_context
def site(
    context: click.Context,
    folders: tuple[Path, ...],
    output: Path,
    base_url: str | None,
    languages: tuple[str, ...],
    voice: str | None,
    public: bool,
    offline: bool,
    as_json: bool,
) -> None:
    """Make a website of the tutorials in each FOLDER: a folder that you upload as it is.

    It has a gallery, a page for each tutorial and language, and embed.html with snippets for other websites; each
    tutorial's block.html is for a box that takes HTML. Its pages load nothing from other hosts. The site appears whole
    or not at all, and what has not changed is not made again. The pages of other tutorials stay: to take one off,
    delete its folder in PUBLIC and run the command again. Files that you put into it stay there. A folder that has
    files but is not a site is refused.

    Open index.html from a disk or a card, and all of it plays without internet in the browser of a computer, practice, too.

    \b
    Examples:
      annotator site tutorials -o public --base-url https://school.example.org/help
      annotator site tutorials -o card --offline
      annotator site tutorials -o public --public
      annotator site zoom -o public --lang es --voice pico
    """
    from annotator.commands import site as making

    request = making.SiteRequest(output, base_url, languages, voice=voice, public=public, offline=offline)
    with terminal.progress_bar() as progress:
        outcome = making.build(folders, request, progress)
    for word, names in (("made", outcome.made), ("unchanged", outcome.unchanged)):
        if names:
            terminal.say(Message("{what}: {names}", what=Message(word), names=", ".join(names)))
    terminal.say(*outcome.notes)
    for folder, error in outcome.failed:
        terminal.say(terminal.not_made(folder, error))
        terminal.show_error(error)
    if as_json:
        terminal.print_json(making.to_json(outcome))
    else:
        for page in (*outcome.pages, outcome.archive):
            click.echo(page)
    if outcome.failed:
        context.exit(max(error.exit_code for _, error in outcome.failed))


@click.command(short_help="Make the packs of many schools, from a table of schools.")
@click.argument(
    "table", metavar="SCHOOLS.csv", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True)
)
@options.tutorials
@options.output("The folder that receives a folder for each school.  [required, or --shared]", metavar="OUT")
@options.only
@options.voice()
@click.option(
    "--jobs",
    type=click.IntRange(1, 60),
    default=None,
    metavar="N",
    help="How many packs to make at once.  [default: one for each core, up to 4]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    envvar="DASK_SCHEDULER_ADDRESS",
    help="Make the packs on the workers of this Dask scheduler (tcp://… or tls://…; or DASK_SCHEDULER_ADDRESS).",
)
@click.option(
    "--shared",
    metavar="OUT",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --scheduler, in place of -o: a folder that all workers see under this path, and put the packs into.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be made, and what is wrong with the table.")
@options.as_json
@options.debug
@click.pass_context
def district(
    context: click.Context,
    table: Path,
    folders: tuple[Path, ...],
    output: Path | None,
    kinds: tuple[str, ...],
    voice: str | None,
    jobs: int | None,
    scheduler: str | None,
    shared: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make the pack of each FOLDER for each school in SCHOOLS.csv: OUT/school/tutorial.

    The first line of the table has the names of its columns: name, phone, person, person_languages, website, logo,
    photo, main, accent, mark, languages, names, consent, whatsapp, pointer, paper, order,
    website_film. Only name is needed. They mean what they mean in school.toml; the paths of files begin at the table. A
    school.toml beside the table gives all schools its [voices], [lexicon], [language-names] and memo-clean; of the one of
    a tutorial only the names count.

    What schools share is made once, with --scheduler on each computer. A row or pack with a problem stops no other;
    what is up to date is not made again, so the same command goes on where it was stopped. OUT/district.json says what
    came of each pack.

    \b
    Examples:
      annotator district schools.csv tutorials -o packs --dry-run
      annotator district schools.csv tutorials -o packs --jobs 4
      annotator district schools.csv tutorials -o packs --only paper --only message
      annotator district schools.csv zoom -o packs --voice pico
      annotator district schools.csv tutorials -o packs --scheduler tcp://10.0.0.5:8786
    """
    if shared and not scheduler:
        raise click.UsageError("--shared is about the workers of a scheduler: add --scheduler, or leave it out.")
    if output is None and shared is None:
        raise click.UsageError("Say where the packs go: -o OUT.")
    from annotator import district as making
    from annotator.district import summary
    from annotator.district.packs import Settings

    settings = Settings(shared or output or Path(), folders, voice, kinds)
    request = making.DistrictRequest(table, settings, jobs=jobs, scheduler=scheduler, shared=shared is not None)
    with terminal.progress_bar() as progress:
        outcome = making.plan(request, progress)
    if not dry_run:
        with terminal.progress_bar() as progress:
            making.make(request, outcome, progress)
    terminal.say(*_format_notes(outcome))
    if as_json:
        terminal.print_json(outcome.to_json())
    else:
        terminal.say(*summary.format_table(outcome, dry_run=dry_run, words=terminal.words), err=False)
    if outcome.exit_code:
        context.exit(outcome.exit_code)


def _format_notes(outcome: Outcome) -> list[str]:
    """The lines besides the table: problems, notes, failures and warnings."""
    from annotator.district import summary

    return [
        *(problem.line_of_text for problem in outcome.problems),
        *outcome.notes,
        *summary.format_failures(outcome),
        *summary.format_warnings(outcome),
    ]
