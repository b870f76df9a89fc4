"""Names and places that a statistical model finds and the rules do not; optional."""

from typing import Any

from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.oncology import kept_words, vocabulary
from corpora.cohorts.deidentify.redaction import find, joined, replaced
from corpora.cohorts.deidentify.span import Identifier, Redaction, apart
from corpora.cohorts.deidentify.words import words
from corpora.errors import SourcierError

_PERSONS = frozenset({"PER", "PERSON"})


class StatisticalNames:
    """A spaCy model beside the rules: its persons are redacted too, unless a word list explains them.

    Only persons are taken: what these models call places and organisations is, in clinical text, mostly medicine.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    @classmethod
    def load(cls, model: str) -> "StatisticalNames":
        """The model of an installed package, such as ``fr_core_news_md``, or of a folder.

        Raises
        ------
        SourcierError
            If spaCy or the model is not installed.
        """
        try:
            import spacy

            return cls(
                spacy.load(model, exclude=["parser", "lemmatizer", "attribute_ruler", "tagger", "morphologizer"])
            )
        except (ImportError, OSError) as error:
            raise SourcierError("deidentify.model_absent", model=model) from error

    def redact(self, text: str, language: str = "en") -> Redaction:
        """Redaction by the rules and the model, as for a patient's note."""
        rules = find(text, language, note=True)
        spans = joined(text, apart(text, (*rules, *self._persons(text))))
        return Redaction(replaced(text, spans), spans)

    def _persons(self, text: str) -> list[Identifier]:
        found = words(text)
        kept = kept_words(found)
        medical = vocabulary()
        lists = gazetteer()
        persons = []
        for entity in self._pipeline(text).ents:
            inside = [at for at, word in enumerate(found) if entity.start_char <= word.start < entity.end_char]
            unexplained = [
                at
                for at in inside
                if at not in kept
                and found[at].capital
                and not any(c.isdigit() for c in found[at].plain)
                and found[at].plain
                not in lists.ordinary | lists.eponyms | medical.single | medical.general | medical.within
            ]
            if entity.label_ in _PERSONS and unexplained and len(unexplained) == len(inside):
                persons.append(Identifier(entity.start_char, entity.end_char, "NAME"))
        return persons
