"""``sourcier cohort survival``: survival of a cohort's patients by treatment, stage, …"""

from typing import Annotated

import typer

from assistant.cli.cohort.options import (
    IdArgument,
    JsonOption,
    LanguageOption,
    OutcomeOption,
    language_for,
    opened,
    print_json,
)


def survival(
    cohort_id: IdArgument,
    by: Annotated[
        str | None, typer.Option(help="Variable by which patients are compared; by default the treatment.")
    ] = None,
    where: Annotated[str, typer.Option(help="Criteria, as for 'count'; by default all patients.")] = "",
    outcome: OutcomeOption = None,
    json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Estimate survival by treatment (compared unadjusted and adjusted) or by another variable."""
    import numpy as np
    from rich.console import Console

    from assistant.analysis.by_treatment import outcomes_by_treatment
    from assistant.analysis.selection import select, understand
    from assistant.cli.cohort.printed import print_outcomes

    cohort, language = opened(cohort_id), language_for(lang, where)
    members = select(cohort, understand(where, cohort.dictionary)) if where else np.ones(cohort.n, bool)
    found = outcomes_by_treatment(cohort, members, outcome, by, language)
    if json:
        print_json(found)
    else:
        print_outcomes(found, Console(), language)
