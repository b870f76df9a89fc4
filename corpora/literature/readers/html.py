"""Web pages (HTML): the text that a reader sees."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from corpora.errors import SourcierError
from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.readers.encoding import decoded, encoding_of, looks_binary
from corpora.literature.readers.headed import Block, headed_parts
from corpora.literature.readers.html_parts import is_unseen, main_part
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.raised import raised
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.readers.xml_stream import Element
from corpora.literature.text import one_line
from corpora.literature.word_list import words

_BLOCK = words(
    "p div section article main li ul ol dl dt dd table tr blockquote pre figure figcaption header h1 h2 "
    "h3 h4 h5 h6 body html details summary br hr caption thead tbody"
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The page as one source; its metadata (``citation_*``) where publishers give it.

    Raises
    ------
    SourcierError
        ``readers.no_text`` where nothing of it can be read.
    """
    content = stream.whole(limits.document_bytes)
    if looks_binary(content[:65_536]):
        raise SourcierError("readers.binary", file=origin)
    text = _DECLARATION.sub("", _decoded(content))
    try:
        root = lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourcierError("readers.no_text", file=origin) from error
    meta = _metadata(root)
    page_title = one_line(root.findtext(".//title") or "")
    for unseen in [element for element in root.iter() if is_unseen(element)]:
        unseen.drop_tree()
    blocks = list(_blocks(main_part(root)))
    title, parts = headed_parts(blocks, (meta.get("citation_title") or [""])[0])
    if not parts and not title and not page_title:
        raise SourcierError("readers.no_text", file=origin)
    yield from yielded(
        Record(
            fingerprint=identity.fingerprint(content),
            title=title or page_title,
            parts=parts,
            identifiers={
                identity.DOI: next(
                    (
                        d
                        for n in ("citation_doi", "dc.identifier", "prism.doi")
                        for v in meta.get(n, ())
                        if (d := identity.normalise_doi(v))
                    ),
                    "",
                ),
                identity.PMID: (meta.get("citation_pmid") or [""])[0],
            },
            language=language_code(root.get("lang") or ""),
            year=year_in(
                " ".join(
                    meta.get("citation_publication_date", []) + meta.get("citation_date", []) + meta.get("dc.date", [])
                )
            ),
            journal=(meta.get("citation_journal_title") or [""])[0],
            authors=tuple(meta.get("citation_author", ())),
        ),
        origin,
        1,
    )


def _decoded(content: bytes) -> str:
    """In the encoding that the page declares where it is true, else as any other text."""
    declared = _CHARSET.search(content[:4_096])
    if declared and encoding_of(content[:4_096]) == "utf-8":
        try:
            name = declared.group(1).decode("ascii").lower()
            # Browsers read Latin-1 as Windows-1252 (WHATWG Encoding Standard).
            return content.decode("cp1252" if name in ("iso-8859-1", "latin1", "ascii") else name)
        except (UnicodeDecodeError, LookupError):
            return decoded(content)
    return decoded(content)


def _metadata(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name, content = (tag.get("name") or tag.get("property") or "").lower(), tag.get("content") or ""
        if name and content:
            found.setdefault(name, []).append(one_line(content))
    return found


def _blocks(root: Element) -> Iterator[Block]:
    """Headings and paragraphs in reading order; a table row is one paragraph, its cells separated by bars."""
    pieces: list[str] = []
    level = 0
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCK and pieces and (text := one_line("".join(pieces)).strip("| ")):
            yield level, text
        if tag in _BLOCK:
            pieces.clear()
        heading = _HEADING.fullmatch(tag)
        if heading:
            level = 0 if leaving else int(heading.group(1))
        if leaving:
            if tag in ("td", "th"):
                pieces.append(" | ")
            pieces.append(node.tail or "")
            continue
        if tag == "sup":
            pieces.append(raised("".join(pieces[-8:]), node.text_content()))
            pieces.append(node.tail or "")
            continue
        stack.append((node, True))
        if tag:
            pieces.append(node.text or "")
            stack.extend((inner, False) for inner in reversed(node))
    if text := one_line("".join(pieces)).strip("| "):
        yield level, text
