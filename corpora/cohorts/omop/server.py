"""An OMOP database on a PostgreSQL server: its tables copied as of one moment, without changing anything there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.cohorts.omop.tables import TABLES, VOCABULARY
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from pyarrow import Array

ADDRESSES = ("postgresql://", "postgres://")
_WAIT_SECONDS = 15
# What the whole import sees is one state of the database, whatever is written meanwhile.
_SETTINGS = (
    "set transaction isolation level repeatable read, read only",
    "set datestyle to ISO",
    "set client_encoding to UTF8",
    "set statement_timeout to 0",
)
_COLUMNS = """
    select nspname::text, relname::text, attname::text,
        has_schema_privilege(pg_namespace.oid, 'usage') and has_column_privilege(pg_class.oid, attnum, 'select'),
        nspname = any(current_schemas(false))
    from pg_catalog.pg_class
        join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
        join pg_catalog.pg_attribute on attrelid = pg_class.oid
    where relkind in ('r', 'v', 'm', 'p', 'f') and attnum > 0 and not attisdropped
        and nspname not in ('pg_catalog', 'information_schema')
    order by array_position(current_schemas(false), nspname), nspname, relname, attnum
"""


@dataclass(frozen=True)
class ServerTable:
    """A table or view: where it is, and its readable columns by their names in the data model."""

    relation: str
    columns: dict[str, str]


class Server:
    """A connection, and the tables of the data model that it may read.

    Attributes
    ----------
    name
        The database's.
    tables
        By their names in the data model: those in the schema of the persons, the first on the search path if there are
        several. Vocabularies may lie in a schema of their own.

    Raises
    ------
    SourcierError
        The server is not there or refuses; several schemas hold persons; a table that is needed may not be read.
    """

    def __init__(self, address: str) -> None:
        import adbc_driver_manager
        from adbc_driver_postgresql import dbapi

        if "connect_timeout=" not in address:
            address += f"{'&' if '?' in address else '?'}connect_timeout={_WAIT_SECONDS}"
        try:
            self._connection = dbapi.connect(address)
        except adbc_driver_manager.Error:
            # The driver's words can repeat the address with its password: none of them is passed on.
            raise SourcierError("cohort_omop.no_postgres_connection") from None
        self.name = "PostgreSQL"
        try:
            with self._reading("pg_catalog"):
                for setting in _SETTINGS:
                    self._rows(setting)
                ((self.name,),) = self._rows("select current_database()::text")
                columns = self._rows(_COLUMNS)
            self.tables = _tables(columns, self.name)
        except BaseException:
            self.close()
            raise

    def copy(self, table: str, target: Path, of: "Array | None" = None) -> None:
        """Write the columns that are read of a table as Parquet, all as text.

        Parameters
        ----------
        of
            Only the rows of these persons.

        Raises
        ------
        SourcierError
            The server did not give the whole table, or the file cannot be written.
        """
        from pyarrow import compute, parquet

        found = self.tables[table]
        listed = ", ".join(f"{_name(there)}::text as {column}" for column, there in found.columns.items())
        with self._reading(table), self._connection.cursor() as cursor:
            cursor.execute(f"select {listed} from {found.relation}")
            reader = cursor.fetch_record_batch()
            with parquet.ParquetWriter(target, reader.schema, compression="zstd") as writer:
                for batch in reader:
                    kept = batch if of is None else batch.filter(compute.is_in(batch["person_id"], value_set=of))
                    writer.write_batch(kept)

    def close(self) -> None:
        """Let the server go."""
        self._connection.close()

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall()) if cursor.description else []

    @contextmanager
    def _reading(self, table: str) -> Iterator[None]:
        import adbc_driver_manager

        try:
            yield
        except (adbc_driver_manager.Error, OSError):
            raise SourcierError("cohort_omop.server_stopped", table=table, origin=self.name) from None


def _tables(columns: list[tuple[str, str, str, bool, bool]], name: str) -> dict[str, ServerTable]:
    on_path = {schema: path for schema, _, _, _, path in columns}
    of_persons = list(dict.fromkeys(schema for schema, table, *_ in columns if table.lower() == "person"))
    if len(of_persons) > 1 and not on_path[of_persons[0]]:
        raise SourcierError("cohort_omop.several_schemas", schemas=", ".join(of_persons), origin=name)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for schema, relation, column, may_read, _ in columns:
        table = relation.lower()
        if schema in of_persons[:1] or table in VOCABULARY:
            readable = found.setdefault((schema, relation), {})
            if may_read and column.lower() in _read_of(table):
                readable[column.lower()] = column
    tables: dict[str, ServerTable] = {}
    for (schema, relation), readable in sorted(found.items(), key=lambda item: item[0][0] not in of_persons[:1]):
        table = relation.lower()
        if readable and table not in tables:
            tables[table] = ServerTable(f"{_name(schema)}.{_name(relation)}", readable)
        elif table in TABLES and TABLES[table].needed and table not in tables:
            raise SourcierError("cohort_omop.no_right", table=table, origin=name)
    return tables


def _read_of(table: str) -> tuple[str, ...]:
    return (*TABLES[table].required, *TABLES[table].optional) if table in TABLES else ()


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
