"""``annotator doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli import common


@click.command(short_help="Show what works on this computer, and how to fix what does not.")
@click.option(
    "--samples",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a sentence spoken by each voice into this folder, to listen to.",
)
@click.option(
    "--empty-cache",
    is_flag=True,
    help="Only empty the cache, which makes the next builds slower, and say how much space that freed.",
)
@common.as_json
@common.debug
@click.pass_context
def doctor(context: click.Context, samples: Path | None, empty_cache: bool, as_json: bool) -> None:
    """Show what works on this computer, and how to fix what does not.

    Exits with code 3 if something that every build needs is missing.

    \b
    Examples:
      annotator doctor
      annotator doctor --samples voices
      annotator doctor --empty-cache
    """
    from annotator.commands import doctor as health

    if empty_cache:
        click.echo(health.empty_cache(), err=True)
        return
    findings = health.diagnose(samples)
    if as_json:
        common.print_json([health.to_json(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(health.format_line(finding))
    if any(finding.needed and not finding.works for finding in findings):
        context.exit(3)
