"""A library of generated passages, of any size, that is as hard to search as a real one.

Vectors imitate those of multilingual-e5-small on SciFact's abstracts (measured there: mean vector of length 0.91, inner
product of two random passages 0.83 ± 0.025, of nearest neighbours 0.91; variance spread over about 120 dimensions).
Each is the common mean plus a residual of topic, subtopic and noise, drawn under one decaying spectrum; topics are
of unequal size (Zipf). Texts are 60 words, 40 of a Zipf vocabulary and 20 of the topic's and subtopic's own.
Questions share a subtopic with the passages, lie further from them than they from each other, and repeat a few words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpora.literature.source import Passage, Source, SourceKind
from indexes.library import Library
from indexes.store.sources import insert_source, write_manifest

DIMENSION = 384
_MEAN = 0.91
_TOPIC_SHARE, _SUBTOPIC_SHARE = 0.25, 0.25
_TOPICS = 300
_PASSAGES_PER_SUBTOPIC = 50
_VOCABULARY = 50_000
_OWN_WORDS = 12
_BLOCK = 10_000
_PASSAGES_PER_SOURCE = 2

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Question:
    """A generated question: its words and its vector of shape (dimension,)."""

    text: str
    vector: Floats


class GeneratedEmbedder:
    """Knows the generated questions' vectors: the time of an embedding model is not what is measured."""

    dimension = DIMENSION
    fingerprint = "generated"

    def __init__(self, questions: list[Question]) -> None:
        self._vectors = {question.text: question.vector for question in questions}

    def embed_passages(self, texts: list[str]) -> Floats:
        """Not used: passages come with their vectors."""
        return self.embed_queries(texts)

    def embed_queries(self, texts: list[str]) -> Floats:
        """The vectors of generated questions, of shape (texts, dimension)."""
        return np.array([self._vectors[text] for text in texts], np.float32)


class Generator:
    """Makes passages and questions; the same for the same size and seed."""

    def __init__(self, size: int, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self._size = size
        subtopics = max(size // _PASSAGES_PER_SUBTOPIC, _TOPICS)
        spectrum = (np.arange(DIMENSION) + 6.0) ** -0.9
        self._scale = np.sqrt(spectrum / spectrum.sum() * (1 - _MEAN**2)).astype(np.float32)
        rotation, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((DIMENSION, DIMENSION)))
        self._rotation = rotation.astype(np.float32)
        self._mean = np.zeros(DIMENSION, np.float32)
        self._mean[-1] = _MEAN
        weights = 1 / np.arange(1, _TOPICS + 1) ** 0.7
        self._topic_of = self._random.choice(_TOPICS, subtopics, p=weights / weights.sum())
        self._topics, self._subtopics = self._residuals(_TOPICS), self._residuals(subtopics)
        frequency = np.cumsum(1 / np.arange(1, _VOCABULARY + 1))
        self._frequency = frequency / frequency[-1]
        self._words = np.array([f"w{number:x}" for number in range(_VOCABULARY)])
        self._topic_words = self._random.integers(200, _VOCABULARY, (_TOPICS, _OWN_WORDS))
        self._subtopic_words = self._random.integers(200, _VOCABULARY, (subtopics, _OWN_WORDS))

    def passages(self) -> Iterator[tuple[list[str], npt.NDArray[np.float16]]]:
        """Texts and vectors, of shape (n, dimension), a block at a time."""
        for start in range(0, self._size, _BLOCK):
            count = min(_BLOCK, self._size - start)
            subtopics = self._random.integers(0, len(self._subtopics), count)
            yield self._texts(subtopics, 40, 10), self._vectors(subtopics, self._mean).astype(np.float16)

    def questions(self, count: int) -> list[Question]:
        """Questions on random subtopics."""
        subtopics = self._random.integers(0, len(self._subtopics), count)
        mean = self._mean * 0.97
        mean[-2] = 0.22
        return [
            Question(text, vector)
            for text, vector in zip(
                self._texts(subtopics, 4, 3), self._vectors(subtopics, mean).astype(np.float32), strict=True
            )
        ]

    def _residuals(self, count: int) -> Floats:
        return self._random.standard_normal((count, DIMENSION), np.float32) * self._scale

    def _vectors(self, subtopics: npt.NDArray[np.int64], mean: Floats) -> Floats:
        vectors = (
            mean
            + np.sqrt(_TOPIC_SHARE) * self._topics[self._topic_of[subtopics]]
            + np.sqrt(_SUBTOPIC_SHARE) * self._subtopics[subtopics]
            + np.sqrt(1 - _TOPIC_SHARE - _SUBTOPIC_SHARE) * self._residuals(len(subtopics))
        )
        vectors = np.asarray(vectors @ self._rotation, np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def _texts(self, subtopics: npt.NDArray[np.int64], common: int, own: int) -> list[str]:
        count = len(subtopics)
        drawn = np.searchsorted(self._frequency, self._random.random((count, common)))
        chosen = self._random.integers(0, _OWN_WORDS, (2, count, own))
        topical = np.take_along_axis(self._topic_words[self._topic_of[subtopics]], chosen[0], 1)
        special = np.take_along_axis(self._subtopic_words[subtopics], chosen[1], 1)
        return [" ".join(row) for row in self._words[np.concatenate([drawn, topical, special], axis=1)].tolist()]


def build(folder: Path, generator: Generator, embedder: GeneratedEmbedder) -> None:
    """Fill a library's store, then let its indexes follow as they do after a crash."""
    with Library.open(folder, embedder) as library:
        with library.connections.transaction() as connection:
            write_manifest(connection, "embedding", embedder.fingerprint)
            write_manifest(connection, "dimension", str(embedder.dimension))
        number = 0
        for texts, vectors in generator.passages():
            with library.connections.transaction() as connection:
                for start in range(0, len(texts), _PASSAGES_PER_SOURCE):
                    own = texts[start : start + _PASSAGES_PER_SOURCE]
                    source = _source(number, own)
                    stored = [
                        (sha256(text.encode()).digest()[:16], vector.tobytes())
                        for text, vector in zip(own, vectors[start : start + len(own)], strict=True)
                    ]
                    insert_source(connection, source, _spans(source, own), stored, set(), {source.id})
                    number += 1
        library.repair()


def _source(number: int, texts: list[str]) -> Source:
    title = " ".join(texts[0].split()[-6:])
    year = 1980 + number % 45
    return Source(
        f"file:generated-{number}", SourceKind.ARTICLE, title, "\n".join(texts), year=year, origin="generated"
    )


def _spans(source: Source, texts: list[str]) -> list[Passage]:
    spans, start = [], 0
    for ordinal, text in enumerate(texts):
        spans.append(Passage(f"{source.id}#{ordinal}", source.id, ordinal, text, start, start + len(text)))
        start += len(text) + 1
    return spans
