"""Whether a text tells of single patients, in English or French."""

import re

_TITLE = re.compile(
    r"\bcase (?:reports?|series)\b|\ba (?:rare |unusual |fatal |pa?ediatric )?case of\b|"
    r"\breport of (?:a|one|two|three|\d{1,2}) (?:rare )?cases?\b|\bcas cliniques?\b|\b[àa] propos d[’'](?:un|une)\b|"
    r"\b[àa] propos de (?:deux|trois|\d{1,2}) (?:cas|observations)\b"
)
_REPORTED = re.compile(
    r"\b(?:report(?:s|ed)?|present(?:s|ed)?|describe[sd]?|encountered|examined)\s(?:(?:here|on|the|about|our)\s)*"
    r"(?:(?:an?|one|first|rare|unusual|unique|interesting)\s(?:[\w’'-]+\s){0,4}?(?:cases?|patient|man|woman|boy|girl|"
    r"infant|child|male|female)\b|"
    r"(?:two|three|four|five|six|[2-9])\s(?:[\w’'-]+\s){0,4}?(?:cases|patients|brothers|sisters|siblings)\b|"
    r"cases? of\b)|"
    r"\b(?:rapport(?:ons|e|ent)|présent(?:ons|e|ent)|décri(?:vons|t|vent))\s(?:(?:ici|dans ce travail)\s)?"
    r"(?:(?:le|un|une|les|deux|trois|quatre|[2-9]|notre|nos)\s|l[’'])(?:[\w’'-]+\s){0,4}?"
    r"(?:cas|observations?|patiente?|malade|patients|patientes)\b|"
    r"\bil s[’']agit d[’']une? (?:[\w-]+ ){0,2}?(?:homme|femme|patiente?|enfant|adolescente?|nourrisson|nouveau|"
    r"garçon|fille|"
    r"fillette|malade|sujet|jeune)\b|\b(?:cas|observation) (?:n ?° ?)?1\b|"
    r"\b(?:the|this|our) case (?:we present|is about|presented|report)\b"
)
_GROUP_NOUN = (
    r"(?:children|women|men|adults|patients|participants|subjects|individuals|boys|girls|people|volunteers|"
    r"infants|persons|"
    r"mice|rats|and|or|to)"
)
_AGED = re.compile(
    r"\b(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)[ -](?:years?|yrs?|months?|weeks?|days?)[ -]?old\b"
    rf"(?!s|[, -]+(?:[\w-]+[ -]){{0,3}}?{_GROUP_NOUN}\b)|"
    r"\b\d{1,3}[ -]?(?:yo|y/o)\s(?:man|woman|male|female|boy|girl|patient)\b|"
    r"\b(?:man|woman|boy|girl|patient|male|female),? aged \d|"
    r"(?<!patients )(?<!sujets )(?<!enfants )\b[âa]gée? (?:de |d[’'])\s?\w|"
    r"\b(?:homme|femme|patiente?|garçon|fille|fillette|enfant|adolescente?|nourrisson|malade|monsieur|madame) "
    r"(?:\w+ ){0,2}?de \d{1,3} (?:ans|mois|jours|semaines)"
)
_ONE = re.compile(
    r"\b(?:an?|one|the|this|our) (?:[\w-]+ ){0,3}(?:infant|newborn|boy|girl|gentleman|lady|woman|man|female|"
    r"male|patient)\b"
    r"[^.]{0,80}\b(?:presented|presenting|admitted|diagnosed|referred|underwent|developed|complain|suffer|"
    r"had a history|"
    r"with a history|visited|consulted|was found|who had)"
)
_GROUP = re.compile(
    r"\b(?:mean|median|average) age\b|\bâge (?:moyen|médian)\b|\bn\s?=\s?\d{2,}|"
    r"\b(?:[2-9]\d|\d{3,5}) (?:[\w-]+ ){0,3}?(?:patients|participants|subjects|women|men|cases|children|volunteers|"
    r"patientes|malades|cas|sujets|femmes|hommes|enfants|dossiers|eyes|individuals)\b|"
    r"\bthe intervention group\b|\bcontrol group\b"
)
_SERIES = re.compile(r"\bcase series\b|\bseries of (?:two|three|four|five|[2-9])\b|\bsérie de cas\b")
_OWN = re.compile(
    r"\b(?:he|she|the patient|this patient|our patient|la patiente|le patient|cette patiente|ce patient|"
    r"notre patiente?)\b"
)
_OPENING = 700
_OFTEN = 2


def tells_of_cases(title: str, text: str) -> bool:
    """Whether title or text are those of a case report. Both in lower case."""
    if _TITLE.search(title):
        return True
    if _GROUP.search(text) and not _SERIES.search(text):
        return False
    if any(pattern.search(text, 0, _OPENING) for pattern in (_REPORTED, _AGED, _ONE)):
        return True
    return sum(1 for _ in _OWN.finditer(text)) > _OFTEN
