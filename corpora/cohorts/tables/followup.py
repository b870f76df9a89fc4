"""Outcomes proposed: which column is a time, which says whether it ended in an event, which dates belong together."""

import re
from dataclasses import dataclass

from corpora.cohorts.tables.headers import Header
from corpora.cohorts.tables.mapping import EventMapping, OutcomeMapping, TimeUnit, Words, folded
from corpora.cohorts.tables.profile import Holds, Profile

_EVENT_WORDS = """
1 dead deceased died 1:deceased décédé décédée decede decedee dcd mort event oui yes true y o vrai death décès deces
progressed recurred relapse relapsed rechute récidive recidive progression 1:progression 1:progressed 1:recurred
1:recurred/progressed recurred/progressed
"""
_CENSORED_WORDS = """
0 alive living 0:living vivant vivante vivant(e) non no false n faux censored censuré censure 0:censored 0:diseasefree
diseasefree 0:alive pdv
"""
_EVENT = frozenset(_EVENT_WORDS.split())
_CENSORED = frozenset(_CENSORED_WORDS.split()) | {"en vie", "0:alive or dead tumor free", "perdu de vue"}
_REVERSED = frozenset({"cnsr", "censor", "censure", "censored"})
_KINDS_OF_EVENT = re.compile(r"etype|event type|paramcd|type evenement|type evt|endpoint|critere")
_ORIGINS = (
    (r"rando", Words(en="randomisation", fr="la randomisation")),
    (r"chir|surg", Words(en="surgery", fr="la chirurgie")),
    (r"inclusion", Words(en="inclusion", fr="l'inclusion")),
    (r"traitement|trt|treat|start|debut", Words(en="start of treatment", fr="le début du traitement")),
)


@dataclass(frozen=True)
class Column:
    """A column with its header read and its cells looked at."""

    header: Header
    profile: Profile

    @property
    def name(self) -> str:
        """As in the file."""
        return self.header.name


@dataclass(frozen=True)
class Followup:
    """Outcomes with the columns that they take, and what was assumed (entries of the catalogue, with a column each)."""

    outcomes: dict[str, OutcomeMapping]
    assumed: tuple[tuple[str, str], ...]


def propose_outcomes(columns: list[Column], *, several_rows: bool) -> Followup:
    """The outcomes that a table's columns tell."""
    times = [column for column in columns if _is_time(column)]
    statuses = [column for column in columns if _is_status(column)]
    outcomes: dict[str, OutcomeMapping] = {}
    assumed: list[tuple[str, str]] = []
    for time in times:
        status = _status_of(time, times, statuses)
        if status is None:
            continue
        name = time.header.endpoint or status.header.endpoint
        if not name:
            name = "overall_survival"
            assumed.append(("cohort_inspect.assumed_overall", time.name))
        if name in outcomes:
            continue
        unit, unit_told = _unit(time)
        coding, coding_told = _coding(status)
        if not coding.get("event"):
            continue
        assumed += [] if unit_told else [(f"cohort_inspect.assumed_{unit}", time.name)]
        assumed += [] if coding_told else [("cohort_inspect.assumed_event", status.name)]
        outcomes[name] = _outcome(name, {"time": time.name, "unit": unit, "status": status.name, **coding})
    if several_rows and outcomes:
        outcomes = _by_kind(outcomes, columns)
    for name, outcome in _by_dates(columns).items():
        outcomes.setdefault(name, outcome)
    return Followup(outcomes, tuple(dict.fromkeys(assumed)))


def _is_time(column: Column) -> bool:
    numbers = column.profile.numbers
    return (
        column.header.meaning == "time" and column.profile.holds is Holds.NUMBERS and bool(numbers) and numbers[4] > 1
    )


def _is_status(column: Column) -> bool:
    return column.header.meaning == "status" and 1 <= len(column.profile.values) <= 6


def _status_of(time: Column, times: list[Column], statuses: list[Column]) -> Column | None:
    """The status that goes with a time: one of the same stem, of the same outcome, or the only one that is of none."""
    stem = re.sub(r" ?(time|months|days|mois|jours|years|ans)\b", "", time.header.plain).strip()
    same_stem = [each for each in statuses if stem and each.header.plain.removesuffix(" status").strip() == stem]
    if same_stem:
        return same_stem[0]
    same = [each for each in statuses if each.header.endpoint and each.header.endpoint == time.header.endpoint]
    if same:
        return max(same, key=lambda each: each.header.strength)
    general = [each for each in statuses if not each.header.endpoint]
    if general:
        return general[0]
    # A time without a name of its own goes with a status that no other time claims.
    claimed = {each.header.endpoint for each in times if each is not time}
    free = [each for each in statuses if each.header.endpoint not in claimed]
    return free[0] if free and not time.header.endpoint else None


def _unit(time: Column) -> tuple[TimeUnit, bool]:
    """The unit of a time, and whether its header tells it."""
    named = time.header.time_unit
    if named in ("days", "weeks", "months", "years"):
        return named, True  # type: ignore[return-value]
    if time.header.plain == "aval":
        return "days", False  # CDISC: unless AVALU says otherwise
    largest = time.profile.numbers[4]
    if largest > 600:
        return "days", True
    return ("years" if largest <= 40 and not time.profile.whole else "months"), False


def _coding(status: Column) -> tuple[dict[str, tuple[str, ...]], bool]:
    """Which values are the event, and whether they say so themselves."""
    values = [value for value, _ in status.profile.values]
    folds = {folded(value): value for value in values}
    if status.header.plain in _REVERSED and set(folds) <= {"0", "1"}:
        return {"event": ("0",), "censored": ("1",)}, status.header.plain == "cnsr"
    if set(folds) == {"1", "2"}:
        return {"event": (folds["2"],), "censored": (folds["1"],)}, False
    event = tuple(value for fold, value in folds.items() if fold in _EVENT)
    censored = tuple(value for fold, value in folds.items() if fold in _CENSORED)
    others = tuple(value for value in values if value not in event and value not in censored)
    if others and set(folds) <= {"0", "1", "2", "3"}:
        return {"event": event, "censored": censored, "competing": others}, False
    return {"event": event, "censored": censored}, not others and status.header.plain not in ("cens", *_REVERSED)


def _outcome(name: str, parts: dict[str, object]) -> OutcomeMapping:
    return OutcomeMapping.model_validate({**parts, **_LABELS.get(name, {})})


_LABELS = {
    "disease_free_interval": {"en": "Disease-free interval", "fr": "Intervalle sans maladie"},
    "progression_free_interval": {"en": "Progression-free interval", "fr": "Intervalle sans progression"},
}


def _by_kind(outcomes: dict[str, OutcomeMapping], columns: list[Column]) -> dict[str, OutcomeMapping]:
    """In a table of one row a patient and kind of event: an outcome for each kind."""
    kinds = next((column for column in columns if _KINDS_OF_EVENT.search(column.header.plain)), None)
    if kinds is None or not 1 < len(kinds.profile.values) <= 8:
        return outcomes
    only = next(iter(outcomes.values()))
    found = {}
    for value, _ in sorted(kinds.profile.values):
        known = {"os": "overall_survival", "pfs": "progression_free_survival", "dfs": "disease_free_survival"}
        name = known.get(value.lower(), f"time_to_{re.sub(r'[^a-z0-9]+', '_', value.lower()).strip('_')}")
        label = (
            {}
            if value.lower() in known
            else {"en": f"Time to event {value}", "fr": f"Délai jusqu'à l'événement {value}"}
        )
        found[name] = only.model_copy(update={"where": {kinds.name: (value,)}, **label})
    return found


def _by_dates(columns: list[Column]) -> dict[str, OutcomeMapping]:
    dated = {column.header.meaning: column for column in reversed(columns) if column.profile.holds is Holds.DATES}
    start, death, seen = (dated.get(meaning) for meaning in ("start_date", "death_date", "last_seen_date"))
    if start is None or seen is None:
        return {}
    origin = next((words for part, words in _ORIGINS if re.search(part, start.header.plain)), None)
    vital = next((each for each in columns if _is_status(each) and each.header.endpoint == "overall_survival"), None)
    found: dict[str, OutcomeMapping] = {}
    dying: dict[str, object] = {}
    if death is not None:
        dying = {"start": start.name, "event_date": death.name, "last_seen": seen.name}
        if vital is not None and (coding := _coding(vital)[0]).get("event"):
            dying |= {"status": vital.name, **coding}
        found["overall_survival"] = OutcomeMapping.model_validate({**dying, **({"origin": origin} if origin else {})})
    progression = dated.get("progression_date")
    if progression is not None:
        parts: dict[str, object] = {"start": start.name, "event_date": progression.name, "last_seen": seen.name}
        if dying:
            parts["otherwise"] = EventMapping.model_validate(dying)
        found["progression_free_survival"] = OutcomeMapping.model_validate(
            {**parts, **({"origin": origin} if origin else {})}
        )
    return found
