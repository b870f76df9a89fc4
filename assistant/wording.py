"""Effects in words, in both languages, with the digits that their source prints."""

import re
from collections.abc import Sequence

from assistant.effects.direction import Direction, direction
from assistant.relevance import OutcomeGroup, is_per_arm
from assistant.rendering import render
from corpora.catalogue import Language, say
from corpora.lexicon import Lexicon
from corpora.literature.effect import RATIOS, EffectEstimate, Measure

_P_VALUE = re.compile(r"([<>=≤≥]?)\s*(\d*\.\d+(?:\s*[x×]\s*10\S*)?|\d+)")
_DIRECTION_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_WITHOUT = re.compile(r"(sans|avec|without|with)\b", re.IGNORECASE)
_GROUP = re.compile(r"^(groupe|bras)\b|\b(group|arm)$", re.IGNORECASE)
_DIFFERENCES = {
    Measure.RATE_DIFFERENCE: "findings.difference",
    Measure.MEAN_DIFFERENCE: "findings.mean_difference",
    Measure.MEDIAN_DIFFERENCE: "findings.median_difference",
}


def word_group(group: OutcomeGroup, language: Language, lexicon: Lexicon) -> str:
    """One outcome in words: its ratios and differences, then its figures by arm."""
    numbers: list[str] = []
    between = [e for e in group.effects if not is_per_arm(e) and e.measure is not Measure.OTHER]
    for effect in between:
        numbers.append(_between_arms(effect, language, lexicon))
    for measure in (Measure.MEDIAN, Measure.RATE):
        rows = [e for e in group.effects if e.measure is measure and is_per_arm(e) and e.value is not None]
        for label, same_label in _by_endpoint(rows):
            numbers.append(_by_arm(label, same_label, group, language, lexicon, with_p=not between))
    if not numbers:
        quotes = list(dict.fromkeys(e.quote for e in group.effects if e.quote))
        numbers = [say("findings.as_printed", language, quote=quote) for quote in quotes[:2]]
    return say(
        "findings.outcome",
        language,
        endpoint=_capital(render(group.endpoint, language, lexicon)),
        primary=say("findings.primary", language) if group.primary else "",
        numbers=" ; ".join(n for n in numbers if n) if language == "fr" else "; ".join(n for n in numbers if n),
    )


def printed_p(p: str | None) -> str:
    """A p value as ``p<0.001``; empty where none is printed."""
    found = _P_VALUE.search(p or "")
    if not found:
        return ""
    number = found.group(2)
    return f"p{found.group(1) or '='}{'0' if number.startswith('.') else ''}{number}"


def arms_of(effect: EffectEstimate) -> tuple[str, str]:
    """The two arms that a comparison names, the second empty where it names one; notes in brackets left out."""
    first, _, second = re.sub(r"\bvs\.? ", "vs ", effect.comparison).partition(" vs ")
    return _DIRECTION_NOTE.sub("", first).strip(), _DIRECTION_NOTE.sub("", second).strip()


def _between_arms(effect: EffectEstimate, language: Language, lexicon: Lexicon) -> str:
    first, second = (render(arm, language, lexicon) if arm else "" for arm in arms_of(effect))
    for_whom = ""
    if first and second:
        for_whom = say("findings.versus", language, first=first, second=second)
    elif first:
        for_whom = say("findings.for_arm", language, first=first)
    in_brackets = [x for x in (_interval(effect, language), printed_p(effect.p)) if x]
    value = str(effect.value) if effect.value is not None else ""
    if not value:
        return say("findings.as_printed", language, quote=effect.quote)
    if effect.measure in RATIOS:
        key, measure = "findings.ratio", say(f"findings.{effect.measure.value}", language)
    else:
        key, measure = _DIFFERENCES.get(effect.measure, "findings.difference"), ""
        value = _with_unit(value, effect.unit, language)
    words = say(
        key,
        language,
        measure=measure,
        value=value,
        interval=f" ({' ; '.join(in_brackets) if language == 'fr' else '; '.join(in_brackets)})" if in_brackets else "",
        p="",
        for_whom=for_whom,
    )
    verdict = direction(effect)
    if verdict is Direction.NO_DIFFERENCE:
        words += f", {say('findings.no_difference', language)}"
    elif verdict in (Direction.FAVOURS_FIRST, Direction.FAVOURS_SECOND) and first and second:
        arm = first if verdict is Direction.FAVOURS_FIRST else second
        words += f", {say('findings.favours', language, arm=arm)}"
    return words


def _by_endpoint(effects: Sequence[EffectEstimate]) -> list[tuple[str, list[EffectEstimate]]]:
    groups: dict[str, list[EffectEstimate]] = {}
    for effect in effects:
        groups.setdefault(effect.endpoint, []).append(effect)
    return list(groups.items())


def _by_arm(
    endpoint: str,
    effects: Sequence[EffectEstimate],
    group: OutcomeGroup,
    language: Language,
    lexicon: Lexicon,
    *,
    with_p: bool,
) -> str:
    arms = [_one_arm(effect, language, lexicon) for effect in effects]
    joined = ", ".join(arms[:-1]) + (say("findings.and", language) if len(arms) > 1 else "") + arms[-1]
    key = "findings.median" if effects[0].measure is Measure.MEDIAN else "findings.rate"
    words = say(key, language, arms=joined)
    if endpoint != effects[0].endpoint or _differs(endpoint, group):
        words = f"{render(endpoint, language, lexicon)}{' :' if language == 'fr' else ':'} {words}"
    ps = {printed_p(e.p) for e in effects if e.p}
    return words + (f" ({ps.pop()})" if with_p and len(ps) == 1 else "")


def _one_arm(effect: EffectEstimate, language: Language, lexicon: Lexicon) -> str:
    value = _with_unit(str(effect.value), effect.unit, language) + _bracketed(_interval(effect, language))
    arm = render(arms_of(effect)[0], language, lexicon) if effect.comparison else ""
    if not arm:
        return value
    key = "findings.per_arm"
    if _WITHOUT.match(arm):
        key = "findings.per_arm_without"
    elif _GROUP.search(arm):
        key = "findings.per_group"
    return say(key, language, value=value, arm=arm)


def _differs(endpoint: str, group: OutcomeGroup) -> bool:
    """Whether an endpoint's own words say more than the group's heading (another time point, another unit of it)."""
    heading = group.endpoint.lower()
    return re.sub(r"\s*\((months?|weeks?|years?|days?|%)\)$", "", endpoint.lower()) != heading


def _interval(effect: EffectEstimate, language: Language) -> str:
    if effect.ci_low is None or effect.ci_high is None:
        return ""
    if effect.ci_level is None:
        return say("findings.interval_of_unsaid_level", language, low=effect.ci_low, high=effect.ci_high)
    return say("findings.interval", language, level=effect.ci_level, low=effect.ci_low, high=effect.ci_high)


def _with_unit(value: str, unit: str, language: Language) -> str:
    if not unit:
        return value
    if unit == "%":
        return f"{value} %" if language == "fr" else f"{value}%"
    return f"{value} {say(f'findings.{unit}', language)}"


def _bracketed(text: str) -> str:
    return f" ({text})" if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
