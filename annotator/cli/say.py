"""``annotator say``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="Write a spoken text or a cleaned recording to a file, to hear how it sounds.")
@click.argument("text", required=False)
@click.option("--lang", metavar="LANG", help="The language of the text, for instance es.")
@click.option(
    "--memo",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Clean this recording instead of speaking a text, and report what the cleaning did.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The sound file: .wav, .ogg, .mp3 or .m4a.",
)
@common.voice("auto")
@common.debug
def say(text: str | None, lang: str | None, memo: Path | None, output: Path, voice: str) -> None:
    """Speak TEXT into a sound file as it would sound in a video: brand words respelt, trimmed, at the same loudness.

    With --memo, clean a person's recording as it would be for a video: less rumble and hiss, no silence at both
    ends, the same loudness. A file is overwritten only if this command
    wrote it and nobody has changed it since.

    \b
    Examples:
      annotator say "Toque Unirse." --lang es -o unirse.ogg
      annotator say "Tap Join." --lang en --voice pico -o join.wav
      annotator say --memo "WhatsApp Ptt 2026-11-24 at 10.12.34.ogg" -o cleaned.wav
    """
    from annotator import api
    from annotator.commands import say as saying

    if memo is not None:
        if text is not None:
            raise click.UsageError("Give a text or --memo, not both.")
        cleaning = saying.clean_memo(memo, output)
        click.echo(output)
        click.echo("\n".join(saying.format_cleaning(cleaning)), err=True)
        return
    if text is None or lang is None:
        raise click.UsageError("Write a text in quotes and its language (--lang es), or a recording (--memo FILE).")
    with common.progress_bar() as progress:
        said = api.say(text, lang, voice=voice, out=output, progress=progress)
    click.echo(output)
    click.echo(f"{said.seconds:.1f} s, spoken by {said.voice.engine} ({said.voice.voice}).", err=True)
    for line in saying.loudness_warnings(said.loudness, recorded=False):
        click.echo(line, err=True)
