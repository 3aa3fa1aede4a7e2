"""``annotator recording-kit``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command("recording-kit", short_help="Make a folder to send to a speaker, who answers with voice messages.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", required=True, metavar="LANG", help="The language to record, for instance mix.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to make.  [default: NAME-LANG-kit]",
)
@click.option(
    "--from", "source", metavar="LANG", help="The language in which the speaker hears each step, for instance es."
)
@common.voice()
@common.debug
def recording_kit(folder: Path, lang: str, output: Path | None, source: str | None, voice: str | None) -> None:
    """Make a folder to send by WhatsApp to somebody who speaks LANG, and who may not read.

    It has a picture and a voice message for each part of the tutorial that lacks a memo in LANG, numbered in the
    order to send them, and 00-read-me.txt, which says what to do. The speaker answers each with a voice message;
    annotator memos adds the answers to the tutorial.

    \b
    Examples:
      annotator recording-kit zoom --lang mix
      annotator recording-kit zoom --lang mix --from en -o "For Elena"
    """
    from annotator.commands import recording_kit as kits

    with common.progress_bar() as progress:
        kit = kits.make_kit(folder, lang, output, source, voice, progress)
    click.echo(kit.folder)
    parts = "1 memo is" if len(kit.places) == 1 else f"{len(kit.places)} memos are"
    click.echo(f"{parts} missing. Read {kit.folder / kits.GUIDE} before you send anything.", err=True)
    for note in kit.notes:
        click.echo(note, err=True)
