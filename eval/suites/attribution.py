"""Whether what an answer says is supported by what it cites: ALCE's recall and precision, numbers, quotations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpora.catalogue import Language
from eval.measure import Reference, Scored, mean, ratio, share, statistic
from eval.metrics.attribution import Cited, attribution
from eval.metrics.classes import kappa
from eval.questions.numbers import names_in, printed_numbers, values_in
from eval.reading import shared_folder
from eval.suite import Item, Loaded, Verdict
from eval.suites.clinical_questions import question_item
from eval.suites.formats.question_file import read_question_file
from eval.suites.formats.scifact import abstracts, corpus_beside, pairs
from eval.suites.judge import NAME, Verifier, judging_lexicon
from eval.suites.quotes import quotes_of
from eval.suites.statements import prose_of
from eval.system import Ability, System
from eval.systems.support import support

_SAMPLE = "benchmarks/scifact_claims_train.jsonl.gz"
_SAMPLE_SIZE = 200


def _agreement(rows: Sequence[Scored]) -> float | None:
    return kappa([str(row.scores["people"]) for row in rows], [str(row.scores["judge"]) for row in rows])


class AnswerAttribution:
    """See :class:`eval.suite.Suite`. Reads question files; needs no right answers.

    Drafted sentences are judged; findings are composed from effects, and checked by their numbers and quotations.
    The judge is the project's verifier (:mod:`eval.suites.judge`). What Sourcier drafts has passed the same verifier
    before it is shown, against the same passages and its findings: its own prose is near 1 by construction, so that
    these measures tell something of baselines, and of Sourcier with verification off. Beside the questions stands a
    sample of SciFact's pairs, on which the judge's agreement with people is measured.
    """

    name = "attribution"
    title = "eval_suites.attribution"
    needs: frozenset[Ability] = frozenset({"ask"})
    measures = (
        mean("citation_recall", "eval_suites.citation_recall", "eval_suites.of_answers_with_prose"),
        mean("citation_precision", "eval_suites.citation_precision", "eval_suites.of_answers_with_prose"),
        ratio(
            "sentences",
            "eval_suites.sentences_supported",
            "eval_suites.of_sentences",
            score="supported",
            over="sentences",
        ),
        ratio(
            "numbers",
            "eval_suites.number_faithfulness",
            "eval_suites.of_numbers",
            score="numbers_printed",
            over="numbers",
        ),
        ratio("quotes", "eval_suites.quote_validity", "eval_suites.of_quotes", score="quotes_found", over="quotes"),
        statistic(
            "judge_kappa",
            "eval_suites.judge_kappa",
            "eval_suites.of_judged",
            _agreement,
            score="people",
            better="neither",
        ),
        share("judge_accepts", "eval_suites.judge_accepts", "eval_suites.of_judged_supported", better="neither"),
        share("judge_right", "eval_suites.judge_right", "eval_suites.of_judged_accepted", better="neither"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_support",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """The questions on the starter library that were written for this project."""
        return Path(str(files("eval.questions") / "starter_questions.jsonl"))

    def load(self, data: Path) -> Loaded:
        """The judge's sample first, where the shared data has it; then the answerable questions."""
        questions = read_question_file(data)
        items = [question_item(question) for question in questions if question.answerable]
        left_out: Counter[str] = Counter({"eval_suites.unanswerable": len(questions) - len(items)})
        sample = _judged_sample()
        if not sample:
            left_out["eval_suites.without_judged_sample"] = _SAMPLE_SIZE
        return Loaded((*items, *sample), {reason: n for reason, n in sorted(left_out.items()) if n})

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """The questions are on the system's own library."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The answer, with the judge's verdicts on each sentence; or the judge's verdict on a pair of its sample."""
        if "claim" in item.payload:
            pair = item.payload
            verdict = support(pair["claim"], (pair["evidence"],), judging_lexicon(), "en", pair["title"])
            return {"judge": NAME, "supported": verdict.supported, "reason": verdict.reason}
        record = system.ask(item.payload["question"], tuple(item.payload["previous"]))
        language: Language = "fr" if record["language"] == "fr" else "en"
        supports = Verifier({s["n"]: [p["text"] for p in s["passages"]] for s in record["sources"]}, language)
        return {
            **record,
            "judge": NAME,
            "prose_verdicts": _verdicts(prose_of(record), supports),
        }

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Count what is supported."""
        if "claim" in item.payload:
            people, judge = bool(item.payload["supported"]), bool(output["supported"])
            wrong = () if people == judge else (f"the judge differs from people: {output['reason'] or 'accepted'}",)
            scores = {
                "people": people,
                "judge": judge,
                "judge_accepts": judge if people else None,
                "judge_right": people if judge else None,
            }
            return Verdict(scores, wrong)
        prose = output["prose_verdicts"]
        printed, missing = _numbers(output)
        quotes = quotes_of(output)
        unsupported = [v["text"] for v in prose if not v["supported"]]
        supported, precise = sum(v["supported"] for v in prose), [flag for v in prose for flag in v["precise"]]
        return Verdict(
            {
                "citation_recall": supported / len(prose) if prose else None,
                "citation_precision": sum(precise) / max(1, len(precise)) if prose else None,
                "sentences": len(prose),
                "supported": supported,
                "numbers": printed + len(missing),
                "numbers_printed": printed,
                "quotes": len(quotes),
                "quotes_found": sum(found for _, found in quotes),
            },
            (
                *(f"not supported by what it cites: {text}" for text in unsupported),
                *(f"number that no cited passage prints: {number}" for number in missing),
                *(f"quotation that no cited passage has: {quote}" for quote, found in quotes if not found),
            ),
        )


def _verdicts(statements: Sequence[Cited], supports: Verifier) -> list[dict[str, Any]]:
    judged = attribution(statements, supports)
    return [
        {
            "text": statement.text,
            "citations": list(statement.citations),
            "supported": verdict.supported,
            "precise": list(verdict.precise),
        }
        for statement, verdict in zip(statements, judged.statements, strict=True)
    ]


def _numbers(record: Mapping[str, Any]) -> tuple[int, list[str]]:
    """How many numbers of the statements a passage of a cited source prints, and those that none does.

    Read by code of the evaluation's own (:mod:`eval.questions.numbers`), not by the verifier's.
    """
    passages = {s["n"]: [p["text"] for p in s["passages"]] for s in record["sources"]}
    printed, missing = 0, []
    for statement in (*record["sentences"], *record["findings"]):
        shown = [text for n in statement["citations"] for text in passages.get(n, ())]
        values = values_in(shown)
        for number in printed_numbers(statement["text"], names_in(shown)):
            if number.within(values):
                printed += 1
            else:
                missing.append(number.printed)
    return printed, missing


def _judged_sample() -> list[Item]:
    """Pairs of SciFact spread evenly over the file, as items of their own."""
    shared = shared_folder()
    path = shared / _SAMPLE if shared else None
    if path is None or not path.is_file():
        return []
    sources = {source.id: source for source in abstracts(corpus_beside(path))}
    judged = [pair for pair in pairs(path) if pair.document in sources]
    return [
        Item(
            f"judge-{pair.id}",
            {
                "claim": pair.claim,
                "title": sources[pair.document].title,
                "evidence": sources[pair.document].text,
                "supported": pair.label == "support",
            },
            {"kind": "judge's sample"},
        )
        for pair in judged[:: max(1, len(judged) // _SAMPLE_SIZE)][:_SAMPLE_SIZE]
    ]
