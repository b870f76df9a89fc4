"""The project's verifier on a sentence and passages that come from anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import EvidenceSource
from assistant.polarity import Polarity, clauses, polarity
from assistant.verification import verify
from corpora.catalogue import Language, say
from corpora.french_or_english import french_or_english
from corpora.lexicon import Lexicon
from corpora.literature.language import detect_language
from corpora.literature.sentences import split_sentences
from corpora.literature.source import Passage, Source, SourceKind

_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 6


@dataclass(frozen=True)
class Support:
    """Whether passages support a sentence.

    ``contradicted`` is true where the verifier refuses the direction, and a clause of the passages on the same matter
    makes another claim (better, worse, no difference), and none the same. All else is merely not supported: the
    verifier alone refuses a direction that it cannot confirm as well.
    """

    supported: bool
    contradicted: bool
    reason: str


def support(
    sentence: str,
    passages: Sequence[str],
    lexicon: Lexicon,
    language: Language | None = None,
    title: str = "",
) -> Support:
    """Verify a sentence against passages taken together, as the pipeline verifies a drafted sentence.

    Parameters
    ----------
    language
        Of the sentence; detected where not given.
    title
        Of the passages' source.
    """
    tongue: Language = language or french_or_english(sentence)
    if not passages:
        return Support(False, False, say("verification.citation", tongue))
    evidence = _evidence(passages, title)
    check = verify(sentence, (1,), (evidence,), lexicon, tongue)
    refused = check.reason == say("verification.direction", tongue)
    return Support(check.passed, refused and _says_otherwise(sentence, passages), check.reason)


def _says_otherwise(sentence: str, passages: Sequence[str]) -> bool:
    """Whether clauses that share half of the sentence's words make another claim, and none makes the same."""
    words = _stems(sentence)
    claims = {
        polarity(clause)
        for passage in passages
        for start, end in split_sentences(passage, detect_language(passage))
        for clause in clauses(passage[start:end])
        if 2 * len(_stems(clause) & words) >= len(words)
    } - {Polarity.NONE}
    return bool(claims) and polarity(sentence) not in claims


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}


def _evidence(passages: Sequence[str], title: str) -> EvidenceSource:
    text = "\n".join(passages)
    shown, at = [], 0
    for ordinal, passage in enumerate(passages):
        shown.append(Passage(f"file:evidence#{ordinal}", "file:evidence", ordinal, passage, at, at + len(passage)))
        at += len(passage) + 1
    language = detect_language(text)
    source = Source("file:evidence", SourceKind.ARTICLE, title, text, language=language)
    return EvidenceSource(n=1, source=source, score=1.0, passages=tuple(shown))
