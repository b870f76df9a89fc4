"""What the import's steps need of the rest of Sourcier."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from corpora.catalogue import Language
from corpora.cohorts.importing.report import ImportReport
from corpora.cohorts.tables.mapping import Mapping
from ui.cohorts.inspected import Inspected
from ui.cohorts.requests import Named


class ImportPort(Protocol):
    """Reads files and writes cohorts; each method may raise ``SourcierError``."""

    def ready(self) -> Sequence[str]:
        """Names of files and folders that lie ready on the server."""
        ...

    def ready_path(self, name: str) -> Path:
        """Where one of them is."""
        ...

    def inspect(self, path: Path, language: Language) -> Inspected:
        """What a file holds, and what its columns are proposed to be."""
        ...

    def bring(
        self, path: Path, how: Mapping | Named, language: Language, progress: Callable[[int], None]
    ) -> tuple[ImportReport, Sequence[str]]:
        """Import a table by its mapping, or other records under their name.

        The report, and what else must be said. ``progress`` is told the rows read so far.
        """
        ...
