"""The text of a Word document, from its XML: paragraphs, headings and tables in order.

What was inserted as a tracked change is read, what was deleted is not; content controls, fields, links and text boxes
are read as part of the text, comments and hidden text are not. Format: ECMA-376, part 1, chapter 17.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from corpora.literature.readers.headed import Block
from corpora.literature.readers.raised import raised
from corpora.literature.text import one_line

Element = Any
"""An lxml element: the library has no types of its own."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNREAD = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "sectPr", "tblPr", "sdtPr",
                     "annotationRef"})  # fmt: skip
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
TITLE_LEVEL = -1


def style_names(styles: Element | None) -> dict[str, str]:
    """Names of paragraph styles, in lower case, by their ids."""
    found: dict[str, str] = {}
    for style in () if styles is None else styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            found[style.get(f"{_W}styleId") or ""] = (name.get(f"{_W}val") or "").lower()
    return found


def document_blocks(document: Element | None, styles: Mapping[str, str]) -> Iterator[Block]:
    """Paragraphs, headings and table rows in their order; the title's level is -1."""
    body = None if document is None else document.find(f"{_W}body")
    if body is not None:
        yield from _blocks(body, styles)


def note_texts(notes: Element | None) -> Iterator[str]:
    """The paragraphs of footnotes or endnotes."""
    for note in () if notes is None else notes:
        if _name(note) in ("footnote", "endnote") and note.get(f"{_W}type") not in _SEPARATORS:
            yield from (text for _, text in _blocks(note, {}) if text.strip())


def _blocks(parent: Element, styles: Mapping[str, str]) -> Iterator[Block]:
    for element in parent:
        name = _name(element)
        if name == "p":
            yield _level(element, styles), _text(element)
            for box in _boxes(element):
                yield from _blocks(box, styles)
        elif name == "tbl":
            yield from ((0, row) for row in _rows(element))
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _blocks(element, styles)


def _level(paragraph: Element, styles: Mapping[str, str]) -> int:
    """-1 for the title, 0 for ordinary text, else the heading's level."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else styles.get(style.get(f"{_W}val") or "", (style.get(f"{_W}val") or "").lower())
    if name in ("title", "titre"):
        return TITLE_LEVEL
    if name.startswith(("heading", "titre")) and name[-1:] in tuple("123456789"):
        return int(name[-1])
    return 0


def _rows(table: Element) -> Iterator[str]:
    for row in _within(table, "tr"):
        cells = [one_line(" ".join(_text(p) for p in cell.iter(f"{_W}p"))) for cell in _within(row, "tc")]
        # A cell that spans columns stands once; so does one that is empty.
        yield " | ".join(cell for cell in cells if cell)


def _within(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for element in parent:
        if _name(element) == wanted:
            yield element
        elif _name(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _within(element, wanted)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of text boxes; each is written twice, the second time for old programs."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(_name(above) == "Fallback" for above in box.iterancestors()):
            yield box


def _text(paragraph: Element) -> str:
    pieces: list[str] = []
    _gather(paragraph, pieces)
    return "".join(pieces).strip()


def _gather(element: Element, pieces: list[str]) -> None:
    for inner in element:
        name = _name(inner)
        if name in _UNREAD or name == "txbxContent":
            continue
        if name == "sup":
            formula: list[str] = []
            _gather(inner, formula)
            pieces.append(raised("".join(pieces[-8:]), "".join(formula)))
        elif name == "t":
            pieces.append(inner.text or "")
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name == "r" and (properties := inner.find(f"{_W}rPr")) is not None:
            if properties.find(f"{_W}vanish") is not None:
                continue
            own: list[str] = []
            _gather(inner, own)
            place = properties.find(f"{_W}vertAlign")
            is_raised = place is not None and place.get(f"{_W}val") == "superscript"
            said = "".join(own)
            pieces.append(raised("".join(pieces[-8:]), said) if is_raised else said)
        else:
            _gather(inner, pieces)


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
