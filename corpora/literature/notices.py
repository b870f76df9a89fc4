"""Editorial notices: which sources were retracted, corrected, or put in doubt."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpora.literature.identity import DOI, PMID
from corpora.literature.source import NoticeKind, Source

_BY_WORD = (
    (re.compile(r"reinstat|r[ée]int[ée]gr", re.IGNORECASE), NoticeKind.REINSTATEMENT),
    (re.compile(r"expression of concern|mise en garde", re.IGNORECASE), NoticeKind.EXPRESSION_OF_CONCERN),
    (re.compile(r"retract|withdraw|r[ée]tract", re.IGNORECASE), NoticeKind.RETRACTION),
    (re.compile(r"correct|erratum|errata|corrig", re.IGNORECASE), NoticeKind.CORRECTION),
)
SEVERITY = (NoticeKind.RETRACTION, NoticeKind.EXPRESSION_OF_CONCERN, NoticeKind.CORRECTION, NoticeKind.REINSTATEMENT)

_RETRACTED_TITLE = re.compile(
    r"^\W*(?:this article has been )?(?:retracted|withdrawn|rétracté)(?:\s+article)?\b\s*[\]):.–—-]+", re.IGNORECASE
)


def notice_kinds(words: str) -> tuple[NoticeKind, ...]:
    """The notices named in words such as ``"Retraction;Expression of concern"``, the gravest first.

    A reinstatement lifts the retraction named before it.
    """
    named: list[NoticeKind] = []
    for part in re.split(r"[;|,]", words):
        kind = next((kind for pattern, kind in _BY_WORD if pattern.search(part)), None)
        if kind:
            named.append(kind)
    return standing(named)


def standing(notices: Iterable[NoticeKind]) -> tuple[NoticeKind, ...]:
    """What stands of notices in the order in which they were published: a reinstatement lifts retractions before it."""
    left: list[NoticeKind] = []
    for notice in notices:
        if notice is NoticeKind.REINSTATEMENT:
            left = [other for other in left if other is not NoticeKind.RETRACTION]
        if notice not in left:
            left.append(notice)
    return tuple(sorted(left, key=SEVERITY.index))


def titled_retracted(title: str) -> bool:
    """Whether a publisher marked a title, as in ``"RETRACTED: …"`` or ``"[Retracted] …"``."""
    return bool(_RETRACTED_TITLE.match(title))


def apply_notices(source: Source, notices: Mapping[str, tuple[NoticeKind, ...]]) -> Source:
    """The source with what the list says of it besides what it said itself; the list has the last word."""
    listed = [
        kind
        for scheme in (DOI, PMID)
        if scheme in source.identifiers
        for kind in notices.get(f"{scheme}:{source.identifiers[scheme]}", ())
    ]
    if not listed:
        return source
    return replace(source, notices=standing((*source.notices, *dict.fromkeys(listed))))
