"""``sourcier cohort``: the hospital's own patients, one file a group of commands."""

import typer

from assistant.cli.cohort import adding, listing

app = typer.Typer(help="Cohorts: import, profile, similar patients, survival, counts.", no_args_is_help=True)
app.command("add")(adding.add)
app.command("list")(listing.list_)
app.command("remove")(listing.remove)
