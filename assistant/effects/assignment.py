"""Which arm each figure of a sentence is of."""

import re

from assistant.effects.arms import ArmMention
from assistant.effects.figures import Figure

_WHO = (
    r"patients?|participants?|women|men|individuals|people|those|recipients|subjects|children|adults|malades|"
    r"patientes|"
    r"assigned|allocated|randomi[sz]ed|treated|given|receiving|received|who|were|had|that|taking|the|le|la|les|"
    r"des|du|de la|a|an|both|groupe|bras|traité[es]*|recevant|ayant reçu"
)
# From a figure to its arm: "(95% CI …) of 173 patients treated with"; a preposition must be among the words.
_TO_THE_RIGHT = re.compile(
    rf"(?:[\s)\]%,]|\(n\s*=\s*\d+\)|[(\[][^()\[\]]{{0,45}}[)\]]|of\s+(?:the\s+)?\d[\d,]*|months?|mois|{_WHO})*"
    rf"\b(?:in|with|for|on|among|of|receiving|given|assigned|allocated|to|from|dans|avec|sous|pour|chez|du|par|"
    rf"after|by)\b"
    rf"(?:\s|{_WHO}|to|with|in|on|par|dans|\d[\d,]*)*",
    re.IGNORECASE,
)
# From an arm to its figure: "(n=241; ", ", ", " was ", " had a median PFS of ".
_TO_THE_LEFT = re.compile(
    rf"(?:[\s,:=(\[]|n\s*=\s*\d+|{_WHO}|was|were|of|is|median|est|était|de|and it was|\d+\s+of\s+\d+|\d+\s*/\s*\d+|"
    r"\d+(?:\s+patients)?(?=\s*[(\[])|[a-z-]+[ -](?:free )?(?:survival|response|rates?)|PFS|OS|DFS|ORR|"
    r"achieved|an?|at)*",
    re.IGNORECASE,
)
_COUNT = r"(?:\d[\d,]*|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_OF_HOW_MANY = r"(?:(?:of\s+(?:the\s+)?\d[\d,]*|patients|\[[^\[\]]{1,25}\]|\([^()]{1,25}\)|of)\s*)*[)\]]?\s*"
_JOINS_FIGURES = re.compile(
    rf"[\s)\]]*(?:(?:months|mois|weeks|years)\b\s*)?{_OF_HOW_MANY}(?:,?\s*(?:v|vs\.?|versus|"
    rf"(?:as\s+)?compared\s+(?:with|to)|and|or|et|contre)|,)\s*[(\[]?\s*"
    rf"(?:(?:the\s+)?median\s+)?(?:{_COUNT}(?:\s+of\s+\d[\d,]*|\s*/\s*\d+)?(?:\s+patients)?\s*[(\[,]\s*)?"
)
_JOINS_ARMS = re.compile(
    r"[\s,()\[\]]*(?:(?:v|vs\.?|versus|(?:as\s+)?compared\s+(?:with|to)|and|or|et|contre|than|over|"
    r"par\s+rapport\s+(?:à|au)|que|while)\b|,)"
    rf"(?:[\s,()\[\]]|n\s*=\s*\d+|in|with|for|on|to|dans|avec|sous|le|la|chez|among|{_WHO})*|"
    rf"[\s()\[\]n=\d,]*,\s*(?:and\s+)?(?:the\s+)?"
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


# "18.5% for", "8.3 months with": the words say whose it is, so it is not the arm before.
_SAYS_WHOSE = re.compile(
    r"[\s)\]]*(?:of\s+(?:the\s+)?\d[\d,]*\s*)?(?:patients\s+|of\s+those\s+)?(?:for|with|on|among|in|receiving|"
    r"given|without)\s+(?!each|both|median)[A-Za-z0-9]"
)
# "(226 [32%] of 697 vs 172": a pair in brackets behind the second of two arms.
_FIRST_OF_TWO = re.compile(rf"[\s)\]]*{_OF_HOW_MANY}(?:[a-z ]{{0,40}})?\b(?:v|vs\.?|versus)\s+{_COUNT}")


def arm_of_single(plain: str, figure: Figure, arms: list[ArmMention], busy: list[Figure]) -> ArmMention | None:
    """The arm that the words next to a figure give it to, or ``None``."""
    right = next((a for a in arms if a.start >= figure.end), None)
    if right is not None and right.start - figure.end < 90 and not _between(figure.end, right.start, busy):
        between = plain[figure.end : right.start]
        if _TO_THE_RIGHT.fullmatch(between) and not _INTERRUPTS.search(between):
            return None if between.rstrip().endswith("both") else right
    if _SAYS_WHOSE.match(plain, figure.end) or _FIRST_OF_TWO.match(plain, figure.end):
        return None
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
    return [_in_order(plain, run) for run in runs if len(run) > 1]


_COMPARED_WITH = re.compile(
    r"(?i)\b(?:compared|relative|comparativement|par\s+rapport)\s+(?:with|to|à|au)\s+(?:the\s+)?$"
)


def _in_order(plain: str, run: list[ArmMention]) -> list[ArmMention]:
    """``"Compared with B, A"`` sets A against B."""
    first = run[0]
    turned = (
        len(run) == 2
        and plain[first.end : run[1].start].replace("the", "").strip() == ","
        and _COMPARED_WITH.search(plain, max(0, first.start - 30), first.start)
    )
    return run[::-1] if turned else run


def arms_of_series(
    plain: str, run: list[Figure], arms: list[ArmMention], start: int, end: int
) -> list[ArmMention] | None:
    """The arms of a run of figures, in its order, from a list of as many arms in the same sentence; else ``None``.

    A list right behind the run comes first, then the nearest before it, then any after it: ``"6.1 v 5.9 months …
    for motolimod vs placebo"``.
    """
    lists = [
        one for one in lists_of_arms(plain, arms) if len(one) == len(run) and len({a.key for a in one}) == len(run)
    ]
    behind = [one for one in lists if min(a.start for a in one) >= run[-1].end]
    if behind and _TO_THE_RIGHT.fullmatch(plain, run[-1].end, behind[0][0].start):
        return behind[0]
    before = [one for one in lists if max(a.end for a in one) <= run[0].start]
    if before:
        return before[-1]
    if behind and _EXPLICITLY.search(plain, behind[0][0].end, behind[0][1].start):
        return behind[0]
    if len(run) == 2 and len({a.key for a in arms}) == 2:
        first, second = _first_of_each(arms)
        between = re.sub(r"\([^()]*\)", "", plain[first.end : second.start])
        if second.end <= run[0].start and _EXPLICITLY.search(between) and not re.search(r"\d", between):
            return [first, second]
    return None


def _first_of_each(arms: list[ArmMention]) -> tuple[ArmMention, ArmMention]:
    second = next(a for a in arms if a.key != arms[0].key)
    return arms[0], second
