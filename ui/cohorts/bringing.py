"""The import's answers to a browser: the steps of the wizard, and the work itself, which goes on if the browser leaves."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from corpora.catalogue import Language
from corpora.cohorts.importing.report import ImportReport
from corpora.cohorts.tables.mapping import Mapping
from corpora.errors import SourcierError
from ui.cohorts.corrections import corrected
from ui.cohorts.import_port import ImportPort
from ui.cohorts.requests import Brought, Chosen, Named
from ui.cohorts.wizard import choice_block, mapping_block, problem_block, progress_block, report_block
from ui.regions import Block, sent
from ui.uploads import discard, discard_forgotten, received

logger = logging.getLogger(__name__)

_FORGOTTEN_S = 2 * 3600.0

Sent = dict[str, Any]
_Said = int | tuple[ImportReport, list[str]] | SourcierError


@dataclass(frozen=True)
class Bringing:
    """The steps of an import.

    Attributes
    ----------
    uploads
        Folder where the files lie that browsers have sent.
    folder
        Folder of files that lie ready on the server, as it is named to the reader.
    """

    port: ImportPort
    uploads: Path
    folder: str
    most_mb: int

    def start(self, language: Language) -> Sent:
        """Which file. Files that browsers sent and left lying are records of patients: they go now."""
        discard_forgotten(self.uploads, _FORGOTTEN_S)
        return sent({"wizard": [choice_block(self.port.ready(), self.most_mb, self.folder, language)]}, step="choice")

    def inspect(self, chosen: Chosen) -> Sent:
        """What the file's columns are; or again which file, and what is wrong with this one."""
        try:
            found = self.port.inspect(self._path(chosen), chosen.language)
        except SourcierError as error:
            self._discard(chosen)
            return self._problem(error, chosen.language)
        except Exception as error:  # noqa: BLE001 - said on the page; its message could quote a record, so it is not logged
            logger.error("a file could not be inspected: %s", type(error).__name__)
            self._discard(chosen)
            return self._problem(SourcierError("ui.unexpected"), chosen.language)
        return sent({"wizard": [mapping_block(found, chosen.language)]}, step="mapping")

    def bring(self, asked: Brought) -> Iterator[Sent]:
        """Import, telling how far it is; after a problem the corrections stay on the page for another try."""
        said: SimpleQueue[_Said] = SimpleQueue()
        Thread(target=self._work, args=(asked, said.put), name="import a cohort", daemon=True).start()
        # The form is sent to no one again: only the line below it changes, so that what was corrected stays typed.
        yield sent({"import": [progress_block(0, asked.language)]}, step="running")
        while isinstance(item := said.get(), int):
            yield sent({"import": [progress_block(item, asked.language)]}, step="running")
        if isinstance(item, SourcierError):
            problem = problem_block(item.message(asked.language), item.hint(asked.language))
            yield sent({"import": [problem]}, step="mapping")
            return
        report, remarks = item
        yield sent({"wizard": [report_block(report, remarks, asked.language)], "import": []}, step="report")

    def abandon(self, chosen: Chosen) -> Sent:
        """The file goes; which one else."""
        self._discard(chosen)
        return self.start(chosen.language)

    def _work(self, asked: Brought, say: Callable[[_Said], None]) -> None:
        try:
            path = self._path(asked)
            how: Mapping | Named = asked.named or Named(id="")
            if asked.corrections is not None:
                found = self.port.inspect(path, asked.language)
                if found.mapping is not None:
                    how = corrected(found.mapping, asked.corrections, frozenset(c.name for c in found.columns))
            report, remarks = self.port.bring(path, how, asked.language, say)
            self._discard(asked)
            say((report, list(remarks)))
        except SourcierError as error:
            say(error)
        except Exception as error:  # noqa: BLE001 - said on the page; its message could quote a record, so it is not logged
            logger.error("a cohort could not be imported: %s", type(error).__name__)
            say(SourcierError("ui.unexpected"))

    def _path(self, chosen: Chosen) -> Path:
        return self.port.ready_path(chosen.ready) if chosen.ready else received([chosen.sent], self.uploads)[0]

    def _discard(self, chosen: Chosen) -> None:
        """Delete a file that the browser sent; one that lay ready on the server is not the page's to delete."""
        if chosen.sent:
            discard(received([chosen.sent], self.uploads), self.uploads)

    def _problem(self, error: SourcierError, language: Language) -> Sent:
        blocks: list[Block] = [
            problem_block(error.message(language), error.hint(language)),
            choice_block(self.port.ready(), self.most_mb, self.folder, language),
        ]
        return sent({"wizard": blocks}, step="choice")
