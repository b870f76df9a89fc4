"""Numbers that name a person's record, insurance, licence or device."""

import re
from collections.abc import Iterator

from corpora.cohorts.deidentify.span import Identifier

# Between the cue and the number: "no", "n°", "is", "est", ":", "#", "du patient", …
_LINK = (
    r"(?:[ \t]{0,2}(?:num(?:ber|[ée]ro)s?|no|nr|n[°º]|id(?:entifiant)?|code|is|est|was|the|le|du|de|d['’]|l['’]|(?:the |du |de la )?"
    r"patiente?|policy|plan|card|reference|hospitalisation|hospitalier|permanent|externe|venue|[:#=.(])){0,4}"
    r"[ \t]{0,3}[:#(=]?\s{0,2}"
)
# A value has a digit; it is one word, or groups of digits parted by single spaces, hyphens or dots.
_VALUE = r"(#?(?=[A-Za-z/_-]{0,12}\d)[A-Za-z0-9](?:[A-Za-z0-9]|[-/_.](?=[A-Za-z0-9])){2,31}(?: \d{2,6}(?![\w/%.,-]*\d?[./]\d)){0,4})"

_CUES: dict[str, str] = {
    "INSURANCE": (
        r"(?:health|medical|dental)?[ -]?insur(?:ance|ed|er)(?: (?:policy|plan|member|company))?|(?:health )?plan|health[- ]?plan|policy|"
        r"member(?:ship)?(?= ?(?:id|no|number|n°|#))|medicare|medicaid|beneficiary|subscriber|group (?:no|number)|HMO|HPN|mutuelle|"
        r"contrat|adh[ée]rent|AMC|AMO"
    ),
    "LICENCE": (
        r"licen[cs]e|certificate|certification|driver'?s licen[cs]e|permis(?: de conduire)?|passport|passeport|carte d['’]identit[ée]|"
        r"CNI|GMC|NPI|DEA|RPPS|ADELI|FINESS|SIRET|SIREN|plaque|license plate|VIN|immatriculation"
    ),
    "DEVICE": (
        r"serial|s[ée]rie|device|appareil|dispositif|pacemaker|stimulateur|implant|lot|batch|UDI|IMEI|S/N|SN"
    ),
    "RECORD": (
        r"MRN|MR ?#|med(?:ical)?\.? rec(?:ord)?s?|hospital|hosp|chart|file|case|record|visit|encounter|account|acct|admission|episode|accession|"
        r"unit|patient|pt|NHS|CHI|H&C|IPP|NDA|NIP|IEP|NEP|PID|UID|dossiers?|s[ée]jour|venue|identifiants?|identification|"
        r"hospitalisation|matricule|ordonnance|demande|pr[ée]l[èe]vement|examen|anapath|[ée]chantillon|specimen|sample|ID|r[ée]f[ée]rence|r[ée]f"
    ),
}
# These name a number by themselves; the others only where "no", "id", ":" or "#" says that a number follows.
_ALONE = frozenset(
    "mrn nhs chi ipp nda nip iep nep pid uid dossier dossiers medicare medicaid rpps adeli finess siret siren hpn hmo npi "
    "imei udi policy insurance".split()
)
_SAYS_NUMBER = re.compile(r"(?:number|num[ée]ro|\bno\b|\bnr\b|n[°ºo]|\bid\b|identifiant|code|policy|plan|[:#=(])", re.IGNORECASE)
_RULES = tuple(
    (label, re.compile(rf"(?<![\w-])({cues})({_LINK}){_VALUE}", re.IGNORECASE)) for label, cues in _CUES.items()
)
_NHS = re.compile(r"(?<![\w.-])(?<!\d )\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-]| ?\d|[.,]\d)")
_LONG = re.compile(r"(?<![\w.,/+-])(?<!\d )\d{8,14}(?![\w%/]|[.,]\d| ?\d| ?(?:mg|ml|cells?|cellules|copies|UI|IU)\b)")
_CODED = re.compile(r"(?<![\w-])(?:[A-Z]{2,6}-\d{6,}(?:-\d+)*|\d{2}[A-Z]{2}\d{5,}|[A-Z]\d{7,})(?![\w-])")
_NUMBERED = re.compile(r"\bN[°º] ?(?:identification|d['’]identification)?[^\d\n]{0,25}?[:#]? ?(\d[\d ]{5,18}\d)(?!\w)")
_LEAST_DIGITS = 3
# IPP also means proton-pump inhibitors, NDA and NIP other things: left without its number it would be misread.
_MISREAD = frozenset({"ipp", "nda", "nip", "chi", "iep"})


def records(text: str) -> Iterator[Identifier]:
    """Numbers that the words before them call a record, policy, licence or device number, or that are built like one.

    A cue that would be misread without its number (IPP) is part of the span.
    """
    for label, rule in _RULES:
        for match in rule.finditer(text):
            cue, link, value = match.group(1, 2, 3)
            if sum(map(str.isdigit, value)) < _LEAST_DIGITS or not (
                cue.lower() in _ALONE or _SAYS_NUMBER.search(link) or value.startswith("#")
            ):
                continue
            start = match.start(1) if cue.lower() in _MISREAD and "\n" not in link else match.start(3)
            yield Identifier(start, match.end(3), label)
    for match in _NHS.finditer(text):
        if has_nhs_check(match.group()):
            yield Identifier(*match.span(), "RECORD")
    for match in _LONG.finditer(text):
        if not match.group().endswith("000"):
            yield Identifier(*match.span(), "RECORD")
    for match in _CODED.finditer(text):
        yield Identifier(*match.span(), "RECORD")
    for match in _NUMBERED.finditer(text):
        yield Identifier(*match.span(1), "RECORD")


def has_nhs_check(number: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11, weights 10 to 2)."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]
