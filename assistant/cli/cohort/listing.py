"""``sourcier cohort list`` and ``remove``."""

import json as json_format
from typing import Annotated

import typer

from corpora.catalogue import say

JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]


def list_(json: JsonOption = False) -> None:
    """List the cohorts: id, patients, title."""
    from assistant.settings import load_settings
    from corpora.cohorts.store import list_cohorts

    cohorts = [cohort.dictionary for cohort in list_cohorts(load_settings().cohorts_folder)]
    if json:
        rows = [
            {
                "id": each.id,
                "patients": each.n,
                "title": {"en": each.title.en, "fr": each.title.fr},
                "variables": list(each.names),
                "outcomes": [outcome.name for outcome in each.outcomes],
                "historical": each.historical,
                "randomised": each.randomised,
            }
            for each in cohorts
        ]
        typer.echo(json_format.dumps(rows, ensure_ascii=False))
        return
    if not cohorts:
        typer.echo(say("cohort_cli.none", "en"))
    for each in cohorts:
        mark = f"  [{say('cohort_cli.historical', 'en')}]" if each.historical else ""
        typer.echo(f"{each.id:24} {each.n:>9,}  {each.title.en}{mark}")


def remove(
    cohort_id: Annotated[str, typer.Argument(metavar="ID", help="The cohort's id.")], json: JsonOption = False
) -> None:
    """Remove a cohort, and its summaries from the library."""
    from assistant.cohort_evidence import forget_cohort
    from assistant.settings import load_settings
    from corpora.cohorts.store import find_cohort, remove_cohort

    settings = load_settings()
    find_cohort(settings.cohorts_folder, cohort_id)
    forget_cohort(settings, cohort_id)
    remove_cohort(settings.cohorts_folder, cohort_id)
    typer.echo(json_format.dumps({"removed": cohort_id}) if json else say("cohort_cli.removed", "en", id=cohort_id))
