"""Words by which a value says that something was given or is there, or not, in both languages."""

import unicodedata

from corpora.cohorts.cohort import Level

_GIVEN_WORDS = "1 y yes true o oui vrai received given done treated traite traitee recu recue"
_NOT_GIVEN_WORDS = (
    "0 n no non false faux none aucun aucune not_received not_given not_done untreated non_traite non_traitee non_recu"
)
_PRESENT_WORDS = "positive positif pos + present presente amplified amplifie mutated mute overexpressed surexprime high"
_ABSENT_WORDS = "negative negatif neg - absent absente wild-type sauvage wt not_amplified non_amplifie non_mute low"
_GIVEN, _NOT_GIVEN = frozenset(_GIVEN_WORDS.split()), frozenset(_NOT_GIVEN_WORDS.split())
_PRESENT, _ABSENT = _GIVEN.union(_PRESENT_WORDS.split()), _NOT_GIVEN.union(_ABSENT_WORDS.split())


def was_given(text: str) -> bool | None:
    """What a yes or no says of a treatment; ``None`` for a value that is neither, such as a treatment's own name."""
    word = _word(text)
    return True if word in _GIVEN else False if word in _NOT_GIVEN else None


def sign_of(text: str) -> str:
    """``"yes"`` or ``"no"`` for a word that says that something is there or not; else empty."""
    word = _word(text)
    return "yes" if word in _PRESENT else "no" if word in _ABSENT else ""


def sign_of_level(level: Level) -> str:
    """As :func:`sign_of`, of a level by any of its names; a label wins over a code."""
    for text in (level.label.en, level.label.fr, level.code):
        sign = sign_of(text) or sign_of(text.split()[-1] if text.split() else "")
        if sign:
            return sign
    return ""


def _word(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "_".join("".join(c for c in decomposed if not unicodedata.combining(c)).replace("_", " ").split())
