"""``sourcier eval``: benchmark question sets, runs, and what they say. One file a group of commands."""

import typer

from assistant.cli.evaluation import browsing, reporting, running

app = typer.Typer(help="Evaluation: run question sets, compare configurations, report.", no_args_is_help=True)
app.command("list")(browsing.list_suites)
app.command()(running.run)
app.command()(browsing.show)
app.command()(browsing.compare)
app.command()(running.ablate)
app.command()(reporting.report)
app.command()(reporting.equity)
app.command()(running.results)
