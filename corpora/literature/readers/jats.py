"""JATS, the XML of PubMed Central and of many publishers. Format: https://jats.nlm.nih.gov/archiving/"""

from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.passages import SECTION_SEPARATOR
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, section_name, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.readers.xml_stream import Element, child, children, local_name, records, text_of
from corpora.literature.source import NoticeKind

_SKIPPED = ("tex-math", "object-id", "textual-form", "fn", "label", "journal-id")
_BLOCKS = ("p", "title", "list-item", "disp-quote", "def-item", "caption", "tr")
_GROUPS = ("fig-group", "table-wrap-group", "floats-group")
_UNWANTED_SECTIONS = frozenset({"supplementary-material", "display-objects"})
_UNWANTED_ABSTRACTS = frozenset({"graphical", "toc", "teaser", "executive-summary", "key-points"})
_NOTICE_OF = {
    "retracted-article": NoticeKind.RETRACTION,
    "retraction-forward": NoticeKind.RETRACTION,
    "corrected-article": NoticeKind.CORRECTION,
    "correction-forward": NoticeKind.CORRECTION,
    "expression-of-concern": NoticeKind.EXPRESSION_OF_CONCERN,
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_jats(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The articles of a file, one article in memory at a time."""
    for number, element in enumerate(records(stream, ("article",), origin), start=1):
        yield from yielded(_record(element), origin, number)


def _record(article: Element) -> Record:
    meta = child(article, "front", "article-meta")
    journal = child(article, "front", "journal-meta")
    subjects = [text_of(s) for s in children(meta, "article-categories", "subj-group", "subject")]
    article_type = article.get("article-type") or ""
    parts = [*_abstracts(meta), *_body(child(article, "body")), *_floats(child(article, "floats-group"))]
    titles = (child(meta, "title-group", name) for name in ("article-title", "subtitle"))
    return Record(
        title=": ".join(filter(None, (text_of(title, skip=("xref", "fn", "tex-math")) for title in titles))),
        parts=tuple(parts),
        identifiers=_identifiers(meta),
        publication_types=(article_type, *subjects),
        language=language_code(article.get(_XML_LANG) or ""),
        year=_year(meta),
        journal=text_of(child(journal, "journal-title-group", "journal-title"))
        or text_of(child(journal, "journal-title")),
        authors=tuple(_authors(meta)),
        notices=_notices(meta),
        about={"keywords": [text_of(k) for k in children(meta, "kwd-group", "kwd")]},
    )


def _identifiers(meta: Element | None) -> dict[str, str]:
    ids = {i.get("pub-id-type"): text_of(i) for i in children(meta, "article-id")}
    pmc = ids.get("pmcid") or ids.get("pmc") or ids.get("pmcaid") or ""
    return {
        identity.DOI: ids.get("doi") or "",
        identity.PMID: ids.get("pmid") or "",
        identity.PMCID: f"PMC{pmc}" if pmc.isdigit() else pmc,
        identity.NCT: " ".join(text_of(link) for link in children(meta, "related-object")),
    }


def _year(meta: Element | None) -> int:
    dates = children(meta, "pub-date")
    order = {"ppub": 0, "collection": 1, "epub": 2, "pub": 2, "epub-ppub": 0}
    years = sorted(
        (order.get(date.get("pub-type") or date.get("date-type") or "", 3), year)
        for date in dates
        if (year := year_in(text_of(child(date, "year"))))
    )
    return years[0][1] if years else 0


def _authors(meta: Element | None) -> Iterator[str]:
    for contributor in children(meta, "contrib-group", "contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        name = child(contributor, "name")
        if name is None:
            name = child(contributor, "name-alternatives", "name")
        if name is not None:
            yield f"{text_of(child(name, 'surname'))} {text_of(child(name, 'given-names'))}".strip()
        else:
            yield text_of(child(contributor, "collab"), skip=("contrib-group", "xref"))


def _notices(meta: Element | None) -> tuple[NoticeKind, ...]:
    """What the article says was published about it. Its own correcting of another article is no notice on it."""
    related = [r.get("related-article-type") for r in children(meta, "related-article")]
    return tuple(
        _NOTICE_OF[kind]
        for kind in related
        if kind in ("retraction-forward", "correction-forward", "expression-of-concern")
    )


def _abstracts(meta: Element | None) -> Iterator[tuple[str, str]]:
    abstracts = children(meta, "abstract") + children(meta, "trans-abstract")
    for abstract in abstracts:
        if (abstract.get("abstract-type") or "") in _UNWANTED_ABSTRACTS:
            continue
        language = language_code(abstract.get(_XML_LANG) or "") or "en"
        if local_name(abstract) == "trans-abstract" and language not in ("en", "fr"):
            continue
        yield from _section(abstract, "résumé" if language == "fr" else "abstract")


def _body(body: Element | None) -> Iterator[tuple[str, str]]:
    if body is not None:
        yield from _section(body, "")


def _floats(floats: Element | None) -> Iterator[tuple[str, str]]:
    """Tables and figures that PubMed Central moves behind the text."""
    if floats is not None:
        yield from _section(floats, "tables and figures")


def _section(root: Element, name: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of a section and of those in it, in order, under their titles' path."""
    stack: list[tuple[Element, str]] = [(root, name)]
    while stack:
        element, path = stack.pop()
        kind = local_name(element)
        if kind in ("sec", "abstract", "trans-abstract", "body", "boxed-text", "app", *_GROUPS):
            if (element.get("sec-type") or "") in _UNWANTED_SECTIONS:
                continue
            title = section_name(text_of(child(element, "title"), skip=("xref", "label")))
            own = element is root
            within = path if own or not title else SECTION_SEPARATOR.join(filter(None, (path, title)))
            stack.extend((inner, within) for inner in reversed(element) if local_name(inner) != "title")
        elif kind == "table-wrap":
            yield path, _table(element)
        elif kind in ("p", "list", "disp-quote", "def-list", "fig", "statement"):
            yield path, _paragraph(element)
            # Tables and figures may stand inside a paragraph.
            stack.extend((inner, path) for inner in reversed(element.findall(".//{*}table-wrap")))


def _paragraph(element: Element) -> str:
    return text_of(element, skip=(*_SKIPPED, "table-wrap"), blocks=_BLOCKS)


def _table(element: Element) -> str:
    """A table's caption and rows, cells separated by bars, one row a line."""
    heading = " ".join(
        filter(None, (text_of(child(element, "label")), text_of(child(element, "caption"), skip=_SKIPPED)))
    )
    lines = [heading] if heading else []
    for row in element.iter("{*}tr"):
        cells = [text_of(cell, skip=_SKIPPED) for cell in row if local_name(cell) in ("td", "th")]
        if any(cells):
            lines.append(" | ".join(cells))
    lines.extend(text_of(note, skip=("label",)) for note in children(element, "table-wrap-foot"))
    return "\n".join(line for line in lines if line)
