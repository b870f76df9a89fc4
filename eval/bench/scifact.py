"""Ranking quality on SciFact's training claims, in English and French.

``python -m eval.bench.scifact --weights FOLDER`` prints nDCG@10 of words alone, meaning alone and both together, for
several weights, through the product's own import and retrieval. With ``--library`` the imported corpus is kept, or used
again.
"""

import argparse
import ast
import csv
import gzip
import json
import math
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpora.lexicon import Lexicon
from corpora.literature.source import Source, SourceKind
from indexes.embedding import load_embedder
from indexes.library import Library
from indexes.retrieval import Retriever

_K = 10
_WEIGHTS = (0.0, 0.3, 0.5, 0.7, 1.0)
_BETWEEN_SENTENCES = re.compile(r"(['\"])\s*\n\s*(?=['\"])")

Claims = dict[str, str]
Relevant = dict[str, set[str]]


def corpus(folder: Path) -> Iterator[Source]:
    """SciFact's abstracts as sources."""
    for line in _lines(folder / "scifact_corpus.jsonl.gz"):
        record = json.loads(line)
        sentences = ast.literal_eval(_BETWEEN_SENTENCES.sub(r"\1,", record["abstract"]))
        text = " ".join(sentences)
        yield Source(f"file:{record['doc_id']}", SourceKind.ARTICLE, record["title"], text, origin="scifact")


def claims(folder: Path) -> tuple[Claims, Claims, Relevant]:
    """The English claims, the French ones, and the ids of the abstracts that each cites."""
    english: Claims = {}
    relevant: Relevant = defaultdict(set)
    for line in _lines(folder / "scifact_claims_train.jsonl.gz"):
        record = json.loads(line)
        english[record["id"]] = record["claim"]
        relevant[record["id"]] |= {f"file:{number}" for number in re.findall(r"\d+", record["cited_doc_ids"])}
    with (folder / "scifact_claims_train_fr150.tsv").open(encoding="utf-8") as file:
        french = {row[0]: row[1] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return english, french, relevant


def ndcg(ranked: list[str], relevant: set[str]) -> float:
    """nDCG@10 with binary relevance."""
    gained = sum(1 / math.log2(rank + 2) for rank, found in enumerate(ranked[:_K]) if found in relevant)
    return gained / sum(1 / math.log2(rank + 2) for rank in range(min(_K, len(relevant))))


def measure(library: Library, asked: Claims, relevant: Relevant, language: str, weight: float) -> float:
    """Mean nDCG@10 of the claims of a language at a lexical weight."""
    retriever, lexicon = Retriever(library, lexical_weight=weight), Lexicon.load()
    total = 0.0
    for number, claim in asked.items():
        terms = lexicon.english_terms(claim)
        hits = retriever.search_sources(claim, language=language, lexical_terms=terms, k=_K)
        total += ndcg([hit.source.id for hit in hits], relevant[number])
    return total / len(asked)


def main() -> None:
    """Import the corpus and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data/benchmarks"))
    arguments.add_argument("--weights", type=Path, required=True)
    arguments.add_argument("--model", default="multilingual-e5-small")
    arguments.add_argument("--library", type=Path, help="where the imported corpus is kept")
    given = arguments.parse_args()
    embedder = load_embedder(given.model, given.weights)
    english, french, relevant = claims(given.data)
    with (
        tempfile.TemporaryDirectory() as scratch,
        Library.open(given.library or Path(scratch), embedder) as library,
    ):
        library.add(corpus(given.data), lambda report: print(f"\r{report.seen} imported", end="", flush=True))
        print(f"\rnDCG@10: {len(english)} English claims, {len(french)} French ones (training claims)")
        print("lexical weight  English  the French ones' English  French")
        originals = {number: english[number] for number in french}
        for weight in _WEIGHTS:
            figures = [
                measure(library, asked, relevant, language, weight)
                for asked, language in ((english, "en"), (originals, "en"), (french, "fr"))
            ]
            print(f"{weight:14.1f}  {figures[0]:7.4f}  {figures[1]:24.4f}  {figures[2]:6.4f}", flush=True)


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


if __name__ == "__main__":
    main()
