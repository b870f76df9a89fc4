"""Score the pipeline's answers to clinician questions.

``python -m eval.clinical_questions --questions FILE…`` asks the questions and scores the answers;
``--answers FILE`` scores answers already there. See docs/evaluation.md.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from corpora.errors import SourcierError
from eval.questions.question import ClinicalQuestion, read_questions
from eval.questions.record import read_answers
from eval.questions.score import QuestionScore, score_answer
from eval.questions.summary import summarise, summarise_by_kind
from eval.questions.table import print_failures, print_summary


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 when scored, 2 for input that cannot be used."""
    options = _parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 140)
    try:
        questions = read_questions(options.questions, options.split)
        answers = options.answers or ask(questions, options.out, draft=not options.no_draft)
        scores = score_file(questions, answers)
    except SourcierError as error:
        print(error, file=sys.stderr)
        return 2
    summary, by_kind = summarise(scores), summarise_by_kind(scores)
    print_summary(summary, by_kind, console)
    if options.failures:
        print_failures(scores, console)
    if options.json:
        report = {
            "question_files": [path.name for path in options.questions],
            "split": options.split,
            "all": summary.as_record(),
            "by_kind": {kind: part.as_record() for kind, part in by_kind.items()},
            "failures": {s.question.id: list(s.failures) for s in scores if s.failures},
        }
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def ask(questions: Sequence[ClinicalQuestion], out: Path | None, *, draft: bool) -> Path:
    """Put the questions to the pipeline, as a user would: only the text and the earlier turns, not the language."""
    from assistant.batch import answer_batch

    folder = Path(tempfile.mkdtemp(prefix="sourcier-questions-"))
    asked, answers = folder / "asked.jsonl", out or folder / "answers.jsonl"
    asked.write_text(
        "".join(
            json.dumps({"id": q.id, "question": q.question, "previous": list(q.previous)}, ensure_ascii=False) + "\n"
            for q in questions
        ),
        encoding="utf-8",
    )
    answer_batch(asked, answers, draft=draft)
    return answers


def score_file(questions: Sequence[ClinicalQuestion], answers: Path) -> list[QuestionScore]:
    """Score a file of answers; answers to questions that are not asked here are left aside."""
    read = read_answers(answers)
    return [score_answer(question, read.get(question.id)) for question in questions]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.clinical_questions", description=__doc__)
    parser.add_argument(
        "--questions", type=Path, nargs="+", required=True, metavar="FILE", help="question files, JSONL"
    )
    parser.add_argument("--answers", type=Path, metavar="FILE", help="answers to score, JSONL; without it, ask")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to keep the answers when asking")
    parser.add_argument("--split", choices=("dev", "test"), help="only this half of a divided question file")
    parser.add_argument("--no-draft", action="store_true", help="findings only, without the language model")
    parser.add_argument("--failures", action="store_true", help="list every failure with its reason")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the scores and failures here as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
