"""Dates that place an event in a person's life; years alone, durations, doses and fractions are not."""

import re
from collections.abc import Iterator, Sequence

from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import Word

_MONTHS = (
    r"(?:janv(?:ier)?|f[ée]v(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|octobre|nov(?:embre)?|"
    r"d[ée]c(?:embre)?|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|oct|dec)"
)
_FIRST_LETTERS_TEXT = """
jan fev feb mar avr apr mai may juin jun juil jul aou aug sep oct nov dec
"""
_FIRST_LETTERS = tuple(_FIRST_LETTERS_TEXT.split())
_YEAR = r"(?:1[89]|20)\d\d"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_NO_WORD_BEFORE = r"(?<![\w.,/-])"
_END = r"(?![\w/]|[.,-]\d|%| %)"
_NUMERIC = re.compile(
    rf"{_NO_WORD_BEFORE}(?=\d)(?:{_D}(?P<s>[ ]?[/.|-][ ]?|\\){_M}(?P=s)(?:{_YEAR}|\d\d){_END}"
    rf"|{_M}(?P<t>[/.-]){_D}(?P=t)(?:{_YEAR}|\d\d){_END}"
    rf"|{_D} ?[/.|-] ?{_M} ?[/.|-] ?{_YEAR}{_END}"
    rf"|{_YEAR}(?P<u>[/.-]){_M}(?P=u){_D}(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\w/]|[.,-]\d)"
    rf"|(?<!\d ){_D} {_M} {_YEAR}(?![\w]| \d|[.,]\d))"
)
_MONTH_YEAR = re.compile(rf"{_NO_WORD_BEFORE}(?:0[1-9]|1[0-2])/{_YEAR}{_END}")
_SEPARATOR = r"[ \t\u00a0.,-]{0,2}"
_WORDED = re.compile(
    rf"(?<![\w/])(?<!\d[.,]){_D}(?:er|ère|st|nd|rd|th)?(?: (?:of|de))?{_SEPARATOR}{_MONTHS}\b\.?"
    rf"(?:[,./-]? ?(?:{_YEAR}|['’]\d\d|\d\d(?!\w| ?(?:mg|%|ans|years|h|:))))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTHS}\b\.?[ \t]{{1,2}}(?:the )?{_D}(?: ?(?:st|nd|rd|th)\b)?(?!\w|[.:/%]\d|[ -]?(?:mg|year|ans|%|"
    rf"months|cycles|weeks|days|patients)\b)"
    rf"(?:,? ?(?:of )?(?:{_YEAR}|['’]\d\d)|,\d{{4}})?",
    re.IGNORECASE,
)
_MONTH_AND_YEAR = re.compile(
    rf"\b(?<!\d )(?<!\der ){_MONTHS}\b\.?,?(?: de l['’]ann[ée]e| of)? ?(?:{_YEAR}|['’]\d\d)(?!\w)", re.IGNORECASE
)
_NOT_COUNTED = (
    r"(?!\w|[./,]? ?\d|%| ?%| ?(?:mg|ml|cycles?|cures?|g|mm|cm|mmol|mois|ans|doses?|h|semaines?|weeks?|jours?|days?|fois|"
    r"months|years|of|des?|du|lignes?|lines?|niveau|au niveau)\b)"
)
_DAY_MONTH = re.compile(
    rf"(?:\b(?:le|du|au|les|on|dated|seen|vue?|n[ée]e?|born|entre le|C\d{{1,2}})[ \t]{{1,2}})"
    rf"({_D} ?/ ?{_M} ?|{_D} ?\. ?(?:0[1-9]|1[0-2]) ?){_NOT_COUNTED}",
    re.IGNORECASE,
)
_DAY_OF_RANGE = re.compile(
    rf"\b(?:du|le|les|from|entre le)[ \t]({_D}(?:er|st|nd|rd|th)?)(?=[ \t](?:au|et|to|and|et le)[ \t]{_D}(?:er|"
    rf"st|nd|rd|th)?(?: ?[/.-] ?\d| {_MONTHS}\b))",
    re.IGNORECASE,
)
_MONTH_OF_RANGE = re.compile(
    rf"\b({_MONTHS})(?=\.?[ \t](?:[àa]|to|et|and|-|–)[ \t]{_MONTHS}\.?[ \t]{_YEAR})", re.IGNORECASE
)
_BORN_YEAR = re.compile(
    rf"\b(?:n[ée]e?s?|born|date of birth|DOB|ddn|date de naissance|YOB)(?: (?:en|in|around|"
    rf"vers))?[ \t]{{0,2}}:?[ \t]{{0,2}}({_YEAR})(?!\w|[-/.]\d)",
    re.IGNORECASE,
)
_SPELT = (
    r"(?:premier|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|"
    r"dix-huit|dix-neuf|vingt|trente|quarante|cinquante|soixante|mille|cents?|et|quatre-vingts?|vingts)"
)
_SPELT_DATE = re.compile(
    rf"\b(?:{_SPELT}[ -]){{1,3}}{_MONTHS}\b(?:[ -](?:\d{{2,4}}\b|{_SPELT}\b)){{0,9}}"
    rf"|\b{_D}(?:er)? {_MONTHS} mil(?:le)?\b(?:[ -]{_SPELT}\b){{0,8}}",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(
    r"((?:\b(?:fin|d[ée]but|mi|courant)[ \t-])?(?<![\w.,/+°-])(?<!\d )(?:19[2-9]\d|20[0-4]\d))(?![\w/%]|[.,-]\d|"
    r" \d| ?(?:mg|ml|mL|kcal|UI|µg|g)\b)"
)
# A year after a name in capitals is an edition: "OMS 2016", "UICC 2017"; after these words too.
_EDITION = re.compile(
    r"(?:\b[A-Z]{3,}|[Cc]lassification|[Vv]ersion|[ÉEée]dition|[Cc]rit[èe]res|[Rr]ecommandations|N[°º]) {0,2}$"
)
_MONTH_ALONE = re.compile(
    rf"(?:\b(?:en|depuis|d[èe]s|jusqu['’]en|mois (?:de |d['’]))[ \t]{{0,2}})((?:fin |d[ée]but |"
    rf"mi-)?{_MONTHS}(?: {_YEAR})?)\b(?!\w)"
    rf"|\b((?:fin|d[ée]but|mi|courant)[ -]{_MONTHS})\b",
    re.IGNORECASE,
)
_FIGURES_ALONE = re.compile(rf"\b(?:en|depuis|le|du|au|jusqu['’]en) ((?:0[1-9]|1[0-2]) {_YEAR})(?![\w/%]|[.,-]\d| \d)")
# Dates of laws and guidelines are nobody's: "décret n°2013-1066 du 3 juin 2013", "January 2023 NICE guideline".
_PUBLIC_BEFORE = re.compile(
    r"\b(?:(?:loi|d[ée]cret)(?: n[°º] ?[\w-]{1,12})? du|(?:guidelines?|consensus|recommandations?)(?: of| from| de)?) $",
    re.IGNORECASE,
)
_PUBLIC_AFTER = re.compile(r" (?:[A-Z][\w/]{1,12} ){0,2}(?:guidelines?|consensus|guidance|recommendations?)\b")


def dates(text: str, found: Sequence[Word]) -> Iterator[Identifier]:
    """Dates in figures, with the month in words, or spelt out; a month with its year; a day without its year where
    the words around say that it is one."""
    with_months = (_SPELT_DATE, _WORDED, _MONTH_FIRST, _MONTH_AND_YEAR)
    has_months = any(word.plain.startswith(_FIRST_LETTERS) for word in found)
    for rule in (*(with_months if has_months else ()), _NUMERIC, _MONTH_YEAR):
        for match in rule.finditer(text):
            start, end = match.span()
            vague = rule in (_MONTH_AND_YEAR, _MONTH_YEAR)
            if _is_date(match.group(), rule) and not _is_public(text, start, end, vague=vague):
                yield Identifier(start, end, "DATE")
    for rule in (_DAY_MONTH, _DAY_OF_RANGE, _MONTH_OF_RANGE, _BORN_YEAR):
        for match in rule.finditer(text):
            yield Identifier(match.start(1), match.end(1), "DATE")


def vague_dates(text: str) -> Iterator[Identifier]:
    """Years and months alone, where the words before place an event in them: "depuis 2016", "fin septembre"."""
    for rule in (_YEAR_ALONE, _MONTH_ALONE, _FIGURES_ALONE):
        for match in rule.finditer(text):
            start, end = match.span(match.lastindex or 0)
            if not _is_public(text, start, end, vague=True) and not _EDITION.search(text[max(0, start - 20) : start]):
                yield Identifier(start, end, "DATE")


def _is_date(written: str, rule: re.Pattern[str]) -> bool:
    """ "2 may" and "mar 3" are dates where the month is a name in capitals or a year follows."""
    if rule not in (_WORDED, _MONTH_FIRST, _MONTH_AND_YEAR):
        return True
    letters = re.search(r"[^\W\d_]{3,}", re.sub(r"\d(?:er|ère|st|nd|rd|th)", "", written))
    if letters is None:
        return False
    month = letters.group()
    if month.lower() in ("may", "mar", "march", "mars", "dec", "sep", "sept") and month.islower():
        has_year = re.search(_YEAR, written) is not None
        return has_year or month.lower() == "mars"
    return True


def _is_public(text: str, start: int, end: int, *, vague: bool) -> bool:
    """Whether it is the date of a law or, where it names no day, of a guideline."""
    return bool(_PUBLIC_BEFORE.search(text[max(0, start - 40) : start]) or (vague and _PUBLIC_AFTER.match(text, end)))
