"""Who a source is: its identifiers in one spelling, and when two sources are the same."""

import hashlib
import re
from collections.abc import Mapping

from corpora.literature.text import one_line

DOI, PMID, PMCID, NCT, RECORD = "doi", "pmid", "pmcid", "nct", "record"
"""Schemes of identifiers. ``record`` is the name that a file of the user's gives to a source."""

_PUBLICATION = (DOI, PMID, PMCID)

_DOI = re.compile(r"10\.\d{4,9}/\S+", re.IGNORECASE)
_DOI_IN_TEXT = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_PMID = re.compile(r"(?:pmid[:\s]*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?"
                   r"0*(\d{1,8})(?:\.0)?/?(?:\s*\[pmid\])?", re.IGNORECASE)  # fmt: skip
_PMCID = re.compile(r"(?:.*/)?(?:pmcid[:\s]*)?pmc\s?(\d{2,9})(?:\.\d+)?/?", re.IGNORECASE)
_NCT = re.compile(r"\bNCT\s?0?(\d{8})\b", re.IGNORECASE)


_REFERENCE = re.compile(
    r"\s*(?:references|bibliography|références|bibliographie|\[?\d{1,3}[\].)]?\s+[^\W\d_][\w’'-]+ [A-ZÀ-Ý]{1,3}[,.])",
    re.IGNORECASE,
)
"""The heading of a list of references, or the beginning of a numbered one: ``1. Smith J, …``."""
_OF_ANOTHER = re.compile(
    r"\b(?:comments? on|commentary on|reply to|response to|refers? to|correction to|erratum (?:to|for)|retract\w* (?:of|the)|"
    r"see also|see (?:the )?(?:article|editorial|comment)|related article|linked|cited|et al|"
    r"réponse à|commentaire (?:de|sur)|voir (?:aussi|l[’']article)|se rapporte à)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:we|was|were|is|are|had|with|which|that|who|nous|est|était|étaient|ont|dans|avec|qui)\b", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"©|\bcopyright\b|\b(?:published|publié|received|reçu|available online|disponible)\b", re.IGNORECASE
)
_LONGEST_IMPRINT = 200


def normalise_doi(text: str) -> str:
    """A DOI in lower case without resolver or prefix; empty where there is none.

    The alphabet of a DOI's suffix is nearly free (ISO 26324), so only punctuation that cannot belong to it is cut off.
    """
    found = _DOI.search(text.strip())
    return _trimmed(found.group()).lower() if found else ""


def doi_in(text: str) -> str:
    """The first DOI that stands in running text, normalised; empty where there is none."""
    found = _DOI_IN_TEXT.search(text)
    return _trimmed(found.group()).lower() if found else ""


def own_doi_in(text: str) -> str:
    """The DOI that a document's beginning prints as its own, normalised; empty where there is none.

    A DOI in a sentence, on a line about another publication, or in a list of references is that of another document:
    taken for its own, a letter would become the trial that it speaks of.
    """
    listing = False
    for line in text.split("\n"):
        listing = listing or bool(_REFERENCE.match(line))
        found = doi_in(line)
        if not found or _OF_ANOTHER.search(line) or _SENTENCE.search(line) or (listing and not _IMPRINT.search(line)):
            continue
        if len(line) <= _LONGEST_IMPRINT or _IMPRINT.search(line):
            return found
    return ""


def _trimmed(doi: str) -> str:
    while doi:
        last = doi[-1]
        unpaired = (last == ")" and doi.count("(") < doi.count(")")) or (
            last == "]" and doi.count("[") < doi.count("]")
        )
        if last in ".,;:'\"" or unpaired or (last == ">" and doi.count("<") < doi.count(">")):
            doi = doi[:-1]
        else:
            break
    return doi


def normalise_pmid(text: str) -> str:
    """A PubMed number's digits; empty where it is not one."""
    found = _PMID.fullmatch(text.strip())
    return found.group(1) if found and int(found.group(1)) else ""


def normalise_pmcid(text: str) -> str:
    """A PubMed Central number as ``PMC…``; empty where it is not one."""
    found = _PMCID.fullmatch(text.strip())
    return f"PMC{found.group(1)}" if found else ""


def normalise_nct(text: str) -> str:
    """The first ClinicalTrials.gov number in a text as ``NCT…``; empty where there is none."""
    found = _NCT.search(text)
    return f"NCT{found.group(1)}" if found else ""


_NORMALISE = {DOI: normalise_doi, PMID: normalise_pmid, PMCID: normalise_pmcid, NCT: normalise_nct}


def normalised(identifiers: Mapping[str, str]) -> dict[str, str]:
    """Identifiers by scheme, each in its one spelling; what is not a valid identifier is left out."""
    found = {scheme: _NORMALISE[scheme](str(identifiers.get(scheme) or "")) for scheme in _NORMALISE}
    kept = {scheme: value for scheme, value in found.items() if value}
    others = {scheme: one_line(value) for scheme, value in identifiers.items() if scheme not in _NORMALISE}
    return kept | {scheme: value for scheme, value in others.items() if value}


def identifiers_in(name: str) -> dict[str, str]:
    """What a single name says by itself: ``"PMC123456"``, ``"NCT01234567"``, ``"doi:10.1/x"``, ``"pmid:42"``.

    Bare digits are not taken for a PubMed number.
    """
    scheme, _, value = name.strip().partition(":")
    if value and scheme.lower() in _NORMALISE:
        return normalised({scheme.lower(): value})
    if _PMCID.fullmatch(name.strip()):
        return {PMCID: normalise_pmcid(name)}
    if _NCT.fullmatch(name.strip()):
        return {NCT: normalise_nct(name)}
    if _DOI.match(name.strip()) or "doi.org/" in name:
        return normalised({DOI: name})
    return {}


def fingerprint(content: bytes) -> str:
    """A short hash that tells contents apart."""
    return hashlib.sha256(content).hexdigest()[:12]


def source_id(identifiers: Mapping[str, str], name: str, content: str) -> str:
    """The id of a source: the first of DOI, PMID, PMCID and NCT that is known, else one made of its file.

    Parameters
    ----------
    identifiers
        Normalised. Without any, a ``record`` name makes ``"file:<record>"``.
    name
        Of the file it was read from.
    content
        Fingerprint of the file or of the text, which tells sources of the same file name apart.
    """
    for scheme in (DOI, PMID, PMCID, NCT):
        if value := identifiers.get(scheme):
            return f"{scheme}:{value}".lower()
    if record := identifiers.get(RECORD):
        return f"file:{record}".lower()
    return f"file:{name}#{content}".lower()


def identity_keys(identifiers: Mapping[str, str]) -> tuple[str, ...]:
    """What a source can be recognised by, as ``"<scheme>:<value>"`` in lower case.

    A trial's registration is what several publications share, so it identifies a source only where that has no
    identifier of a publication: the registered trial itself.
    """
    known = normalised(identifiers)
    published = tuple(f"{scheme}:{known[scheme]}".lower() for scheme in _PUBLICATION if scheme in known)
    if published:
        return published
    return tuple(f"{scheme}:{known[scheme]}".lower() for scheme in (NCT, RECORD) if scheme in known)[:1]


def same_source(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two sets of identifiers are those of the same source."""
    return not set(identity_keys(one)).isdisjoint(identity_keys(other))
