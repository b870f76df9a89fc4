"""XML, one record after another in bounded memory, and safe against what XML can be made to do."""

import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import Any

from lxml import etree

from corpora.errors import SourcierError
from corpora.literature.readers.raised import raised
from corpora.literature.readers.streams import BufferedBounded

Element = Any
"""An lxml element: the library has no types of its own."""

_BLOCKS = re.compile(r"\s+")
_LOOKED_BACK = 12
_BETWEEN_MARKS = (",", ";", "–", "-")
_NOTES = frozenset({"bibr", "fn", "table-fn", "aff", "corresp", "author-notes"})


def records(stream: BufferedBounded, tags: Collection[str], origin: str) -> Iterator[Element]:
    """Each outermost element of these names (whatever its namespace), freed once the next is asked for.

    No entity but the predefined and HTML's named characters is replaced, nothing outside the file is fetched, and a
    file that declares entities of its own is refused.

    Raises
    ------
    SourcierError
        ``readers.xml_entity``; ``readers.corrupt_xml`` with the line, where the XML is not well formed or cut off.
    """
    stream.next_record()
    try:
        context = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        depth = 0
        checked = False
        for event, element in context:
            if not checked:
                _refuse_entities(element, origin)
                checked = True
            named = _local(element) in tags
            if event == "start":
                depth += named
                continue
            if not named:
                continue
            depth -= 1
            if depth:
                continue
            stream.next_record()
            yield element
            _free(element)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise SourcierError("readers.corrupt_xml", file=origin, line=line, problem=error.msg or "") from error


def _refuse_entities(root: Element, origin: str) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise SourcierError("readers.xml_entity", file=origin)


def _free(element: Element) -> None:
    """Drop an element and all before it, so that memory does not grow with the file."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for an entity or a comment."""
    return _local(element)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names, whatever the namespace."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if _local(c) == name), None)
    return element


def children(element: Element | None, *path: str) -> list[Element]:
    """All descendants along a path of names."""
    found = [] if element is None else [element]
    for name in path:
        found = [c for parent in found for c in parent if _local(c) == name]
    return found


def text_of(element: Element | None, skip: Collection[str] = (), blocks: Collection[str] = ()) -> str:
    """All text in an element, in order, on one line; blocks of the given names each on a line of their own."""
    if element is None:
        return ""
    pieces: list[str] = []
    _gather(element, pieces, frozenset(skip), frozenset(blocks))
    lines = (_BLOCKS.sub(" ", line).strip() for line in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line)


def _gather(element: Element, pieces: list[str], skip: frozenset[str], blocks: frozenset[str]) -> None:
    # An explicit stack: a document may nest deeper than Python's own.
    stack: list[tuple[Element, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        name = _local(node)
        if leaving:
            if name in blocks:
                pieces.append("\0")
        elif not isinstance(node.tag, str):
            pieces.append(_character(node))
        elif node is not element and _is_raised(node):
            pieces.append("" if _refers(node) else raised(_end(pieces), text_of(node)))
        elif name not in skip and not (name == "xref" and _is_mark(node, _end(pieces))):
            if name in blocks:
                pieces.append("\0")
            pieces.append(f"/{node.text or ''}" if _is_nth_of(node, 1, "mfrac") else node.text or "")
            stack.append((node, True))
            stack.extend((inner, False) for inner in reversed(node))
            continue
        elif name == "xref" and pieces and pieces[-1].strip() in _BETWEEN_MARKS:
            pieces.pop()  # what stood between two marks that are left out
        if node is not element and node.tail:
            pieces.append(node.tail)


def _end(pieces: list[str]) -> str:
    return "".join(pieces[-_LOOKED_BACK:])


def _is_raised(node: Element) -> bool:
    """Whether an element is raised: marked so, or an exponent of MathML."""
    return _local(node) == "sup" or _is_nth_of(node, 1, "msup") or _is_nth_of(node, 2, "msubsup")


def _is_nth_of(node: Element, place: int, name: str) -> bool:
    parent = node.getparent()
    return parent is not None and _local(parent) == name and parent.index(node) == place


def _refers(node: Element) -> bool:
    """Whether a raised text is nothing but marks of references and notes, as JATS links them."""
    links = [inner for inner in node if _local(inner) == "xref"]
    return bool(links) and all(inner.get("ref-type") in _NOTES for inner in links)


def _is_mark(link: Element, before: str) -> bool:
    """Whether a link is a mark at a word or a number, which would read as a part of it."""
    if link.get("ref-type") not in _NOTES:
        return False
    word = before.rpartition(" ")[2]
    bracketed = max(word.rfind("["), word.rfind("(")) > max(word.rfind("]"), word.rfind(")"))
    return child(link, "sup") is not None or (bool(word) and not bracketed)


def _character(node: Element) -> str:
    """The character that a named entity of HTML stands for; nothing for any other entity."""
    if node.tag is not etree.Entity:
        return ""
    return html5.get(f"{node.name}{';'}", "")
