"""The title of a PDF: as its metadata state it, where that is one, or else as the first page prints it."""

import re

from corpora.literature.readers.headings import known_heading
from corpora.literature.readers.pdf_layout import Line
from corpora.literature.text import one_line

_NOT_A_TITLE = re.compile(
    r"^(?:untitled|microsoft word|document\d*|layout \d|slide \d|pii:?|doi:|[\w.-]+\.(?:docx?|pdf|indd|tex|qxd|"
    r"dvi|fm|xml)\b)|"
    r"\.(?:docx?|pdf|indd|tex|qxd|dvi)$|^[\w-]+$|^\S*\d{4,}\S*(?:\s\d+\.\.\d+)?$",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 12, 400
_LARGER = 1.12


def stated_title(metadata: str) -> str:
    """The title in a file's metadata; empty where it is a file's name or a program's."""
    title = one_line(metadata)
    return "" if _NOT_A_TITLE.search(title) or not _SHORTEST <= len(title) <= _LONGEST else title


def title_of(first_page: list[Line], stated: str) -> str:
    """The title: the largest type in the upper part of the first page, where that is larger than the text's.

    What the metadata state is preferred, unless the page prints a longer title that begins the same.
    """
    if not first_page:
        return stated
    printed = _printed(first_page)
    if stated and not printed.lower().startswith(stated.lower()[:40]):
        return stated
    return printed or stated


def _printed(lines: list[Line]) -> str:
    top, bottom = max(line.y for line in lines), min(line.y for line in lines)
    upper = [
        line for line in lines if line.y > bottom + 0.4 * (top - bottom) and sum(c.isalpha() for c in line.text) > 3
    ]
    sizes = sorted(line.size for line in lines for _ in line.text)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    for size in sorted({round(line.size, 1) for line in upper}, reverse=True):
        if size < _LARGER * body:
            break
        run = _run([line for line in upper if abs(round(line.size, 1) - size) < 0.2], size)
        title = one_line(" ".join(run))
        if _SHORTEST <= len(title) <= _LONGEST and not known_heading(title) and " " in title:
            return title
    return ""


def _run(lines: list[Line], size: float) -> list[str]:
    """The first lines of this size that follow one another closely."""
    run: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and abs(before.y - line.y) > 2.2 * size:
            break
        run.append(line.text)
        before = line
    return run
