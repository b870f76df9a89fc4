"""``sourcier cohort``: the hospital's own patients, one file a group of commands."""

import typer

from assistant.cli.cohort import adding, counting, inspecting, listing, matching, profiling, surviving

app = typer.Typer(help="Cohorts: import, profile, similar patients, survival, counts.", no_args_is_help=True)
app.command("inspect")(inspecting.inspect)
app.command("add")(adding.add)
app.command("list")(listing.list_)
app.command("remove")(listing.remove)
app.command("profile")(profiling.profile)
app.command("similar")(matching.similar)
app.command("survival")(surviving.survival)
app.command("count")(counting.count)
