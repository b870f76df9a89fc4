"""What a test found, as the canonical variables say it: stage, grade, TNM, performance status, receptors, mutations."""

import re
from collections.abc import Sequence

from corpora.cohorts.cohort import Kind
from corpora.cohorts.events.code_tables import coded, fold_unit, units, variables
from corpora.cohorts.events.diagnosis import Coding

# Not a variable of a patient but a course: see the table of progressions.
DISEASE_STATUS = "disease_status"

_STAGE = re.compile(
    r"(?:stages?|stades?|stage group|figo|ajcc)[\s:-]*(?:\w+ )??(IV|I{1,3}|[0-4])([ABC]\d?)?\b", re.IGNORECASE
)
_BARE_STAGE = re.compile(r"\s*(IV|I{1,3}|[0-4])([ABC]?\d?)?(?:\s*\(.*\))?\s*", re.IGNORECASE)
_MODIFIER_STAGE = re.compile(r"AJCC/UICC[ -](?:\w+[ -])*?Stage[ -](\d)", re.IGNORECASE)
_ROMAN = {"0": "0", "1": "I", "2": "II", "3": "III", "4": "IV"}
_GRADE = re.compile(r"(?:\bG|\bgrade\s*|^\s*)([1-4])\b", re.IGNORECASE)
_GRADE_WORDS = (
    (re.compile(r"\bwell[ -]differentiated|bien différencié", re.IGNORECASE), "1"),
    (re.compile(r"\bmoderately|moyennement différencié", re.IGNORECASE), "2"),
    (re.compile(r"\bpoorly|peu différencié", re.IGNORECASE), "3"),
    (re.compile(r"\bundifferentiated|anaplastic|indifférencié|anaplasique", re.IGNORECASE), "4"),
)
_T = re.compile(r"(?<![A-Za-z])[cpyruam]{0,3}T(is|[0-4]|a)(?:[a-d]\d?|mi)?(?![A-Za-z])", re.IGNORECASE)
_N = re.compile(r"(?<![A-Za-z])[cpyrua]{0,3}N([0-3])(?:[a-d]|mi)?(?![A-Za-z])", re.IGNORECASE)
_M = re.compile(r"(?<![A-Za-z])[cpyrua]{0,3}M([01])(?:[a-e]\d?)?(?![A-Za-z])", re.IGNORECASE)
_DIGIT = re.compile(r"(?<!\d)([0-5])(?!\d|\s*%)")
_NEGATIVE = re.compile(
    r"\b(negative|neg|négati\w*|nég|absent|absence|not detected|non détecté\w*|wild[ -]?type|sauvage|non muté\w*|"
    r"unmutated|unmethylated|non méthylé\w*|not mutated|stable|mss|pmmr|proficient|no mutation|0|1\+)(?![\w+])|1\+|(?<=\w)-$",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"\b(positive|pos|positi\w*|present|presence|présen\w*|detected|détecté\w*|mutated|mutation|mutant|muté\w*|"
    r"amplified|amplifié\w*|overexpress\w*|methylated|méthylé\w*|rearranged|réarrang\w*|high|msi|dmmr|deficient|3\+)",
    re.IGNORECASE,
)
_EQUIVOCAL = re.compile(r"\b(equivocal|équivoque|borderline|indeterminate|2\+)", re.IGNORECASE)
_HER2_LOW = re.compile(r"\b(low|faible)\b", re.IGNORECASE)
_PROGRESSION = re.compile(
    r"\b(progress\w*|worsen\w*|recurren\w*|relaps\w*|récidiv\w*|rechut\w*|aggrav\w*)", re.IGNORECASE
)
_NO_PROGRESSION = re.compile(
    r"\b(no|without|sans|pas d\w*|absence)\b[\w\s']{0,25}\b(progress|recurr|relaps|récidiv|rechut)", re.IGNORECASE
)
_NUMBERED = frozenset({"snomed", "loinc", "omop", "rxnorm"})
_MODIFIERS = frozenset({"stage", "grade", "t_category", "n_category", "m_category"})
_ITS_OWN_ANSWER = re.compile(r"stage|M[01]|ECOG|G[1-4]")
_TWO_SIDED = {
    "positive": {"mutated": "mutated", "msi_high": "msi_high", "methylated": "methylated", "positive": "positive"},
    "negative": {"wild_type": "wild_type", "mss": "mss", "unmethylated": "unmethylated", "negative": "negative"},
}


def variable_of(codings: Sequence[Coding], text: str = "") -> str:
    """The variable that a test fills, :data:`DISEASE_STATUS`, or ``""``."""
    tests = coded("findings", "variable")
    for coding in codings:
        if variable := tests.get((coding.system, coding.code)):
            return variable
    for coding in codings:
        # A test that is its own answer: the concept "AJCC/UICC Stage 2" among the measurements.
        if answer := _ITS_OWN_ANSWER.match(coded("answers", "value").get((coding.system, coding.code), "")):
            return {"s": "stage", "M": "m_category", "E": "performance_status", "G": "grade"}[answer.group()[0]]
    for name in (*(coding.display for coding in codings), text):
        if name and (variable := _variable_named(name)):
            return variable
    return ""


_NAMED = (
    (DISEASE_STATUS, re.compile(r"cancer disease (?:status|progression)|response to cancer treatment", re.IGNORECASE)),
    (
        "performance_status",
        re.compile(r"\becog\b|performance status.*\bwho\b|\bwho performance|indice oms", re.IGNORECASE),
    ),
    ("karnofsky", re.compile(r"karnofsky", re.IGNORECASE)),
    (
        "stage",
        re.compile(
            r"\b(stage group|tnm stage|ajcc/uicc\b.*\bstage|figo stage|stade tnm|cancer stage|tumou?r stage)",
            re.IGNORECASE,
        ),
    ),
    (
        "t_category",
        re.compile(r"\bAJCC/UICC\b.*\b[cp]?T\w* category|primary tumou?r.*\bcancer|\bT category", re.IGNORECASE),
    ),
    (
        "n_category",
        re.compile(
            r"\bAJCC/UICC\b.*\b[cp]?N\w* category|regional lymph nodes\.\w+ .*cancer|\bN category", re.IGNORECASE
        ),
    ),
    (
        "m_category",
        re.compile(r"\bAJCC/UICC\b.*\b[cp]?M\w* category|distant metastas[ei]s.*cancer|\bM category", re.IGNORECASE),
    ),
    ("grade", re.compile(r"histolog\w* grade|tumou?r grade|grade histo\w*|\bgrade [1-4]:|nottingham", re.IGNORECASE)),
    ("pr", re.compile(r"progesterone receptor|récepteurs? (?:de la |à la )?progestérone", re.IGNORECASE)),
    ("er", re.compile(r"o?estrogen receptor|récepteurs? (?:des |aux )?(?:œ|oe)strogènes?", re.IGNORECASE)),
    ("her2", re.compile(r"\bher[ -]?2|\berbb2", re.IGNORECASE)),
    ("hpv", re.compile(r"\bp16\b.*(tumou?r|tissue)|\bhpv\b.*(tumou?r|tissue)", re.IGNORECASE)),
    ("egfr", re.compile(r"\begfr\b.*(gene|mutation|exon|variant)", re.IGNORECASE)),
    ("kras", re.compile(r"\bkras\b", re.IGNORECASE)),
    ("nras", re.compile(r"\bnras\b", re.IGNORECASE)),
    ("braf", re.compile(r"\bbraf\b", re.IGNORECASE)),
    ("alk", re.compile(r"\balk\b.*(gene|fusion|rearrange|réarrange|protein)|^alk$", re.IGNORECASE)),
    ("ros1", re.compile(r"\bros1\b", re.IGNORECASE)),
    ("brca", re.compile(r"\bbrca", re.IGNORECASE)),
    ("idh", re.compile(r"\bidh[12]?\b.*(gene|mutation)", re.IGNORECASE)),
    ("msi", re.compile(r"microsatellite|mismatch repair|\bd?mmr\b|\bmsi\b", re.IGNORECASE)),
    ("mgmt", re.compile(r"\bmgmt\b", re.IGNORECASE)),
    ("pd_l1", re.compile(r"\bpd-?l1\b|\bcd274\b|programmed (?:cell )?death ligand 1", re.IGNORECASE)),
    ("ki67", re.compile(r"\bki-?67\b", re.IGNORECASE)),
)


def _variable_named(name: str) -> str:
    return next((variable for variable, pattern in _NAMED if pattern.search(name)), "")


def coded_answer(variable: str, codings: Sequence[Coding], text: str = "") -> str:
    """The level of a categorical variable that an answer stands for, or ``""``.

    Parameters
    ----------
    codings
        Of the answer.
    """
    answers = coded("answers", "value")
    # A name is what the person who recorded it saw; a code is read where there is no name, or none that says anything.
    names = [name for name in (text, *(coding.display for coding in codings)) if name]
    known = [answers[coding.system, coding.code] for coding in codings if (coding.system, coding.code) in answers]
    # The code itself says it where it is a word ("cT2", "IIIC"), as in AJCC's own system; a concept's number does not.
    words = [coding.code for coding in codings if not coding.display and coding.system not in _NUMBERED]
    for name in (*known, *names, *words):
        if level := _level(variable, name.strip()):
            return level
    return ""


def own_answer(variable: str, codings: Sequence[Coding]) -> str:
    """The level of a test that is its own answer: ``"AJCC/UICC Stage 2"`` among the measurements; ``""`` for others."""
    if variable not in _MODIFIERS:
        return ""
    answers = coded("answers", "value")
    known = [answers[coding.system, coding.code] for coding in codings if (coding.system, coding.code) in answers]
    for name in (*known, *(coding.display for coding in codings)):
        if level := _level(variable, name):
            return level
    return ""


def numeric_answer(variable: str, number: float, unit: str) -> float | None:
    """A number in the variable's own unit; ``None`` where its unit is not known, or is missing and could be several."""
    known = units()
    own = {folded: factor for (name, folded), factor in known.items() if name == variable}
    if not own:
        return number
    if not unit:
        return number if len(set(own.values())) == 1 else None
    factor = own.get(fold_unit(unit))
    return None if factor is None else number * factor


def level_of_number(variable: str, number: float) -> str:
    """The level of a categorical variable recorded as a number (ECOG 1, grade 2, stage 3); ``""`` for none such."""
    if variable not in ("performance_status", "grade", "stage") or number != int(number):
        return ""
    code = _ROMAN.get(str(int(number)), "") if variable == "stage" else str(int(number))
    return code if code in {level.code for level in variables()[variable].levels} else ""


def is_progression(codings: Sequence[Coding], text: str = "") -> bool:
    """Whether a disease status says that the disease progressed, recurred or relapsed."""
    answers = coded("answers", "value")
    if any(answers.get((coding.system, coding.code)) == "progression" for coding in codings):
        return True
    names = [*(coding.display for coding in codings), text]
    return any(_PROGRESSION.search(name) and not _NO_PROGRESSION.search(name) for name in names)


def _level(variable: str, text: str) -> str:
    match variable:
        case "stage":
            return _stage(text)
        case "grade":
            found = _GRADE.search(text)
            return found.group(1) if found else next((code for words, code in _GRADE_WORDS if words.search(text)), "")
        case "t_category":
            return _tnm(_T, "T", text)
        case "n_category":
            return _tnm(_N, "N", text)
        case "m_category":
            return _tnm(_M, "M", text)
        case "performance_status":
            found = _DIGIT.search(text)
            return found.group(1) if found and found.group(1) != "5" else ""
        case _:
            return _status(variable, text)


def _stage(text: str) -> str:
    found = _MODIFIER_STAGE.search(text) or _STAGE.search(text) or _BARE_STAGE.fullmatch(text)
    if not found:
        return ""
    number = found.group(1).upper()
    return _ROMAN.get(number, number)


def _tnm(pattern: re.Pattern[str], letter: str, text: str) -> str:
    found = pattern.search(text)
    return f"{letter}{found.group(1).lower()}" if found else ""


def _status(variable: str, text: str) -> str:
    if variables()[variable].kind is Kind.NUMBER:
        return ""
    levels = {level.code for level in variables()[variable].levels}
    if text in levels:
        return text
    if variable == "her2" and _HER2_LOW.search(text):
        return "low"
    if _EQUIVOCAL.search(text):
        return "equivocal" if "equivocal" in levels else ""
    side = "negative" if _NEGATIVE.search(text) else "positive" if _POSITIVE.search(text) else ""
    return next((_TWO_SIDED[side][level] for level in levels if level in _TWO_SIDED[side]), "") if side else ""
