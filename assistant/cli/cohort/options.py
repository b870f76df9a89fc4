"""Options and results that the analysis commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from corpora.catalogue import Language
    from corpora.cohorts.store import Cohort


class Spoken(StrEnum):
    """Languages of results."""

    ENGLISH = "en"
    FRENCH = "fr"


IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The cohort's id (see: sourcier cohort list).")]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]
LanguageOption = Annotated[Spoken | None, typer.Option("--lang", help="Language of the result.")]
OutcomeOption = Annotated[str | None, typer.Option(help="Name of the outcome; by default overall survival.")]


def opened(cohort_id: str) -> "Cohort":
    """The cohort of that id, in the folder of the settings."""
    from assistant.settings import load_settings
    from corpora.cohorts.store import find_cohort

    return find_cohort(load_settings().cohorts_folder, cohort_id)


def language_for(chosen: Spoken | None, text: str) -> "Language":
    """The language chosen, or else that of what was typed."""
    from corpora.french_or_english import french_or_english

    return chosen.value if chosen else french_or_english(text)


def print_json(result: Any) -> None:
    """Print a result (a dataclass) as JSON."""
    import json
    from dataclasses import asdict

    typer.echo(json.dumps(asdict(result), ensure_ascii=False, allow_nan=False))


def origin_named(origin: str) -> "str | Path":
    """An origin as it was named on the command line."""
    return origin if "://" in origin else Path(origin)
