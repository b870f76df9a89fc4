"""The English index terms that a French question's words stand for."""

from collections.abc import Callable, Iterable

from indexes.bridge.cognates import cognates, prefixes
from indexes.bridge.glossary import LONGEST_PHRASE, glossary, stems, words
from indexes.lexical.analysis import ENGLISH, FRENCH, spelled_question

Vocabulary = Callable[[str], Iterable[tuple[str, int]]]
"""From a prefix to the English index terms of the library that begin with it, with their document frequency."""


def english_words(question: str, vocabulary: Vocabulary) -> dict[str, float]:
    """English index terms for a French question, each with how much it counts (0…1).

    Each stretch of the question is looked up in the glossary, longest phrases first. A word that is not there is
    matched with the library's own vocabulary: names of genes, drugs and organisms are the same or nearly so in both
    languages.
    """
    entries = glossary()
    question = spelled_question(question)
    french, written = stems(question, FRENCH), words(question, FRENCH)
    found: dict[str, float] = {}

    def count(term: str, weight: float) -> None:
        found[term] = max(weight, found.get(term, 0.0))

    at = 0
    while at < len(french):
        length = next(
            (n for n in range(min(LONGEST_PHRASE, len(french) - at), 0, -1) if french[at : at + n] in entries), 0
        )
        if length:
            alternatives = entries[french[at : at + length]]
            for phrase in alternatives:
                for term in phrase:
                    count(term, 1 / len(alternatives) ** 0.5)
        else:
            for term, likeness in _unlisted(written[at], french[at], vocabulary):
                count(term, likeness)
        at += max(length, 1)
    return found


def _unlisted(word: str, stem: str, vocabulary: Vocabulary) -> list[tuple[str, float]]:
    candidates = {pair for prefix in prefixes(stem) for pair in vocabulary(prefix)}
    same = stems(word, ENGLISH)
    if not same or same[0] in {term for term, _ in candidates} or any(sign.isdigit() for sign in word):
        return [(term, 1.0) for term in same]
    return cognates(stem, sorted(candidates))
