"""What of a passage the lexical index holds, and in which fields."""

from dataclasses import dataclass
from typing import Any

import tantivy

from indexes.lexical.analysis import ANALYZERS, ENGLISH, FRENCH, analyzer, spelled

VERSION = 1
"""Changed whenever text is analysed otherwise: an index of another version is built anew."""

KEY = "key"
BOOSTS = {"title": 0.4, "text": 1.0, "section": 0.2}
"""How much each field counts. A title says again what its passages say, so it counts less than they (measured)."""


@dataclass(frozen=True)
class IndexedPassage:
    """What of a passage is indexed; ``key`` is the store's."""

    key: int
    title: str
    text: str
    section: str
    language: str


def schema() -> Any:
    """The fields: the key, and each text field once a language."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(KEY, indexed=True, fast=True)
    for language, name in ANALYZERS.items():
        for field in BOOSTS:
            builder.add_text_field(f"{field}_{language}", tokenizer_name=name, index_option="freq")
    return builder.build()


def register_analyzers(index: Any) -> None:
    """Tell an index that was just opened how to analyse text."""
    for language, name in ANALYZERS.items():
        index.register_tokenizer(name, analyzer(language))


def document(passage: IndexedPassage) -> Any:
    """A passage as tantivy takes it, in the fields of its language."""
    language = FRENCH if passage.language == FRENCH else ENGLISH
    made = tantivy.Document()
    made.add_unsigned(KEY, passage.key)
    for field in BOOSTS:
        made.add_text(f"{field}_{language}", spelled(getattr(passage, field)))
    return made


def keys_above(of: Any, key: int) -> Any:
    """A query for the passages with higher keys, for an index with this schema."""
    return tantivy.Query.range_query(
        of, KEY, tantivy.FieldType.Unsigned, lower_bound=key, upper_bound=2**62, include_lower=False
    )


def keys_in(of: Any, keys: list[int]) -> Any:
    """A query for the passages with these keys."""
    return tantivy.Query.term_set_query(of, KEY, keys)
