"""Which primary malignancy a code or its name stands for: ICD-10, ICD-O-3, SNOMED CT, or words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpora.cohorts.events.code_tables import diagnoses, morphologies, named_diseases, snomed_diagnoses
from corpora.lexicon import Lexicon

_ICD10 = re.compile(r"([CD]\d{2})(?:\.?[\dX][\dA-Z]{0,3})?[+*†]?", re.IGNORECASE)
_HISTOLOGY = re.compile(r"(?<!\d)(\d{4})/([0-69])")
_TOPOGRAPHY = re.compile(r"\b(C\d{2})(?:\.\d)?\b", re.IGNORECASE)
_SECONDARY = re.compile(r"\b(secondary|metasta\w+|secondaire|métasta\w+)\b", re.IGNORECASE)
_NOT_A_DIAGNOSIS = re.compile(
    r"\b(suspected|suspicion|history of|family|screening|risk of|no evidence|benign|fear|at risk|exclu\w+|"
    r"antécédents?|dépistage|risque|bénign\w*|suspect\w*)\b",
    re.IGNORECASE,
)
_MALIGNANT = re.compile(
    r"\b(malignan\w*|malign\w*|cancer\w*|carcinom\w*|adenocarcinom\w*|sarcom\w*|\w+sarcom\w*|lymphom\w*|leuk\w*|leuc[ée]mi\w*|"
    r"melanom\w*|mélanom\w*|myelom\w*|myélom\w*|blastom\w*|\w+blastom\w*|mesotheliom\w*|mésothéliom\w*|gliom\w*|"
    r"seminom\w*|hodgkin\w*)\b",
    re.IGNORECASE,
)
_METASTATIC_CODES = ("C77", "C78", "C79")


class Tumour(NamedTuple):
    """A primary malignancy: ICD-10 category, ICD-O-3 morphology (``"8500/3"``, or empty)."""

    code: str
    morphology: str = ""


class Coding(NamedTuple):
    """A code of a terminology (``icd10``, ``icdo3``, ``snomed``, ``loinc``, ``rxnorm``, ``atc``, ``omop``) and its name."""

    system: str
    code: str
    display: str = ""


def tumour_of(codings: Sequence[Coding], text: str = "") -> Tumour | None:
    """The primary malignancy that codings stand for.

    A code goes before a name: names are read by the lexicon only where no code is known. Secondary tumours, benign ones,
    suspicions, histories and risks are none.

    Parameters
    ----------
    codings
        Of one thing, in any order.
    text
        What it is called besides.
    """
    morphology = next((found for coding in codings if (found := _morphology(coding))), "")
    for read in (_icdo3, _icd10, _snomed):
        for coding in codings:
            code = read(coding)
            if code in diagnoses():
                return Tumour(_by_morphology(morphology) or code, morphology)
    if morphology and (code := _by_morphology(morphology)):
        return Tumour(code, morphology)
    if is_metastasis(codings, text):
        return None
    for name in (*(coding.display for coding in codings), text):
        if name and (code := _named(name)):
            return Tumour(code, morphology)
    return None


def is_metastasis(codings: Sequence[Coding], text: str = "") -> bool:
    """Whether codings stand for a secondary tumour: the disease has spread."""
    if any(_icd10(coding).startswith(_METASTATIC_CODES) or _is_metastatic_morphology(coding) for coding in codings):
        return True
    names = [*(coding.display for coding in codings), text]
    return any(
        _SECONDARY.search(name) and _MALIGNANT.search(f"{name} cancer") and not _NOT_A_DIAGNOSIS.search(name)
        for name in names
        if name
    )


def _icd10(coding: Coding) -> str:
    if coding.system not in ("icd10", "icd10cm", ""):
        return ""
    match = _ICD10.fullmatch(coding.code.strip())
    return match.group(1).upper() if match else ""


def _icdo3(coding: Coding) -> str:
    if coding.system != "icdo3":
        return ""
    behaviour = _HISTOLOGY.search(coding.code)
    match = _TOPOGRAPHY.search(coding.code)
    return match.group(1).upper() if match and (not behaviour or behaviour.group(2) in "23") else ""


def _snomed(coding: Coding) -> str:
    return snomed_diagnoses().get(coding.code, "") if coding.system == "snomed" else ""


def _is_metastatic_morphology(coding: Coding) -> bool:
    match = _HISTOLOGY.search(coding.code) if coding.system == "icdo3" else None
    return bool(match) and match is not None and match.group(2) == "6"


def _morphology(coding: Coding) -> str:
    """Of a malignant tumour, in situ included; benign behaviour (/0, /1) and metastases (/6) are none."""
    if coding.system != "icdo3":
        return ""
    match = _HISTOLOGY.search(coding.code)
    return f"{match.group(1)}/{match.group(2)}" if match and match.group(2) in "23" else ""


def _by_morphology(morphology: str) -> str:
    if not morphology.endswith("/3"):
        return ""
    histology = int(morphology[:4])
    return next((code for first, last, code in morphologies() if first <= histology <= last), "")


def _named(name: str) -> str:
    if not _MALIGNANT.search(name) or _SECONDARY.search(name) or _NOT_A_DIAGNOSIS.search(name):
        return ""
    lexicon = Lexicon.load()
    found = [
        mention.concept_id
        for mention in lexicon.recognise(name)
        if mention.concept_id in named_diseases() and not mention.negated
    ]
    # The narrowest disease that the name means: "non-small cell carcinoma of lung" is both NSCLC and lung cancer.
    found.sort(key=lambda concept: -len(lexicon.above(concept)))
    return named_diseases()[found[0]] if found else ""
