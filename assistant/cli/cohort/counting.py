"""``sourcier cohort count``: feasibility."""

from typing import Annotated

import typer

from assistant.cli.cohort.options import IdArgument, JsonOption, LanguageOption, language_for, opened, print_json


def count(
    cohort_id: IdArgument,
    criteria: Annotated[
        str, typer.Argument(help="For example: 'age >= 50 and stage in (II, III) and not treatment = chemotherapy'.")
    ],
    json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Count the patients who meet eligibility criteria, in English or French."""
    from assistant.analysis.counting import count_patients

    found = count_patients(opened(cohort_id), criteria, language_for(lang, criteria))
    if json:
        print_json(found)
    else:
        typer.echo(found.statement)
