"""``annotator say``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="Speak one text into a file, to hear how a voice says it.")
@click.argument("text")
@click.option("--lang", required=True, metavar="LANG", help="The language of the text, for instance es.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The sound file: .wav, .ogg, .mp3 or .m4a.",
)
@click.option("--voice", default="auto", show_default=True, metavar="NAME", help=common.VOICE_HELP)
@common.debug
def say(text: str, lang: str, output: Path, voice: str) -> None:
    """Speak TEXT into a sound file, finished as it would be in a video: lexicon, trimmed, common loudness.

    \b
    Examples:
      annotator say "Toque Unirse." --lang es -o unirse.ogg
      annotator say "Tap Join." --lang en --voice pico -o join.wav
    """
    from annotator.commands import say as saying

    with common.progress_bar() as progress:
        used, seconds = saying.say(text, lang, voice, output, progress)
    click.echo(output)
    click.echo(f"{seconds:.1f} s, spoken by {used.engine} ({used.voice}).", err=True)
