"""The local list of editorial notices: a Retraction Watch CSV. No network is asked."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from corpora.errors import SourcierError
from corpora.literature.identity import DOI, PMID, normalise_doi, normalise_pmid
from corpora.literature.notices import SEVERITY, notice_kinds, standing
from corpora.literature.readers.encoding import decoded_lines
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.streams import BufferedBounded, opened, shown_name
from corpora.literature.source import NoticeKind

_DOI_COLUMNS = ("originalpaperdoi", "doi")
_PMID_COLUMNS = ("originalpaperpubmedid", "pmid")
_NATURE_COLUMNS = ("retractionnature", "retractionwatch", "nature", "notice")
_DATE_COLUMN = "retractiondate"


def load_notices(path: Path, limits: ReadLimits | None = None) -> dict[str, tuple[NoticeKind, ...]]:
    """A Retraction Watch list, plain or gzipped.

    Two layouts are known: the public one (``OriginalPaperDOI``, ``OriginalPaperPubMedID``, ``RetractionNature``,
    ``RetractionDate``; one row a notice) and the short one (``doi`` and the natures of its notices, separated by
    semicolons).

    Returns
    -------
    dict
        The notices that stand, by ``"doi:…"`` and ``"pmid:…"``, the gravest first.

    Raises
    ------
    SourcierError
        ``readers.not_notices`` if the columns are missing.
    """
    with opened(path, limits or ReadLimits()) as stream:
        rows = _rows(stream, shown_name(path))
        header = [re.sub(r"[^a-z]", "", column.lower()) for column in next(rows, [])]
        doi = _column(header, _DOI_COLUMNS)
        pmid = _column(header, _PMID_COLUMNS)
        nature = _column(header, _NATURE_COLUMNS)
        date = _column(header, (_DATE_COLUMN,))
        if nature is None or doi is None:
            raise SourcierError("readers.not_notices", file=shown_name(path))
        published: dict[str, list[tuple[tuple[int, int, int], NoticeKind]]] = {}
        for row in rows:
            if len(row) <= max(doi, nature):
                continue  # a blank or cut-off row names no paper
            for key in _keys(row, doi, pmid):
                when = _date(row[date]) if date is not None and date < len(row) else (0, 0, 0)
                published.setdefault(key, []).extend((when, kind) for kind in notice_kinds(row[nature]))
    return {
        key: standing(kind for _, kind in sorted(notices, key=lambda n: (n[0], SEVERITY.index(n[1]))))
        for key, notices in published.items()
    }


def _rows(stream: BufferedBounded, name: str) -> Iterator[list[str]]:
    """The rows of the list.

    Raises
    ------
    SourcierError
        ``readers.corrupt_notices`` with the line, where it is no table any more: a quote that is never closed
        takes the rows behind it for one cell, and their notices would be lost unseen.
    """
    rows = csv.reader((line.replace("\0", "") for _, line in decoded_lines(stream)))
    try:
        yield from rows
    except csv.Error as error:
        raise SourcierError("readers.corrupt_notices", file=name, line=rows.line_num) from error


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _keys(row: list[str], doi: int, pmid: int | None) -> list[str]:
    found = [f"{DOI}:{value}"] if (value := normalise_doi(row[doi])) else []
    if pmid is not None and pmid < len(row) and (number := normalise_pmid(row[pmid])):
        found.append(f"{PMID}:{number}")
    return found


def _date(text: str) -> tuple[int, int, int]:
    """A date as the list writes it (``month/day/year``, or ISO), sortable; zeros where unknown."""
    if match := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return int(match[3]), int(match[1]), int(match[2])
    if match := re.match(r"(\d{4})-(\d{2})-(\d{2})", text):
        return int(match[1]), int(match[2]), int(match[3])
    return 0, 0, 0
