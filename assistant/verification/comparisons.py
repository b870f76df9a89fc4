"""Whether a sentence compares what its source compares, and whether it says which way the result went."""

import re
from collections.abc import Iterable, Sequence

from assistant.answer import EvidenceSource
from assistant.conclusion import conclusion_of
from assistant.effects.direction import Direction, direction
from assistant.effects.source_effects import effects_of
from assistant.polarity import Polarity, clauses, polarity
from assistant.verification.case import Case, likeness, same
from assistant.verification.figures import Clause, is_of, is_on, read_clauses
from assistant.wording import arms_of
from corpora.catalogue import say
from corpora.lexicon import INTERVENTIONS
from corpora.literature.effect import EffectEstimate
from corpora.literature.sentences import split_sentences

_AMOUNT = r"\d+(?:[.,]\d+)?\s*(?:%|months?|weeks?|years?|days?|mois|semaines?|ans|jours)"
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|versus|vs\.?|than|over|(?:superior|inferior) to|contre|par rapport (?:à|au|aux)|que|"
    r"(?:supérieure?s?|inférieure?s?) (?:à|au|aux)|"
    rf"(?:en )?compar(?:ée?s?|aison) (?:à|au|aux|avec))\s+(?:the |le |la |l'|un |une )?(?P<other>(?!{_AMOUNT})[^,;:()]+)",
    re.IGNORECASE,
)
_ENDS_A_NAME = re.compile(
    r"\b(?:did|does|do|was|were|is|has|had|significantly|n'a|n'ont|a|ont|est|était|ne|improv\w*|prolong\w*|increas\w*|"
    r"reduc\w*|lower\w*|extend\w*|in|for|dans|chez|pour|amélior\w*|augment\w*|allong\w*|rédui\w*)\b|[,;:()]",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"\b(?:add(?:ing|ition of)|l'ajout (?:de la |de l'|des |du |de |d'))\s*(?P<added>.+?)\s+(?:to|à|au|aux)\s+(?P<base>.+)"
    r"|(?P<added_after>[^,;:()]+?)\s+(?:added to|ajoutée?s? (?:à|au|aux))\s+(?P<base_after>.+)",
    re.IGNORECASE,
)


def other_comparison(case: Case) -> str:
    """What the sentence says was compared, where the sources compare something else; empty where they compare that."""
    for text in clauses(case.sentence):
        for match in _COMPARED.finditer(text):
            if not _is_compared(text[: match.start()] + text[match.end() :], _name(match["other"]), case):
                return say("verification.comparison", case.language, name=_name(match["other"]).strip())
        added = _ADDED.search(text)
        if added:
            what = added["added"] or added["added_after"]
            base = _name(added["base"] or added["base_after"])
            if not any(_adds(what, base, pair, case) for pair in case.pairs()):
                return say("verification.comparison", case.language, name=f"{what} + {base}".strip())
    return ""


def flipped(case: Case) -> str:
    """Whether the sentence claims a result that the source does not report; empty where it reports it."""
    for clause in read_clauses(case):
        claim = polarity(clause.text)
        if claim is not Polarity.NONE and not any(_agrees(clause, claim, s, case) for s in case.cited):
            return say("verification.direction", case.language)
    return ""


def _name(text: str) -> str:
    """A treatment's name at the beginning of a text: up to what cannot belong to it."""
    end = _ENDS_A_NAME.search(text)
    return text[: end.start()] if end else text


def _is_compared(said: str, other: str, case: Case) -> bool:
    """Whether the sources compare a treatment that the rest of the clause names with the other one."""
    named, against = case.name(said), case.name(other)
    for first, second in case.pairs():
        one, two = case.name_of(first), case.name_of(second)
        for subject, rest in ((one, two), (two, one)):
            if likeness(against, rest) > likeness(against, subject) and named & subject - rest:
                return True
    return False


def _adds(added: str, base: str, pair: tuple[str, str], case: Case) -> bool:
    """Whether the first arm is the second with what is said to be added."""
    what, to = (_parts(case.concepts(text, INTERVENTIONS), case) for text in (added, base))
    with_it, without = (_parts((m.concept_id for m in case.lexicon.recognise(arm, "en")), case) for arm in pair)

    def is_one(part: str, treatment: str) -> bool:
        return case.lexicon.is_a(part, treatment) or case.lexicon.is_a(treatment, part)

    def holds(arm: frozenset[str], treatments: frozenset[str]) -> bool:
        return all(any(is_one(part, treatment) for part in arm) for treatment in treatments)

    return bool(what and to) and holds(with_it, what | to) and holds(without, to) and not holds(without, what)


def _parts(concepts: Iterable[str], case: Case) -> frozenset[str]:
    """Treatments, regimens by their parts."""
    return frozenset(part for concept in concepts for part in case.lexicon.parts(concept))


def _agrees(clause: Clause, claim: Polarity, evidence: EvidenceSource, case: Case) -> bool:
    """Whether a source's results on each endpoint of the clause all go the way that the clause says.

    The results are those whose figures the clause prints, else those of the patients that it names. Where the source
    reports none, its own conclusion must make the same claim of that endpoint.
    """
    results = clause.between_arms() or [e for e in effects_of(evidence.source) if is_of(e, case)]
    subject = case.concepts(clause.text, INTERVENTIONS)
    endpoints: list[tuple[str, ...]] = [(one,) for one in clause.endpoints] or [()]
    for endpoint in endpoints:
        on = [e for e in results if is_on(e, endpoint, case) and direction(e) is not Direction.UNKNOWN]
        verdicts = {_for_subject(effect, subject, case) for effect in on}
        if verdicts and verdicts != {claim}:
            return False
        if not verdicts and not _concludes(claim, endpoint, evidence, case):
            return False
    return True


def _concludes(claim: Polarity, endpoint: Sequence[str], evidence: EvidenceSource, case: Case) -> bool:
    """Whether the source's own conclusion makes a claim of an endpoint."""
    conclusion, language = conclusion_of(evidence.source, most=3), evidence.source.language
    for start, end in split_sentences(conclusion, language):
        for part in clauses(conclusion[start:end]):
            named = {m.concept_id for m in case.lexicon.recognise(part, language)}
            if polarity(part) is claim and (not endpoint or named & set(endpoint)):
                return True
    return False


def _for_subject(effect: EffectEstimate, subject: Sequence[str], case: Case) -> Polarity:
    """The effect's direction as a claim about the treatment that the clause is about (its first)."""
    verdict = direction(effect)
    if verdict is Direction.NO_DIFFERENCE:
        return Polarity.NO_DIFFERENCE
    better_for_first = verdict is Direction.FAVOURS_FIRST
    arms = [{m.concept_id for m in case.lexicon.recognise(arm, "en")} for arm in arms_of(effect)]
    for concept in subject:
        in_first, in_second = (any(same(concept, held, case.lexicon) for held in arm) for arm in arms)
        if in_first != in_second:
            return Polarity.BETTER if better_for_first == in_first else Polarity.WORSE
    return Polarity.BETTER if better_for_first else Polarity.WORSE
