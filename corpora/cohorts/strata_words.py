"""What strata and numbers' bands are called, in both languages, from the data dictionary's own labels."""

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Label, Level, Role, Variable
from corpora.lexicon.folding import fold

# Scales and diseases that are called after a person keep their capital.
_NAMES = frozenset(
    [
        "Karnofsky",
        "Gleason",
        "Hodgkin",
        "Ewing",
        "Wilms",
        "Kaposi",
        "Merkel",
        "Breslow",
        "Clark",
        "Fuhrman",
        "Charlson",
        "Binet",
        "Rai",
        "Durie",
        "Ann",
        "Burkitt",
        "Waldenström",
        "Nottingham",
        "Barrett",
    ]
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_STEM = 6
_SHORTEST = 4


@dataclass(frozen=True)
class Band:
    """Values from ``low`` (inclusive) to ``high`` (exclusive), and what they are called."""

    low: float
    high: float
    code: str
    label: Label


@dataclass(frozen=True)
class _Cuts:
    words: frozenset[str]
    units: frozenset[str]
    at: tuple[float, ...]
    whole: bool


def bands(variable: Variable) -> tuple[Band, ...]:
    """The bands in which a number is told; none where no clinical limits are known for it."""
    words = {fold(word) for word in variable.name.split("_")}
    for cuts in _cuts():
        if cuts.words <= words and variable.unit in cuts.units:
            limits = (-math.inf, *cuts.at, math.inf)
            return tuple(_band(variable, low, high, cuts.whole) for low, high in pairwise(limits))
    return ()


def level_label(variable: Variable, level: Level) -> Label:
    """A level's name beside its variable's, unless the level's says it already (a disease, ``"postmenopausal"``)."""
    if variable.role in (Role.DIAGNOSIS, Role.MORPHOLOGY):
        return level.label
    return Label(_level(variable, level, "en"), _level(variable, level, "fr"))


def mid_sentence(words: str) -> str:
    """Words as they stand within a sentence: without their capital, unless it belongs to an abbreviation or a name."""
    first = _FIRST_WORD.match(words)
    if first is None or first[0] in _NAMES or not (first[0][1:].islower() or first[0] in ("A", "À")):
        return words
    return words[:1].lower() + words[1:]


def _level(variable: Variable, level: Level, language: Language) -> str:
    own, whole = level.label(language), variable.label(language)
    folded = fold(own)
    for word in whole.split():
        stem = fold(word)[:_STEM]
        if len(stem) >= _SHORTEST and stem in folded:
            return own
    return say("cohort_answer.level", language, variable=whole, level=mid_sentence(own))


def _band(variable: Variable, low: float, high: float, whole: bool) -> Band:
    below = high - 1 if whole else high
    if low == -math.inf:
        entry, code = "cohort_answer.band_below", f"below-{high:g}"
    elif high == math.inf:
        entry, code = "cohort_answer.band_from", f"from-{low:g}"
    else:
        entry, code = "cohort_answer.band_between" if whole else "cohort_answer.band_within", f"{low:g}-{below:g}"
    unit = f" {variable.unit}" if variable.unit not in ("", "1", "a") and not variable.unit.startswith("{") else ""

    def said(language: Language) -> str:
        limits = {"low": f"{low:g}", "high": f"{high if low == -math.inf else below:g}"}
        return say(entry, language, variable=variable.label(language), unit=unit, **limits)

    return Band(low, high, code, Label(said("en"), said("fr")))


@cache
def _cuts() -> tuple[_Cuts, ...]:
    read = tomllib.loads((files("corpora.cohorts") / "bands.toml").read_text(encoding="utf-8"))
    return tuple(
        _Cuts(frozenset(map(fold, cut["words"])), frozenset(cut["units"]), tuple(map(float, cut["at"])), cut["whole"])
        for cut in read["band"]
    )
