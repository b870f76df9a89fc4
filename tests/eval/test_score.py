"""What is scored of an answer, and each way to break one: the measure that should catch it does."""

from collections.abc import Callable
from typing import Any

from eval.questions.question import ClinicalQuestion
from eval.questions.record import ReadAnswer
from eval.questions.score import score_answer

Asked = Callable[..., ClinicalQuestion]
Answer = Callable[..., ReadAnswer]
FINDING = "Death: HR 0.70 (95% CI 0.56 to 0.89) in favour of drugone, and the primary endpoint was met."


def test_a_right_answer_has_no_failure(asked: Asked, answer: Answer) -> None:
    score = score_answer(asked(), answer())
    assert score.failures == ()
    assert score.found and score.all_found and score.cited and score.language_right
    assert score.facts == score.facts_attributed == (True, True)
    assert set(score.counts.values()) == {0}


def test_a_right_source_beyond_the_fifth_is_not_found(asked: Asked, answer: Answer) -> None:
    record = answer().whole
    others = [{"n": n, "id": f"doi:10.1000/other.{n}", "title": "", "passages": []} for n in range(2, 7)]
    score = score_answer(asked(), answer(sources=[*others, record["sources"][0]]))
    assert score.found is False
    assert score.cited is True


def test_an_acceptable_source_counts_as_found_but_is_not_all_gold(asked: Asked, answer: Answer) -> None:
    score = score_answer(asked(gold=["10.1000/elsewhere"], acceptable=["10.1000/abc.1"]), answer())
    assert score.found is True
    assert score.all_found is False


def test_a_right_source_that_no_statement_cites_is_not_cited(asked: Asked, finding: Answer) -> None:
    answer = finding("Response was 41% and 8% in the trial.", 2)
    answer = ReadAnswer(answer.record.model_copy(update={"sentences": ()}), answer.whole)
    score = score_answer(asked(), answer)
    assert score.cited is False
    assert any("listed but not cited" in failure for failure in score.failures)


def test_a_fact_is_stated_only_with_all_its_numbers(asked: Asked, finding: Answer) -> None:
    score = score_answer(asked(), finding("Death: HR 0.70 in favour of the drug."))
    assert score.facts == (False, True)


def test_a_fact_written_with_a_decimal_comma_is_stated(asked: Asked, finding: Answer) -> None:
    assert score_answer(asked(), finding("HR 0,7 (IC 0,56 à 0,89)")).facts[0] is True


def test_a_citation_marker_states_no_fact(asked: Asked, finding: Answer) -> None:
    one = asked(must=[{"numbers": ["1"], "what": "febrile neutropenia, %"}])
    assert score_answer(one, finding("It was rare with drugone. [1]")).facts == (False,)


def test_a_fact_stated_of_another_source_is_not_attributed(asked: Asked, finding: Answer) -> None:
    score = score_answer(asked(), finding(FINDING, 2))
    assert score.facts[0] is True
    assert score.facts_attributed[0] is False


def test_an_altered_digit_is_an_unsupported_number(asked: Asked, finding: Answer) -> None:
    score = score_answer(asked(), finding(FINDING.replace("0.89", "0.98")))
    assert score.counts["unsupported_numbers"] == 1
    assert any(failure.startswith("unsupported number: 0.98") for failure in score.failures)


def test_an_altered_digit_in_a_drafted_sentence_is_an_unsupported_number(asked: Asked, answer: Answer) -> None:
    sentence = answer().whole["sentences"][0]
    altered = sentence | {"text": sentence["text"].replace("12.9", "12.8")}
    assert score_answer(asked(), answer(sentences=[altered])).counts["unsupported_numbers"] == 1


def test_a_shuffled_citation_leaves_numbers_unsupported(asked: Asked, finding: Answer) -> None:
    assert score_answer(asked(), finding(FINDING, 2)).counts["unsupported_numbers"] == 4


def test_a_number_of_the_title_is_supported_but_stands_outside_the_passages(asked: Asked, finding: Answer) -> None:
    counts = score_answer(asked(), finding("Of the 34 things it was tried for in 2016, in phase 3, none.")).counts
    assert counts["unsupported_numbers"] == 0
    assert counts["numbers_outside_passages"] == 3


def test_an_evidence_level_that_the_pipeline_derived_supports_no_number(asked: Asked, finding: Answer) -> None:
    assert score_answer(asked(), finding("It was the best of the 2.")).counts["unsupported_numbers"] == 1


def test_a_number_in_the_limits_of_a_finding_is_checked(asked: Asked, answer: Answer) -> None:
    found: dict[str, Any] = answer().whole["findings"][0] | {"limits": ["Only 77 patients were in the trial."]}
    assert score_answer(asked(), answer(findings=[found])).counts["unsupported_numbers"] == 1


def test_a_citation_of_a_source_that_is_not_listed_is_unknown(asked: Asked, finding: Answer) -> None:
    assert score_answer(asked(), finding(FINDING, 1, 9)).counts["unknown_citations"] == 1


def test_a_marker_in_the_text_is_a_citation_too(asked: Asked, finding: Answer) -> None:
    assert score_answer(asked(), finding(f"{FINDING} [1, 8]")).counts["unknown_citations"] == 1


def test_a_bracket_that_a_source_prints_is_no_citation(asked: Asked, answer: Answer) -> None:
    first, second = answer().whole["sources"]
    passages = [first["passages"][0], {"id": "p", "text": "The mean was 57 [41]."}]
    quoting = {"text": "The mean was 57 [41].", "citations": [1], "effects": []}
    score = score_answer(asked(), answer(sources=[first | {"passages": passages}, second], findings=[quoting]))
    assert score.counts["unknown_citations"] == 0


def test_a_statement_without_citation_is_a_fault(asked: Asked, answer: Answer) -> None:
    uncited = {"text": "It is the best of the drugs.", "citations": [], "effects": []}
    assert score_answer(asked(), answer(findings=[uncited])).counts["uncited_statements"] == 1


def test_a_retracted_source_may_not_be_cited(asked: Asked, answer: Answer) -> None:
    first, second = answer().whole["sources"]
    score = score_answer(asked(), answer(sources=[first | {"flags": ["retracted"]}, second]))
    assert score.counts["retracted_cited"] == 2


def test_a_leaked_name_is_caught(asked: Asked, answer: Answer) -> None:
    score = score_answer(asked(), answer(question="For Hortensia Blackwaite: does it work?"))
    assert score.counts["identifiers_leaked"] == 1
    assert "identifier leaked: Hortensia Blackwaite" in score.failures


def test_an_answer_in_the_wrong_language_is_caught(asked: Asked, answer: Answer) -> None:
    french = {"text": "La survie est plus longue avec l'association.", "citations": [1], "effects": []}
    score = score_answer(asked(), answer(findings=[french], sentences=[]))
    assert score.language_right is False


def test_one_drafted_sentence_in_the_wrong_language_is_caught(asked: Asked, answer: Answer) -> None:
    french = {"text": "La survie est plus longue.", "citations": [1], "verdict": "supported"}
    assert score_answer(asked(), answer(sentences=[french])).language_right is False


def test_a_record_that_names_the_wrong_language_is_caught(asked: Asked, answer: Answer) -> None:
    assert score_answer(asked(), answer(language="fr")).language_right is False


def test_abstaining_from_an_answerable_question_is_a_failure(asked: Asked, abstention: Answer) -> None:
    score = score_answer(asked(), abstention())
    assert score.abstained is True
    assert any(failure.startswith("abstained though") for failure in score.failures)


def test_abstaining_from_an_unanswerable_question_is_right(unanswerable: ClinicalQuestion, abstention: Answer) -> None:
    score = score_answer(unanswerable, abstention())
    assert score.failures == ()
    assert score.found is score.cited is None


def test_never_abstaining_is_caught(unanswerable: ClinicalQuestion, answer: Answer) -> None:
    assert any("answered though" in failure for failure in score_answer(unanswerable, answer()).failures)


def test_an_abstention_that_states_findings_all_the_same_is_caught(
    unanswerable: ClinicalQuestion, abstention: Answer, answer: Answer
) -> None:
    score = score_answer(unanswerable, abstention(findings=answer().whole["findings"]))
    assert "abstained, yet states findings or sentences" in score.failures


def test_an_abstention_may_repeat_a_number_of_the_question_but_invent_none(
    unanswerable: ClinicalQuestion, abstention: Answer
) -> None:
    text = "The library has nothing on the dose for a calcium of 3.9; the drug is given at 4 mg."
    asked = "What is the dose for a calcium of 3.9?"
    counts = score_answer(unanswerable, abstention(question=asked, abstention={"missing": text, "nearest": [2]})).counts
    assert counts["unsupported_numbers"] == 1


def test_a_nearest_source_that_is_not_listed_is_unknown(unanswerable: ClinicalQuestion, abstention: Answer) -> None:
    nothing = {"missing": "The library has nothing on this.", "nearest": [7]}
    assert score_answer(unanswerable, abstention(abstention=nothing)).counts["unknown_citations"] == 1


def test_dropped_sentences_are_counted_among_those_drafted(asked: Asked, answer: Answer) -> None:
    score = score_answer(asked(), answer(dropped=[{"text": "It cures 99 %.", "reason": "no such number"}]))
    assert (score.dropped, score.drafted) == (1, 2)
    in_its_place = answer(
        dropped=[{"text": "It cures 99 %.", "reason": "no such number"}],
        sentences=[{"text": "Survival was longer.", "citations": [1], "verdict": "stated"}],
    )
    assert score_answer(asked(), in_its_place).drafted == 1
    assert score.counts["unsupported_numbers"] == 0


def test_a_question_without_an_answer_fails_whatever_applies(asked: Asked) -> None:
    score = score_answer(asked(), None)
    assert score.found is score.cited is score.language_right is False
    assert score.facts == (False, False)
    assert score.failures == ("no answer in the file",)
