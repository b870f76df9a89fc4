"""The text of a PDF from its lines: paragraphs made whole, headings as sections, pages as spans."""

import itertools
import re
from collections import Counter

from corpora.literature.passages import SECTION_SEPARATOR
from corpora.literature.readers.headings import known_heading
from corpora.literature.readers.pdf_layout import Line
from corpora.literature.readers.record import section_name
from corpora.literature.readers.reflow import joined
from corpora.literature.source import Page, Section

_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]»]*\d{0,3}$")
_INLINE_HEADING = re.compile(r"^(?P<name>[A-ZÀ-Ý][\w &/’'-]{2,40}?)(?:\s?[:.—–]\s?)(?=[A-ZÀ-Ý0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORT = 90


def document_of(pages: list[list[Line]], title: str) -> tuple[str, tuple[Section, ...], tuple[Page, ...]]:
    """The text, its sections and its pages.

    A paragraph that runs on over a column or a page is one paragraph; the page changes inside it.
    """
    everything = [line for lines in pages for line in lines]
    body = _body_size(everything)
    spacing = _spacing(everything)
    words = frozenset(word.lower() for line in everything for word in _WORD.findall(line.text.removesuffix("-")))
    skip = _title_lines(pages[0] if pages else [], title)
    text = ""
    spans: list[Page] = []
    headings: list[tuple[str, int, int]] = []
    before: Line | None = None
    after_heading = True
    for number, lines in enumerate(pages, start=1):
        page_start = len(text)
        for line in lines:
            if id(line) in skip:
                continue
            if _is_heading(line, body):
                if before is not None and after_heading and headings and headings[-1][1] == len(text):
                    name = (
                        f"{headings.pop()[0]} {line.text}"
                        if before.size == line.size and not known_heading(before.text)
                        else line.text
                    )
                else:
                    name = line.text
                headings.append((name, len(text), len(text)))
                after_heading = True
            elif not text:
                text, after_heading = line.text, False
            elif after_heading or before is None or _begins_paragraph(before, line, spacing):
                text += f"\n{line.text}"
                after_heading = False
            else:
                last = text.rpartition("\n")[2]
                text = text[: len(text) - len(last)] + joined(last, line.text, words)
            before = line
        spans.append(
            Page(
                number,
                min(page_start + (1 if text[page_start : page_start + 1] in ("\n", " ") else 0), len(text)),
                len(text),
            )
        )
    return text, _sections(text, headings), tuple(spans)


def _body_size(lines: list[Line]) -> float:
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _spacing(lines: list[Line]) -> float:
    """The commonest distance between a line and the next in its column."""
    steps = Counter(round(a.y - b.y, 1) for a, b in itertools.pairwise(lines) if a.column == b.column and a.y > b.y)
    return steps.most_common(1)[0][0] if steps else 12.0


def _is_heading(line: Line, body: float) -> bool:
    if known_heading(line.text):
        return True
    if len(line.text) > _SHORT or line.text.endswith((".", ",", ";")) or not any(c.isalpha() for c in line.text):
        return False
    return line.size > 1.15 * body or (
        line.bold and line.text[0].isupper() and line.size >= 0.95 * body and len(line.text) > 3
    )


def _begins_paragraph(before: Line, line: Line, spacing: float) -> bool:
    if before.column != line.column or before.y <= line.y:
        # A new column or page goes on with the paragraph unless that had ended.
        return bool(_SENTENCE_END.search(before.text)) and (line.text[:1].isupper() or line.text[:1].isdigit())
    if before.y - line.y > 1.45 * spacing:
        return True
    indented = line.x > before.x + 0.6 * line.size and line.x < before.x + 5 * line.size
    return indented and bool(_SENTENCE_END.search(before.text))


def _title_lines(first_page: list[Line], title: str) -> set[int]:
    """The lines that make up the title, which is kept apart from the text."""
    wanted = section_name(title)
    found: set[int] = set()
    for line in first_page:
        name = section_name(line.text)
        if (
            name
            and len(name) > 3
            and name in " ".join(title.lower().split())
            and line.size >= max(x.size for x in first_page) * 0.95
        ):
            found.add(id(line))
    return found if wanted else set()


def _sections(text: str, headings: list[tuple[str, int, int]]) -> tuple[Section, ...]:
    if not headings:
        return ()
    sections = []
    top = ""
    ends = [start for _, start, _ in headings[1:]] + [len(text)]
    for (name, start, _), end in zip(headings, ends, strict=True):
        start += text[start : start + 1] == "\n"
        if end <= start:
            top = section_name(name) if known_heading(name) else top
            continue
        if known_heading(name) or not top:
            top = section_name(name)
            sections.append(Section(top, start, end))
        else:
            sections.append(Section(SECTION_SEPARATOR.join((top, section_name(name))), start, end))
    return tuple(sections)
