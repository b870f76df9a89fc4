"""The page's ports on the real things: the assistant, its library, its log, and a model that may arrive later."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from corpora.literature.notices import apply_notices
from corpora.literature.source import NoticeKind, SourceKind
from indexes.library import Library
from indexes.listing import ListedSource, list_sources
from ui.importing import import_files
from ui.ports import ImportStep, LibraryStatus, Thumb

# Its answer pools two trials, so that the statistics are loaded as well.
_WARMING = "Olaparib dans le CPRCm : survie sans progression radiologique ?"


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

    def warm(self) -> None:
        """Answer a question that nobody asked, unlogged and undrafted: what loads with the first is loaded then."""
        for _ in self._assistant.ask(_WARMING, draft_prose=False):
            pass
        if self._assistant.patients:
            self._assistant.patients.warm()

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


def no_notices() -> dict[str, tuple[NoticeKind, ...]]:
    """What an installation without a list of retractions knows of them."""
    return {}


class PageLibrary:
    """The library as the page shows it.

    Parameters
    ----------
    notices
        Reads the local list of retractions and corrections; asked before each import, so that a newer list counts.
    """

    def __init__(
        self, library: Library, notices: Callable[[], Mapping[str, tuple[NoticeKind, ...]]] = no_notices
    ) -> None:
        self._library, self._notices = library, notices

    def status(self) -> LibraryStatus:
        """How large the library is."""
        status = self._library.status()
        kinds = {SourceKind(kind): count for kind, count in status.kinds.items()}
        return LibraryStatus(status.sources, status.passages, kinds)

    def find(self, query: str, offset: int, limit: int) -> tuple[Sequence[ListedSource], int]:
        """A page of the list."""
        return list_sources(self._library.connections, query, offset, limit)

    def add_files(self, paths: Sequence[Path]) -> Iterator[ImportStep]:
        """Import files; what the list of notices names carries its notices from the start."""
        notices = self._notices()
        return import_files(self._library, paths, lambda source: apply_notices(source, notices))

    def remove(self, source_id: str) -> None:
        """Take a source out."""
        self._library.remove(source_id)
