"""Time to evidence, finding and sentence, beside plain llama-index on the same models, cards and questions.

Run: ``python -m eval.bench.answering [--questions FILE] [--sample N] [--drafted N] [--json FILE]``. The baseline is
llama-index's vector index and citation query engine with their defaults, over the same embedder and language model.
paper-qa is not in it: its agent and its local index want a hub or a server for their models.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from assistant.answer import Answer
from assistant.batch import BatchQuestion, answer_one
from assistant.opening import Opened, open_assistant
from assistant.settings import load_settings

_TOP = 5
_BASELINE_TOKENS = 200


@dataclass(frozen=True)
class Figures:
    """Of one system over the questions; times in milliseconds, 95th percentile over all but the first question."""

    system: str
    questions: int
    found_in_five: str
    evidence_p50: float
    evidence_p95: float
    first_finding_p95: float | None
    done_p50: float | None
    answered_with_prose: int


def measure(questions: Sequence[dict[str, object]], drafted: int) -> list[Figures]:
    """Run both systems over the questions; ``drafted`` of them with the language model."""
    opened = open_assistant(load_settings(), draft=drafted > 0)
    try:
        results = [_ours(opened, questions, draft=False), _llama_index(opened, questions, drafted)]
        if drafted and opened.drafter:
            results.insert(1, _ours(opened, questions[:drafted], draft=True))
        return results
    finally:
        opened.close()


def _ours(opened: Opened, questions: Sequence[dict[str, object]], *, draft: bool) -> Figures:
    answers: list[Answer] = []
    for question in questions:
        answers.append(answer_one(opened.assistant, BatchQuestion.model_validate(question), draft=draft))
    found = sum(_right(q, [s.source.id for s in a.sources[:_TOP]]) for q, a in zip(questions, answers, strict=True))
    warm = answers[1:] or answers
    evidence = [a.timings_ms["evidence"] for a in warm]
    finding = [a.timings_ms["first_finding"] for a in warm if "first_finding" in a.timings_ms]
    return Figures(
        system="sourcier, drafted" if draft else "sourcier, findings only",
        questions=len(questions),
        found_in_five=f"{found}/{len(questions)}",
        evidence_p50=median(evidence),
        evidence_p95=_p95(evidence),
        first_finding_p95=_p95(finding) if finding else None,
        done_p50=median(a.timings_ms["done"] for a in warm),
        answered_with_prose=sum(bool(a.sentences) for a in answers),
    )


def _llama_index(opened: Opened, questions: Sequence[dict[str, object]], drafted: int) -> Figures:
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.query_engine import CitationQueryEngine

    from assistant.llm.llama_index import BackendLLM
    from indexes.embedding import load_embedder
    from indexes.embedding.llama_index_embedding import LlamaIndexEmbedding

    settings = load_settings()
    embedder = load_embedder(settings.embedding.model, settings.weights_folder, settings.embedding.threads)
    documents = [
        Document(text=f"{s.title}\n{s.text}", metadata={"id": s.id}, excluded_embed_metadata_keys=["id"])
        for s in opened.library.sources()
    ]
    index = VectorStoreIndex.from_documents(documents, embed_model=LlamaIndexEmbedding(embedder))
    retriever = index.as_retriever(similarity_top_k=4 * _TOP)
    times, found = [], 0
    for question in questions:
        start = time.perf_counter()
        nodes = retriever.retrieve(str(question["question"]))
        times.append(1000 * (time.perf_counter() - start))
        ranked = list(dict.fromkeys(str(node.metadata["id"]) for node in nodes))
        found += _right(question, ranked[:_TOP])
    done, prose = [], 0
    if drafted and opened.drafter:
        llm = BackendLLM(opened.drafter.backend, num_output=_BASELINE_TOKENS)
        engine = CitationQueryEngine.from_args(index, llm=llm, similarity_top_k=3)
        for question in questions[:drafted]:
            start = time.perf_counter()
            prose += bool(str(engine.query(str(question["question"]))).strip())
            done.append(1000 * (time.perf_counter() - start))
    return Figures(
        system="llama-index, its defaults",
        questions=len(questions),
        found_in_five=f"{found}/{len(questions)}",
        evidence_p50=median(times[1:] or times),
        evidence_p95=_p95(times[1:] or times),
        first_finding_p95=None,
        done_p50=median(done) if done else None,
        answered_with_prose=prose,
    )


def _right(question: dict[str, object], ids: Sequence[str]) -> bool:
    wanted = {f"doi:{str(doi).lower()}" for key in ("gold", "acceptable") for doi in _list(question.get(key))}
    return bool(wanted & set(ids))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[18] if len(values) > 1 else values[0]


def main() -> None:
    """Print the table; write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(str(files("eval.questions") / "starter_questions.jsonl"))
    parser.add_argument("--questions", type=Path, default=default)
    parser.add_argument("--sample", type=int, default=60, help="answerable questions asked, evenly from the file")
    parser.add_argument("--drafted", type=int, default=0, help="questions that the language model answers as well")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.questions.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["answerable"] and not row["previous"]]
    rows = rows[:: max(1, len(rows) // arguments.sample)][: arguments.sample]
    results = measure(rows, arguments.drafted)
    table = Table("system", "questions", "right in five", "evidence p50", "p95 ms", "finding p95", "done p50", "prose")
    for r in results:
        numbers = (r.evidence_p50, r.evidence_p95, r.first_finding_p95, r.done_p50)
        shown = ["" if x is None else f"{x:.0f}" for x in numbers]
        table.add_row(r.system, str(r.questions), r.found_in_five, *shown, str(r.answered_with_prose))
    Console().print(table)
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(r) for r in results], indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
