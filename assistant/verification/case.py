"""A sentence under verification with what it is held against, and how words of the two are compared."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import EvidenceSource, Fit
from assistant.effects.source_effects import effects_of
from assistant.matching import relation
from assistant.rendering import render
from assistant.wording import arms_of
from corpora.catalogue import Language
from corpora.lexicon import Category, Lexicon
from corpora.literature.effect import EffectEstimate

_TOKEN = re.compile(r"[^\W_]+")
_STEM = 6
_SAYS_NOTHING: dict[Language, frozenset[str]] = {
    "en": frozenset({
        "the", "and", "for", "with", "was", "were", "has", "had", "have", "from", "that", "this", "than", "versus",
        "vs", "arm", "arms", "group", "groups", "treatment", "plus", "alone", "both", "of", "in", "to", "at", "on", "as",
        "or", "an", "by", "a", "s",
    }),
    "fr": frozenset({
        "les", "des", "une", "avec", "pour", "dans", "par", "sur", "est", "sont", "qui", "que", "aux", "bras", "groupe",
        "groupes", "traitement", "seul", "seule", "seuls", "ou", "et", "de", "du", "la", "le", "en", "un", "au", "plus",
        "contre", "d", "l", "a",
    }),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A sentence, the sources that it cites, and what their findings state in its language."""

    sentence: str
    cited: tuple[EvidenceSource, ...]
    stated: str
    lexicon: Lexicon
    language: Language

    @property
    def effects(self) -> list[EffectEstimate]:
        """All effects of the sources cited."""
        return [effect for source in self.cited for effect in effects_of(source.source)]

    def concepts(self, text: str, categories: Iterable[Category]) -> list[str]:
        """The concepts of some categories that a text in the sentence's language names."""
        wanted = frozenset(categories)
        mentions = self.lexicon.recognise(text, self.language)
        return [m.concept_id for m in mentions if self.lexicon.concept(m.concept_id).category in wanted]

    def terms(self, text: str) -> frozenset[str]:
        """What a text in the sentence's language speaks of: concepts, regimens by their parts, and stems of other words."""
        found: set[str] = set()
        for mention in self.lexicon.recognise(text, self.language):
            found |= set(self.lexicon.parts(mention.concept_id))
            text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
        return frozenset(found) | stems(text, self.language)

    def terms_of(self, term: str) -> frozenset[str]:
        """The same of a term of the source (an endpoint, an arm), worded in the sentence's language."""
        return self.terms(self._worded(term))

    def name(self, text: str) -> frozenset[str]:
        """What a text calls a treatment: concepts and all its words, which tell R-CHOP14 from R-CHOP21."""
        return self.terms(text) | stems(text, self.language)

    def name_of(self, arm: str) -> frozenset[str]:
        """What the source calls an arm, worded in the sentence's language."""
        return self.name(self._worded(arm))

    def _worded(self, term: str) -> str:
        return render(term, self.language, self.lexicon) if term else ""

    def pairs(self) -> list[tuple[str, str]]:
        """The comparisons that the sources report, as pairs of arms."""
        return [pair for pair in dict.fromkeys(arms_of(effect) for effect in self.effects) if all(pair)]


def same(asked: str, held: str, lexicon: Lexicon) -> bool:
    """Whether one treatment may stand for the other: itself, its class, a member of it, a regimen that holds it."""
    return relation(asked, held, lexicon, components=True) is not Fit.DIFFERENT


def folded(text: str) -> str:
    """A text in lower case, without accents."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def stem(word: str) -> str:
    """The beginning of a word, which its forms share."""
    return word[:_STEM]


def stems(text: str, language: Language) -> frozenset[str]:
    """The stems of the words and numbers of a text that say something."""
    return frozenset(stem(word) for word in _TOKEN.findall(folded(text)) if word not in _SAYS_NOTHING[language])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two wordings is the same, from 0 to 1: terms shared among the terms of both."""
    return len(one & other) / len(one | other) if one and other else 0.0
