"""llama-index's vector index and citation query engine with their defaults, over the bench's models."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.llm.backend import Backend
from assistant.llm.llama_index import BackendLLM
from corpora.literature.source import Source
from eval.bench.figures import TOP, Figures, found, numbers_not_printed, p50, p95, warm, with_prose
from eval.systems.prose_record import prose_record
from indexes.embedding import Embedder

_MOST_TOKENS = 200
_CHUNKS = 3


def llama_index(
    sources: Sequence[Source],
    questions: Sequence[Mapping[str, Any]],
    drafted: int,
    embedder: Embedder,
    backend: Backend | None,
) -> Figures:
    """Its figures; ``drafted`` of the questions with the language model."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.query_engine import CitationQueryEngine

    from indexes.embedding.llama_index_embedding import LlamaIndexEmbedding

    documents = [
        Document(text=f"{s.title}\n{s.text}", metadata={"id": s.id}, excluded_embed_metadata_keys=["id"])
        for s in sources
    ]
    index = VectorStoreIndex.from_documents(documents, embed_model=LlamaIndexEmbedding(embedder))
    retriever = index.as_retriever(similarity_top_k=4 * TOP)
    times, ranked = [], []
    for question in questions:
        start = time.perf_counter()
        nodes = retriever.retrieve(str(question["question"]))
        times.append(1000 * (time.perf_counter() - start))
        ranked.append(list(dict.fromkeys(str(node.metadata["id"]) for node in nodes)))
    done, records = [], []
    if backend:
        titles = {s.id: s.title for s in sources}
        llm = BackendLLM(backend, num_output=_MOST_TOKENS)
        engine = CitationQueryEngine.from_args(index, llm=llm, similarity_top_k=_CHUNKS)
        for question in questions[:drafted]:
            start = time.perf_counter()
            response = engine.query(str(question["question"]))
            done.append(1000 * (time.perf_counter() - start))
            records.append(_record(question, response, titles, backend.name, done[-1]))
    return Figures(
        system="llama-index, its defaults",
        questions=len(questions),
        found_in_five=found(questions, ranked),
        evidence_p50=p50(warm(times)) or 0.0,
        evidence_p95=p95(warm(times)),
        drafted=len(records),
        done_p50=p50(done),
        answered_with_prose=with_prose(records),
        numbers_not_printed=numbers_not_printed(records),
    )


def _record(
    question: Mapping[str, Any], response: Any, titles: Mapping[str, str], model: str, done: float
) -> dict[str, Any]:
    listed = []
    for n, node in enumerate(response.source_nodes, start=1):
        source = str(node.metadata["id"])
        passage = {"id": f"{source}#{n}", "text": node.node.get_content()}
        listed.append({"n": n, "id": source, "title": titles[source], "passages": [passage]})
    return prose_record(
        question["question"], question["lang"], str(response), listed, model=model, timings_ms={"done": done}
    )
