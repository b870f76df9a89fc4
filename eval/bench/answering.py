"""Time to evidence, finding and sentence, beside llama-index and paper-qa on the same models, cards and questions.

Run: ``python -m eval.bench.answering [--questions FILE] [--sample N] [--drafted N] [--paper-qa N] [--json FILE]``.
Both baselines run with their defaults over the same embedder and language model, in the same run. paper-qa has an
environment of its own, which ``python -m eval.bench.paper_qa.environment`` makes; where there is none, the table says
so. It asks the model for ten summaries and an answer, which takes minutes on a processor, so it drafts fewer questions.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console

from assistant.answer import Answer
from assistant.batch import BatchQuestion, answer_one
from assistant.opening import Opened, open_assistant
from assistant.record import to_record
from assistant.settings import load_settings
from eval.bench.figures import Figures, Remark, found, numbers_not_printed, p95, table_of, warm, with_prose
from eval.bench.llama_index_baseline import llama_index
from eval.bench.paper_qa.baseline import paper_qa
from indexes.embedding import load_embedder

# In a file or a pipe rich assumes 80 columns, which cut the figures off.
_LOG_WIDTH = 120


def measure(questions: Sequence[Mapping[str, Any]], drafted: int, by_paper_qa: int) -> list[Figures | Remark]:
    """Run every system over the questions; ``drafted`` of them with the language model, fewer of those by paper-qa."""
    settings = load_settings()
    opened = open_assistant(settings, draft=drafted > 0)
    try:
        results: list[Figures | Remark] = [_ours(opened, questions, draft=False)]
        if opened.drafter:
            results.append(_ours(opened, questions[:drafted], draft=True))
        # An embedder that computes every vector, as the baselines' own would: the library's knows the starter's.
        embedder = load_embedder(settings.embedding.model, settings.weights_folder, settings.embedding.threads)
        backend = opened.drafter.backend if opened.drafter else None
        sources = list(opened.library.sources())
        results.append(llama_index(sources, questions, drafted, embedder, backend))
        results += paper_qa(sources, questions, min(drafted, by_paper_qa), embedder, backend)
        return results
    finally:
        opened.close()


def _ours(opened: Opened, questions: Sequence[Mapping[str, Any]], *, draft: bool) -> Figures:
    answers: list[Answer] = []
    for question in questions:
        answers.append(answer_one(opened.assistant, BatchQuestion.model_validate(question), draft=draft))
    records = [to_record(answer) for answer in answers]
    timings = [answer.timings_ms for answer in warm(answers)]
    evidence = [timing["evidence"] for timing in timings]
    finding = [timing["first_finding"] for timing in timings if "first_finding" in timing]
    return Figures(
        system="sourcier, drafted" if draft else "sourcier, findings only",
        questions=len(questions),
        found_in_five=found(questions, [[s.source.id for s in answer.sources] for answer in answers]),
        evidence_p50=median(evidence),
        evidence_p95=p95(evidence),
        first_finding_p95=p95(finding) if finding else None,
        drafted=len(questions) if draft else 0,
        done_p50=median(timing["done"] for timing in timings),
        answered_with_prose=with_prose(records),
        numbers_not_printed=numbers_not_printed(records),
    )


def main() -> None:
    """Print the table; write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(str(files("eval.questions") / "starter_questions.jsonl"))
    parser.add_argument("--questions", type=Path, default=default)
    parser.add_argument("--sample", type=int, default=60, help="answerable questions asked, evenly from the file")
    parser.add_argument("--drafted", type=int, default=0, help="questions that the language model answers as well")
    parser.add_argument("--paper-qa", type=int, default=2, help="of these, answered by paper-qa too: minutes each")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.questions.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["answerable"] and not row["previous"]]
    rows = rows[:: max(1, len(rows) // arguments.sample)][: arguments.sample]
    results = measure(rows, arguments.drafted, arguments.paper_qa)
    Console(width=None if sys.stdout.isatty() else _LOG_WIDTH).print(table_of(results))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(r) for r in results], indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
