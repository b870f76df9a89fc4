"""What the page needs of the rest of Sourcier, and nothing more: the two ports behind which it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from assistant.answer import Answer
from assistant.events import Event
from assistant.export import Format
from corpora.catalogue import Language
from corpora.errors import SourcierError
from corpora.literature.source import SourceKind
from indexes.listing import ListedSource

Thumb = Literal["good", "bad"]


class AssistantPort(Protocol):
    """Answers questions."""

    def ask(
        self,
        question: str,
        previous: Sequence[str] = (),
        language: Language | None = None,
        draft: bool = True,
    ) -> Iterator[Event]:
        """The events of answering a question; ``previous`` are the earlier turns of the user, oldest first."""
        ...

    def drafting(self) -> bool:
        """Whether a language model is ready to draft. May change while the page is open; is asked often."""
        ...

    def export(self, answer: Answer, format: Format) -> bytes:
        """An answer as a file's content."""
        ...

    def feedback(self, answer_id: str, thumb: Thumb | None, comment: str) -> None:
        """Keep an opinion of an answer on this machine."""
        ...


@dataclass(frozen=True)
class LibraryStatus:
    """How large the library is, by kind of source. ``passages`` are those that can be found."""

    sources: int
    passages: int
    kinds: Mapping[SourceKind, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportStep:
    """How far an import has come.

    Attributes
    ----------
    file
        Name of the file at hand.
    done, files
        Files that are done, and all of them.
    added, updated, unchanged
        Sources, so far, of all the files.
    error
        What was wrong with ``file`` or one of its records. The others go on.
    """

    file: str
    done: int
    files: int
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    error: SourcierError | None = None


class LibraryPort(Protocol):
    """The library as the page shows it."""

    def status(self) -> LibraryStatus:
        """How large the library is."""
        ...

    def find(self, query: str, offset: int, limit: int) -> tuple[Sequence[ListedSource], int]:
        """The sources whose title, identifier or file name contain the words of ``query``, and how many there are."""
        ...

    def add_files(self, paths: Sequence[Path]) -> Iterator[ImportStep]:
        """Read files into the library; the last step has ``done == files``."""
        ...

    def remove(self, source_id: str) -> None:
        """Take a source out of the library."""
        ...
