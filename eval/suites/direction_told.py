"""Whether an answer takes the direction that its question's file gives, or the forbidden one.

Read from the claims that clauses make (better, worse, no difference), not from an understanding of them: it judges only
questions whose right and forbidden statements make one claim each, and different ones.
"""

from dataclasses import dataclass
from functools import cache

from assistant.polarity import Polarity, clauses, polarity
from corpora.lexicon import Category, Lexicon
from eval.questions.question import ClinicalQuestion
from eval.questions.record import AnswerRecord


@dataclass(frozen=True)
class Told:
    """``None`` where it cannot be judged, or where nothing is stated.

    Attributes
    ----------
    right
        A clause on the endpoint makes the right claim, and none the forbidden one alone.
    forbidden
        The forbidden claim is made, and the right one is not.
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
    if len(forbidden) != 1 or len(wanted) != 1 or forbidden == wanted or not question.answerable or record.abstained:
        return Told(None, None)
    right_numbers = {s.n for s in record.sources if s.id.lower() in question.right_sources}
    stated: set[Polarity] = set()
    for statement in record.statements:
        if right_numbers & set(statement.citations):
            for sentence in statement.text.split(". "):
                stated |= _claims(sentence, record.language, lexicon, endpoints)
    right = wanted <= stated
    wrong = forbidden <= stated and not right
    failures = (f"states what is forbidden: {question.forbidden}",) if wrong else ()
    return Told(right, wrong, failures)


def _claims(text: str, language: str, lexicon: Lexicon, endpoints: frozenset[str]) -> set[Polarity]:
    """The claims of the clauses that name one of the endpoints, or no endpoint at all."""
    found = set()
    for clause in clauses(text):
        named = _endpoints(clause, language, lexicon)
        if not endpoints or not named or named & endpoints:
            found.add(polarity(clause))
    return found - {Polarity.NONE}


def _endpoints(text: str, language: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        mention.concept_id
        for mention in lexicon.recognise(text, language)
        if lexicon.concept(mention.concept_id).category is Category.ENDPOINT
    )


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()
