"""Free prose with citation markers as the record of docs/scripting.md, so that every system is scored alike."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.record import RECORD_VERSION
from corpora.catalogue import Language
from corpora.literature.sentences import split_sentences

_MARKER = re.compile(r"\[\s*(?:sources?\s*)?(\d+(?:\s*[,;]\s*(?:source\s*)?\d+)*)\s*\]", re.IGNORECASE)
_NAMED = re.compile(r"\bsources?\s+(\d+)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(none of the (provided )?sources|(do|does|did) not (contain|provide|mention|address|include|answer|have)|"
    r"no (relevant |specific )?(information|evidence|data|sources?)|not (available|enough information|mentioned)|"
    r"(cannot|can't|can not|unable to) (answer|determine|provide|find)|I (do not|don't) (know|have)|not helpful|"
    r"aucune (des sources|source|information|donnée)|ne (contien(t|nent)|mentionne(nt)?|fourni(t|ssent)|"
    r"permet(tent)?) pas|je ne (sais|peux|dispose) pas|pas d'information)",
    re.IGNORECASE,
)


def prose_record(
    question: str,
    language: Language,
    prose: str,
    sources: Sequence[Mapping[str, Any]],
    *,
    model: str,
    timings_ms: Mapping[str, float],
) -> dict[str, Any]:
    """The record of an answer written freely.

    A baseline has no way to abstain but in words: it abstained where its first sentence says that it cannot answer.

    Parameters
    ----------
    sources
        As in the record: ``n``, ``id``, ``title``, ``passages`` …; empty for a model alone.
    """
    sentences = [_sentence(prose[start:end]) for start, end in split_sentences(prose, language)]
    sentences = [sentence for sentence in sentences if re.search(r"\w{2}", str(sentence["text"]))]
    refused = not sentences or bool(_REFUSAL.search(str(sentences[0]["text"])))
    return {
        "version": RECORD_VERSION,
        "id": "",
        "question": question,
        "language": language,
        "abstained": refused,
        "abstention": {"missing": prose.strip(), "nearest": []} if refused else None,
        "sources": [dict(source) for source in sources],
        "findings": [],
        "sentences": [] if refused else sentences,
        "dropped": [],
        "pooled": [],
        "timings_ms": dict(timings_ms),
        "model": model,
    }


def _sentence(text: str) -> dict[str, Any]:
    marked = {int(n) for m in _MARKER.finditer(text) for n in re.findall(r"\d+", m.group(1))}
    named = {int(m.group(1)) for m in _NAMED.finditer(_MARKER.sub(" ", text))}
    plain = re.sub(r"\s+(?=[.,;])", "", _MARKER.sub("", text))
    return {"text": " ".join(plain.split()), "citations": sorted(marked | named), "verdict": "not verified"}
