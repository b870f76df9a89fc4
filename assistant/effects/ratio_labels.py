"""The words that announce a ratio, in English and French."""

import re
from dataclasses import dataclass

from corpora.literature.effect import Measure

_HR = (
    r"(?i:(?:sub)?-?hazards?[\s-]+ratios?|rapports?\s+(?:de|des)\s+risques?\s+instantanés?|"
    r"rapports?\s+(?:de|des)\s+hasards?|risques?\s+instantanés?\s+relatifs?)|\b(?:[acs]|cs|ad)?HRs?a?\b(?![-+]|"
    r"\s+positi)"
)
_OR = r"(?i:odds?[\s-]+ratios?|rapports?\s+(?:de|des)\s+(?:c[oô]tes|chances))|\b(?:[ac]|ad)?ORs?a?\b(?![-+])"
_OR_FRENCH = r"\bRCA?\b(?=\s*[=:\d,(\[\]])"
_RR = (
    r"(?i:(?:risk|rate|incidence|prevalence|event|detection)[\s-]+ratios?|relative\s+(?:risks?|rates?|"
    r"sensitivity|detection)"
    r"(?!\s+reduction)|risques?\s+relatifs?|rapports?\s+(?:de|des)\s+(?:risques?|taux|incidence)(?!\s+instant))"
    r"|\b(?:[ac]|ad)?I?RRs?a?\b(?![-+]|\s+reduction)"
)
_LABEL = re.compile(rf"(?P<hr>{_HR})|(?P<or>{_OR})|(?P<rr>{_RR})")
_LABEL_WITH_RC = re.compile(rf"(?P<hr>{_HR})|(?P<or>{_OR}|{_OR_FRENCH})|(?P<rr>{_RR})")
_ANY = re.compile(r"[Rr]atio|RATIO|isk|H\.?R|OR|RR|[Rr]isque|RC|[Rr]elative|apport|[Rr]ate")
_MEASURES = {"hr": Measure.HAZARD_RATIO, "or": Measure.ODDS_RATIO, "rr": Measure.RISK_RATIO}
_RC_DEFINED = re.compile(
    r"rapports?\s+(?:de|des)\s+c[oô]tes[^.()\[\]]{0,30}[(\[]\s*RCA?\b|\bRC\s*\[rapport", re.IGNORECASE
)
_OTHER_MEANING = {
    "rr": re.compile(r"respon[sd]\w*(?:\s+rates?)?\s*[(\[]\s*RRs?\b|réponse\s*[(\[]\s*RR\b|(?i:respiratory rate)"),
    "or": re.compile(r"respon[sd]\w*(?:\s+rates?)?\s*[(\[]\s*ORs?\b|réponse\s*[(\[]\s*OR\b"),
    "hr": re.compile(r"(?i:heart rate)\s*[(\[]\s*HR\b"),
}
_ABBREVIATION = re.compile(r"[a-z]{0,2}I?(?:HR|OR|RR|RC)A?s?a?$")


@dataclass(frozen=True)
class RatioLabel:
    """A ratio's name in a plain text, ``plain[start:end]``, e.g. ``hazard ratio [HR]``."""

    start: int
    end: int
    measure: Measure


def other_meanings(plain: str) -> frozenset[str]:
    """Abbreviations (``rr``, ``or``, ``hr``) that a text defines as something else, such as a response rate."""
    return frozenset(name for name, pattern in _OTHER_MEANING.items() if pattern.search(plain))


def defines_rc(plain: str) -> bool:
    """Whether a French text abbreviates its odds ratios as ``RC``."""
    return bool(_RC_DEFINED.search(plain))


def find_ratio_labels(plain: str, start: int, end: int, meant_otherwise: frozenset[str], rc: bool) -> list[RatioLabel]:
    """The ratio labels of ``plain[start:end]``; a name and its abbreviation in brackets are one label.

    A bare abbreviation whose meaning in this text is another (``meant_otherwise``) is none.
    """
    labels: list[RatioLabel] = []
    if not _ANY.search(plain, start, end):
        return labels
    for m in (_LABEL_WITH_RC if rc else _LABEL).finditer(plain, start, end):
        name = m.lastgroup or ""
        if name in meant_otherwise and _ABBREVIATION.fullmatch(m[0]):
            continue
        label = RatioLabel(m.start(), m.end(), _MEASURES[name])
        if labels and len(plain[labels[-1].end : label.start].strip(" [(,:=-")) == 0:
            labels[-1] = RatioLabel(labels[-1].start, label.end, label.measure)
        else:
            labels.append(label)
    return labels
