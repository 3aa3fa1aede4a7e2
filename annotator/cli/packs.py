"""``annotator build`` and ``answer``: the products for families."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import options, terminal
from annotator.errors import AnnotatorError
from annotator.messages import Message

if TYPE_CHECKING:
    from annotator.pack.report import BuildResult


@click.command(short_help="Make the videos, pictures and messages of each tutorial.")
@options.tutorials
@options.output("The folder that receives a pack for each tutorial.", default=Path("packs"), show_default=True)
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="Only this language. Repeatable.")
@options.only
@options.voice()
@click.option(
    "--draft",
    is_flag=True,
    help="Make a quick preview: the small voice, half the size, whole screens only; guesses wear a band.",
)
@options.budget
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=None, metavar="N", help="How many cores to use.  [default: all]"
)
@options.as_json
@options.debug
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

    Of the kinds for --only, wide and call are made only where they are named, or the pack has them already; wide also
    where school.toml says website-film = "wide".

    With --draft, a FOLDER of screenshots without a tutorial.md will do: its steps are guessed, and nothing is written
    into it.

    \b
    Examples:
      annotator build zoom
      annotator build tutorials -o packs --jobs 2
      annotator build zoom --lang es --only video --voice pico
      annotator build zoom --draft
      annotator build zoom --budget 0.5
    """
    from annotator import api

    finished: list[BuildResult] = []
    failed: list[tuple[Path, AnnotatorError]] = []
    for folder in folders:
        try:
            with terminal.progress_bar() as progress:
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
            terminal.show_error(error)
        else:
            finished.append(built)
            terminal.say(*built.report())
            if not as_json:
                click.echo(built.pack)
    if as_json:
        terminal.print_json([built.to_json() for built in finished])
    if len(folders) > 1:
        ready = Message("{finished} of {folders} tutorials are ready.", finished=len(finished), folders=len(folders))
        terminal.say(ready, *(terminal.not_made(folder, failure) for folder, failure in failed))
    undecided = sum(built.manifest["undecided"] for built in finished)
    if undecided:
        many = "{count} possible names that nobody has decided on: annotator check shows them, with the lines to add."
        one = "1 possible name that nobody has decided on: annotator check shows it, with the lines to add."
        terminal.say(Message(one if undecided == 1 else many, count=undecided))
    if failed:
        context.exit(max(failure.exit_code for _, failure in failed))


@click.command(short_help="Make one marked picture and one spoken sentence, to answer a family in a chat.")
@click.argument("picture", metavar="PICTURE", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("targets", nargs=-1, metavar="[TARGET...]")
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of your tutorials: without a TARGET, the step that PICTURE shows is looked for there.",
)
@click.option(
    "--message", default="", metavar="TEXT", help="What the family wrote, if it names a step: “Zoom, paso 4”."
)
@click.option("--yes", is_flag=True, help="Take the answer that is proposed, without a question.")
@click.option("--say", metavar="TEXT", help="The sentence. Without it, annotator's own for the target: “Toque Unirse.”")
@click.option(
    "--memo",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A recording to send instead of a synthetic voice. It is cleaned as for a video.",
)
@click.option("--lang", metavar="LANG", help="The language; by default the first one of school.toml, else es.")
@options.voice()
@options.output("The folder for both files; by default the current one.", default=Path())
@options.as_json
@options.debug
@click.pass_context
def answer(
    context: click.Context,
    picture: Path,
    targets: tuple[str, ...],
    folder: Path | None,
    message: str,
    yes: bool,
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

    Without a TARGET, --in names the folder of your tutorials. The step that PICTURE shows is found there, with what differs
    on the family's screen, and its answer is proposed: you are asked first, unless you say --yes. If it isn't sure, you see
    the most similar steps, and the command ends with code 1. Of PICTURE nothing is kept for that.

    Faces, numbers, addresses, and the names on the school's list are covered, as in a video. The school.toml of the
    current folder or above it applies, else that of the picture.

    A text may take 10 seconds to say: a family does one thing at a time. A longer recording is only warned of.

    \b
    Examples:
      annotator answer IMG-20261124-WA0003.jpg Unirse
      annotator answer IMG-20261124-WA0003.jpg --in tutorials
      annotator answer captura.png "type: Usuario" "tap: Entrar" -o answers
      annotator answer captura.png "Join | Unirse" --say "Toque Unirse y espere a la maestra."
      annotator answer screen.png "50% 30%" --memo "WhatsApp Ptt 2026-11-24.ogg" --lang mix
    """
    from annotator.commands import answer as answering
    from annotator.edition.proposed_answer import match_to_json

    request = answering.AnswerRequest(picture, targets, say=say, memo=memo, lang=lang, voice=voice, output=output)
    matched = {}
    if not targets:
        if folder is None:
            raise click.UsageError("Write a TARGET, or name the folder of your tutorials with --in.")
        with terminal.progress_bar() as progress:
            match, lines, proposed = answering.propose(request, folder, message, progress)
        matched = {"match": match_to_json(match)}
        terminal.say(*lines)
        if proposed is None or not (yes or (sys.stdin.isatty() and terminal.confirm("Is this right?"))):
            if as_json:
                terminal.print_json(matched)
            context.exit(1)
        request = proposed
    with terminal.progress_bar() as progress:
        made = answering.answer(request, progress)
    if as_json:
        terminal.print_json(answering.to_json(made) | matched)
    else:
        click.echo(made.picture)
        click.echo(made.sound)
    terminal.say(answering.format_line(made), *made.warnings)
