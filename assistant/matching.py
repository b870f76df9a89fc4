"""How a source stands to a question, facet by facet: same, broader, narrower, different, or not said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.about import About
from assistant.answer import Fit
from corpora.lexicon import Lexicon

FACETS = ("condition", "biomarkers", "setting", "interventions", "outcomes")

# A disease group or drug class with more members than this says little of any one of them.
_GENERIC = 12

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
    tumour, tumour_generic
        The best fit among cancers; whether the source's is a group too large to stand for the one asked about.
    contradicted
        Dimensions of the setting (``"line"``, ``"treatment_phase"``, …) in which the source has another value.
    settings
        The source's own.
    """

    fit: tuple[tuple[str, Fit], ...]
    interventions: tuple[float, ...]
    condition: float
    setting: float
    outcomes: float
    trial: bool
    tumour: Fit
    tumour_generic: bool
    contradicted: tuple[str, ...]
    settings: frozenset[str]

    def of(self, facet: str) -> Fit:
        """The fit of one facet."""
        return dict(self.fit)[facet]


def match(question: About, source: About, lexicon: Lexicon) -> Match:
    """Hold a source against a question."""
    condition = _best_fit(question.conditions, source.conditions, lexicon)
    tumour, generic = _tumour_fit(question.conditions, source.conditions, lexicon)
    setting, contradicted = _setting_fit(question.settings, source.settings, lexicon)
    biomarkers = _biomarker_fit(question.biomarkers, source.biomarkers, lexicon)
    coverage = tuple(
        max(_serves(asked, source.interventions, lexicon), 0.6 * _serves(asked, source.prior, lexicon))
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
        tumour=tumour,
        tumour_generic=generic,
        contradicted=contradicted,
        settings=frozenset(source.settings),
    )


def is_generic(concept_id: str, lexicon: Lexicon) -> bool:
    """Whether a disease group or a drug class is too large to stand for one member of it."""
    return len(lexicon.below(concept_id)) > _GENERIC


def relation(asked: str, held: str, lexicon: Lexicon, *, components: bool = False) -> Fit:
    """How ``held`` stands to ``asked``; a regimen holds its components."""
    if asked == held:
        return Fit.SAME
    if lexicon.is_a(held, asked):
        return Fit.NARROWER
    if lexicon.is_a(asked, held):
        return Fit.BROADER if not components or not is_generic(held, lexicon) else Fit.DIFFERENT
    if components:
        asked_parts, held_parts = lexicon.parts(asked), lexicon.parts(held)
        if asked_parts == held_parts:
            return Fit.SAME
        if all(any(lexicon.is_a(h, a) for h in held_parts) for a in asked_parts):
            return Fit.NARROWER
        if asked not in asked_parts and held in asked_parts:
            return Fit.BROADER
    return Fit.DIFFERENT


def _serves(asked: str, held: Sequence[str], lexicon: Lexicon) -> float:
    """How well a source's interventions serve one that is asked about.

    A class does not stand for a drug where the source names which other drug of the class it gave; of a regimen, some
    drugs serve for as many.
    """
    fit = _best_fit((asked,), held, lexicon, components=True)
    if fit is not Fit.BROADER:
        return _SERVES[fit]
    classes = [h for h in held if lexicon.is_a(asked, h) and not is_generic(h, lexicon)]
    if any(not any(o != h and lexicon.is_a(o, h) for o in held) for h in classes):
        return _SERVES[fit]
    parts = lexicon.parts(asked)
    given = sum(any(lexicon.is_a(h, part) for h in held) for part in parts) if asked not in parts else 0
    return _SERVES[fit] * given / len(parts)


# Dimensions whose values overlap in what trials call them (relapsed, recurrent, refractory; T and N; high risk).
_COMPATIBLE = frozenset({"course", "tnm", "resectability"})
_ORDER = (Fit.SAME, Fit.NARROWER, Fit.BROADER, Fit.DIFFERENT)


def _best_fit(asked: Sequence[str], held: Sequence[str], lexicon: Lexicon, *, components: bool = False) -> Fit:
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


def _tumour_fit(asked: Sequence[str], held: Sequence[str], lexicon: Lexicon) -> tuple[Fit, bool]:
    """The best fit among cancers, and whether, being broader, it is only of a large group (solid tumours)."""
    asked = _specific([a for a in asked if lexicon.is_a(a, "cancer")], lexicon)
    held = [h for h in held if lexicon.is_a(h, "cancer")]
    if not asked:
        return Fit.NOT_SAID, False
    if not held:
        return Fit.BROADER, True
    # A group named beside one of its members (skin cancer, non-melanoma) stands for that member only.
    held = _specific(held, lexicon)
    fit = _best_fit(asked, held, lexicon)
    broader = [h for h in held if any(lexicon.is_a(a, h) for a in asked)]
    return fit, bool(broader) and all(is_generic(h, lexicon) for h in broader)


def _specific(conditions: Sequence[str], lexicon: Lexicon) -> list[str]:
    return [c for c in conditions if not any(other != c and lexicon.is_a(other, c) for other in conditions)]


def _setting_fit(asked: Sequence[str], held: Sequence[str], lexicon: Lexicon) -> tuple[Fit, tuple[str, ...]]:
    """Settings of one dimension contradict each other (first line, second line); those of two dimensions coexist.

    Returns the fit and the dimensions contradicted.
    """
    fits: dict[str, list[Fit]] = {}
    for a in asked:
        dimension = lexicon.concept(a).dimension
        same_kind = [h for h in held if lexicon.concept(h).dimension == dimension]
        fits.setdefault(dimension, []).append(_best_fit((a,), same_kind, lexicon))
    contradicted = tuple(
        d for d, found in fits.items() if d not in _COMPATIBLE and all(fit is Fit.DIFFERENT for fit in found)
    )
    if contradicted:
        return Fit.DIFFERENT, contradicted
    every = [fit for found in fits.values() for fit in found if fit is not Fit.DIFFERENT]
    return next((fit for fit in (*_ORDER, Fit.NOT_SAID) if fit in every), Fit.NOT_SAID), ()


_STATUS = re.compile(r"_(positive|negative|mutated|mutant|wild_type|high|low|deficient|proficient|stable)$")


def _biomarker_fit(asked: Sequence[str], held: Sequence[str], lexicon: Lexicon) -> Fit:
    """Two statuses of one marker contradict each other; two markers coexist."""
    fits = []
    for a in asked:
        of_marker = [h for h in held if _marker(h) == _marker(a) or lexicon.related(a, h) != "different"]
        fit = _best_fit((a,), of_marker, lexicon)
        # A source on the other status is not made to fit by naming the marker as well.
        other_status = any(_marker(h) == _marker(a) and h != a and _STATUS.search(h) for h in held)
        # Nor does the mutation at large stand for a variant of it that is treated otherwise (exon 20, T790M, G12C).
        variant = fit is Fit.BROADER and not _STATUS.search(a) and any(h.endswith("_mutated") for h in of_marker)
        fits.append(Fit.DIFFERENT if fit is Fit.BROADER and (other_status or variant) else fit)
    if Fit.DIFFERENT in fits:
        return Fit.DIFFERENT
    return next((fit for fit in (*_ORDER, Fit.NOT_SAID) if fit in fits), Fit.NOT_SAID)


def _marker(concept_id: str) -> str:
    return re.sub(r"^[kn](?=ras$)", "", _STATUS.sub("", concept_id))
