"""The two arms that a two-arm trial compares, told from the mentions of its whole text."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from assistant.effects.arm_names import parts_of, words_in
from assistant.effects.arm_words import CONTROL_WORDS, DROPPED, GENERIC
from assistant.effects.arms import ArmMention, Arms

_GROUP_AT_END = re.compile(r"(?i)\b(?:groups?|arms?)$|^(?:groupe|bras|arm|group)\b")
_MORE_ARMS = re.compile(
    r"(?i)\b(?:three|four|five|six|3|4)[- ](?:arms?|groups?|treatment (?:arms|groups))\b|\b1\s?:\s?1\s?:\s?1\b|"
    r"\b2\s?:\s?2\s?:\s?1\b|\bfactorial\b|\b(?:2|two)[ -]?(?:[x×]|by)[ -]?(?:2|two)\b"
)
# A name that is a role by itself.
_ROLES = frozenset({"placebo", "control", "observation", "témoin"})
_BY_ROLE = 2
_LEAST_EVIDENCE, _LEAST_TOGETHER = 2, 5
_BY_GROUP, _BY_COMPARISON, _BY_ASSIGNMENT, _BY_MENTION, _MOST_BARE_MENTIONS = 3, 3, 2, 1, 5


@dataclass(frozen=True)
class TrialArms:
    """The arms of a two-arm trial, by their key words, and the name that the text gives each most often."""

    first: frozenset[str]
    second: frozenset[str]
    names: tuple[str, str]

    def resolve(self, mention: ArmMention) -> ArmMention | None:
        """The mention under the key of the arm that its words single out; ``None`` where they single out neither."""
        words = mention.key
        if words in (self.first, self.second):
            return mention
        only_first, only_second = self.first - self.second, self.second - self.first
        in_first, in_second = bool(words & only_first), bool(words & only_second)
        if in_first != in_second:
            return replace(mention, key=self.first if in_first else self.second)
        if not in_first and words & self.first & self.second and not words - self.first - self.second - GENERIC:
            if not only_second and (_alone(mention) or words == self.second):
                return replace(mention, key=self.second)
            if not only_first and (_alone(mention) or words == self.first):
                return replace(mention, key=self.first)
        return None


def _alone(mention: ArmMention) -> bool:
    return bool(re.search(r"(?i)\b(?:alone|only|groups?|arms?|seule?)\b", mention.name))


def reduced(mention: ArmMention, arms: Arms) -> ArmMention:
    """The mention with a key of only those words that tell arms apart, where any remain; ``OFF`` as spelt out."""
    letter = next((word[1:] for word in mention.key if word.startswith("=")), None)
    if letter is not None:
        described = dict(arms.described).get(letter)
        return replace(mention, name=f"{mention.name} ({described})") if described else mention
    spelt = (
        dict(arms.described).get(re.sub(r"(?i)\s+(?:groups?|arms?)$", "", mention.name))
        if len(mention.key) == 1
        else None
    )
    if spelt and not mention.key & CONTROL_WORDS:
        words = frozenset(part for word in words_in(spelt) for part in parts_of(word) or (word,)) & arms.words
        if words:
            return replace(mention, key=words)
    kept = frozenset(word for word in mention.key if word not in DROPPED)
    return replace(mention, key=kept) if kept and kept != mention.key else mention


def has_more_arms(plain: str) -> bool:
    """Whether a text says that its trial has three arms or more, or a factorial design."""
    return _MORE_ARMS.search(plain) is not None


def tell_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether some word of substance stands in one name and not in the other."""
    if len(one) == len(other) == 1 and (min(one).startswith(min(other)) or min(other).startswith(min(one))):
        return False
    return (bool(one - other) and bool(other - one)) or bool((one ^ other) - GENERIC)


def _not_a_part(
    one: frozenset[str],
    other: frozenset[str],
    strong: Counter[frozenset[str]],
    names: dict[frozenset[str], Counter[str]],
) -> bool:
    """Whether two names are two arms though one is within the other: ``A plus B`` and ``B`` are, if B is seen alone."""
    small, big = sorted((one, other), key=len)
    if not small < big:
        return True
    either = any(re.search(r"\b(?:or|ou)\b", name) for name in names[big])
    seen = sum(names[big].values()) > 1
    return seen and not either and not (big - small) & _ROLES and strong[small] >= _BY_GROUP + _BY_ASSIGNMENT


def two_arms(
    plain: str, mentions: list[ArmMention], compared: list[ArmMention], assigned: frozenset[str]
) -> TrialArms | None:
    """The two arms of a trial, or ``None`` where the text has more, fewer, or does not make them out clearly.

    Parameters
    ----------
    mentions
        All that the text makes of its arms.
    compared
        Those among them that stand on either side of a "versus".
    assigned
        Words of what the text says patients were assigned to or treated with.
    """
    if has_more_arms(plain):
        return None
    weight: Counter[frozenset[str]] = Counter()
    strong: Counter[frozenset[str]] = Counter()
    bare: Counter[frozenset[str]] = Counter()
    names: dict[frozenset[str], Counter[str]] = {}
    for mention in mentions:
        grouped = bool(_GROUP_AT_END.search(mention.name))
        if grouped or bare[mention.key] < _MOST_BARE_MENTIONS:
            weight[mention.key] += _BY_GROUP if grouped else _BY_MENTION
        strong[mention.key] += _BY_GROUP if grouped else 0
        bare[mention.key] += not grouped
        names.setdefault(mention.key, Counter())[mention.name] += 1
    for mention in compared:
        weight[mention.key] += _BY_COMPARISON
        strong[mention.key] += _BY_COMPARISON
    for key in list(weight):
        if key & assigned:
            weight[key] += _BY_ASSIGNMENT
            strong[key] += _BY_ASSIGNMENT
        if key & _ROLES:
            strong[key] += _BY_ROLE
    if not any(key & _ROLES for key in weight):
        weight.pop(frozenset({"treatment"}), None)
    ranked = sorted(weight, key=lambda key: (strong[key] + weight[key], strong[key]), reverse=True)
    if len(ranked) < 2:
        return None
    first = ranked[0]
    second = next(
        (key for key in ranked[1:] if tell_apart(first, key) and _not_a_part(first, key, strong, names)), None
    )
    if second is None or min(strong[first], strong[second]) < _LEAST_EVIDENCE:
        return None
    if strong[first] + strong[second] < _LEAST_TOGETHER:
        return None
    arms = TrialArms(first, second, (names[first].most_common(1)[0][0], names[second].most_common(1)[0][0]))
    others = [
        key
        for key in ranked[1:]
        if key != second and arms.resolve(ArmMention(0, 0, names[key].most_common(1)[0][0], key)) is None
    ]
    if any(strong[key] > 0.7 * strong[second] and strong[key] >= 5 for key in others):
        return None
    return arms
