"""A table and its mapping into staged patients."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Dictionary, Label
from corpora.cohorts.staged import Reject, Staged
from corpora.cohorts.tables.batches import Table, open_table
from corpora.cohorts.tables.date_orders import date_order
from corpora.cohorts.tables.gathering import Gathered, joined, workspace
from corpora.cohorts.tables.mapping import FileMapping, Mapping
from corpora.cohorts.tables.outcomes import described_outcome
from corpora.cohorts.tables.rows import ORDER, RowReader
from corpora.cohorts.tables.treatment_lines import read_lines
from corpora.cohorts.tables.variables import Spelling, described
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from pyarrow import RecordBatch


def stage_table(path: Path, mapping: Mapping) -> Staged:
    """A stream of the patients of a table.

    Parameters
    ----------
    path
        Delimited text (.csv, .tsv, .txt, .tab, also .gz) or .parquet, of any size. Further files of the mapping are
        looked for beside it.

    Raises
    ------
    SourcierError
        A file is missing, empty, no table, or lacks a column that the mapping names; or its dates do not tell their
        order.
    """
    sources = {"": _source(path, "", mapping)}
    for name, join in mapping.files.items():
        sources[name] = _source(_beside(path, join.file), name, mapping)
    staged = Staged(dictionary=_dictionary(mapping), patients=iter(()), file=path.name, max_rejects=mapping.max_rejects)
    staged.patients = _patients(sources, mapping, staged)
    tables = {name: (table, reader.spelling) for name, (table, reader) in sources.items()}
    staged.lines = read_lines(tables, mapping, staged.rejects)
    staged.notes = _notes(*sources[""], mapping.notes) if mapping.notes else iter(())
    return staged


def _source(path: Path, name: str, mapping: Mapping) -> tuple[Table, RowReader]:
    options: FileMapping = mapping.files[name] if name else mapping.file
    table = open_table(path, encoding=options.encoding, delimiter=options.delimiter, decimal=options.decimal)
    variables = {key: variable for key, variable in mapping.variables.items() if variable.file == name}
    outcomes = {key: outcome for key, outcome in mapping.outcomes.items() if outcome.file == name}
    lines = [line for line in mapping.lines if line.file == name]
    reader = RowReader(path.name, options, Spelling(options.nulls, table.decimal, ""), variables, outcomes)
    wanted = [*reader.columns, *(column for line in lines for column in line.columns)]
    for column in [*wanted, *(mapping.notes if not name else ())]:
        if column not in table.header:
            known = ", ".join(table.header)
            raise SourcierError("cohort_import.column_missing", file=path.name, column=column, known=known)
    dated = [variable.columns for variable in variables.values() if variable.at]
    for outcome in outcomes.values():
        for event in (outcome, outcome.otherwise):
            if event and event.start:
                dated.append((event.start, event.event_date, event.last_seen))
    dated += [(line.start, line.end, line.origin) for line in lines if line.origin]
    columns = tuple(dict.fromkeys(column for group in dated for column in group if column))
    order = options.dates or date_order(table, columns)
    reader.spelling = Spelling(options.nulls, table.decimal, order)
    return table, reader


def _beside(path: Path, name: str) -> Path:
    """A further file, also where it is packed."""
    found = path.parent / name
    packed = path.parent / f"{name}.gz"
    return packed if packed.is_file() and not found.is_file() else found


def _patients(sources: dict[str, tuple[Table, RowReader]], mapping: Mapping, staged: Staged) -> "Iterator[RecordBatch]":
    if not mapping.files and mapping.file.rows == "one":
        table, reader = sources[""]
        for batch in _typed(table, reader, staged, counts=True):
            yield batch.drop_columns([ORDER]) if ORDER in batch.schema.names else batch
        return
    with workspace() as connection:
        queries: dict[str, tuple[str, tuple[str, ...]]] = {}
        for name, (table, reader) in sources.items():
            gathered = Gathered(connection, f"rows_{name}")
            for batch in _typed(table, reader, staged, counts=not name):
                gathered.add(batch)
            if gathered.columns:
                queries[name] = (gathered.one_a_patient(reader.options.rows), gathered.columns)
        if "" in queries:
            main, _ = queries.pop("")
            yield from joined(connection, main, list(queries.values()))


def _typed(table: Table, reader: RowReader, staged: Staged, *, counts: bool) -> "Iterator[RecordBatch]":
    def bad_row(line: int) -> None:
        staged.rows_read += counts
        staged.rejects.append(Reject(reader.file, line, "", "cohort_import.reject_fields"))

    for rows in table.rows(reader.columns, bad_row):
        staged.rows_read += rows.batch.num_rows if counts else 0
        yield reader.read(rows)
        staged.rejects += reader.rejects
        reader.rejects.clear()
    if table.swallowed:
        details: dict[str, str | int] = {"count": table.swallowed}
        staged.warnings.append(Reject(reader.file, 0, "", "cohort_import.warning_swallowed", details))
    if table.others:
        lines = ", ".join(str(line) for line in table.other_lines)
        staged.warnings.append(
            Reject(
                reader.file,
                table.other_lines[0],
                "",
                "cohort_import.warning_encodings",
                {"count": table.others, "lines": lines},
            )
        )


def _notes(table: Table, reader: RowReader, columns: tuple[str, ...]) -> "Iterator[RecordBatch]":
    import pyarrow as pa

    from corpora.cohorts.cohort import PATIENT
    from corpora.cohorts.tables.cells import as_text

    bare = RowReader(reader.file, reader.options, reader.spelling, {}, {})
    for rows in table.rows(tuple(dict.fromkeys([*bare.columns, *columns])), lambda line: None):
        patients = bare.patients(rows)
        for column in columns:
            texts = as_text(rows.batch.column(column), reader.spelling.nulls)
            batch = pa.RecordBatch.from_pydict({PATIENT: patients, "text": texts})
            yield batch.filter(pa.compute.and_(patients.is_valid(), texts.is_valid()))


def _dictionary(mapping: Mapping) -> Dictionary:
    cohort = mapping.cohort
    return Dictionary(
        id=cohort.id,
        title=Label(cohort.title.en, cohort.title.fr),
        centre=Label(cohort.centre.en, cohort.centre.fr),
        years=Label(cohort.years.en, cohort.years.fr),
        variables=tuple(described(name, variable) for name, variable in mapping.variables.items()),
        outcomes=tuple(described_outcome(name, outcome) for name, outcome in mapping.outcomes.items()),
        main_treatment=cohort.main_treatment,
        historical=cohort.historical,
        randomised=cohort.randomised,
        citation=cohort.citation,
        licence=cohort.licence,
    )
