"""How a source stands to a question, facet by facet: same, broader, narrower, different, or not said."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.about import About
from assistant.answer import Fit
from corpora.lexicon import Lexicon

FACETS = ("condition", "biomarkers", "setting", "interventions", "outcomes")

# How well a source's concept serves one that the question names.
_SERVES = {Fit.SAME: 1.0, Fit.NARROWER: 0.9, Fit.BROADER: 0.6, Fit.DIFFERENT: 0.0, Fit.NOT_SAID: 0.0}


@dataclass(frozen=True)
class Match:
    """A source held against a question.

    Attributes
    ----------
    fit
        By facet; ``NOT_SAID`` where the question or the source does not say.
    interventions
        For each intervention asked about, in the question's order, how well the source covers it, 0 to 1.
    condition
        How well the source's condition serves, 0 to 1; 0.5 where unsaid.
    trial
        Whether the question names this source's trial.
    """

    fit: tuple[tuple[str, Fit], ...]
    interventions: tuple[float, ...]
    condition: float
    setting: float
    outcomes: float
    trial: bool

    def of(self, facet: str) -> Fit:
        """The fit of one facet."""
        return dict(self.fit)[facet]


def match(question: About, source: About, lexicon: Lexicon) -> Match:
    """Hold a source against a question."""
    condition = _best_fit(question.conditions, source.conditions, lexicon)
    setting = _setting_fit(question.settings, source.settings, lexicon)
    biomarkers = _biomarker_fit(question, source, lexicon)
    coverage = tuple(
        max(
            _SERVES[_best_fit((asked,), source.interventions, lexicon, components=True)],
            0.6 * _SERVES[_best_fit((asked,), source.prior, lexicon, components=True)],
        )
        for asked in question.interventions
    )
    if question.interventions and source.interventions:
        interventions = _best_fit(question.interventions, source.interventions, lexicon, components=True)
    else:
        interventions = Fit.NOT_SAID
    outcomes = _best_fit(question.outcomes, source.outcomes, lexicon)
    return Match(
        fit=(
            ("condition", condition),
            ("biomarkers", biomarkers),
            ("setting", setting),
            ("interventions", interventions),
            ("outcomes", outcomes),
        ),
        interventions=coverage,
        condition=_score_condition(question.conditions, source.conditions, lexicon),
        setting={Fit.SAME: 1.0, Fit.NARROWER: 0.8, Fit.BROADER: 0.8, Fit.DIFFERENT: 0.0, Fit.NOT_SAID: 0.5}[setting],
        outcomes={Fit.SAME: 1.0, Fit.NARROWER: 0.9, Fit.BROADER: 0.7, Fit.DIFFERENT: 0.2, Fit.NOT_SAID: 0.5}[outcomes],
        trial=bool(set(question.trials) & set(source.trials)),
    )


def relation(asked: str, held: str, lexicon: Lexicon, *, components: bool = False) -> Fit:
    """How ``held`` stands to ``asked``; a regimen holds its components."""
    if asked == held:
        return Fit.SAME
    if lexicon.is_a(held, asked):
        return Fit.NARROWER
    if lexicon.is_a(asked, held):
        return Fit.BROADER
    if components:
        parts = lexicon.concept(held).components
        if any(lexicon.is_a(part, asked) for part in parts):
            return Fit.NARROWER
        if asked.startswith("regimen:") and any(lexicon.is_a(held, p) for p in lexicon.concept(asked).components):
            return Fit.BROADER
    return Fit.DIFFERENT


_ORDER = (Fit.SAME, Fit.NARROWER, Fit.BROADER, Fit.DIFFERENT)


def _best_fit(
    asked: Sequence[str], held: Sequence[str], lexicon: Lexicon, *, components: bool = False
) -> Fit:
    if not asked or not held:
        return Fit.NOT_SAID
    fits = {relation(a, h, lexicon, components=components) for a in asked for h in held}
    return next(fit for fit in _ORDER if fit in fits)


def _score_condition(asked: Sequence[str], held: Sequence[str], lexicon: Lexicon) -> float:
    """Mean over the conditions asked about: a question on mucositis in head and neck cancer wants both."""
    if not asked or not held:
        return 0.5
    serves = {Fit.SAME: 1.0, Fit.NARROWER: 0.9, Fit.BROADER: 0.7, Fit.DIFFERENT: 0.0, Fit.NOT_SAID: 0.5}
    return sum(serves[_best_fit((a,), held, lexicon)] for a in asked) / len(asked)


def _setting_fit(asked: Sequence[str], held: Sequence[str], lexicon: Lexicon) -> Fit:
    """Settings of the same kind contradict each other (first line, second line); others simply coexist."""
    if not asked or not held:
        return Fit.NOT_SAID
    return _best_fit(asked, held, lexicon)


def _biomarker_fit(question: About, source: About, lexicon: Lexicon) -> Fit:
    wanted, excluded = question.biomarkers, question.excluded_biomarkers
    if set(wanted) & set(source.excluded_biomarkers) - set(source.biomarkers):
        return Fit.DIFFERENT
    if set(excluded) & set(source.biomarkers) - set(source.excluded_biomarkers):
        return Fit.DIFFERENT
    if set(excluded) & set(source.excluded_biomarkers):
        return Fit.SAME
    return _best_fit(wanted, source.biomarkers, lexicon)
