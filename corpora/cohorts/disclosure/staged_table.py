"""A staged table in DuckDB: its quasi-identifiers read as values and combinations, and written as chosen."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Kind, Variable
from corpora.cohorts.disclosure.coarsening import Rung, Values
from corpora.cohorts.disclosure.equivalence import Combinations

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROW = "file_row_number"


def recorded_values(connection: "DuckDBPyConnection", variable: Variable) -> Values:
    """What the view ``staged`` records of a variable, with how often."""
    name = _name(variable.name)
    rows = connection.execute(
        f"select {name}, count(*) from staged where {name} is not null group by 1 order by 1"
    ).fetchall()
    if variable.kind is Kind.NUMBER:
        rows = [row for row in rows if np.isfinite(row[0])]
    else:
        order = {level.code: position for position, level in enumerate(variable.levels)}
        rows = sorted(rows, key=lambda row: order.get(row[0], len(order)))
    return Values(tuple(row[0] for row in rows), np.array([row[1] for row in rows], np.int64))


def read_combinations(
    connection: "DuckDBPyConnection", variables: Sequence[Variable], values: Sequence[Values], sensitive: Sequence[str]
) -> Combinations:
    """The distinct combinations of variables in the view ``staged``; makes the table ``combinations``."""
    names = [_name(variable.name) for variable in variables]
    listed = ", ".join(names)
    connection.execute(
        f"create temp table combinations as select (row_number() over () - 1)::bigint as combination, * from "
        f"(select {listed}, count(*) as patients from staged group by all)"
    )
    read = connection.execute(f"select {listed}, patients from combinations order by combination").fetchnumpy()
    codes = [_positions(read[variable.name], each) for variable, each in zip(variables, values, strict=True)]
    joined = " and ".join(f"s.{name} is not distinct from c.{name}" for name in names)
    pairs = []
    for name in sensitive:
        found = connection.execute(
            f"select distinct c.combination, dense_rank() over (order by s.{_name(name)}) from staged s join combinations c "
            f"on {joined} where s.{_name(name)} is not null"
        ).fetchall()
        pairs.append(np.array(found, np.int64).reshape(-1, 2))
    return Combinations(np.column_stack(codes), np.asarray(read["patients"], np.int64), tuple(pairs))


def _positions(column: NDArray[np.generic], values: Values) -> NDArray[np.int64]:
    position = {value: at for at, value in enumerate(values.recorded)}
    if isinstance(column, np.ma.MaskedArray):
        known = ~np.ma.getmaskarray(column)
        column = column.data
    else:
        known = np.ones(len(column), bool)
    return np.array([position.get(v, -1) if k else -1 for v, k in zip(column.tolist(), known.tolist(), strict=True)])


def write_generalised(
    connection: "DuckDBPyConnection",
    path: Path,
    variables: Sequence[Variable],
    values: Sequence[Values],
    chosen: Sequence[Rung],
    combinations: Combinations,
    hidden: NDArray[np.int64],
) -> None:
    """Write the table with its quasi-identifiers as chosen, missing for so many patients of each combination."""
    import pyarrow as pa

    names = [variable.name for variable in variables]
    columns, joins = [], []
    for index, (variable, each, rung) in enumerate(zip(variables, values, chosen, strict=True)):
        levels = rung.variable.levels if rung.variable else ()
        codes = [levels[at].code if levels and rung.variable is not variable else None for at in rung.of_value.tolist()]
        kind = pa.float64() if variable.kind is Kind.NUMBER else pa.string()
        table = {
            "value": pa.array(each.recorded, kind),
            "position": pa.array(range(len(codes)), pa.int32()),
            "code": pa.array(codes, pa.string()),
        }
        connection.register(f"values_{index}", pa.table(table))
        joins.append(f"left join values_{index} v{index} on v{index}.value = s.{_name(variable.name)}")
    whole = combinations.codes[(hidden > 0) & (hidden == combinations.patients)]
    connection.register("hidden", pa.table({f"h{index}": whole[:, index] for index in range(len(names))}))
    connection.register(
        "also_hidden", pa.table({"r": pa.array(_some_rows(connection, names, combinations, hidden), pa.int64())})
    )
    matched = " and ".join(f"h{index} = coalesce(v{index}.position, -1)" for index in range(len(names)))
    dropped = {variable.name for variable, rung in zip(variables, chosen, strict=True) if rung.variable is None}
    described = connection.execute("describe staged").fetchall()
    for column, *_ in described:
        if column in dropped or column == _ROW:
            continue
        if column not in names:
            columns.append(f"s.{_name(column)}")
            continue
        index = names.index(column)
        value = f"s.{_name(column)}" if chosen[index].variable is variables[index] else f"v{index}.code"
        columns.append(f"case when hidden.h0 is null and r is null then {value} end as {_name(column)}")
    connection.execute(
        f"copy (select {', '.join(columns)} from staged s {' '.join(joins)} left join hidden on {matched} "
        f"left join also_hidden on r = s.{_ROW}) "
        f"to {sql_text(str(path))} (format parquet, compression zstd)"
    )


def _some_rows(
    connection: "DuckDBPyConnection", names: Sequence[str], combinations: Combinations, hidden: NDArray[np.int64]
) -> list[int]:
    """Rows, drawn as if at random, of combinations of which some patients but not all are hidden."""
    rows: list[int] = []
    joined = " and ".join(f"s.{_name(name)} is not distinct from c.{_name(name)}" for name in names)
    for index in np.flatnonzero((hidden > 0) & (hidden < combinations.patients)).tolist():
        found = connection.execute(
            f"select s.{_ROW} from staged s join combinations c on {joined} where c.combination = ? "
            f"order by hash(s.{_ROW}) limit ?",
            [index, int(hidden[index])],
        ).fetchall()
        rows += [row for (row,) in found]
    return rows


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def sql_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
