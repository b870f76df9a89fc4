"""The project's verifier on a sentence and passages that come from anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import EvidenceSource
from assistant.verification import verify
from corpora.catalogue import Language, say
from corpora.lexicon import Lexicon
from corpora.literature.language import detect_language
from corpora.literature.source import Passage, Source, SourceKind


@dataclass(frozen=True)
class Support:
    """Whether passages support a sentence.

    ``contradicted`` is true where what fails is the direction of an effect: the only contradiction that the verifier
    can tell. All else that it cannot confirm is merely not supported.
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
    tongue: Language = language or ("fr" if detect_language(sentence) == "fr" else "en")
    if not passages:
        return Support(False, False, say("verification.citation", tongue))
    evidence = _evidence(passages, title)
    check = verify(sentence, (1,), (evidence,), lexicon, tongue)
    contradicted = check.reason == say("verification.direction", tongue)
    return Support(check.passed, contradicted, check.reason)


def _evidence(passages: Sequence[str], title: str) -> EvidenceSource:
    text = "\n".join(passages)
    shown, at = [], 0
    for ordinal, passage in enumerate(passages):
        shown.append(Passage(f"file:evidence#{ordinal}", "file:evidence", ordinal, passage, at, at + len(passage)))
        at += len(passage) + 1
    language = detect_language(text)
    source = Source("file:evidence", SourceKind.ARTICLE, title, text, language=language)
    return EvidenceSource(n=1, source=source, score=1.0, passages=tuple(shown))
