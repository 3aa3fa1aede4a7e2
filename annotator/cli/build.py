"""``annotator build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import common
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.pack.report import BuildResult


def _known_kinds(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds, checked against the catalogue, which is loaded only when this command runs or explains itself."""
    from annotator.pack.catalogue import KINDS

    choice = click.Choice(KINDS)
    return tuple(choice.convert(value, parameter, context) for value in values)


class _KindOption(click.Option):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from annotator.pack.catalogue import KINDS

        self.help = f"Only this: {', '.join(KINDS)}. Repeatable."
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
@click.option(
    "--budget",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    metavar="MB",
    help="The most megabytes that each video may have; its quality is lowered to fit.",
)
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
            click.echo("\n".join(built.report()), err=True)
            if not as_json:
                click.echo(built.pack)
    if as_json:
        common.print_json([{"folder": str(built.folder), "pack": built.manifest} for built in finished])
    if len(folders) > 1:
        click.echo(f"{len(finished)} of {len(folders)} tutorials are ready.", err=True)
        for folder, failure in failed:
            click.echo(f"not made: {folder} (code {failure.exit_code})", err=True)
    if failed:
        context.exit(max(failure.exit_code for _, failure in failed))
