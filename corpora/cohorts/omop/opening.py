"""An OMOP database open for reading, and let go of whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpora.cohorts.events.workspace import Workspace
from corpora.cohorts.omop.origin import Origin, open_origin
from corpora.errors import SourcierError


@contextmanager
def opened(origin: str | Path) -> Iterator[Origin]:
    """Open a database; what was read of it stays in its workspace, unless it could not be read to the end.

    Raises
    ------
    SourcierError
        As :func:`corpora.cohorts.omop.origin.open_origin`, or it cannot be read to its end.
    """
    import duckdb

    workspace = Workspace()
    found = None
    try:
        found = open_origin(origin, workspace)
        yield found
    except duckdb.Error as error:
        workspace.close()
        if isinstance(error, (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)):
            raise
        # The database's own words may hold a value of a record: only their kind is passed on.
        name = found.name if found else "OMOP"
        raise SourcierError("cohort_omop.unreadable", origin=name, kind=type(error).__name__) from None
    except BaseException:
        workspace.close()
        raise
    finally:
        if found and found.server:
            found.server.close()
