"""What a format yields of a source, and how that becomes one: the same way for every format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from corpora.literature import identity
from corpora.literature.design import judged
from corpora.literature.effect import EffectEstimate
from corpora.literature.language import detect_language
from corpora.literature.notices import standing, titled_retracted
from corpora.literature.readers.rejected import WITHOUT_TEXT, Rejected
from corpora.literature.source import NoticeKind, Page, Section, Source, SourceKind, StudyDesign
from corpora.literature.text import cleaned, one_line

Read = Source | Rejected
"""What a format's reader yields: a source, or why a record is none."""

Spans = tuple[tuple[int, int], ...]

_TITLE_LENGTH = 140
_DESIGN_TEXT = 6_000


@dataclass(frozen=True)
class Record:
    """A document as its file describes it.

    Attributes
    ----------
    parts
        (section name, text) in reading order; the name may be empty.
    text
        The composed text, with ``sections`` and ``pages`` pointing into it, for a format whose layout matters (PDF);
        else empty, and composed from the parts.
    fingerprint
        Of the file, where it is one document: its hash, which stays when the reading of it improves.
    design
        Where the file states it; else derived from publication types and words.
    effects_of
        Given where each part begins in the composed text, the effects that come curated with it.
    """

    title: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    fingerprint: str = ""
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    publication_types: tuple[str, ...] = ()
    kind: SourceKind | None = None
    design: StudyDesign | None = None
    language: str = ""
    year: int = 0
    journal: str = ""
    authors: tuple[str, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    about: dict[str, str | int | list[str]] = field(default_factory=dict)
    effects_of: Callable[[Spans], tuple[EffectEstimate, ...]] | None = None


def source_of(record: Record, origin: str) -> Source | None:
    """The source that a record describes; ``None`` where it has neither text nor title."""
    title = _unbracketed(one_line(record.title))
    text, sections, spans = (record.text, record.sections, ()) if record.text else composed(record.parts)
    if not text and not title:
        return None
    if not text:
        # A record without an abstract can still be found, and cited for its existence, by its title.
        text, sections = title, (Section("title", 0, len(title)),)
    identifiers = identity.normalised(record.identifiers)
    design_text = _abstract_first(text, sections)
    found = judged(title, design_text, record.publication_types, record.kind)
    notices = standing((*record.notices, *((NoticeKind.RETRACTION,) if titled_retracted(title) else ())))
    return Source(
        id=identity.source_id(
            identifiers, origin, record.fingerprint or identity.fingerprint(f"{title}\n{text}".encode())
        ),
        kind=found.kind,
        title=title or _opening(text),
        text=text,
        language=detect_language(text, default=record.language or "en"),
        year=record.year,
        journal=one_line(record.journal),
        authors=tuple(name for author in record.authors if (name := one_line(author))),
        identifiers=identifiers,
        sections=sections,
        pages=record.pages,
        design=record.design or found.design,
        notices=notices,
        effects=record.effects_of(spans) if record.effects_of else (),
        about={key: _printable(value) for key, value in record.about.items() if value},
        origin=origin,
    )


def composed(parts: tuple[tuple[str, str], ...]) -> tuple[str, tuple[Section, ...], Spans]:
    """One text of the parts, each on lines of its own, its sections, and each part's span (empty where it is blank).

    Neighbouring parts of one name are one section.
    """
    texts: list[str] = []
    sections: list[Section] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for name, raw in parts:
        text = cleaned(raw)
        start = length + (1 if texts else 0)
        if not text:
            spans.append((length, length))
            continue
        texts.append(text)
        length = start + len(text)
        spans.append((start, length))
        title = section_name(name)
        if sections and title and sections[-1].name == title:
            sections[-1] = replace(sections[-1], end=length)
        elif title:
            sections.append(Section(title, start, length))
    return "\n".join(texts), tuple(sections), tuple(spans)


def section_name(name: str) -> str:
    """A section's name in lower case, without numbering or colon: ``"2.1. METHODS:"`` is ``"methods"``."""
    trimmed = one_line(name).strip(" .:;–—-").lower()
    head, _, rest = trimmed.partition(" ")
    numbered = rest and head.strip(".)").replace(".", "").isdecimal()
    return (rest if numbered else trimmed)[:120]


def yielded(record: Record, origin: str, place: int) -> Iterator[Read]:
    """The record's source, or the reason why it is none."""
    source = source_of(record, origin)
    yield source or Rejected(origin, place, WITHOUT_TEXT)


def year_in(text: str) -> int:
    """The first plausible year of publication in a date; 0 where there is none."""
    digits = ""
    for character in f"{text} ":
        if character.isdecimal():
            digits += character
            continue
        if len(digits) == 4 and 1800 <= int(digits) <= 2100:
            return int(digits)
        if len(digits) == 8 and 1800 <= int(digits[:4]) <= 2100:
            return int(digits[:4])
        digits = ""
    return 0


def _printable(value: str | int | list[str]) -> str | int | list[str]:
    if isinstance(value, list):
        return [one_line(item) for item in value]
    return one_line(value) if isinstance(value, str) else value


def _unbracketed(title: str) -> str:
    """MEDLINE brackets a title that it translated: ``"[Treatment of …]."``."""
    inner = title.rstrip(".")
    if inner.startswith("[") and inner.endswith("]") and "[" not in inner[1:] and not titled_retracted(title):
        return inner[1:-1]
    return title


def _opening(text: str) -> str:
    """The opening words of a text that has no title, to call it by."""
    line = text.strip().split("\n", 1)[0]
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _abstract_first(text: str, sections: tuple[Section, ...]) -> str:
    """The part of a text that tells of its own study: the abstract where it is marked, else the beginning."""
    abstract = [s for s in sections if s.name.startswith(("abstract", "résumé", "summary"))]
    if abstract:
        return text[abstract[0].start : abstract[-1].end][:_DESIGN_TEXT]
    return text[:_DESIGN_TEXT]
