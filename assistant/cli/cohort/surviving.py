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
    from assistant.analysis.criteria_words import cut_bands, in_words
    from assistant.analysis.selection import select, understand
    from assistant.cli.cohort.printed import print_outcomes, print_statements
    from corpora.catalogue import say

    cohort, language = opened(cohort_id), language_for(lang, where)
    selection = understand(where, cohort.dictionary) if where else None
    members = select(cohort, selection) if selection else np.ones(cohort.n, bool)
    found = outcomes_by_treatment(cohort, members, outcome, by, language)
    if json:
        print_json(found)
    else:
        console = Console()
        if selection:
            among = say("analysis.among", language, criteria=in_words(selection, language))
            print_statements([among, *cut_bands(selection, language)], console)
        print_outcomes(found, console, language)
