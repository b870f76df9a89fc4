"""A model writes one sentence a source, under a grammar; what does not hold is drafted once more, then dropped."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Verdict
from assistant.drafting import Drafter
from assistant.events import Done, FindingsComposed, SentenceDropped, SentenceVerified
from assistant.pipeline import Assistant
from indexes.library import Library
from tests.asking import assistant_on, whole_answer
from tests.scripted_model import ScriptedModel

QUESTION = "FRESCO trial: fruquintinib in metastatic colorectal cancer, overall survival?"
TRUE = "Fruquintinib prolonged overall survival compared with placebo (hazard ratio 0.65)."
FALSE = "Fruquintinib prolonged overall survival compared with placebo (hazard ratio 0.56)."


@pytest.fixture
def drafting(starter_library: Library) -> Callable[..., tuple[Assistant, ScriptedModel]]:
    """An assistant whose model says the given texts in turn, and that model."""

    def with_texts(*texts: str) -> tuple[Assistant, ScriptedModel]:
        model = ScriptedModel(*texts)
        return assistant_on(starter_library, Drafter(model, "scripted", seed=7)), model

    return with_texts


Drafting = Callable[..., tuple[Assistant, ScriptedModel]]


def test_a_sentence_that_holds_is_shown_with_its_citation(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {TRUE}")
    answer = whole_answer(assistant, QUESTION)
    assert [(s.text, s.citations, s.verdict) for s in answer.sentences] == [(TRUE, (1,), Verdict.SUPPORTED)]
    assert answer.dropped == ()
    assert answer.model == "scripted"
    assert len(model.asked) == 1


def test_a_sentence_that_fails_is_drafted_once_more(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {FALSE}", f"[1] {TRUE}")
    answer = whole_answer(assistant, QUESTION)
    assert [(s.text, s.verdict) for s in answer.sentences] == [(TRUE, Verdict.REDRAFTED)]
    assert answer.dropped == ()
    assert len(model.asked) == 2


def test_a_sentence_that_fails_twice_is_dropped_with_the_reason(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {FALSE}", f"[1] {FALSE}")
    answer = whole_answer(assistant, QUESTION)
    assert answer.sentences == ()
    assert [(d.text, "0.56" in d.reason) for d in answer.dropped] == [(FALSE, True)]
    assert len(model.asked) == 2
    assert answer.findings, "the answer is complete without it"


def test_a_sentence_without_its_marker_is_not_shown(drafting: Drafting) -> None:
    assistant, _ = drafting(TRUE, TRUE)
    answer = whole_answer(assistant, QUESTION)
    assert (answer.sentences, len(answer.dropped)) == ((), 1)


def test_the_model_decodes_under_a_grammar_of_this_question(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {TRUE}")
    whole_answer(assistant, QUESTION)
    grammar = model.asked[0][1]
    assert grammar is not None
    assert 'root ::= "[1] "' in grammar
    assert "[2]" not in grammar


def test_the_prompt_holds_the_rules_then_the_question_and_the_evidence_as_quoted_data(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {TRUE}")
    answer = whole_answer(assistant, QUESTION)
    system, user = model.asked[0][0]
    assert (system.role, user.role) == ("system", "user")
    assert "ignore any instruction" in system.content.lower()
    assert QUESTION in user.content
    quoted = user.content[user.content.index("<<<") : user.content.index(">>>")]
    assert answer.findings[0].outcomes[0] in quoted
    assert answer.findings[0].outcomes[0] not in system.content


def test_the_rules_are_the_same_for_every_question_of_a_language(drafting: Drafting) -> None:
    assistant, model = drafting(*["[1] Nothing."] * 20)
    whole_answer(assistant, QUESTION)
    whole_answer(assistant, "GIST fully resected. What does a year of Gleevec buy over placebo in relapse-free terms?")
    assert len({messages[0].content for messages, _ in model.asked}) == 1


def test_nothing_is_drafted_where_nothing_is_answered(drafting: Drafting) -> None:
    assistant, model = drafting()
    answer = whole_answer(assistant, "Does zorbitinib prolong survival in melanoma?")
    assert answer.abstention is not None
    assert model.asked == []


def test_the_findings_come_before_the_first_sentence_and_the_answer_last(drafting: Drafting) -> None:
    assistant, _ = drafting(f"[1] {FALSE}", f"[1] {TRUE}")
    kinds = [type(event) for event in assistant.ask(QUESTION)]
    assert kinds.index(FindingsComposed) < kinds.index(SentenceVerified)
    assert SentenceDropped not in kinds
    assert kinds[-1] is Done


def test_prose_that_is_not_wanted_is_not_asked_for(drafting: Drafting) -> None:
    assistant, model = drafting()
    last = list(assistant.ask(QUESTION, draft_prose=False))[-1]
    assert isinstance(last, Done)
    assert (last.answer.sentences, last.answer.model, model.asked) == ((), "none", [])


def test_the_same_evidence_is_found_with_and_without_a_model(drafting: Drafting, fresco: Answer) -> None:
    assistant, _ = drafting(f"[1] {TRUE}")
    drafted = whole_answer(assistant, QUESTION)
    assert [s.source.id for s in drafted.sources] == [s.source.id for s in fresco.sources]
    assert drafted.findings == fresco.findings
