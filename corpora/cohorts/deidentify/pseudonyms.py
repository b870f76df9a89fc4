"""Surrogates in place of identifiers: the same for the same person, and meaningless without the key."""

import hmac
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from corpora.cohorts.deidentify.date_shift import shift_date
from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.redaction import find
from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import plain

_LONGEST_SHIFT_DAYS = 365
_SHORTEST_SHIFT_DAYS = 30
_PARTICLES_TEXT = """
de du des da di del von van der den le la les al el ben bin dr doctor prof professor
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_IN_BRACKETS = frozenset({"URL", "IP", "ADDRESS", "HOSPITAL", "PLACE"})


class Pseudonymiser:
    """Replaces identifiers by surrogates made from a key.

    A word of a name has one surrogate in the whole cohort, so that letters about one patient still agree. Dates move by
    a number of days of the patient's own, so that intervals stay. Running again gives the same text. Surrogates of
    places stay categories, numbered: an invented hospital could be taken for the real one of that name.

    Parameters
    ----------
    key
        Of `load_key`.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def pseudonymise(self, text: str, patient: str, language: str = "en", *, note: bool = True) -> str:
        """A text with surrogates.

        Parameters
        ----------
        patient
            What tells this patient from others in the hospital's data; never written anywhere.
        """
        return self.replace(text, find(text, language, note=note), patient, language)

    def replace(self, text: str, spans: Sequence[Identifier], patient: str, language: str = "en") -> str:
        """A text with each of these spans replaced."""
        pieces, at = [], 0
        for span in spans:
            pieces += [
                text[at : span.start],
                self._surrogate(text[span.start : span.end], span.label, patient, language),
            ]
            at = span.end
        return "".join([*pieces, text[at:]])

    def shift_days(self, patient: str) -> int:
        """By how many days a patient's dates move: 30 to 365, earlier or later."""
        number = self._number("shift", patient)
        size = _SHORTEST_SHIFT_DAYS + (number >> 1) % (_LONGEST_SHIFT_DAYS - _SHORTEST_SHIFT_DAYS + 1)
        return size if number & 1 else -size

    def _surrogate(self, identifier: str, label: str, patient: str, language: str) -> str:
        if label == "NAME":
            return self._name(identifier)
        if label == "DATE":
            return shift_date(identifier, self.shift_days(patient), language) or "[DATE]"
        if label == "AGE":
            return "≥90"
        if label == "EMAIL":
            return f"{self._number('email', plain(identifier)) % 10**8:08}@mail.invalid"
        if label in _IN_BRACKETS:
            return f"[{label} {self._number(label, plain(identifier)) % 10**4:04}]"
        return self._same_shape(identifier, label)

    def _name(self, name: str) -> str:
        """Word by word, in the case of each; particles and punctuation stay."""
        pieces: list[str] = []
        word = ""
        for character in f"{name}\0":
            if character.isalpha():
                word += character
                continue
            if word:
                pieces.append(self._word(word))
                word = ""
            pieces.append(character)
        return "".join(pieces[:-1])

    def _word(self, word: str) -> str:
        folded = plain(word)
        if folded in _PARTICLES:
            return word
        number = self._number("name", folded)
        if len(word) == 1:
            return chr(ord("A") + number % 26)
        first_names, surnames = _surrogate_names()
        choices = first_names if folded in gazetteer().first_names else surnames
        chosen = choices[number % len(choices)]
        if chosen == folded:
            chosen = choices[(number + 1) % len(choices)]
        return chosen.upper() if word.isupper() else chosen if word.islower() else chosen.capitalize()

    def _same_shape(self, identifier: str, label: str) -> str:
        """A number of the same shape: digits for digits, letters for letters."""
        bare = "".join(c for c in identifier if c.isalnum())
        stream = iter(self._digest(label, bare.lower()) * (len(identifier) // 32 + 1))
        return "".join(
            str(next(stream) % 10) if c.isdigit() else chr(ord("A") + next(stream) % 26) if c.isalpha() else c
            for c in identifier
        )

    def _number(self, *parts: str) -> int:
        return int.from_bytes(self._digest(*parts)[:8], "big")

    def _digest(self, *parts: str) -> bytes:
        return hmac.new(self._key, "\0".join(parts).encode(), sha256).digest()


@cache
def _surrogate_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First names and surnames that are nothing else."""
    lists = gazetteer()
    words = lists.ordinary | lists.eponyms | lists.cities | lists.words_too_en | lists.words_too_fr
    first_names = sorted(name for name in lists.first_names - words - lists.surnames if len(name) > 3)
    return tuple(first_names), tuple(
        sorted(name for name in lists.surnames - words - lists.first_names if len(name) > 3)
    )
