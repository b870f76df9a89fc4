"""Where an OMOP database lies: a folder or archive of files, a DuckDB file, a PostgreSQL server; its tables as views."""

import shutil
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.cohorts.events.workspace import Workspace, quoted
from corpora.cohorts.omop.encoding import as_utf8
from corpora.cohorts.omop.server import ADDRESSES, Server
from corpora.cohorts.omop.tables import TABLES, VOCABULARY
from corpora.cohorts.tables.decoding import open_bytes
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from pyarrow import Array

_SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".parquet")
_DELIMITERS = ",\t;|"
_DUCKDB_MARK = b"DUCK"
_CATALOG = "cdm"


@dataclass
class Origin:
    """An open OMOP database: each table that is there is a view ``src_<table>``, its columns text.

    Attributes
    ----------
    files
        By table, what it is called in a report.
    has_lines
        Tables that are one text file, whose rows have line numbers.
    server
        Where the tables are on one: asked for notes once it is known of whom.
    """

    name: str
    workspace: Workspace
    files: dict[str, str] = field(default_factory=dict)
    has_lines: set[str] = field(default_factory=set)
    server: Server | None = None

    def __contains__(self, table: str) -> bool:
        return table in self.files


def open_origin(origin: str | Path, workspace: Workspace) -> Origin:
    """Open an OMOP database.

    Raises
    ------
    SourcierError
        It is not there, not readable, or lacks a table or a column that is needed.
    """
    if str(origin).lower().startswith(ADDRESSES):
        return _on_server(str(origin), workspace)
    path = Path(origin)
    opened = Origin(path.name, workspace)
    if path.is_dir():
        _add_files(opened, _in_folder(path))
    elif not path.is_file():
        raise SourcierError("cohort_omop.no_origin", origin=path.name)
    elif zipfile.is_zipfile(path):
        _add_files(opened, _in_archive(path, workspace.folder / "origin"))
    elif _is_duckdb(path):
        _attach(opened, path)
    else:
        raise SourcierError("cohort_omop.unknown_format", origin=path.name)
    _require_tables(opened.files, opened.name)
    return opened


def _is_duckdb(path: Path) -> bool:
    with path.open("rb") as file:
        return _DUCKDB_MARK in file.read(16)


def _require_tables(there: Container[str], name: str) -> None:
    for table, columns in TABLES.items():
        if columns.needed and table not in there:
            raise SourcierError("cohort_omop.missing_table", table=table, origin=name)


def _on_server(address: str, workspace: Workspace) -> Origin:
    scheme, rest = address.split("://", 1)
    server = Server(f"{scheme.lower()}://{rest}")
    opened = Origin(server.name, workspace, server=server)
    try:
        _require_tables(server.tables, server.name)
        for table in server.tables:
            if table == "note":
                opened.files[table] = table
            else:
                add_from_server(opened, table)
    except BaseException:
        server.close()
        raise
    return opened


def add_from_server(opened: Origin, table: str, of: "Array | None" = None) -> None:
    """Copy a table from the server, all of it or the rows of some persons."""
    assert opened.server is not None
    copy = opened.workspace.folder / f"{table}.parquet"
    _require_columns(table, opened.server.tables[table].columns, table)
    opened.server.copy(table, copy, of)
    _add_view(opened, table, f"read_parquet({quoted(str(copy))})", table)


def _attach(opened: Origin, path: Path) -> None:
    import duckdb

    connection = opened.workspace.connection
    try:
        connection.execute(f"attach {quoted(str(path))} as {_CATALOG} (type duckdb, read_only)")
    except duckdb.Error:
        raise SourcierError("cohort_omop.no_duckdb_connection", origin=opened.name) from None
    found = connection.execute(
        f"select schema_name, table_name from (select database_name, schema_name, table_name from duckdb_tables() "
        f"union all select database_name, schema_name, view_name from duckdb_views()) where database_name = '{_CATALOG}'"
    ).fetchall()
    of_persons = sorted(schema for schema, table in found if table.lower() == "person")[:1]
    # Vocabularies often lie in a schema of their own: the one beside the persons goes first.
    for schema, table in sorted(found, key=lambda pair: (pair[0] not in of_persons, pair[0])):
        name = table.lower()
        if name in TABLES and name not in opened and (schema in of_persons or name in VOCABULARY):
            _add_view(opened, name, f'{_CATALOG}."{schema}"."{table}"', table)


def _in_folder(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Tables and their files; a table may be a folder of parts, as Spark writes it."""
    for child in sorted(folder.iterdir()):
        table = _table_of(child.name)
        if child.is_dir():
            parts = sorted(
                part for part in child.iterdir() if _suffix(part.name) and not part.name.startswith((".", "_"))
            )
            if (table or child.name.lower()) in TABLES and parts:
                yield table or child.name.lower(), parts
        elif table:
            yield table, [child]


def _in_archive(archive: Path, folder: Path) -> Iterator[tuple[str, list[Path]]]:
    folder.mkdir()
    try:
        with zipfile.ZipFile(archive) as packed:
            for member in packed.infolist():
                path = Path(member.filename)
                table = _table_of(path.name)
                if not table or "__MACOSX" in path.parts:
                    continue
                # Named by the table, not by the archive: nothing can be written elsewhere.
                target = folder / f"{table}{_suffix(path.name)}"
                with packed.open(member) as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out, 1 << 20)
                yield table, [target]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise SourcierError("cohort_omop.broken_archive", origin=archive.name) from error


def _suffix(name: str) -> str:
    return next((suffix for suffix in sorted(_SUFFIXES, key=len, reverse=True) if name.lower().endswith(suffix)), "")


def _table_of(name: str) -> str:
    suffix = _suffix(name)
    table = name[: -len(suffix)].lower() if suffix else ""
    return table if table in TABLES else ""


def _add_files(opened: Origin, found: Iterator[tuple[str, list[Path]]]) -> None:
    import duckdb

    for table, paths in found:
        if table in opened:
            raise SourcierError("cohort_omop.table_twice", table=table, origin=opened.name)
        shown = paths[0].name if len(paths) == 1 else paths[0].parent.name
        is_text = _suffix(paths[0].name) != ".parquet"
        try:
            read = [as_utf8(path, opened.workspace.folder / "utf8" / table) if is_text else path for path in paths]
        except (OSError, EOFError, zlib.error) as error:
            raise SourcierError("cohort_omop.unreadable_table", file=shown) from error
        listed = "[" + ", ".join(quoted(str(path)) for path in read) + "]"
        if is_text:
            relation = _csv(listed, read[0], table)
            if len(paths) == 1:
                opened.has_lines.add(table)
        else:
            relation = f"read_parquet({listed}, union_by_name=true)"
        try:
            _add_view(opened, table, relation, shown)
        except duckdb.Error as error:
            raise SourcierError("cohort_omop.unreadable_table", file=shown) from error


def _csv(listed: str, first: Path, table: str) -> str:
    with open_bytes(first) as file:
        header = file.readline(1 << 16).decode("utf-8", "replace")
    delimiter = max(_DELIMITERS, key=header.count)
    quote = "" if table in VOCABULARY and delimiter == "\t" else '"'
    return (
        f"read_csv({listed}, header=true, all_varchar=true, auto_detect=false, delim={quoted(delimiter)}, "
        f"quote={quoted(quote)}, escape={quoted(quote)}, nullstr='', store_rejects=true, rejects_limit=0, "
        f"rejects_table='csv_errors', rejects_scan='csv_scans', columns={_columns(header, delimiter)})"
    )


def _columns(header: str, delimiter: str) -> str:
    names = [name.strip().strip('"') for name in header.lstrip("\ufeff").strip("\r\n").split(delimiter)]
    return "{" + ", ".join(f"{quoted(name)}: 'varchar'" for name in names) + "}"


def _require_columns(table: str, there: Container[str], shown: str) -> None:
    for column in TABLES[table].required:
        if column not in there:
            raise SourcierError("cohort_omop.missing_column", table=table, column=column, file=shown)


def _add_view(opened: Origin, table: str, relation: str, shown: str) -> None:
    """A view of the columns that are read, all as text, under the names of the data model."""
    connection = opened.workspace.connection
    described = connection.execute(f"describe select * from {relation}").fetchall()
    there = {row[0].lower(): row[0] for row in described}
    _require_columns(table, there, shown)
    columns = []
    for column in (*TABLES[table].required, *TABLES[table].optional):
        read = f"nullif(trim(\"{there[column]}\"::varchar), '')" if column in there else "null::varchar"
        columns.append(f"{read} as {column}")
    connection.execute(f"create view src_{table} as select {', '.join(columns)} from {relation}")
    opened.files[table] = shown
