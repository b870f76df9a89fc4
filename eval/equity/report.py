"""The equity report: the library, the cohorts and the question suites, by group of patients."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.analysis.profile import cohort_profile
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Role
from corpora.cohorts.store import Cohort
from corpora.lexicon import Lexicon
from corpora.literature.source import Source
from eval.equity.facets import facets_of, facets_of_source
from eval.equity.shares import Share, composition, outcomes
from eval.runs.folder import Run

# By suite: the score that says whether an item fared well, and what it has to reach (1 where nothing is named).
FARED_WELL = {
    "clinical-questions": ("facts_stated", "facts_wanted"),
    "pubmedqa": ("right", ""),
    "pubmedqa-retrieval": ("right", ""),
    "retrieval": ("recall_10", ""),
}


@dataclass(frozen=True)
class EquityTable:
    """One table: ``title`` and ``notes`` are texts in the report's language."""

    title: str
    kind: Literal["composition", "outcomes"]
    shares: tuple[Share, ...]
    notes: tuple[str, ...] = ()


def library_table(sources: Iterable[Source], lexicon: Lexicon, language: Language) -> EquityTable:
    """Of whom the library's sources speak."""
    found = composition(facets_of_source(source, lexicon) for source in sources)
    return EquityTable(say("eval_equity.library", language), "composition", tuple(found))


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
                low, median, high = (f"{q:g}" for q in row.quartiles)
                notes.append(
                    say("eval_equity.quartiles", language, label=variable.label, median=median, low=low, high=high)
                )
            else:
                shares.append(Share(role.value, row.level, row.n, profile.n))
    if not shares and not notes:
        return None
    title = say("eval_equity.cohort", language, title=profile.title, n=profile.n)
    return EquityTable(title, "composition", tuple(shares), tuple(notes))


def outcome_table(run: Run, lexicon: Lexicon, language: Language) -> EquityTable | None:
    """How the questions of each group fared in a run; ``None`` for a suite without questions of patients."""
    rows = []
    for item in run.items():
        well = _fared_well(run.suite, item["scores"])
        if well is None:
            continue
        payload = item["input"].get("clinical-questions", item["input"])
        text = " ".join([*payload.get("previous", ()), str(payload.get("question") or payload.get("query") or "")])
        spoken = item["groups"].get("language")
        rows.append(({**facets_of(text, lexicon, spoken), **item["groups"]}, well))
    if not rows:
        return None
    title = say("eval_equity.outcomes", language, suite=run.suite, configuration=run.configuration, n=len(rows))
    return EquityTable(title, "outcomes", tuple(outcomes(rows)))


def _fared_well(suite: str, scores: Mapping[str, object]) -> bool | None:
    for name in suite.split("+"):
        if name not in FARED_WELL:
            continue
        start = f"{name}." if "+" in suite else ""
        score, over = FARED_WELL[name]
        value, wanted = scores.get(f"{start}{score}"), scores.get(f"{start}{over}") if over else 1
        if isinstance(value, int | float) and isinstance(wanted, int | float):
            return bool(value >= wanted)
        return None
    return None
