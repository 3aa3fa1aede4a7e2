"""``annotator build``, ``answer``, ``site`` and ``district``: all that families get."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import common
from annotator.errors import AnnotatorError
from annotator.messages import Message

if TYPE_CHECKING:
    from annotator.commands.district import DistrictResult
    from annotator.pack.report import BuildResult

_budget = click.option(
    "--budget",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    metavar="MB",
    help="The most megabytes that each video may have; its quality is lowered to fit.",
)


def _known_kinds(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds, checked against the catalogue, which is loaded only when this command runs or explains itself."""
    from annotator.pack.catalogue import KINDS

    choice = click.Choice(KINDS)
    return tuple(choice.convert(value, parameter, context) for value in values)


class _KindOption(click.Option):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from annotator.pack.catalogue import KINDS

        self.help = common.words(Message("Only this: {kinds}. Repeatable.", kinds=", ".join(KINDS)))
        return super().get_help_record(ctx)


@click.command(short_help="Make the videos, pictures and messages of each tutorial.")
@common.folders
@click.option(
    "-o",
    "--output",
    default=Path("packs"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that receives a pack for each tutorial.",
)
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language. Repeatable.")
@click.option(
    "--only",
    "kinds",
    multiple=True,
    cls=_KindOption,
    callback=_known_kinds,
    metavar="KIND",
)
@common.voice()
@click.option("--draft", is_flag=True, help="Make a quick preview: the small voice, half the size, whole screens only.")
@_budget
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=None, metavar="N", help="How many cores to use.  [default: all]"
)
@common.as_json
@common.debug
@click.pass_context
def build(
    context: click.Context,
    folders: tuple[Path, ...],
    output: Path,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    voice: str | None,
    draft: bool,
    budget: float | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Make the pack of each FOLDER: videos, voice messages, chat pictures and messages, in every language.

    A pack appears whole or not at all; an older one stays until the new one is finished. What has not changed
    is not made again. With --lang or --only, only that is made, and the pack's other files stay; if the tutorial or
    the school has changed since, everything that the pack had is made anew. Files that you put into a pack stay
    there. A folder that has files but is not a pack is refused.

    \b
    Examples:
      annotator build zoom
      annotator build tutorials -o packs --jobs 2
      annotator build zoom --lang es --only video --voice pico
      annotator build zoom --draft
      annotator build zoom --budget 0.5
    """
    from annotator import api

    folders = tuple(common.find_tutorials(folders))
    if budget is not None and kinds and "video" not in kinds:
        raise click.UsageError("--budget is about the video: add --only video, or leave --only out.")
    finished: list[BuildResult] = []
    failed: list[tuple[Path, AnnotatorError]] = []
    show_detail = common.is_debugging(context)
    for folder in folders:
        try:
            with common.progress_bar() as progress:
                built = api.build(
                    folder,
                    output,
                    languages=languages,
                    only=kinds,
                    voice=voice,
                    draft=draft,
                    budget_bytes=None if budget is None else round(budget * 1_000_000),
                    jobs=jobs,
                    other_folders=folders,
                    progress=progress,
                )
        except AnnotatorError as error:
            failed.append((folder, error))
            if len(folders) > 1:
                click.echo(f"{folder}:", err=True)
            common.show_error(error, show_detail)
        else:
            finished.append(built)
            common.say(*built.report())
            if not as_json:
                click.echo(built.pack)
    if as_json:
        common.print_json([built.to_json() for built in finished])
    if len(folders) > 1:
        ready = Message("{finished} of {folders} tutorials are ready.", finished=len(finished), folders=len(folders))
        common.say(ready, *(_not_made(folder, failure) for folder, failure in failed))
    if failed:
        context.exit(max(failure.exit_code for _, failure in failed))


def _not_made(folder: Path, error: AnnotatorError) -> str:
    return Message("not made: {folder} (code {code})", folder=folder, code=error.exit_code)


@click.command(short_help="Make one marked picture and one spoken sentence, to answer a family in a chat.")
@click.argument("picture", metavar="PICTURE", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("--say", metavar="TEXT", help="The sentence. Without it, annotator's own for the target: “Toque Unirse.”")
@click.option(
    "--memo",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A recording to send instead of a synthetic voice. It is cleaned as for a video.",
)
@click.option("--lang", metavar="LANG", help="The language; by default the first one of school.toml, else es.")
@common.voice()
@click.option(
    "-o",
    "--output",
    default=Path(),
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for both files; by default the current one.",
)
@common.as_json
@common.debug
def answer(
    picture: Path,
    targets: tuple[str, ...],
    say: str | None,
    memo: Path | None,
    lang: str | None,
    voice: str | None,
    output: Path,
    as_json: bool,
) -> None:
    """Mark each TARGET on PICTURE as a card for a chat, and speak one sentence about it.

    Writes PICTURE-answer.jpg and PICTURE-answer.ogg, or PICTURE-answer-2 where these are taken: no file is ever
    replaced. Several TARGETs are marked A, B, and each is said. A TARGET may be an action line of a script, such as
    "type: Usuario"; annotator find --help tells more.

    Faces, numbers, addresses, and the names on the school's list are covered, as in a video. The school.toml of the
    current folder or above it applies, else that of the picture.

    A text may take 10 seconds to say: a family does one thing at a time. A longer recording is only warned of.

    \b
    Examples:
      annotator answer IMG-20261124-WA0003.jpg Unirse
      annotator answer captura.png "type: Usuario" "tap: Entrar" -o answers
      annotator answer captura.png "Join | Unirse" --say "Toque Unirse y espere a la maestra."
      annotator answer screen.png "50% 30%" --memo "WhatsApp Ptt 2026-11-24.ogg" --lang mix
    """
    from annotator import api
    from annotator.commands import answer as answering

    if say is not None and memo is not None:
        raise click.UsageError("Give a text (--say) or a recording (--memo), not both.")
    with common.progress_bar() as progress:
        made = api.answer(
            picture, *targets, say=say, memo=memo, lang=lang, voice=voice, output=output, progress=progress
        )
    if as_json:
        common.print_json(answering.to_json(made))
    else:
        click.echo(made.picture)
        click.echo(made.sound)
    common.say(answering.format_line(made), *made.warnings)


_WEB_ADDRESS = re.compile(r"https?://[^\s?#]+")


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _WEB_ADDRESS.fullmatch(value):
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
@common.as_json
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
    as_json: bool,
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
            common.say(Message("{what}: {names}", what=Message(word), names=", ".join(names)))
    common.say(*outcome.notes)
    for folder, error in outcome.failed:
        common.say(_not_made(folder, error))
        common.show_error(error, common.is_debugging(context))
    if as_json:
        common.print_json(making.to_json(outcome))
    else:
        for page in (*outcome.pages, outcome.archive):
            click.echo(page)
    if outcome.failed:
        context.exit(max(error.exit_code for _, error in outcome.failed))


_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:]+\]|[^/:\s]+):\d{1,5}/?")


def _known_address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value and not _ADDRESS.fullmatch(value):
        raise click.BadParameter(
            Message("“{value}” is not the address of a scheduler. Write it as tcp://computer:8786.", value=value)
        )
    return value or None


@click.command(short_help="Make the packs of many schools, from a table of schools.")
@click.argument(
    "table", metavar="SCHOOLS.csv", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True)
)
@common.folders
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that receives a folder for each school.  [required, or --shared]",
)
@common.voice()
@_budget
@click.option(
    "--jobs",
    type=click.IntRange(1, 60),
    default=None,
    metavar="N",
    help="How many packs to make at once.  [default: one for each core, where memory allows]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    envvar="DASK_SCHEDULER_ADDRESS",
    callback=_known_address,
    help="Make the packs on the workers of this Dask scheduler (tcp://… or tls://…; or DASK_SCHEDULER_ADDRESS).",
)
@click.option(
    "--shared",
    metavar="OUT",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --scheduler, in place of -o: a folder that all workers see under this path, and put the packs into.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be made, and what is wrong with the table.")
@common.as_json
@common.debug
@click.pass_context
def district(
    context: click.Context,
    table: Path,
    folders: tuple[Path, ...],
    output: Path | None,
    voice: str | None,
    budget: float | None,
    jobs: int | None,
    scheduler: str | None,
    shared: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make the pack of each FOLDER for each school in SCHOOLS.csv: OUT/school/tutorial.

    The first line of the table has the names of its columns: name, phone, person, person_languages, website, logo,
    photo, main, accent, mark, languages, names, consent, whatsapp, pointer, paper, order. Only name is needed. They mean
    what they mean in school.toml; the paths of files begin at the table. A school.toml beside the table gives
    all schools its [voices], [lexicon], [language-names] and memo-clean; the one of a tutorial isn't read.

    What schools share is made once, with --scheduler on each computer. A row or pack with a problem stops no other;
    what is up to date is not made again, so the same command goes on where it was stopped. OUT/district.json says what
    came of each pack.

    \b
    Examples:
      annotator district schools.csv tutorials -o packs --dry-run
      annotator district schools.csv tutorials -o packs --jobs 4
      annotator district schools.csv zoom -o packs --voice pico
      annotator district schools.csv tutorials -o packs --scheduler tcp://10.0.0.5:8786
    """
    if shared and not scheduler:
        raise click.UsageError("--shared is about the workers of a scheduler: add --scheduler, or leave it out.")
    if output is None and shared is None:
        raise click.UsageError("Say where the packs go: -o OUT.")
    if output is not None and shared is not None and output.resolve() != shared.resolve():
        raise click.UsageError("--shared OUT takes the place of -o OUT: give one of them.")
    if jobs and scheduler:
        raise click.UsageError("--jobs is about this computer: leave it out, and start as many workers as you want.")
    from annotator.commands import district as making
    from annotator.district import summary

    request = making.DistrictRequest(
        table,
        tuple(common.find_tutorials(folders)),
        shared or output or Path(),
        voice,
        None if budget is None else round(budget * 1_000_000),
        jobs,
        scheduler,
        shared is not None,
    )
    with common.progress_bar() as progress:
        result = making.plan(request, progress)
    if result.short_of_memory:
        common.say(result.short_of_memory)
    if dry_run:
        making.foresee(result)
    else:
        with common.progress_bar() as progress:
            making.make(request, result, progress)
    common.say(*_format_notes(result))
    if as_json:
        common.print_json(summary.to_json(result.outcome))
    else:
        common.say(*summary.format_table(result.outcome, dry_run=dry_run, words=common.words), err=False)
    if result.outcome.exit_code:
        context.exit(result.outcome.exit_code)


def _format_notes(result: DistrictResult) -> list[str]:
    """What is to be said beside the table: problems, failures, and folders that are left."""
    from annotator.district import summary

    outcome = result.outcome
    lines = [
        *(problem.line_of_text for problem in outcome.problems),
        *result.notes,
        *summary.format_failures(outcome),
        *summary.format_warnings(outcome),
    ]
    if result.former:
        lines.append(
            Message(
                "No longer in {table}, and left as they are: {former}.",
                table=outcome.table,
                former=", ".join(result.former),
            )
        )
    if outcome.unrecorded is not None:
        lines.append(outcome.unrecorded.sentences)
    return lines
