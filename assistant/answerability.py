"""Whether the library answers a question, decided before anything is drafted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.about import About
from assistant.answer import Fit
from assistant.evidence import Candidate, Said
from assistant.matching import is_generic
from assistant.question import Question
from assistant.reported import reports
from assistant.same_patients import condition_share, nodes_contradicted, setting_share
from assistant.scope import Scope, scope_of
from assistant.sides import VERSUS
from assistant.strength import (
    COMPARATORS,
    key_interventions,
    sides_compared,
    strength,
    touched,
)
from corpora.catalogue import say
from corpora.lexicon import Lexicon
from corpora.literature.source import Source, SourceKind

THRESHOLD = 0.4
_EXAMINED = 15
_NEAR_BEST = 0.6
_SCORE_GAP = 0.7
_CONTRADICTED = 0.45
_MOST_ANSWERING = 5
_VERSUS = re.compile(rf"{VERSUS.pattern}(?!\s+(?:le |un )?(?:placebo|nothing|rien|observation|no))\b|\+", re.IGNORECASE)
_STUDY = r"([A-Z][A-Z0-9-]{3,}(?:[ -]\d+)?)"
_NAMED_STUDY = re.compile(
    rf"^\W*{_STUDY}\s*(?:[:,]|(?:ou|or|et|and)\b)"
    rf"|\b(?:in|dans|essai|étude|of the|de|selon|from)\s+{_STUDY}(?=\s*[,:?]|\s+(?:trial|study|essai))"
    rf"|\b{_STUDY}\s+(?:trial|study)\b"
    r"|\(([A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z0-9-]*)\)"
)
_SOCIETY = r"(?:NCCN|ESMO|ASCO|ESTRO|ESGO|EAU|NICE|HAS|INCa|AFSOS|SFRO|SFH|EHA|ELN|SIOG)"
_GUIDELINE = re.compile(
    r"(?i:\b(?:guidelines?|recommandations?|référentiels?|consensus)\b)|\bNCCN\b"
    rf"|\b{_SOCIETY}\b[^?.]{{0,25}}\b(?i:recommend\w*|recommand\w*|says?|dit|dis(?:ent)?|préconise\w*|advises?|conseille\w*|approv\w+)\b"
    rf"|\b(?i:selon|per|according to|d'après|(?:que )?dit|(?:what )?do(?:es)?) (?:la |le |l'|l’|les )?{_SOCIETY}\b"
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
        """The candidates with those that answer first; of these, the literature before the cohorts."""
        return sorted(candidates, key=self._place)

    def _place(self, candidate: Candidate) -> int:
        if candidate.source.id not in self.answering:
            return 2
        return int(candidate.source.kind is SourceKind.COHORT)


def judge(
    question: Question, candidates: Sequence[Candidate], lexicon: Lexicon, said: Callable[[Source], Said]
) -> Judgement:
    """Decide whether the library answers, and from which sources.

    Parameters
    ----------
    said
        What a source names and reports.
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
    if _GUIDELINE.search(question.text) and all(c.source.kind is not SourceKind.GUIDELINE for c in examined):
        return Judgement(frozenset(), say("abstention.guideline", language))
    named = [c for c in examined if c.match.trial]
    if named:
        return _of_named(question, named, lexicon, said)
    if _underspecified(question.about, examined, lexicon):
        return Judgement(frozenset(), say("abstention.which_disease", language))
    strengths = {c.source.id: strength(question, c, lexicon, said(c.source)) for c in examined}
    best = max(strengths.values())
    # A source that compared other amounts, or knows nothing of a medicine asked about, does not answer beside others.
    possible = [c for c in examined if strengths[c.source.id] > 0]
    if best >= THRESHOLD:
        floor = max(THRESHOLD, _NEAR_BEST * best)
        strong = [c for c in examined if strengths[c.source.id] >= floor]
        near = [c for c in strong if c.score >= strong[0].score - _SCORE_GAP]
        answering = {c.source.id for c in near[:_MOST_ANSWERING]}
        return Judgement(frozenset(answering | _several(question, possible, lexicon, said)), None)
    together = _together(question, possible, lexicon, said) or _several(question, possible, lexicon, said)
    if together:
        return Judgement(together, None)
    return Judgement(frozenset(), _missing(question, examined, lexicon, said))


def _of_named(
    question: Question, named: Sequence[Candidate], lexicon: Lexicon, said: Callable[[Source], Said]
) -> Judgement:
    """Whether the trials that a question names answer it; another trial's result is not theirs."""
    studied = [c for c in named if _studied(question, c, lexicon, said(c.source))]
    if not studied:
        return Judgement(frozenset(), _missing(question, named, lexicon, said))
    answering = [
        c for c in studied if not question.results or reports(question.results, said(c.source).reported, lexicon)
    ]
    if not answering:
        missing = say(
            "abstention.outcome",
            question.language,
            study=", ".join(question.about.trials),
            names=_labels(question.results, question.language, lexicon),
        )
        return Judgement(frozenset(), missing)
    return Judgement(frozenset(c.source.id for c in answering[:_MOST_ANSWERING]), None)


def _studied(question: Question, candidate: Candidate, lexicon: Lexicon, said: Said) -> bool:
    """Whether a named trial studied what the question names beside it, in such patients."""
    about, held = question.about, candidate.match
    keys = key_interventions(about, lexicon)
    if keys and max(held.interventions[at] for at, _ in keys) < 0.6:
        return False
    specific = [at for at, i in enumerate(about.interventions) if i not in COMPARATORS and not is_generic(i, lexicon)]
    if any(held.interventions[at] < 0.6 and not touched(about.interventions[at], said, lexicon) for at in specific):
        return False
    return condition_share(about, held, lexicon, said.mentioned) > _CONTRADICTED and not nodes_contradicted(about, held)


def _underspecified(about: About, candidates: Sequence[Candidate], lexicon: Lexicon) -> bool:
    """Whether a medicine is asked about without a disease, a setting or a comparison, and was studied in several diseases."""
    keys = key_interventions(about, lexicon)
    if len(keys) != 1 or len(about.interventions) > 1 or about.conditions or about.settings or about.trials:
        return False
    tumours = {c.source.about.get("condition") for c in candidates if c.match.interventions[keys[0][0]] >= 0.9}
    return len(tumours) >= 3


def _together(
    question: Question, candidates: Sequence[Candidate], lexicon: Lexicon, said: Callable[[Source], Said]
) -> frozenset[str]:
    """Sources that answer only together: each studied one of the medicines asked about, in the condition asked about.

    Not for a question that sets one against the other: that asks for a comparison, which none of them made.
    """
    keys = key_interventions(question.about, lexicon)
    if len(keys) < 2 or _VERSUS.search(question.text) or question.sides or question.joined:
        return frozenset()
    answering: set[str] = set()
    for at, _ in keys:
        fitting = [
            c.source.id
            for c in candidates
            if c.match.interventions[at] >= 0.9 and _same_patients(question, c, lexicon, said)
        ]
        if not fitting:
            return frozenset()
        answering.update(fitting[:2])
    return frozenset(answering)


def _several(
    question: Question, candidates: Sequence[Candidate], lexicon: Lexicon, said: Callable[[Source], Said]
) -> frozenset[str]:
    """Where a question names three interventions or more: the sources that studied two of them, if they cover all."""
    asked = [at for at, i in enumerate(question.about.interventions) if i not in COMPARATORS]
    if len(asked) < 3:
        return frozenset()
    covered: set[int] = set()
    answering: set[str] = set()
    for candidate in candidates:
        held = {at for at in asked if candidate.match.interventions[at] >= 0.9}
        if len(held) >= 2 and _same_patients(question, candidate, lexicon, said):
            covered |= held
            answering.add(candidate.source.id)
    if not any(sides_compared(question, said(c.source), lexicon) for c in candidates if c.source.id in answering):
        return frozenset()
    return frozenset(answering) if covered.issuperset(asked) else frozenset()


def _same_patients(question: Question, candidate: Candidate, lexicon: Lexicon, said: Callable[[Source], Said]) -> bool:
    condition = condition_share(question.about, candidate.match, lexicon, said(candidate.source).mentioned)
    return condition * setting_share(question.about, candidate.match, said(candidate.source).mentioned) >= 0.7


def _unknown_study(question: Question, candidates: Sequence[Candidate], lexicon: Lexicon) -> str:
    """A study that the question names and no candidate does; empty where there is none."""
    if question.about.trials:
        return ""
    covered = [(m.start, m.end) for m in lexicon.recognise(question.text, question.language)]
    for match in _NAMED_STUDY.finditer(question.text):
        group = next(g for g in (1, 2, 3, 4) if match.group(g))
        start, end = match.span(group)
        name = match.group(group)
        known = any(name in f"{c.source.title} {c.source.about.get('trial_name')} {c.source.text}" for c in candidates)
        if not known and not any(s < end and start < e for s, e in covered):
            return name
    return ""


def _missing(
    question: Question, candidates: Sequence[Candidate], lexicon: Lexicon, said: Callable[[Source], Said]
) -> str:
    """Name what no retrieved source covers: an intervention, a condition, a result, a comparison, or the combination."""
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
    near = [
        c
        for c in candidates
        if all(c.match.interventions[at] >= 0.6 for at, _ in keys) and _same_patients(question, c, lexicon, said)
    ]
    outcomes = question.results
    if keys and near and outcomes and not any(reports(outcomes, said(c.source).reported, lexicon) for c in near):
        return say("abstention.result", language, names=_labels(outcomes, language, lexicon))
    pair = question.sides
    if pair and near and not any(sides_compared(question, said(c.source), lexicon) for c in near):
        left, right = (" + ".join(_labels((one,), language, lexicon) for one in side) for side in pair)
        return say("abstention.comparison", language, left=left, right=right)
    if about.interventions and about.conditions:
        return say(
            "abstention.combination",
            language,
            interventions=_labels(about.interventions, language, lexicon),
            conditions=_labels(about.conditions, language, lexicon),
        )
    return say("abstention.question", language)


def _labels(concepts: Sequence[str], language: str, lexicon: Lexicon) -> str:
    """The concepts' names, without digits where one is to be had: an abstention cites no source for them."""
    labels = []
    for concept in concepts:
        label, others = lexicon.label(concept, language), lexicon.concept(concept).names
        labels.append(next((name for name in (label, *others) if not re.search(r"\d", name)), label))
    return ", ".join(labels)
