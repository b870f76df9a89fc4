"""PubMed and MEDLINE XML, as E-utilities give it and as the annual files hold it.

Format: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html
"""

from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.readers.xml_stream import Element, child, children, local_name, records, text_of
from corpora.literature.source import NoticeKind

_RECORDS = ("PubmedArticle", "MedlineCitation", "PubmedBookArticle")
_NOTICE_OF = {
    "RetractionIn": NoticeKind.RETRACTION,
    "PartialRetractionIn": NoticeKind.CORRECTION,
    "ExpressionOfConcernIn": NoticeKind.EXPRESSION_OF_CONCERN,
    "ErratumIn": NoticeKind.CORRECTION,
    "CorrectedandRepublishedIn": NoticeKind.CORRECTION,
}
_RETRACTED_TYPE = "retracted publication"
_KEPT_LANGUAGES = ("en", "fr")


def read_pubmed(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The articles of a PubMed file, in bounded memory. Deleted citations are only numbers, and passed over."""
    for number, element in enumerate(records(stream, _RECORDS, origin), start=1):
        yield from yielded(_record(element), origin, number)


def _record(element: Element) -> Record:
    name = local_name(element)
    if name == "PubmedBookArticle":
        return _book(child(element, "BookDocument"))
    citation = element if name == "MedlineCitation" else child(element, "MedlineCitation")
    article = child(citation, "Article")
    data = child(element, "PubmedData")
    types = tuple(text_of(t) for t in children(article, "PublicationTypeList", "PublicationType"))
    return Record(
        title=text_of(child(article, "ArticleTitle")) or text_of(child(article, "VernacularTitle")),
        parts=_abstracts(citation, article),
        identifiers=_identifiers(citation, article, data),
        publication_types=types,
        language=language_code(text_of(child(article, "Language"))),
        year=_year(article, citation),
        journal=text_of(child(article, "Journal", "ISOAbbreviation")) or text_of(child(article, "Journal", "Title")),
        authors=_authors(article),
        notices=_notices(citation, types),
        about={
            "mesh": [text_of(d) for d in children(citation, "MeshHeadingList", "MeshHeading", "DescriptorName")],
            "keywords": [text_of(k) for k in children(citation, "KeywordList", "Keyword")],
        },
    )


def _abstracts(citation: Element | None, article: Element | None) -> tuple[tuple[str, str], ...]:
    """The abstract's labelled sections, then abstracts in English or French that stand beside it."""
    parts = _labelled(child(article, "Abstract"), "")
    others = children(citation, "OtherAbstract")
    for other in others:
        language = language_code(other.get("Language") or "") or "en"
        if not parts or language in _KEPT_LANGUAGES:
            prefix = "" if not parts else ("résumé" if language == "fr" else "abstract")
            parts.extend(_labelled(other, prefix))
    return tuple(parts)


def _labelled(abstract: Element | None, prefix: str) -> list[tuple[str, str]]:
    parts = []
    for part in children(abstract, "AbstractText"):
        label = part.get("Label") or part.get("NlmCategory") or ""
        label = "" if label.upper() in ("UNLABELLED", "UNASSIGNED") else label
        parts.append((" › ".join(filter(None, (prefix, label.lower()))), text_of(part)))
    return parts


def _identifiers(citation: Element | None, article: Element | None, data: Element | None) -> dict[str, str]:
    ids = {i.get("IdType"): text_of(i) for i in children(data, "ArticleIdList", "ArticleId")}
    located = {e.get("EIdType"): text_of(e) for e in children(article, "ELocationID") if e.get("ValidYN") != "N"}
    registered = " ".join(
        text_of(number)
        for number in children(article, "DataBankList", "DataBank", "AccessionNumberList", "AccessionNumber")
    )
    return {
        identity.DOI: ids.get("doi") or located.get("doi") or "",
        identity.PMID: text_of(child(citation, "PMID")) or ids.get("pubmed") or "",
        identity.PMCID: ids.get("pmc") or "",
        identity.NCT: registered,
    }


def _year(article: Element | None, citation: Element | None) -> int:
    issue = child(article, "Journal", "JournalIssue", "PubDate")
    for date in (
        issue,
        child(article, "ArticleDate"),
        child(citation, "DateCompleted"),
        child(citation, "DateRevised"),
    ):
        if year := year_in(text_of(child(date, "Year")) or text_of(child(date, "MedlineDate"))):
            return year
    return 0


def _authors(parent: Element | None) -> tuple[str, ...]:
    """The authors by name; a name that MEDLINE has since corrected is kept there, marked as not valid."""
    listed = (author for author in children(parent, "AuthorList", "Author") if author.get("ValidYN") != "N")
    return tuple(_author(author) for author in listed)


def _author(author: Element) -> str:
    collective = text_of(child(author, "CollectiveName"))
    return collective or f"{text_of(child(author, 'LastName'))} {text_of(child(author, 'Initials'))}".strip()


def _notices(citation: Element | None, types: tuple[str, ...]) -> tuple[NoticeKind, ...]:
    comments = children(citation, "CommentsCorrectionsList", "CommentsCorrections")
    found = [_NOTICE_OF[c.get("RefType")] for c in comments if c.get("RefType") in _NOTICE_OF]
    if _RETRACTED_TYPE in {name.lower() for name in types}:
        found.append(NoticeKind.RETRACTION)
    return tuple(found)


def _book(document: Element | None) -> Record:
    """A chapter of the NCBI bookshelf."""
    book = child(document, "Book")
    ids = children(document, "ArticleIdList", "ArticleId")
    return Record(
        title=text_of(child(document, "ArticleTitle")) or text_of(child(book, "BookTitle")),
        parts=tuple(_labelled(child(document, "Abstract"), "")),
        identifiers={
            identity.PMID: text_of(child(document, "PMID")),
            identity.DOI: next((text_of(i) for i in ids if i.get("IdType") == "doi"), ""),
        },
        publication_types=tuple(text_of(t) for t in children(document, "PublicationType")),
        language=language_code(text_of(child(document, "Language"))),
        year=year_in(text_of(child(book, "PubDate", "Year"))),
        journal=text_of(child(book, "BookTitle")),
        authors=_authors(document) or _authors(book),
    )
