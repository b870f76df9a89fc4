"""``sourcier cohort similar``: patients like the one described."""

from pathlib import Path
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


def similar(
    cohort_id: IdArgument,
    description: Annotated[
        str, typer.Argument(help="The patient, in English or French: 'femme 58 ans, pT2 N1, grade 3, RH+, HER2-'.")
    ] = "",
    outcome: OutcomeOption = None,
    treatment: Annotated[str | None, typer.Option(help="Variable by which outcomes are compared.")] = None,
    size: Annotated[int, typer.Option(min=11, max=100_000, help="How many similar patients to look for.")] = 200,
    fhir: Annotated[Path | None, typer.Option(help="A FHIR bundle of the patient, beside or instead.")] = None,
    json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    """Find the patients most like the one described, and what happened to them by treatment.

    Nothing of the description is kept.
    """
    from rich.console import Console
    from rich.text import Text

    from assistant.analysis.similar import similar_patients
    from assistant.cli.cohort.printed import print_outcomes, print_statements
    from assistant.patient import describe
    from assistant.patient_record import with_record
    from corpora.cohorts.deidentify import redact
    from corpora.lexicon import Lexicon

    cohort, language, lexicon = opened(cohort_id), language_for(lang, description), Lexicon.load()
    described = describe(redact(description, language).text, lexicon)
    if fhir is not None:
        from corpora.cohorts.fhir.description import describe_fhir_patient

        described = with_record(described, describe_fhir_patient(fhir), cohort.dictionary, lexicon)
    found = similar_patients(
        cohort, described, outcome=outcome, treatment=treatment, size=size, language=language, lexicon=lexicon
    )
    if json:
        print_json(found)
        return
    console = Console()
    console.print(Text(found.statements[0], style="bold"))
    print_statements(found.statements[1:], console)
    if found.outcomes is not None:
        console.print()
        print_outcomes(found.outcomes, console, language, already=found.statements)
