"""``annotator answer``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="Make one marked picture and one spoken sentence, to answer a family in a chat.")
@click.argument("picture", type=click.Path(path_type=Path, dir_okay=False))
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
    click.echo(answering.format_line(made), err=True)
    for warning in made.warnings:
        click.echo(warning, err=True)
