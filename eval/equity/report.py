"""The equity report: the library, the cohorts and the question suites, by group of patients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.analysis.profile import cohort_profile
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Role
from corpora.cohorts.store import Cohort
from corpora.lexicon import Lexicon
from eval.equity.facets import facets_of
from eval.equity.shares import Share, composition, outcomes
from eval.report.figures import decimal
from eval.runs.folder import Run

# Fewer questions than these are not broken down: in a group of a few no interval tells anything.
FEWEST = 20


@dataclass(frozen=True)
class Criterion:
    """When an item fared well: its ``score`` reaches ``over`` (1 where nothing is named); ``title`` says it in words."""

    score: str
    over: str
    title: str


CRITERIA = {
    "clinical-questions": Criterion("facts_stated", "facts_wanted", "eval_equity.facts_all_stated"),
    "pubmedqa": Criterion("right", "", "eval_equity.decision_right"),
    "pubmedqa-retrieval": Criterion("right", "", "eval_equity.decision_right"),
    "retrieval": Criterion("recall_10", "", "eval_equity.all_in_ten"),
}


@dataclass(frozen=True)
class EquityTable:
    """One table: ``title`` and ``notes`` are texts in the report's language."""

    title: str
    kind: Literal["composition", "outcomes"]
    shares: tuple[Share, ...]
    notes: tuple[str, ...] = ()


def library_table(facets: Sequence[Mapping[str, str]], language: Language) -> EquityTable:
    """Of whom the library's sources speak (:func:`eval.equity.facets.facets_of_source`)."""
    known = any("country" in each for each in facets)
    notes = () if known else (say("eval_equity.no_country", language),)
    return EquityTable(say("eval_equity.library", language), "composition", tuple(composition(facets)), notes)


def cohort_table(cohort: Cohort, language: Language) -> EquityTable | None:
    """Who is in a cohort, from its published profile: small counts stay suppressed. ``None`` without sex and age."""
    profile = cohort_profile(cohort, language)
    roles = {v.name: v.role for role in (Role.SEX, Role.AGE) for v in cohort.dictionary.of_role(role)}
    shares, notes = [], []
    for variable in profile.variables:
        role = roles.get(variable.variable)
        if role is None:
            continue
        for row in variable.rows:
            if row.quartiles is not None:
                low, median, high = (decimal(f"{q:g}", language) for q in row.quartiles)
                notes.append(
                    say("eval_equity.quartiles", language, label=variable.label, median=median, low=low, high=high)
                )
            else:
                shares.append(Share(role.value, row.level, row.n, profile.n))
    if not shares and not notes:
        return None
    title = say("eval_equity.cohort", language, title=profile.title, n=profile.n)
    return EquityTable(title, "composition", tuple(shares), tuple(notes))


Fared = Sequence[tuple[Mapping[str, str], bool]]


def fared(run: Run, lexicon: Lexicon) -> Fared:
    """Of each question of a run: of whom it speaks, and whether it fared well; empty for suites without questions."""
    found = _criterion(run.suite)
    if found is None:
        return []
    rows = []
    for item in run.items():
        well = _fared_well(*found, item["scores"])
        if well is None:
            continue
        payload = item["input"].get("clinical-questions", item["input"])
        text = " ".join([*payload.get("previous", ()), str(payload.get("question") or payload.get("query") or "")])
        spoken = item["groups"].get("language")
        rows.append(({**facets_of(text, lexicon, spoken), **item["groups"]}, well))
    return rows


def outcome_table(run: Run, rows: Fared, language: Language) -> EquityTable | None:
    """How the questions of each group fared in a run; ``None`` for a suite without questions of patients."""
    found = _criterion(run.suite)
    if found is None or not rows:
        return None
    title = say("eval_equity.outcomes", language, suite=run.suite, configuration=run.configuration)
    if len(rows) < FEWEST:
        return EquityTable(title, "outcomes", (), (say("eval_equity.too_few", language, count=len(rows)),))
    left_out = int(run.about["items"]) - len(rows)
    note = say(
        "eval_equity.criterion",
        language,
        criterion=say(found[1].title, language),
        n=len(rows),
        left_out=left_out,
    )
    return EquityTable(title, "outcomes", tuple(outcomes(rows)), (note,))


def _criterion(suite: str) -> tuple[str, Criterion] | None:
    """That of the first of a joined suite's parts that has one, after what comes before its scores' names."""
    for name in suite.split("+"):
        if name in CRITERIA:
            return (f"{name}." if "+" in suite else ""), CRITERIA[name]
    return None


def _fared_well(start: str, criterion: Criterion, scores: Mapping[str, object]) -> bool | None:
    value = scores.get(f"{start}{criterion.score}")
    wanted = scores.get(f"{start}{criterion.over}") if criterion.over else 1
    if not isinstance(value, int | float) or not isinstance(wanted, int | float):
        return None
    return bool(value >= wanted)
