"""``sourcier cohort``: the hospital's own patients, one file a group of commands."""

import typer

app = typer.Typer(help="Cohorts: import, profile, similar patients, survival, counts.", no_args_is_help=True)
