"""How text becomes index terms: spelling variants of genes and drugs meet, words lose their endings.

``HER-2``, ``HER2`` and ``her 2`` share a term, as do ``PD-L1`` and ``PDL1``, ``5-FU`` and ``5FU``, ``TNF-α`` and
``TNF-alpha``: beside its parts, a hyphenated name that holds a digit or a Greek letter is indexed joined.
"""

import re
import unicodedata
from functools import cache
from typing import Any

import tantivy

ENGLISH, FRENCH = "en", "fr"
ANALYZERS = {ENGLISH: "clinical_en", FRENCH: "clinical_fr"}
_STEMMERS = {ENGLISH: "english", FRENCH: "french"}
_LONGEST_TERM = 60

_GREEK = {
    **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta"},
    **{"ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho"},
    **{"σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega"},
}
_GREEK_LETTER = re.compile("[α-ωΑ-Ω]")
_GREEK_NAMES = frozenset(_GREEK.values())
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_COMPOUND = re.compile(r"[^\W_]+(?:[-/][^\W_]+)+")
_SPACED = re.compile(r"\b([A-Za-z]{1,5}) (\d{1,3})\b(?![.,%]?\d|%)|\b(\d{1,2}) ([A-Z]{2,4})\b")
_LONGEST_PART = 12


def spelled(text: str) -> str:
    """Text in which spelling variants share a word: for indexing and for questions alike."""
    text = unicodedata.normalize("NFKC", text).translate(_HYPHENS)
    text = _GREEK_LETTER.sub(lambda letter: _GREEK.get(letter.group().lower(), letter.group()), text)
    return _COMPOUND.sub(_with_joined_forms, text) if "-" in text or "/" in text else text


def spelled_question(text: str) -> str:
    """The same for a question, where ``her 2`` and ``5 FU`` also stand for one name."""
    return _SPACED.sub(lambda pair: f"{pair.group()} {''.join(filter(None, pair.groups()))}", spelled(text))


def _with_joined_forms(compound: re.Match[str]) -> str:
    parts = re.split("[-/]", compound.group())
    joined = []
    for first in range(len(parts)):
        for last in range(first + 1, min(first + 3, len(parts))):
            run = parts[first : last + 1]
            named = any(part.isdigit() or part.lower() in _GREEK_NAMES or _mixed(part) for part in run)
            if named and all(len(part) <= _LONGEST_PART for part in run):
                joined.append("".join(run))
    return " ".join((compound.group(), *joined))


def _mixed(part: str) -> bool:
    """Whether a part is itself a name of letters and digits, such as ``L1``."""
    return any(sign.isdigit() for sign in part) and not part.isdigit()


@cache
def analyzer(language: str, *, question: bool = False, stemmed: bool = True) -> Any:
    """The tantivy analyzer of a language's fields: words, lower case, stemmed, no accents.

    A question's analyzer also leaves out the words that every text has: they only cost time.
    """
    filters = [tantivy.Filter.remove_long(_LONGEST_TERM), tantivy.Filter.lowercase()]
    if question:
        filters.append(tantivy.Filter.stopword(_STEMMERS[language]))
    if stemmed:
        filters.append(tantivy.Filter.stemmer(_STEMMERS[language]))
    filters.append(tantivy.Filter.ascii_fold())
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()


def question_terms(text: str, language: str) -> list[str]:
    """The distinct index terms of a question's text, in order, without stop words."""
    return list(dict.fromkeys(analyzer(language, question=True).analyze(spelled_question(text))))
