"""Telephone numbers, e-mail and web addresses, IP addresses."""

import re
from collections.abc import Iterator, Sequence

from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import Word

# RFC 5322 in what people write; spaces around the signs as text extracted from PDF has them.
_EMAIL = re.compile(
    r"(?<![\w.+%-])\w[\w.+%-]{0,63} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w-])"
    r"|(?<![\w.+%-])\w[\w.+%-]{0,63} @ [\w-]{1,63} \. [a-z]{2,8}(?!\w)"
)
_URL = re.compile(r"\bhttps?://[^\s<>\"]{3,}|\bwww\.[^\s<>\"]{3,}", re.IGNORECASE)
_IP = re.compile(r"(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w]|\.\d)")
_MAC = re.compile(r"(?<![\w:-])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![\w:-])")

_GAP = r"[ .\-/\u00a0\u202f\u2011]?"
_FRENCH = rf"[0Oo]{_GAP}[1-9](?:{_GAP}[\dOo]{{2}}){{4}}"
_INTERNATIONAL = (
    rf"(?:\+\d{{1,3}}|00 ?\d{{1,3}}|\(\+?\d{{1,3}}\)|\+\(\d{{1,3}}\))(?:{_GAP}\(0\))?(?:{_GAP}\(?\d{{1,4}}\)?){{2,6}}"
)
_AMERICAN = r"(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}"
_BRITISH = r"\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|0\d{4}[ -]\d{5,6}|0\d{10}"
_EXTENSION = r"(?: ?(?:ext|x|poste|extension)\.? ?\d{1,5})?"
_PHONE = re.compile(
    rf"(?<![\w.,+/-])(?=[\d+(Oo])(?<!\d )(?:{_FRENCH}|{_AMERICAN}|{_BRITISH}|{_INTERNATIONAL}){_EXTENSION}"
    r"(?![\d%]|[.,-]\d| ?(?:mg|ml|g/l|mm|cm|kg|UI)\b)"
)
# One separator throughout is a telephone number even in a row of numbers.
_FRENCH_EVEN = re.compile(r"(?<![\w.,])0[1-9]([ .-])\d\d(?:\1\d\d){3}(?![\w%]|[.,-]\d| \d)")
_TELEPHONE_WORDS = """
tel tels telephone telephones phone phones mobile portable cell fax telecopie bip pager bleep dect joignable
joignables rappeler contact contacter poste ext extension standard secretariat
"""
_TELEPHONE = frozenset(_TELEPHONE_WORDS.split())
# After a word for telephone, any number of four digits or more; a letter may stand where a scanner misread.
_FOLLOWING = re.compile(
    r"(?: ?(?:records|number|num[ée]ro|no\b|n°|is\b|est\b|at\b|au\b|on\b|to\b|le\b|direct|suivant|"
    r"sur\b)){0,4}\.?[ \t]{0,2}[:#]?[ \t]{0,3}"
    r"((?:\(\+?\d{1,3}\)|[+(]?[A-Z]?\d)[\dO]{0,15}(?:[ .\-/()]{1,2}[A-Z]?\d[\dO]{0,15}){0,7})(?![\w%])",
    re.IGNORECASE,
)
_LEAST_DIGITS = 8
_LEAST_DIGITS_SAID = 4


def contacts(text: str) -> Iterator[Identifier]:
    """E-mail addresses first: what looks like a web address inside one is part of it."""
    for match in _EMAIL.finditer(text):
        yield Identifier(*match.span(), "EMAIL")
    for match in _URL.finditer(text):
        end = match.end() - (len(match.group()) - len(match.group().rstrip(".,;:!?)»]}'’")))
        yield Identifier(match.start(), end, "URL")
    for rule in (_IP, _MAC):
        for match in rule.finditer(text):
            yield Identifier(*match.span(), "IP" if rule is _IP else "DEVICE")


def phones(text: str, found: Sequence[Word]) -> Iterator[Identifier]:
    """Telephone and fax numbers: French, British, American and international, or any number after a word for it."""
    for rule in (_PHONE, _FRENCH_EVEN):
        for match in rule.finditer(text):
            if sum(map(str.isdigit, match.group())) >= _LEAST_DIGITS:
                yield Identifier(*match.span(), "PHONE")
    for word in found:
        said = _FOLLOWING.match(text, word.end) if word.plain in _TELEPHONE else None
        if said and sum(map(str.isdigit, said.group(1))) >= _LEAST_DIGITS_SAID:
            yield Identifier(*said.span(1), "PHONE")
