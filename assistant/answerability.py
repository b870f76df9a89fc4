"""Whether the library answers a question, decided before anything is drafted.

A source answers when what it studied is what the question is about. Each facet (interventions, condition, setting,
biomarkers, outcome) leaves a share of the source's strength, and the shares multiply: one plain contradiction (another
drug, another disease) is enough to fall under the threshold, and so are several doubtful ones. The shares and the
threshold were set on the development half of eval/questions; `python -m eval.clinical_questions` measures them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.about import About
from assistant.answer import Fit
from assistant.evidence import TRIAL_BONUS, Candidate
from assistant.matching import Match, relation
from assistant.question import Question
from assistant.scope import Scope, scope_of
from corpora.catalogue import say
from corpora.lexicon import Category, Lexicon
from corpora.literature.source import Source

THRESHOLD = 0.4
_EXAMINED = 15
_NEAR_BEST = 0.6
_SCORE_GAP = 0.7
_MOST_ANSWERING = 5

# A class this large (chemotherapy, monoclonal antibodies) or a disease group (solid tumours) stands for no member of it.
_GENERIC = 12
_VERY_NEAR = 0.86
# Outcomes that a question means when it names them; others are as often a patient's history (relapse, response).
_MEANT_OUTCOMES = frozenset({"overall_survival", "cost", "quality_of_life"})
_SPECIAL_PATIENTS = frozenset({"pregnancy", "paediatric", "male"})
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
_COMPARATORS = frozenset({"placebo", "investigator_choice", "best_supportive_care", "observation", "standard_care"})
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
_VERSUS = re.compile(
    r"\b(vs\.?|versus|against|compared (to|with)|contre|comparée?s? (à|au|aux)|par rapport|instead of|plutôt que)"
    r"(?!\s+(le |un )?(placebo|nothing|rien|observation|no))\b|\+",
    re.IGNORECASE,
)
_STUDY = r"([A-Z][A-Z0-9-]{3,}(?:[ -]\d+)?)"
_NAMED_STUDY = re.compile(
    rf"^\W*{_STUDY}\s*(?:[:,]|(?:ou|or|et|and)\b)"
    rf"|\b(?:in|dans|essai|étude|of the|de|selon|from)\s+{_STUDY}(?=\s*[,:?]|\s+(?:trial|study|essai))"
    rf"|\b{_STUDY}\s+(?:trial|study)\b"
)


@dataclass(frozen=True)
class Judgement:
    """The gate's decision.

    Attributes
    ----------
    answering
        Ids of the sources that bear on the very question; empty where it abstains.
    missing
        What the library lacks, in the answer's language; ``None`` where it answers.
    show_nearest
        Whether naming the nearest sources helps: not for a question outside the purpose.
    """

    answering: frozenset[str]
    missing: str | None
    show_nearest: bool = True

    def order(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with those that answer first."""
        return sorted(candidates, key=lambda c: c.source.id not in self.answering)


def judge(
    question: Question, candidates: Sequence[Candidate], lexicon: Lexicon, mentioned: Callable[[Source], frozenset[str]]
) -> Judgement:
    """Decide whether the library answers, and from which sources.

    Parameters
    ----------
    mentioned
        The concepts that a source's text names anywhere.
    """
    language = question.language
    scope = scope_of(question.text)
    if scope is not Scope.EVIDENCE:
        return Judgement(frozenset(), say(f"abstention.{scope.value}", language), show_nearest=False)
    examined = candidates[:_EXAMINED]
    if not examined:
        return Judgement(frozenset(), say("abstention.nothing", language), show_nearest=False)
    study = _unknown_study(question, examined, lexicon)
    if study:
        return Judgement(frozenset(), say("abstention.study", language, name=study))
    named = [c for c in examined if c.match.trial and _covers_something(question.about, c, lexicon)]
    if not named and _underspecified(question.about, examined, lexicon):
        return Judgement(frozenset(), say("abstention.which_disease", language))
    strengths = {c.source.id: strength(question, c, lexicon, mentioned(c.source)) for c in examined}
    strengths |= {c.source.id: 1.0 for c in named}
    best = max(strengths.values())
    if best >= THRESHOLD:
        floor = max(THRESHOLD, _NEAR_BEST * best)
        strong = [c for c in examined if strengths[c.source.id] >= floor]
        near = [c for c in strong if c in named or c.score >= strong[0].score - _SCORE_GAP - TRIAL_BONUS * bool(named)]
        answering = {c.source.id for c in near[:_MOST_ANSWERING]}
        return Judgement(frozenset(answering | _several(question, examined, lexicon, mentioned)), None)
    together = _together(question, examined, lexicon, mentioned) or _several(question, examined, lexicon, mentioned)
    if together:
        return Judgement(together, None)
    return Judgement(frozenset(), _missing(question, examined, lexicon))


def _covers_something(about: About, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether a trial that the question names studied one at least of the medicines that it names beside."""
    keys = key_interventions(about, lexicon)
    return not keys or max(candidate.match.interventions[at] for at, _ in keys) >= 0.6


def _underspecified(about: About, candidates: Sequence[Candidate], lexicon: Lexicon) -> bool:
    """Whether a medicine is asked about without a disease, a setting or a comparison, and was studied in several diseases."""
    keys = key_interventions(about, lexicon)
    if len(keys) != 1 or len(about.interventions) > 1 or about.conditions or about.settings or about.trials:
        return False
    tumours = {c.source.about.get("condition") for c in candidates if c.match.interventions[keys[0][0]] >= 0.9}
    return len(tumours) >= 3


def strength(question: Question, candidate: Candidate, lexicon: Lexicon, mentioned: frozenset[str]) -> float:
    """How strongly a source answers, 0 to 1."""
    about, held = question.about, candidate.match
    if any(word not in f"{candidate.source.title} {candidate.source.text}".lower() for word in about.unknown):
        return 0.0
    return (
        (
            _interventions(about, held, lexicon, mentioned)
            if about.interventions
            else _without_intervention(about, candidate)
        )
        * _condition(about, held, lexicon, mentioned)
        * _setting(about, held, mentioned)
        * {Fit.DIFFERENT: 0.4, Fit.BROADER: 0.9}.get(held.of("biomarkers"), 1.0)
        * _outcome(about, held)
        * _nearness(candidate.dense)
    )


def key_interventions(about: About, lexicon: Lexicon) -> list[tuple[int, str]]:
    """The interventions that a source must have studied to answer, with their place: medicines, not comparators."""
    medicines = (Category.DRUG, Category.REGIMEN, Category.DRUG_CLASS)
    return [
        (at, i)
        for at, i in enumerate(about.interventions)
        if lexicon.concept(i).category in medicines and i not in _COMPARATORS and not is_generic(i, lexicon)
    ]


def is_generic(concept_id: str, lexicon: Lexicon) -> bool:
    """Whether a class is too large to stand for one member of it."""
    return len(lexicon.below(concept_id)) > _GENERIC


def _interventions(about: About, held: Match, lexicon: Lexicon, mentioned: frozenset[str]) -> float:
    keys = key_interventions(about, lexicon)
    procedures = [at for at, i in enumerate(about.interventions) if lexicon.concept(i).category is Category.PROCEDURE]
    share = 1.0
    if keys:
        covered = [max(held.interventions[at], 0.5 * _touched(i, mentioned, lexicon)) for at, i in keys]
        if max(covered) < 0.6:
            return 0.1
        if max(covered) < 0.9:
            share = 0.5
        if min(covered) < 0.5:
            share = 0.3
        if procedures:
            found = [
                held.interventions[at] >= 0.6 or any(lexicon.is_a(about.interventions[at], m) for m in mentioned)
                for at in procedures
            ]
            share *= 0.38 + 0.62 * sum(found) / len(found)
        return share
    others = [at for at, i in enumerate(about.interventions) if i not in _COMPARATORS]
    if not others:
        return 0.5
    if all(is_generic(about.interventions[at], lexicon) for at in others) and not about.conditions:
        return 0.3
    best = max(max(held.interventions[at], 0.9 * (about.interventions[at] in mentioned)) for at in others)
    if best < 0.6:
        return 0.3
    return share if best >= 0.9 else 0.6


def _without_intervention(about: About, candidate: Candidate) -> float:
    """Where no intervention is recognised, only a very near text, or an outcome in a condition, speaks for a source."""
    if candidate.dense >= _VERY_NEAR:
        return 0.7
    return 0.6 if about.outcomes and about.conditions else 0.3


def _touched(asked: str, mentioned: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a text names an intervention, a kind of it, or a small class that it belongs to."""
    return any(relation(asked, m, lexicon, components=True) is not Fit.DIFFERENT for m in mentioned)


def _outcome(about: About, held: Match) -> float:
    """What is asked must be reported, where the question names nothing else that is."""
    if held.of("outcomes") is Fit.DIFFERENT and _MEANT_OUTCOMES.issuperset(about.outcomes):
        return 0.38
    return 1.0


def _names(asked: str, mentioned: str, lexicon: Lexicon) -> bool:
    return relation(asked, mentioned, lexicon, components=True) in (Fit.SAME, Fit.NARROWER)


def _condition(about: About, held: Match, lexicon: Lexicon, mentioned: frozenset[str]) -> float:
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


def _setting(about: About, held: Match, mentioned: frozenset[str]) -> float:
    share = 1.0
    for dimension in held.contradicted:
        share *= _SETTING_SHARES.get(dimension, 1.0)
    asked = set(about.settings)
    if asked & _SPECIAL_PATIENTS - mentioned:
        share *= 0.35
    if asked & _AGES and held.settings & _AGES and not asked & held.settings & _AGES:
        share *= 0.35
    if (
        asked & _CURATIVE and not asked & _ADVANCED and held.settings & _ADVANCED and not held.settings & _CURATIVE
    ) or (asked & _ADVANCED and not asked & _CURATIVE and held.settings & _CURATIVE and not held.settings & _ADVANCED):
        share *= 0.4
    return share


def _nearness(dense: float) -> float:
    """Cosines of this embedding model run from about 0.80 (unrelated) to 0.90 (the same): a mild share."""
    return min(1.0, max(0.75, 0.75 + (dense - 0.80) * 5))


def _together(
    question: Question, candidates: Sequence[Candidate], lexicon: Lexicon, mentioned: Callable[[Source], frozenset[str]]
) -> frozenset[str]:
    """Sources that answer only together: each studied one of the medicines asked about, in the condition asked about.

    Not for a question that sets one against the other: that asks for a comparison, which none of them made.
    """
    keys = key_interventions(question.about, lexicon)
    if len(keys) < 2 or _VERSUS.search(question.text):
        return frozenset()
    answering: set[str] = set()
    for at, _ in keys:
        fitting = [
            c.source.id
            for c in candidates
            if c.match.interventions[at] >= 0.9 and _same_patients(question, c, lexicon, mentioned)
        ]
        if not fitting:
            return frozenset()
        answering.update(fitting[:2])
    return frozenset(answering)


def _several(
    question: Question, candidates: Sequence[Candidate], lexicon: Lexicon, mentioned: Callable[[Source], frozenset[str]]
) -> frozenset[str]:
    """Where a question names three interventions or more: the sources that studied two of them, if they cover all."""
    asked = [at for at, i in enumerate(question.about.interventions) if i not in _COMPARATORS]
    if len(asked) < 3:
        return frozenset()
    covered: set[int] = set()
    answering: set[str] = set()
    for candidate in candidates:
        held = {at for at in asked if candidate.match.interventions[at] >= 0.9}
        if len(held) >= 2 and _same_patients(question, candidate, lexicon, mentioned):
            covered |= held
            answering.add(candidate.source.id)
    return frozenset(answering) if covered.issuperset(asked) else frozenset()


def _same_patients(
    question: Question, candidate: Candidate, lexicon: Lexicon, mentioned: Callable[[Source], frozenset[str]]
) -> bool:
    condition = _condition(question.about, candidate.match, lexicon, mentioned(candidate.source))
    return condition * _setting(question.about, candidate.match, mentioned(candidate.source)) >= 0.7


def _unknown_study(question: Question, candidates: Sequence[Candidate], lexicon: Lexicon) -> str:
    """A study that the question names and no candidate does; empty where there is none."""
    if question.about.trials:
        return ""
    covered = [(m.start, m.end) for m in lexicon.recognise(question.text, question.language)]
    for match in _NAMED_STUDY.finditer(question.text):
        group = next(g for g in (1, 2, 3) if match.group(g))
        start, end = match.span(group)
        name = match.group(group)
        known = any(name in f"{c.source.title} {c.source.about.get('trial_name')} {c.source.text}" for c in candidates)
        if not known and not any(s < end and start < e for s, e in covered):
            return name
    return ""


def _missing(question: Question, candidates: Sequence[Candidate], lexicon: Lexicon) -> str:
    """Name what no retrieved source covers: an intervention, a condition, or the combination."""
    language, about = question.language, question.about
    if about.unknown:
        return say("abstention.intervention", language, names=", ".join(about.unknown))
    keys = key_interventions(about, lexicon)
    uncovered = [i for at, i in keys if all(c.match.interventions[at] < 0.6 for c in candidates)]
    if uncovered:
        return say("abstention.intervention", language, names=_labels(uncovered, language, lexicon))
    tumours = [c for c in about.conditions if lexicon.is_a(c, "cancer") and not is_generic(c, lexicon)]
    if tumours and all(c.match.tumour in (Fit.DIFFERENT, Fit.BROADER) for c in candidates):
        return say("abstention.condition", language, names=_labels(tumours, language, lexicon))
    if about.interventions and about.conditions:
        return say(
            "abstention.combination",
            language,
            interventions=_labels(about.interventions, language, lexicon),
            conditions=_labels(about.conditions, language, lexicon),
        )
    return say("abstention.question", language)


def _labels(concepts: Sequence[str], language: str, lexicon: Lexicon) -> str:
    return ", ".join(lexicon.label(concept, language) for concept in concepts)
