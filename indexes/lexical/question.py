"""A question's words as the terms to search, by language of the text."""

from collections.abc import Mapping, Sequence

from indexes.bridge.english_words import english_words
from indexes.lexical.analysis import ENGLISH, FRENCH, question_terms
from indexes.lexical.index import LexicalIndex, LexicalTerm

SYNONYM_WEIGHT = 0.5
"""What a word counts that stands for the question's: less than its own words, of which it may be one more spelling."""

WeightedTerms = Mapping[str, Sequence[LexicalTerm]]


def lexical_question(
    index: LexicalIndex, question: str, language: str, english_terms: Sequence[str] = ()
) -> dict[str, list[LexicalTerm]]:
    """The terms to look for in English and in French texts, each with how much it counts.

    Parameters
    ----------
    english_terms
        English words or phrases that stand for some of the question's.
    """
    english: dict[str, float] = {}
    for phrase in english_terms:
        english |= dict.fromkeys(question_terms(phrase, ENGLISH), SYNONYM_WEIGHT)
    if language != FRENCH:
        english |= dict.fromkeys(question_terms(question, ENGLISH), 1.0)
        return {ENGLISH: list(english.items())}
    for term, weight in english_words(question, index.vocabulary).items():
        english[term] = max(weight, english.get(term, 0.0))
    return {ENGLISH: list(english.items()), FRENCH: [(term, 1.0) for term in question_terms(question, FRENCH)]}
