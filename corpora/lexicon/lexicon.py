"""The bilingual oncology lexicon: concepts, their names, and how they stand to one another."""

from collections.abc import Iterator
from functools import cache

from corpora.lexicon.concept import Concept, Mention, Relation
from corpora.lexicon.recogniser import Recogniser
from corpora.lexicon.tables import read

_TERMS_A_CONCEPT = 4
_SHORTEST_TERM = 4


class Lexicon:
    """Concepts of oncology in French and English.

    Use `load`: it is built once.
    """

    def __init__(self) -> None:
        self._concepts, names = read()
        self._above: dict[str, frozenset[str]] = {}
        self._recogniser = Recogniser(self._concepts, names, self.is_a)

    @classmethod
    def load(cls) -> "Lexicon":
        """The lexicon, read from its tables the first time."""
        return _loaded()

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __contains__(self, concept_id: str) -> bool:
        return concept_id in self._concepts

    def concept(self, concept_id: str) -> Concept:
        """The concept of an id.

        Raises
        ------
        KeyError
            If there is none: ids come from the tables and from `recognise`, so this is a mistake in the code.
        """
        return self._concepts[concept_id]

    def label(self, concept_id: str, language: str) -> str:
        """A concept's name as a sentence in ``"fr"`` or ``"en"`` uses it."""
        concept = self._concepts[concept_id]
        return concept.label_fr if language == "fr" else concept.label_en

    def recognise(self, text: str, language: str | None = None) -> list[Mention]:
        """What a text names, in the order of the text.

        The longest name wins; where one name means several things, there is a mention for each. Case, accents,
        hyphens, plurals and small misspellings do not matter, save in short abbreviations.

        Parameters
        ----------
        language
            ``"fr"`` or ``"en"``; found out where not given. It settles abbreviations only: names of both languages
            are recognised in either.
        """
        return self._recogniser.recognise(text, language)

    def english_terms(self, text: str) -> list[str]:
        """English names of everything recognised in a text, for lexical search of English literature.

        For each concept its label, then its other main names; brands and short abbreviations are left out.
        """
        terms: list[str] = []
        for mention in self.recognise(text):
            label, *others = self._concepts[mention.concept_id].names_en
            terms.extend((label, *[name for name in others if len(name) >= _SHORTEST_TERM][: _TERMS_A_CONCEPT - 1]))
        return list(dict.fromkeys(terms))

    def is_a(self, narrower: str, broader: str) -> bool:
        """Whether the first concept is the second or a kind of it."""
        return narrower == broader or broader in self.above(narrower)

    def above(self, concept_id: str) -> frozenset[str]:
        """Everything that a concept is a kind of, itself left out."""
        known = self._above.get(concept_id)
        if known is None:
            direct = self._concepts[concept_id].broader
            known = frozenset(direct).union(*(self.above(id) for id in direct))
            self._above[concept_id] = known
        return known

    def below(self, concept_id: str) -> frozenset[str]:
        """Every kind of a concept, itself left out."""
        return frozenset(id for id in self._concepts if concept_id in self.above(id))

    def related(self, a: str, b: str) -> Relation:
        """What ``a`` is to ``b``: ``related("lung_cancer", "nsclc") == "broader"``."""
        if a == b:
            return "same"
        if self.is_a(a, b):
            return "narrower"
        return "broader" if self.is_a(b, a) else "different"

    def parts(self, concept_id: str) -> frozenset[str]:
        """The drugs of a regimen; of anything else, the thing itself."""
        components = self._concepts[concept_id].components
        return frozenset[str]().union(*(self.parts(id) for id in components)) if components else frozenset({concept_id})


@cache
def _loaded() -> Lexicon:
    return Lexicon()
