"""What findings say, checked over every answerable development question: their numbers, citations and language."""

import re

from assistant.answer import Answer, EvidenceSource
from tests.assistant.starter_questions import development_questions

_PRINTED = re.compile(r"\d*[.·,]?\d+(?:[.,·]\d+)*")
_IN_A_NAME = re.compile(r"[^\W\d_]+[-/]?\d[\w./-]*")
_QUOTED = re.compile(r"«[^»]*»")
_ENGLISH = re.compile(
    r"\b(survival|recurrence|progression-free|disease-free|overall|toxicity|adverse|events?|months|weeks|years|death|"
    r"mortality|response rate|quality of life|patients with|with|without|the|of|in favour)\b",
    re.IGNORECASE,
)


def digits(text: str) -> set[str]:
    """Each number with the digits printed, a leading zero apart; those that follow letters belong to names."""
    numbers = _PRINTED.findall(_IN_A_NAME.sub(" ", text))
    return {re.sub(r"^0(?=\.)", "", number.strip(",").replace("·", ".")) for number in numbers}


def printed_by(evidence: EvidenceSource) -> set[str]:
    """Every run of digits in the passages shown of a source."""
    runs = (_PRINTED.findall(passage.text) for passage in evidence.passages)
    return {re.sub(r"^0(?=\.)", "", number.strip(",").replace("·", ".")) for found in runs for number in found}


def test_every_number_of_every_finding_is_printed_in_a_passage_of_its_source(
    development_answers: dict[str, Answer],
) -> None:
    violations = []
    findings = 0
    for question, answer in development_answers.items():
        by_number = {evidence.n: evidence for evidence in answer.sources}
        for finding in answer.findings:
            findings += 1
            printed = set().union(*(printed_by(by_number[n]) for n in finding.citations))
            for text in (finding.text, *finding.limits):
                violations += [f"{question}: {number} in {text!r}" for number in digits(text) - printed]
    assert violations == []
    assert findings > 100


def test_every_finding_cites_one_source_that_answers(development_answers: dict[str, Answer]) -> None:
    for answer in development_answers.values():
        answering = {evidence.n for evidence in answer.sources if evidence.answers}
        assert [set(finding.citations) <= answering and len(finding.citations) == 1 for finding in answer.findings] == [
            True
        ] * len(answer.findings)


def test_every_passage_shown_is_the_sources_own_text(development_answers: dict[str, Answer]) -> None:
    for answer in development_answers.values():
        for evidence in answer.sources:
            for passage in evidence.passages:
                assert evidence.source.text[passage.start : passage.end] == passage.text


def test_every_highlight_stands_in_a_passage_that_is_shown(development_answers: dict[str, Answer]) -> None:
    for answer in development_answers.values():
        for evidence in answer.sources:
            for start, end in evidence.highlights:
                assert start < end
                assert any(p.start < end and start < p.end for p in evidence.passages)


def test_french_findings_say_nothing_in_english_but_quotations_and_names(
    development_answers: dict[str, Answer],
) -> None:
    english = {}
    for question, answer in development_answers.items():
        names = {evidence.n: str(evidence.source.about.get("trial_name") or "") for evidence in answer.sources}
        for finding in answer.findings if answer.language == "fr" else ():
            said = _QUOTED.sub("", finding.text).replace(names[finding.citations[0]], "", 1)
            if words := _ENGLISH.findall(said):
                english[question] = words
    assert english == {}


def test_every_development_question_is_answered_in_its_language(development_answers: dict[str, Answer]) -> None:
    spoken = {question: answer.language for question, answer in development_answers.items()}
    assert spoken == {question.id: question.lang for question in development_questions()}


def test_no_answer_is_given_where_there_is_none_and_few_are_withheld(development_answers: dict[str, Answer]) -> None:
    asked = {question.id: question for question in development_questions()}
    abstained = {question: answer.abstention is not None for question, answer in development_answers.items()}
    answerable = [abstained[q] for q, question in asked.items() if question.answerable]
    unanswerable = [abstained[q] for q, question in asked.items() if not question.answerable]
    assert sum(unanswerable) >= 0.9 * len(unanswerable)
    assert sum(answerable) <= 0.05 * len(answerable)
