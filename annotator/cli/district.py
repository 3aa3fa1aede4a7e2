"""``annotator district``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import common

if TYPE_CHECKING:
    from annotator.commands.district import DistrictResult


@click.command(short_help="Make the packs of many schools, from a table of schools.")
@click.argument(
    "table", metavar="SCHOOLS.csv", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True)
)
@common.folders
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that receives a folder for each school.",
)
@common.voice()
@click.option(
    "--budget",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    metavar="MB",
    help="The most megabytes that each video may have; its quality is lowered to fit.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 60),
    default=None,
    metavar="N",
    help="How many packs to make at once.  [default: one for each core]",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be made, and what is wrong with the table.")
@common.as_json
@common.debug
@click.pass_context
def district(
    context: click.Context,
    table: Path,
    folders: tuple[Path, ...],
    output: Path,
    voice: str | None,
    budget: float | None,
    jobs: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make the pack of each FOLDER for each school in SCHOOLS.csv: OUT/school/tutorial.

    The first line of the table has the names of its columns: name, phone, person, person_languages, website, logo,
    photo, main, accent, mark, languages, names, consent, whatsapp, pointer, paper, order. Only name is needed. They mean
    what they mean in school.toml; files are named as they are beside the table. A school.toml beside the table gives
    all schools its [voices], [lexicon], [language-names] and memo-clean; the one of a tutorial isn't read.

    What schools share is made once. A row or pack with a problem stops no other; what is up to date is not made again,
    so the same command goes on where it was stopped. OUT/district.json says what came of each pack.

    \b
    Examples:
      annotator district schools.csv tutorials -o packs --dry-run
      annotator district schools.csv tutorials -o packs --jobs 4
      annotator district schools.csv zoom -o packs --voice pico
    """
    from annotator.commands import district as making
    from annotator.district import summary

    request = making.DistrictRequest(
        table,
        tuple(common.find_tutorials(folders)),
        output,
        voice,
        None if budget is None else round(budget * 1_000_000),
        jobs,
        dry_run,
    )
    with common.progress_bar() as progress:
        result = making.make(request, progress)
    for line in _format_notes(result):
        click.echo(line, err=True)
    if as_json:
        common.print_json(summary.to_json(result.outcome))
    else:
        click.echo("\n".join(summary.format_table(result.outcome, dry_run=dry_run)))
    if result.outcome.exit_code:
        context.exit(result.outcome.exit_code)


def _format_notes(result: DistrictResult) -> list[str]:
    """What is to be said beside the table: problems, failures, folders that are left, and memory."""
    from annotator.district import summary

    outcome = result.outcome
    lines = [*map(str, outcome.problems), *summary.format_failures(outcome)]
    if result.former:
        lines.append(f"No longer in {outcome.table}, and left as they are: {', '.join(result.former)}.")
    if outcome.peak:
        lines.append(f"Each job took up to {outcome.peak / 1_000_000:,.0f} MB of memory.")
    return lines
