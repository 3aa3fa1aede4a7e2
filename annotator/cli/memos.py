"""``annotator memos``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import common

if TYPE_CHECKING:
    from annotator.script import Use

_FILE = click.Path(path_type=Path, dir_okay=False)
_USES: tuple[Use, ...] = ("chat", "website")


@click.command(short_help="Bring a speaker's voice messages in, under the right names.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, metavar="FILES...", type=_FILE)
@click.option("--lang", required=True, metavar="LANG", help="The language of the recordings, for instance mix.")
@click.option("--title", type=_FILE, help="The recording for the opening.")
@click.option("--end", type=_FILE, help="The recording for the closing.")
@click.option("--who", metavar="LABEL", help="Who gave them; a label is enough.")
@click.option("--use", "uses", multiple=True, type=click.Choice(_USES), help="Where they may be used. Repeatable.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The last day, such as 2027-06-30.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
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
    the closing, if there are enough for those. The pairing is shown first. Then you are asked who gave them
    and where they may be used, and that is written into consent.toml. The originals stay as they are, and
    nothing is overwritten.

    \b
    Examples:
      annotator memos zoom --lang mix "WhatsApp Ptt 2026-11-24 at 10.12.34.ogg" PTT-2.ogg
      annotator memos zoom --lang mix --title hello.m4a --end bye.m4a
      annotator memos zoom --lang mix --yes --who "mother, room 12" --use chat --until 2027-06-30 *.ogg
    """
    from annotator.commands import memos as bringing

    with common.progress_bar() as progress:
        plan = bringing.plan_memos(folder, lang, files, title, end, progress)
    for line in plan.lines():
        click.echo(line, err=True)
    last = until.date() if until else _in_a_year()
    if not yes:
        if not click.confirm("Is this right?", err=True):
            click.echo("Nothing was copied.", err=True)
            return
        who = who or _ask_who()
        if who:
            uses = uses or _ask_uses()
            last = last if until else _ask_until(last)
    for path in bringing.copy_memos(plan, who, uses or ("chat",), last):
        click.echo(path)
    if who:
        places = " and ".join(uses or ("chat",))
        click.echo(f"Written into consent.toml: from {who}, for {places}, until {last.isoformat()}.", err=True)
    else:
        click.echo("Nobody's consent was written down: ask, and write it into consent.toml.", err=True)


def _ask_who() -> str:
    click.echo("A voice is somebody's, and children's voices don't belong here.", err=True)
    question = "Who gave these recordings, and agrees to their use? A label is enough (empty: not asked yet)"
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()


def _ask_uses() -> tuple[Use, ...]:
    return _USES if click.confirm("May they be on the website, too, not only in chats?", err=True) else ("chat",)


def _ask_until(default: datetime.date) -> datetime.date:
    kind = click.DateTime(["%Y-%m-%d"])
    answer: datetime.datetime = click.prompt("Until when?", type=kind, default=default.isoformat(), err=True)
    return answer.date()


def _in_a_year() -> datetime.date:
    return datetime.datetime.now().astimezone().date() + datetime.timedelta(days=365)
