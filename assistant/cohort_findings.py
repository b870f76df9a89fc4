"""What a cohort's summary reports, composed from the labels of its own data dictionary in both languages.

A cohort is never worded as a trial: its figures stand by group, without a word on which is better or on significance.
"""

from collections.abc import Sequence

from assistant.answer import EvidenceSource, Finding
from assistant.cohort_terms import terms_in_french, when_in
from assistant.limits import is_data_of_trial, limits_of
from assistant.relevance import OutcomeGroup
from assistant.rendering import render
from corpora.catalogue import Language, say
from corpora.cohorts.summaries import with_arm
from corpora.lexicon import Lexicon
from corpora.literature.effect import EffectEstimate
from corpora.literature.source import Source


def cohort_finding(
    evidence: EvidenceSource, chosen: Sequence[OutcomeGroup], language: Language, lexicon: Lexicon
) -> Finding:
    """The finding of a source of kind cohort: ``chosen`` are the outcomes worth stating."""
    source = evidence.source
    terms = _Terms(source, language, lexicon)
    effects = tuple(effect for group in chosen for effect in group.effects if effect.value is not None)
    heading = _heading(source, terms, language)
    outcomes = tuple(_outcome(endpoint, rows, terms) for endpoint, rows in _by_endpoint(effects).items())
    return Finding(
        text=" ".join((f"{heading}.", *(f"{outcome}." for outcome in outcomes))),
        citations=(evidence.n,),
        effects=effects,
        limits=limits_of(evidence, language, single=False),
        heading=heading,
        outcomes=outcomes,
    )


class _Terms:
    """A cohort's terms in the answer's language."""

    def __init__(self, source: Source, language: Language, lexicon: Lexicon) -> None:
        self._french, self.language, self._lexicon = terms_in_french(source), language, lexicon

    def __call__(self, term: str) -> str:
        if self.language == "en":
            return term
        return self._french.get(term) or render(term, self.language, self._lexicon)

    def with_arm(self, arm: str) -> str:
        """The arm as it follows a figure."""
        return with_arm(self(arm), self.language, self._lexicon)


def _heading(source: Source, terms: _Terms, language: Language) -> str:
    years = when_in(source, language)
    return say(
        "cohort_answer.heading" if years else "cohort_answer.heading_undated",
        language,
        kind=say("findings.cohort_of_trial" if is_data_of_trial(source) else "findings.cohort", language),
        name=source.about.get("trial_name") or source.origin,
        years=years,
        condition=terms(str(source.about.get("condition") or source.title)),
        n=source.about.get("n_randomised") or "?",
    )


def _by_endpoint(effects: Sequence[EffectEstimate]) -> dict[str, list[EffectEstimate]]:
    rows: dict[str, list[EffectEstimate]] = {}
    for effect in effects:
        rows.setdefault(effect.endpoint, []).append(effect)
    return rows


def _outcome(endpoint: str, rows: Sequence[EffectEstimate], terms: _Terms) -> str:
    figures = ", ".join(_rate(effect, terms) for effect in rows)
    named = terms(endpoint)
    return say("cohort_answer.outcome", terms.language, endpoint=named[:1].upper() + named[1:], figures=figures)


def _rate(effect: EffectEstimate, terms: _Terms) -> str:
    key = "cohort_answer.rate" if effect.comparison else "cohort_answer.rate_alone"
    arm = terms.with_arm(effect.comparison) if effect.comparison else ""
    return say(key, terms.language, rate=effect.value, low=effect.ci_low, high=effect.ci_high, arm=arm)
