"""Clinician questions with known answers: what an answer finds, cites, states, and leaves out."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.measure import Reference, ratio, share
from eval.questions.question import ClinicalQuestion
from eval.questions.record import AnswerRecord, ReadAnswer
from eval.questions.score import score_answer
from eval.suite import Item, Loaded, Verdict
from eval.suites.direction_told import direction_told
from eval.suites.formats.question_file import read_question_file
from eval.system import Ability, System

_COUNTS = (
    "unsupported_numbers",
    "numbers_outside_passages",
    "unknown_citations",
    "uncited_statements",
    "retracted_cited",
    "identifiers_leaked",
)


class ClinicalQuestions:
    """See :class:`eval.suite.Suite`. Reads the question files of docs/evaluation.md."""

    name = "clinical-questions"
    title = "eval_suites.clinical_questions"
    needs: frozenset[Ability] = frozenset({"ask"})
    measures = (
        share("found", "eval_suites.found", "eval_suites.of_answerable"),
        share("all_found", "eval_suites.all_found", "eval_suites.of_answerable"),
        share("cited", "eval_suites.cited", "eval_suites.of_answerable"),
        ratio("facts", "eval_suites.facts", "eval_suites.of_facts", score="facts_stated", over="facts_wanted"),
        ratio(
            "facts_attributed",
            "eval_suites.facts_attributed",
            "eval_suites.of_facts",
            score="facts_with_right_source",
            over="facts_wanted",
        ),
        share("direction_right", "eval_suites.direction_right", "eval_suites.of_directed"),
        share("direction_forbidden", "eval_suites.direction_forbidden", "eval_suites.of_directed", better="lower"),
        share("abstention_recall", "eval_suites.abstention_recall", "eval_suites.of_unanswerable"),
        share("abstention_precision", "eval_suites.abstention_precision", "eval_suites.of_abstained"),
        share("false_abstention", "eval_suites.false_abstention", "eval_suites.of_answerable", better="lower"),
        share("language_right", "eval_suites.language_right", "eval_suites.of_questions"),
        share("leaking", "eval_suites.leaking", "eval_suites.of_identifying", better="lower"),
        ratio(
            "dropped",
            "eval_suites.dropped",
            "eval_suites.of_drafted",
            score="sentences_dropped",
            over="sentences_drafted",
            better="lower",
        ),
        share("with_fault", "eval_suites.with_fault", "eval_suites.of_questions", better="lower"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_questions",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """The questions on the starter library that were written for this project."""
        return Path(str(files("eval.questions") / "starter_questions.jsonl"))

    def load(self, data: Path) -> Loaded:
        """Every question."""
        return Loaded(tuple(question_item(question) for question in read_question_file(data)))

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """The questions are on the system's own library."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """Ask as a user would: the question and the earlier turns, not even the language."""
        return system.ask(item.payload["question"], tuple(item.payload["previous"]))

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """As ``python -m eval.clinical_questions`` scores, and the direction that the answer takes."""
        question = ClinicalQuestion.model_validate(item.payload)
        record = AnswerRecord.model_validate({**output, "id": question.id})
        score = score_answer(question, ReadAnswer(record, dict(output)))
        told = direction_told(question, record)
        # Where nothing is verified, nothing can be dropped: a baseline's prose does not do well by that.
        verified = all(sentence.get("verdict") != "not verified" for sentence in output["sentences"])
        return Verdict(
            {
                "found": score.found,
                "all_found": score.all_found,
                "cited": score.cited,
                "facts_stated": sum(score.facts) if score.facts else None,
                "facts_with_right_source": sum(score.facts_attributed) if score.facts else None,
                "facts_wanted": len(score.facts) if score.facts else None,
                "direction_right": told.right,
                "direction_forbidden": told.forbidden,
                "abstention_recall": None if question.answerable else score.abstained,
                "abstention_precision": not question.answerable if score.abstained else None,
                "false_abstention": score.abstained if question.answerable else None,
                "language_right": score.language_right,
                "leaking": score.counts["identifiers_leaked"] > 0 if question.phi else None,
                "sentences_drafted": score.drafted if verified else None,
                "sentences_dropped": score.dropped if verified else None,
                "with_fault": any(score.counts.values()),
                **{name: score.counts[name] for name in _COUNTS},
            },
            score.failures + told.failures,
        )


def question_item(question: ClinicalQuestion) -> Item:
    """A question as an item."""
    return Item(
        id=question.id,
        payload=question.model_dump(mode="json", exclude={"split"}),
        groups={"language": question.lang, "kind": question.kind},
    )
