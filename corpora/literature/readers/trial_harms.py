"""Adverse events that a trial posted on ClinicalTrials.gov: the totals of each group, then the commoner events."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_TOTALS = (
    ("serious", "serious adverse events"),
    ("other", "other adverse events"),
    ("deaths", "deaths"),
)
_EVENTS = (("seriousEvents", "Serious", 1), ("otherEvents", "Other", 5))
"""Field, name, and the percentage of a group from which an event is listed: the registry's tables run to thousands."""


def posted_harms(results: Json) -> str:
    """The adverse events of a results section as lines of text; empty where none are posted."""
    module = results.get("adverseEventsModule") or {}
    groups = {group.get("id"): _line(group.get("title")) for group in module.get("eventGroups") or ()}
    lines = [line for group in module.get("eventGroups") or () if (line := _totals(group))]
    for field, name, percent in _EVENTS:
        events = [line for event in module.get(field) or () if (line := _event(event, groups, percent))]
        if events:
            lines.append(f"{name} adverse events in at least {percent}% of a group:")
            lines.extend(events)
    return "\n".join(lines)


def _totals(group: Json) -> str:
    counts = []
    for what, name in _TOTALS:
        affected, at_risk = group.get(f"{what}NumAffected"), group.get(f"{what}NumAtRisk")
        if affected is not None and at_risk:
            counts.append(f"{name} in {affected} of {at_risk}")
    return f"{_line(group.get('title'))}: {', '.join(counts)}." if counts else ""


def _event(event: Json, groups: Mapping[Any, str], percent: int) -> str:
    """An event's counts, one group after the other; empty where it is rarer in all of them."""
    counted = list(_counts(event))
    if not any(100 * affected >= percent * at_risk for _, affected, at_risk in counted):
        return ""
    shown = "; ".join(f"{groups.get(group, '')} {affected} of {at_risk}" for group, affected, at_risk in counted)
    return f"{_line(event.get('term'))}: {shown}."


def _counts(event: Json) -> Iterator[tuple[Any, int, int]]:
    for stat in event.get("stats") or ():
        affected, at_risk = stat.get("numAffected"), stat.get("numAtRisk")
        if isinstance(affected, int) and isinstance(at_risk, int) and at_risk > 0:
            yield stat.get("groupId"), affected, at_risk


def _line(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""
