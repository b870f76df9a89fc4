"""What limits a source's evidence for the question, in words."""

import re

from assistant.answer import EvidenceSource, Fit
from corpora.catalogue import Language, say
from corpora.literature.source import NoticeKind, Source, SourceKind

_OLD = 2012
_SMALL = 100
_OPEN = re.compile(r"open[- ]label|unblinded|unmasked|\bopen\b", re.IGNORECASE)
_SECONDARY = re.compile(
    r"\b(secondary|subgroup|pooled|post[- ]hoc|exploratory|ancillary) (analys\w+|report|study)|\bbiomarker analysis|"
    r"\banalysis (of|by) (a )?subgroup|pooled\b",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"\b(stopped|closed|terminated|halted|discontinued) (early|prematurely|for futility|for lack of)|"
    r"\b(trial|study|accrual|recruitment|enrol\w+) (was|were) (stopped|closed|terminated|halted)|"
    r"\bearly (closure|termination|stopping)|premature(ly)? (clos|terminat|stop)",
    re.IGNORECASE,
)


def limits_of(evidence: EvidenceSource, language: Language, *, single: bool) -> tuple[str, ...]:
    """The limits that hold, most serious first."""
    return tuple(say(f"findings.limit_{key}", language, **details) for key, details in _limits(evidence, single))


def is_data_of_trial(source: Source) -> bool:
    """Whether a cohort's summary comes from patients whose treatment was allocated at random."""
    return source.design.derived_from == "cohort" and source.design.randomised is None


def _limits(evidence: EvidenceSource, single: bool) -> list[tuple[str, dict[str, object]]]:
    source, fit = evidence.source, dict(evidence.fit)
    found: list[tuple[str, dict[str, object]]] = []
    for facet in ("condition", "setting", "biomarkers"):
        if fit.get(facet) is Fit.DIFFERENT:
            found.append((f"indirect_{facet}", {}))
    if source.kind is SourceKind.COHORT:
        found.append(("cohort_of_trial" if is_data_of_trial(source) else "cohort", {}))
    elif source.design.randomised is False:
        found.append(("not_randomised", {}))
    if NoticeKind.CORRECTION in source.notices:
        found.append(("correction", {}))
    if _STOPPED.search(source.text):
        found.append(("stopped_early", {}))
    if _SECONDARY.search(source.design.label):
        found.append(("secondary", {}))
    if _only_surrogates(evidence):
        found.append(("surrogate", {}))
    if source.design.phase == "2":
        found.append(("phase_2", {}))
    n = source.about.get("n_randomised")
    if isinstance(n, int) and 0 < n < _SMALL:
        found.append(("small", {"n": n}))
    if _OPEN.search(source.design.label):
        found.append(("open_label", {}))
    if 0 < source.year <= _OLD:
        found.append(("treated_before" if source.kind is SourceKind.COHORT else "old", {"year": source.year}))
    if single and source.kind is SourceKind.TRIAL_REPORT:
        found.append(("single", {}))
    return found


def _only_surrogates(evidence: EvidenceSource) -> bool:
    """Whether progression or response is reported and survival is not."""
    endpoints = " ".join(effect.endpoint.lower() for effect in evidence.source.effects)
    surrogate = re.search(r"progression|response|disease-free|relapse|recurrence|event-free|failure-free", endpoints)
    return bool(surrogate) and not re.search(
        r"overall survival|mortality|death|\bsurvival\b(?<!free survival)", endpoints
    )
