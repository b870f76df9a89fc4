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
from assistant.intervals import intervals_compared, prints_intervals
from assistant.matching import Match, is_generic, relation
from assistant.omission import left_out
from assistant.question import Question
from assistant.reported import reports
from assistant.same_patients import condition_share, setting_share
from assistant.sides import VERSUS, compared
from corpora.lexicon import MEDICINES, Category, Lexicon
from corpora.literature.source import Source

_VERY_NEAR = 0.86
# Asks for a difference between treatments, which a study without a comparison group cannot give.
_DIFFERENCE = re.compile(
    r"(?i)\b(vs\.?|versus|against|compared (to|with)|over|contre|comparée?s? (à|au|aux)|par rapport|gains?|advantage|avantage|"
    r"bénéfice|benefit|improv\w+|prolong\w+|allonge\w*)\b"
)
# A copy of a biological medicine is another question than the medicine.
_BIOSIMILAR = re.compile(r"(?i)\bbio-?similar|\bbio-?similaire")
_ONLY_CHILDREN = re.compile(r"(?i)^(?!.*\badults?\b).*\b(?:children|childhood|pa?ediatric|enfants?|pédiatrique)\b")
_HOW_GIVEN = frozenset({"dose_dense_chemotherapy", "metronomic_chemotherapy"})
COMPARATORS = frozenset({"placebo", "investigator_choice", "best_supportive_care", "observation", "standard_care"})


def strength(question: Question, candidate: Candidate, lexicon: Lexicon, said: Said) -> float:
    """How strongly a source answers, 0 to 1."""
    about, held, mentioned = question.about, candidate.match, said.mentioned
    if any(word not in f"{candidate.source.title} {candidate.source.text}".lower() for word in about.unknown):
        return 0.0
    if _BIOSIMILAR.search(question.text) and not _BIOSIMILAR.search(candidate.source.text):
        return 0.0
    if not _prints_choice(question.text, candidate.source):
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
        * _combination(question, held)
        * _outcome(question, said, lexicon)
        * _sides(question, said, lexicon)
        * _without(question, candidate.source, said, lexicon)
        * _nearness(candidate.dense)
    )


def _prints_choice(question: str, source: Source) -> bool:
    """Whether a source compared the rhythms, or the amounts, that a question sets against each other, if it does."""
    intervals = intervals_compared(question)
    if intervals:
        return prints_intervals(source, intervals)
    amounts = amounts_compared(question)
    return not amounts or prints_amounts(source, amounts)


def _compares(question: Question) -> bool:
    """Whether a question compares, other than two medicines: these are looked for in the arms."""
    return bool(VERSUS.search(question.text)) and question.sides is None


def key_interventions(about: About, lexicon: Lexicon) -> list[tuple[int, str]]:
    """The interventions that a source must have studied to answer, with their place: medicines, not comparators.

    How a medicine is given is a key only where none is named.
    """
    keys = [
        (at, i)
        for at, i in enumerate(about.interventions)
        if lexicon.concept(i).category in MEDICINES and i not in COMPARATORS and not is_generic(i, lexicon)
    ]
    return [(at, i) for at, i in keys if i not in _HOW_GIVEN] or keys


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


def _combination(question: Question, held: Match) -> float:
    """Of medicines asked about together, a source must have given the second as well."""
    covered = dict(zip(question.about.interventions, held.interventions, strict=True))
    partial = any(
        max(covered.get(i, 1.0) for i in pair) >= 0.6 > min(covered.get(i, 1.0) for i in pair)
        for pair in question.joined
    )
    return 0.38 if partial else 1.0


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
    options = [o for o in question.options if o not in COMPARATORS and o != "follow_up"]
    named = all(touched(option, said, lexicon) or _other_operation(option, said, lexicon) for option in options)
    return 1.0 if named and sides_compared(question, said, lexicon) else 0.38


def _other_operation(option: str, said: Said, lexicon: Lexicon) -> bool:
    """Operations go by too many names to tell one from another."""
    return lexicon.is_a(option, "surgery") and any(lexicon.is_a(m, "surgery") for m in said.mentioned)


def sides_compared(question: Question, said: Said, lexicon: Lexicon) -> bool:
    """Whether a source compared the medicines that a question sets against each other, if it does."""
    if not question.sides:
        return True
    named = {
        i for i in question.about.interventions if lexicon.concept(i).category in MEDICINES and i not in COMPARATORS
    }
    whole = named <= {*question.sides[0], *question.sides[1]}
    return compared(said.arms, question.sides, lexicon, whole=whole)


def _without(question: Question, source: Source, said: Said, lexicon: Lexicon) -> float:
    """A treatment to do without must have been left out in an arm."""
    arms = source.about.get("arms")
    printed = [str(arm) for arm in arms] if isinstance(arms, list) else []
    return 1.0 if all(left_out(asked, said.arms, printed, lexicon) for asked in question.omitted) else 0.38


def _nearness(dense: float) -> float:
    """Cosines of this embedding model run from about 0.80 (unrelated) to 0.90 (the same): a mild share."""
    return min(1.0, max(0.75, 0.75 + (dense - 0.80) * 5))
