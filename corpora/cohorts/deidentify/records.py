"""Numbers that name a person's record, insurance, licence or device."""

import re
from collections.abc import Iterator, Sequence

from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import Word

_CUES = {
    "INSURANCE": """insurance insured insurer plan policy member membership medicare medicaid beneficiary subscriber hmo hpn
        mutuelle contrat adherent adherente amc amo payer coverage""",
    "LICENCE": """license licence licenses certificate certification permis passport passeport cni gmc npi dea rpps adeli finess
        siret siren plaque plate vin immatriculation""",
    "DEVICE": """serial serie device appareil dispositif pacemaker stimulateur defibrillateur defibrillator implant lot batch udi
        imei pump pompe prosthesis""",
    "RECORD": """mrn ur urn visite record records rec hospital hosp chart file case visit encounter account acct admission episode
        accession unit
        patient pt nhs chi ipp nda nip iep nep pid uid dossier dossiers sejour venue identifiant identifiants identification
        hospitalisation hospitalization matricule ordonnance demande prelevement examen anapath echantillon specimen sample id
        reference ref""",
}
_LABELS = {cue: label for label, cues in _CUES.items() for cue in cues.split()}
# These name a number by themselves; the others only where "no", "id", ":" or "#" says that a number follows.
_ALONE_WORDS = """
mrn ur urn nhs chi ipp nda nip iep nep pid uid dossier dossiers medicare medicaid rpps adeli finess siret siren hpn hmo npi
imei udi policy insurance
"""
_ALONE = frozenset(_ALONE_WORDS.split())
# IPP also means proton-pump inhibitors, NDA and NIP other things: left without its number it would be misread.
_ANYTHING_FOLLOWS = frozenset({"patient", "pt", "unit", "case", "dossier", "hospital", "lot", "plan"})
_MISREAD = frozenset({"ipp", "nda", "nip", "chi", "iep"})
# Between the cue and the number: "no", "n°", "is", ":", "#", "du patient", …
_LINK = (
    r"((?:[ \t]{0,2}(?:num(?:ber|[ée]ro)s?|no\b|nr\b|n[°º]|id\b|identifiant|(?:code|is|est|was|the|le|du|de|"
    r"la)\b|d['’]|l['’]|patiente?|"
    r"policy|plan|card|reference|hospitalisation|hospitalier|permanent|externe|venue|[:#=.(])){0,5})[ \t]{0,3}\s{0,2}"
)
# One word that has a digit, then groups of digits parted by single spaces.
_VALUE = (
    r"(#?\d{1,4}(?: \d{2,6}(?![\w/%]|[.,-]\d)){2,4}|#?(?=[A-Za-z/_-]{0,12}\d)[A-Za-z0-9](?:[A-Za-z0-9]|"
    r"[-/_.](?=[A-Za-z0-9])){2,31}"
    r"(?: \d{2,6}(?![\w/%]|[.,-]\d)){0,4})"
)
_FOLLOWING = re.compile(_LINK + _VALUE, re.IGNORECASE)
_SAYS_NUMBER = re.compile(r"num|\bno\b|\bnr\b|n[°º]|\bid\b|identifiant|code|policy|plan|[:#=]", re.IGNORECASE)
_NO_RECORD = re.compile(
    r"\d{1,4}\.\d{1,3}|\d{1,2}([/.])\d{1,2}\1\d{2,4}|\d{4}([/.-])\d\d\2\d\d|\d{1,2}000|(?:19|20)\d\d-(?:19|20)\d\d"
)
# "registered with ISRCTN, number 68068041"
_REGISTERED = re.compile(r"regist|trial|ISRCTN|grant|award|fund|project|essai", re.IGNORECASE)
_NHS = re.compile(r"\d(?<![\w.-]\d)(?<!\d \d)\d\d[ -]?\d{3}[ -]?\d{4}(?![\w-]| ?\d|[.,]\d)")
_LONG = re.compile(
    r"(?!0\d{9}(?!\d))\d(?<![\w.,/+-]\d)(?<!\d \d)\d{7,13}(?![\w%/]|[.,]\d| ?\d| ?(?:mg|ml|cells?|cellules|copies|UI|IU)\b)"
)
_CODED = re.compile(
    r"[A-Z](?<![\w-][A-Z])(?:[A-Z]{1,5}-\d{6,12}(?:-\d{1,8}){0,3}|\d{7,14})(?![\w-])|(?:IPP|NDA|NIP|MRN)(?:[A-Z]?\d{5,14})(?!\w)|\d(?<![\w-]\d)\d[A-Z]{2}\d{5,12}(?![\w-])"
)
_NUMBERED = re.compile(
    r"[Nn][°º] ?(?:d['’])?(?:identification)?[^\d\n]{0,25}(\d(?:\d| (?=\d)|[A-Za-z](?=[A-Za-z]{0,3}\d)){5,18})(?!\w)"
)
_LEAST_DIGITS = 3
_SURE_DIGITS = 5


def records(text: str, found: Sequence[Word]) -> Iterator[Identifier]:
    """Numbers that the words before them call a record, policy, licence or device number, or that are built like one.

    A cue that would be misread without its number (IPP) is part of the span.
    """
    for word in found:
        label = _LABELS.get(word.plain)
        match = _FOLLOWING.match(text, word.end) if label else None
        if label and match:
            link, value = match.groups()
            digits = sum(map(str.isdigit, value))
            known = (
                word.plain in _ALONE or value.startswith("#") or _SAYS_NUMBER.search(link) or _says_itself(word, value)
            )
            if known and digits >= _LEAST_DIGITS and not _NO_RECORD.fullmatch(value):
                swallowed = word.plain in _MISREAD and "\n" not in text[word.end : match.start(2)]
                yield Identifier(word.start if swallowed else match.start(2), match.end(2), label)
    for match in _NHS.finditer(text):
        if match.group()[0] != "0" and has_nhs_check(match.group()):
            yield Identifier(*match.span(), "RECORD")
    for match in _LONG.finditer(text):
        before = text[max(0, match.start() - 70) : match.start()]
        if not match.group().endswith("000") and not _REGISTERED.search(before):
            yield Identifier(*match.span(), "RECORD")
    for match in _CODED.finditer(text):
        yield Identifier(*match.span(), "RECORD")
    for match in _NUMBERED.finditer(text):
        yield Identifier(*match.span(1), "RECORD")


def _says_itself(cue: Word, value: str) -> bool:
    """Whether a value with so many digits needs no word for "number"; after "patient" a drug's code may stand."""
    digits = sum(map(str.isdigit, value))
    return digits >= _SURE_DIGITS and (digits == len(value) or cue.plain not in _ANYTHING_FOLLOWS)


def has_nhs_check(number: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11, weights 10 to 2)."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]
