"""Results that a trial posted on ClinicalTrials.gov: text and effects, with the digits that the registry prints."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from corpora.literature.passages import SECTION_SEPARATOR
from corpora.literature.readers.trial_harms import posted_harms

Json = Mapping[str, Any]

_SECTION = "posted results"
_MEASURES = (
    (re.compile(r"hazard ratio|cox proportional", re.IGNORECASE), Measure.HAZARD_RATIO),
    (re.compile(r"odds ratio", re.IGNORECASE), Measure.ODDS_RATIO),
    (re.compile(r"risk ratio|relative risk|rate ratio", re.IGNORECASE), Measure.RISK_RATIO),
    (re.compile(r"risk difference|difference in (?:percent|proportion|rate)", re.IGNORECASE), Measure.RATE_DIFFERENCE),
    (re.compile(r"median difference", re.IGNORECASE), Measure.MEDIAN_DIFFERENCE),
    (
        re.compile(r"mean difference|difference in (?:ls |least squares? )?means?", re.IGNORECASE),
        Measure.MEAN_DIFFERENCE,
    ),
)
_PLAIN_KINDS = frozenset({"", "NUMBER", "COUNT_OF_PARTICIPANTS"})
_TIME = re.compile(r"\b(month|week|year|day)s?\b", re.IGNORECASE)
_PER_CENT = re.compile(r"percent|per cent|%", re.IGNORECASE)
_NUMBER = re.compile(r"[-−–]?\d[\d,]*(?:\.\d+)?|[-−–]?\.\d+")


@dataclass(frozen=True)
class Results:
    """Posted results: sections, and the effects of each with the span of its quote within that section's text."""

    parts: tuple[tuple[str, str], ...] = ()
    effects: tuple[tuple[EffectEstimate, ...], ...] = ()

    def effects_at(self, spans: Sequence[tuple[int, int]]) -> tuple[EffectEstimate, ...]:
        """The effects, pointing into the text in which the parts begin at ``spans``."""
        return tuple(
            replace(e, passage_start=e.passage_start + start, passage_end=e.passage_end + start)
            for (start, _), effects in zip(spans, self.effects, strict=True)
            for e in effects
        )


def posted_results(results: Json) -> Results:
    """The results section of a study: each outcome measure, then adverse events and participant flow."""
    parts: list[tuple[str, str]] = []
    effects: list[tuple[EffectEstimate, ...]] = []
    for outcome in (results.get("outcomeMeasuresModule") or {}).get("outcomeMeasures") or ():
        lines, found = _outcome(outcome)
        kind = str(outcome.get("type") or "").lower().replace("_", " ")
        parts.append((SECTION_SEPARATOR.join((_SECTION, f"{kind} outcome".strip())), "\n".join(lines)))
        effects.append(found)
    for name, text in (("participant flow", _flow(results)), ("adverse events", posted_harms(results))):
        if text:
            parts.append((SECTION_SEPARATOR.join((_SECTION, name)), text))
            effects.append(())
    return Results(tuple(parts), tuple(effects))


def _outcome(outcome: Json) -> tuple[list[str], tuple[EffectEstimate, ...]]:
    """An outcome's lines of text, and its effects with spans within these lines joined."""
    title = _line(outcome.get("title"))
    groups = {g.get("id"): _line(g.get("title")) for g in outcome.get("groups") or ()}
    frame = _line(outcome.get("timeFrame"))
    lines = [f"{title}{f' [{frame}]' if frame else ''}"]
    if described := _line(outcome.get("description")):
        lines.append(described)
    effects: list[EffectEstimate] = []
    length = len("\n".join(lines))

    def add(line: str, effect: EffectEstimate | None) -> None:
        nonlocal length
        lines.append(line)
        if effect:
            effects.append(replace(effect, quote=line, passage_start=length + 1, passage_end=length + 1 + len(line)))
        length += 1 + len(line)

    measured = list(_measured(outcome, title, groups))
    for line, effect in measured:
        add(line, effect)
    for analysis in outcome.get("analyses") or ():
        if analysed := _analysis(analysis, title, groups, [e for _, e in measured if e]):
            add(*analysed)
    return lines, tuple(effects)


def _measured(outcome: Json, title: str, groups: Mapping[Any, str]) -> Any:
    """Each group's value of an outcome, as a line and, for medians and rates, an effect."""
    unit, kind = _line(outcome.get("unitOfMeasure")), str(outcome.get("paramType") or "").upper()
    spread = _line(outcome.get("dispersionType"))
    for cls in outcome.get("classes") or ():
        for category in cls.get("categories") or ():
            labels = ", ".join(filter(None, (_line(cls.get("title")), _line(category.get("title")))))
            for m in category.get("measurements") or ():
                value, group = _line(m.get("value")), groups.get(m.get("groupId"), "")
                if not value or value.upper() == "NA":
                    continue
                low, high = _line(m.get("lowerLimit")), _line(m.get("upperLimit"))
                interval = f" ({spread}: {low} to {high})" if low and high else ""
                interval = interval or (f" ({spread}: {_line(m.get('spread'))})" if m.get("spread") else "")
                endpoint = f"{title} ({labels})" if labels else title
                shown = "" if kind in _PLAIN_KINDS else f"{kind.lower().replace('_', ' ')} "
                line = f"{endpoint}, {group}: {shown}{value} {unit}{interval}."
                yield line, _group_effect(kind, unit, endpoint, group, value, low, high, spread)


def _group_effect(
    kind: str, unit: str, endpoint: str, group: str, value: str, low: str, high: str, spread: str
) -> EffectEstimate | None:
    number = _decimal(value)
    if number is None:
        return None
    if kind == "MEDIAN":
        measure = Measure.MEDIAN
    elif _PER_CENT.search(unit) and kind in ("NUMBER", "COUNT_OF_PARTICIPANTS", "MEAN", ""):
        measure = Measure.RATE
    else:
        return None
    level = re.search(r"(\d+(?:\.\d+)?)\s?%", spread) if "confidence" in spread.lower() else None
    time = _TIME.search(unit)
    return EffectEstimate(
        endpoint=endpoint,
        measure=measure,
        comparison=group,
        value=number,
        ci_low=_decimal(low) if level else None,
        ci_high=_decimal(high) if level else None,
        ci_level=Decimal(level[1]) if level and _decimal(low) is not None and _decimal(high) is not None else None,
        unit="%" if measure is Measure.RATE else f"{time[1].lower()}s" if time else "",
        exact=True,
    )


def _analysis(
    analysis: Json, title: str, groups: Mapping[Any, str], measured: list[EffectEstimate]
) -> tuple[str, EffectEstimate | None] | None:
    """A statistical analysis as a line, and as an effect where its measure is one that is known."""
    name, value = _line(analysis.get("paramType")), _line(analysis.get("paramValue"))
    p = _line(analysis.get("pValue"))
    if not value and not p:
        return None
    compared = [groups[g] for g in analysis.get("groupIds") or () if g in groups]
    low, high = _line(analysis.get("ciLowerLimit")), _line(analysis.get("ciUpperLimit"))
    level = _line(analysis.get("ciPctValue"))
    interval = f" ({level}% CI {low} to {high})" if level and low and high else ""
    p_printed = f"p {p if p[:1] in '<>=≤≥' else f'= {p}'}" if p else ""
    method = _line(analysis.get("statisticalMethod"))
    shown = re.sub(r"\s*\([A-Z]{2,3}\)", "", name).lower() or "estimate"
    said = [f"{shown} {value}{interval}" if value else "", p_printed, method]
    comment = " ".join(filter(None, (_line(analysis.get("groupDescription")), _line(analysis.get("estimateComment")))))
    line = f"{title} ({'; '.join(compared)}): {', '.join(filter(None, said))}.{f' {comment}' if comment else ''}"
    number = _decimal(value)
    measure = next((measure for pattern, measure in _MEASURES if pattern.search(name)), None)
    if number is None or measure is None:
        return line, None
    bounds = (_decimal(low), _decimal(high)) if interval else (None, None)
    whole = None not in bounds
    effect = EffectEstimate(
        endpoint=title,
        measure=measure,
        comparison=_direction(measure, number, compared, measured, comment),
        value=number,
        ci_low=bounds[0] if whole else None,
        ci_high=bounds[1] if whole else None,
        ci_level=_decimal(level) if whole else None,
        p=p.replace(" ", "") or None,
        unit="%" if measure is Measure.RATE_DIFFERENCE else "",
        exact=True,
    )
    return line, effect


def _direction(
    measure: Measure, value: Decimal, groups: list[str], measured: list[EffectEstimate], comment: str
) -> str:
    """``"A vs B"`` where the registry lets it be known which group is above the line; else empty.

    The registry does not state it as a field. It is taken from the medians of the same outcome, where they leave only
    one reading: a hazard ratio below 1 goes with the longer time to the event in the group above the line.
    """
    if len(groups) != 2:
        return ""
    for one, other in ((groups[0], groups[1]), (groups[1], groups[0])):
        if re.search(
            rf"{re.escape(one)}\s*(?:/|over|versus|vs\.?|relative to|divided by)\s*{re.escape(other)}",
            comment,
            re.IGNORECASE,
        ):
            return f"{one} vs {other}"
    medians = {e.comparison: e.value for e in measured if e.measure is Measure.MEDIAN and e.value is not None}
    first, second = (medians.get(group) for group in groups)
    if measure not in RATIOS or measure is not Measure.HAZARD_RATIO or first is None or second is None:
        return ""
    if first == second or value == 1:
        return ""
    above = groups[0] if (value < 1) == (first > second) else groups[1]
    return f"{above} vs {groups[1] if above == groups[0] else groups[0]}"


def _flow(results: Json) -> str:
    flow = results.get("participantFlowModule") or {}
    groups = {g.get("id"): _line(g.get("title")) for g in flow.get("groups") or ()}
    lines = []
    for period in flow.get("periods") or ():
        for milestone in period.get("milestones") or ():
            counts = [
                f"{groups.get(a.get('groupId'), '')} {_line(a.get('numSubjects'))}"
                for a in milestone.get("achievements") or ()
                if a.get("numSubjects")
            ]
            if counts:
                lines.append(
                    f"{_line(period.get('title'))}, {_line(milestone.get('type')).lower()}: {', '.join(counts)}."
                )
    return "\n".join(lines)


def _line(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _decimal(text: str) -> Decimal | None:
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", "").replace("−", "-").replace("–", "-"))
    except InvalidOperation:
        return None
