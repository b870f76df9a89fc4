"""What a column is, told by its header: its meaning, the unit in it, and which outcome it is about."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_UNITS = {
    "mm": "mm",
    "cm": "cm",
    "kg": "kg",
    "ng ml": "ng/mL",
    "ug l": "ug/L",
    "µg l": "ug/L",
    "mg l": "mg/L",
    "mg dl": "mg/dL",
    "g dl": "g/dL",
    "g l": "g/L",
    "umol l": "umol/L",
    "mmol l": "mmol/L",
    "ui l": "[IU]/L",
    "iu l": "[IU]/L",
    "u l": "[IU]/L",
    "fmol mg": "fmol/mg",
    "gy": "Gy",
    "ans": "a",
    "years": "a",
    "pct": "%",
    "percent": "%",
}
_TIME_UNITS = {
    "days": "days",
    "day": "days",
    "jours": "days",
    "jour": "days",
    "j": "days",
    "weeks": "weeks",
    "semaines": "weeks",
    "months": "months",
    "month": "months",
    "mois": "months",
    "m": "months",
    "years": "years",
    "ans": "years",
    "annees": "years",
}
# What tells an outcome: words or parts of words, the specific before the general.
_ENDPOINTS = (
    ("disease_specific_survival", r"\bdss\b|disease specific|specifique|\bcss\b"),
    ("disease_free_survival", r"\bdfs\b|disease free survival|sans maladie|\bssm\b"),
    ("disease_free_interval", r"\bdfi\b|disease free interval"),
    ("progression_free_interval", r"\bpfi\b|progression free interval"),
    ("progression_free_survival", r"\bpfs\b|progress|\bssp\b|\bptime\b|\bpstat\b|\bttp\b|\bprog\b"),
    ("event_free_survival", r"\befs\b|event free|sans evenement|\bsse\b"),
    ("recurrence_free_survival", r"\brfs|recur|recidiv|relaps|rechute|\brtime\b|\brel\b|\bedrel\b|\bsr\b"),
    ("overall_survival", r"\bos\b|overall|globale|\bsg\b|death|dead|deces|decede|\bdcd\b|vital|\bdtime\b|\bdthfl\b"),
)
# A header that is a phrase outweighs any that only holds one.
_WHOLE = 100


@dataclass(frozen=True)
class Header:
    """A column's header, read.

    Attributes
    ----------
    meaning
        An entry of ``headers.toml``, or ``""``.
    strength
        Letters of the phrase that told it: of two columns with one meaning, the more explicit.
    is_whole
        Whether the header is that phrase and nothing else.
    unit, time_unit
        UCUM; a unit of follow-up; ``""`` where the header names none.
    endpoint
        The outcome that it is about, or ``""``.
    """

    name: str
    plain: str
    meaning: str
    strength: int
    is_whole: bool
    unit: str
    time_unit: str
    endpoint: str


def read_header(name: str) -> Header:
    """Read a column's header."""
    plain = plain_words(name)
    squashed = plain.replace(" ", "")
    best, strength = "", 0
    for meaning, phrases in _phrases().items():
        for marked in phrases:
            told = _strength(marked, plain, squashed)
            if told > strength:
                best, strength = meaning, told
    # A header that names an outcome and speaks of survival is its time or its status, not a treatment or a stage.
    endpoint = next((each for each, words in _ENDPOINTS if re.search(words, plain)), "")
    return Header(name, plain, best, strength, strength > _WHOLE, _unit(name), _time_unit(plain), endpoint)


def _strength(marked: str, plain: str, squashed: str) -> int:
    """How strongly a header tells the meaning of a phrase; 0 where it does not hold it."""
    phrase = marked.lstrip("=~")
    if plain == phrase or squashed == phrase.replace(" ", ""):
        return len(phrase) + _WHOLE
    if marked.startswith("=") or f" {phrase} " not in f" {plain} ":
        return 0
    return 1 if marked.startswith("~") else len(phrase)


def plain_words(name: str) -> str:
    """A header in lower case, without accents, its words separated by single spaces."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.replace("%", " pct "))
    decomposed = unicodedata.normalize("NFD", parted)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("œ", "oe")
    return " ".join(re.findall(r"[a-z0-9µ]+", bare))


def _unit(name: str) -> str:
    plain = " ".join(re.findall(r"[a-zµ]+", name.lower().replace("%", " pct ")))
    for words, unit in sorted(_UNITS.items(), key=lambda pair: -len(pair[0])):
        if plain.endswith(f" {words}"):
            return unit
    return ""


def _time_unit(plain: str) -> str:
    words = plain.split()
    told = words[1:] if len(words) > 1 else [word for word in words if len(word) > 1]
    return next((_TIME_UNITS[word] for word in reversed(told) if word in _TIME_UNITS), "")


@cache
def _phrases() -> dict[str, list[str]]:
    text = (files("corpora.cohorts.tables") / "headers.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found
