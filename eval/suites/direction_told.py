"""Whether an answer takes the direction that its question's file gives, or the forbidden one.

Read from the claims that clauses make (better, worse, no difference), not from an understanding of them, and counted:
an answer that reports several outcomes makes several claims. Judged are only questions whose right and forbidden
statements make one claim each, and different ones. So it tells a pipeline that turns directions round from one that
does not; of a single answer it is a hint.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from assistant.polarity import Polarity, clauses, polarity
from corpora.lexicon import Category, Lexicon
from eval.questions.question import ClinicalQuestion
from eval.questions.record import AnswerRecord

_SENTENCE = re.compile(r"(?<=[.;])\s+")


@dataclass(frozen=True)
class Told:
    """``None`` where it cannot be judged, or where nothing is stated.

    Attributes
    ----------
    right
        Clauses on the endpoint, or on none, make the right claim, and at least as often as the forbidden one.
    forbidden
        They make the forbidden claim, and more often than the right one.
    """

    right: bool | None
    forbidden: bool | None
    failures: tuple[str, ...] = ()


def direction_told(question: ClinicalQuestion, record: AnswerRecord) -> Told:
    """Compare the claims of statements that cite a right source with the claims of the question's file."""
    lexicon = _lexicon()
    forbidden = _claims(question.forbidden, "en", lexicon, frozenset())
    endpoints = _endpoints(question.forbidden, "en", lexicon)
    wanted = _claims(question.direction, "en", lexicon, endpoints) or _claims(
        question.direction, "en", lexicon, frozenset()
    )
    if (
        len(set(forbidden)) != 1
        or len(set(wanted)) != 1
        or forbidden[0] is wanted[0]
        or not question.answerable
        or record.abstained
    ):
        return Told(None, None)
    right_numbers = {s.n for s in record.sources if s.id.lower() in question.right_sources}
    stated: Counter[Polarity] = Counter()
    for statement in record.statements:
        if right_numbers & set(statement.citations):
            for sentence in _SENTENCE.split(statement.text):
                stated.update(_claims(sentence, record.language, lexicon, endpoints))
    rightly, wrongly = stated[wanted[0]], stated[forbidden[0]]
    failures = (f"says, rather than the right thing, what is forbidden: {question.forbidden}",)
    return Told(0 < rightly >= wrongly, wrongly > rightly, failures if wrongly > rightly else ())


def _claims(text: str, language: str, lexicon: Lexicon, endpoints: frozenset[str]) -> list[Polarity]:
    """The claim of each clause that names one of the endpoints, or no endpoint at all."""
    found = []
    for clause in clauses(text):
        named = _endpoints(clause, language, lexicon)
        if not endpoints or not named or named & endpoints:
            found.append(polarity(clause))
    return [claim for claim in found if claim is not Polarity.NONE]


def _endpoints(text: str, language: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        mention.concept_id
        for mention in lexicon.recognise(text, language)
        if lexicon.concept(mention.concept_id).category is Category.ENDPOINT
    )


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()
