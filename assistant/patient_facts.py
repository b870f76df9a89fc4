"""What a description of a patient says in figures and abbreviations: ages, TNM, grades, receptors, general state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_AGE = re.compile(
    r"(?<![\d.,/-])(\d{1,3})\s?(?:ans\b|a\b(?=[,;.]|\s*$)|[- ]?y(?:ea)?rs?[- ]?old\b|[- ]years?[- ]old\b|[- ]?yo\b|y/o\b)|"
    r"\b(?:[âa]g(?:e|é|ée|ed?)|aged)\s*(?:de|of|:|=)?\s*(\d{1,3})\b|(?<![\d.,/-])(\d{2})\s?(?:[MF])\b|"
    r"\b(?:woman|man|female|male|femme|homme|patiente?)\s?,\s?(\d{2})(?=\s?[,;.]|\s*$)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:depuis|pendant|dans|sur|durant|après|for|over|il\s+y\s+a|recul\s+de|suivi\s+de|pour|survie\s+à|à)\s*$",
    re.IGNORECASE,
)
_FEMALE = re.compile(
    r"\b(?:femme|patiente|madame|mme|woman|female|lady|she|elle|sexe\s*:?\s*(?:f|féminin))\b|(?:\d|yo|ans|old)\s?F\b",
    re.I,
)
_MALE = re.compile(
    r"\b(?:homme|monsieur|man|male|gentleman|sexe\s*:?\s*(?:m|masculin)|he)\b|\bM\.\s|(?:\d|yo|ans|old)\s?M\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"\b(?:stage|stade|figo|ajcc|uicc)\s*:?\s*(0|IV|I{1,3}|[1-4])\s?([A-Da-d])?\d?(?!\w)|(?<![\w.])(IV|II|III)([A-D])\d?(?!\w)",
    re.IGNORECASE,
)
_T = re.compile(r"(?<![A-Za-z0-9])[cpyr]{0,2}T(is|[0-4])(?:mic?|[a-d])?(?=$|[^A-Za-z0-9]|[cp]?N[0-3+])")
_N = re.compile(
    r"(?:(?<![A-Za-z0-9])|(?<=T[0-4])|(?<=T[0-4][a-d]))[cpy]{0,2}N\s?([0-3])(?:mi|[a-c])?(?=$|[^A-Za-z0-9]|M[01])"
)
_M = re.compile(r"(?:(?<![A-Za-z0-9])|(?<=N[0-3])|(?<=N[0-3][a-c]))[cp]?M([01])(?![A-Za-z0-9])")
_GRADE = re.compile(
    r"\b(?:grade|sbr|nottingham|elston)\s*(?:sbr|:|=|de|of)?\s*(IV|I{1,3}|[1-4])\b|(?<!\w)G([1-4])(?!\w)", re.I
)
_NODES = (
    re.compile(r"(?<!\w)(\d{1,2})\s?N\+", re.IGNORECASE),
    re.compile(
        r"(?<![\w.,])(\d{1,2})\s*(?:(?:positive|involved|affected)\s+(?:lymph\s+|axillary\s+)*nodes?|"
        r"(?:ganglions?|gg|adénopathies?)\s+(?:axillaires?\s+)?(?:envahis?|positifs?|atteints?|métastatiques?|\+))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:ganglions?|nodes?)\s*(?:envahis|positifs|positive)?\s*[:=]?\s*(\d{1,2})\s*(?:/|sur|of|out of)\s*\d{1,2}",
        re.I,
    ),
)
_SIZE = re.compile(
    rf"(?<!\w)(?:T\s*[:=]?|tum(?:eu|ou?)r|taille(?:\s+(?:de|tumorale))*|size(?:\s+of)?|mesurant|measuring|lesion|lésion|"
    rf"mass(?:e)?|nodule)[^.;,\d]{{0,25}}{_NUMBER}\s?(mm|cm)\b|(?<![\d.,]){_NUMBER}\s?(mm|cm)\b",
    re.IGNORECASE,
)
_ECOG = re.compile(
    r"\b(?:ecog|oms|who|ps|performance\s+status|indice\s+de\s+performance)(?:\s*(?:ps|oms|ecog|performance\s+status|score|"
    r"grade|:|=|à|de|of))*\s*([0-4])(?:\s?(?:-|–|to|à|or|ou)\s?([0-4]))?(?![\d%])",
    re.IGNORECASE,
)
_KARNOFSKY = re.compile(
    r"\b(?:karnofsky|KPS|IK|indice\s+de\s+karnofsky)\s*(?:[:=]|index|à|of|de)?\s*(\d{2,3})\s?%?", re.IGNORECASE
)
_PRE = re.compile(
    r"\b(?:non\s+ménopausée?|pré-?\s?ménopaus\w+|pre-?\s?menopaus\w+|not\s+menopausal|non\s+menopausee?)\b",
    re.IGNORECASE,
)
_POST = re.compile(r"\b(?:post-?\s?)?m[ée]nopaus(?:ée?|al|ique|ed|ee)\b", re.IGNORECASE)
_LINES = re.compile(
    r"(?<![\w.,])(\d|une?|deux|trois|quatre|cinq|one|two|three|four|five)\s+(?:(?:prior|previous|earlier)\s+(?:treatment\s+)?lines?|"
    r"lignes?\s+(?:antérieures?|préalables?|de\s+traitement|déjà))",
    re.IGNORECASE,
)
_WORDS_FOR = {
    "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4, "cinq": 5, "five": 5,
}  # fmt: skip
_SIGN = r"(\+{1,3}|[-−–](?!\w)|positi(?:fs?|ve)\b|n[ée]gati(?:fs?|ve)\b|n[ée]g\b|pos\b)"
_OESTROGEN = r"(?:RE|RO|ER|o?estrogen receptors?|récepteurs? (?:des |aux |d')?(?:o|œ)strogènes?)"
_PROGESTERONE = r"(?:RP|PR|PgR|progesterone receptors?|récepteurs? (?:de la |à la )?progestérone)"
# Markers whose value is a number: percentage of cells, or a level in blood.
_MEASURED = (
    ("er", re.compile(rf"\b{_OESTROGEN}\s*[:=à]?\s*{_NUMBER}\s?%", re.IGNORECASE)),
    ("pr", re.compile(rf"\b{_PROGESTERONE}\s*[:=à]?\s*{_NUMBER}\s?%", re.IGNORECASE)),
    ("ki67", re.compile(rf"\bki-?\s?67\s*[:=àof]*\s*{_NUMBER}\s?%?", re.IGNORECASE)),
    ("pd_l1", re.compile(rf"\bPD-?L1\s*(?:TPS|CPS|[:=à(≥>])*\s*{_NUMBER}\s?%", re.IGNORECASE)),
    ("psa", re.compile(rf"\bPSA\s*(?:initial|[:=àof])*\s*{_NUMBER}", re.IGNORECASE)),
)
_SIGNED = (
    ("er", re.compile(rf"(?<!\w)(?:RE|RO|ER)\s?{_SIGN}", re.IGNORECASE)),
    ("pr", re.compile(rf"(?<!\w)(?:RP|PR|PgR)\s?{_SIGN}", re.IGNORECASE)),
    (
        "her2",
        re.compile(
            r"(?<!\w)HER-?2\s*(?:score|:|=|IHC)?\s*(\+(?!\d)|[-−–](?![\w+])|3\s?\+|0(?!\s?[%\d]|[.,]\d)|1\s?\+|"
            r"positi(?:f|ve)\w*|n[ée]gati(?:f|ve)\w*|non amplifié\w*|amplifié\w*|surexprimé\w*)",
            re.IGNORECASE,
        ),
    ),
)
_POSITIVE = re.compile(r"\+|pos|amplifi|surexprim", re.IGNORECASE)


@dataclass(frozen=True)
class Fact:
    """Something said of the patient.

    Attributes
    ----------
    kind
        ``age``, ``sex``, ``stage``, ``t``, ``n``, ``m``, ``grade``, ``nodes``, ``size_mm``, ``ecog``, ``menopause``,
        ``prior_lines``, ``er``, ``pr``, ``her2``, ``ki67``, ``pd_l1``, ``psa``; ``disease`` or ``biomarker`` (then
        ``value`` is the id of a lexicon concept).
    value
        A word (``female``, ``post``, ``positive``, ``IIA``) where it is one, else empty.
    low, high
        A number or a range of them, inclusive, where it is one.
    text
        The words of the description.
    """

    kind: str
    text: str
    value: str = ""
    low: float | None = None
    high: float | None = None


def facts_in(text: str) -> Iterator[Fact]:
    """Everything that patterns find: ages, extent, general state, markers. The first of a kind is the surest."""
    yield from _who(text)
    yield from _extent(text)
    yield from _state(text)
    yield from _markers(text)


def _who(text: str) -> Iterator[Fact]:
    for match in _AGE.finditer(text):
        years = float(next(group for group in match.groups() if group))
        if 0 < years < 115 and not _DURATION.search(text[max(0, match.start() - 16) : match.start()]):
            yield Fact("age", match.group().strip(), low=years, high=years)
            break
    female, male = _FEMALE.search(text), _MALE.search(text)
    if female and (not male or female.start() <= male.start()):
        yield Fact("sex", female.group(), "female")
    elif male:
        yield Fact("sex", male.group().strip(), "male")
    before, after = _PRE.search(text), _POST.search(text)
    if before:
        yield Fact("menopause", before.group(), "pre")
    elif after:
        yield Fact("menopause", after.group(), "post")


def _extent(text: str) -> Iterator[Fact]:
    if match := _STAGE.search(text):
        number, letter = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
        yield Fact("stage", match.group(), (number + (letter or "")).upper())
    for kind, pattern in (("t", _T), ("n", _N), ("m", _M)):
        if match := pattern.search(text):
            yield Fact(kind, match.group(), match.group(1))
    if match := _GRADE.search(text):
        yield Fact("grade", match.group(), (match.group(1) or match.group(2)).upper())
    for pattern in _NODES:
        if match := pattern.search(text):
            yield Fact("nodes", match.group(), low=float(match.group(1)), high=float(match.group(1)))
            break
    if match := _SIZE.search(text):
        figure, unit = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
        millimetres = _value(figure) * (10 if unit.lower() == "cm" else 1)
        yield Fact("size_mm", match.group(), low=millimetres, high=millimetres)


def _state(text: str) -> Iterator[Fact]:
    if match := _ECOG.search(text):
        low = float(match.group(1))
        yield Fact("ecog", match.group(), low=low, high=float(match.group(2) or low))
    elif match := _KARNOFSKY.search(text):
        low, high = ecog_of(float(match.group(1)))
        yield Fact("ecog", match.group(), low=low, high=high)
    if match := _LINES.search(text):
        lines = float(_WORDS_FOR.get(match.group(1).lower(), 0) or match.group(1))
        yield Fact("prior_lines", match.group(), low=lines, high=lines)


def _markers(text: str) -> Iterator[Fact]:
    for kind, pattern in _MEASURED:
        if match := pattern.search(text):
            yield Fact(kind, match.group(), low=_value(match.group(1)), high=_value(match.group(1)))
    for kind, pattern in _SIGNED:
        if match := pattern.search(text):
            sign = match.group(1)
            positive = bool(_POSITIVE.search(sign)) and not re.match(r"1|non", sign, re.IGNORECASE)
            yield Fact(kind, match.group(), "positive" if positive else "negative")


def ecog_of(karnofsky: float) -> tuple[float, float]:
    """Performance status that a Karnofsky index stands for (Oken et al., Am J Clin Oncol 1982;5:649-55)."""
    for lowest, status in ((90, 0), (70, 1), (50, 2), (30, 3)):
        if karnofsky >= lowest:
            return float(status), float(status)
    return 4.0, 4.0


def _value(text: str) -> float:
    return float(text.replace(",", "."))
