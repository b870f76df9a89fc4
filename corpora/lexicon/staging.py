"""Stages, TNM classes and Karnofsky indices, which are patterns rather than names."""

import re
from collections.abc import Container, Iterator, Sequence

from corpora.lexicon.concept import Mention

_ROMAN = {"I": "stage_1", "II": "stage_2", "III": "stage_3", "IV": "stage_4"}
_NUMBER = r"(?:IV|I{1,3}|[1-4])[A-Ca-c]?\d?"
_STAGES = re.compile(
    rf"\b(?:[Ss]tages?|[Ss]tades?|STAGE|STADE|FIGO|AJCC)(?:\s+(?:[Ss]tages?|[Ss]tades?|19\d\d|20\d\d))*\s+"
    rf"({_NUMBER}(?:\s?(?:[-–/,&]|to|or|and|et|ou|à|,\s?or)\s?(?:{_NUMBER}|[A-C]\b))*)(?!\w)"
)
_STAGE_NUMBER = re.compile(r"IV|I{1,3}|[1-4]")
_BARE_STAGE = re.compile(r"(?<![\w.])(IV|I{1,3})([A-C]\d?)?(?![\w'’])")
_TNM = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<prefix>[cpyru]{0,2})(?P<t>T(?:is|a|[0-4](?:[a-d]|mic?)?))(?:\s?[-–/]\s?T?[0-4][a-d]?)?)?"
    r"[,;\s]{0,2}(?P<n>[cp]?N(?:[0-3][a-c]?(?:\s?[-–]\s?[0-3])?|\+))?[,;\s]{0,2}(?P<m>M[01][a-d]?)?(?![A-Za-z0-9*])"
)
_T = {"Ta": "t_a", "Ti": "t_is", "T1": "t_1", "T2": "t_2", "T3": "t_3", "T4": "t_4"}
# An index of 80 is about ECOG 1, one of 60 about ECOG 2.
_KARNOFSKY = re.compile(r"\b(?:KPS|(?i:karnofsky)|IK)\b[^\d.;\n]{0,25}?(100|[1-9]0)(?!\d)")
_GOOD, _POOR = 80, 60
_AT_LEAST = re.compile(r"(?i)[≥>]|at least|minimum|au moins|supérieur")
_OR_MORE = re.compile(r"(?i)\s?%?\s?(?:or|and|ou|et|to|-|–)\s?(?:more|higher|greater|above|better|plus|100)")
_NEXT_TO_A_STAGE = frozenset({"unresectable", "resectable", "locally_advanced"})


def stages(text: str, named: Sequence[Mention], cancers: Container[str], bladder: bool) -> Iterator[Mention]:
    """The stages, TNM classes and Karnofsky indices that a text gives.

    Parameters
    ----------
    named
        What is recognised by name. A bare ``III`` is a stage beside a cancer (``ovaire IV``, ``IB cervix``); ``IV``
        beside a drug is a vein.
    cancers
        Ids of the concepts that have stages.
    bladder
        Whether the text is about the bladder, where ``Ta`` is a class and not a word.
    """
    for match in _STAGES.finditer(text):
        for number in _STAGE_NUMBER.finditer(match.group(1)):
            stage = _ROMAN.get(number.group()) or f"stage_{number.group()}"
            yield Mention(stage, match.start(), match.end(), match.group())
    yield from _bare(text, named, cancers)
    for match in _TNM.finditer(text):
        yield from _tnm(match, bladder)
    for match in _KARNOFSKY.finditer(text):
        index = int(match.group(1))
        at_least = _AT_LEAST.search(match.group()) or _OR_MORE.match(text[match.end() :])
        if index >= _GOOD or (index <= _POOR and not at_least):
            status = "good_performance_status" if index >= _GOOD else "poor_performance_status"
            yield Mention(status, *match.span(), match.group())


def _bare(text: str, named: Sequence[Mention], cancers: Container[str]) -> Iterator[Mention]:
    before = {mention.end for mention in named if mention.concept_id in cancers}
    after = {
        mention.start for mention in named if mention.concept_id in cancers or mention.concept_id in _NEXT_TO_A_STAGE
    }
    for match in _BARE_STAGE.finditer(text):
        numeral, letter = match.groups()
        if numeral == "I" and not letter:
            continue
        beside = match.start() - 1 in before or match.end() + 1 in after
        if beside or (letter and numeral != "IV" and named):
            yield Mention(_ROMAN[numeral], match.start(), match.end(), match.group())


def _tnm(match: re.Match[str], bladder: bool) -> Iterator[Mention]:
    t, n, m = match.group("t", "n", "m")
    if t and t[:2] in ("T0", "Ti") and "y" in match.group("prefix"):
        return  # a complete response, not a patient's stage
    if t and (t != "Ta" or bladder or match.group("prefix")) and t[:2] in _T:
        start = match.start("prefix")
        yield Mention(_T[t[:2]], start, match.end("t"), match.string[start : match.end("t")])
    if n:
        involved = n[-1] == "+" or any(digit in n for digit in "123")
        yield Mention("node_positive" if involved else "node_negative", match.start("n"), match.end("n"), n)
    if m:
        yield Mention("m_0" if m[1] == "0" else "metastatic", match.start("m"), match.end("m"), m)
