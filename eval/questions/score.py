"""The score of one answer: what it holds of what a right answer holds, and every fault, in words."""

from dataclasses import dataclass, field

from eval.questions.grounding import check_grounding
from eval.questions.language import language_of
from eval.questions.leaks import leaked
from eval.questions.numbers import value_of, values_stated
from eval.questions.question import ClinicalQuestion
from eval.questions.record import AnswerRecord, ReadAnswer, Statement

FIRST = 5


# Not drafted: what its source concludes, in the place of a draft that was dropped.
_STATED = "stated"


@dataclass(frozen=True)
class QuestionScore:
    """How an answer did; ``None`` where a measure does not apply to its question.

    Attributes
    ----------
    found, all_found
        A right source among the first five listed; all gold sources there.
    cited
        A right source is cited.
    facts
        For each key fact, whether all its numbers are stated.
    facts_attributed
        The same, counting only statements that cite a right source.
    abstained
        Whether it abstained, whatever it should have done.
    language_right
        Whether what it says is in the language of the question.
    drafted, dropped
        Sentences drafted in all, and those of them dropped.
    counts
        Of faults that have to be 0: unsupported numbers, unknown citations, uncited or retracted statements, leaks.
    failures
        Each failure and its reason.
    """

    question: ClinicalQuestion
    answered: bool
    found: bool | None = None
    all_found: bool | None = None
    cited: bool | None = None
    facts: tuple[bool, ...] = ()
    facts_attributed: tuple[bool, ...] = ()
    abstained: bool = False
    language_right: bool | None = None
    drafted: int = 0
    dropped: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    timings_ms: dict[str, float] = field(default_factory=dict)
    failures: tuple[str, ...] = ()


def score_answer(question: ClinicalQuestion, answer: ReadAnswer | None) -> QuestionScore:
    """Score an answer; a question without one fails every measure that applies to it."""
    applies = question.answerable
    if answer is None:
        return QuestionScore(
            question,
            answered=False,
            found=False if applies else None,
            all_found=False if applies else None,
            cited=False if applies else None,
            facts=tuple(False for _ in question.must),
            facts_attributed=tuple(False for _ in question.must),
            language_right=False,
            failures=("no answer in the file",),
        )
    record = answer.record
    failures: list[str] = []
    listed = [source.id.lower() for source in record.sources[:FIRST]]
    right = question.right_sources
    cited_ids = {s.id.lower() for s in record.sources if any(s.n in st.citations for st in record.statements)}
    attributed = [st for st in record.statements if _cites(st, record, right)]
    facts = _facts_stated(question, list(record.statements))
    found, cited = bool(right & set(listed)), bool(right & cited_ids)
    if applies:
        if not found:
            failures.append(f"no right source in the first {FIRST}: {', '.join(listed) or 'none listed'}")
        if record.abstained:
            missing = record.abstention.missing if record.abstention else ""
            failures.append(f"abstained though the library answers: {missing}")
        elif found and not cited:
            failures.append(f"a right source is listed but not cited; cited: {', '.join(sorted(cited_ids)) or 'none'}")
        failures += [
            f"not stated: {fact.what} ({', '.join(fact.numbers)})"
            for fact, stated in zip(question.must, facts, strict=True)
            if not stated
        ]
    elif not record.abstained:
        said = " | ".join(st.text for st in record.statements)
        failures.append(f"answered though the library does not: {said}")
    if record.abstained and record.statements:
        failures.append("abstained, yet states findings or sentences")

    language_right = _language_right(question, record)
    if not language_right:
        failures.append(f"language is not {question.lang} (record: {record.language})")
    leaks = leaked(question.phi, answer.whole)
    failures += [f"identifier leaked: {leak}" for leak in leaks]
    grounding = check_grounding(record)
    for name, faults in (
        ("unsupported number", grounding.unsupported),
        ("number outside the passages shown", grounding.outside_passages),
        ("unknown citation", grounding.unknown_citations),
        ("no citation", grounding.uncited),
        ("cites a retracted source", grounding.retracted),
    ):
        failures += [f"{name}: {fault}" for fault in faults]
    return QuestionScore(
        question,
        answered=True,
        found=found if applies else None,
        all_found=all(f"doi:{d.lower()}" in listed for d in question.gold) if applies else None,
        cited=cited if applies else None,
        facts=facts,
        facts_attributed=_facts_stated(question, attributed),
        abstained=record.abstained,
        language_right=language_right,
        drafted=sum(said.verdict != _STATED for said in record.sentences) + len(record.dropped),
        dropped=len(record.dropped),
        counts={
            "unsupported_numbers": len(grounding.unsupported),
            "numbers_outside_passages": len(grounding.outside_passages),
            "unknown_citations": len(grounding.unknown_citations),
            "uncited_statements": len(grounding.uncited),
            "retracted_cited": len(grounding.retracted),
            "identifiers_leaked": len(leaks),
        },
        timings_ms={name: ms for name, ms in record.timings_ms.items() if ms is not None},
        failures=tuple(failures),
    )


def _cites(statement: Statement, record: AnswerRecord, ids: frozenset[str]) -> bool:
    return any(source.n in statement.citations and source.id.lower() in ids for source in record.sources)


def _facts_stated(question: ClinicalQuestion, statements: list[Statement]) -> tuple[bool, ...]:
    stated = values_stated(statement.text for statement in statements)
    return tuple(all(value_of(n) in stated for n in fact.numbers) for fact in question.must)


def _language_right(question: ClinicalQuestion, record: AnswerRecord) -> bool:
    """The record says so, the whole reads so, and no drafted sentence reads otherwise."""
    titles = tuple(source.title for source in record.sources)
    said = [st.text for st in record.statements] or ([record.abstention.missing] if record.abstention else [])
    if record.language != question.lang or language_of(" ".join(said), titles) != question.lang:
        return False
    return all(language_of(sentence.text, titles) in (question.lang, None) for sentence in record.sentences)
