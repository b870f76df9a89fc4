"""How the effects extracted from one abstract agree with its curated ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.effects.endpoints import find_endpoints
from assistant.effects.plain_text import plain
from corpora.literature.effect import RATIOS, EffectEstimate, Measure

_VERSUS = re.compile(r"\s+(?:vs?\.?|versus)\s+")
_WORDS_OF_NO_MATTER = frozenset(
    (
        "group",
        "arm",
        "plus",
        "and",
        "with",
        "or",
        "the",
        "for",
        "of",
        "mg",
        "a",
        "to",
        "patients",
        "treatment",
        "therapy",
        "in",
        "on",
    )
)


class Arms(StrEnum):
    """How an extracted comparison stands to the curated one, by the words of the two arms."""

    SAME = "same"
    REVERSED = "reversed"
    NOT_COMPARABLE = "not comparable"
    NOT_GIVEN = "not given"
    NOT_CURATED = "not curated"


@dataclass(frozen=True)
class Matched:
    """A curated effect and the extracted one with the same measure, value and interval."""

    curated: EffectEstimate
    extracted: EffectEstimate
    measure_right: bool
    endpoint_right: bool
    arms: Arms


@dataclass(frozen=True)
class Agreement:
    """What was found, missed and added in one abstract.

    ``printed`` are those added effects whose value and interval stand in the abstract just as extracted, behind the
    name of their measure.
    """

    doi: str
    matched: tuple[Matched, ...]
    missed: tuple[EffectEstimate, ...]
    added: tuple[EffectEstimate, ...]
    printed: tuple[EffectEstimate, ...]

    def disagreements(self) -> Iterator[str]:
        """One line for each thing that differs, for reading by eye."""
        for effect in self.missed:
            yield f"missed   {self.doi} {effect.measure.value} {effect.value} {effect.quote!r}"
        for effect in self.added:
            seen = "printed" if effect in self.printed else "ADDED"
            yield f"{seen:8} {self.doi} {effect.measure.value} {effect.value} {effect.quote!r}"
        for pair in self.matched:
            ours, card = pair.extracted, pair.curated
            if not pair.endpoint_right:
                yield f"endpoint {self.doi} {ours.value} {ours.endpoint!r}, curated {card.endpoint!r}"
            if pair.arms in (Arms.REVERSED, Arms.NOT_COMPARABLE, Arms.NOT_GIVEN):
                yield f"{pair.arms.value} {self.doi} {ours.value} {ours.comparison!r}, curated {card.comparison!r}"


def agreement_on(
    doi: str, abstract: str, extracted: Sequence[EffectEstimate], curated: Sequence[EffectEstimate]
) -> Agreement:
    """Match each curated effect with one extracted effect of the same kind, value and interval."""
    left = list(extracted)
    matched: list[Matched] = []
    missed: list[EffectEstimate] = []
    for effect in curated:
        if effect.value is None:
            continue
        alike = [other for other in left if _same_numbers(effect, other)]
        if not alike:
            missed.append(effect)
            continue
        best = max(
            alike, key=lambda other: (_likeness(other.comparison, effect.comparison), _same_endpoint(other, effect))
        )
        left.remove(best)
        arms = _arms(best, effect, curated)
        matched.append(Matched(effect, best, best.measure is effect.measure, _same_endpoint(best, effect), arms))
    printed = tuple(effect for effect in left if _stands_in(effect, abstract))
    return Agreement(doi, tuple(matched), tuple(missed), tuple(left), printed)


def _same_numbers(curated: EffectEstimate, extracted: EffectEstimate) -> bool:
    both_ratios = curated.measure in RATIOS and extracted.measure in RATIOS
    if not both_ratios and curated.measure is not extracted.measure:
        return False
    if curated.value != extracted.value:
        return False
    # Medians and rates are matched by value: cards leave out intervals that abstracts print.
    return not both_ratios or (curated.ci_low, curated.ci_high) == (extracted.ci_low, extracted.ci_high)


def _same_endpoint(extracted: EffectEstimate, curated: EffectEstimate) -> bool:
    """Whether both name one endpoint: a known one in both, or half of the words of the shorter name."""
    ours, theirs = _known(extracted.endpoint), _known(curated.endpoint)
    if ours & theirs:
        return True
    words, their_words = _words(extracted.endpoint), _words(curated.endpoint)
    shorter = min(len(words), len(their_words))
    return shorter > 0 and len(words & their_words) / shorter >= 0.5


def _known(endpoint: str) -> set[str]:
    mentions = find_endpoints(plain(endpoint), frozenset({"or", "rr"}))
    named = [m for m in mentions if not m.event] or mentions
    return {mention.key for mention in named}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower())) - _WORDS_OF_NO_MATTER


def _likeness(one: str, other: str) -> float:
    a, b = _words(one), _words(other)
    return len(a & b) / max(1, len(a | b))


def _arms(extracted: EffectEstimate, curated: EffectEstimate, every: Sequence[EffectEstimate]) -> Arms:
    if not extracted.comparison:
        return Arms.NOT_GIVEN
    if curated.measure in (Measure.MEDIAN, Measure.RATE):
        others = [e.comparison for e in every if e.comparison != curated.comparison and e.measure is curated.measure]
        mine = _likeness(extracted.comparison, curated.comparison)
        theirs = max((_likeness(extracted.comparison, other) for other in others), default=0.0)
    else:
        ours, card = _VERSUS.split(extracted.comparison, maxsplit=1), _VERSUS.split(curated.comparison, maxsplit=1)
        if len(card) != 2 or "not stated" in curated.comparison:
            return Arms.NOT_CURATED
        if len(ours) != 2:
            return Arms.NOT_GIVEN
        mine = _likeness(ours[0], card[0]) + _likeness(ours[1], card[1])
        theirs = _likeness(ours[0], card[1]) + _likeness(ours[1], card[0])
    if mine == theirs:
        return Arms.NOT_COMPARABLE
    return Arms.SAME if mine > theirs else Arms.REVERSED


_LABEL = re.compile(
    r"(?i:hazards?[ -]ratios?|odds[ -]ratios?|(?:risk|rate|detection)[ -]ratios?|relative (?:risks?|rates?|"
    r"detection|sensitivity))|"
    r"\b[as]?(?:HR|OR|RR)s?\b"
)


def _stands_in(effect: EffectEstimate, abstract: str) -> bool:
    """Whether an abstract prints a ratio with its interval: name, then value, then both bounds with nothing between.

    Between value and bounds only "95% CI", brackets, punctuation and a p value may stand.
    """
    if effect.measure not in RATIOS or effect.ci_low is None or effect.ci_high is None:
        return False
    text = plain(abstract)
    number = {name: re.escape(str(n)).removeprefix("0") for name, n in _numbers(effect)}
    pattern = re.compile(
        rf"(?<![\d.])0?{number['value']}(?!\d)[^.\d]{{0,12}}(?:[Pp]\s?[=<>]\s?[\d.]+\W{{0,3}})?(?:\d\d(?:\.\d+)?\s?%[^.\d]{{0,12}})?"
        rf"0?{number['low']}\D{{1,8}}0?{number['high']}(?!\d)"
    )
    return any(_LABEL.search(text, max(0, m.start() - 700), m.start()) for m in pattern.finditer(text))


def _numbers(effect: EffectEstimate) -> list[tuple[str, object]]:
    return [("value", effect.value), ("low", effect.ci_low), ("high", effect.ci_high)]
