"""The passages that pass a filter."""

import sqlite3

import numpy as np

from indexes.dense.vector_file import Keys
from indexes.filters import Filters

_MANY = 500


def allowed_among(connection: sqlite3.Connection, keys: Keys, filters: Filters) -> Keys:
    """Those of some passages whose source passes, in the same order."""
    where, parameters = filters.where()
    allowed: set[int] = set()
    wanted = keys.tolist()
    for start in range(0, len(wanted), _MANY):
        chunk = wanted[start : start + _MANY]
        rows = connection.execute(
            f"SELECT p.key FROM passages p JOIN sources s ON s.key = p.source_key"
            f" WHERE p.key IN ({','.join('?' * len(chunk))}) AND {where}",
            [*chunk, *parameters],
        )
        allowed.update(key for (key,) in rows)
    return np.array([key for key in wanted if key in allowed], np.int64)


def all_allowed(connection: sqlite3.Connection, filters: Filters) -> Keys:
    """All passages whose source passes, ascending."""
    where, parameters = filters.where()
    rows = connection.execute(
        f"SELECT p.key FROM sources s JOIN passages p ON p.source_key = s.key WHERE {where} ORDER BY 1", parameters
    )
    return np.array([key for (key,) in rows], np.int64)
