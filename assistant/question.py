"""A question as it is understood: its language, its text without identifying details, what it is about."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.about import About, about_question, inherit
from corpora.catalogue import Language
from corpora.cohorts.deidentify import redact
from corpora.lexicon import Lexicon

_FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "et",
        "ou",
        "où",
        "est",
        "sont",
        "à",
        "au",
        "aux",
        "en",
        "dans",
        "sur",
        "sous",
        "pour",
        "par",
        "avec",
        "sans",
        "chez",
        "que",
        "qu",
        "qui",
        "quoi",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "ce",
        "cet",
        "cette",
        "ces",
        "ça",
        "se",
        "s",
        "son",
        "sa",
        "ses",
        "il",
        "elle",
        "ne",
        "n",
        "pas",
        "moins",
        "après",
        "avant",
        "vers",
        "faut",
        "peut",
        "doit",
        "fait",
        "est-ce",
        "je",
        "j",
        "mon",
        "ma",
        "mes",
        "nous",
        "vous",
        "y",
        "mieux",
        "meilleur",
        "meilleure",
        "donne",
        "mais",
        "si",
        "car",
        "combien",
        "lesquels",
        "contre",
        "entre",
        "selon",
        "depuis",
        "comme",
        "aussi",
        "toutes",
        "tous",
        "stade",
        "sein",
        "chimio",
        "survie",
    ]
)
_ENGLISH = frozenset(
    [
        "a",
        "the",
        "an",
        "of",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "does",
        "do",
        "did",
        "in",
        "on",
        "for",
        "to",
        "with",
        "without",
        "by",
        "from",
        "at",
        "as",
        "than",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "his",
        "her",
        "their",
        "him",
        "she",
        "he",
        "we",
        "i",
        "my",
        "what",
        "which",
        "who",
        "how",
        "when",
        "should",
        "would",
        "could",
        "can",
        "may",
        "after",
        "before",
        "versus",
        "any",
        "if",
        "not",
        "no",
        "more",
        "less",
        "better",
        "worse",
        "about",
        "give",
        "get",
        "has",
        "have",
        "had",
        "will",
        "be",
        "been",
        "but",
        "only",
        "my",
        "some",
        "any",
        "much",
        "there",
        "out",
        "up",
        "line",
        "added",
        "use",
        "treatment",
        "instead",
        "rather",
        "whether",
        "still",
        "also",
        "both",
        "trial",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)


@dataclass(frozen=True)
class Question:
    """A question, understood.

    Attributes
    ----------
    text
        As asked, after redaction.
    redacted
        Categories of what was redacted, never the text of it.
    search_text
        What retrieval embeds: the question, and the earlier turn that it follows up on.
    about
        Conditions, interventions, settings, outcomes, …, those inherited from the conversation included.
    """

    text: str
    language: Language
    redacted: tuple[str, ...]
    search_text: str
    about: About


def detect_language(text: str, default: Language = "en") -> Language:
    """English or French, by function words, accents and elisions; ``default`` where nothing tells."""
    lowered = unicodedata.normalize("NFC", text.lower())
    words = [w for word in _WORD.findall(lowered.replace("’", "'")) for w in (word, *word.split("-")[1:])]
    french = sum(word in _FRENCH for word in words) + len(re.findall(r"\b[ldnjscmtq]u?['’]", lowered))
    french += sum(2 for word in words if re.search(r"[éèêàçùûîôœë]", word))
    french += len(re.findall(r"\s[?:;!]", text)) + len(re.findall(r"\b[1-4](?:re|ère|er|e|ème)\b", lowered))
    english = sum(word in _ENGLISH for word in words) + len(re.findall(r"\w['’](?:s|t|re|d|ll|ve)\b", lowered))
    if french == english:
        return default
    return "fr" if french > english else "en"


def understand(
    question: str,
    lexicon: Lexicon,
    *,
    previous: Sequence[str] = (),
    language: Language | None = None,
    trial_names: frozenset[str] = frozenset(),
) -> Question:
    """Redact a question, then read it; nothing before redaction leaves this function.

    Parameters
    ----------
    previous
        Earlier turns of the user, oldest first; a question that names no disease follows up on the latest that does.
    language
        Where given, not detected.
    trial_names
        Acronyms of the library's trials, upper case: read as names where a question has them in capitals.
    """
    tongue = language or detect_language(question, detect_language(previous[-1]) if previous else "en")
    redaction = redact(question, tongue)
    text = redaction.text
    about = about_question(text, tongue, lexicon, trial_names)
    search_text = text
    for turn in reversed(previous):
        if about.conditions and about.interventions:
            break
        if about.trials:
            break
        earlier_text = redact(turn, detect_language(turn, tongue)).text
        earlier = about_question(earlier_text, tongue, lexicon, trial_names)
        inherited = inherit(about, earlier, lexicon)
        if inherited != about:
            about = inherited
            search_text = f"{earlier_text} {search_text}"
    return Question(text, tongue, tuple(sorted({span.label for span in redaction.spans})), search_text, about)
