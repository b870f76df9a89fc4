"""The page's ports on the real things: the assistant, its library, its log, and a model that may arrive later."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock, Thread

from assistant.answer import Answer
from assistant.audit import AuditLog
from assistant.drafting import Drafter
from assistant.events import Done, Event
from assistant.export import Format, export
from assistant.pipeline import Assistant
from assistant.record import to_record
from corpora.catalogue import Language
from corpora.literature.source import SourceKind
from indexes.library import Library
from indexes.listing import ListedSource, list_sources
from ui.importing import import_files
from ui.ports import ImportStep, LibraryStatus, Thumb


class DraftingLater:
    """A language model that is loaded beside the page, as soon as it is there.

    Parameters
    ----------
    available
        Whether the model can be loaded now; cheap.
    load
        Loads it; takes seconds.
    """

    def __init__(self, available: Callable[[], bool], load: Callable[[], Drafter | None]) -> None:
        self._available, self._load = available, load
        self._lock = Lock()
        self._loading: Thread | None = None
        self.drafter: Drafter | None = None

    def ready(self) -> bool:
        """Whether it is loaded; if it could be, loading begins and the answer is no."""
        with self._lock:
            if self.drafter is None and self._loading is None and self._available():
                self._loading = Thread(target=self._fill, name="load the language model", daemon=True)
                self._loading.start()
        return self.drafter is not None

    def _fill(self) -> None:
        try:
            self.drafter = self._load()
        finally:
            self._loading = None


class PageAssistant:
    """Answers, and logs what it answered."""

    def __init__(self, assistant: Assistant, later: DraftingLater, log: AuditLog) -> None:
        self._assistant, self._later, self._log = assistant, later, log

    def drafting(self) -> bool:
        """Whether a language model is loaded."""
        return self._later.ready()

    def ask(
        self, question: str, previous: Sequence[str] = (), language: Language | None = None, draft: bool = True
    ) -> Iterator[Event]:
        """The assistant's events; the answer is in the log before the page shows it as whole."""
        self._assistant.drafter = self._later.drafter
        for event in self._assistant.ask(question, previous, language, draft_prose=draft):
            if isinstance(event, Done):
                self._log.append("answer", to_record(event.answer))
            yield event

    def export(self, answer: Answer, format: Format) -> bytes:
        """An answer as a file's content."""
        return export(answer, format)

    def feedback(self, answer_id: str, thumb: Thumb | None, comment: str) -> None:
        """Into the log."""
        self._log.append("feedback", {"answer": answer_id, "thumb": thumb, "comment": comment})


class PageLibrary:
    """The library as the page shows it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def status(self) -> LibraryStatus:
        """How large the library is."""
        status = self._library.status()
        kinds = {SourceKind(kind): count for kind, count in status.kinds.items()}
        return LibraryStatus(status.sources, status.passages, kinds)

    def find(self, query: str, offset: int, limit: int) -> tuple[Sequence[ListedSource], int]:
        """A page of the list."""
        return list_sources(self._library.connections, query, offset, limit)

    def add_files(self, paths: Sequence[Path]) -> Iterator[ImportStep]:
        """Import files."""
        return import_files(self._library, paths)

    def remove(self, source_id: str) -> None:
        """Take a source out."""
        self._library.remove(source_id)
