"""Which arm a sentence says is higher: by its words, and by the numbers that it prints for both."""

import re
from dataclasses import dataclass

from eval.systems.effect_in_text.asked import Asked, stem, words
from eval.systems.effect_in_text.cues import NUMBER, THAN

_TOKEN = re.compile(r"\b(?:group|arm|cohort|condition)s?\s+(?:[a-z]|[ivx]+|\d)\b|[A-Za-zα-ω]+\d*", re.IGNORECASE)
_NOT_AN_AMOUNT = re.compile(
    r"(±|\+/-|\bp\b\s*[<>=]\s*|\bn\s*=\s*|\bfig\w*\.?\s*|\btable\s*|\bday\s*|\bweeks?\s*|\bmonths?\s*|\byears?\s*|"
    r"\bstage\s*|\bgroup\s*|\bversion\s*|sd\s*=?\s*|ci[^\d]{0,6})$",
    re.IGNORECASE,
)
_TIME_OR_RANGE = re.compile(
    r"^\s*(?:[-–]?\s*(?:weeks?|months?|years?|days?|hours?|h|min|patients|subjects)\b|[-–]\s*\d)"
)


@dataclass(frozen=True)
class ArmMention:
    """An arm named in a sentence: ``first`` for the intervention."""

    start: int
    first: bool


def arm_mentions(sentence: str, prompt: Asked) -> list[ArmMention]:
    """Where a sentence names one of the two arms by a word that the other has not, in order."""
    found = []
    for match in _TOKEN.finditer(sentence):
        word = words(match.group())[0] if " " in match.group() else stem(match.group().lower())
        first, second = word in prompt.intervention, word in prompt.comparator
        if first != second:
            found.append(ArmMention(match.start(), first))
    return found


def orientation(sentence: str, at: int, arms: list[ArmMention]) -> int:
    """1 where a word at this place is said of the intervention, -1 of the comparator, 0 where it cannot be told."""
    than = THAN.search(sentence, at)
    if than:
        after = [arm for arm in arms if arm.start >= than.end()]
        if after:
            return -1 if after[0].first else 1
        ahead = [arm for arm in arms if arm.start < than.start()]
        if ahead:
            return 1 if ahead[-1].first else -1
        return 0
    before = [arm for arm in arms if arm.start < at]
    later = [arm for arm in arms if arm.start > at]
    nearest = min(before[-1:] + later[:1], key=lambda arm: abs(arm.start - at), default=None)
    if nearest is None:
        return 0
    return 1 if nearest.first else -1


def by_numbers(sentence: str, arms: list[ArmMention], at: int) -> int:
    """1 where the number printed for the intervention is the larger, -1 the smaller, 0 where it cannot be told.

    Parameters
    ----------
    at
        Where the outcome is named: the numbers after it are read first.
    """
    amounts = [match for match in NUMBER.finditer(sentence) if _is_amount(sentence, match)]
    later = [match for match in amounts if match.start() > at]
    amounts = later if len(later) >= 2 else amounts
    if len(amounts) < 2 or not any(arm.first for arm in arms) or all(arm.first for arm in arms):
        return 0
    if re.search(r"\brespectively\b|\bvs\.?\b|\bversus\b", sentence):
        order = _order(arms)
        one, other = amounts[0], amounts[1]
        return _sign(one.group(), other.group()) * order
    values: dict[bool, str] = {}
    for amount in amounts:
        ahead = [arm for arm in arms if arm.start < amount.start()]
        if ahead:
            values.setdefault(ahead[-1].first, amount.group())
    if len(values) < 2:
        return 0
    return _sign(values[True], values[False])


def _order(arms: list[ArmMention]) -> int:
    return 1 if arms[0].first else -1


def _sign(one: str, other: str) -> int:
    first, second = (float(number.replace("·", ".")) for number in (one, other))
    return (first > second) - (first < second)


def _is_amount(sentence: str, match: re.Match[str]) -> bool:
    before, after = sentence[max(0, match.start() - 14) : match.start()], sentence[match.end() :]
    return not _NOT_AN_AMOUNT.search(before) and not _TIME_OR_RANGE.match(after)
