"""``sourcier doctor``: checks of this installation, each with a remedy."""

import json as json_format
from typing import Annotated

import typer

from assistant.cli.options import LibraryOption, settings_for


def doctor(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    library: LibraryOption = None,
) -> None:
    """Check this installation: settings, disk, memory, weights, library, and that a question opens no socket."""
    from assistant.diagnosis import Severity, diagnose

    findings = list(diagnose(settings_for(library)))
    if json:
        typer.echo(
            json_format.dumps(
                [
                    {"check": f.check, "severity": f.severity.value, "says": f.says, "remedy": f.remedy}
                    for f in findings
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        colours = {
            Severity.GOOD: typer.colors.GREEN,
            Severity.WARNING: typer.colors.YELLOW,
            Severity.ERROR: typer.colors.RED,
        }
        for finding in findings:
            typer.secho(f"{finding.severity.value:8}", fg=colours[finding.severity], nl=False)
            typer.echo(f"{finding.check}: {finding.says}" + (f" {finding.remedy}" if finding.remedy else ""))
    if any(f.severity is Severity.ERROR for f in findings):
        raise typer.Exit(1)
