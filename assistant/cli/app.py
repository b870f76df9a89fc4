"""The ``sourcier`` command. Each command imports what it needs when it runs: ``--help`` stays quick."""

import sys
from typing import Annotated

import typer

from assistant.cli import ask, cohort, deidentify, doctor, evaluation, library, page, search, setup, weights
from assistant.offline import switch_off_network
from corpora.errors import SourcierError

switch_off_network()

app = typer.Typer(
    name="sourcier",
    help="Treatment evidence in oncology, with citations that hold, on your own machine.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ask")(ask.ask)
app.command("chat")(ask.chat)
app.command("search")(search.search)
app.add_typer(library.app, name="library")
app.add_typer(weights.app, name="weights")
app.command("ui")(page.ui)
app.command("setup")(setup.setup)
app.add_typer(cohort.app, name="cohort")
app.command("deidentify")(deidentify.deidentify)
app.command("doctor")(doctor.doctor)
app.add_typer(evaluation.app, name="eval")


@app.command()
def version(json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Print the version."""
    from importlib.metadata import version as distribution_version  # slow to import, and --help needs none of it

    number = distribution_version("sourcier")
    typer.echo(f'{{"version": "{number}"}}' if json else f"sourcier {number}")


def main() -> None:
    """Run the command line: an error that the user can act on is one line and exit code 1."""
    try:
        app()
    except SourcierError as error:
        typer.secho(f"{error.message('en')} {error.hint('en')}", fg=typer.colors.RED, err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
