"""Paragraphs under headings, as word processors, web pages and Markdown have them, as parts of a record."""

from collections.abc import Iterable

from corpora.literature.passages import SECTION_SEPARATOR
from corpora.literature.readers.record import section_name

Block = tuple[int, str]
"""(level, text): level 0 is a paragraph, 1 the highest heading, 2 the next, …"""


def headed_parts(blocks: Iterable[Block], title: str = "") -> tuple[str, tuple[tuple[str, str], ...]]:
    """The title and the parts of a document.

    A first heading of level 1 with no other beside it is the title where none is given, and no section either way.
    """
    listed = [(level, text) for level, text in blocks if text.strip()]
    tops = [text for level, text in listed if level == 1]
    leading = tops[0] if len(tops) == 1 else ""
    if leading and not title:
        title = leading
    path: list[tuple[int, str]] = []
    parts: list[tuple[str, str]] = []
    for level, text in listed:
        if not level:
            parts.append((SECTION_SEPARATOR.join(name for _, name in path), text))
            continue
        if text == leading or section_name(text) == section_name(title):
            continue
        path = [step for step in path if step[0] < level]
        path.append((level, section_name(text)))
    return title or (tops[0] if tops else ""), tuple(parts)
