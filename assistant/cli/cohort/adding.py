"""``sourcier cohort add``: a hospital's records become a cohort."""

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpora.catalogue import say

if TYPE_CHECKING:
    from assistant.settings import Settings
    from corpora.cohorts.importing import ImportReport
    from corpora.cohorts.tables.mapping import Mapping


def add(
    origin: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="A table (.csv, .tsv, .txt, also .gz; .parquet); an OMOP CDM (folder, .duckdb, .zip, postgresql://…); "
            "a FHIR bundle, .ndjson file or folder of them.",
        ),
    ],
    mapping: Annotated[
        str | None, typer.Option(help="Of a table: a mapping file, or the name of one that comes with Sourcier.")
    ] = None,
    id: Annotated[str | None, typer.Option(help="The cohort's id, in place of the mapping's.")] = None,
    condition: Annotated[
        list[int] | None,
        typer.Option(
            metavar="CONCEPT",
            help="Of an OMOP CDM: the concept id of a condition that makes the cohort (with what is a kind of it), in "
            "place of all primary malignancies; may be repeated. 'sourcier cohort inspect' lists the commonest.",
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(help="Key file of the pseudonyms; by default the one of the settings; made if absent."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Import records: de-identified, checked, guarded against disclosure; whole or not at all.

    A cohort of the same id is replaced. Rows that cannot be right are rejected and listed by file, line, column and
    reason; too many of them, and nothing is imported.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from assistant.cli.cohort.options import origin_named
    from assistant.settings import load_settings
    from corpora.cohorts.importing import import_cohort
    from corpora.cohorts.importing.origin import stage_origin
    from corpora.cohorts.importing.report import report_json

    settings = load_settings()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with console.status(say("cohort_cli.opening", "en")):
        staged = stage_origin(origin_named(origin), _mapping(mapping), id or "", condition or ())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(say("cohort_cli.reading", "en", rows=0), total=None)
        report = import_cohort(
            staged,
            settings.cohorts_folder,
            key=key or settings.cohort_key_file,
            progress=lambda rows: bars.update(task, description=say("cohort_cli.reading", "en", rows=f"{rows:,}")),
        )
    if json:
        typer.echo(json_format.dumps(json_format.loads(report_json(report)), ensure_ascii=False))
    else:
        _print(report)
    with console.status(say("cohort_cli.indexing", "en")):
        _index(settings, report.cohort)


def _mapping(named: str | None) -> "Mapping | None":
    from corpora.cohorts.mappings import named_mapping
    from corpora.cohorts.tables.mapping import read_mapping

    if named is None:
        return None
    path = Path(named)
    return read_mapping(path) if path.suffix == ".toml" or path.is_file() else named_mapping(named)


def _index(settings: "Settings", cohort_id: str) -> None:
    """Summaries of the cohort into the library, where they can be retrieved beside the literature."""
    from assistant.cohort_evidence import index_cohort
    from corpora.cohorts.store import find_cohort

    index_cohort(settings, find_cohort(settings.cohorts_folder, cohort_id))


def _print(report: "ImportReport") -> None:
    typer.secho(
        say("cohort_cli.added", "en", id=report.cohort, patients=f"{report.patients:,}", seconds=report.seconds),
        bold=True,
    )
    for title, groups in (
        ("cohort_cli.rejected", report.rejects),
        ("cohort_cli.warnings", report.warnings),
        ("cohort_cli.coarser", report.generalisations),
    ):
        if groups:
            typer.echo(say(title, "en", count=report.rejected))
            for group in groups:
                typer.echo(f"  {group.text('en')}")
    incomplete = {name: share for name, share in report.missing.items() if share >= 0.05}
    if incomplete:
        typer.echo(say("cohort_cli.missing", "en"))
        typer.echo("  " + ", ".join(f"{name} {100 * share:.0f} %" for name, share in incomplete.items()))
