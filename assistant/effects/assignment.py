"""Which arm each figure of a sentence is of."""

import re

from assistant.effects.arms import ArmMention
from assistant.effects.figures import Figure

_WHO = (
    r"patients?|participants?|women|men|individuals|people|those|recipients|subjects|children|adults|malades|patientes|"
    r"assigned|allocated|randomi[sz]ed|treated|given|receiving|received|who|were|had|that|taking|the|le|la|les|des|a|an|both"
)
# From a figure to its arm: "(95% CI …) of 173 patients treated with"; a preposition must be among the words.
_TO_THE_RIGHT = re.compile(
    rf"(?:[\s)\]%,]|\(n\s*=\s*\d+\)|[(\[][^()\[\]]{{0,45}}[)\]]|of\s+(?:the\s+)?\d[\d,]*|months?|mois|{_WHO})*"
    rf"\b(?:in|with|for|on|among|of|receiving|given|assigned|allocated|to|from|dans|avec|sous|pour|chez|after|by)\b"
    rf"(?:\s|{_WHO}|to|with|in|on|\d[\d,]*)*",
    re.IGNORECASE,
)
# From an arm to its figure: "(n=241; ", ", ", " was ", " had a median PFS of ".
_TO_THE_LEFT = re.compile(
    rf"(?:[\s,:=(\[]|n\s*=\s*\d+|{_WHO}|was|were|of|is|median|est|était|de|and it was|\d+\s+of\s+\d+|\d+\s*/\s*\d+|"
    r"\d+(?:\s+patients)?(?=\s*[(\[])|[a-z-]+[ -](?:free )?(?:survival|response|rates?)|PFS|OS|DFS|ORR|achieved|an?|at)*",
    re.IGNORECASE,
)
_JOINS_FIGURES = re.compile(
    r"[\s)\]]*(?:(?:months|mois|weeks|years)\b\s*)?(?:,?\s*(?:v|vs\.?|versus|(?:as\s+)?compared\s+(?:with|to)|and|or|et|contre)|,)\s*[(\[]?\s*"
    r"(?:(?:the\s+)?median\s+)?"
)
_JOINS_ARMS = re.compile(
    r"[\s,()\[\]]*(?:(?:v|vs\.?|versus|(?:as\s+)?compared\s+(?:with|to)|and|or|et|contre|than|over|par\s+rapport\s+(?:à|au)|que|while)\b|,)"
    rf"(?:[\s,()\[\]]|n\s*=\s*\d+|in|with|for|on|to|dans|avec|sous|le|la|chez|among|{_WHO})*|[\s()\[\]n=\d,]*,\s*(?:and\s+)?(?:the\s+)?"
)
_EXPLICITLY = re.compile(r"\b(?:v|vs\.?|versus|compared|than|contre|rapport|comparativement)\b")
_INTERRUPTS = re.compile(r";|\b(?:vs?|versus|than|compared|whereas|while|but|contre)\b", re.IGNORECASE)


def is_explicit(plain: str, start: int, end: int) -> bool:
    """Whether ``plain[start:end]``, between two arms or figures, says that one is compared with the other."""
    return _EXPLICITLY.search(plain, start, end) is not None


def series_of(plain: str, figures: list[Figure]) -> list[list[Figure]]:
    """The figures in runs that nothing but "versus", "and" or a comma separates: ``"9.0 v 7.8 months"`` is one run."""
    runs: list[list[Figure]] = []
    for figure in figures:
        if runs and _JOINS_FIGURES.fullmatch(plain, runs[-1][-1].end, figure.start):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return runs


def arm_of_single(plain: str, figure: Figure, arms: list[ArmMention], busy: list[Figure]) -> ArmMention | None:
    """The arm that the words next to a figure give it to, or ``None``."""
    right = next((a for a in arms if a.start >= figure.end), None)
    if right is not None and right.start - figure.end < 90 and not _between(figure.end, right.start, busy):
        between = plain[figure.end : right.start]
        if _TO_THE_RIGHT.fullmatch(between) and not _INTERRUPTS.search(between):
            return right
    left = next((a for a in reversed(arms) if a.end <= figure.start), None)
    if left is not None and figure.start - left.end < 110 and not _between(left.end, figure.start, busy):
        between = plain[left.end : figure.start]
        if _TO_THE_LEFT.fullmatch(between) and not _INTERRUPTS.search(between):
            return left
    return None


def _between(start: int, end: int, figures: list[Figure]) -> bool:
    return any(start <= f.start < end for f in figures)


def lists_of_arms(plain: str, arms: list[ArmMention]) -> list[list[ArmMention]]:
    """The arms of a sentence in the runs in which it sets them side by side: ``"for ECF, TC, and TCF"``."""
    runs: list[list[ArmMention]] = []
    for arm in arms:
        last = runs[-1][-1] if runs else None
        if last is not None and last.key != arm.key and _JOINS_ARMS.fullmatch(plain, last.end, arm.start):
            runs[-1].append(arm)
        else:
            runs.append([arm])
    return [run for run in runs if len(run) > 1]


def arms_of_series(
    plain: str, run: list[Figure], arms: list[ArmMention], start: int, end: int
) -> list[ArmMention] | None:
    """The arms of a run of figures, in its order, from a list of as many arms in the same sentence; else ``None``.

    A list right behind the run comes first, then the nearest before it, then any after it: ``"6.1 v 5.9 months …
    for motolimod vs placebo"``.
    """
    lists = [one for one in lists_of_arms(plain, arms) if len(one) == len(run) and len({a.key for a in one}) == len(run)]
    behind = [one for one in lists if one[0].start >= run[-1].end]
    if behind and _TO_THE_RIGHT.fullmatch(plain, run[-1].end, behind[0][0].start):
        return behind[0]
    before = [one for one in lists if one[-1].end <= run[0].start]
    if before:
        return before[-1]
    if behind and _EXPLICITLY.search(plain, behind[0][0].end, behind[0][1].start):
        return behind[0]
    if len(run) == 2 and len({a.key for a in arms}) == 2:
        first, second = _first_of_each(arms)
        if second.end <= run[0].start and _EXPLICITLY.search(plain, first.end, second.start):
            return [first, second]
    return None


def _first_of_each(arms: list[ArmMention]) -> tuple[ArmMention, ArmMention]:
    second = next(a for a in arms if a.key != arms[0].key)
    return arms[0], second
