"""Whether a source studied the patients asked about: their disease, and how far treatment had come."""

from assistant.about import About
from assistant.answer import Fit
from assistant.matching import Match, is_generic, relation
from corpora.lexicon import Category, Lexicon

_SPECIAL_PATIENTS = frozenset({"pregnancy", "breastfeeding", "paediatric", "male"})
_OF_CHILDHOOD = frozenset(
    {
        "neuroblastoma",
        "wilms_tumour",
        "retinoblastoma",
        "medulloblastoma",
        "ewing_sarcoma",
        "rhabdomyosarcoma",
        "hepatoblastoma",
    }
)
# Told of a patient: trials of metastatic disease include them without saying so. The brain is another matter.
_WHERE_IT_SPREAD = frozenset({"bone_metastases", "lung_metastases"})
_AGES = frozenset({"adult", "young_adult", "paediatric", "elderly"})
# Treatment with curative intent and treatment of advanced disease are two settings, whatever words say so.
_CURATIVE = frozenset(
    [
        "adjuvant",
        "neoadjuvant",
        "postneoadjuvant",
        "perioperative",
        "extended_adjuvant",
        "early_stage",
        "resectable",
        "non_metastatic",
        "curative",
        "definitive_treatment",
        "t_is",
        "t_1",
        "t_2",
        "node_negative",
        "stage_0",
        "stage_1",
        "stage_2",
    ]
)
_ADVANCED = frozenset(
    [
        "metastatic",
        "advanced",
        "unresectable",
        "second_line",
        "third_line",
        "later_line",
        "palliative",
        "refractory",
        "stage_4",
        "platinum_resistant",
        "relapsed",
        "relapsed_refractory",
    ]
)
# Disease that has come back or resisted, and disease that nothing has been given for yet.
_TREATED_BEFORE = frozenset(
    [
        "relapsed",
        "refractory",
        "relapsed_refractory",
        "second_line",
        "third_line",
        "later_line",
        "platinum_resistant",
        "platinum_sensitive",
    ]
)
_UNTREATED = frozenset(["first_line", "newly_diagnosed", "untreated", "treatment_naive"])
_MENOPAUSE = frozenset(["premenopausal", "postmenopausal"])
# Phases that a source on them names: another's result is not theirs.
_PHASES_NAMED = frozenset(["maintenance", "extended_adjuvant", "postneoadjuvant", "consolidation"])
_NODES = frozenset(["node_negative", "node_positive"])
_SETTING_SHARES = {
    "line": 0.38,
    "treatment_phase": 0.38,
    "course_phase": 0.38,
    "donor": 0.38,
    "risk": 0.38,
    "volume": 0.38,
    "purpose": 0.6,
    "course": 0.8,
    "extent": 0.6,
    "stage": 0.75,
    "platinum_status": 0.5,
    "eligibility": 0.6,
}


def _names(asked: str, mentioned: str, lexicon: Lexicon) -> bool:
    return relation(asked, mentioned, lexicon, components=True) in (Fit.SAME, Fit.NARROWER)


def condition_share(about: About, held: Match, lexicon: Lexicon, mentioned: frozenset[str]) -> float:
    """The tumour asked about must be the source's; a complication asked about must at least be named in it."""
    share = {
        Fit.SAME: 1.0,
        Fit.NARROWER: 1.0,
        Fit.BROADER: 0.8,
        Fit.DIFFERENT: 0.15,
        Fit.NOT_SAID: 1.0,
    }[held.tumour]
    if held.tumour is Fit.BROADER and held.tumour_generic:
        share = 0.3
    others = [c for c in about.conditions if not lexicon.is_a(c, "cancer")]
    if others:
        far = held.settings & {"metastatic", "advanced"}
        named = [any(_names(o, m, lexicon) for m in mentioned) or bool(far and o in _WHERE_IT_SPREAD) for o in others]
        found = sum(named) / len(others)
        share *= 0.3 + 0.7 * found
    procedures = [p for p in about.prior if lexicon.concept(p).category is Category.PROCEDURE]
    if any(p not in mentioned for p in procedures if not is_generic(p, lexicon)):
        share *= 0.4
    return share


def setting_share(about: About, held: Match, mentioned: frozenset[str]) -> float:
    share = 1.0
    asked = set(about.settings)
    both = asked & _UNTREATED and asked & _TREATED_BEFORE
    for dimension in held.contradicted:
        share *= 1.0 if dimension == "line" and both else _SETTING_SHARES.get(dimension, 1.0)
    if _special(about) - mentioned or (asked & _PHASES_NAMED) - mentioned - held.settings:
        share *= 0.35
    if asked & _AGES and held.settings & _AGES and not asked & held.settings & _AGES:
        share *= 0.35
    if (
        asked & _CURATIVE and not asked & _ADVANCED and held.settings & _ADVANCED and not held.settings & _CURATIVE
    ) or (asked & _ADVANCED and not asked & _CURATIVE and held.settings & _CURATIVE and not held.settings & _ADVANCED):
        share *= 0.38
    if nodes_contradicted(about, held) or _other_value(_MENOPAUSE, asked, held.settings):
        share *= 0.38
    if not both and asked & _TREATED_BEFORE and held.settings & _UNTREATED and not held.settings & _TREATED_BEFORE:
        share *= 0.38
    return share


def nodes_contradicted(about: About, held: Match) -> bool:
    """Whether the question is about patients with involved nodes and the source about those without, or the reverse."""
    return _other_value(_NODES, set(about.settings), held.settings)


def _other_value(values: frozenset[str], asked: set[str], held: frozenset[str]) -> bool:
    """Whether a question names one of two values and a source only the other."""
    return len(asked & values) == 1 and bool(held & values) and not asked & values & held


def _special(about: About) -> set[str]:
    """Patients whom a source must name: not children with a tumour of childhood, nor men with any but breast cancer."""
    special = _SPECIAL_PATIENTS.intersection(about.settings)
    if _OF_CHILDHOOD.intersection(about.conditions):
        special = special - {"paediatric"}
    return set(special if "breast_cancer" in about.conditions else special - {"male"})
