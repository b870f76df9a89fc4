"""``sourcier cohort inspect``: what a table holds, and a mapping for it."""

import json as json_format
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpora.catalogue import say

if TYPE_CHECKING:
    from corpora.cohorts.tables.profile import Profile
    from corpora.cohorts.tables.proposal import Proposal

_BARS = "▁▂▃▄▅▆▇█"
_VALUES_SHOWN = 5


def inspect(
    origin: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="A table (.csv, .tsv, .txt, also .gz; .parquet), or an OMOP CDM (folder, .duckdb, .zip, postgresql://…).",
        ),
    ],
    write: Annotated[Path | None, typer.Option(help="Where to write the proposed mapping.")] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Look at records before importing them.

    Of a table: columns, codings, what is missing, and a proposed mapping; values of identifiers, dates and free text are
    not printed. Of an OMOP CDM: the conditions by which a cohort can be chosen.
    """
    from assistant.cli.cohort.options import origin_named
    from corpora.cohorts.importing.origin import Format, format_of
    from corpora.cohorts.tables.proposal import propose_mapping
    from corpora.lexicon import Lexicon

    named = origin_named(origin)
    kind = format_of(named)
    if kind is Format.OMOP:
        _print_conditions(named, json)
        return
    if kind is Format.FHIR:
        typer.echo(json_format.dumps({"format": "fhir"}) if json else say("cohort_cli.fhir_as_is", "en", origin=origin))
        return
    file = Path(named)
    proposal = propose_mapping(file, Lexicon.load())
    if write:
        _write(proposal, write)
    if json:
        from pydantic import TypeAdapter

        from corpora.cohorts.tables.proposal import Proposal

        found = TypeAdapter(Proposal).dump_python(proposal, mode="json")
        typer.echo(json_format.dumps(found, ensure_ascii=False))
        return
    _print(proposal)
    if write:
        typer.echo(say("cohort_inspect.written", "en", file=write, table=file))


def _print_conditions(origin: str | Path, json: bool) -> None:
    from corpora.cohorts.omop.choosing import conditions_of

    found = conditions_of(origin)
    if json:
        typer.echo(json_format.dumps({"format": "omop", **asdict(found)}, ensure_ascii=False))
        return
    shown = "postgresql://…" if "://" in str(origin) else str(origin)
    typer.secho(say("cohort_cli.malignancies", "en", origin=shown, count=found.malignancies), bold=True)
    for each in found.commonest:
        typer.echo(f"{each.concept:>12}  {each.persons:>9,}  {each.name}".rstrip())
    if found.commonest:
        typer.echo(say("cohort_cli.choose_conditions", "en", origin=shown))


def _write(proposal: "Proposal", path: Path) -> None:
    from corpora.cohorts.tables.mapping_text import mapping_text

    comments = [say("cohort_inspect.head", "en", file=proposal.file)]
    comments += [warning.text("en") for warning in proposal.warnings]
    path.write_text(mapping_text(proposal.mapping, tuple(comments)), encoding="utf-8")


def _print(proposal: "Proposal") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    key = "cohort_inspect.looked_at" if proposal.complete else "cohort_inspect.looked_at_first"
    console.print(
        say(key, "en", file=proposal.file, rows=f"{proposal.rows:,}", columns=len(proposal.columns)), style="bold"
    )
    table = Table("column", "use", "missing", "values", box=None, pad_edge=False)
    for column in proposal.columns:
        style = "dim" if column.use == "left out" else ""
        missing = f"{100 * column.profile.missing:.0f} %" if column.profile.missing else ""
        table.add_row(Text(column.name), column.use, missing, Text(_values(column.profile)), style=style)
    console.print(table)
    for warning in proposal.warnings:
        console.print(Text(f"• {warning.text('en')}"))


def _values(profile: "Profile") -> str:
    if profile.numbers and not profile.values:
        tallest = max(profile.histogram) or 1
        bars = "".join(_BARS[min(7, n * 8 // tallest)] if n else " " for n in profile.histogram)
        low, _, median, _, high = profile.numbers
        return f"{bars} {low:g} … {median:g} … {high:g}"
    shown = ", ".join(f"{value} ({n})" for value, n in profile.values[:_VALUES_SHOWN])
    more = f", … {profile.distinct} values" if profile.distinct > _VALUES_SHOWN and shown else ""
    return f"{shown}{more}" or f"{profile.holds}, {profile.distinct} values"
