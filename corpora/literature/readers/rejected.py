"""A record of a file that could not be read, where others could."""

from dataclasses import dataclass, field

from corpora.catalogue import Language
from corpora.errors import SourcierError

WITHOUT_TEXT = "readers.record_without_text"


@dataclass(frozen=True)
class Rejected:
    """One record that was left out, and why.

    Attributes
    ----------
    place
        Its line, or its number in the file, from 1.
    key
        Entry of the catalogue that says why.
    """

    file: str
    place: int
    key: str
    details: dict[str, object] = field(default_factory=dict)

    @property
    def malformed(self) -> bool:
        """Whether something is wrong with the record, rather than that it holds neither text nor title."""
        return self.key != WITHOUT_TEXT

    def reason(self, language: Language) -> str:
        """Why, in words."""
        return self.error().message(language)

    def error(self) -> SourcierError:
        """The same as an error that can be raised."""
        return SourcierError(self.key, file=self.file, place=self.place, **self.details)
