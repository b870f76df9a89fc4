"""CIViC's evidence items, a TSV of curated statements on variants, diseases and therapies (CC0).

Format: https://civicdb.org/releases
"""

import re
from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.readers.encoding import decoded_lines
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.rejected import Rejected
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.source import SourceKind, StudyDesign

_LEVELS = {
    "A": "validated association",
    "B": "clinical evidence",
    "C": "case study",
    "D": "preclinical evidence",
    "E": "inferential association",
}
_FORMER = {"drugs": "therapies", "drug_interaction_type": "therapy_interaction_type",
           "clinical_significance": "significance"}  # fmt: skip
"""Names of columns in releases before 2023."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_CURATED_LEVEL = 5
"""A statement from preclinical work or inference is mechanism-based reasoning (Oxford CEBM 2011)."""
_CASE_LEVEL = 4


def read_civic(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """One source an evidence item. It cites its publication; it is not that publication, and so has its own id."""
    lines = decoded_lines(stream)
    header = [_FORMER.get(name, name) for name in (cell.lower() for cell in _cells(next(lines, (1, ""))[1]))]
    for number, line in lines:
        row = _cells(line)
        if not any(row):
            continue
        if len(row) != len(header):
            yield Rejected(origin, number, "readers.row_length", {"found": len(row), "expected": len(header)})
            continue
        fields = dict(zip(header, row, strict=True))
        if fields.get("evidence_status", "accepted").lower() == "rejected":
            yield Rejected(origin, number, "readers.not_accepted", {"item": fields.get("evidence_id", "")})
            continue
        yield from yielded(_record(fields), origin, number)


def _cells(line: str) -> list[str]:
    """The cells of a row, stripped; one that some releases quote, as tables do, without its quotes."""
    cells = [cell.strip() for cell in line.strip("\ufeff\r\n").split("\t")]
    return [cell[1:-1].replace('""', '"') if _QUOTED.fullmatch(cell) else cell for cell in cells]


def _record(fields: dict[str, str]) -> Record:
    disease, therapies = fields.get("disease", ""), fields.get("therapies", "")
    # Releases before molecular profiles have a gene and its variant.
    profile = fields.get("molecular_profile") or f"{fields.get('gene', '')} {fields.get('variant', '')}".strip()
    submitted = fields.get("evidence_status", "").lower() == "submitted"
    evidence = fields.get("evidence_type", "").lower()
    level = fields.get("evidence_level", "").upper()
    item = fields.get("evidence_id", "") or fields.get("evidence_civic_url", "").rstrip("/").rpartition("/")[2]
    about: dict[str, str | int | list[str]] = {
        "condition": disease,
        "biomarkers": [profile] if profile else [],
        "arms": [name.strip() for name in therapies.split(",") if name.strip()],
        "evidence_type": evidence,
        "evidence_direction": fields.get("evidence_direction", "").lower(),
        "significance": fields.get("significance", "").lower(),
        "curated_level": level,
        "rating": fields.get("rating", ""),
        "cites": fields.get("citation", ""),
        "url": fields.get("evidence_civic_url", ""),
    }
    if fields.get("is_flagged", "").lower() == "true":
        about["flagged"] = "by curators"
    if fields.get("source_type", "").lower() == "pubmed":
        about["cites_pmid"] = identity.normalise_pmid(fields.get("citation_id", ""))
    return Record(
        title=_title(profile, disease, therapies, evidence),
        parts=(("statement", fields.get("evidence_statement", "")), ("curation", _curation(fields, level))),
        identifiers={identity.RECORD: f"civic-eid{item}"} if item else {},
        kind=SourceKind.CURATED_STATEMENT,
        design=StudyDesign(
            label=", ".join(
                filter(
                    None,
                    (
                        "submitted, not yet reviewed by curators" if submitted else "curated",
                        f"CIViC level {level} ({_LEVELS[level]})" if level in _LEVELS else "",
                    ),
                )
            ),
            evidence_level={"C": _CASE_LEVEL, "D": _CURATED_LEVEL, "E": _CURATED_LEVEL}.get(level, 0),
            derived_from="registry",
        ),
        language="en",
        year=year_in(fields.get("citation", "")),
        journal="CIViC",
        about=about,
    )


def _title(profile: str, disease: str, therapies: str, evidence: str) -> str:
    subject = " in ".join(filter(None, (profile, disease)))
    return f"{subject}: {therapies or evidence}" if therapies or evidence else subject


def _curation(fields: dict[str, str], level: str) -> str:
    """What the other columns say, in words that can be searched and cited."""
    sentences = []
    therapies = fields.get("therapies", "")
    if therapies:
        how = fields.get("therapy_interaction_type", "").lower()
        sentences.append(f"Therapies: {therapies}{f' ({how})' if how and ',' in therapies else ''}.")
    verdict = " ".join(filter(None, (fields.get("evidence_direction", ""), fields.get("significance", "").lower())))
    sentences.append(f"{fields.get('evidence_type', '')} evidence, level {level}: {verdict}.")
    if fields.get("evidence_status", "").lower() == "submitted":
        sentences.append("Submitted, not yet reviewed by curators.")
    if citation := fields.get("citation", ""):
        number = fields.get("citation_id", "")
        numbered = f" (PMID {number})" if number and fields.get("source_type", "").lower() == "pubmed" else ""
        sentences.append(f"Curated from {citation}{numbered}.")
    return " ".join(sentences)
