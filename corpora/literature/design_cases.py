"""Whether a text tells of single patients, in English or French."""

import re

_TITLE = re.compile(
    r"\bcase (?:reports?|series|stud(?:y|ies))\b|\ba (?:rare |unusual |fatal )?case of\b|"
    r"\breport of (?:a|one|two|three|\d+) (?:rare )?cases?\b|\bcas cliniques?\b|\b[àa] propos d[’'](?:un|une)\b|"
    r"\b[àa] propos de (?:deux|trois|\d{1,2}) (?:cas|observations)\b"
)
_REPORTED = re.compile(
    r"\b(?:reports?|presents?|describes?|discuss|rapport(?:ons|e|ent)|présent(?:ons|e|ent)|décri(?:vons|t|vent))\s"
    r"(?:(?:here|ici|the|an?|our|on|about|two|three|four|one|le|la|les|un|une|deux|trois|quatre|notre|nos|"
    r"dans ce travail|\d)\s)*"
    r"(?:l[’'])?(?:[\w’'-]+\s){0,4}?(?:cases?|patients?|patientes?|observations?|cas)\b"
)
_PERSON = (
    r"man|woman|male|female|boy|girl|patient|lady|gentleman|infant|child|neonate|newborn|baby|african|caucasian|asian|"
    r"chinese|japanese|indian|white|black|hispanic"
)
_AGED = re.compile(
    r"\b(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)[ -](?:years?|yrs?|months?|weeks?|days?)[ -]?(?:old|aged?|of age)\b|"
    rf"\b\d{{1,3}}[ -]?(?:yo|y/o|year)\s(?:{_PERSON})\b|\b(?:man|woman|boy|girl|patient|male|female),? aged \d|"
    r"\bâgée?s? (?:de |d[’'])\s?\w|\bagée?s? de \d|"
    r"\b(?:homme|femme|patiente?|garçon|fille|fillette|enfant|nourrisson|nouveau-né|malade|monsieur|"
    r"madame) de \d{1,3} (?:ans|mois|jours|semaines)"
)
_GROUP = re.compile(
    r"\b(?:mean|median|average) age\b|\bâge (?:moyen|médian)\b|\bn\s?=\s?\d{2,}|"
    r"\b(?:[2-9]\d|\d{3,5}) (?:[\w-]+ ){0,3}?(?:patients?|participants|subjects|women|men|cases|children|"
    r"volunteers|patientes|malades|cas|sujets|femmes|"
    r"hommes|enfants|dossiers|eyes|individuals)\b|\bthe intervention group\b|\bcontrol group\b"
)
_SERIES = re.compile(r"\bcase series\b|\bseries of (?:two|three|four|five|[2-9])\b|\bsérie de cas\b")
_OWN = re.compile(
    r"\b(?:he|she|the patient|this patient|our patient|la patiente|le patient|cette patiente|"
    r"ce patient|notre patiente?)\b"
)
_OPENING = 700
_OFTEN = 2


def tells_of_cases(title: str, text: str) -> bool:
    """Whether title or text are those of a case report. Both in lower case."""
    if _TITLE.search(title):
        return True
    if _GROUP.search(text) and not _SERIES.search(text):
        return False
    if _REPORTED.search(text) or _AGED.search(text, 0, _OPENING):
        return True
    return sum(1 for _ in _OWN.finditer(text)) > _OFTEN
