"""``annotator say``, ``memos`` and ``recording-kit``: synthetic voices and people's recordings."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import lines, options, terminal
from annotator.messages import Message, join

if TYPE_CHECKING:
    from annotator.commands.memos import VoiceConsent


@click.command(short_help="Write a spoken text to a file, to hear how it sounds.")
@click.argument("text", metavar="TEXT")
@click.option("--lang", required=True, metavar="LANG", help="The language of the text, for instance es.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The sound file: .wav, .ogg, .mp3 or .m4a.",
)
@options.voice("auto")
@options.debug
def say(text: str, lang: str, output: Path, voice: str) -> None:
    """Speak TEXT into a sound file as it would sound in a video: brand words respelt, trimmed, at the same loudness.

    A file is overwritten only if this command wrote it and nobody has changed it since.

    \b
    Examples:
      annotator say "Toque Unirse." --lang es -o unirse.ogg
      annotator say "Tap Join." --lang en --voice pico -o join.wav
    """
    from annotator import api

    with terminal.progress_bar() as progress:
        spoken = api.say(text, lang, voice=voice, out=output, progress=progress)
    click.echo(output)
    seconds, choice = f"{spoken.seconds:.1f}", spoken.voice
    template = "{seconds} s, spoken by {engine} ({voice})."
    line = Message(template, seconds=seconds, engine=choice.engine, voice=choice.voice)
    terminal.say(line, *spoken.loudness.warnings(recorded=False))


@click.command(short_help="Bring a speaker's voice messages in, under the right names.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, metavar="FILES...", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", required=True, metavar="LANG", help="The language of the recordings, for instance mix.")
@click.option("--yes", is_flag=True, help="Skip all questions, and record no consent.")
@options.debug
def memos(folder: Path, files: tuple[Path, ...], lang: str, yes: bool) -> None:
    """Copy recordings into FOLDER under the names that make them its memos in LANG.

    They are paired with the steps that have no memo yet, by their time or order; also with the opening and
    the closing, if there are enough for those. One that is named after its picture, or title or end, goes there.
    You see the pairing and confirm it. Then you are asked whose voice it is, where it may be used and until which day;
    unless you leave the first answer empty, they are written into consent.toml. With --yes nothing is asked. The
    originals stay as they are, and no recording is overwritten.

    \b
    Examples:
      annotator memos zoom --lang mix "WhatsApp Ptt 2026-11-24 at 10.12.34.ogg" PTT-2.ogg
      annotator memos zoom --lang mix title.m4a end.m4a
    """
    from annotator.commands import memos as bringing

    with terminal.progress_bar() as progress:
        plan = bringing.plan_memos(folder, lang, files, progress)
    terminal.say(*plan.lines())
    if not yes and not terminal.confirm("Is this right?"):
        terminal.say("Nothing was copied.")
        return
    consent = None if yes else _ask_consent()
    for path in bringing.copy_memos(plan, consent):
        click.echo(path)
    if consent is None:
        terminal.say("No consent was recorded: ask the speaker for it, and add it to consent.toml.")
    else:
        added = "Added to consent.toml: {who}, for {places}, until {until}."
        places, until = join(*consent.uses, between=", "), consent.until.isoformat()
        terminal.say(Message(added, who=consent.who, places=places, until=until))


def _ask_consent() -> VoiceConsent | None:
    """Ask whose voice it is, where it may be used, and until which day; None if nobody was asked for consent yet."""
    from annotator.commands.memos import VoiceConsent

    terminal.say("Only use a voice with its owner's consent, and never a child's.")
    question = "Whose voice is it? A label is enough (leave it empty if you have not asked for consent yet)"
    who = str(click.prompt(terminal.words(question), default="", show_default=False, err=True)).strip()
    if not who:
        return None
    anywhere = terminal.confirm("May the recordings be used on the website, too, not only in chats?")
    in_a_year = datetime.datetime.now().astimezone().date() + datetime.timedelta(days=365)
    until: datetime.datetime = click.prompt(
        terminal.words("Until which day?"), type=click.DateTime(["%Y-%m-%d"]), default=in_a_year.isoformat(), err=True
    )
    return VoiceConsent(who, ("chat", "website") if anywhere else ("chat",), until.date())


@click.command("recording-kit", short_help="Make a folder to send to a speaker, who answers with voice messages.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--lang", required=True, metavar="LANG", help="The language to record, for instance mix.")
@options.output("The folder to make.  [default: NAME-LANG-kit]")
@options.voice()
@options.debug
def recording_kit(folder: Path, lang: str, output: Path | None, voice: str | None) -> None:
    """Make a folder to send by WhatsApp to somebody who speaks LANG, and who may not read.

    It has a picture and a voice message, in Spanish if the tutorial has it, for each part that lacks a memo in LANG,
    numbered in the order to send them, and 00-read-me.txt, which says what to do. The speaker answers each with a voice
    message; annotator memos adds the answers to the tutorial.

    \b
    Examples:
      annotator recording-kit zoom --lang mix
      annotator recording-kit zoom --lang mix -o "For Elena"
    """
    from annotator.commands import recording_kit as kits
    from annotator.edition.memos.recording_guide import GUIDE

    with terminal.progress_bar() as progress:
        kit = kits.make_kit(folder, lang, output, voice=voice, progress=progress, words=terminal.words)
    if not lines.write_line("result", str(kit.folder)):
        click.echo(kit.folder)
    count = len(kit.missing)
    missing = Message("{count} memos are missing.", count=count) if count != 1 else Message("1 memo is missing.")
    guide = kit.folder / terminal.words(GUIDE)
    terminal.say(join(missing, Message("Read {guide} before you send anything.", guide=guide)), *kit.notes)
