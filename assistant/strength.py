"""How strongly a source answers a question: what it studied held against what is asked, facet by facet.

Each facet (interventions, condition, setting, biomarkers, outcome) leaves a share, and the shares multiply: one plain
contradiction (another drug, another disease) is enough to make a source weak, and so are several doubtful ones. The
shares were set on the questions of eval/questions; `python -m eval.clinical_questions` measures what they do.
"""

import re

from assistant.about import About
from assistant.answer import Fit
from assistant.choices import amounts_compared, prints_amounts
from assistant.evidence import Candidate, Said
from assistant.matching import Match, is_generic, relation
from assistant.question import Question
from assistant.reported import reports
from assistant.sides import VERSUS, compared
from corpora.lexicon import MEDICINES, Category, Lexicon

_VERY_NEAR = 0.86
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
_AGES = frozenset({"adult", "young_adult", "paediatric", "elderly"})
# Asks for a difference between treatments, which a study without a comparison group cannot give.
_DIFFERENCE = re.compile(
    r"(?i)\b(vs\.?|versus|against|compared (to|with)|over|contre|comparée?s? (à|au|aux)|par rapport|gains?|advantage|avantage|"
    r"bénéfice|benefit|improv\w+|prolong\w+|allonge\w*)\b"
)
_ONLY_CHILDREN = re.compile(r"(?i)^(?!.*\badults?\b).*\b(?:children|childhood|pa?ediatric|enfants?|pédiatrique)\b")
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
    ["relapsed", "refractory", "relapsed_refractory", "second_line", "third_line", "later_line", "platinum_resistant"]
)
_UNTREATED = frozenset(["first_line", "newly_diagnosed", "untreated", "treatment_naive"])
_NODES = frozenset(["node_negative", "node_positive"])
COMPARATORS = frozenset({"placebo", "investigator_choice", "best_supportive_care", "observation", "standard_care"})
_SETTING_SHARES = {
    "line": 0.45,
    "treatment_phase": 0.42,
    "purpose": 0.6,
    "course": 0.8,
    "extent": 0.6,
    "stage": 0.75,
    "platinum_status": 0.5,
    "eligibility": 0.6,
}


def strength(question: Question, candidate: Candidate, lexicon: Lexicon, said: Said) -> float:
    """How strongly a source answers, 0 to 1."""
    about, held, mentioned = question.about, candidate.match, said.mentioned
    if any(word not in f"{candidate.source.title} {candidate.source.text}".lower() for word in about.unknown):
        return 0.0
    amounts = amounts_compared(question.text)
    if amounts and not prints_amounts(candidate.source, amounts):
        return 0.0
    return (
        (
            _interventions(about, held, lexicon, said, candidate.dense, versus=_compares(question))
            if about.interventions
            else _without_intervention(about, candidate)
        )
        * condition_share(about, held, lexicon, mentioned)
        * setting_share(about, held, mentioned)
        * (0.38 if _DIFFERENCE.search(question.text) and candidate.source.design.randomised is False else 1.0)
        * (0.35 if "adult" in about.settings and _ONLY_CHILDREN.search(candidate.source.title) else 1.0)
        * {Fit.DIFFERENT: 0.38, Fit.BROADER: 0.9}.get(held.of("biomarkers"), 1.0)
        * _outcome(question, said, lexicon)
        * _sides(question, said, lexicon)
        * _nearness(candidate.dense)
    )


def _compares(question: Question) -> bool:
    """Whether a question compares, other than two medicines: these are looked for in the arms."""
    return bool(VERSUS.search(question.text)) and question.sides is None


def key_interventions(about: About, lexicon: Lexicon) -> list[tuple[int, str]]:
    """The interventions that a source must have studied to answer, with their place: medicines, not comparators."""
    return [
        (at, i)
        for at, i in enumerate(about.interventions)
        if lexicon.concept(i).category in MEDICINES and i not in COMPARATORS and not is_generic(i, lexicon)
    ]


def _interventions(about: About, held: Match, lexicon: Lexicon, said: Said, dense: float, *, versus: bool) -> float:
    keys, mentioned = key_interventions(about, lexicon), said.mentioned
    procedures = [at for at, i in enumerate(about.interventions) if lexicon.concept(i).category is Category.PROCEDURE]
    share = 1.0
    if keys:
        covered = [max(held.interventions[at], 0.5 * touched(i, said, lexicon)) for at, i in keys]
        if max(covered) < 0.6:
            return 0.1
        if max(covered) < 0.9:
            share = 0.5
        if versus and min(covered) < 0.9:
            share = 0.38
        if min(covered) < 0.5:
            share = 0.3
        if procedures:
            found = [
                held.interventions[at] >= 0.6 or any(lexicon.is_a(about.interventions[at], m) for m in mentioned)
                for at in procedures
            ]
            share *= 0.38 + 0.62 * sum(found) / len(found)
        return share
    others = [at for at, i in enumerate(about.interventions) if i not in COMPARATORS]
    if not others:
        return 0.5
    if all(is_generic(about.interventions[at], lexicon) for at in others) and not about.conditions:
        return 0.3
    specific = [at for at in others if not is_generic(about.interventions[at], lexicon)]
    if not specific or dense >= _VERY_NEAR:
        specific = others
    best = max(max(held.interventions[at], 0.9 * (about.interventions[at] in mentioned)) for at in specific)
    if best < 0.6:
        return 0.3
    return share if best >= 0.9 else 0.6


def _without_intervention(about: About, candidate: Candidate) -> float:
    """Where no intervention is recognised, only a very near text, or an outcome in a condition, speaks for a source."""
    if candidate.dense >= _VERY_NEAR:
        return 0.7
    return 0.6 if about.outcomes and about.conditions else 0.3


def touched(asked: str, said: Said, lexicon: Lexicon) -> bool:
    """Whether a text names an intervention, a kind of it, or a small class that it belongs to."""
    return any(relation(asked, m, lexicon, components=True) is not Fit.DIFFERENT for m in said.mentioned)


def _outcome(question: Question, said: Said, lexicon: Lexicon) -> float:
    """One at least of the outcomes whose result is asked must be reported."""
    return 0.38 if question.results and not reports(question.results, said.reported, lexicon) else 1.0


def _sides(question: Question, said: Said, lexicon: Lexicon) -> float:
    """Treatments set against each other must have been arms of one trial."""
    return 0.38 if question.sides and not compared(said.arms, question.sides, lexicon) else 1.0


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
        found = sum(any(_names(o, m, lexicon) for m in mentioned) for o in others) / len(others)
        share *= 0.3 + 0.7 * found
    procedures = [p for p in about.prior if lexicon.concept(p).category is Category.PROCEDURE]
    if any(p not in mentioned for p in procedures if not is_generic(p, lexicon)):
        share *= 0.4
    return share


def setting_share(about: About, held: Match, mentioned: frozenset[str]) -> float:
    share = 1.0
    for dimension in held.contradicted:
        share *= _SETTING_SHARES.get(dimension, 1.0)
    asked = set(about.settings)
    if _special(about) - mentioned:
        share *= 0.35
    if asked & _AGES and held.settings & _AGES and not asked & held.settings & _AGES:
        share *= 0.35
    if (
        asked & _CURATIVE and not asked & _ADVANCED and held.settings & _ADVANCED and not held.settings & _CURATIVE
    ) or (asked & _ADVANCED and not asked & _CURATIVE and held.settings & _CURATIVE and not held.settings & _ADVANCED):
        share *= 0.4
    if nodes_contradicted(about, held):
        share *= 0.4
    if asked & _TREATED_BEFORE and held.settings & _UNTREATED and not held.settings & _TREATED_BEFORE:
        share *= 0.38
    return share


def nodes_contradicted(about: About, held: Match) -> bool:
    """Whether the question is about patients with involved nodes and the source about those without, or the reverse."""
    asked = _NODES.intersection(about.settings)
    return len(asked) == 1 and bool(held.settings & _NODES) and not asked & held.settings


def _special(about: About) -> set[str]:
    """Patients whom a source must name: not children with a tumour of childhood, nor men with any but breast cancer."""
    special = _SPECIAL_PATIENTS.intersection(about.settings)
    if _OF_CHILDHOOD.intersection(about.conditions):
        special = special - {"paediatric"}
    return set(special if "breast_cancer" in about.conditions else special - {"male"})


def _nearness(dense: float) -> float:
    """Cosines of this embedding model run from about 0.80 (unrelated) to 0.90 (the same): a mild share."""
    return min(1.0, max(0.75, 0.75 + (dense - 0.80) * 5))
