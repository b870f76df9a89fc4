"""Whether a drafted sentence is supported by the source that it cites.

A number that stands in the source is necessary and far from enough: the sentence must be made of what the source says,
its figures must be of the endpoint, the patients and the arm that they belong to, it must compare what the source
compares, and the effect must go the source's way. What cannot be checked fails.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.answer import EvidenceSource, Fit
from assistant.cohort_sentences import speaks_of_a_cohort
from assistant.entailment import Entailment
from assistant.matching import relation
from assistant.numbers import numbers_in
from assistant.verification.case import Case, folded, stem
from assistant.verification.comparisons import flipped, other_comparison
from assistant.verification.figures import misread_figure
from corpora.catalogue import Language, say
from corpora.lexicon import INTERVENTIONS, Category, Lexicon
from corpora.literature.source import SourceKind

_ADVICE = re.compile(
    r"\b(recommend\w*|advis\w*|should|must|ought|need(s|ed)? to|standard of care|prescri\w*|offer(ed)? to|"
    r"recommand\w*|préconis\w*|conseill\w*|doi(t|vent)|devrai\w*|faut|à privilégier|prescri\w*|indiquée?s?)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:\b(?:favou?r|faveur|of|the|a|an|with|and|or|to|by|vs|versus|than|for|in|on|de|du|des|la|le|les|un|une|avec|et|ou|à|"
    r"au|aux|par|que|pour|dans|en|sur|contre)|[,;:(–])\W*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_FIGURE_OR_ABBREVIATION = re.compile(r"\d|^[A-Z][\w-]{0,7}$")
# A survival is neither met nor demonstrated: its endpoint or its median is met, a difference demonstrated.
_MET = re.compile(r"\b(?:met|reached|atteinte?s?|demonstrated|démontrée?s?)\b", re.IGNORECASE)
_CAN_BE_MET = re.compile(
    r"\b(?:endpoints?|criteri(?:on|a)|critères?|objecti\w+|medians?|médianes?|différences?|differences?|bénéfices?|benefits?|"
    r"avantages?|advantages?|(?:non-?)?infério\w+|(?:non-?)?inferio\w+|supério\w+|superio\w+|améliorations?|improvements?|"
    r"efficac\w+|réductions?|reductions?|gains?|effets?|effects?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Check:
    """The outcome of verification; ``reason`` is empty where the sentence passed."""

    passed: bool
    reason: str = ""


def verify(
    sentence: str,
    citations: Sequence[int],
    sources: Sequence[EvidenceSource],
    lexicon: Lexicon,
    language: Language,
    stated: Mapping[int, str] | None = None,
    entailment: Entailment | None = None,
) -> Check:
    """Check a sentence against the sources that it cites.

    Parameters
    ----------
    stated
        By citation, what the source reports in the sentence's language (its finding): with the passages, all that the
        sentence's words may come from.
    entailment
        A model that has the last word, where one is installed.
    """
    cited = tuple(s for s in sources if s.n in set(citations))
    if not citations or len(cited) != len(set(citations)):
        return Check(False, say("verification.citation", language))
    if any(s.source.retracted for s in cited):
        return Check(False, say("verification.retracted", language))
    case = Case(sentence, cited, " ".join((stated or {}).get(s.n, "") for s in cited), lexicon, language)
    for check in _ALWAYS if sentence in case.stated else _ALWAYS + _IN_OTHER_WORDS:
        reason = check(case)
        if reason:
            return Check(False, reason)
    if entailment and not entailment.implies([p.text for s in cited for p in s.passages], sentence):
        return Check(False, say("verification.entailment", language))
    return Check(True)


def _advice(case: Case) -> str:
    return say("verification.advice", case.language) if _ADVICE.search(case.sentence) else ""


def _unfinished(case: Case) -> str:
    """A sentence that was cut off ends on a word that wants another, or with a bracket open."""
    text = case.sentence
    cut = not text.endswith(".") or text.count("(") != text.count(")") or _UNFINISHED.search(text[:-1])
    return say("verification.unfinished", case.language) if cut else ""


def _words(case: Case) -> str:
    """Every word of substance must be one that the source, or its finding, uses; brackets hold figures."""
    for aside in _BRACKETED.findall(case.sentence):
        if not _FIGURE_OR_ABBREVIATION.search(aside):
            return say("verification.word", case.language, word=aside)
    met = _MET.search(case.sentence)
    if met and not _CAN_BE_MET.search(case.sentence):
        return say("verification.word", case.language, word=met.group())
    texts = [case.stated, *(s.source.title for s in case.cited), *(p.text for s in case.cited for p in s.passages)]
    known = {stem(word) for text in texts for word in _WORD.findall(folded(text))} | _plain_stems()
    for mention in case.lexicon.recognise(" . ".join(texts), case.language):
        concept = case.lexicon.concept(mention.concept_id)
        known |= {stem(w) for name in (concept.label_en, concept.label_fr) for w in _WORD.findall(folded(name))}
    # Names that the lexicon knows (a brand for its drug) are for the check of subjects.
    plain = case.sentence
    for mention in case.lexicon.recognise(case.sentence, case.language):
        plain = plain[: mention.start] + " " * (mention.end - mention.start) + plain[mention.end :]
    for word in _WORD.findall(folded(plain)):
        if stem(word) not in known:
            return say("verification.word", case.language, word=word)
    return ""


def _numbers(case: Case) -> str:
    printed = {n for s in case.cited for p in s.passages for n in numbers_in(p.text)}
    for number in numbers_in(case.sentence):
        if number not in printed:
            return say("verification.number", case.language, number=number)
    return ""


def _subjects(case: Case) -> str:
    """Every treatment, disease and endpoint that the sentence names must be one that the cited source names."""
    held: set[str] = set()
    for s in case.cited:
        described = " . ".join(
            str(v) if isinstance(v, str) else " . ".join(v)
            for v in s.source.about.values()
            if isinstance(v, str | list)
        )
        text = " . ".join([s.source.title, described, *(p.text for p in s.passages)])
        held |= {m.concept_id for m in case.lexicon.recognise(text, s.source.language)}
    for concept in case.concepts(case.sentence, INTERVENTIONS | {Category.DISEASE, Category.ENDPOINT}):
        if all(relation(concept, h, case.lexicon, components=True) is Fit.DIFFERENT for h in held):
            return say("verification.subject", case.language, name=case.lexicon.label(concept, case.language))
    return ""


def _cohort(case: Case) -> str:
    """A sentence on a cohort must say that it is one, and not speak of it as of a trial."""
    if not any(s.source.kind is SourceKind.COHORT for s in case.cited):
        return ""
    return "" if speaks_of_a_cohort(case.sentence) else say("verification.cohort", case.language)


# What every sentence is held against, and what one is besides that the finding does not state word for word.
_ALWAYS: tuple[Callable[[Case], str], ...] = (_advice, _cohort, _numbers)
_IN_OTHER_WORDS: tuple[Callable[[Case], str], ...] = (
    _unfinished,
    _subjects,
    other_comparison,
    misread_figure,
    flipped,
    _words,
)


@cache
def _plain_stems() -> frozenset[str]:
    text = (files("assistant") / "plain_words.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(stem(word) for line in lines for word in line.split())
