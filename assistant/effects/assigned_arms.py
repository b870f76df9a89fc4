"""The two arms of a trial where its text says outright what patients were assigned to: ``to A or B``."""

import re
from collections import Counter

from assistant.effects.arm_names import parts_of, words_in
from assistant.effects.arm_words import GENERIC
from assistant.effects.arms import ArmMention, Arms
from assistant.effects.trial_arms import TrialArms, has_more_arms, tell_apart

_ASSIGNED_TO = re.compile(
    r"(?i)\b(?:assigned|allocated|randomi[sz]ed|randomisés|assignés)\b(?:[^.;:]{0,60}?)"
    r"\b(?:to\s+receive|to|between|into|recevoir|entre)\s+(?:either\s+|receive\s+)?(?P<rest>[^.;:]{5,320})"
)
_COMPARED_IN_TRIAL = re.compile(
    r"(?i)\b(?:trial|study|étude|essai)\b[^.;:]{0,120}?\b(?:compar(?:ed|ing|es)|tested|evaluated)\s+(?P<rest>[^.;:]{5,250}?"
    r"\s(?:versus|vs\.?|v)\s[^.;:]{3,120})"
)
_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_ENDS = re.compile(
    r"(?i)(?:,\s*)?\b(?:until|stratif\w+|in a [\d:]+|as (?:an? )?(?:adjuvant|first|second|maintenance)|with stratification|"
    r"in (?:patients|women|men|adults)|for (?:patients|up to|a (?:maximum|total)|\d)|on day|within|started|beginning|"
    r"given|administered|every \d|once|twice|each|after|before|by means|using|at \d|jusqu|chez)\b"
)
_WITH_OR_WITHOUT = re.compile(r"(?i)\s*,?\s*\b(?:with|avec)\s+(?:or|and|ou|et)\s+(?:without|sans)\s+")
_EITHER = re.compile(r"(?i)\b(?:either|soit)\s+")
_OR = re.compile(r"(?i)(?:,\s*|\s+)(?:or|ou|versus|vs\.?|v)\s+(?:to\s+|to receive\s+)?")
_AND = re.compile(r"(?i)\s+(?:and|et)\s+")
_THE_SAME = re.compile(
    r"(?i)\b(?:this|the same|that|identical)\s+(?:[a-z-]+\s+){0,2}?(?:regimen|treatment|chemotherapy|therapy|drugs?|schedule)\b"
    r"|\bthe same\b"
)
# Where the text speaks mostly of other groups, what it assigned is not what it compares.
_LEAST_MENTIONS, _LEAST_SHARE = 2, 0.6


def assigned_arms(plain: str, mentions: list[ArmMention], arms: Arms) -> TrialArms | None:
    """The arms of a trial that says what patients were assigned to, or ``None`` where that is not two.

    Parameters
    ----------
    mentions
        All that the text makes of its arms; each of the two must be among them at least twice.
    """
    bare = _BRACKETED.sub("", plain)
    if has_more_arms(plain):
        return None
    for pattern in (_ASSIGNED_TO, _COMPARED_IN_TRIAL):
        for m in pattern.finditer(bare):
            sides = _two_sides(m["rest"], "between" in m[0][: m.start("rest") - m.start()].lower())
            if sides is None:
                continue
            first, second = (_key(side, arms) for side in sides)
            if not first or not second or not tell_apart(first, second):
                continue
            found = _named(TrialArms(first, second, sides), mentions)
            if found is not None:
                return found
    return None


def _two_sides(rest: str, between: bool) -> tuple[str, str] | None:
    if m := _WITH_OR_WITHOUT.search(rest):
        with_what = _cut(rest[m.end() :])
        basis = rest[: m.start()].strip(" ,")
        return (f"{basis} plus {with_what}", basis) if basis and with_what else None
    choices = list(_OR.finditer(rest))
    if not choices and between:
        choices = list(_AND.finditer(rest))
    if len(choices) != 1:
        return None
    one, other = rest[: choices[0].start()], rest[choices[0].end() :]
    if m := _EITHER.search(one):
        # "GC plus either A or B": both with GC.
        basis, one = one[: m.start()].strip(" ,"), one[m.end() :]
        one, other = (f"{side} plus {basis}" if basis else side for side in (one, _cut(other)))
    else:
        one, other = one.strip(" ,"), _cut(other)
    if same := _THE_SAME.search(other):
        other = f"{other[: same.start()]}{_cut(one)}{other[same.end() :]}"
    return (one, other) if one and other else None


def _cut(piece: str) -> str:
    end = _ENDS.search(piece)
    return piece[: end.start() if end else len(piece)].strip(" ,")


def _key(side: str, arms: Arms) -> frozenset[str]:
    every = {part for word in words_in(side) for part in parts_of(word) or (word,)}
    key = {word for word in every if word in arms.words}
    substance = frozenset(key - GENERIC) or frozenset(key)
    return substance | {"no"} if re.match(r"(?i)no\s", side) else substance


def _named(trial: TrialArms, mentions: list[ArmMention]) -> TrialArms | None:
    names: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for mention in mentions:
        resolved = trial.resolve(mention)
        if resolved is not None:
            names[resolved.key != trial.first][mention.name] += 1
    counts = [sum(of_one.values()) for of_one in names]
    if min(counts) < _LEAST_MENTIONS or sum(counts) < _LEAST_SHARE * len(mentions):
        return None
    first, second = (min(of_one, key=lambda name: (-of_one[name], len(name))) for of_one in names)
    return TrialArms(trial.first, trial.second, (first, second))
