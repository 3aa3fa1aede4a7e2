"""``annotator say``, ``memos`` and ``recording-kit``: how a voice sounds, and how a person lends hers."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import common
from annotator.messages import Message, join

if TYPE_CHECKING:
    from annotator.script import Use


@click.command(short_help="Write a spoken text or a cleaned recording to a file, to hear how it sounds.")
@click.argument("text", required=False, metavar="[TEXT]")
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
        common.say(*saying.format_cleaning(cleaning))
        return
    if text is None or lang is None:
        raise click.UsageError("Write a text in quotes and its language (--lang es), or a recording (--memo FILE).")
    with common.progress_bar() as progress:
        said = api.say(text, lang, voice=voice, out=output, progress=progress)
    click.echo(output)
    common.say(
        Message(
            "{seconds} s, spoken by {engine} ({voice}).",
            seconds=f"{said.seconds:.1f}",
            engine=said.voice.engine,
            voice=said.voice.voice,
        )
    )
    common.say(*saying.loudness_warnings(said.loudness, recorded=False))


_FILE = click.Path(path_type=Path, dir_okay=False)
_USES: tuple[Use, ...] = ("chat", "website")


@click.command(short_help="Bring a speaker's voice messages in, under the right names.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, metavar="FILES...", type=_FILE)
@click.option("--lang", required=True, metavar="LANG", help="The language of the recordings, for instance mix.")
@click.option("--title", type=_FILE, help="The recording for the opening.")
@click.option("--end", type=_FILE, help="The recording for the closing.")
@click.option("--who", metavar="LABEL", help="Whose voice it is, as a label such as “mother, room 12”.")
@click.option("--use", "uses", multiple=True, type=click.Choice(_USES), help="Where they may be used. Repeatable.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day on which they may be used, such as 2027-06-30.  [default: in a year]",
)
@click.option("--yes", is_flag=True, help="Skip all questions.")
@common.debug
def memos(
    folder: Path,
    files: tuple[Path, ...],
    lang: str,
    title: Path | None,
    end: Path | None,
    who: str | None,
    uses: tuple[Use, ...],
    until: datetime.datetime | None,
    yes: bool,
) -> None:
    """Copy recordings into FOLDER under the names that make them its memos in LANG.

    They are paired with the steps that have no memo yet, by their time or order; also with the opening and
    the closing, if there are enough for those. You see the pairing and confirm it. Then you are asked whose
    voice it is and where it may be used; the answers are written into consent.toml. The originals stay as
    they are, and no recording is overwritten.

    \b
    Examples:
      annotator memos zoom --lang mix "WhatsApp Ptt 2026-11-24 at 10.12.34.ogg" PTT-2.ogg
      annotator memos zoom --lang mix --title hello.m4a --end bye.m4a
      annotator memos zoom --lang mix --yes --who "mother, room 12" --use chat --until 2027-06-30 *.ogg
    """
    from annotator.commands import memos as bringing

    with common.progress_bar() as progress:
        plan = bringing.plan_memos(folder, lang, files, title, end, progress)
    common.say(*plan.lines())
    last = until.date() if until else _in_a_year()
    if not yes:
        if not common.confirm("Is this right?"):
            common.say("Nothing was copied.")
            return
        who = who or _ask_who()
        if who:
            uses = uses or _ask_uses()
            last = last if until else _ask_until(last)
    for path in bringing.copy_memos(plan, who, uses or ("chat",), last):
        click.echo(path)
    if who:
        places = join(*(uses or ("chat",)), between=", ")
        common.say(
            Message(
                "Added to consent.toml: {who}, for {places}, until {until}.",
                who=who,
                places=places,
                until=last.isoformat(),
            )
        )
    else:
        common.say("No consent was recorded: ask the speaker for it, and add it to consent.toml.")


def _ask_who() -> str:
    common.say("Only use a voice with its owner's consent, and never a child's.")
    question = "Whose voice is it? A label is enough (leave it empty if you have not asked for consent yet)"
    return str(click.prompt(common.words(question), default="", show_default=False, err=True)).strip()


def _ask_uses() -> tuple[Use, ...]:
    return _USES if common.confirm("May the recordings be used on the website, too, not only in chats?") else ("chat",)


def _ask_until(default: datetime.date) -> datetime.date:
    kind = click.DateTime(["%Y-%m-%d"])
    answer: datetime.datetime = click.prompt(
        common.words("Until which day?"), type=kind, default=default.isoformat(), err=True
    )
    return answer.date()


def _in_a_year() -> datetime.date:
    return datetime.datetime.now().astimezone().date() + datetime.timedelta(days=365)


@click.command("recording-kit", short_help="Make a folder to send to a speaker, who answers with voice messages.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
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
        kit = kits.make_kit(folder, lang, output, source, voice, progress, words=common.words)
    click.echo(kit.folder)
    count = len(kit.places)
    missing = Message("{count} memos are missing.", count=count) if count != 1 else Message("1 memo is missing.")
    common.say(join(missing, Message("Read {guide} before you send anything.", guide=kit.folder / kits.GUIDE)))
    common.say(*kit.notes)
